/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export as it will be done: which files, in which passes of the renderer, for which parts of
 * the song, and what stands against it. No GTK; made on the main thread, then read by the queue's.
 */
#pragma once

#include "render/render.h"
#include "ui/export/settings.h"

/* Formats of one rate are written by one run of the renderer. */
typedef struct {
  int rate;
  RenderFile files[N_EXPORT_FORMATS];
  int n_files;
} ExportPass;

typedef struct ExportPlan ExportPlan;
struct ExportPlan {
  Project *project; /* the value that is exported; edits go on */
  char *folder; /* of the project */
  char *song; /* its title; without one the name of its folder */
  ExportSettings settings;
  Frames from, to; /* as RenderSpec */
  Frames frames; /* of the project's rate, without the tail */
  ExportPass passes[N_EXPORT_FORMATS];
  int n_passes;
  char *target; /* the folder of the files, absolute */
  char *stems; /* a folder, or NULL */
  RenderFile stem;
  int n_stems;
  char *midi; /* a file, or NULL */
  GPtrArray *paths; /* of all files but the stems; owned */
  int n_files; /* with stems and those of the other parts */
  int n_replaced; /* likewise: files that are there and will be written over */
  char *part; /* "01 Intro"; NULL: it is not about sections */
  GPtrArray *parts; /* ExportPlan: the sections behind this one; owned */
};

int export_plan_n_parts (const ExportPlan *plan); /* 1 or more */
const ExportPlan *export_plan_part (const ExportPlan *plan, int i); /* 0 is the plan itself */

/* `range`: the selected range in units, or NULL where there is none. `taken`: whether a path is
 * promised to another export, or NULL. What cannot be done is ENGINE_ERROR_INVALID with a sentence
 * for the user. */
ExportPlan *export_plan_new (const Project *project, const char *folder,
                             const ExportSettings *settings, const Units range[2],
                             bool (*taken) (const char *path), GError **error);
void export_plan_free (ExportPlan *plan); /* NULL is fine */

/* Places in units; false where there is no such range. */
bool export_span (const Project *project, ExportWhat what, const Units range[2], Units *from,
                  Units *to);
bool export_has_notes (const Project *project);
int export_count_stems (const Project *project, bool all);
/* Of what is written, by its length and formats. */
double export_plan_bytes (const ExportPlan *plan);
/* "2 WAV files, 1 MP3 file"; to be freed. */
char *export_plan_text (const ExportPlan *plan);

typedef struct {
  bool good;
  char *text, *value;
  Id track; /* that it is about; 0: none */
} ExportCheck;

/* ExportCheck: missing media, mutes, solos, files to be replaced. Free with g_array_unref. */
GArray *export_plan_checks (const ExportPlan *plan);

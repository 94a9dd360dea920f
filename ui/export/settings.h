/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user has chosen in the export dialog, kept for each project in view/. No GTK; main
 * thread. */
#pragma once

#include "media/encode.h"
#include "model/project.h"

#define N_EXPORT_FORMATS 6
#define EXPORT_PATTERN "{song} {source}"

#define N_EXPORT_WHATS 4

typedef enum { EXPORT_SONG, EXPORT_LOOP, EXPORT_RANGE, EXPORT_SECTIONS } ExportWhat;

typedef struct {
  ExportWhat what;
  bool mix, stems, stems_all, midi;
  unsigned formats; /* bits: 1 << EncodeFormat */
  int rate; /* Hz, 0 = the project's */
  EncodeBits bits;
  DitherKind dither;
  int mp3, opus; /* kbit/s */
  double loudness; /* LUFS, 0 = as mixed */
  double ceiling; /* dBTP */
  char *folder; /* absolute, or inside the project's */
  char *name; /* a pattern of {song} {source} {section} {date} */
  bool replace; /* files of the same name; else a number is added */
} ExportSettings;

/* A WAV file of the mix; the loudness as the project wants it. */
void export_settings_init (ExportSettings *settings, const Project *project);
void export_settings_clear (ExportSettings *settings);
void export_settings_copy (ExportSettings *to, const ExportSettings *from);

/* `folder` is the project's. Loading begins with what init gives, and false means that nothing was
 * kept. */
bool export_settings_load (ExportSettings *settings, const Project *project, const char *folder);
bool export_settings_save (const ExportSettings *settings, const char *folder, GError **error);

/* A group of a key file; reading leaves alone what is not there or cannot be. */
void export_settings_read (ExportSettings *settings, GKeyFile *file);
void export_settings_write (const ExportSettings *settings, GKeyFile *file);

const char *export_format_name (EncodeFormat format); /* "WAV" */
bool export_format_is_lossy (EncodeFormat format);
/* Formats in the order of the dialog. */
extern const EncodeFormat export_formats[N_EXPORT_FORMATS];

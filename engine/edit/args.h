/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the command table: how arguments are held and how names become ids. Main thread. */
#pragma once

#include "edit/command.h"

typedef struct {
  bool given;
  double number;
  int64_t integer, other;
  Position position;
  Length length;
  char *text;
  GArray *ids; /* Id */
} ArgValue;

typedef struct {
  char *name, *value;
} Pair;

struct Args {
  const CommandSpec *spec;
  ArgValue *values; /* one for each of spec->args */
  GArray *rest; /* Pair */
  Pair *pairs; /* as written, n_pairs of them; owned */
  int n_pairs;
};

/* Reads pairs by the spec; *args is to be cleared whether or not it succeeds. Takes the pairs. */
bool args_read (Args *args, const CommandSpec *spec, Edit *edit, Pair *pairs, int n,
                GError **error);
void args_clear (Args *args);

/* One value as text, whole or with an error (arg_values.c). */
bool arg_read_percent (const char *text, double *percent, GError **error);
bool arg_read_grid (const char *text, int rate, Length *length, GError **error);
bool arg_read_color (const char *text, GError **error);
bool arg_read_velocity (const char *text, double *velocity, GError **error);
bool arg_read_frequency (const char *text, double *hz, GError **error);
bool arg_read_key (const char *text, GError **error);
bool arg_read_name (const char *text, GError **error);
bool arg_read_text (const char *text, GError **error);

/* Names to ids. `within` is the track, clip ... to look in first, 0 = anywhere. */
bool resolve_track (const Project *project, const char *text, Id *id, GError **error);
bool resolve_clip (const Project *project, const char *text, Id track, Id *id, GError **error);
bool resolve_effect (const Project *project, const char *text, Id track, Id *id, GError **error);
bool resolve_chain (const Project *project, const char *text, Id track, Id *id, GError **error);
bool resolve_send (const Project *project, const char *text, Id track, Id *id, GError **error);
/* A named child of a list: section, marker, lane, comp ... */
bool resolve_in_list (const List *list, const char *what, const char *text, Id *id, GError **error);
/* A child of a list of the project: section, marker, chord, song ... False with no error set when
 * the type is none of these. */
bool resolve_listed (const Project *project, ArgType type, const char *text, Id *id,
                     GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which strips the mixer has, from left to right, and what they say of themselves. No GTK; main
 * thread. */
#pragma once

#include "ui/desk/desk.h"

typedef struct {
  Id track;
  const Track *node; /* borrowed from the project */
  int row; /* of the desk */
  bool leads; /* a family begins here: a gap stands before it */
} MixerStrip;

/* Strips, members before their group, main last: what the rows of the desk show, but folders, which
 * have no sound of their own. `spilled`: a group or VCA that alone shows, with its members; 0:
 * all. `search`: only names that hold it; NULL or "": all. To be freed. */
GArray *strips_new (LqDesk *desk, Id spilled, const char *search);
int strips_find (const GArray *strips, Id track); /* -1: it has none here */

bool strip_is_member (const Project *project, const Track *track, Id of); /* at any depth */
bool strip_records (const Track *track);
bool strip_has_chain (const Track *track); /* inserts, sends, pan */
/* Where it goes, and what it is: "› Drums", "Return › Master". To be freed. */
char *strip_output_text (const Project *project, const Track *track);
/* The name of what a send feeds; borrowed. */
const char *strip_send_name (const Project *project, const Send *send);
/* The members of a VCA: Track, borrowed. To be freed. */
GPtrArray *strip_vca_members (const Project *project, Id vca);
Id strip_vca (const Project *project, const Track *track); /* the first that moves it; 0: none */
/* The first effect of a kind in its chain, or NULL. */
const Effect *strip_effect (const Track *track, const char *kind);

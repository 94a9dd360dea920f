/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the palette: what it is called, what would happen, and how to do it. Main thread. */
#pragma once

#include "ui/commands/action.h"
#include "ui/desk/desk.h"
#include "ui/palette/fuzzy.h"

typedef enum {
  ITEM_ACTION, /* of the table */
  ITEM_COMMAND, /* lines of the engine */
  ITEM_PLACE, /* somewhere to go */
  ITEM_TRACK, /* likewise */
  ITEM_CLIP, /* likewise */
  ITEM_DEVICE, /* lines that insert it */
  ITEM_SETTING, /* of the program, another value */
  ITEM_PROBLEM, /* nothing: says what was not understood */
} ItemKind;

typedef struct {
  ItemKind kind;
  bool also; /* stands below, among what matches besides */
  char *title;
  FuzzyMatch match; /* in the title */
  char *subtitle; /* "Clip · clip.split" */
  char *outcome; /* what will happen; NULL: the title says it */
  char *refused; /* why it cannot run now, or NULL */
  char *fill; /* what Tab types, or NULL */
  double score; /* the best first */
  const Action *action;
  GPtrArray *lines; /* char *: one undo step; NULL: none */
  bool goes; /* to the place */
  Position at;
  Id track, clip;
  char *setting; /* a key, and its next value */
  GVariant *value;
} PaletteItem;

PaletteItem *item_new (ItemKind kind, double score);
void item_free (PaletteItem *item);
/* Both take what they are given. */
void item_set_texts (PaletteItem *item, char *title, char *subtitle, char *outcome);
void item_add_line (PaletteItem *item, char *line);
/* For sorting: what can run first, what matches besides behind, then the better score. */
int item_compare (const PaletteItem *a, const PaletteItem *b);

/* Does what the item says; actions are the caller's. False with a sentence, and nothing changed. */
bool item_run (const PaletteItem *item, LqDesk *desk, GSettings *settings, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the inspector's model: a table of rows for each thing that can be selected. Main thread.
 *
 * A row says how its value is read of one item; what several of them have in common, and what an
 * entered value means for each, is the same for all rows (page.c, enter.c). */
#pragma once

#include "ui/inspector/page.h"

/* What a row is read of. */
typedef struct {
  const Track *track;
  const Lane *lane; /* NULL: the clip plays */
  const Clip *clip;
  const Note *note;
  const Send *send;
  const Effect *effect;
} InspectItem;

typedef enum { OF_CLIPS, OF_TRACKS, OF_NOTES, OF_SENDS, OF_INSERTS, OF_NOTHING } RowOf;

struct RowSpec {
  const char *key; /* "clip.gain" */
  const char *caption; /* marked N_; NULL: the row makes its own */
  RowShow show;
  RowGroup group;
  RowOf of;
  ValueKind kind;
  const char *command, *arg; /* "clip.set", "gain" */
  const char *const *labels; /* of a choice that is an index; marked N_ */
  const char *const *values; /* of the same, as the command takes them */
  bool (*shows) (const InspectPage *page); /* NULL: always */
  double (*number) (const InspectPage *page, const InspectItem *item);
  char *(*text) (const InspectPage *page, const InspectItem *item); /* instead of a number */
  /* The line that gives one item a value; NULL: by command and arg. */
  char *(*line) (const InspectPage *page, const InspectItem *item, double value);
  /* Where one item after the other does not do: everything. */
  bool (*enter) (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                 GPtrArray *lines, bool *limited, GError **error);
  /* Of choices that the project makes; Choice. */
  void (*list) (const InspectPage *page, GArray *choices);
  const char *action; /* of a button: an action of the key map */
};

extern const RowSpec clip_rows[], level_rows[], track_rows[], track_rows_short[], note_rows[];
extern const int n_clip_rows, n_level_rows, n_track_rows, n_track_rows_short, n_note_rows;

/* The items that a row is about; borrowed, or to be freed where *own. */
GArray *inspect_items (const InspectPage *page, const InspectRow *row, bool *own);
Units inspect_from (const InspectPage *page, const InspectItem *item); /* where spans begin */
/* Text for commands, to be freed. */
char *inspect_place (const InspectPage *page, Units at);
char *inspect_seconds (double units);
void choice_add (GArray *choices, const char *label, const char *value);

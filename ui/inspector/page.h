/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the inspector shows of a selection: rows with their values as text, and the command lines
 * that an entered value runs. Main thread; no screen. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/inspector/entered.h"
#include "ui/inspector/levels.h"

typedef enum { INSPECT_CLIP, INSPECT_TRACK, INSPECT_NOTES, N_INSPECTS } Inspect;

typedef enum {
  SHOW_FACT, /* text that is only read */
  SHOW_TEXT, /* text that can be typed in */
  SHOW_VALUE,
  SHOW_LEVEL, /* a value with a slider */
  SHOW_PAN, /* likewise */
  SHOW_SEND, /* likewise, with where it is tapped */
  SHOW_CHOICE,
  SHOW_SWITCH,
  SHOW_COLOR,
  SHOW_DEVICE, /* power, name, state */
  SHOW_BUTTON,
  SHOW_NOTE, /* several lines of text */
} RowShow;

/* In the order in which they stand. */
typedef enum {
  GROUP_HEAD, /* without a label */
  GROUP_ROUTING,
  GROUP_LEVEL,
  GROUP_TIME,
  GROUP_PLAYING,
  GROUP_QUANTIZE,
  GROUP_TRACK,
  GROUP_INSERTS,
  GROUP_SENDS,
  GROUP_RANGE,
  GROUP_NOTE,
  GROUP_STATE,
  N_GROUPS
} RowGroup;

typedef struct RowSpec RowSpec;
typedef struct InspectPage InspectPage;

typedef struct {
  char *label, *value; /* as shown, and as inspect_enter () takes it */
} Choice;

typedef struct {
  const RowSpec *spec;
  int index; /* of an insert or send, from 0 */
  Id id; /* of an insert or send of the first track */
  bool mixed; /* what is selected does not agree */
  bool on; /* switches; power of a device; a send that is tapped before the fader */
  bool refused; /* cannot be changed here */
  bool warns; /* a file that is missing */
  double number; /* of what is selected first */
  char *caption; /* where the spec has none of its own */
  char *text; /* the value; NULL where it is mixed */
} InspectRow;

/* What of the notes is selected by their editor, how they are quantized next, and who measures. */
typedef struct {
  Id clip; /* 0: none; then the selected clip is shown with all its notes */
  GArray *notes; /* Id; NULL or empty: all */
  double grid, strength, swing; /* index of the grids; percent */
  Levels *levels; /* or NULL */
} InspectNotes;

struct InspectPage {
  Inspect tab;
  LqDesk *desk; /* borrowed */
  const Project *project;
  ValuePlace place;
  GArray *clips, *tracks, *notes; /* InspectItem */
  InspectNotes *choice; /* borrowed */
  bool all_notes;
  char *title, *detail; /* of the head */
  char *color;
  char *track_title, *track_detail; /* of GROUP_TRACK */
  const char *empty; /* a sentence, where nothing is selected */
  GArray *rows; /* InspectRow */
};

/* Of the clips that are selected, else of the one under the cursor; of the tracks of the desk. */
InspectPage *inspect_page_new (LqDesk *desk, Inspect tab, InspectNotes *notes);
void inspect_page_free (InspectPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InspectPage, inspect_page_free)

const InspectRow *inspect_page_row (const InspectPage *page, guint index);
/* By key and index; NULL where it does not show. */
const InspectRow *inspect_page_find (const InspectPage *page, const char *key, int index);
const char *inspect_group_title (RowGroup group);
const char *inspect_group_key (RowGroup group);

/* Reads what was typed or chosen and adds the lines that it runs; no line where nothing changes.
 * *note (may be NULL) gets a sentence where a value was out of range and is set to the nearest, to
 * be freed. False with a sentence. */
bool inspect_enter (const InspectPage *page, const InspectRow *row, const char *text,
                    GPtrArray *lines, char **note, GError **error);
/* The same for so many steps of an arrow key, with fractions for fine ones. */
bool inspect_step (const InspectPage *page, const InspectRow *row, double steps, GPtrArray *lines,
                   GError **error);
/* Choice, in order; *chosen is -1 where none is. Free with g_array_unref. */
GArray *inspect_choices (const InspectPage *page, const InspectRow *row, int *chosen);

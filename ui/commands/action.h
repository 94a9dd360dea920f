/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of actions: everything that a key, a menu or the palette can start, with the place
 * where it is heard. Constant data without a screen; any thread.
 *
 * An action either moves the view, the cursor or the selection, or it runs commands of engine/edit
 * filled in from cursors and selection. Keys are no part of it: ui/commands/keymap.h holds them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Where the focus is, or what stands behind it. */
typedef enum {
  PLACE_GLOBAL,
  PLACE_TRACK,
  PLACE_TIMELINE,
  PLACE_CLIP_LANE,
  PLACE_AUTOMATION_LANE,
  PLACE_TAKE_LANE,
  PLACE_RULER_LANE,
  PLACE_HEADERS,
  PLACE_MIXER,
  PLACE_PIANO_ROLL,
  PLACE_AUDIO_CLIP,
  PLACE_DEVICE,
  PLACE_PARAMETERS,
  PLACE_EQ_GRAPH,
  PLACE_MASTER,
  PLACE_BROWSER,
  PLACE_START,
  PLACE_DIALOG,
  N_PLACES
} Place;

/* Texts are English and marked N_: show them through gettext. */
typedef struct {
  const char *id; /* "clip.split" */
  Place place;
  const char *text; /* what it does, in a few words */
  /* Names of the commands it may run, separated by blanks; it runs those that its target needs.
   * NULL: it only moves the view, the cursor or the selection, or works beside the project (files,
   * transport, windows). */
  const char *runs;
  const char *aliases; /* more words for the search, may be NULL */
  const char *later; /* a sentence why it is not there yet; NULL: available */
} Action;

/* Every action, in the order of the key map: place by place. */
const Action *actions_all (int *n);
/* NULL where no action has this id. The result is an element of actions_all (). */
const Action *action_find (const char *id);

/* "clip-lane", as key map files and `lacquer commands --keys` name it. */
const char *place_id (Place place);
/* "Clip lane", marked N_. */
const char *place_title (Place place);
/* False where no place has this id. */
bool place_find (const char *id, Place *place);

/* The places that hear a key while `focus` has the focus, the first first: the chain ends with
 * PLACE_GLOBAL, but that of PLACE_DIALOG, which keeps every key to itself, with PLACE_DIALOG.
 * Returns how many. PLACE_DEVICE has the chain of its parameters. */
int place_chain (Place focus, Place out[N_PLACES]);
/* Whether some focus makes both places hear a key: then it may mean one thing only. */
bool places_meet (Place a, Place b);

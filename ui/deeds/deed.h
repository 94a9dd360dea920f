/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What editing actions of the key map do: command lines, filled in from cursors, selection and what
 * the user typed. No GTK; main thread.
 *
 * A deed is planned first, which changes nothing of the project; then its lines run as one step,
 * and cursor and selection follow. */
#pragma once

#include "ui/commands/action.h"
#include "ui/desk/desk.h"

typedef struct {
  LqDesk *desk;
  Place place; /* that has the focus */
  const char *text; /* what was typed; NULL where nothing was asked */
  GPtrArray *lines; /* char *, owned: one step */
  char *words; /* the name of the step; NULL: as its last command says */
  uint64_t join; /* steps of one value join; 0: none */
  char *problem; /* why nothing can be done; a sentence */
  char *told; /* what the user is told then; NULL: nothing */
  bool moves; /* the cursor, to `at` and the row of `track` (0: as it is) */
  Position at;
  Id track;
  bool ranges; /* a range, to from..to in the rows that it had */
  Position from, to;
  bool selects; /* the clips that were made */
} Deed;

typedef struct {
  const char *id; /* of an action */
  /* False with a problem. A deed may leave `lines` empty: then it has moved the cursor alone. */
  bool (*plan) (Deed *deed, int arg);
  int arg;
  /* Asks for a text first: the question, marked N_, and what stands there (to be freed). */
  const char *question;
  char *(*initial) (LqDesk *desk, Place place);
  /* Says it better where the desk stands so; or NULL. */
  const char *(*asks) (LqDesk *desk, Place place);
} DeedRow;

/* NULL where the action is none of these. */
const DeedRow *deed_find (const char *id);
const DeedRow *const *deeds_all (int *n);

/* Fills *deed, which is to be cleared with deed_clear (). `text` may be NULL where the row asks for
 * nothing. False with a problem. */
bool deed_plan (const DeedRow *row, LqDesk *desk, Place place, const char *text, Deed *deed);
/* Runs it. `told` gets what the user is to know, or NULL. False with a sentence. */
bool deed_do (const DeedRow *row, LqDesk *desk, Place place, const char *text, char **told,
              GError **error);
void deed_clear (Deed *deed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, deed_clear)

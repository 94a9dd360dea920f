/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions that run commands: ui/deeds says what they do, here they ask, act and tell. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/deeds/deed.h"
#include "ui/window/actions/do.h"
#include "ui/window/choose.h"
#include "ui/window/prompt.h"

typedef struct {
  const DeedRow *row;
  Place place; /* that had the focus before the question */
} Asked;

/* What was told is undone by a button where something was deleted. */
static char *
act (LqWindow *window, const DeedRow *row, Place place, const char *text)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  if (!deed_do (row, desk, place, text, &told, &error))
    return g_strdup (error->message);
  if (told)
    lq_window_toast (window, told, g_str_has_suffix (row->id, "delete"));
  return NULL;
}

static char *
typed (LqWindow *window, const char *text, void *data)
{
  const Asked *asked = data;
  return act (window, asked->row, asked->place, text);
}

static const char *
question_of (LqWindow *window, const DeedRow *row, Place place)
{
  const char *better = row->asks ? row->asks (lq_window_desk (window), place) : NULL;
  return better ? better : row->question;
}

/* Asks with a dialog where there is little to choose from. */
static void
ask_for (LqWindow *window, const char *question, const char *initial, Asked *asked)
{
  static const ChooseRow rows[] = {
    { N_ ("What it holds"),
      { "source", "pre", "post", NULL },
      { N_ ("Before effects"), N_ ("After effects"), N_ ("After the fader"), NULL } },
    { N_ ("Where it goes"),
      { "new", "replace", NULL },
      { N_ ("New track"), N_ ("Replace"), NULL } },
  };
  const char *id = asked->row->id;
  if (!strcmp (id, "clip.bounce"))
    choose (window, _ ("Bounce in place"), rows, 2, initial, _ ("Bounce"), typed, asked);
  else if (!strcmp (id, "range.bounce"))
    choose (window, _ ("Bounce the range"), rows, 1, initial, _ ("Bounce"), typed, asked);
  else if (!strcmp (id, "track.color"))
    choose_color (window, _ ("Color"), initial, typed, asked);
  else if (!strcmp (id, "tempo.from-range"))
    prompt_two (window, question, _ ("It begins at which beat of a bar; 0: the bars stay"), initial,
                typed, asked);
  else
    prompt (window, question, initial, typed, asked);
}

static void
run (LqWindow *window, int index)
{
  static Asked asked;
  int n;
  const DeedRow *row = deeds_all (&n)[index];
  const Place place = lq_window_place (window);

  if (row->question) {
    g_autofree char *initial = row->initial (lq_window_desk (window), place);
    asked = (Asked){ row, place };
    ask_for (window, _ (question_of (window, row, place)), initial, &asked);
    return;
  }
  g_autofree char *problem = act (window, row, place, NULL);
  if (problem)
    lq_window_toast (window, problem, false);
}

void
do_deed (LqWindow *window, const char *id)
{
  int n;
  const Doing *doings = doings_deeds (&n);
  for (int i = 0; i < n; i++)
    if (g_str_equal (doings[i].id, id))
      run (window, doings[i].arg);
}

char *
do_deed_typed (LqWindow *window, const char *id, const char *text)
{
  return act (window, deed_find (id), lq_window_place (window), text);
}

const Doing *
doings_deeds (int *n)
{
  static Doing *doings;
  const DeedRow *const *rows = deeds_all (n);

  if (!doings) {
    doings = g_new0 (Doing, *n);
    for (int i = 0; i < *n; i++)
      doings[i] = (Doing){ rows[i]->id, run, i };
  }
  return doings;
}

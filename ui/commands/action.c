/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/action.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/commands/action_tables.h"

static const struct {
  const char *id, *title;
  const ActionTable *table;
} places[N_PLACES] = {
  [PLACE_GLOBAL] = { "global", N_ ("Everywhere"), &table_global },
  [PLACE_TRACK] = { "track", N_ ("Track"), &table_track },
  [PLACE_TIMELINE] = { "timeline", N_ ("Timeline"), &table_timeline },
  [PLACE_CLIP_LANE] = { "clip-lane", N_ ("Clip lane"), &table_clip_lane },
  [PLACE_AUTOMATION_LANE] = { "automation-lane", N_ ("Automation lane"), &table_automation_lane },
  [PLACE_TAKE_LANE] = { "take-lane", N_ ("Take lane"), &table_take_lane },
  [PLACE_RULER_LANE] = { "ruler-lane", N_ ("Ruler lane"), &table_ruler_lane },
  [PLACE_HEADERS] = { "headers", N_ ("Track headers"), &table_headers },
  [PLACE_MIXER] = { "mixer", N_ ("Mixer"), &table_mixer },
  [PLACE_PIANO_ROLL] = { "piano-roll", N_ ("Piano roll"), &table_piano_roll },
  [PLACE_AUDIO_CLIP] = { "audio-clip", N_ ("Audio clip"), &table_audio_clip },
  [PLACE_DEVICE] = { "device", N_ ("Device"), &table_device },
  [PLACE_PARAMETERS] = { "parameters", N_ ("Parameters"), &table_parameters },
  [PLACE_EQ_GRAPH] = { "eq-graph", N_ ("EQ graph"), &table_eq_graph },
  [PLACE_MASTER] = { "master", N_ ("Master"), &table_master },
  [PLACE_BROWSER] = { "browser", N_ ("Browser"), &table_browser },
  [PLACE_START] = { "start", N_ ("Start screen"), &table_start },
  [PLACE_DIALOG] = { "dialog", N_ ("Palette and dialogs"), &table_dialog },
};

static GArray *
join_tables (void)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Action));
  for (int place = 0; place < N_PLACES; place++)
    g_array_append_vals (all, places[place].table->actions, (guint) places[place].table->n);
  return all;
}

static const GArray *
joined (void)
{
  static gsize once;
  static GArray *all;

  if (g_once_init_enter (&once)) {
    all = join_tables ();
    g_once_init_leave (&once, 1);
  }
  return all;
}

const Action *
actions_all (int *n)
{
  const GArray *all = joined ();
  *n = (int) all->len;
  return (const Action *) (const void *) all->data;
}

const Action *
action_find (const char *id)
{
  int n;
  const Action *all = actions_all (&n);

  for (int i = 0; i < n; i++)
    if (strcmp (all[i].id, id) == 0)
      return &all[i];
  return NULL;
}

const char *
place_id (Place place)
{
  return places[place].id;
}

const char *
place_title (Place place)
{
  return places[place].title;
}

bool
place_find (const char *id, Place *place)
{
  for (int i = 0; i < N_PLACES; i++)
    if (strcmp (places[i].id, id) == 0) {
      *place = (Place) i;
      return true;
    }
  return false;
}

int
place_chain (Place focus, Place out[N_PLACES])
{
  int n = 0;

  switch (focus) {
  case PLACE_CLIP_LANE:
  case PLACE_AUTOMATION_LANE:
  case PLACE_TAKE_LANE:
  case PLACE_RULER_LANE:
    out[n++] = focus;
    out[n++] = PLACE_TIMELINE;
    out[n++] = PLACE_TRACK;
    break;
  case PLACE_DEVICE:
  case PLACE_PARAMETERS:
    out[n++] = PLACE_DEVICE;
    out[n++] = PLACE_PARAMETERS;
    out[n++] = PLACE_TRACK;
    break;
  case PLACE_EQ_GRAPH:
    out[n++] = PLACE_DEVICE;
    out[n++] = PLACE_EQ_GRAPH;
    out[n++] = PLACE_TRACK;
    break;
  case PLACE_TIMELINE:
  case PLACE_HEADERS:
  case PLACE_MIXER:
  case PLACE_PIANO_ROLL:
  case PLACE_AUDIO_CLIP:
    out[n++] = focus;
    out[n++] = PLACE_TRACK;
    break;
  case PLACE_TRACK:
  case PLACE_MASTER:
  case PLACE_BROWSER:
  case PLACE_START:
    out[n++] = focus;
    break;
  case PLACE_DIALOG:
    out[0] = PLACE_DIALOG;
    return 1;
  case PLACE_GLOBAL:
  case N_PLACES:
    break;
  }
  out[n++] = PLACE_GLOBAL;
  return n;
}

bool
places_meet (Place a, Place b)
{
  for (int focus = 0; focus < N_PLACES; focus++) {
    Place chain[N_PLACES];
    const int n = place_chain ((Place) focus, chain);
    bool has_a = false, has_b = false;
    for (int i = 0; i < n; i++) {
      has_a |= chain[i] == a;
      has_b |= chain[i] == b;
    }
    if (has_a && has_b)
      return true;
  }
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monitor section: what is heard in the room, and how loud. It belongs to the machine. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/window/panels/panel.h"
#include "ui/window/panels/panels.h"

#define LEAST -60.0 /* dB; at it the speakers are silent */

typedef struct {
  int cue; /* 0: main */
  Id reference; /* or one of these */
} Heard;

typedef struct {
  LqWindow *window;
  GtkWidget *source, *level, *dim, *mono, *output;
  GArray *sources; /* Heard, as the choice lists them */
} Room;

static void
room_free (gpointer data)
{
  Room *room = data;
  g_array_unref (room->sources);
  g_free (room);
}

/* What the controls say. */
static void
changed (Room *room)
{
  LqDesk *desk = lq_window_desk (room->window);
  Live *live = desk ? lq_desk_live (desk) : NULL;
  g_autoptr (GError) error = NULL;
  const guint source = gtk_drop_down_get_selected (GTK_DROP_DOWN (room->source));
  if (!live)
    return;
  MonitorSettings settings = *live_monitor (live);
  const double level = gtk_spin_button_get_value (GTK_SPIN_BUTTON (room->level));
  settings.level_db = level <= LEAST ? -INFINITY : level;
  settings.dim = gtk_switch_get_active (GTK_SWITCH (room->dim));
  settings.mono = gtk_switch_get_active (GTK_SWITCH (room->mono));
  if (source < room->sources->len) {
    settings.source = g_array_index (room->sources, Heard, source).cue;
    settings.reference = g_array_index (room->sources, Heard, source).reference;
  }
  if (room->output)
    settings.speaker = (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (room->output));
  if (!live_monitor_set (live, &settings, &error))
    lq_window_toast (room->window, error->message, false);
  lq_desk_state_changed (desk);
}

static void
add_source (Room *room, GPtrArray *texts, int cue, Id reference, const char *text)
{
  const Heard source = { cue, reference };
  g_array_append_val (room->sources, source);
  g_ptr_array_add (texts, (char *) text);
}

static GtkWidget *
source_choice (Room *room, const Project *project, const MonitorSettings *settings)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  guint selected = 0;

  add_source (room, texts, 0, 0, _ ("Master"));
  for (int i = 0; i < list_n (project->cues); i++)
    add_source (room, texts, i + 1, 0, node_name (list_get (project->cues, i)));
  for (int i = 0; i < list_n (project->references); i++)
    add_source (room, texts, 0, list_get (project->references, i)->id,
                node_name (list_get (project->references, i)));
  for (guint i = 0; i < room->sources->len; i++) {
    const Heard *source = &g_array_index (room->sources, Heard, i);
    if (settings->reference ? source->reference == settings->reference
                            : !source->reference && source->cue == settings->source)
      selected = i;
  }
  g_ptr_array_add (texts, NULL);
  return panel_choice (_ ("Source"), (const char *const *) texts->pdata, selected,
                       G_CALLBACK (changed), room);
}

static GtkWidget *
output_choice (Room *room, const MonitorSettings *settings)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < settings->n_speakers; i++) {
    const MonitorPair *pair = &settings->speakers[i];
    g_ptr_array_add (texts, pair->right < 0 ? g_strdup_printf (_ ("Output %d"), pair->left + 1)
                                            : g_strdup_printf (_ ("Outputs %d and %d"),
                                                               pair->left + 1, pair->right + 1));
  }
  g_ptr_array_add (texts, NULL);
  return panel_choice (_ ("Speakers"), (const char *const *) texts->pdata,
                       (guint) settings->speaker, G_CALLBACK (changed), room);
}

void
panel_monitor (LqWindow *window, GtkWidget *anchor)
{
  LqDesk *desk = lq_window_desk (window);
  Live *live = lq_desk_live (desk);
  GtkWidget *panel = live ? panel_new (window, anchor, NULL, _ ("Monitors")) : NULL;
  if (!panel)
    return;
  const MonitorSettings settings = *live_monitor (live);
  Room *room = g_new0 (Room, 1);
  room->window = window;
  room->sources = g_array_new (FALSE, FALSE, sizeof (Heard));
  room->source = source_choice (room, lq_desk_project (desk), &settings);
  room->level = panel_number (_ ("Level of the monitors"), LEAST, 12, 1, 1,
                              fmax (settings.level_db, LEAST), G_CALLBACK (changed), room);
  room->dim = panel_switch (_ ("Dim"), settings.dim, G_CALLBACK (changed), room);
  room->mono = panel_switch (_ ("Mono"), settings.mono, G_CALLBACK (changed), room);
  panel_add (panel, _ ("Source"), room->source);
  panel_add (panel, _ ("Level, dB"), room->level);
  panel_add (panel, _ ("Dim"), room->dim);
  panel_add (panel, _ ("Mono"), room->mono);
  if (settings.n_speakers > 1) {
    room->output = output_choice (room, &settings);
    panel_add (panel, _ ("Speakers"), room->output);
  }
  panel_add (panel, NULL,
             panel_hint (_ ("What is heard here alone: it belongs to this machine and is never in "
                            "an export.")));
  g_object_set_data_full (G_OBJECT (panel), "room", room, room_free);
  panel_open (panel, NULL, NULL);
}

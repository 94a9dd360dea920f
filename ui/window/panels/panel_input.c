/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a track records: its input with a large meter and a tuner, and how it is monitored. */
#include <glib/gi18n.h>
#include <string.h>

#include "device/device.h"
#include "device/midi_ports.h"
#include "ui/desk/tuner.h"
#include "ui/window/panels/input_meter.h"
#include "ui/window/panels/panel.h"
#include "ui/window/panels/panels.h"

#define TUNE_EVERY 125000 /* microseconds */

typedef struct {
  LqDesk *desk;
  Id track;
  GtkWidget *meter, *input, *monitor, *arm;
  GPtrArray *inputs; /* as track.set takes them, in the order of the choice */
  gint64 tuned;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;
  g_ptr_array_unref (input->inputs);
  g_object_unref (input->desk);
  g_free (input);
}

static const Track *
track_of (const Input *input)
{
  return project_find_track (lq_desk_project (input->desk), input->track);
}

static void
add (Input *input, GPtrArray *texts, char *value, char *text)
{
  g_ptr_array_add (input->inputs, value);
  g_ptr_array_add (texts, text);
}

static void
add_channels (Input *input, GPtrArray *texts)
{
  Live *live = lq_desk_live (input->desk);
  const unsigned n = live ? device_n_inputs (live_device (live)) : 2;
  for (unsigned i = 1; i <= n; i++)
    add (input, texts, g_strdup_printf ("%u", i), g_strdup_printf (_ ("Input %u"), i));
  for (unsigned i = 1; i + 1 <= n; i += 2)
    add (input, texts, g_strdup_printf ("%u-%u", i, i + 1),
         g_strdup_printf (_ ("Inputs %u and %u"), i, i + 1));
}

static void
add_ports (Input *input, GPtrArray *texts)
{
  Live *live = lq_desk_live (input->desk);
  MidiPorts *ports = live && live_midi (live) ? live_midi_ports (live_midi (live)) : NULL;
  add (input, texts, g_strdup ("midi"), g_strdup (_ ("All MIDI")));
  if (!ports)
    return;
  g_autoptr (GPtrArray) list = midi_ports_list (ports, NULL);
  for (guint i = 0; i < list->len; i++) {
    const MidiPortInfo *info = list->pdata[i];
    if (info->is_input)
      add (input, texts, g_strdup_printf ("midi:%s", info->name), g_strdup (info->name));
  }
}

static void
add_tracks (Input *input, GPtrArray *texts)
{
  const Project *project = lq_desk_project (input->desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->node.id == input->track || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
      continue;
    add (input, texts, g_strdup_printf ("track:%s", lq_desk_id (input->desk, track->node.id)),
         g_strdup_printf (_ ("What %s gives"),
                          track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name)));
  }
}

/* The texts of the choice, ended by NULL; *selected is the one that the track has. */
static GPtrArray *
fill (Input *input, const Track *track, guint *selected)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  const char *now = text_get (track->input);
  const bool audio = track->kind == TRACK_AUDIO;

  add (input, texts, g_strdup ("none"), g_strdup (_ ("None")));
  *selected = 1; /* without a word: the first input, or all MIDI */
  if (audio) {
    add_channels (input, texts);
    add_tracks (input, texts);
  } else {
    add_ports (input, texts);
  }
  for (guint i = 0; i < input->inputs->len; i++)
    if (!strcmp (now, input->inputs->pdata[i]))
      *selected = i;
  if (*now && strcmp (now, input->inputs->pdata[*selected])) {
    *selected = input->inputs->len;
    add (input, texts, g_strdup (now), g_strdup (now));
  }
  g_ptr_array_add (texts, NULL);
  return texts;
}

static void
input_chosen (Input *input)
{
  const guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (input->input));
  const Track *track = track_of (input);
  if (!track || index >= input->inputs->len)
    return;
  g_autofree char *quoted = g_shell_quote (input->inputs->pdata[index]);
  lq_desk_run (input->desk, NULL, "track.set track=%s input=%s",
               lq_desk_id (input->desk, input->track), quoted);
}

static void
monitor_chosen (Input *input)
{
  static const char *const modes[] = { "auto", "on", "off" };
  const guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (input->monitor));
  if (index < G_N_ELEMENTS (modes))
    lq_desk_run (input->desk, NULL, "track.set track=%s monitor=%s",
                 lq_desk_id (input->desk, input->track), modes[index]);
}

static void
arm_switched (Input *input)
{
  lq_desk_run (input->desk, NULL, "track.set track=%s arm=%s",
               lq_desk_id (input->desk, input->track),
               gtk_switch_get_active (GTK_SWITCH (input->arm)) ? "on" : "off");
}

/* The last of what came in. */
static void
tune (Input *input, const Retro *retro)
{
  const int channels = retro_channels (retro);
  g_autofree float *samples = g_new (float, (gsize) TUNER_FRAMES *(gsize) channels);
  float *planar[RETRO_CHANNELS_MAX];
  g_autoptr (GArray) segments = retro_segments (retro);
  double hz = 0;

  if (segments->len == 0)
    return;
  const RetroSegment *last = &g_array_index (segments, RetroSegment, segments->len - 1);
  for (int c = 0; c < channels; c++)
    planar[c] = samples + (gsize) c * TUNER_FRAMES;
  retro_read (retro, last->device_frame + last->n - TUNER_FRAMES, TUNER_FRAMES, planar);
  for (int c = 1; c < channels; c++)
    for (int i = 0; i < TUNER_FRAMES; i++)
      planar[0][i] += planar[c][i];
  const bool found = tuner_find (planar[0], TUNER_FRAMES, lq_desk_rate (input->desk), &hz);
  input_meter_tune (input->meter, found, hz);
}

static void
tick (void *data, gint64 now)
{
  Input *input = data;
  Live *live = lq_desk_session (input->desk) ? lq_desk_live (input->desk) : NULL;
  if (!live)
    return;
  input_meter_step (input->meter, recording_peak (live_recording (live), input->track), now);
  const Retro *retro = recording_retro (live_recording (live), input->track);
  if (now - input->tuned < TUNE_EVERY)
    return;
  input->tuned = now;
  if (retro)
    tune (input, retro);
  else
    input_meter_tune (input->meter, false, 0);
}

void
panel_input (LqWindow *window, Id id, GtkWidget *anchor, const GdkRectangle *within)
{
  static const char *const modes[] = { N_ ("While armed and not playing back"), N_ ("Always"),
                                       N_ ("Never"), NULL };
  LqDesk *desk = lq_window_desk (window);
  const Track *track = project_find_track (lq_desk_project (desk), id);
  const bool records = track && (track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT ||
                                 track->kind == TRACK_MIDI);
  guint selected;

  if (!records) {
    lq_window_toast (window, _ ("This track takes no input."), false);
    return;
  }
  g_autofree char *title = g_strdup_printf (_ ("Input of %s"), text_get (track->name));
  GtkWidget *panel = panel_new (window, anchor, within, title);
  if (!panel)
    return;
  Input *input = g_new0 (Input, 1);
  const char *const texts_of_modes[] = { _ (modes[0]), _ (modes[1]), _ (modes[2]), NULL };
  input->desk = g_object_ref (desk);
  input->track = id;
  input->inputs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = fill (input, track, &selected);
  input->input = panel_choice (_ ("Input"), (const char *const *) texts->pdata, selected,
                               G_CALLBACK (input_chosen), input);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (input->input), texts->len > 12);
  input->monitor = panel_choice (_ ("Monitor"), texts_of_modes,
                                 track->monitor == MONITOR_ON    ? 1
                                 : track->monitor == MONITOR_OFF ? 2
                                                                 : 0,
                                 G_CALLBACK (monitor_chosen), input);
  input->arm = panel_switch (_ ("Arm"), track->arm, G_CALLBACK (arm_switched), input);
  panel_add (panel, _ ("Input"), input->input);
  panel_add (panel, _ ("Monitor"), input->monitor);
  panel_add (panel, _ ("Arm"), input->arm);
  if (track->kind == TRACK_AUDIO) {
    input->meter = input_meter_new (true);
    panel_add (panel, NULL, input->meter);
  }
  if (track->kind == TRACK_AUDIO && !track->arm)
    panel_add (panel, NULL, panel_hint (_ ("Arm the track to see its level and to tune.")));
  g_object_set_data_full (G_OBJECT (panel), "input", input, input_free);
  panel_open (panel, track->kind == TRACK_AUDIO ? tick : NULL, input);
}

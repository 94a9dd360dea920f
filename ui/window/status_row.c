/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "device/device.h"
#include "ui/window/actions/do.h"
#include "ui/window/export/export_dialog.h"
#include "ui/window/frame_rows.h"
#include "ui/window/import_job.h"
#include "ui/window/mixer_side.h"
#include "ui/window/musical_typing.h"
#include "ui/window/resolver.h"
#include "ui/window/start/start.h"

typedef struct {
  GtkWidget *target, *keys, *state;
} StatusRow;

GtkWidget *
status_row_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  StatusRow *row = g_new (StatusRow, 1);
  gtk_widget_add_css_class (box, "status-row");
  row->target = gtk_label_new ("");
  gtk_widget_add_css_class (row->target, "target");
  gtk_label_set_ellipsize (GTK_LABEL (row->target), PANGO_ELLIPSIZE_END);
  row->keys = gtk_label_new ("");
  gtk_widget_add_css_class (row->keys, "keys");
  gtk_label_set_ellipsize (GTK_LABEL (row->keys), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (row->keys), 0);
  gtk_widget_set_hexpand (row->keys, TRUE);
  row->state = gtk_label_new ("");
  gtk_widget_add_css_class (row->state, "state");
  gtk_label_set_ellipsize (GTK_LABEL (row->state), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), row->target);
  gtk_box_append (GTK_BOX (box), row->keys);
  gtk_box_append (GTK_BOX (box), import_chip_new ());
  gtk_box_append (GTK_BOX (box), export_chip_new ());
  gtk_box_append (GTK_BOX (box), row->state);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  return box;
}

/* " · 4 bars" where a range is whole bars, else nothing. */
static char *
bars_text (LqDesk *desk, Units from, Units to)
{
  const TempoMap *map = lq_desk_map (desk);
  const BarPosition first = tempo_map_bar (map, tempo_map_ticks (map, from));
  const BarPosition last = tempo_map_bar (map, tempo_map_ticks (map, to));
  const int n = (int) (last.bar - first.bar);
  if (first.beat != 1 || first.sixteenth != 1 || last.beat != 1 || last.sixteenth != 1 || n < 1)
    return g_strdup ("");
  return g_strdup_printf (ngettext (" · %d bar", " · %d bars", (gulong) n), n);
}

static char *
target_text (LqWindow *window, LqDesk *desk)
{
  const Place focus = lq_window_place (window);
  const char *place =
      _ (place_title (focus == PLACE_CLIP_LANE ? PLACE_TIMELINE : focus)); /* its usual name */
  if (focus == PLACE_MIXER) {
    g_autofree char *said = mixer_side_said (window);
    return g_strdup_printf ("%s · %s", place, said);
  }
  const GArray *clips = lq_desk_clips (desk);
  const Track *track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  Units from, to;
  int first, last;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    const DeskCursor *cursor = lq_desk_cursor (desk);
    const bool forward = tempo_map_position_units (lq_desk_map (desk), cursor->anchor) == from;
    const int n = last - first + 1;
    g_autofree char *tracks = g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) n), n);
    g_autofree char *bars = bars_text (desk, from, to);
    return g_strdup_printf (_ ("%s · Range %s – %s · %s%s"), place,
                            lq_desk_place (desk, forward ? cursor->anchor : cursor->at),
                            lq_desk_place (desk, forward ? cursor->at : cursor->anchor), tracks,
                            bars);
  }
  if (clips->len > 0)
    return g_strdup_printf (
        ngettext ("%s · %s · %u clip selected", "%s · %s · %u clips selected", clips->len), place,
        lq_desk_place (desk, lq_desk_cursor (desk)->at), clips->len);
  return g_strdup_printf ("%s · %s · %s", place, lq_desk_place (desk, lq_desk_cursor (desk)->at),
                          track ? text_get (track->name) : "");
}

/* The keys that matter most in a place, in a word each. */
typedef struct {
  const char *action, *word;
} Hint;

static const Hint hints[N_PLACES][8] = {
  [PLACE_CLIP_LANE] = { { "clip.split", N_ ("Split") },
                        { "clip.trim-start", N_ ("Trim to cursor") },
                        { "clip.fade", N_ ("Fade over range") },
                        { "edit.duplicate", N_ ("Duplicate") },
                        { "nudge.right", N_ ("Nudge") },
                        { "focus.next-region", N_ ("Next region") },
                        { "app.palette", N_ ("Commands") } },
  [PLACE_HEADERS] = { { "track.mute", N_ ("Mute") },
                      { "track.solo", N_ ("Solo") },
                      { "track.arm", N_ ("Arm") },
                      { "header.fold", N_ ("Fold") },
                      { "track.new", N_ ("New track") },
                      { "focus.next-region", N_ ("Next region") },
                      { "app.palette", N_ ("Commands") } },
  [PLACE_MIXER] = { { "mix.next-strip", N_ ("Strip") },
                    { "mix.value-up", N_ ("Fader 1 dB") },
                    { "mix.value-up-fine", N_ ("0.1 dB") },
                    { "mix.cell-up", N_ ("Next cell") },
                    { "mix.bypass", N_ ("Bypass") },
                    { "track.mute", N_ ("Mute") },
                    { "mix.eq", N_ ("Equalizer") } },
  [PLACE_PIANO_ROLL] = { { "notes.insert", N_ ("Insert") },
                         { "notes.transpose-up", N_ ("Transpose") },
                         { "notes.move-right", N_ ("Move") },
                         { "notes.velocity-up", N_ ("Velocity") },
                         { "notes.quantize", N_ ("Quantize") },
                         { "notes.lyric", N_ ("Lyric") },
                         { "focus.next-region", N_ ("Next region") } },
  [PLACE_AUDIO_CLIP] = { { "audio.next-transient", N_ ("Next transient") },
                         { "audio.warp-add", N_ ("Warp marker") },
                         { "audio.warp-right", N_ ("Move it") },
                         { "audio.quantize", N_ ("Quantize") },
                         { "audio.gain-up", N_ ("Gain") },
                         { "audio.warp", N_ ("Stretch") },
                         { "focus.next-region", N_ ("Next region") } },
  [PLACE_AUTOMATION_LANE] = { { "auto.add-point", N_ ("Add a point") },
                              { "auto.value-up", N_ ("One step") },
                              { "auto.value-up-fine", N_ ("A tenth") },
                              { "auto.ramp", N_ ("Ramp over range") },
                              { "auto.curve", N_ ("Curve") },
                              { "auto.parameter", N_ ("Parameter") },
                              { "focus.next-region", N_ ("Next region") } },
  [PLACE_PARAMETERS] = { { "param.next", N_ ("Parameter") },
                         { "param.up", N_ ("One step") },
                         { "param.up-fine", N_ ("A tenth") },
                         { "device.next", N_ ("Next device") },
                         { "device.bypass", N_ ("Bypass") },
                         { "device.compare", N_ ("A or B") },
                         { "device.presets", N_ ("Presets") } },
  [PLACE_EQ_GRAPH] = { { "eq.band-1", N_ ("Band") },
                       { "eq.freq-up", N_ ("Frequency") },
                       { "eq.gain-up", N_ ("Gain") },
                       { "eq.q-up", N_ ("Narrower") },
                       { "eq.add", N_ ("Add a band") },
                       { "device.graph", N_ ("Parameters") },
                       { "device.bypass", N_ ("Bypass") } },
  [PLACE_START] = { { "edit.open", N_ ("Open") },
                    { "focus.next-region", N_ ("Next region") },
                    { "project.new", N_ ("New project") },
                    { "app.palette", N_ ("Commands") } },
  [PLACE_BROWSER] = { { "edit.open", N_ ("Insert") },
                      { "browser.search", N_ ("Search") },
                      { "browser.preview", N_ ("Preview") },
                      { "focus.next-region", N_ ("Next region") } },
};

static char *
key_text_of (LqWindow *window, Place place)
{
  GString *text = g_string_new (NULL);
  LqDesk *desk = lq_window_desk (window);
  if (desk && lq_desk_hint (desk)) {
    g_autofree char *hint = g_markup_escape_text (lq_desk_hint (desk), -1);
    g_string_append_printf (text, "%s     ", hint);
  }
  const Hint *row = hints[place][0].action ? hints[place] : hints[PLACE_CLIP_LANE];
  for (int i = 0; row[i].action; i++) {
    const Action *action = action_find (row[i].action);
    int n = 0;
    const KeyPress *key = action ? keymap_keys (lq_window_keymap (window), action, &n) : NULL;
    if (n == 0)
      continue;
    g_autofree char *label = key_label (resolver_layout (), key);
    g_autofree char *escaped = g_markup_escape_text (label, -1);
    g_autofree char *what = g_markup_escape_text (_ (row[i].word), -1);
    g_string_append_printf (text, "<b>%s</b>  %s     ", escaped, what);
    if (i == 0 && place == PLACE_START)
      g_string_append_printf (text, "<b>↑ ↓</b>  %s     ", _ ("Choose"));
  }
  return g_string_free (text, FALSE);
}

static char *
state_text (LqDesk *desk)
{
  Live *live = desk ? lq_desk_live (desk) : NULL;
  const char *audio = desk ? "" : start_audio_summary ();
  if (!live && *audio)
    return g_strdup_printf ("Lacquer %s · %s", LACQUER_VERSION, audio);
  if (!live)
    return g_strdup_printf ("Lacquer %s", LACQUER_VERSION);
  const AudioDevice *device = live_device (live);
  const double rate = device_rate (device);
  const int latency = device_input_latency (device) + device_output_latency (device);
  if (device_is_null (device))
    return g_strdup_printf (_ ("No audio device · %g kHz"), rate / 1000);
  return g_strdup_printf (_ ("%s · %g kHz · %u smp, %.1f ms"), device_name (device), rate / 1000,
                          device_block (device), latency / rate * 1000);
}

void
status_row_show (GtkWidget *box, LqWindow *window)
{
  StatusRow *row = g_object_get_data (G_OBJECT (box), "row");
  LqDesk *desk = lq_window_desk (window);
  if (lq_window_place (window) == PLACE_DIALOG) /* it goes on naming what a layer acts on */
    return;
  g_autofree char *typing = musical_typing_text (window);
  g_autofree char *target = typing ? g_steal_pointer (&typing)
                            : desk ? target_text (window, desk)
                                   : g_strdup (_ ("Start"));
  g_autofree char *keys = key_text_of (window, lq_window_place (window));
  g_autofree char *state = state_text (desk);
  gtk_label_set_text (GTK_LABEL (row->target), target);
  gtk_label_set_markup (GTK_LABEL (row->keys), keys);
  gtk_label_set_text (GTK_LABEL (row->state), state);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of tracks, their inserts and sends. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "ui/inspector/rows.h"
#include "ui/inspector/track_choices.h"
#include "effects/effects.h"
#include "instruments/instruments.h"

static bool
all_tracks (const InspectPage *page, bool (*is) (const Track *track))
{
  for (guint i = 0; i < page->tracks->len; i++)
    if (!is (g_array_index (page->tracks, InspectItem, i).track))
      return false;
  return page->tracks->len > 0;
}

static bool
records (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static bool
goes_on (const Track *track)
{
  return track->kind != TRACK_MAIN && track->kind != TRACK_VCA && track->kind != TRACK_FOLDER;
}

static bool
has_level (const Track *track)
{
  return track->kind != TRACK_FOLDER && track->kind != TRACK_MIDI;
}

static bool
has_pan (const Track *track)
{
  return has_level (track) && track->kind != TRACK_VCA;
}

static bool
can_freeze (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT;
}

static bool
shows_input (const InspectPage *page)
{
  return all_tracks (page, records);
}

static bool
shows_output (const InspectPage *page)
{
  return all_tracks (page, goes_on);
}

static bool
shows_level (const InspectPage *page)
{
  return all_tracks (page, has_level);
}

static bool
shows_pan (const InspectPage *page)
{
  return all_tracks (page, has_pan);
}

static bool
shows_freeze (const InspectPage *page)
{
  return page->tracks->len == 1 && all_tracks (page, can_freeze);
}

static bool
is_one (const InspectPage *page)
{
  return page->tracks->len == 1;
}

static bool
takes_devices (const InspectPage *page)
{
  return is_one (page) && all_tracks (page, has_pan);
}

static char *
name_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (item->track->kind == TRACK_MAIN ? _ ("Master") : text_get (item->track->name));
}

static char *
color_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (text_get (item->track->color));
}

static char *
kind_of (const InspectPage *page, const InspectItem *item)
{
  static const char *const names[] = {
    N_ ("Audio"),  N_ ("Instrument"), N_ ("MIDI"), N_ ("Group"),
    N_ ("Folder"), N_ ("Return"),     N_ ("VCA"),  N_ ("Master")
  };
  return g_strdup (_ (names[item->track->kind]));
}

static char *
input_of (const InspectPage *page, const InspectItem *item)
{
  return track_input_text (page->project, item->track);
}

static char *
output_of (const InspectPage *page, const InspectItem *item)
{
  return track_output_text (page->project, item->track);
}

static char *
vca_of (const InspectPage *page, const InspectItem *item)
{
  return track_vca_text (page->project, item->track);
}

static double
monitor_of (const InspectPage *page, const InspectItem *item)
{
  return item->track->monitor;
}

static double
automation_of (const InspectPage *page, const InspectItem *item)
{
  return item->track->automation;
}

static double
gain_of (const InspectPage *page, const InspectItem *item)
{
  return item->track->gain_db;
}

static double
pan_of (const InspectPage *page, const InspectItem *item)
{
  return item->track->pan;
}

static double
width_of (const InspectPage *page, const InspectItem *item)
{
  return item->track->width * 100;
}

static double
delay_of (const InspectPage *page, const InspectItem *item)
{
  return (double) item->track->delay;
}

static char *
note_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (text_get (item->track->note));
}

static char *
frozen_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (item->track->frozen ? _ ("frozen") : _ ("live"));
}

static char *
freeze_label (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (item->track->frozen ? _ ("Unfreeze") : _ ("Freeze"));
}

static const char *
label_of (const Effect *effect)
{
  const char *kind = text_get (effect->kind);
  const Processor *processor = effect_find (kind);
  if (!processor)
    processor = instrument_find (kind);
  return *text_get (effect->name) ? text_get (effect->name)
         : processor              ? processor->spec->label
                                  : kind;
}

static char *
device_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (_ (label_of (item->effect)));
}

static double
power_of (const InspectPage *page, const InspectItem *item)
{
  return !item->effect->bypass;
}

static char *
line_of_power (const InspectPage *page, const InspectItem *item, double value)
{
  char track[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
  return g_strdup_printf ("effect.bypass track=%s effect=%s on=%s",
                          id_write (track, item->track->node.id),
                          id_write (id, item->effect->node.id), value ? "off" : "on");
}

static double
send_of (const InspectPage *page, const InspectItem *item)
{
  return item->send->gain_db;
}

static char *
line_of_send (const InspectPage *page, const InspectItem *item, double value)
{
  char track[ID_TEXT_SIZE], id[ID_TEXT_SIZE], number[NUMBER_TEXT_SIZE];
  return g_strdup_printf ("send.set track=%s send=%s gain=%s",
                          id_write (track, item->track->node.id),
                          id_write (id, item->send->node.id), number_write (number, value));
}

static const char *const monitor_labels[] = { N_ ("Off"), N_ ("Automatic"), N_ ("On"), NULL };
static const char *const monitor_values[] = { "off", "auto", "on", NULL };
static const char *const mode_labels[] = { N_ ("Off"),   N_ ("Read"), N_ ("Touch"), N_ ("Latch"),
                                           N_ ("Write"), N_ ("Trim"), NULL };

#define ROW_INPUT(group)                                                                           \
  {                                                                                                \
    "track.input", N_ ("Input"), SHOW_CHOICE, group, OF_TRACKS,                                    \
        .command = "track.set", .arg = "input", .shows = shows_input, .text = input_of,            \
        .list = track_list_inputs                                                                  \
  }
#define ROW_OUTPUT(group)                                                                          \
  {                                                                                                \
    "track.output", N_ ("Output"), SHOW_CHOICE, group, OF_TRACKS,                                  \
        .command = "track.set", .arg = "output", .shows = shows_output, .text = output_of,         \
        .list = track_list_outputs                                                                 \
  }
#define ROW_VCA(group)                                                                             \
  {                                                                                                \
    "track.vca", N_ ("VCA"), SHOW_CHOICE, group, OF_TRACKS, .command = "track.set", .arg = "vca",  \
                                                            .shows = shows_pan, .text = vca_of,    \
                                                            .list = track_list_vcas                \
  }
#define ROW_DEVICE(group)                                                                          \
  {                                                                                                \
    "track.device", NULL, SHOW_DEVICE, group, OF_INSERTS,                                          \
        .shows = takes_devices, .number = power_of, .text = device_of, .line = line_of_power       \
  }
#define ROW_ADD_DEVICE(group)                                                                      \
  {                                                                                                \
    "track.add-device", N_ ("Add device"), SHOW_BUTTON, group, OF_TRACKS,                          \
        .shows = takes_devices, .action = "track.add-device"                                       \
  }
#define ROW_SEND                                                                                   \
  {                                                                                                \
    "track.send", NULL, SHOW_SEND, GROUP_SENDS, OF_SENDS, { FORM_LEVEL, "dB", 1, -150, 24, 1 },    \
        .number = send_of, .line = line_of_send                                                    \
  }
/* Under a clip: what leads its sound on. */
const RowSpec track_rows_short[] = {
  ROW_INPUT (GROUP_TRACK),  ROW_OUTPUT (GROUP_TRACK),     ROW_VCA (GROUP_TRACK),
  ROW_DEVICE (GROUP_TRACK), ROW_ADD_DEVICE (GROUP_TRACK), ROW_SEND,
};
const int n_track_rows_short = G_N_ELEMENTS (track_rows_short);

const RowSpec track_rows[] = {
  { "track.name", N_ ("Name"), SHOW_TEXT, GROUP_HEAD, OF_TRACKS, .command = "track.set",
    .arg = "name", .text = name_of },
  { "track.color", N_ ("Color"), SHOW_COLOR, GROUP_HEAD, OF_TRACKS, .command = "track.set",
    .arg = "color", .text = color_of },
  { "track.kind", N_ ("Type"), SHOW_FACT, GROUP_HEAD, OF_TRACKS, .text = kind_of },
  ROW_INPUT (GROUP_ROUTING),
  { "track.monitor", N_ ("Monitor"), SHOW_CHOICE, GROUP_ROUTING, OF_TRACKS, .command = "track.set",
    .arg = "monitor", .labels = monitor_labels, .values = monitor_values, .shows = shows_input,
    .number = monitor_of },
  ROW_OUTPUT (GROUP_ROUTING),
  ROW_VCA (GROUP_ROUTING),
  { "track.gain",
    N_ ("Volume"),
    SHOW_LEVEL,
    GROUP_LEVEL,
    OF_TRACKS,
    { FORM_LEVEL, "dB", 1, -150, 24, 1 },
    "track.set",
    "gain",
    .shows = shows_level,
    .number = gain_of },
  { "track.pan",
    N_ ("Pan"),
    SHOW_PAN,
    GROUP_LEVEL,
    OF_TRACKS,
    { FORM_PAN, NULL, 0, -1, 1, 0.01 },
    "track.set",
    "pan",
    .shows = shows_pan,
    .number = pan_of },
  { "track.width",
    N_ ("Width"),
    SHOW_VALUE,
    GROUP_LEVEL,
    OF_TRACKS,
    { FORM_NUMBER, "%", 0, 0, 200, 1 },
    "track.set",
    "width",
    .shows = shows_pan,
    .number = width_of },
  { "track.delay",
    N_ ("Delay"),
    SHOW_VALUE,
    GROUP_LEVEL,
    OF_TRACKS,
    { FORM_MS, "ms", 0, 0, 0, 1 },
    "track.set",
    "delay",
    .shows = shows_input,
    .number = delay_of },
  { "track.automation", N_ ("Automation"), SHOW_CHOICE, GROUP_LEVEL, OF_TRACKS,
    .command = "track.set", .arg = "automation", .labels = mode_labels, .values = automation_modes,
    .shows = shows_level, .number = automation_of },
  ROW_DEVICE (GROUP_INSERTS),
  ROW_ADD_DEVICE (GROUP_INSERTS),
  ROW_SEND,
  { "track.frozen", N_ ("Sound"), SHOW_FACT, GROUP_STATE, OF_TRACKS, .shows = shows_freeze,
    .text = frozen_of },
  { "track.freeze", N_ ("Freeze"), SHOW_BUTTON, GROUP_STATE, OF_TRACKS, .shows = shows_freeze,
    .text = freeze_label, .action = "track.freeze" },
  { "track.note", N_ ("Note"), SHOW_NOTE, GROUP_NOTE, OF_TRACKS, .command = "track.set",
    .arg = "note", .shows = is_one, .text = note_of },
};
const int n_track_rows = G_N_ELEMENTS (track_rows);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/track_choices.h"

#include <glib/gi18n.h>
#include <string.h>

#include "device/device.h"
#include "device/midi_ports.h"
#include "live/live.h"
#include "ui/inspector/rows.h"

#define INPUTS_UNKNOWN 8 /* channels that are offered while no device runs */
#define MOST_INPUTS 64

static const char *
track_name (const Project *project, Id id)
{
  const Track *track = project_find_track (project, id);
  return !track ? "" : track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name);
}

char *
track_input_text (const Project *project, const Track *track)
{
  const char *input = text_get (track->input);
  Id id;
  if (!*input && track->kind == TRACK_AUDIO)
    input = "1"; /* what stands nowhere is so, as mix/inputs.c reads it */
  if (!*input && track->kind == TRACK_INSTRUMENT)
    input = "midi";
  if (!*input || !strcmp (input, "none"))
    return g_strdup (_ ("None"));
  if (g_str_has_prefix (input, "track:"))
    return g_strdup (id_read (input + strlen ("track:"), &id) ? track_name (project, id) : input);
  if (!strcmp (input, "midi"))
    return g_strdup (_ ("MIDI · All"));
  if (g_str_has_prefix (input, "midi:"))
    return g_strdup_printf (_ ("MIDI · %s"), input + strlen ("midi:"));
  return g_strdup_printf (_ ("In %s"), input);
}

char *
track_output_text (const Project *project, const Track *track)
{
  const char *direct = text_get (track->direct_out);
  if (*direct)
    return g_strdup_printf (track->kind == TRACK_MIDI ? _ ("MIDI · %s") : _ ("Out %s"), direct);
  return g_strdup (track_name (project, project_output_of (project, track)));
}

char *
track_vca_text (const Project *project, const Track *track)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *vca = (const Track *) list_get (project->tracks, i);
    if (vca->kind == TRACK_VCA && id_set_has (track->vcas, vca->node.id))
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", text_get (vca->name));
  }
  if (text->len == 0)
    g_string_assign (text, _ ("None"));
  return g_string_free (text, FALSE);
}

static void
add_track (GArray *choices, const Track *track, const char *prefix)
{
  char id[ID_TEXT_SIZE];
  g_autofree char *value = g_strconcat (prefix, id_write (id, track->node.id), NULL);
  choice_add (choices, track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name), value);
}

static bool
is_shown (const InspectPage *page, const Track *track)
{
  for (guint i = 0; i < page->tracks->len; i++)
    if (g_array_index (page->tracks, InspectItem, i).track == track)
      return true;
  return false;
}

static void
add_channels (GArray *choices, int n, bool pairs)
{
  for (int i = 1; i <= n; i += pairs ? 2 : 1) {
    g_autofree char *value =
        pairs ? g_strdup_printf ("%d-%d", i, i + 1) : g_strdup_printf ("%d", i);
    g_autofree char *label = g_strdup_printf (_ ("In %s"), value);
    if (!pairs || i < n)
      choice_add (choices, label, value);
  }
}

static void
add_midi_inputs (const InspectPage *page, GArray *choices)
{
  Live *live = lq_desk_live (page->desk);
  LiveMidi *midi = live ? live_midi (live) : NULL;
  MidiPorts *ports = midi ? live_midi_ports (midi) : NULL;
  g_autoptr (GPtrArray) infos = ports ? midi_ports_list (ports, NULL) : NULL;

  choice_add (choices, _ ("MIDI · All"), "midi");
  for (guint i = 0; infos && i < infos->len; i++) {
    const MidiPortInfo *info = g_ptr_array_index (infos, i);
    const char *name = info->name;
    if (!info->is_input)
      continue;
    g_autofree char *value = g_strconcat ("midi:", name, NULL);
    g_autofree char *label = g_strdup_printf (_ ("MIDI · %s"), name);
    choice_add (choices, label, value);
  }
}

void
track_list_inputs (const InspectPage *page, GArray *choices)
{
  const bool audio = g_array_index (page->tracks, InspectItem, 0).track->kind == TRACK_AUDIO;
  Live *live = lq_desk_live (page->desk);

  choice_add (choices, _ ("None"), "none");
  if (!audio) {
    add_midi_inputs (page, choices);
    return;
  }
  const int there = live ? (int) device_n_inputs (live_device (live)) : 0;
  const int n = CLAMP (there > 0 ? there : INPUTS_UNKNOWN, 1, MOST_INPUTS);
  add_channels (choices, n, false);
  add_channels (choices, n, true);
  for (int i = 0; i < list_n (page->project->tracks); i++) {
    const Track *track = (const Track *) list_get (page->project->tracks, i);
    if (!is_shown (page, track) && track->kind != TRACK_VCA && track->kind != TRACK_FOLDER &&
        track->kind != TRACK_MIDI)
      add_track (choices, track, "track:");
  }
}

void
track_list_outputs (const InspectPage *page, GArray *choices)
{
  const Track *first = g_array_index (page->tracks, InspectItem, 0).track;
  if (first->kind == TRACK_MIDI) {
    choice_add (choices, _ ("None"), "none");
    return;
  }
  choice_add (choices, first->group ? _ ("As its group") : _ ("Master"), "none");
  for (int i = 0; i < list_n (page->project->tracks); i++) {
    const Track *track = (const Track *) list_get (page->project->tracks, i);
    const bool takes = track->kind == TRACK_GROUP || track->kind == TRACK_RETURN ||
                       (track->kind == TRACK_MAIN && first->group);
    if (takes && !is_shown (page, track))
      add_track (choices, track, "");
  }
}

void
track_list_vcas (const InspectPage *page, GArray *choices)
{
  choice_add (choices, _ ("None"), "none");
  for (int i = 0; i < list_n (page->project->tracks); i++) {
    const Track *track = (const Track *) list_get (page->project->tracks, i);
    if (track->kind == TRACK_VCA)
      add_track (choices, track, "");
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the MIDI ports, and what comes from them. */
#include <glib/gi18n.h>
#include <string.h>

#include "device/midi_ports.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"
#include "ui/window/settings/settings_sound.h"

#define POLL_MS 60
#define NOTE_ON 0x90
#define CONTROL 0xb0
#define BEND 0xe0
#define REAL_TIME 0xf8

typedef struct {
  LqWindow *main;
  MidiPorts *ports;
  GtkWidget *page, *none;
  GPtrArray *rows; /* by number of the port; NULL where it has none */
  unsigned n_changes;
  guint timer;
} Midi;

/* The names but for one, and that one where it is off now. */
static void
switched (GtkSwitch *toggle, GParamSpec *spec, Midi *midi)
{
  const char *name = g_object_get_data (G_OBJECT (toggle), "port");
  g_auto (GStrv) old = g_settings_get_strv (prefs (), "midi-ports-off");
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  for (int i = 0; old[i]; i++)
    if (strcmp (old[i], name))
      g_strv_builder_add (next, old[i]);
  if (!gtk_switch_get_active (toggle))
    g_strv_builder_add (next, name);
  g_auto (GStrv) names = g_strv_builder_end (next);
  g_settings_set_strv (prefs (), "midi-ports-off", (const char *const *) names);
  if (lq_window_desk (midi->main))
    settings_sound_apply (lq_window_desk (midi->main));
}

static GtkWidget *
switch_of (Midi *midi, const char *name)
{
  GtkWidget *toggle = gtk_switch_new ();
  g_auto (GStrv) off = g_settings_get_strv (prefs (), "midi-ports-off");
  gtk_switch_set_active (GTK_SWITCH (toggle), !g_strv_contains ((const char *const *) off, name));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toggle), "port", g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switched), midi);
  return toggle;
}

static GtkWidget *
row_of (Midi *midi, const MidiPortInfo *info)
{
  GtkWidget *heard = gtk_label_new ("");
  gtk_widget_add_css_class (heard, "hint");
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (controls), heard);
  if (info->is_input)
    gtk_box_append (GTK_BOX (controls), switch_of (midi, info->name));
  GtkWidget *row = settings_page_add (midi->page, info->name, "", controls);
  g_object_set_data (G_OBJECT (row), "heard", heard);
  return row;
}

static void
show_ports (Midi *midi)
{
  g_autoptr (GPtrArray) list = midi_ports_list (midi->ports, &midi->n_changes);
  bool any = false;
  for (guint i = 0; i < list->len; i++) {
    const MidiPortInfo *info = list->pdata[i];
    if (midi->rows->len <= info->number)
      g_ptr_array_set_size (midi->rows, info->number + 1);
    GtkWidget **row = (GtkWidget **) &midi->rows->pdata[info->number];
    if (!*row)
      *row = row_of (midi, info);
    settings_page_set_hint (*row, !info->is_there                     ? _ ("Not there now")
                                  : info->is_input && info->is_output ? _ ("Input and output")
                                  : info->is_input                    ? _ ("Input")
                                                                      : _ ("Output"));
    any = true;
  }
  const char *problem = midi_ports_problem (midi->ports);
  g_autofree char *sentence = problem ? settings_sentence (problem) : NULL;
  settings_page_set_hint (midi->none, sentence ? sentence
                                      : any    ? _ ("Play a note: what arrives is shown.")
                                               : _ ("No MIDI port was found. Connect one: it "
                                                       "appears here by itself."));
}

static char *
event_text (const MidiEvent *event)
{
  static const char *const names[] = { "C",  "C♯", "D",  "D♯", "E",  "F",
                                       "F♯", "G",  "G♯", "A",  "A♯", "B" };
  const int channel = (event->data[0] & 15) + 1;
  switch (event->data[0] & 0xf0) {
  case NOTE_ON:
    if (event->data[2] == 0)
      return NULL;
    return g_strdup_printf (_ ("%s%d, velocity %d, channel %d"), names[event->data[1] % 12],
                            event->data[1] / 12 - 1, event->data[2], channel);
  case CONTROL:
    return g_strdup_printf (_ ("Controller %d at %d, channel %d"), event->data[1], event->data[2],
                            channel);
  case BEND:
    return g_strdup_printf (_ ("Pitch wheel, channel %d"), channel);
  default:
    return NULL;
  }
}

static gboolean
poll_ports (gpointer data)
{
  Midi *midi = data;
  MidiEvent event;
  unsigned n_changes;
  g_ptr_array_unref (midi_ports_list (midi->ports, &n_changes));
  if (n_changes != midi->n_changes)
    show_ports (midi);
  while (midi_ports_read (midi->ports, &event)) {
    GtkWidget *row = event.port < midi->rows->len ? midi->rows->pdata[event.port] : NULL;
    g_autofree char *text = event.data[0] < REAL_TIME ? event_text (&event) : NULL;
    if (row && text)
      gtk_label_set_text (GTK_LABEL (g_object_get_data (G_OBJECT (row), "heard")), text);
  }
  return G_SOURCE_CONTINUE;
}

static void
midi_free (gpointer data)
{
  Midi *midi = data;
  g_clear_handle_id (&midi->timer, g_source_remove);
  midi_ports_close (midi->ports);
  g_ptr_array_unref (midi->rows);
  g_free (midi);
}

void
settings_midi_fill (GtkWidget *page, LqWindow *main)
{
  Midi *midi = g_new0 (Midi, 1);
  midi->main = main;
  midi->page = page;
  midi->rows = g_ptr_array_new ();
  midi->ports = midi_ports_open (_ ("Lacquer settings"));
  midi->none = settings_page_add (page, _ ("Ports"), "", NULL);
  show_ports (midi);
  midi->timer = g_timeout_add (POLL_MS, poll_ports, midi);
  g_object_set_data_full (G_OBJECT (page), "midi", midi, midi_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/card.h"

#include <glib/gi18n.h>

#include "ui/device/card_body.h"
#include "ui/device/device_graph.h"
#include "ui/device/device_layout.h"
#include "ui/device/device_presets.h"
#include "ui/draw/theme.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/room.h"

struct _LqDeviceCard {
  GtkBox parent_instance;
  DeviceHand *hand;
  Id effect; /* what the graph was made for */
  GtkWidget *title, *power, *name, *pages, *sidechain, *against, *preset, *a, *b;
  GtkWidget *body, *params;
  GtkWidget *graph; /* NULL: the device has none */
  const GraphClass *class; /* of it */
  GArray *sources; /* Id of the rows of the sidechain's list */
  GPtrArray *choices; /* of presets, as "preset" says them; NULL for titles */
  bool quiet;
};

static const GraphClass *const classes[N_GRAPHS] = {
  [GRAPH_EQ] = &eq_graph,
  [GRAPH_ANALYZER] = &analyzer_graph,
  [GRAPH_PLOT] = &plot_graph,
};

G_DEFINE_FINAL_TYPE (LqDeviceCard, lq_device_card, GTK_TYPE_BOX)

enum { SWITCHED, SIDE, PRESET, SIDECHAIN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
power_toggled (GtkToggleButton *power, LqDeviceCard *card)
{
  if (!card->quiet)
    g_signal_emit (card, signals[SWITCHED], 0, gtk_toggle_button_get_active (power));
}

static void
side_toggled (GtkToggleButton *side, LqDeviceCard *card)
{
  if (!card->quiet && gtk_toggle_button_get_active (side))
    g_signal_emit (card, signals[SIDE], 0, GTK_WIDGET (side) == card->b);
}

static void
page_clicked (GtkToggleButton *button, LqDeviceCard *card)
{
  if (!card->quiet)
    lq_params_set_page (LQ_PARAMS (card->params),
                        GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "page")));
}

static void
show_pages (LqParams *params, LqDeviceCard *card)
{
  const int n = lq_params_n_pages (params), page = lq_params_page (params);
  int have = 0;
  card->quiet = true;
  for (GtkWidget *child = gtk_widget_get_first_child (card->pages); child;
       child = gtk_widget_get_next_sibling (child))
    have++;
  while (have > n)
    gtk_box_remove (GTK_BOX (card->pages), gtk_widget_get_last_child (card->pages)), have--;
  for (; have < n; have++) {
    g_autofree char *label = g_strdup_printf ("%d", have + 1);
    g_autofree char *name = g_strdup_printf (_ ("Parameter page %d"), have + 1);
    GtkWidget *button = gtk_toggle_button_new_with_label (label);
    gtk_widget_add_css_class (button, "device-page");
    gtk_widget_set_focusable (button, FALSE); /* keys 1 to 9 */
    gtk_widget_set_tooltip_text (button, name);
    g_object_set_data (G_OBJECT (button), "page", GINT_TO_POINTER (have));
    g_signal_connect (button, "clicked", G_CALLBACK (page_clicked), card);
    gtk_box_append (GTK_BOX (card->pages), button);
  }
  int at = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (card->pages); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), at++ == page);
  gtk_widget_set_visible (card->pages, n > 1);
  card->quiet = false;
}

/* The band of the control that has the focus is the one of the graph, and the other way round. */
static void
current_changed (LqParams *params, LqDeviceCard *card)
{
  const int param = lq_params_current (params);
  LqEqGraph *eq = lq_device_card_eq (card);
  if (eq && param >= 0 && param < EQ_N_BANDS * EQ_BAND_VALUES)
    lq_eq_graph_set_band (eq, param / EQ_BAND_VALUES);
}

static void
band_chosen (LqEqGraph *graph, LqDeviceCard *card)
{
  const int param = lq_params_current (LQ_PARAMS (card->params)), band = lq_eq_graph_band (graph);
  if (param / EQ_BAND_VALUES != band)
    lq_params_look (LQ_PARAMS (card->params), eq_param (band, EQ_BAND_FREQ));
}

static void
preset_opening (LqChoice *choice, LqDeviceCard *card)
{
  const DeviceSpec *spec = card->hand->spec;
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  g_clear_pointer (&card->choices, g_ptr_array_unref);
  card->choices = g_ptr_array_new_with_free_func (g_free);
  if (!spec)
    return;
  g_autoptr (GPtrArray) own = presets_list (spec->kind);
  g_ptr_array_add (items, g_strdup (_ ("Default")));
  g_ptr_array_add (card->choices, g_strdup ("default"));
  g_ptr_array_add (items, g_strdup (_ ("Save as…")));
  g_ptr_array_add (card->choices, g_strdup ("save:"));
  if (own->len > 0) {
    g_ptr_array_add (items, g_strdup_printf ("\t%s", _ ("MY PRESETS")));
    g_ptr_array_add (card->choices, NULL);
  }
  for (guint i = 0; i < own->len; i++) {
    g_ptr_array_add (items, g_strdup (own->pdata[i]));
    g_ptr_array_add (card->choices, g_strdup_printf ("user:%s", (char *) own->pdata[i]));
  }
  if (spec->n_presets > 0) {
    g_ptr_array_add (items, g_strdup_printf ("\t%s", _ ("FACTORY")));
    g_ptr_array_add (card->choices, NULL);
  }
  for (int i = 0; i < spec->n_presets; i++) {
    g_ptr_array_add (items, g_strdup (spec->presets[i].name));
    g_ptr_array_add (card->choices, g_strdup (spec->presets[i].name));
  }
  lq_choice_set_items (choice, items);
}

static void
preset_chosen (LqChoice *choice, int row, LqDeviceCard *card)
{
  if (card->choices && row < (int) card->choices->len && card->choices->pdata[row])
    g_signal_emit (card, signals[PRESET], 0, card->choices->pdata[row]);
}

static void
sidechain_opening (LqChoice *choice, LqDeviceCard *card)
{
  const Project *project = lq_desk_project (card->hand->desk);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  const Track *here = device_hand_track (card->hand);
  const Id own = 0;
  g_array_set_size (card->sources, 0);
  g_ptr_array_add (items, g_strdup (_ ("Own input")));
  g_array_append_val (card->sources, own);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (!here || !device_may_hear (project, here, card->hand->effect, track))
      continue;
    g_ptr_array_add (items, g_strdup (text_get (track->name)));
    g_array_append_val (card->sources, track->node.id);
  }
  lq_choice_set_items (choice, items);
}

static void
sidechain_chosen (LqChoice *choice, int row, LqDeviceCard *card)
{
  if (row < (int) card->sources->len)
    g_signal_emit (card, signals[SIDECHAIN], 0, (guint64) g_array_index (card->sources, Id, row));
}

/* Tracks whose spectrum can be laid over that of an equalizer. */
static void
against_opening (LqChoice *choice, LqDeviceCard *card)
{
  const Project *project = lq_desk_project (card->hand->desk);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  const Id none = 0;
  g_array_set_size (card->sources, 0);
  g_ptr_array_add (items, g_strdup (_ ("Nothing")));
  g_array_append_val (card->sources, none);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->node.id == card->hand->track || track->kind == TRACK_VCA ||
        track->kind == TRACK_FOLDER || track->kind == TRACK_MIDI)
      continue;
    g_ptr_array_add (items, g_strdup (text_get (track->name)));
    g_array_append_val (card->sources, track->node.id);
  }
  lq_choice_set_items (choice, items);
}

static void
show_against (LqDeviceCard *card)
{
  LqEqGraph *eq = lq_device_card_eq (card);
  const Track *track = eq ? lq_eq_graph_against (eq) : NULL;
  g_autofree char *text =
      g_strdup_printf (_ ("Against: %s"), track ? text_get (track->name) : _ ("nothing"));
  gtk_widget_set_visible (card->against, eq != NULL);
  lq_choice_show (LQ_CHOICE (card->against), text, -1);
}

static void
against_chosen (LqChoice *choice, int row, LqDeviceCard *card)
{
  LqEqGraph *eq = lq_device_card_eq (card);
  if (eq && row < (int) card->sources->len)
    lq_eq_graph_set_against (eq, g_array_index (card->sources, Id, row));
  show_against (card);
  /* The keys go on with the bands. */
  if (eq && gtk_widget_get_child_visible (card->graph))
    gtk_widget_grab_focus (card->graph);
}

static void
show_title (LqDeviceCard *card, const Effect *effect, bool b)
{
  const Project *project = lq_desk_project (card->hand->desk);
  const DeviceSpec *spec = card->hand->spec;
  const Track *source = effect->sidechain ? project_find_track (project, effect->sidechain) : NULL;
  const char *preset = effect->preset ? text_get (effect->preset) : "";
  g_autofree char *key =
      g_strdup_printf (_ ("Key: %s"), source ? text_get (source->name) : _ ("own input"));
  card->quiet = true;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card->power), !effect->bypass);
  gtk_label_set_text (GTK_LABEL (card->name), device_title (effect));
  gtk_widget_set_visible (card->sidechain, spec && spec->sidechain);
  lq_choice_show (LQ_CHOICE (card->sidechain), key, -1);
  show_against (card);
  lq_choice_show (LQ_CHOICE (card->preset), *preset ? preset : _ ("Presets"), -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (b ? card->b : card->a), TRUE);
  if (effect->bypass)
    gtk_widget_add_css_class (GTK_WIDGET (card), "off");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (card), "off");
  gtk_widget_set_opacity (card->params, effect->bypass ? 0.45 : 1);
  card->quiet = false;
}

static void
make_graph (LqDeviceCard *card)
{
  const DeviceSpec *spec = card->hand->spec;
  const GraphClass *class = spec ? classes[device_graph (spec)] : NULL;
  if (class == card->class)
    return;
  card->class = class;
  card->graph = class ? class->make (card->hand) : NULL;
  if (lq_device_card_eq (card))
    g_signal_connect (card->graph, "band", G_CALLBACK (band_chosen), card);
  lq_card_body_set_graph (LQ_CARD_BODY (card->body), card->graph);
  lq_card_body_prefer_graph (LQ_CARD_BODY (card->body), class && class->leads);
}

static void
show_values (LqDeviceCard *card)
{
  lq_params_show (LQ_PARAMS (card->params));
  if (card->graph)
    card->class->show (card->graph);
}

void
lq_device_card_show (LqDeviceCard *card, bool b)
{
  const Effect *effect = device_hand_effect (card->hand);
  if (!effect)
    return;
  if (card->effect != card->hand->effect) {
    card->effect = card->hand->effect;
    make_graph (card);
    lq_params_rebuild (LQ_PARAMS (card->params));
    gtk_widget_queue_allocate (card->body);
  }
  show_title (card, effect, b);
  show_values (card);
}

void
lq_device_card_tick (LqDeviceCard *card, Live *live, const InsertTapReading *reading, bool rolling,
                     gint64 now)
{
  bool automated = false;
  for (int i = 0; card->hand->spec && i < card->hand->spec->n_params; i++)
    automated |= card->hand->automated[i];
  if (rolling && automated && device_hand_read (card->hand))
    show_values (card);
  if (card->graph)
    card->class->tick (card->graph, live, reading, rolling, now);
}

LqParams *
lq_device_card_params (LqDeviceCard *card)
{
  return LQ_PARAMS (card->params);
}

LqEqGraph *
lq_device_card_eq (LqDeviceCard *card)
{
  return card->class == &eq_graph ? LQ_EQ_GRAPH (card->graph) : NULL;
}

LqAnalyzerGraph *
lq_device_card_analyzer (LqDeviceCard *card)
{
  return card->class == &analyzer_graph ? LQ_ANALYZER_GRAPH (card->graph) : NULL;
}

bool
lq_device_card_graph_focused (LqDeviceCard *card)
{
  return lq_device_card_eq (card) && gtk_widget_has_focus (card->graph);
}

bool
lq_device_card_other (LqDeviceCard *card)
{
  LqCardBody *body = LQ_CARD_BODY (card->body);
  LqEqGraph *eq = lq_device_card_eq (card);
  if (!card->graph)
    return false;
  const bool graph = eq ? !lq_device_card_graph_focused (card) : !lq_card_body_prefers_graph (body);
  lq_card_body_prefer_graph (body, graph);
  if (eq && graph) {
    gtk_widget_set_child_visible (card->graph, TRUE);
    gtk_widget_grab_focus (card->graph);
    return true;
  }
  gtk_widget_set_child_visible (card->params, TRUE);
  /* To the band that was shaped. */
  lq_params_focus (LQ_PARAMS (card->params),
                   eq ? eq_param (lq_eq_graph_band (eq), EQ_BAND_FREQ) : -1);
  return true;
}

bool
lq_device_card_focus (LqDeviceCard *card)
{
  if (lq_device_card_eq (card) && lq_card_body_prefers_graph (LQ_CARD_BODY (card->body)))
    return gtk_widget_grab_focus (card->graph);
  return lq_params_focus (LQ_PARAMS (card->params), -1);
}

void
lq_device_card_open_presets (LqDeviceCard *card)
{
  lq_choice_open (LQ_CHOICE (card->preset));
}

bool
lq_device_card_open_sidechain (LqDeviceCard *card)
{
  if (!gtk_widget_get_visible (card->sidechain))
    return false;
  lq_choice_open (LQ_CHOICE (card->sidechain));
  return true;
}

void
lq_device_card_open_against (LqDeviceCard *card)
{
  lq_choice_open (LQ_CHOICE (card->against));
}

static void
lq_device_card_finalize (GObject *object)
{
  LqDeviceCard *card = LQ_DEVICE_CARD (object);
  g_array_unref (card->sources);
  g_clear_pointer (&card->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (lq_device_card_parent_class)->finalize (object);
}

static void
lq_device_card_class_init (LqDeviceCardClass *class)
{
  const GType type = LQ_TYPE_DEVICE_CARD;
  const GSignalFlags last = G_SIGNAL_RUN_LAST;
  G_OBJECT_CLASS (class)->finalize = lq_device_card_finalize;
  signals[SWITCHED] =
      g_signal_new ("switched", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIDE] =
      g_signal_new ("side", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[PRESET] =
      g_signal_new ("preset", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIDECHAIN] =
      g_signal_new ("sidechain", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static GtkWidget *
side_button (LqDeviceCard *card, const char *label, const char *name)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  gtk_widget_add_css_class (button, "device-side");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "toggled", G_CALLBACK (side_toggled), card);
  return button;
}

static void
lq_device_card_init (LqDeviceCard *card)
{
  card->sources = g_array_new (FALSE, FALSE, sizeof (Id));
  card->title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  card->power = gtk_toggle_button_new ();
  card->name = gtk_label_new ("");
  card->pages = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  card->sidechain = lq_choice_new (_ ("Sidechain"));
  card->against = lq_choice_new (_ ("Compared with"));
  card->preset = lq_choice_new (_ ("Preset"));
  card->a = side_button (card, "A", _ ("Settings A"));
  card->b = side_button (card, "B", _ ("Settings B"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card->b), GTK_TOGGLE_BUTTON (card->a));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (card), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (card), "device-card");
  gtk_widget_add_css_class (card->title, "device-title");
  gtk_widget_add_css_class (card->name, "device-name");
  gtk_widget_add_css_class (card->power, "device-power");
  gtk_widget_add_css_class (card->preset, "device-preset");
  gtk_widget_add_css_class (card->sidechain, "device-preset");
  gtk_widget_add_css_class (card->against, "device-preset");
  gtk_button_set_icon_name (GTK_BUTTON (card->power), "lq-power-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card->power), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Power"), -1);
  gtk_label_set_ellipsize (GTK_LABEL (card->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (card->name), 0);
  gtk_widget_set_hexpand (card->name, TRUE);
  g_signal_connect (card->power, "toggled", G_CALLBACK (power_toggled), card);
  g_signal_connect (card->preset, "opening", G_CALLBACK (preset_opening), card);
  g_signal_connect (card->preset, "chosen", G_CALLBACK (preset_chosen), card);
  g_signal_connect (card->sidechain, "opening", G_CALLBACK (sidechain_opening), card);
  g_signal_connect (card->sidechain, "chosen", G_CALLBACK (sidechain_chosen), card);
  g_signal_connect (card->against, "opening", G_CALLBACK (against_opening), card);
  g_signal_connect (card->against, "chosen", G_CALLBACK (against_chosen), card);
  GtkWidget *const parts[] = { card->power,   card->name,   card->pages, card->sidechain,
                               card->against, card->preset, card->a,     card->b };
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (card->title), parts[i]);
  /* In a narrow panel the key gives way; the palette sets it, too. */
  lq_choice_keep_whole (LQ_CHOICE (card->sidechain));
  lq_choice_keep_whole (LQ_CHOICE (card->against));
  room_use (card->title);
  room_rank (card->sidechain, 1);
  room_rank (card->against, 2);
  gtk_box_append (GTK_BOX (card), card->title);
}

GtkWidget *
lq_device_card_new (DeviceHand *hand)
{
  LqDeviceCard *card = g_object_new (LQ_TYPE_DEVICE_CARD, NULL);
  card->hand = hand;
  card->params = lq_params_new (hand);
  card->body = lq_card_body_new (hand, card->params);
  gtk_widget_add_css_class (card->body, "device-body");
  g_signal_connect (card->params, "paged", G_CALLBACK (show_pages), card);
  g_signal_connect (card->params, "current", G_CALLBACK (current_changed), card);
  gtk_box_append (GTK_BOX (card), card->body);
  return GTK_WIDGET (card);
}

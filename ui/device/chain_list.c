/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/chain_list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/id.h"
#include "ui/browser/node.h"
#include "ui/device/device_layout.h"
#include "ui/device/device_state.h"
#include "ui/device/eq_bands.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"

#define EFFECT "lq-effect"

struct _LqChainList {
  GtkBox parent_instance;
  LqDesk *desk;
  GtkWidget *list, *add, *key;
  Id track, chosen;
  char *shown; /* what the rows say: they are made anew only where it differs */
  bool quiet;
};

G_DEFINE_FINAL_TYPE (LqChainList, lq_chain_list, GTK_TYPE_BOX)

enum { CHOSEN, SWITCHED, MOVED, ADD, DROPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

static Id
effect_of (GtkWidget *row)
{
  const Id *id = row ? g_object_get_data (G_OBJECT (row), EFFECT) : NULL;
  return id ? *id : 0;
}

static GtkWidget *
row_of (LqChainList *list, Id effect)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list->list); row;
       row = gtk_widget_get_next_sibling (row))
    if (effect_of (row) == effect)
      return row;
  return NULL;
}

/* What a device says of itself at rest. */
static char *
summary (const DeviceSlot *slot)
{
  if (!slot->spec)
    return g_strdup (_ ("Not known to this version"));
  g_autofree double *values = g_new0 (double, slot->spec->n_params + 1);
  device_values (slot->spec, slot->effect, values);
  if (!strcmp (slot->spec->kind, "eq")) {
    const int n = eq_bands_on (values);
    return g_strdup_printf (ngettext ("%d band", "%d bands", (gulong) n), n);
  }
  const int param = device_main_param (slot->spec);
  return param >= 0 ? value_text_param (&slot->spec->params[param], values[param]) : g_strdup ("");
}

static void
power_toggled (GtkToggleButton *power, LqChainList *list)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (power), GTK_TYPE_LIST_BOX_ROW);
  if (!list->quiet && row)
    g_signal_emit (list, signals[SWITCHED], 0, (guint64) effect_of (row),
                   gtk_toggle_button_get_active (power));
}

static GdkContentProvider *
drag_prepared (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  char text[ID_TEXT_SIZE];
  g_autofree char *said = g_strdup_printf ("lacquer-device:%s", id_write (text, effect_of (row)));
  return gdk_content_provider_new_typed (G_TYPE_STRING, said);
}

static void
drag_begun (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  GdkPaintable *picture = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, picture, 8, 8);
  g_object_unref (picture);
}

static GtkWidget *
new_row (LqChainList *list, const DeviceSlot *slot)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *power = gtk_toggle_button_new (), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (device_title (slot->effect));
  g_autofree char *says = summary (slot);
  g_autofree char *place = slot->row == DEVICE_INSTRUMENT ? g_strdup ("")
                           : slot->row == DEVICE_MASTER   ? g_strdup_printf ("M%d", slot->at)
                                                          : g_strdup_printf ("%d", slot->at);
  GtkWidget *fact = gtk_label_new (says), *number = gtk_label_new (place);
  GtkDragSource *drag = gtk_drag_source_new ();

  g_object_set_data_full (G_OBJECT (row), EFFECT, g_memdup2 (&slot->effect->node.id, sizeof (Id)),
                          g_free);
  gtk_button_set_icon_name (GTK_BUTTON (power), "lq-power-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (power), !slot->effect->bypass);
  gtk_widget_set_focusable (power, FALSE); /* the row is the stop; B switches */
  gtk_widget_set_valign (power, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (power, "device-power");
  g_autofree char *power_name = g_strdup_printf (_ ("Power, %s"), device_title (slot->effect));
  gtk_accessible_update_property (GTK_ACCESSIBLE (power), GTK_ACCESSIBLE_PROPERTY_LABEL, power_name,
                                  -1);
  g_signal_connect (power, "toggled", G_CALLBACK (power_toggled), list);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (fact), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (fact), 0);
  gtk_widget_add_css_class (name, "device-name");
  gtk_widget_add_css_class (fact, "hint");
  gtk_widget_add_css_class (number, "hint");
  gtk_widget_add_css_class (number, "place");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), fact);
  gtk_box_append (GTK_BOX (box), power);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), number);
  gtk_widget_add_css_class (row, "device-row");
  if (slot->effect->bypass)
    gtk_widget_add_css_class (row, "off");
  g_object_set_data (G_OBJECT (row), "lq-fact", fact);
  g_object_set_data_full (G_OBJECT (row), "lq-says", g_steal_pointer (&says), g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (slot->row != DEVICE_INSTRUMENT) {
    gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
    g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepared), row);
    g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun), row);
    gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  } else {
    g_object_unref (drag);
  }
  return row;
}

static char *
text_of (const GArray *slots)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < slots->len; i++) {
    const DeviceSlot *slot = &g_array_index (slots, DeviceSlot, i);
    g_autofree char *says = summary (slot);
    g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s %s %d %d\n",
                            (guint64) slot->effect->node.id, device_title (slot->effect), says,
                            slot->effect->bypass, (int) slot->row * 1000 + slot->at);
  }
  return g_string_free (text, FALSE);
}

void
lq_chain_list_show (LqChainList *list, Id track, Id chosen)
{
  const Track *of = track ? project_find_track (lq_desk_project (list->desk), track) : NULL;
  g_autoptr (GArray) slots = device_slots (of);
  g_autofree char *text = text_of (slots);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  const bool focused = focus && gtk_widget_is_ancestor (focus, list->list);

  list->track = track;
  list->quiet = true;
  if (g_strcmp0 (text, list->shown)) {
    g_free (list->shown);
    list->shown = g_strdup (text);
    GtkWidget *row;
    while ((row = gtk_widget_get_first_child (list->list)))
      gtk_list_box_remove (GTK_LIST_BOX (list->list), row);
    for (guint i = 0; i < slots->len; i++)
      gtk_list_box_append (GTK_LIST_BOX (list->list),
                           new_row (list, &g_array_index (slots, DeviceSlot, i)));
    list->chosen = 0;
    gtk_widget_set_visible (list->list, slots->len > 0);
  }
  GtkWidget *row = chosen ? row_of (list, chosen) : NULL;
  list->chosen = chosen;
  gtk_list_box_select_row (GTK_LIST_BOX (list->list), (GtkListBoxRow *) row);
  if (focused && row)
    gtk_widget_grab_focus (row);
  list->quiet = false;
}

void
lq_chain_list_show_reduction (LqChainList *list, const char *text)
{
  GtkWidget *row = row_of (list, list->chosen);
  GtkWidget *fact = row ? g_object_get_data (G_OBJECT (row), "lq-fact") : NULL;
  if (fact)
    gtk_label_set_text (GTK_LABEL (fact),
                        text ? text : g_object_get_data (G_OBJECT (row), "lq-says"));
}

bool
lq_chain_list_focus (LqChainList *list)
{
  GtkWidget *row = row_of (list, list->chosen);
  return row ? gtk_widget_grab_focus (row) : gtk_widget_grab_focus (list->add);
}

void
lq_chain_list_set_key (LqChainList *list, const char *key)
{
  gtk_label_set_text (GTK_LABEL (list->key), key ? key : "");
}

static void
row_selected (GtkListBox *box, GtkListBoxRow *row, LqChainList *list)
{
  if (!list->quiet && row)
    g_signal_emit (list, signals[CHOSEN], 0, (guint64) effect_of (GTK_WIDGET (row)));
}

static void
add_clicked (GtkButton *button, LqChainList *list)
{
  g_signal_emit (list, signals[ADD], 0);
}

/* The place in its row that a drop at y means, from 1. */
static int
place_at (LqChainList *list, Id moved, double y)
{
  const Track *track = project_find_track (lq_desk_project (list->desk), list->track);
  g_autoptr (GArray) slots = device_slots (track);
  DeviceRow kind = DEVICE_INSERT;
  int place = 1;
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, DeviceSlot, i).effect->node.id == moved)
      kind = g_array_index (slots, DeviceSlot, i).row;
  for (guint i = 0; i < slots->len; i++) {
    const DeviceSlot *slot = &g_array_index (slots, DeviceSlot, i);
    GtkWidget *row = row_of (list, slot->effect->node.id);
    graphene_rect_t area;
    if (slot->row != kind || slot->effect->node.id == moved || !row ||
        !gtk_widget_compute_bounds (row, list->list, &area))
      continue;
    place += y > area.origin.y + area.size.height / 2;
  }
  return place;
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, LqChainList *list)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    GSList *files = g_value_get_boxed (value);
    g_autofree char *path = files ? g_file_get_path (files->data) : NULL;
    if (!path || !g_str_has_suffix (path, ".preset"))
      return FALSE;
    g_signal_emit (list, signals[DROPPED], 0, path);
    return TRUE;
  }
  const char *text = g_value_get_string (value);
  Id id;
  if (text && g_str_has_prefix (text, NODE_DRAG)) {
    g_signal_emit (list, signals[DROPPED], 0, text + strlen (NODE_DRAG));
    return TRUE;
  }
  if (!text || !g_str_has_prefix (text, "lacquer-device:") ||
      !id_read (text + strlen ("lacquer-device:"), &id) || !row_of (list, id))
    return FALSE;
  g_signal_emit (list, signals[MOVED], 0, (guint64) id, place_at (list, id, y));
  return TRUE;
}

static void
lq_chain_list_finalize (GObject *object)
{
  g_free (LQ_CHAIN_LIST (object)->shown);
  G_OBJECT_CLASS (lq_chain_list_parent_class)->finalize (object);
}

static void
lq_chain_list_class_init (LqChainListClass *class)
{
  const GType type = LQ_TYPE_CHAIN_LIST;
  const GSignalFlags last = G_SIGNAL_RUN_LAST;
  G_OBJECT_CLASS (class)->finalize = lq_chain_list_finalize;
  signals[CHOSEN] =
      g_signal_new ("chosen", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SWITCHED] = g_signal_new ("switched", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_UINT64, G_TYPE_BOOLEAN);
  signals[MOVED] = g_signal_new ("moved", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_UINT64, G_TYPE_INT);
  signals[ADD] = g_signal_new ("add", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] =
      g_signal_new ("dropped", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lq_chain_list_init (LqChainList *list)
{
  GType types[] = { G_TYPE_STRING, GDK_TYPE_FILE_LIST };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *scrolled = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *label = gtk_label_new (_ ("Add device"));

  gtk_widget_add_css_class (GTK_WIDGET (list), "chain-list");
  list->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list->list), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Devices"), -1);
  g_signal_connect (list->list, "row-selected", G_CALLBACK (row_selected), list);
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect (drop, "drop", G_CALLBACK (dropped), list);
  gtk_widget_add_controller (list->list, GTK_EVENT_CONTROLLER (drop));
  list->key = gtk_label_new ("");
  list->add = gtk_button_new ();
  gtk_widget_add_css_class (list->key, "hint");
  gtk_widget_add_css_class (list->add, "device-add");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (words), gtk_image_new_from_icon_name ("lq-plus-symbolic"));
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), list->key);
  gtk_button_set_child (GTK_BUTTON (list->add), words);
  g_signal_connect (list->add, "clicked", G_CALLBACK (add_clicked), list);
  gtk_box_append (GTK_BOX (column), list->list);
  gtk_box_append (GTK_BOX (column), list->add);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (list), scrolled);
}

GtkWidget *
lq_chain_list_new (LqDesk *desk)
{
  LqChainList *list = g_object_new (LQ_TYPE_CHAIN_LIST, NULL);
  list->desk = desk;
  return GTK_WIDGET (list);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/devices_private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/device/chain_list.h"
#include "ui/draw/compat.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"

G_DEFINE_FINAL_TYPE (LqDevices, lq_devices, GTK_TYPE_BOX)

enum { ADD, ADD_KIND, ADDED, SAVE_PRESET, N_SIGNALS };
static guint signals[N_SIGNALS];

const Track *
devices_track (LqDevices *devices)
{
  return project_find_track (lq_desk_project (devices->desk),
                             devices->stays ? devices->stays
                                            : lq_desk_cursor_track (devices->desk));
}

static bool
has (const GArray *slots, Id effect)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, DeviceSlot, i).effect->node.id == effect)
      return true;
  return false;
}

void
devices_remember (LqDevices *devices, Id track, Id effect)
{
  const gint64 key = (gint64) track, value = (gint64) effect;
  g_hash_table_insert (devices->chosen, g_memdup2 (&key, sizeof key),
                       g_memdup2 (&value, sizeof value));
}

/* The one that was chosen there last, else the first. */
static Id
choice_of (LqDevices *devices, Id track, const GArray *slots)
{
  const gint64 key = (gint64) track;
  const gint64 *kept = g_hash_table_lookup (devices->chosen, &key);
  if (kept && has (slots, (Id) *kept))
    return (Id) *kept;
  return slots->len ? g_array_index (slots, DeviceSlot, 0).effect->node.id : 0;
}

/* What was added meanwhile is chosen, and told. */
static const DeviceSlot *
find_added (LqDevices *devices, Id track, const GArray *slots)
{
  const DeviceSlot *added = NULL;
  for (guint i = 0; track == devices->shown_track && i < slots->len; i++) {
    const DeviceSlot *slot = &g_array_index (slots, DeviceSlot, i);
    bool was = false;
    for (guint k = 0; k < devices->shown->len; k++)
      was |= g_array_index (devices->shown, Id, k) == slot->effect->node.id;
    added = was ? added : slot;
  }
  devices->shown_track = track;
  g_array_set_size (devices->shown, 0);
  for (guint i = 0; i < slots->len; i++)
    g_array_append_val (devices->shown, g_array_index (slots, DeviceSlot, i).effect->node.id);
  return added;
}

static void
show_empty (LqDevices *devices, const Track *track)
{
  g_autofree char *text =
      !track ? g_strdup (_ ("Select a track to see its devices."))
      : track->kind == TRACK_VCA || track->kind == TRACK_FOLDER || track->kind == TRACK_MIDI
          ? g_strdup_printf (_ ("%s carries no sound."), text_get (track->name))
          : g_strdup_printf (_ ("No devices on %s yet."), text_get (track->name));
  gtk_label_set_text (GTK_LABEL (devices->empty_words), text);
  gtk_stack_set_visible_child (GTK_STACK (devices->stack), devices->empty);
}

static GtkWidget *
focus_of (LqDevices *devices)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (devices));
  return root ? gtk_root_get_focus (root) : NULL;
}

static bool
is_focused (LqDevices *devices)
{
  GtkWidget *focus = focus_of (devices);
  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (devices));
}

/* Not where the user has gone on meanwhile. */
static gboolean
focus_late (gpointer data)
{
  LqDevices *devices = data;
  GtkWidget *focus = focus_of (devices);
  devices->focusing = 0;
  if (!focus || focus == devices->focus_before || is_focused (devices))
    lq_devices_focus (devices);
  return G_SOURCE_REMOVE;
}

/* The card, once it has its room. */
void
devices_focus_soon (LqDevices *devices)
{
  devices->focus_before = focus_of (devices);
  if (!devices->focusing)
    devices->focusing = g_idle_add_full (G_PRIORITY_LOW, focus_late, devices, NULL);
}

void
devices_show (LqDevices *devices)
{
  const Track *track = devices_track (devices);
  const Id id = track ? track->node.id : 0;
  g_autoptr (GArray) slots = device_slots (track);
  const DeviceSlot *added = find_added (devices, id, slots);
  if (added)
    devices_remember (devices, id, added->effect->node.id);
  const Id chosen = choice_of (devices, id, slots);
  const bool other = chosen != devices->hand.effect, focused = is_focused (devices);
  const bool in_list = lq_devices_list_focused (devices);
  device_hand_take (&devices->hand, id, chosen);
  device_hand_read (&devices->hand);
  lq_chain_list_show (LQ_CHAIN_LIST (devices->list), id, chosen);
  if (chosen) {
    devices_remember (devices, id, chosen);
    lq_device_card_show (LQ_DEVICE_CARD (devices->card),
                         device_sides_is_b (devices->sides, chosen));
    gtk_stack_set_visible_child (GTK_STACK (devices->stack), devices->card);
  } else {
    show_empty (devices, track);
  }
  /* What had the focus is another one now, or gone. */
  if (focused && other && (!in_list || added || !chosen))
    devices_focus_soon (devices);
  if (added && added->spec)
    g_signal_emit (devices, signals[ADDED], 0, added->spec->kind);
}

static void
desk_changed (LqDesk *desk, guint what, LqDevices *devices)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (devices)))
    return;
  if (what & (DESK_PROJECT | DESK_CURSOR | DESK_TOUCH | DESK_TRANSPORT))
    devices_show (devices);
}

/* What comes in lands where the work is; before it shows it has to wait for that. */
static gboolean
lq_devices_take_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LqDevices *devices = LQ_DEVICES (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  if (focus && gtk_widget_is_ancestor (focus, widget))
    return GTK_WIDGET_CLASS (lq_devices_parent_class)->focus (widget, direction);
  if (gtk_widget_get_mapped (widget) && lq_devices_focus (devices))
    return TRUE;
  devices_focus_soon (devices);
  return TRUE;
}

static void
mapped (GtkWidget *widget, gpointer data)
{
  devices_show (LQ_DEVICES (widget));
}

static void
unmapped (GtkWidget *widget, gpointer data)
{
  Live *live = lq_desk_live (LQ_DEVICES (widget)->desk);
  if (live) {
    live_watch (live, 0);
    live_watch_strip (live, 0);
    level_match_stop (LQ_DEVICES (widget)->match, live);
  }
}

void
lq_devices_tick (LqDevices *devices, gint64 now)
{
  Live *live = lq_desk_live (devices->desk);
  InsertTapReading reading = { 0 };
  if (!live || !devices->hand.effect || !gtk_widget_get_mapped (GTK_WIDGET (devices)))
    return;
  const bool rolling = lq_desk_is_rolling (devices->desk);
  level_match_read (devices->match, live, devices->hand.track, devices_chain_works (devices));
  live_watch (live, devices->hand.effect);
  live_read_watched (live, &reading);
  lq_device_card_tick (LQ_DEVICE_CARD (devices->card), live, &reading, rolling, now);
  if (rolling && reading.reduction > 0.05f) {
    g_autofree char *text = value_text_level (-reading.reduction);
    lq_chain_list_show_reduction (LQ_CHAIN_LIST (devices->list), text);
    devices->reads = true;
  } else if (!rolling && devices->reads) {
    lq_chain_list_show_reduction (LQ_CHAIN_LIST (devices->list), NULL);
    devices->reads = false;
  }
}

DeviceHand *
lq_devices_hand (LqDevices *devices)
{
  return &devices->hand;
}

LqDeviceCard *
lq_devices_card (LqDevices *devices)
{
  return LQ_DEVICE_CARD (devices->card);
}

Id
lq_devices_track (LqDevices *devices)
{
  const Track *track = devices_track (devices);
  return track ? track->node.id : 0;
}

bool
lq_devices_list_focused (LqDevices *devices)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (devices));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  return focus && gtk_widget_is_ancestor (focus, devices->list);
}

bool
lq_devices_focus_list (LqDevices *devices)
{
  return lq_chain_list_focus (LQ_CHAIN_LIST (devices->list));
}

bool
lq_devices_focus (LqDevices *devices)
{
  return (devices->hand.spec && lq_device_card_focus (LQ_DEVICE_CARD (devices->card))) ||
         lq_devices_focus_list (devices);
}

void
lq_devices_choose (LqDevices *devices, Id effect)
{
  const Track *track = devices_track (devices);
  if (!track || effect == devices->hand.effect)
    return;
  devices_remember (devices, track->node.id, effect);
  devices_show (devices);
}

void
lq_devices_stay (LqDevices *devices, Id track, Id effect)
{
  devices->stays = track;
  gtk_widget_set_visible (devices->list, FALSE);
  devices_remember (devices, track, effect);
  devices_show (devices);
}

static void
chosen (LqChainList *list, guint64 effect, LqDevices *devices)
{
  lq_devices_choose (devices, effect);
}

static void
switched (LqChainList *list, guint64 effect, gboolean on, LqDevices *devices)
{
  devices_set_bypass (devices, effect, !on);
}

static void
card_switched (LqDeviceCard *card, gboolean on, LqDevices *devices)
{
  devices_set_bypass (devices, devices->hand.effect, !on);
}

static void
moved (LqChainList *list, guint64 effect, int to, LqDevices *devices)
{
  devices_move_to (devices, effect, to);
}

static void
add (GtkWidget *widget, LqDevices *devices)
{
  g_signal_emit (devices, signals[ADD], 0);
}

static void
side_chosen (LqDeviceCard *card, gboolean b, LqDevices *devices)
{
  if (b != device_sides_is_b (devices->sides, devices->hand.effect))
    lq_devices_compare (devices);
}

static void
preset_chosen (LqDeviceCard *card, const char *name, LqDevices *devices)
{
  lq_devices_preset (devices, name);
}

static void
sidechain_chosen (LqDeviceCard *card, guint64 track, LqDevices *devices)
{
  char id[ID_TEXT_SIZE];
  g_autofree char *rest = g_strdup_printf ("from=%s", track ? id_write (id, track) : "none");
  device_hand_run (&devices->hand, "sidechain.set", rest);
}

static void
file_chosen (GListModel *files, void *data)
{
  LqDevices *devices = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  const DeviceSpec *spec = devices->hand.spec;
  for (int i = 0; path && spec && i < spec->n_params; i++)
    if (spec->params[i].type == PARAM_FILE) {
      g_autofree char *quoted = g_shell_quote (path);
      g_autofree char *rest = g_strdup_printf ("%s=%s", spec->params[i].name, quoted);
      device_hand_run (&devices->hand, "effect.set", rest);
      return;
    }
}

static void
file_wanted (LqParams *params, int param, LqDevices *devices)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (devices));
  compat_choose (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, CHOOSE_OPEN,
                 devices->hand.spec->params[param].label, NULL, NULL, NULL, file_chosen, devices);
}

static void
recent_clicked (GtkButton *button, LqDevices *devices)
{
  g_signal_emit (devices, signals[ADD_KIND], 0, g_object_get_data (G_OBJECT (button), "kind"));
}

void
lq_devices_set_recent (LqDevices *devices, const char *const *kinds)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (devices->recent)))
    gtk_box_remove (GTK_BOX (devices->recent), child);
  for (int i = 0; kinds && kinds[i]; i++) {
    const DeviceSpec *spec = device_spec (kinds[i]);
    if (!spec)
      continue;
    GtkWidget *button = gtk_button_new_with_label (spec->label);
    g_object_set_data (G_OBJECT (button), "kind", (void *) spec->kind);
    g_signal_connect (button, "clicked", G_CALLBACK (recent_clicked), devices);
    gtk_box_append (GTK_BOX (devices->recent), button);
  }
}

void
lq_devices_set_add_key (LqDevices *devices, const char *key)
{
  lq_chain_list_set_key (LQ_CHAIN_LIST (devices->list), key);
}

static void
lq_devices_dispose (GObject *object)
{
  LqDevices *devices = LQ_DEVICES (object);
  g_clear_handle_id (&devices->focusing, g_source_remove);
  if (devices->desk) {
    g_signal_handlers_disconnect_by_data (devices->desk, devices);
    device_hand_clear (&devices->hand);
    g_clear_object (&devices->desk);
  }
  g_clear_pointer (&devices->sides, device_sides_free);
  g_clear_pointer (&devices->match, level_match_free);
  g_clear_pointer (&devices->chosen, g_hash_table_unref);
  g_clear_pointer (&devices->shown, g_array_unref);
  G_OBJECT_CLASS (lq_devices_parent_class)->dispose (object);
}

static void
lq_devices_class_init (LqDevicesClass *class)
{
  const GType type = LQ_TYPE_DEVICES;
  G_OBJECT_CLASS (class)->dispose = lq_devices_dispose;
  GTK_WIDGET_CLASS (class)->focus = lq_devices_take_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ADD_KIND] = g_signal_new ("add-kind", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ADDED] = g_signal_new ("added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);
  signals[SAVE_PRESET] =
      g_signal_new ("save-preset", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_empty (LqDevices *devices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_label (_ ("Add device"));
  devices->empty_words = gtk_label_new ("");
  devices->recent = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "device-empty");
  gtk_widget_add_css_class (button, "primary");
  gtk_widget_add_css_class (devices->recent, "device-recent");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (devices->recent, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (add), devices);
  gtk_box_append (GTK_BOX (box), devices->empty_words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), devices->recent);
  return box;
}

static void
lq_devices_init (LqDevices *devices)
{
  devices->sides = device_sides_new ();
  devices->match = level_match_new ();
  devices->shown = g_array_new (FALSE, FALSE, sizeof (Id));
  devices->chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_add_css_class (GTK_WIDGET (devices), "devices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (devices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Devices"), -1);
  g_signal_connect (devices, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect (devices, "unmap", G_CALLBACK (unmapped), NULL);
}

GtkWidget *
lq_devices_new (LqDesk *desk)
{
  LqDevices *devices = g_object_new (LQ_TYPE_DEVICES, NULL);
  devices->desk = g_object_ref (desk);
  device_hand_init (&devices->hand, desk);
  devices->list = lq_chain_list_new (desk);
  devices->stack = gtk_stack_new ();
  devices->card = lq_device_card_new (&devices->hand);
  devices->empty = new_empty (devices);
  gtk_widget_set_hexpand (devices->list, FALSE);
  gtk_widget_set_hexpand (devices->stack, TRUE);
  gtk_stack_add_child (GTK_STACK (devices->stack), devices->empty);
  gtk_stack_add_child (GTK_STACK (devices->stack), devices->card);
  gtk_box_append (GTK_BOX (devices), devices->list);
  gtk_box_append (GTK_BOX (devices), devices->stack);
  g_signal_connect (devices->list, "chosen", G_CALLBACK (chosen), devices);
  g_signal_connect (devices->list, "switched", G_CALLBACK (switched), devices);
  g_signal_connect (devices->list, "moved", G_CALLBACK (moved), devices);
  g_signal_connect (devices->list, "add", G_CALLBACK (add), devices);
  g_signal_connect_swapped (devices->list, "dropped", G_CALLBACK (devices_drop), devices);
  g_signal_connect (devices->card, "switched", G_CALLBACK (card_switched), devices);
  g_signal_connect (devices->card, "side", G_CALLBACK (side_chosen), devices);
  g_signal_connect (devices->card, "preset", G_CALLBACK (preset_chosen), devices);
  g_signal_connect (devices->card, "sidechain", G_CALLBACK (sidechain_chosen), devices);
  g_signal_connect (lq_device_card_params (LQ_DEVICE_CARD (devices->card)), "file",
                    G_CALLBACK (file_wanted), devices);
  g_signal_connect (desk, "changed", G_CALLBACK (desk_changed), devices);
  return GTK_WIDGET (devices);
}

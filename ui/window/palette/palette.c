/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/room.h"
#include "ui/window/palette/palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "edit/command.h"
#include "ui/draw/theme.h"
#include "ui/palette/search.h"
#include "ui/palette/target.h"
#include "ui/window/actions/do.h"
#include "ui/window/palette/palette_list.h"
#include "ui/window/palette/palette_private.h"
#include "ui/window/prefs.h"
#include "ui/window/resolver.h"

#define WIDTH 680 /* units */
#define NARROW 600 /* without the last hints */
#define AT_SIDES 12
#define TOP 0.15 /* of the window */
#define BOTTOM 24 /* units below, at least */
#define AROUND 132 /* of the height, around the list */
#define MOST_LIST 440
#define KEY "lq-palette"

typedef struct {
  LqWindow *window;
  GtkWidget *text, *count, *chips[N_FILTERS], *list, *note;
  GPtrArray *items;
  bool keeps; /* the chips follow the text, not the other way round */
} Palette;

static const char *const chip_names[N_FILTERS] = { N_ ("All"),       N_ ("Actions >"),
                                                   N_ ("Go to @"),   N_ ("Tracks #"),
                                                   N_ ("Devices +"), N_ ("Settings =") };

static const char *
refused (const Action *action, void *data)
{
  return doing_refused (data, action);
}

static const char *
typed (Palette *palette)
{
  return gtk_editable_get_text (GTK_EDITABLE (palette->text));
}

static void
type (Palette *palette, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (palette->text), text);
  gtk_editable_set_position (GTK_EDITABLE (palette->text), -1);
}

static void
show_count (Palette *palette, int found)
{
  const guint all = palette->items->len;
  int n, total = 0;
  const Action *actions = actions_all (&n);
  for (int i = 0; i < n; i++)
    total += actions[i].place != PLACE_DIALOG;
  g_autofree char *text = found > 0 ? g_strdup_printf (_ ("%d of %d commands"), found, total)
                                    : g_strdup_printf (ngettext ("%u found", "%u found", all), all);
  gtk_label_set_text (GTK_LABEL (palette->count), text);
}

/* Said in the palette, as a toast lies below it. */
static void
note (Palette *palette, const char *text)
{
  gtk_label_set_text (GTK_LABEL (palette->note), text);
  gtk_widget_set_visible (palette->note, *text != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (palette->note), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
search (Palette *palette)
{
  const char *rest;
  g_auto (GStrv) recent = g_settings_get_strv (prefs (), "recent-actions");
  const PaletteContext context = { .desk = lq_window_desk (palette->window),
                                   .settings = prefs (),
                                   .recent = (const char *const *) recent,
                                   .refused = refused,
                                   .data = palette->window };
  const PaletteFilter filter = filter_of (typed (palette), &rest);
  int found;
  GPtrArray *items = palette_search (&context, typed (palette), &found);
  lq_palette_list_set_items (LQ_PALETTE_LIST (palette->list), items);
  g_clear_pointer (&palette->items, g_ptr_array_unref);
  palette->items = items;
  show_count (palette, found);
  note (palette, "");
  palette->keeps = true;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (palette->chips[filter]), TRUE);
  palette->keeps = false;
}

static void
chip_toggled (GtkToggleButton *chip, Palette *palette)
{
  const char *rest;
  if (palette->keeps || !gtk_toggle_button_get_active (chip))
    return;
  const int filter = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "filter"));
  filter_of (typed (palette), &rest);
  g_autofree char *text = g_strconcat (filter_sign ((PaletteFilter) filter), rest, NULL);
  type (palette, text);
  gtk_widget_grab_focus (palette->text);
  gtk_editable_set_position (GTK_EDITABLE (palette->text), -1);
}

static const PaletteItem *
chosen (Palette *palette)
{
  const int index = lq_palette_list_chosen (LQ_PALETTE_LIST (palette->list));
  return index < 0 ? NULL : palette->items->pdata[index];
}

static Palette *
palette_of (LqWindow *window)
{
  return g_object_get_data (G_OBJECT (window), KEY);
}

static void
note_refusal (Palette *palette, const PaletteItem *item)
{
  g_autofree char *text = item->refused ? g_strdup_printf ("%s: %s", item->title, item->refused)
                                        : g_strdup_printf ("%s. %s", item->title, item->subtitle);
  note (palette, text);
}

static void
run (Palette *palette, bool keep)
{
  LqWindow *window = palette->window;
  const PaletteItem *item = chosen (palette);
  /* The item outlives the palette. */
  g_autoptr (GPtrArray) G_GNUC_UNUSED items = g_ptr_array_ref (palette->items);
  g_autoptr (GError) error = NULL;

  if (!item)
    return;
  if (item->refused || item->kind == ITEM_PROBLEM) {
    note_refusal (palette, item);
    return;
  }
  if (!keep)
    lq_window_hide_layer (window);
  if (item->action) {
    prefs_add_action (item->action->id);
    do_action (window, item->action->id);
  } else if (!item_run (item, lq_window_desk (window), prefs (), &error) && !keep) {
    lq_window_toast (window, error->message, false);
  }
  /* The action may have put another layer in its place. */
  if (keep && palette_of (window) == palette) {
    const int index = lq_palette_list_chosen (LQ_PALETTE_LIST (palette->list));
    search (palette);
    lq_palette_list_choose (LQ_PALETTE_LIST (palette->list), index);
    g_autofree char *done = g_strdup_printf (_ ("Done: %s"), item->title);
    note (palette, error ? error->message : done);
  }
}

static void
explain (Palette *palette, const PaletteItem *item)
{
  GString *text = g_string_new (item->title);
  if (item->action && item->action->runs) {
    g_auto (GStrv) names = g_strsplit (item->action->runs, " ", -1);
    for (char **name = names; *name; name++) {
      const CommandSpec *spec = command_find (*name);
      if (spec)
        g_string_append_printf (text, "\n%s: %s", spec->name, spec->help);
    }
  }
  if (item->refused)
    g_string_append_printf (text, "\n%s", item->refused);
  note (palette, text->str);
  g_string_free (text, TRUE);
}

void
palette_do (LqWindow *window, int deed)
{
  Palette *palette = palette_of (window);
  const PaletteItem *item = palette ? chosen (palette) : NULL;
  if (!palette)
    return;
  switch ((PaletteDeed) deed) {
  case PALETTE_RUN:
  case PALETTE_RUN_KEEP:
    run (palette, deed == PALETTE_RUN_KEEP);
    break;
  case PALETTE_ARGUMENTS:
    if (item && item->fill) {
      g_autofree char *text = g_strdup (item->fill); /* the item goes with the first change */
      type (palette, text);
    }
    break;
  case PALETTE_ASSIGN:
    if (!item || !item->action) {
      note (palette, _ ("Only actions take keys."));
      break;
    }
    lq_window_hide_layer (window);
    do_action (window, "app.preferences"); /* it holds the keys */
    break;
  case PALETTE_EXPLAIN:
    if (item)
      explain (palette, item);
    break;
  case PALETTE_CLOSE:
    lq_window_hide_layer (window);
    break;
  }
}

/* Keys of the list, whatever the map says. */
static bool
move (Palette *palette, const KeyPress *key)
{
  LqPaletteList *list = LQ_PALETTE_LIST (palette->list);
  const int now = lq_palette_list_chosen (list), page = lq_palette_list_page (list);
  const int last = (int) palette->items->len - 1;
  const struct {
    const char *name;
    unsigned mods;
    int to;
  } moves[] = { { "Up", 0, now > 0 ? now - 1 : last },
                { "Down", 0, now < last ? now + 1 : 0 },
                { "Page Up", 0, now - page },
                { "Page Down", 0, now + page },
                { "Home", KEY_CTRL, 0 },
                { "End", KEY_CTRL, last } };
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++)
    if (!strcmp (key->name, moves[i].name) && key->mods == moves[i].mods) {
      lq_palette_list_choose (list, moves[i].to);
      return true;
    }
  return false;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             Palette *palette)
{
  LqWindow *window = palette->window;
  const KeyPress key = resolver_key (keyval, code, state);
  if (!*key.name)
    return GDK_EVENT_PROPAGATE;
  if (move (palette, &key))
    return GDK_EVENT_STOP;
  const Action *action = keymap_find (lq_window_keymap (window), PLACE_DIALOG, &key);
  const Doing *doing = action ? doing_find (action->id) : NULL;
  if (!doing)
    return GDK_EVENT_PROPAGATE;
  doing->run (window, doing->arg);
  return GDK_EVENT_STOP;
}

static void
list_run (LqPaletteList *list, Palette *palette)
{
  run (palette, false);
}

static GtkWidget *
cap (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "cap");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
make_head (Palette *palette)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "palette-head");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("lq-search-symbolic"));
  palette->text =
      g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_SEARCH_BOX, NULL);
  gtk_text_set_placeholder_text (GTK_TEXT (palette->text),
                                 _ ("An action, a track and its level, a place"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (palette->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Commands"), -1);
  gtk_widget_set_hexpand (palette->text, TRUE);
  gtk_box_append (GTK_BOX (box), palette->text);
  palette->count = gtk_label_new ("");
  gtk_widget_add_css_class (palette->count, "count");
  gtk_box_append (GTK_BOX (box), palette->count);
  GtkWidget *escape = cap (_ ("Esc"));
  gtk_box_append (GTK_BOX (box), escape);
  room_use (box);
  room_rank (escape, 1);
  room_rank (palette->count, 2);
  return box;
}

static GtkWidget *
make_chips (Palette *palette, bool narrow)
{
  LqDesk *desk = lq_window_desk (palette->window);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "palette-chips");
  for (int i = 0; i < N_FILTERS; i++) {
    GtkWidget *chip = gtk_toggle_button_new_with_label (_ (chip_names[i]));
    gtk_widget_add_css_class (chip, "chip");
    gtk_widget_set_focusable (chip, FALSE);
    g_object_set_data (G_OBJECT (chip), "filter", GINT_TO_POINTER (i));
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (palette->chips[0]));
    g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled), palette);
    palette->chips[i] = chip;
    gtk_box_append (GTK_BOX (box), chip);
    room_rank (chip, i);
  }
  room_use (box);
  if (!desk || narrow)
    return box;
  g_autofree char *target = target_text (desk);
  GtkWidget *on = gtk_label_new (_ ("Acting on")), *label = gtk_label_new (target);
  gtk_widget_add_css_class (on, "acting");
  gtk_widget_set_hexpand (on, TRUE);
  gtk_widget_set_halign (on, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "target");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_box_append (GTK_BOX (box), on);
  gtk_box_append (GTK_BOX (box), label);
  room_rank (on, N_FILTERS + 1);
  room_rank (label, N_FILTERS);
  return box;
}

static GtkWidget *
make_foot (Palette *palette, bool narrow)
{
  static const struct {
    const char *id, *text;
  } hints[] = { { "palette.run", N_ ("Run") },
                { "palette.run-keep", N_ ("Run and keep open") },
                { "palette.arguments", N_ ("Arguments") },
                { "palette.assign", N_ ("Assign key") },
                { "palette.explain", N_ ("Help") } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "palette-foot");
  gtk_box_append (GTK_BOX (box), cap ("↑ ↓"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Choose")));
  const size_t most = narrow ? 3 : G_N_ELEMENTS (hints);
  for (size_t i = 0; i < most; i++) {
    int n = 0;
    const KeyPress *keys =
        keymap_keys (lq_window_keymap (palette->window), action_find (hints[i].id), &n);
    if (n == 0)
      continue;
    g_autofree char *label = key_label (resolver_layout (), keys);
    GtkWidget *key = cap (label), *text = gtk_label_new (_ (hints[i].text));
    gtk_box_append (GTK_BOX (box), key);
    gtk_box_append (GTK_BOX (box), text);
    room_rank (key, (int) i + 1);
    room_rank (text, (int) i + 1);
  }
  room_use (box);
  return box;
}

static void
palette_free (gpointer data)
{
  Palette *palette = data;
  if (palette_of (palette->window) == palette)
    g_object_set_data (G_OBJECT (palette->window), KEY, NULL);
  g_clear_pointer (&palette->items, g_ptr_array_unref);
  g_free (palette);
}

/* Of the window with its title; keys may come before its first frame. */
static void
room (LqWindow *window, int *width, int *height)
{
  *width = gtk_widget_get_width (GTK_WIDGET (window));
  *height = gtk_widget_get_height (GTK_WIDGET (window));
  if (*width <= 0 || *height <= 0)
    gtk_window_get_default_size (GTK_WINDOW (window), width, height);
}

void
palette_open (LqWindow *window, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();
  Palette *palette = g_new0 (Palette, 1);
  int wide, high;
  room (window, &wide, &high);
  const int title = gtk_widget_get_height (gtk_window_get_titlebar (GTK_WINDOW (window)));
  const int top = MAX ((int) (high * TOP) - title, 0);
  const int width = MIN (ui_px (WIDTH), wide - 2 * ui_px (AT_SIDES));

  palette->window = window;
  gtk_widget_set_size_request (box, MAX (width, ui_px (AT_SIDES)), -1);
  gtk_widget_add_css_class (box, "palette");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, top);
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), make_head (palette));
  gtk_box_append (GTK_BOX (box), make_chips (palette, width < ui_px (NARROW)));
  palette->list = lq_palette_list_new (window);
  lq_palette_list_set_entry (LQ_PALETTE_LIST (palette->list), palette->text);
  lq_palette_list_set_most (LQ_PALETTE_LIST (palette->list),
                            MIN (ui_px (MOST_LIST), high - title - top - ui_px (AROUND + BOTTOM)));
  g_signal_connect (palette->list, "run", G_CALLBACK (list_run), palette);
  gtk_box_append (GTK_BOX (box), palette->list);
  palette->note = gtk_label_new ("");
  gtk_widget_add_css_class (palette->note, "palette-note");
  gtk_label_set_wrap (GTK_LABEL (palette->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (palette->note), 0);
  gtk_widget_set_visible (palette->note, FALSE);
  gtk_box_append (GTK_BOX (box), palette->note);
  gtk_box_append (GTK_BOX (box), make_foot (palette, width < ui_px (NARROW)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), palette);
  gtk_widget_add_controller (box, keys);
  type (palette, text);
  search (palette);
  g_signal_connect_swapped (palette->text, "changed", G_CALLBACK (search), palette);
  g_object_set_data_full (G_OBJECT (box), "palette", palette, palette_free);
  lq_window_show_layer (window, box);
  g_object_set_data (G_OBJECT (window), KEY, palette);
  gtk_widget_grab_focus (palette->text);
  gtk_editable_set_position (GTK_EDITABLE (palette->text), -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls of the piano roll in the tab row: color, scale, grid. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/desk/desk_notes.h"
#include "ui/editor/roll_page_private.h"

typedef struct {
  Roll *roll;
  GtkWidget *color, *scale, *grid, *record;
  GSimpleAction *lock, *triplet, *snap, *notes, *input;
} Tools;

static void
choose_color (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  roll->plain_color = g_str_equal (g_variant_get_string (value, NULL), "track");
  roll_set_state (roll);
}

static void
choose_scale (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  roll->own_scale = (int) g_ascii_strtoll (g_variant_get_string (value, NULL), NULL, 10);
  roll_set_state (roll);
}

static void
choose_grid (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  const int part = (int) g_ascii_strtoll (g_variant_get_string (value, NULL), NULL, 10);
  roll->grid.step = 4 * TICKS_PER_QUARTER / MAX (part, 1);
  roll_set_state (roll);
}

static void
choose_mode (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  const char *text = g_variant_get_string (value, NULL);
  lq_desk_set_note_mode (roll->desk, (RecordMode) g_ascii_strtoll (text, NULL, 10));
}

static void
choose_input (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  lq_desk_set_note_grid (roll->desk, g_variant_get_string (value, NULL));
}

static void
toggle (GSimpleAction *action, GVariant *value, void *data)
{
  Roll *roll = data;
  const char *name = g_action_get_name (G_ACTION (action));
  bool *flag = g_str_equal (name, "lock")      ? &roll->locked
               : g_str_equal (name, "triplet") ? &roll->grid.triplet
                                               : &roll->grid.snap;
  *flag = !*flag;
  roll_set_state (roll);
}

static void
append (GMenu *menu, const char *text, const char *action, int value)
{
  g_autofree char *detailed = g_strdup_printf ("roll.%s::%d", action, value);
  g_menu_append (menu, text, detailed);
}

static GMenuModel *
color_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_menu_append (menu, _ ("Velocity"), "roll.color::velocity");
  g_menu_append (menu, _ ("Track"), "roll.color::track");
  return G_MENU_MODEL (menu);
}

static GMenuModel *
scale_menu (void)
{
  GMenu *menu = g_menu_new (), *kinds = g_menu_new (), *more = g_menu_new ();
  append (kinds, _ ("As the song"), "scale", -1);
  for (int i = 0; i < N_SCALE_KINDS; i++)
    append (kinds, _ (scale_kind_name ((ScaleKind) i)), "scale", i);
  g_menu_append (more, _ ("Keep notes in the scale"), "roll.lock");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (kinds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  g_object_unref (kinds);
  g_object_unref (more);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
grid_menu (void)
{
  GMenu *menu = g_menu_new (), *steps = g_menu_new (), *more = g_menu_new ();
  for (int part = 1; part <= 64; part *= 2) {
    g_autofree char *text = g_strdup_printf ("1/%d", part);
    append (steps, text, "grid", part);
  }
  g_menu_append (more, _ ("Triplets"), "roll.triplet");
  g_menu_append (more, _ ("Snap to the grid"), "roll.snap");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  g_object_unref (steps);
  g_object_unref (more);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
record_menu (void)
{
  static const char *const grids[] = { "1/4", "1/8", "1/8t", "1/16", "1/16t", "1/32" };
  GMenu *menu = g_menu_new (), *modes = g_menu_new (), *lines = g_menu_new ();
  append (modes, _ ("To takes"), "notes", RECORD_TAKES);
  append (modes, _ ("Overdub: into the clip"), "notes", RECORD_OVERDUB);
  append (modes, _ ("Replace what the clip holds"), "notes", RECORD_REPLACE);
  g_menu_append (lines, _ ("As played"), "roll.input::off");
  for (size_t i = 0; i < G_N_ELEMENTS (grids); i++) {
    g_autofree char *text = g_strdup_printf (_ ("Quantize to %s"), grids[i]);
    g_autofree char *action = g_strdup_printf ("roll.input::%s", grids[i]);
    g_menu_append (lines, text, action);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (modes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (lines));
  g_object_unref (modes);
  g_object_unref (lines);
  return G_MENU_MODEL (menu);
}

/* "Overdub 1/16" */
static void
show_record (Tools *tools)
{
  static const char *const names[] = { N_ ("Takes"), N_ ("Overdub"), N_ ("Replace") };
  LqDesk *desk = tools->roll->desk;
  const RecordMode mode = lq_desk_note_mode (desk);
  const char *grid = lq_desk_note_grid (desk);
  g_autofree char *text = g_strdup_printf ("%s%s%s", _ (names[mode]), *grid ? " " : "", grid);
  g_autofree char *number = g_strdup_printf ("%d", mode);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (tools->record), text);
  g_simple_action_set_state (tools->notes, g_variant_new_string (number));
  g_simple_action_set_state (tools->input, g_variant_new_string (*grid ? grid : "off"));
}

static GtkWidget *
add_menu (GtkWidget *box, const char *caption, GMenuModel *model)
{
  GtkWidget *label = gtk_label_new (caption), *button = gtk_menu_button_new ();
  gtk_widget_add_css_class (label, "tool-caption");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), model);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "grid");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                  -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_object_unref (model);
  return button;
}

void
roll_tools_show (GtkWidget *box, Roll *roll)
{
  Tools *tools = g_object_get_data (G_OBJECT (box), "tools");
  g_autofree char *grid = roll_grid_text (roll);
  char class[8];
  g_autofree char *scale =
      roll->scale.kind == SCALE_CHROMATIC
          ? g_strdup (_ ("chromatic"))
          : g_strdup_printf ("%s %s%s", scale_pitch_class (&roll->scale, roll->scale.tonic, class),
                             _ (scale_kind_name (roll->scale.kind)), roll->locked ? " ·" : "");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (tools->color),
                             roll->plain_color ? _ ("Track") : _ ("Velocity"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (tools->scale), scale);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (tools->grid), grid);
  g_simple_action_set_state (tools->lock, g_variant_new_boolean (roll->locked));
  g_simple_action_set_state (tools->triplet, g_variant_new_boolean (roll->grid.triplet));
  g_simple_action_set_state (tools->snap, g_variant_new_boolean (roll->grid.snap));
  show_record (tools);
  if (roll->grid.snap)
    gtk_widget_add_css_class (tools->grid, "snaps");
  else
    gtk_widget_remove_css_class (tools->grid, "snaps");
}

GtkWidget *
roll_tools_new (Roll *roll)
{
  static const GActionEntry entries[] = { { "color", choose_color, "s" },
                                          { "scale", choose_scale, "s" },
                                          { "grid", choose_grid, "s" },
                                          { "notes", choose_mode, "s", "'0'" },
                                          { "input", choose_input, "s", "'off'" },
                                          { "lock", toggle, NULL, "false" },
                                          { "triplet", toggle, NULL, "false" },
                                          { "snap", toggle, NULL, "true" } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GActionMap *map = G_ACTION_MAP (group);
  Tools *tools = g_new0 (Tools, 1);

  tools->roll = roll;
  gtk_widget_add_css_class (box, "editor-tools");
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), roll);
  tools->lock = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "lock"));
  tools->triplet = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "triplet"));
  tools->snap = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "snap"));
  tools->notes = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "notes"));
  tools->input = G_SIMPLE_ACTION (g_action_map_lookup_action (map, "input"));
  tools->color = add_menu (box, _ ("Color"), color_menu ());
  tools->scale = add_menu (box, _ ("Scale"), scale_menu ());
  tools->grid = add_menu (box, _ ("Grid"), grid_menu ());
  tools->record = add_menu (box, _ ("Record"), record_menu ());
  gtk_widget_insert_action_group (box, "roll", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (box), "tools", tools, g_free);
  roll_tools_show (box, roll);
  return box;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/grid_menu.h"

#include <glib/gi18n.h>

static const struct {
  const char *label, *value;
} steps[] = {
  { N_ ("4 bars"), "b4" }, { N_ ("2 bars"), "b2" }, { N_ ("1 bar"), "b1" },
  { N_ ("1/2"), "n2" },    { N_ ("1/4"), "n4" },    { N_ ("1/8"), "n8" },
  { N_ ("1/16"), "n16" },  { N_ ("1/32"), "n32" },  { N_ ("1/64"), "n64" },
};

/* Switches of the grid by name. */
static const struct {
  const char *label, *name;
  size_t offset; /* of the bool in DeskGrid */
} switches[] = {
  { N_ ("Triplets"), "triplet", offsetof (DeskGrid, triplet) },
  { N_ ("Snap"), "snap", offsetof (DeskGrid, snap) },
  { N_ ("Snap to clips"), "to-clips", offsetof (DeskGrid, to_clips) },
  { N_ ("Snap to markers and sections"), "to-markers", offsetof (DeskGrid, to_markers) },
  { N_ ("Snap to transients"), "to-transients", offsetof (DeskGrid, to_transients) },
};

static bool *
switch_of (LqDesk *desk, size_t index)
{
  return (bool *) ((char *) lq_desk_grid (desk) + switches[index].offset);
}

static GMenuModel *
menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) top = g_menu_new ();
  g_autoptr (GMenu) foot = g_menu_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *action = g_strdup_printf ("desk.grid::%s", steps[i].value);
    g_menu_append (top, _ (steps[i].label), action);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (switches); i++) {
    g_autofree char *action = g_strdup_printf ("desk.%s", switches[i].name);
    g_menu_append (foot, _ (switches[i].label), action);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (top));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (foot));
  return G_MENU_MODEL (menu);
}

static const char *
step_now (LqDesk *desk)
{
  const DeskGrid *grid = lq_desk_grid (desk);
  g_autofree char *value =
      grid->step == 0 ? g_strdup_printf ("b%d", grid->bars)
                      : g_strdup_printf ("n%d", (int) (4 * TICKS_PER_QUARTER / grid->step));
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].value, value))
      return steps[i].value;
  return "";
}

static void
show (LqDesk *desk, GActionMap *group)
{
  GAction *step = g_action_map_lookup_action (group, "grid");
  g_simple_action_set_state (G_SIMPLE_ACTION (step), g_variant_new_string (step_now (desk)));
  for (size_t i = 0; i < G_N_ELEMENTS (switches); i++)
    g_simple_action_set_state (
        G_SIMPLE_ACTION (g_action_map_lookup_action (group, switches[i].name)),
        g_variant_new_boolean (*switch_of (desk, i)));
}

static void
desk_changed (LqDesk *desk, guint what, GActionMap *group)
{
  if (what & DESK_STATE)
    show (desk, group);
}

static void
choose_step (GSimpleAction *action, GVariant *value, gpointer data)
{
  LqDesk *desk = data;
  DeskGrid *grid = lq_desk_grid (desk);
  const char *text = g_variant_get_string (value, NULL);
  const int number = (int) g_ascii_strtoll (text + 1, NULL, 10);
  grid->step = *text == 'b' ? 0 : 4 * TICKS_PER_QUARTER / MAX (number, 1);
  grid->bars = number;
  lq_desk_state_changed (desk);
}

static void
toggle (GSimpleAction *action, GVariant *value, gpointer data)
{
  LqDesk *desk = data;
  for (size_t i = 0; i < G_N_ELEMENTS (switches); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), switches[i].name))
      *switch_of (desk, i) = !*switch_of (desk, i);
  lq_desk_state_changed (desk);
}

void
grid_menu_attach (GtkMenuButton *button, LqDesk *desk)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) step = g_simple_action_new_stateful (
      "grid", G_VARIANT_TYPE_STRING, g_variant_new_string (step_now (desk)));
  g_autoptr (GMenuModel) menu = menu_new ();

  g_signal_connect_object (step, "activate", G_CALLBACK (choose_step), desk, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (step));
  for (size_t i = 0; i < G_N_ELEMENTS (switches); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
        switches[i].name, NULL, g_variant_new_boolean (*switch_of (desk, i)));
    g_signal_connect_object (action, "activate", G_CALLBACK (toggle), desk, 0);
    g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  }
  gtk_menu_button_set_menu_model (button, menu);
  gtk_widget_insert_action_group (GTK_WIDGET (button), "desk", G_ACTION_GROUP (group));
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), group, 0);
}

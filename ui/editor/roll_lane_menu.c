/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of what the lane below the notes shows: velocities, the usual controllers, pitch,
 * pressure and timbre of single notes, those that the clip has, and all others by number. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/theme.h"
#include "ui/editor/roll_lane.h"
#include "ui/editor/roll_page_private.h"

#define VELOCITY "velocity" /* in place of no name */
#define PER_MENU 16

static const char *const usual[] = { "bend", "cc1", "cc11", "cc64", "cc7", "cc10", "pressure" };

/* Of one note each. */
static const char *const of_notes[] = { "note:pitch", "note:pressure", "note:timbre" };

static void
choose (GSimpleAction *action, GVariant *value, gpointer data)
{
  LqPianoRoll *page = data;
  const char *param = g_variant_get_string (value, NULL);
  roll_lane_show (page->roll, strcmp (param, VELOCITY) ? param : NULL);
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
append (GMenu *menu, const char *param)
{
  g_autofree char *name = roll_lane_name (strcmp (param, VELOCITY) ? param : NULL);
  g_autofree char *action = g_strdup_printf ("lane.show::%s", param);
  g_menu_append (menu, name, action);
}

static bool
is_usual (const char *param)
{
  for (size_t i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!strcmp (usual[i], param))
      return true;
  return false;
}

static GMenuModel *
all_others (void)
{
  GMenu *menu = g_menu_new ();
  for (int first = 0; first < 120; first += PER_MENU) { /* from 120 on they are commands */
    g_autoptr (GMenu) some = g_menu_new ();
    const int last = MIN (first + PER_MENU, 120) - 1;
    for (int number = first; number <= last; number++) {
      g_autofree char *param = g_strdup_printf ("cc%d", number);
      g_autofree char *name = roll_lane_name (param);
      g_autofree char *text = g_strdup_printf ("%d", number);
      g_autofree char *label =
          strstr (name, text) ? g_strdup (name) : g_strdup_printf ("CC %d  %s", number, name);
      g_autofree char *action = g_strdup_printf ("lane.show::%s", param);
      g_menu_append (some, label, action);
    }
    g_autofree char *title = g_strdup_printf (_ ("CC %d to %d"), first, last);
    g_menu_append_submenu (menu, title, G_MENU_MODEL (some));
  }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
menu_new (Roll *roll)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) notes = g_menu_new ();
  g_autoptr (GMenu) there = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenuModel) others = all_others ();
  g_autoptr (GPtrArray) used = roll_lane_used (roll);
  append (first, VELOCITY);
  for (size_t i = 0; i < G_N_ELEMENTS (usual); i++)
    append (first, usual[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (of_notes); i++)
    append (notes, of_notes[i]);
  for (guint i = 0; i < used->len; i++)
    if (!is_usual (used->pdata[i]))
      append (there, used->pdata[i]);
  g_menu_append_submenu (more, _ ("Other controllers"), others);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (notes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (there));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
add_action (LqPianoRoll *page)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) show =
      g_simple_action_new_stateful ("show", G_VARIANT_TYPE_STRING, g_variant_new_string (VELOCITY));
  g_signal_connect (show, "activate", G_CALLBACK (choose), page);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (show));
  gtk_widget_insert_action_group (GTK_WIDGET (page), "lane", G_ACTION_GROUP (group));
  page->lane_action = show; /* the group keeps it, and the page the group */
}

/* Its foot stands on the lane, once it knows how high it is. */
static gboolean
fit (gpointer data)
{
  LqPianoRoll *page = data;
  if (page->lane_menu && gtk_widget_get_mapped (page->lane_menu)) {
    int least, wish;
    const int lane = gtk_widget_get_height (GTK_WIDGET (page)) - roll_page_lane_height (page);
    gtk_widget_measure (page->lane_menu, GTK_ORIENTATION_VERTICAL, -1, &least, &wish, NULL, NULL);
    gtk_popover_set_pointing_to (GTK_POPOVER (page->lane_menu),
                                 &(GdkRectangle){ ui_px (ROLL_KEYS), lane - wish, 1, 1 });
  }
  g_object_unref (page);
  return G_SOURCE_REMOVE;
}

/* Anew each time, since the clip may have got other controllers. */
void
lq_piano_roll_choose_lane (LqPianoRoll *page)
{
  g_autoptr (GMenuModel) model = menu_new (page->roll);
  if (!page->lane_action)
    add_action (page);
  g_clear_pointer (&page->lane_menu, gtk_widget_unparent);
  g_simple_action_set_state (page->lane_action,
                             g_variant_new_string (page->roll->lane ? page->roll->lane : VELOCITY));
  page->lane_menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (page->lane_menu), FALSE);
  gtk_widget_set_halign (page->lane_menu, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->lane_menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lane below the notes"), -1);
  gtk_widget_set_parent (page->lane_menu, GTK_WIDGET (page));
  gtk_popover_set_pointing_to (GTK_POPOVER (page->lane_menu),
                               &(GdkRectangle){ ui_px (ROLL_KEYS), 0, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (page->lane_menu));
  g_idle_add (fit, g_object_ref (page));
}

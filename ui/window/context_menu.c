/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/context_menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/arrange/ruler.h"
#include "ui/window/do.h"
#include "ui/window/menus.h"
#include "ui/window/window_private.h"

/* Ids of actions; they act on the cursor and the selection, which a right click has set. */
static const struct {
  const char *name;
  const char *const *actions;
} menus[] = {
  { "clip",
    (const char *const[]){ "edit.open", "edit.rename", "-", "edit.cut", "edit.copy",
                           "edit.duplicate", "edit.delete", "-", "clip.split", "clip.split-transients",
                           "clip.join", "clip.bounce", "-", "clip.fade-edges", "clip.crossfade",
                           "clip.normalize", "clip.transpose", "-", "clip.mute", "clip.loop",
                           "clip.reverse", "clip.quantize", "clip.strip-silence", "-",
                           "clip.group", "clip.ungroup", "track.color", "-", "clip.replace-file",
                           "clip.reveal-file", NULL } },
  { "lane", (const char *const[]){ "edit.paste", "edit.paste-insert", "clip.new", "-", "edit.cut",
                                   "edit.copy", "edit.delete", "edit.delete-close",
                                   "edit.insert-time", "-", "transport.loop-to-selection",
                                   "zoom.selection", "tempo.from-range", "range.bounce", "-",
                                   "track.automation", "track.takes", NULL } },
  { "automation",
    (const char *const[]){ "auto.add-point", "auto.hold", "auto.ramp", "auto.curve", "auto.thin",
                           "-", "auto.bypass", "auto.parameter", "track.automation-mode", NULL } },
  { "point", (const char *const[]){ "edit.delete-items", "auto.curve", "-", "auto.value-up",
                                    "auto.value-down", NULL } },
  { "take", (const char *const[]){ "comp.swipe", "comp.split", "comp.crossfade", "-", "comp.rate-1",
                                   "take.mute", "-", "comp.new", "comp.next", "comp.flatten",
                                   NULL } },
  { "bars", (const char *const[]){ "transport.loop", "transport.loop-to-selection",
                                   "transport.punch", "-", "marker.add", "-", "zoom.song",
                                   "zoom.selection", "tempo.from-range", NULL } },
  { "ruler", (const char *const[]){ "ruler.lanes", NULL } },
  { "item", (const char *const[]){ "ruler.loop", "ruler.select", "edit.duplicate", "track.color",
                                   "-", "ruler.lanes", NULL } },
  { "header",
    (const char *const[]){ "track.new", "track.duplicate", "track.duplicate-empty", "edit.rename",
                           "header.delete", "-", "track.group", "track.edit-group", "track.color",
                           "-", "track.automation", "track.takes", "track.freeze",
                           "track.add-device", "-", "header.input", "header.output", "-",
                           "header.taller", "header.shorter", "header.hide", "header.show-all",
                           NULL } },
};

static const char *const *
actions_of (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (menus); i++)
    if (!strcmp (menus[i].name, name))
      return menus[i].actions;
  return NULL;
}

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* What is done to one item of a ruler, or to the ruler itself. */
static void
append_ruler (GMenu *menu, const char *name, guint64 item)
{
  g_autoptr (GMenu) section = g_menu_new ();
  if (!strcmp (name, "item")) {
    append (section, _ ("Rename…"), "win.ruler-rename", g_variant_new_uint64 (item));
    append (section, _ ("Delete"), "win.ruler-remove", g_variant_new_uint64 (item));
  } else if (!strcmp (name, "ruler"))
    append (section, _ ("Add here…"), "win.ruler-add", g_variant_new_int32 ((int) item));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static gboolean
drop (gpointer popover)
{
  gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the item that was chosen acts after the menu has closed. */
static void
closed (GtkPopover *popover, gpointer data)
{
  g_idle_add (drop, g_object_ref (popover));
}

static void
show (LqWindow *window, const char *name, double x, double y, guint64 item)
{
  const char *const *actions = actions_of (name);
  if (!actions)
    return;
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) rows = menus_of_actions (window, actions);
  append_ruler (menu, name, item);
  g_menu_append_section (menu, NULL, rows);
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  g_object_unref (menu);
  gtk_widget_set_parent (popover, window->overlay);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
action_context (GSimpleAction *action, GVariant *value, gpointer data)
{
  LqWindow *window = data;
  const char *name;
  double x, y;
  guint64 item;
  g_variant_get (value, "(&sddt)", &name, &x, &y, &item);
  show (window, name, x, y, item);
}

/* By key: below the track cursor. */
static void
context (LqWindow *window, int arg)
{
  static const char *const names[N_PLACES] = { [PLACE_CLIP_LANE] = "clip",
                                               [PLACE_AUTOMATION_LANE] = "automation",
                                               [PLACE_TAKE_LANE] = "take",
                                               [PLACE_RULER_LANE] = "ruler",
                                               [PLACE_HEADERS] = "header" };
  LqDesk *desk = lq_window_desk (window);
  const char *name = names[lq_window_place (window)];
  const Rows *rows = lq_desk_rows (desk);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  if (!name || cursor->row >= rows->n)
    return;
  GtkWidget *from = lq_window_place (window) == PLACE_HEADERS
                        ? lq_arrange_headers (lq_window_arrange (window))
                        : lq_arrange_timeline (lq_window_arrange (window));
  const Row *row = &rows->rows[cursor->row];
  const double at = lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), cursor->at));
  double x = lq_window_place (window) == PLACE_HEADERS
                 ? 0
                 : CLAMP (at, 0, gtk_widget_get_width (from)),
         y = row->y + row->height - (double) lq_desk_view (desk)->y;
  gtk_widget_translate_coordinates (from, window->overlay, x,
                                    CLAMP (y, 0, gtk_widget_get_height (from)), &x, &y);
  show (window, name, x, y, RULER_MARKERS);
}

void
context_menu_attach (LqWindow *window)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new ("context", G_VARIANT_TYPE ("(sddt)"));
  g_signal_connect (action, "activate", G_CALLBACK (action_context), window);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}

const Doing doings_context[] = {
  { "focus.context-menu", context },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/context_menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/window/actions/do.h"
#include "ui/window/mixer_side.h"
#include "ui/window/window_private.h"

/* What acts on the cursor and the selection, which a right click has set. "-" parts sections, a row
 * without an id ends. */
typedef struct {
  const char *action, *label;
} MenuRow;

static const MenuRow clip_rows[] = {
  { "edit.open", N_ ("Open") },
  { "edit.rename", N_ ("Rename") },
  { "-" },
  { "edit.cut", N_ ("Cut") },
  { "edit.copy", N_ ("Copy") },
  { "edit.duplicate", N_ ("Duplicate") },
  { "edit.delete", N_ ("Delete") },
  { "-" },
  { "clip.split", N_ ("Split at the cursor") },
  { "clip.join", N_ ("Join") },
  { "clip.bounce", N_ ("Bounce in place") },
  { "clip.fade-edges", N_ ("Short fades") },
  { "clip.crossfade", N_ ("Crossfade") },
  { "clip.normalize", N_ ("Normalize") },
  { "clip.gain-point", N_ ("Gain point") },
  { "clip.transpose", N_ ("Transpose") },
  { "-" },
  { "clip.mute", N_ ("On or off") },
  { "clip.lock", N_ ("Lock or unlock") },
  { "clip.loop", N_ ("Loop") },
  { "clip.reverse", N_ ("Reverse") },
  { "clip.quantize", N_ ("Quantize") },
  { "clip.strip-silence", N_ ("Cut out silence") },
  { "-" },
  { "track.color", N_ ("Color") },
  { "clip.replace-file", N_ ("Replace the file") },
  { "clip.reveal-file", N_ ("Show the file") },
  { NULL },
};

static const MenuRow lane_rows[] = {
  { "edit.paste", N_ ("Paste") },
  { "edit.paste-insert", N_ ("Paste and insert") },
  { "clip.new", N_ ("New clip") },
  { "-" },
  { "edit.cut", N_ ("Cut") },
  { "edit.copy", N_ ("Copy") },
  { "edit.delete", N_ ("Delete") },
  { "edit.delete-close", N_ ("Delete and close the gap") },
  { "edit.insert-time", N_ ("Insert silence") },
  { "-" },
  { "transport.loop-to-selection", N_ ("Loop the range") },
  { "zoom.selection", N_ ("Zoom to the range") },
  { "tempo.from-range", N_ ("Tempo from the range") },
  { "range.bounce", N_ ("Bounce the range") },
  { "-" },
  { "track.automation", N_ ("Automation lanes") },
  { "track.takes", N_ ("Take lanes") },
  { NULL },
};

static const MenuRow automation_rows[] = {
  { "auto.add-point", N_ ("Add a point") },      { "auto.hold", N_ ("Hold the values") },
  { "auto.ramp", N_ ("Ramp over the range") },   { "auto.curve", N_ ("Next curve") },
  { "auto.thin", N_ ("Thin out points") },       { "-" },
  { "auto.bypass", N_ ("Lane on or off") },      { "auto.parameter", N_ ("Choose the parameter") },
  { "track.automation-mode", N_ ("Next mode") }, { NULL },
};

static const MenuRow point_rows[] = {
  { "edit.delete-items", N_ ("Delete") },  { "auto.curve", N_ ("Next curve") },         { "-" },
  { "auto.value-up", N_ ("One step up") }, { "auto.value-down", N_ ("One step down") }, { NULL },
};

static const MenuRow take_rows[] = {
  { "comp.swipe", N_ ("Use this take") },
  { "comp.split", N_ ("Split the comp") },
  { "comp.crossfade", N_ ("Length of the crossfade") },
  { "-" },
  { "comp.rate-1", N_ ("Rate with a star") },
  { "take.mute", N_ ("Take on or off") },
  { "-" },
  { "comp.new", N_ ("New comp") },
  { "comp.next", N_ ("Next comp") },
  { "comp.flatten", N_ ("Flatten to clips") },
  { NULL },
};

static const MenuRow bars_rows[] = {
  { "transport.loop", N_ ("Loop on or off") },
  { "transport.loop-to-selection", N_ ("Loop the range") },
  { "transport.punch", N_ ("Punch on or off") },
  { "-" },
  { "marker.add", N_ ("Add a marker") },
  { "tempo.from-range", N_ ("Tempo from the range") },
  { "-" },
  { "zoom.song", N_ ("Show the whole song") },
  { "zoom.selection", N_ ("Zoom to the range") },
  { NULL },
};

static const MenuRow ruler_rows[] = {
  { "ruler.add", N_ ("Add here…") },
  { "-" },
  { "ruler.lanes", N_ ("Choose rulers") },
  { NULL },
};

static const MenuRow item_rows[] = {
  { "edit.rename", N_ ("Rename") },
  { "edit.delete-items", N_ ("Delete") },
  { "edit.duplicate", N_ ("Duplicate") },
  { "track.color", N_ ("Color") },
  { "-" },
  { "ruler.loop", N_ ("Loop the section") },
  { "ruler.select", N_ ("Select all tracks under it") },
  { "-" },
  { "ruler.lanes", N_ ("Choose rulers") },
  { NULL },
};

static const MenuRow header_rows[] = {
  { "track.new", N_ ("New track") },
  { "track.duplicate", N_ ("Duplicate") },
  { "track.duplicate-empty", N_ ("Duplicate without content") },
  { "edit.rename", N_ ("Rename") },
  { "header.delete", N_ ("Delete") },
  { "-" },
  { "track.group", N_ ("Group") },
  { "track.edit-group", N_ ("Edit group") },
  { "track.color", N_ ("Color") },
  { "-" },
  { "track.automation", N_ ("Automation lanes") },
  { "track.takes", N_ ("Take lanes") },
  { "track.freeze", N_ ("Freeze") },
  { "track.add-device", N_ ("Add a device") },
  { "-" },
  { "header.input", N_ ("Input") },
  { "header.output", N_ ("Output") },
  { "header.taller", N_ ("Taller") },
  { "header.shorter", N_ ("Shorter") },
  { "header.hide", N_ ("Hide") },
  { "header.show-all", N_ ("Show hidden tracks") },
  { NULL },
};

static const MenuRow strip_rows[] = {
  { "edit.rename", N_ ("Rename") },
  { "track.duplicate", N_ ("Duplicate") },
  { "track.color", N_ ("Color") },
  { "header.delete", N_ ("Delete") },
  { "-" },
  { "mix.output", N_ ("Output") },
  { "mix.vca", N_ ("VCA") },
  { "mix.new-return", N_ ("New return with a send") },
  { "track.group", N_ ("Group") },
  { "mix.link", N_ ("Link selected strips") },
  { "-" },
  { "track.add-device", N_ ("Add a device") },
  { "mix.eq", N_ ("Equalizer") },
  { "mix.bypass-all", N_ ("Bypass all inserts") },
  { "track.automation-mode", N_ ("Next automation mode") },
  { "-" },
  { "mix.spill", N_ ("Only this group or VCA") },
  { "mix.fold", N_ ("Fold the group") },
  { "mix.search", N_ ("Search strips") },
  { "mix.width", N_ ("Next width of strips") },
  { "mix.hide", N_ ("Hide") },
  { "mix.show-all", N_ ("Show all strips") },
  { "-" },
  { "mix.clear-peaks", N_ ("Clear peaks") },
  { "mix.snapshot", N_ ("Keep a mix snapshot") },
  { "mix.compare", N_ ("Compare with the last snapshot") },
  { NULL },
};

static const MenuRow insert_rows[] = {
  { "edit.open", N_ ("Open") },
  { "mix.bypass", N_ ("Bypass") },
  { "mix.reset", N_ ("Reset its main value") },
  { "edit.delete", N_ ("Delete") },
  { "-" },
  { "mix.insert-up", N_ ("Move up") },
  { "mix.insert-down", N_ ("Move down") },
  { "-" },
  { "track.add-device", N_ ("Add a device") },
  { "mix.eq", N_ ("Equalizer") },
  { "mix.bypass-all", N_ ("Bypass all inserts") },
  { NULL },
};

static const MenuRow send_rows[] = {
  { "edit.open", N_ ("Type a level in") },
  { "mix.bypass", N_ ("Off or on") },
  { "mix.send-pre", N_ ("Before or after the fader") },
  { "mix.reset", N_ ("Reset") },
  { "edit.delete", N_ ("Delete") },
  { "-" },
  { "mix.new-return", N_ ("New return with a send") },
  { NULL },
};

static const struct {
  const char *name;
  const MenuRow *rows;
} menus[] = {
  { "clip", clip_rows },   { "lane", lane_rows },     { "automation", automation_rows },
  { "point", point_rows }, { "take", take_rows },     { "bars", bars_rows },
  { "ruler", ruler_rows }, { "item", item_rows },     { "header", header_rows },
  { "strip", strip_rows }, { "insert", insert_rows }, { "send", send_rows },
};

static const MenuRow *
rows_of (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (menus); i++)
    if (!strcmp (menus[i].name, name))
      return menus[i].rows;
  return NULL;
}

static void
append (GMenu *menu, const char *label, const char *action, const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.do", "s", action);
  if (accel)
    g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (menu, item);
}

static void
append_rows (GMenu *menu, const KeyMap *map, const MenuRow *rows)
{
  g_autoptr (GMenu) section = g_menu_new ();
  for (int i = 0; rows[i].action; i++) {
    const Action *action = action_find (rows[i].action);
    int n = 0;
    const KeyPress *key = action ? keymap_keys (map, action, &n) : NULL;
    g_autofree char *accel = n > 0 ? key_accel (key) : NULL;
    if (action)
      append (section, _ (rows[i].label), action->id, accel);
    if (!action || !rows[i + 1].action) {
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
    }
  }
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

/* Once it has a size: as low as it fits into the window. */
static gboolean
fit (gpointer data)
{
  GtkWidget *popover = data, *overlay = gtk_widget_get_parent (popover);
  GdkRectangle at;
  if (overlay && gtk_popover_get_pointing_to (GTK_POPOVER (popover), &at)) {
    int least, wish;
    gtk_widget_measure (popover, GTK_ORIENTATION_VERTICAL, -1, &least, &wish, NULL, NULL);
    const int room = gtk_widget_get_height (overlay) - wish;
    at.y = MAX (MIN (at.y, room), 0);
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
  }
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

static void
show (LqWindow *window, const char *name, double x, double y)
{
  const MenuRow *rows = rows_of (name);
  if (!rows)
    return;
  GMenu *menu = g_menu_new ();
  append_rows (menu, lq_window_keymap (window), rows);
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  g_object_unref (menu);
  gtk_widget_set_parent (popover, window->overlay);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  g_idle_add (fit, g_object_ref (popover));
}

static void
action_context (GSimpleAction *action, GVariant *value, gpointer data)
{
  LqWindow *window = data;
  const char *name;
  double x, y;
  g_variant_get (value, "(&sdd)", &name, &x, &y);
  show (window, name, x, y);
}

/* By key: below the cell of the cursor. */
static void
context_strip (LqWindow *window)
{
  LqMixer *mixer = mixer_side_get (window);
  const CellKind kind = lq_mixer_model (mixer)->cell.kind;
  double x, y;
  lq_mixer_cell_place (mixer, &x, &y);
  gtk_widget_translate_coordinates (GTK_WIDGET (mixer), window->overlay, x, y, &x, &y);
  show (window, kind == CELL_INSERT ? "insert" : kind == CELL_SEND ? "send" : "strip", x, y);
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
  if (lq_window_place (window) == PLACE_MIXER) {
    context_strip (window);
    return;
  }
  const Rows *rows = lq_desk_rows (desk);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  if (!name || cursor->row >= rows->n)
    return;
  GtkWidget *from = lq_window_place (window) == PLACE_HEADERS
                        ? lq_arrange_headers (lq_window_arrange (window))
                        : lq_arrange_timeline (lq_window_arrange (window));
  const Row *row = &rows->rows[cursor->row];
  const double at = lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), cursor->at));
  double x = lq_window_place (window) == PLACE_HEADERS ? 0
                                                       : CLAMP (at, 0, gtk_widget_get_width (from)),
         y = row->y + row->height - (double) lq_desk_view (desk)->y;
  gtk_widget_translate_coordinates (from, window->overlay, x,
                                    CLAMP (y, 0, gtk_widget_get_height (from)), &x, &y);
  show (window, name, x, y);
}

void
context_menu_attach (LqWindow *window)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("context", G_VARIANT_TYPE ("(sdd)"));
  g_signal_connect (action, "activate", G_CALLBACK (action_context), window);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}

const Doing doings_context[] = {
  { "focus.context-menu", context },
  { NULL },
};

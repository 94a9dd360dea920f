/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/menus.h"

#include <glib/gi18n.h>

/* Menus end at NULL, sections at "-". */
static const struct {
  const char *title;
  const char *const *actions;
} table[] = {
  { N_ ("_File"),
    (const char *const[]){ "project.new", "project.open", "-", "project.save", "project.save-as",
                           "project.save-version", "-", "project.import", "project.export",
                           "project.export-again", "-", "project.close", "app.quit", NULL } },
  { N_ ("_Edit"),
    (const char *const[]){ "edit.undo", "edit.redo", "edit.history", "-", "edit.cut", "edit.copy",
                           "edit.paste", "edit.duplicate", "edit.delete", "edit.select-all", "-",
                           "app.find", "app.palette", "app.preferences", NULL } },
  { N_ ("_View"), (const char *const[]){ "view.arrange",
                                         "view.mix",
                                         "view.master",
                                         "-",
                                         "view.browser",
                                         "view.inspector",
                                         "view.bottom",
                                         "view.meters",
                                         "-",
                                         "zoom.in",
                                         "zoom.out",
                                         "zoom.song",
                                         "zoom.selection",
                                         "zoom.taller",
                                         "zoom.shorter",
                                         "-",
                                         "view.follow",
                                         "view.fullscreen",
                                         "app.scale-up",
                                         "app.scale-down",
                                         "app.scale-reset",
                                         NULL } },
  { N_ ("_Track"),
    (const char *const[]){ "track.new", "track.duplicate", "track.group", "-", "track.mute",
                           "track.solo", "track.arm", "track.monitor", "-", "track.automation",
                           "track.takes", "track.freeze", "track.add-device", "-",
                           "track.unmute-all", "track.unsolo-all", NULL } },
  { N_ ("_Clip"),
    (const char *const[]){ "clip.split", "clip.trim-start", "clip.trim-end", "clip.join", "-",
                           "clip.fade", "clip.crossfade", "clip.gain-up", "clip.gain-down",
                           "clip.normalize", "-", "clip.mute", "clip.lock", "clip.loop",
                           "clip.reverse", "clip.quantize", NULL } },
  { N_ ("T_ransport"),
    (const char *const[]){
        "transport.play-stop", "transport.pause", "transport.record", "transport.capture", "-",
        "transport.loop", "transport.loop-to-selection", "transport.punch", "transport.metronome",
        "transport.count-in", "-", "go.start", "go.end", "go.to", "marker.add", NULL } },
  { N_ ("_Help"), (const char *const[]){ "app.help-keys", "app.what-is-this", NULL } },
};

static GMenuModel *
menu_of (const KeyMap *keys, const char *const *actions)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  for (int i = 0; actions[i]; i++) {
    if (*actions[i] == '-') {
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
      continue;
    }
    const Action *action = action_find (actions[i]);
    if (!action)
      continue;
    int n;
    const KeyPress *key = keymap_keys (keys, action, &n);
    g_autoptr (GMenuItem) item = g_menu_item_new (_ (action->text), NULL);
    g_menu_item_set_action_and_target (item, "win.do", "s", action->id);
    if (n > 0) {
      g_autofree char *accel = key_accel (key);
      g_menu_item_set_attribute (item, "accel", "s", accel);
    }
    g_menu_append_item (section, item);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

GMenuModel *
menus_new (LqWindow *window)
{
  GMenu *bar = g_menu_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GMenuModel) menu = menu_of (lq_window_keymap (window), table[i].actions);
    g_menu_append_submenu (bar, _ (table[i].title), menu);
  }
  return G_MENU_MODEL (bar);
}

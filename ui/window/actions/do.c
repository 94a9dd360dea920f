/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/actions/do.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/window/actions/do_device.h"
#include "ui/window/actions/do_mixer.h"

/* clang-format off */
static const Doing *const tables[] = {
  doings_transport,
  doings_cursor,
  doings_view,
  doings_track,
  doings_edit,
  doings_project,
  doings_palette,
  doings_windows,
  doings_export,
  doings_browser,
  doings_start,
  doings_editor,
  doings_access,
  doings_context,
  doings_files,
  doings_live,
  doings_device,
  doings_notes,
  doings_record,
  doings_audio,
  doings_mixer,
};
/* clang-format on */

const Doing *
doing_find (const char *id)
{
  static GHashTable *all;
  if (!all) {
    all = g_hash_table_new (g_str_hash, g_str_equal);
    for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
      for (const Doing *doing = tables[i]; doing->id; doing++)
        g_hash_table_insert (all, (char *) doing->id, (void *) doing);
    int n;
    const Doing *deeds = doings_deeds (&n);
    for (int i = 0; i < n; i++)
      if (!g_hash_table_contains (all, deeds[i].id))
        g_hash_table_insert (all, (char *) deeds[i].id, (void *) &deeds[i]);
  }
  return g_hash_table_lookup (all, id);
}

/* What works without a project. */
static bool
needs_no_desk (const Action *action)
{
  static const char *const prefixes[] = { "app.",     "project.new",     "project.open",
                                          "start.",   "view.fullscreen", "focus.",
                                          "palette.", "project.import" };
  for (size_t i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (action->id, prefixes[i]))
      return true;
  return false;
}

const char *
doing_refused (LqWindow *window, const Action *action)
{
  if (!doing_find (action->id) && !doing_in_roll (window, action->id) &&
      !doing_in_audio (window, action->id))
    return action->later ? _ (action->later) : _ ("This comes with a later version.");
  if (!lq_window_desk (window) && !needs_no_desk (action))
    return _ ("Open a project first.");
  return NULL;
}

bool
do_action (LqWindow *window, const char *id)
{
  const Action *action = action_find (id);
  if (!action)
    return false;
  if (do_device_takes (window, id) || do_mixer_takes (window, id))
    return true;
  const char *why = doing_refused (window, action);
  if (why) {
    g_autofree char *text = g_strdup_printf ("%s: %s", _ (action->text), why);
    lq_window_toast (window, text, false);
    return false;
  }
  const Doing *there = doing_in_roll (window, id);
  there = there ? there : doing_in_audio (window, id);
  const Doing *doing = there ? there : doing_find (id);
  doing->run (window, doing->arg);
  return true;
}

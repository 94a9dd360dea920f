/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of actions against what is done: no action of a finished place lacks a handler, and
 * none that has one says that it comes later. */
#include <string.h>

#include "ui/window/actions/do.h"

static const Place finished[] = { PLACE_TIMELINE,  PLACE_CLIP_LANE,  PLACE_AUTOMATION_LANE,
                                  PLACE_TAKE_LANE, PLACE_RULER_LANE, PLACE_HEADERS,
                                  PLACE_MIXER };

/* Of places that others still work on. */
static const char *const wanted[] = {
  "transport.capture",
  "transport.tap-tempo",
  "transport.loop",
  "go.to",
  "marker.add",
  "comment.add",
  "project.save-as",
  "project.save-version",
  "project.save-template",
  "project.clean-up",
  "project.import",
  "edit.undo-cursor",
  "edit.undo",
  "edit.redo",
  "edit.cut",
  "edit.copy",
  "edit.paste",
  "edit.duplicate",
  "edit.delete",
  "edit.select-all",
  "edit.rename",
  "edit.open",
  "monitor.neutral",
  "track.mute",
  "track.solo",
  "track.volume-up",
  "track.pan-left",
  "track.new",
  "track.duplicate",
  "track.duplicate-empty",
  "track.group",
  "track.edit-group",
  "track.automation",
  "track.automation-mode",
  "track.takes",
  "track.color",
  "track.freeze",
  "track.save-preset",
  "track.note",
};

static bool
is_finished (const Action *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (finished); i++)
    if (action->place == finished[i])
      return true;
  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!strcmp (wanted[i], action->id))
      return true;
  return false;
}

static void
test_all (void)
{
  int n, seen = 0;
  const Action *all = actions_all (&n);

  for (int i = 0; i < n; i++) {
    const Doing *doing = doing_find (all[i].id);
    g_test_message ("%s", all[i].id);
    if (doing)
      g_assert_null (all[i].later);
    if (!is_finished (&all[i]))
      continue;
    g_assert_nonnull (doing);
    g_assert_cmpstr (doing->id, ==, all[i].id);
    seen++;
  }
  g_assert_cmpint (seen, >, 190);
  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (action_find (wanted[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/doings/all", test_all);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand moves is one undo step, or automation, and is shown while it moves. */
#include <math.h>

#include "temporary.h"
#include "ui/desk/desk_touch.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct {
  char *folder;
  LqDesk *desk;
  int n_told; /* of DESK_TOUCH */
} Fixture;

static void
told (LqDesk *desk, guint what, Fixture *fixture)
{
  fixture->n_told += (what & DESK_TOUCH) != 0;
}

static void
set_up (Fixture *fixture, gconstpointer sounds)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;
  fixture->folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "Song", NULL);
  Project *project = project_new ();
  fixture->desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  g_assert_true (lq_desk_run (fixture->desk, NULL, "track.add kind=audio name=Vox"));
  g_assert_true (lq_desk_run (fixture->desk, NULL, "track.add kind=return name=Hall"));
  g_assert_true (lq_desk_run (fixture->desk, NULL, "send.add track=Vox to=Hall gain=-6"));
  g_assert_true (lq_desk_run (fixture->desk, NULL, "effect.add track=Vox kind=eq"));
  if (sounds)
    g_assert_true (lq_desk_start_sound (fixture->desk, "null", 0, 256, &why));
  g_signal_connect (fixture->desk, "changed", G_CALLBACK (told), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer sounds)
{
  g_object_unref (fixture->desk);
  temporary_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static const Track *
vox (const Fixture *fixture)
{
  return (const Track *) list_get (lq_desk_project (fixture->desk)->tracks, 0);
}

static LiveTarget
strip (const Fixture *fixture, int param)
{
  return lq_desk_strip_target (vox (fixture)->node.id, param);
}

static bool
undo (const Fixture *fixture)
{
  return document_undo (lq_desk_document (fixture->desk));
}

static void
poll_until (const Fixture *fixture, bool (*done) (const Fixture *fixture))
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!done (fixture)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    lq_desk_poll (fixture->desk);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
}

static void
test_drag (Fixture *fixture, gconstpointer sounds)
{
  const LiveTarget gain = strip (fixture, LIVE_GAIN);
  const Project *before = lq_desk_project (fixture->desk);

  for (int i = 1; i <= 12; i++)
    lq_desk_hold (fixture->desk, &gain, -i);
  g_assert_true (lq_desk_project (fixture->desk) == before);
  g_assert_cmpfloat (lq_desk_value (fixture->desk, &gain), ==, -12);
  g_assert_cmpint (fixture->n_told, ==, 12);
  lq_desk_let_go (fixture->desk, &gain);
  g_assert_false (lq_desk_is_held (fixture->desk, &gain));
  g_assert_cmpfloat (vox (fixture)->gain_db, ==, -12);
  g_assert_true (undo (fixture));
  g_assert_cmpfloat (vox (fixture)->gain_db, ==, 0);
  g_assert_cmpint (list_n (vox (fixture)->effects), ==, 1);
  /* Nothing has moved: no step. */
  lq_desk_hold (fixture->desk, &gain, 0);
  before = lq_desk_project (fixture->desk);
  lq_desk_let_go (fixture->desk, &gain);
  g_assert_true (lq_desk_project (fixture->desk) == before);
}

static void
test_drop (Fixture *fixture, gconstpointer sounds)
{
  const LiveTarget gain = strip (fixture, LIVE_GAIN), pan = strip (fixture, LIVE_PAN);
  const Project *before = lq_desk_project (fixture->desk);

  lq_desk_hold (fixture->desk, &gain, -20);
  lq_desk_hold (fixture->desk, &pan, 0.5);
  lq_desk_drop (fixture->desk, NULL);
  g_assert_true (lq_desk_project (fixture->desk) == before);
  g_assert_cmpfloat (lq_desk_value (fixture->desk, &gain), ==, 0);
  g_assert_cmpfloat (lq_desk_value (fixture->desk, &pan), ==, 0);
}

/* Every kind of control, several at a time as one step, within their ranges. */
static void
test_kinds (Fixture *fixture, gconstpointer sounds)
{
  LqDesk *desk = fixture->desk;
  const Track *track = vox (fixture);
  const Effect *eq = (const Effect *) list_get (track->effects, 0);
  const LiveTarget gain = strip (fixture, LIVE_GAIN), pan = strip (fixture, LIVE_PAN),
                   width = strip (fixture, LIVE_WIDTH),
                   send = lq_desk_send_target (track->node.id, list_get (track->sends, 0)->id,
                                               LIVE_GAIN);
  LiveTarget freq = lq_desk_device_target (track->node.id, eq->node.id, 0);
  LiveTarget type = freq;

  while (g_strcmp0 (lq_desk_param (desk, &freq)->name, "band1.freq") != 0)
    freq.param++;
  while (g_strcmp0 (lq_desk_param (desk, &type)->name, "band1.type") != 0)
    type.param++;
  g_assert_null (lq_desk_param (desk, &gain));
  g_assert_cmpfloat (lq_desk_value (desk, &send), ==, -6);
  g_assert_cmpfloat (lq_desk_value (desk, &freq), ==, lq_desk_param (desk, &freq)->initial);
  lq_desk_hold (desk, &gain, -200);
  lq_desk_hold (desk, &pan, -3);
  lq_desk_hold (desk, &width, 0.25);
  lq_desk_hold (desk, &send, 99);
  lq_desk_hold (desk, &freq, 440);
  lq_desk_hold (desk, &type, 2.2);
  lq_desk_let_go (desk, NULL);
  track = vox (fixture);
  g_assert_true (isinf (track->gain_db));
  g_assert_cmpfloat (track->pan, ==, -1);
  g_assert_cmpfloat (track->width, ==, 0.25);
  g_assert_cmpfloat (((const Send *) list_get (track->sends, 0))->gain_db, ==, 24);
  g_assert_cmpfloat (lq_desk_value (desk, &freq), ==, 440);
  g_assert_cmpfloat (lq_desk_value (desk, &type), ==, 2);
  g_assert_true (undo (fixture));
  g_assert_cmpfloat (lq_desk_value (desk, &gain), ==, 0);
  g_assert_cmpfloat (lq_desk_value (desk, &send), ==, -6);
  g_assert_cmpfloat (lq_desk_value (desk, &type), ==, lq_desk_param (desk, &type)->initial);
}

/* The track goes while a hand holds its fader. */
static void
test_gone (Fixture *fixture, gconstpointer sounds)
{
  const LiveTarget gain = strip (fixture, LIVE_GAIN);
  lq_desk_hold (fixture->desk, &gain, -20);
  g_assert_true (lq_desk_run (fixture->desk, NULL, "track.remove track=Vox"));
  const Project *before = lq_desk_project (fixture->desk);
  lq_desk_let_go (fixture->desk, &gain);
  g_assert_true (lq_desk_project (fixture->desk) == before);
  g_assert_cmpfloat (lq_desk_value (fixture->desk, &gain), ==, 0);
}

static void
test_nudge (Fixture *fixture, gconstpointer sounds)
{
  const LiveTarget gain = strip (fixture, LIVE_GAIN), mute = strip (fixture, LIVE_MUTE);
  lq_desk_nudge (fixture->desk, &gain, -1);
  lq_desk_nudge (fixture->desk, &gain, -2);
  g_assert_cmpfloat (vox (fixture)->gain_db, ==, -2);
  lq_desk_switch (fixture->desk, &mute, true);
  g_assert_true (vox (fixture)->mute);
  g_assert_true (undo (fixture));
  g_assert_false (vox (fixture)->mute);
}

static bool
has_played (const Fixture *fixture)
{
  return lq_desk_playhead (fixture->desk) > UNITS_PER_SECOND / 4;
}

static bool
has_moved_on (const Fixture *fixture)
{
  return lq_desk_playhead (fixture->desk) > UNITS_PER_SECOND / 2;
}

#define LATER (10 * UNITS_PER_SECOND)

/* From there on: the playhead may still stand where it stopped. */
static bool
has_played_later (const Fixture *fixture)
{
  return lq_desk_playhead (fixture->desk) > LATER + UNITS_PER_SECOND / 4;
}

static bool
has_moved_on_later (const Fixture *fixture)
{
  return lq_desk_playhead (fixture->desk) > LATER + UNITS_PER_SECOND / 2;
}

static bool
has_envelope (const Fixture *fixture)
{
  return list_n (vox (fixture)->envelopes) > 0;
}

static bool
has_two (const Fixture *fixture)
{
  return list_n (vox (fixture)->envelopes) > 1;
}

static void
write_gain (Fixture *fixture, const char *mode, double to)
{
  LqDesk *desk = fixture->desk;
  const LiveTarget gain = strip (fixture, LIVE_GAIN);
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Vox automation=%s", mode));
  lq_desk_play (desk, 0, INT64_MAX);
  poll_until (fixture, has_played);
  lq_desk_hold (desk, &gain, to);
  poll_until (fixture, has_moved_on);
  lq_desk_let_go (desk, &gain);
  lq_desk_stop (desk, false);
}

/* While the song plays the track's mode decides: no fader moves in the project. */
static void
test_writes (Fixture *fixture, gconstpointer sounds)
{
  const LiveTarget mute = strip (fixture, LIVE_MUTE);

  write_gain (fixture, "latch", -20);
  poll_until (fixture, has_envelope);
  g_assert_cmpfloat (vox (fixture)->gain_db, ==, 0);
  const Envelope *envelope = (const Envelope *) list_get (vox (fixture)->envelopes, 0);
  double least = 0;
  for (int i = 0; i < run_n (envelope->points); i++)
    least = fmin (least, run_point (envelope->points, i)->value);
  g_assert_cmpfloat_with_epsilon (least, -20, 0.05);

  /* A switch is held until the song stops. */
  lq_desk_play (fixture->desk, LATER, INT64_MAX);
  poll_until (fixture, has_played_later);
  lq_desk_switch (fixture->desk, &mute, true);
  g_assert_true (lq_desk_is_held (fixture->desk, &mute));
  g_assert_cmpfloat (lq_desk_value (fixture->desk, &mute), ==, 1);
  poll_until (fixture, has_moved_on_later);
  lq_desk_stop (fixture->desk, false);
  poll_until (fixture, has_two);
  g_assert_false (lq_desk_is_held (fixture->desk, &mute));
  g_assert_false (vox (fixture)->mute);
  g_assert_true (undo (fixture));
  g_assert_false (has_two (fixture));
}

static bool
is_lower (const Fixture *fixture)
{
  const Envelope *envelope = (const Envelope *) list_get (vox (fixture)->envelopes, 0);
  for (int i = 0; i < run_n (envelope->points); i++)
    if (run_point (envelope->points, i)->value < -15.9)
      return true;
  return false;
}

/* What the hand has moved since it came goes on top of the envelope. */
static void
test_trims (Fixture *fixture, gconstpointer sounds)
{
  g_assert_true (
      lq_desk_run (fixture->desk, NULL, "automation.add track=Vox target=gain at=0f value=-10"));
  write_gain (fixture, "trim", -16);
  poll_until (fixture, is_lower);
  const Envelope *envelope = (const Envelope *) list_get (vox (fixture)->envelopes, 0);
  for (int i = 0; i < run_n (envelope->points); i++)
    g_assert_cmpfloat (run_point (envelope->points, i)->value, >=, -16.05);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer sounds);
  } both[] = { { "drag", test_drag },
               { "drop", test_drop },
               { "kinds", test_kinds },
               { "gone", test_gone },
               { "nudge", test_nudge } };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++) {
    g_autofree char *silent = g_strdup_printf ("/touch/silent/%s", both[i].path);
    g_autofree char *sounds = g_strdup_printf ("/touch/sounds/%s", both[i].path);
    g_test_add (silent, Fixture, NULL, set_up, both[i].run, tear_down);
    g_test_add (sounds, Fixture, "", set_up, both[i].run, tear_down);
  }
  g_test_add ("/touch/writes", Fixture, "", set_up, test_writes, tear_down);
  g_test_add ("/touch/trims", Fixture, "", set_up, test_trims, tear_down);
  return g_test_run ();
}

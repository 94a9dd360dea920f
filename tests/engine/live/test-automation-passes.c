/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automation written by moving controls: across loops, locates and latency, in plenty, and undone.
 */
#include <math.h>
#include <string.h>

#include "automation_desk.h"
#include "edit/document.h"

/* Each lap is a pass of its own: the second plays what the first wrote, and only what a hand holds
 * is written on. */
static void
test_loop (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=latch");
  const LiveTarget gain = desk_strip (desk, LIVE_GAIN), pan = desk_strip (desk, LIVE_PAN);
  const Frames from = 24000, to = 24000 + 160 * BLOCK;

  live_loop (desk->live, from, to);
  live_play (desk->live, from, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, gain, 0, -12, 20);
  live_release (desk->live, &gain); /* latched to the end of the lap */
  desk_run (desk, 40);
  desk_drag (desk, pan, 0, -1, 20); /* held on */
  while (desk->n_passes == 0)
    desk_run (desk, 1);
  desk_run (desk, 100);
  g_assert_cmpint (desk->n_passes, ==, 1);
  desk_assert (desk, "gain", from + 1000, 0, 0.1);
  desk_assert (desk, "gain", to - 100, -12, 0.1);
  desk_assert (desk, "pan", to - 100, -1, 0.01);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 2);
  g_assert_cmpuint (desk->lines->len, ==, 3);
  g_assert_nonnull (strstr (desk->lines->pdata[2], "target=pan"));
  desk_assert (desk, "gain", from + 1000, 0, 0.1);
  desk_assert (desk, "gain", to - 100, -12, 0.1);
  desk_assert (desk, "pan", from, -1, 0.01);
  desk_assert (desk, "pan", from + 80 * BLOCK, -1, 0.01);
  desk_assert (desk, "pan", from - 600, 0, 0.01);
  live_release (desk->live, &pan);
  desk_run (desk, 10);
  /* The second lap, once the graph with the first one's moves plays. */
  g_assert_cmpfloat (desk_compare (desk, 180 * BLOCK, 240 * BLOCK, from + 20 * BLOCK), <, 0.2);
  desk_free (desk);
}

/* A locate ends the pass; the hand that is still there writes on from the new place. */
static void
test_locate (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, 0, -10, 20);
  desk_run (desk, 10);
  live_locate (desk->live, 4 * RATE);
  desk_run (desk, 40);
  g_assert_cmpint (desk->n_passes, ==, 1);
  g_assert_cmpint (live_position (desk->live), >, 4 * RATE);
  live_release (desk->live, &target);
  const Frames let_go = live_position (desk->live);
  desk_run (desk, 60);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 2);
  desk_assert (desk, "gain", DRAG_AT + 25 * BLOCK, -10, 0.1);
  desk_assert (desk, "gain", DRAG_AT + 40 * BLOCK + GLIDE, 0, 0.1);
  desk_assert (desk, "gain", 4 * RATE - 600, 0, 0.1);
  desk_assert (desk, "gain", 4 * RATE, -10, 0.1);
  desk_assert (desk, "gain", let_go, -10, 0.1);
  desk_assert (desk, "gain", let_go + GLIDE + 100, 0, 0.1);
  desk_free (desk);
}

/* Stopped and started in one breath, each start writes over from its own place and value. */
static void
test_restart (void)
{
  Desk *desk = desk_new ("automation.add track=Vox target=gain at=0f value=0\n"
                         "automation.add track=Vox target=gain at=288000f value=-24\n"
                         "track.set track=Vox automation=write\n");
  const Frames second = 144000;

  desk->runs_them = false;
  live_play (desk->live, 48000, PLAYER_FOREVER);
  desk_run (desk, 60);
  live_stop (desk->live);
  live_play (desk->live, second, PLAYER_FOREVER);
  desk_run (desk, 60);
  g_assert_cmpint (desk->n_passes, ==, 1);
  live_play (desk->live, 240000, PLAYER_FOREVER);
  desk_run (desk, 60);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 3);
  for (guint i = 0; i < desk->lines->len; i++)
    render_fixture_run (desk->project, desk->lines->pdata[i]);
  desk_assert (desk, "gain", 24000, -2, 0.1);
  desk_assert (desk, "gain", 48000 + 50 * BLOCK, -4, 0.1);
  desk_assert (desk, "gain", 100000, -24.0 * 100 / 288, 0.1);
  desk_assert (desk, "gain", second + 50 * BLOCK, -12, 0.1);
  desk_assert (desk, "gain", 200000, -24.0 * 200 / 288, 0.1);
  desk_assert (desk, "gain", 240000 + 50 * BLOCK, -20, 0.1);
  desk_free (desk);
}

/* Where a look-ahead stands behind the fader, the hand moves what is heard later; where it was
 * written it is rendered. */
static void
test_latency (void)
{
  Desk *desk = desk_new ("effect.add track=main kind=limiter\n"
                         "effect.add track=Vox kind=utility\n"
                         "track.set track=Vox automation=latch\n");
  const LiveTarget fader = desk_strip (desk, LIVE_GAIN);
  const Track *vox = desk_track_of (desk, "Vox");
  const LiveTarget effect = { vox->node.id, list_get (vox->effects, 0)->id, 0 };

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, fader, 0, -12, 20);
  desk_drag (desk, fader, -12, -2, 5);
  desk_drag (desk, effect, 0, -9, 30);
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpuint (desk->lines->len, ==, 2);
  desk_assert (desk, "gain", end - 200, -2, 0.1);
  g_assert_cmpfloat (desk_compare (desk, 960, end, 960), <, 0.3);
  desk_free (desk);
}

/* A switch steps, and comes back where it is let go. */
static void
test_mute (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_MUTE);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  live_touch (desk->live, &target, 1);
  desk_run (desk, 30);
  live_release (desk->live, &target);
  desk_run (desk, 30);
  desk_stop (desk);
  g_assert_cmpuint (desk->lines->len, ==, 1);
  desk_assert (desk, "mute", DRAG_AT - 100, 0, 1e-9);
  desk_assert (desk, "mute", DRAG_AT + 100, 1, 1e-9);
  desk_assert (desk, "mute", DRAG_AT + 30 * BLOCK - 10, 1, 1e-9);
  desk_assert (desk, "mute", DRAG_AT + 30 * BLOCK + 10, 0, 1e-9);
  desk_free (desk);
}

/* What is dropped was never written. */
static void
test_drop (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, target, 0, -12, 20);
  live_drop (desk->live, &target);
  desk_run (desk, 40);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 0);
  g_assert_cmpint (desk_n_points (desk, "gain"), ==, 0);
  desk_free (desk);
}

/* --- Burdens
 * ---------------------------------------------------------------------------------------------- */

/* Ten hands that send 2,000 values a second each for three seconds: each lands, and a wobble comes
 * out as it went in. */
static void
test_many (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);
  const int blocks = 3 * RATE / BLOCK, per_block = 2000 * BLOCK / RATE + 1;

  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  for (int b = 0; b < blocks; b++) {
    for (int i = 0; i < 10 * per_block; i++) {
      const double time = (b + (double) (i + 1) / (10 * per_block)) * BLOCK / RATE;
      g_assert_true (live_touch (desk->live, &target, -6 + 6 * cos (2 * G_PI * time)));
    }
    desk_run (desk, 1);
  }
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpuint (desk->lines->len, ==, 1);
  g_assert_cmpint (desk_n_points (desk, "gain"), <=, 120);
  for (int i = 1; i < 6; i++) /* a block and its ramp later */
    desk_assert (desk, "gain", DRAG_AT + i * RATE / 2 + 240, i % 2 ? -12 : 0, 0.2);
  g_assert_cmpfloat (desk_compare (desk, 480, end, 480), <, 0.2);
  desk_free (desk);
}

/* A device that has stalled takes nothing: hands may go on for as long as it lasts, the start comes
 * through, and the last value is what counts. */
static void
test_stalled (void)
{
  Desk *desk = desk_new ("track.set track=Vox automation=touch");
  const LiveTarget target = desk_strip (desk, LIVE_GAIN);

  for (int i = 0; i <= 20000; i++)
    g_assert_true (live_touch (desk->live, &target, -12.0 * i / 20000));
  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  g_assert_cmpint (live_position (desk->live), ==, 40 * BLOCK);
  live_release (desk->live, &target);
  desk_run (desk, 60);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  desk_assert (desk, "gain", 20 * BLOCK, -12, 0.1);
  desk_assert (desk, "gain", 39 * BLOCK, -12, 0.1);
  desk_assert (desk, "gain", 41 * BLOCK + GLIDE, 0, 0.1);
  desk_free (desk);
}

/* A pass is one step, however many controls wrote. */
static void
test_undo (void)
{
  static const EditHost host = { 0 };
  Desk *desk = desk_new ("track.set track=Vox automation=latch");
  const LiveTarget gain = desk_strip (desk, LIVE_GAIN), pan = desk_strip (desk, LIVE_PAN);
  GError *error = NULL;

  desk->runs_them = false;
  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 40);
  desk_drag (desk, gain, 0, -12, 20);
  desk_drag (desk, pan, 0, 0.5, 20);
  desk_stop (desk);
  g_assert_cmpuint (desk->lines->len, ==, 2);
  Document *document = document_new (desk_project_of (desk), 7, &host);
  g_assert_true (document_run (document, (const char *const *) desk->lines->pdata,
                               (int) desk->lines->len, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (node_equal (&document_project (document)->node, &desk_project_of (desk)->node));
  g_assert_true (document_undo (document));
  g_assert_true (node_equal (&document_project (document)->node, &desk_project_of (desk)->node));
  g_assert_false (document_undo (document));
  document_free (document);
  desk_free (desk);
}

/* --- Every kind of control
 * -------------------------------------------------------------------------------- */

enum { CONTROLS = 9, EFFECT = 8 };

static const double ranges[CONTROLS][2] = {
  { -12, 3 },    { -0.6, 0.6 }, { 0.4, 1.6 }, { -9, 3 },  { -18, -6 },
  { -0.6, 0.6 }, { -12, 0 },    { -9, 0 },    { -12, 3 },
};

typedef struct {
  LiveTarget target;
  double at, to;
  bool held;
} Hand;

static void
find_controls (const Desk *desk, Hand *hands)
{
  const Track *vox = desk_track_of (desk, "Vox");
  const Id id = vox->node.id, send = list_get (vox->sends, 0)->id;
  const LiveTarget targets[CONTROLS] = {
    { id, 0, LIVE_GAIN },
    { id, 0, LIVE_PAN },
    { id, 0, LIVE_WIDTH },
    { desk_track_of (desk, "Lead")->node.id, 0, LIVE_GAIN },
    { id, send, LIVE_GAIN },
    { id, send, LIVE_PAN },
    { desk_track_of (desk, "Band")->node.id, 0, LIVE_GAIN },
    { project_main (desk_project_of (desk))->node.id, 0, LIVE_GAIN },
    { id, list_get (vox->effects, 0)->id, 0 },
  };

  for (int c = 0; c < CONTROLS; c++)
    hands[c].target = targets[c];
}

/* A hand comes somewhere, goes towards other places, and leaves. */
static void
move (Desk *desk, Hand *hand, const double range[2], bool trims, GRand *random)
{
  const double center = trims ? (range[0] + range[1]) / 2 : 0;

  if (!hand->held && g_rand_int_range (random, 0, 80) == 0) {
    hand->held = true;
    hand->at = hand->to = g_rand_double_range (random, range[0], range[1]);
  } else if (hand->held && g_rand_int_range (random, 0, 60) == 0) {
    hand->held = false;
    live_release (desk->live, &hand->target);
  }
  if (!hand->held)
    return;
  if (g_rand_int_range (random, 0, 20) == 0)
    hand->to = g_rand_double_range (random, range[0], range[1]);
  hand->at += (hand->to - hand->at) / 12;
  g_assert_true (live_touch (desk->live, &hand->target, (hand->at - center) / (trims ? 2 : 1)));
}

/* Those from `first` on, at random over envelopes that are there: what is rendered is what was
 * heard, within so many dB. */
static void
test_controls (const char *mode, int first, int n, double within)
{
  g_autofree char *lines = g_strdup_printf (
      "track.add kind=group name=Band\n"
      "track.add kind=vca name=Lead\n"
      "track.add kind=return name=Room\n"
      "track.set track=Vox in=Band vca=Lead automation=%s\n"
      "track.set track=Band automation=%s\n"
      "track.set track=Lead automation=%s\n"
      "track.set track=main automation=%s\n"
      "send.add track=Vox to=Room gain=-12\n"
      "effect.add track=Vox kind=utility\n"
      "effect.add track=Band kind=compressor lookahead=5ms threshold=0dB\n"
      "automation.add track=Vox target=gain at=0s value=-3\n"
      "automation.add track=Vox target=gain at=3s value=-9\n"
      "automation.add track=Band target=gain at=0s value=-6 shape=curve tension=0.3\n"
      "automation.add track=Band target=gain at=4s value=0\n"
      "automation.add track=Vox target=pan at=1s value=L20\n",
      mode, mode, mode, mode);
  Desk *desk = desk_new (lines);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  Hand hands[CONTROLS] = { 0 };

  g_test_message ("%s", mode);
  find_controls (desk, hands);
  live_play (desk->live, 0, PLAYER_FOREVER);
  desk_run (desk, 4);
  for (int b = 0; b < 500; b++) {
    for (int c = first; c < first + n; c++)
      move (desk, &hands[c], ranges[c], strcmp (mode, "trim") == 0, random);
    desk_run (desk, 1);
  }
  const Frames end = live_position (desk->live);
  desk_stop (desk);
  g_assert_cmpint (desk->n_passes, ==, 1);
  g_assert_cmpfloat (desk_compare (desk, 2000, end, 2000), <, within);
  desk_free (desk);
}

static const char *const modes[] = { "touch", "latch", "write", "trim" };

/* Each of eight faders may be off by the tolerance of the thinning. */
static void
test_faders (void)
{
  for (size_t m = 0; m < G_N_ELEMENTS (modes); m++)
    test_controls (modes[m], 0, EFFECT, 0.5);
}

/* Jumps of up to 15 dB in the midst of other moves are straight lines of the effect's smoothing
 * time. */
static void
test_effect (void)
{
  for (size_t m = 0; m < G_N_ELEMENTS (modes); m++)
    test_controls (modes[m], EFFECT, 1, 1.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/automation-passes/loop", test_loop);
  g_test_add_func ("/automation-passes/locate", test_locate);
  g_test_add_func ("/automation-passes/restart", test_restart);
  g_test_add_func ("/automation-passes/latency", test_latency);
  g_test_add_func ("/automation-passes/mute", test_mute);
  g_test_add_func ("/automation-passes/drop", test_drop);
  g_test_add_func ("/automation-passes/many", test_many);
  g_test_add_func ("/automation-passes/faders", test_faders);
  g_test_add_func ("/automation-passes/effect", test_effect);
  g_test_add_func ("/automation-passes/stalled", test_stalled);
  g_test_add_func ("/automation-passes/undo", test_undo);
  return g_test_run ();
}

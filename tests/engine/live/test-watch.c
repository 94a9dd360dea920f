/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An effect that somebody looks at while it plays: what goes in, what comes out, how far it turns
 * down. */
#include <math.h>
#include <string.h>

#include "studio.h"

#define BLOCK 256
#define N 1024

static Id
effect_of (Studio *studio, int at)
{
  const List *tracks = render_fixture_spec (studio->project).project->tracks;
  for (int i = 0; i < list_n (tracks); i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    if (list_n (track->effects) > at)
      return list_get (track->effects, at)->id;
  }
  g_assert_not_reached ();
}

static void
test_watch (void)
{
  Studio studio = studio_new ("track.add kind=audio name=Source\n"
                              "clip.import track=Source file='noise.wav' at=0f name=n\n"
                              "effect.add track=Source kind=utility gain=-6\n"
                              "effect.add track=Source kind=compressor threshold=-30 ratio=8\n",
                              BLOCK, BLOCK);
  g_autofree float *before = g_new (float, N), *after = g_new (float, N);
  InsertTapReading reading;

  live_play (studio.live, 0, 150000);
  studio_run (&studio, 4096);
  live_read_watched (studio.live, &reading);
  g_assert_cmpfloat (reading.in_peak, ==, 0); /* nobody looks yet */

  live_watch (studio.live, effect_of (&studio, 0));
  studio_run (&studio, 8192);
  live_read_watched (studio.live, &reading);
  live_copy_watched (studio.live, INSERT_TAP_BEFORE, before, N);
  live_copy_watched (studio.live, INSERT_TAP_AFTER, after, N);
  g_assert_cmpfloat_with_epsilon (reading.in_peak, 0.4, 0.02);
  g_assert_cmpfloat (reading.reduction, ==, 0); /* a utility reports none */
  double loudest = 0;
  for (int i = 0; i < N; i++) {
    loudest = fmax (loudest, fabs (before[i]));
    g_assert_cmpfloat_with_epsilon (after[i], before[i] * pow (10, -6 / 20.0), 1e-5);
  }
  g_assert_cmpfloat (loudest, >, 0.1);

  live_watch (studio.live, effect_of (&studio, 1));
  live_read_watched (studio.live, &reading);
  studio_run (&studio, 16384);
  live_read_watched (studio.live, &reading);
  g_assert_cmpfloat_with_epsilon (reading.in_peak, 0.2, 0.02); /* behind the utility */
  g_assert_cmpfloat (reading.reduction, >, 3);
  g_assert_cmpfloat (reading.out_peak, <, reading.in_peak);

  live_watch (studio.live, 0);
  live_read_watched (studio.live, &reading);
  const uint64_t written = reading.written;
  studio_run (&studio, 4096);
  live_read_watched (studio.live, &reading);
  g_assert_cmpuint (reading.written, ==, written);
  g_assert_cmpfloat (reading.in_peak, ==, 0);
  studio_free (&studio);
}

/* Without its inserts a strip is heard as loud as with them, and rendered as it is. */
static void
test_match (void)
{
  Studio studio = studio_new ("track.add kind=audio name=Source\n"
                              "clip.import track=Source file='noise.wav' at=0f name=n\n"
                              "effect.add track=Source kind=utility gain=6\n"
                              "effect.add track=main kind=utility gain=0\n",
                              BLOCK, BLOCK);
  const List *tracks = render_fixture_spec (studio.project).project->tracks;
  Id source = 0, main_effect = 0;
  for (int i = 0; i < list_n (tracks); i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    if (strcmp (text_get (track->name), "Source") == 0)
      source = track->node.id;
    else if (list_n (track->effects) > 0)
      main_effect = list_get (track->effects, 0)->id;
  }
  g_autofree float *before = g_new (float, N), *after = g_new (float, N);
  const double gain = pow (10, 6 / 20.0);
  InsertTapReading reading;

  live_watch (studio.live, main_effect);
  live_watch_chain (studio.live, source);
  live_watch_strip (studio.live, source);
  live_play (studio.live, 0, 150000);
  studio_run (&studio, 16384);
  live_read_watched (studio.live, &reading);
  const double heard = reading.in_peak;
  live_copy_chain (studio.live, false, before, N);
  live_copy_chain (studio.live, true, after, N);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (after[i], before[i] * gain, 1e-5);
  g_assert_cmpuint (live_chain_written (studio.live), >, 0);
  /* The strip itself, behind a fader at 0 dB. */
  live_copy_strip (studio.live, before, N);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (before[i], after[i], 1e-5);

  /* Set while they work it changes nothing. */
  live_match_chain (studio.live, source, 6);
  studio_run (&studio, 8192);
  live_read_watched (studio.live, &reading);
  g_assert_cmpfloat_with_epsilon (reading.in_peak, heard, 0.02);
  studio_edit (&studio, "effect.bypass track=Source effect=1 on=on");
  for (int i = 0; i < 4; i++) {
    studio_run (&studio, 8192);
    live_read_watched (studio.live, &reading);
    g_assert_cmpfloat_with_epsilon (reading.in_peak, heard, 0.02);
  }
  live_match_chain (studio.live, 0, 0);
  studio_run (&studio, 8192);
  live_read_watched (studio.live, &reading);
  studio_run (&studio, 8192);
  live_read_watched (studio.live, &reading);
  g_assert_cmpfloat_with_epsilon (reading.in_peak, heard / gain, 0.02);
  studio_free (&studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/watch", test_watch);
  g_test_add_func ("/live/watch/match", test_match);
  return g_test_run ();
}

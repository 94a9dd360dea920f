/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded lands where it was played: through a device whose outputs come back. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "store/take_note.h"
#include "studio.h"

#define RAMP 240

static const char plain[] = "track.add kind=audio name=Source\n"
                            "clip.import track=Source file='noise.wav' at=0f name=n\n"
                            "track.add kind=audio name=Take\n"
                            "track.set track=Take input=1 monitor=off arm=on\n";

static void
assert_same (const float *take, const float *song, Frames n)
{
  for (Frames i = 0; i < n; i++)
    if (fabsf (take[i] - song[i]) > 1.0f / (1 << 23))
      g_error ("frame %d: %g is not %g", (int) i, (double) take[i], (double) song[i]);
}

/* At every block size and latency, also with a limiter that looks ahead in the way. */
static void
test_lands (void)
{
  static const struct {
    uint32_t block;
    int loopback;
    bool limiter;
  } cases[] = { { 64, 64, false }, { 256, 1024, false }, { 128, 301, true }, { 1024, 1024, true } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Studio studio = studio_new (plain, cases[i].block, cases[i].loopback);
    if (cases[i].limiter)
      studio_edit (&studio, "effect.add track=main master=on kind=limiter");
    g_assert_cmpint (live_round_trip (studio.live), ==, cases[i].loopback);
    live_record (studio.live, true);
    live_play (studio.live, 1000, 41000);
    studio_run (&studio, 60000);
    const GPtrArray *takes = studio_finish (&studio);
    g_assert_cmpint (takes->len, ==, 1);
    const RecordedTake *take = takes->pdata[0];
    g_assert_cmpint (take->song_frame, ==, 1000);
    g_assert_cmpint (take->n_gaps, ==, 0);
    g_assert_null (take->problem);
    Frames frames;
    g_autofree float *heard = studio_read_left (take, &frames);
    g_autofree float *song = studio_render_left (&studio, 1000, 40000);
    g_assert_cmpint (frames, ==, 40000);
    assert_same (heard + RAMP, song + RAMP, 40000 - 2 * RAMP);
    studio_free (&studio);
  }
}

/* Each pass of the loop is a take of its own, from the loop's start. */
static void
test_loop (void)
{
  Studio studio = studio_new (plain, 256, 700);

  live_record (studio.live, true);
  live_loop (studio.live, 10000, 25000);
  live_play (studio.live, 5000, PLAYER_FOREVER);
  studio_run (&studio, 60000);
  live_stop (studio.live);
  studio_run (&studio, 4096);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 4);
  g_autofree float *song = studio_render_left (&studio, 0, 41000);
  for (guint i = 0; i < takes->len; i++) {
    const RecordedTake *take = takes->pdata[i];
    Frames frames;
    g_autofree float *heard = studio_read_left (take, &frames);
    g_assert_cmpint (take->song_frame, ==, i == 0 ? 5000 : 10000);
    if (i < 3)
      g_assert_cmpint (frames, ==, i == 0 ? 20000 : 15000);
    assert_same (heard + RAMP, song + take->song_frame + RAMP, frames - 2 * RAMP);
  }
  studio_free (&studio);
}

/* Only what lies in the punch range is kept, to the frame. */
static void
test_punch (void)
{
  Studio studio = studio_new (plain, 128, 513);

  studio_edit (&studio, "punch.set from=20001f to=30007f");
  live_record (studio.live, true);
  live_play (studio.live, 0, 50000);
  studio_run (&studio, 60000);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 1);
  const RecordedTake *take = takes->pdata[0];
  Frames frames;
  g_autofree float *heard = studio_read_left (take, &frames);
  g_autofree float *song = studio_render_left (&studio, 0, 41000);
  g_assert_cmpint (take->song_frame, ==, 20001);
  g_assert_cmpint (frames, ==, 10006);
  assert_same (heard, song + 20001, frames);
  studio_free (&studio);
}

/* Disarmed the moment the transport stops: what was played to the last frames comes all the same.
 */
static void
test_disarm (void)
{
  Studio studio = studio_new (plain, 256, 4000);

  live_record (studio.live, true);
  live_play (studio.live, 0, 20000);
  do
    null_device_run (live_null_device (studio.live), 1);
  while (!live_poll (studio.live).stopped);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (((const RecordedTake *) takes->pdata[0])->frames, ==, 20000);
  studio_free (&studio);
}

/* Two tracks at once, one of them stereo; what is not recorded leaves no file; the inputs are seen
 * and held before anything is recorded. */
static void
test_many (void)
{
  Studio studio = studio_new (plain, 256, 512);

  studio_edit (&studio, "track.add kind=audio name=Both\n"
                        "track.set track=Both input=1-2 monitor=off arm=on");
  live_play (studio.live, 0, 20000);
  studio_run (&studio, 30000);
  const Project *project = render_fixture_spec (studio.project).project;
  Id both = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    both = strcmp (text_get (track->name), "Both") == 0 ? track->node.id : both;
  }
  g_assert_cmpfloat (recording_peak (live_recording (studio.live), both), >, 0.39);
  g_assert_cmpfloat (recording_peak (live_recording (studio.live), both), ==, 0);
  g_assert_cmpfloat (recording_peak (live_recording (studio.live), 12345), ==, -1);
  RetroSegment segment;
  g_assert_true (
      retro_find_song (recording_retro (live_recording (studio.live), both), 5000, 9000, &segment));
  g_assert_cmpint (recording_takes (live_recording (studio.live))->len, ==, 0);

  live_record (studio.live, true);
  live_play (studio.live, 0, 20000);
  studio_run (&studio, 30000);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (((const RecordedTake *) takes->pdata[i])->frames, ==, 20000);
  studio_free (&studio);
}

static GArray *
dropouts_of_note (const Studio *studio, const RecordedTake *take)
{
  g_autofree char *base = g_path_get_basename (take->path);
  g_autofree char *name = g_strconcat (base, TAKE_NOTE_SUFFIX, NULL);
  g_autofree char *path =
      g_build_filename (render_fixture_folder (studio->project), "recovery", "takes", name, NULL);
  TakeNote note;

  g_assert_true (take_note_read (path, &note, NULL));
  GArray *dropouts = g_steal_pointer (&note.dropouts);
  take_note_clear (&note);
  return dropouts;
}

/* Where the device loses something, the take and its note say at which frame, and only the takes
 * that were under way. */
static void
test_xruns (void)
{
  enum { ROUND_TRIP = 512 };
  Studio studio = studio_new (plain, 256, ROUND_TRIP);
  Frames at[2];

  live_record (studio.live, true);
  null_device_xrun (live_null_device (studio.live));
  studio_run (&studio, 1024);
  live_play (studio.live, 1000, 61000);
  studio_run (&studio, 20000);
  for (int i = 0; i < 2; i++) {
    at[i] = live_position (studio.live) - ROUND_TRIP - 1000;
    null_device_xrun (live_null_device (studio.live));
    studio_run (&studio, 10000);
  }
  studio_run (&studio, 40000);
  const GPtrArray *takes = studio_finish (&studio);
  g_assert_cmpint (takes->len, ==, 1);
  const RecordedTake *take = takes->pdata[0];
  g_assert_cmpint (take->frames, ==, 60000);
  g_assert_cmpint (take->n_gaps, ==, 2);
  g_autoptr (GArray) noted = dropouts_of_note (&studio, take);
  const GArray *const lists[] = { take->dropouts, noted };
  for (int l = 0; l < 2; l++) {
    g_assert_cmpint (lists[l]->len, ==, 2);
    for (guint i = 0; i < 2; i++) {
      const DropoutMark *mark = &g_array_index (lists[l], DropoutMark, i);
      g_assert_cmpint (mark->frame, ==, at[i]);
      g_assert_cmpint (mark->missing, ==, 0);
    }
  }
  studio_free (&studio);
}

/* Every channel of an input of many, to the bit. */
static void
test_channels (void)
{
  static const struct {
    const char *input;
    int n, channels[8];
  } cases[] = { { "2-5", 4, { 1, 2, 3, 4 } },
                { "1-8", 8, { 0, 1, 2, 3, 4, 5, 6, 7 } },
                { "7+2", 2, { 6, 1 } },
                { "7-10", 4, { 6, 7, -1, -1 } } }; /* the device has eight */
  enum { N = 30000 };
  g_autofree float *noise = g_new (float, 8 * N);
  const float *inputs[8];

  for (int c = 0; c < 8; c++)
    inputs[c] = noise + c * N;
  for (int i = 0; i < 8 * N; i++)
    noise[i] = rintf (hash_noise (7, i) * 8388607.0f) / 8388608.0f;
  for (size_t k = 0; k < G_N_ELEMENTS (cases); k++) {
    const NullOptions options = {
      .by_hand = true, .loopback = -1, .inputs = inputs, .n_inputs = 8, .n_frames = N
    };
    Studio studio = studio_new_on (plain, 256, &options);
    g_autofree char *line = g_strdup_printf ("track.set track=Take input=%s", cases[k].input);
    float samples[8][2000], *planar[8];
    studio_edit (&studio, line);
    studio_record (&studio, 0, 10000);
    const GPtrArray *takes = studio_finish (&studio);
    g_assert_cmpint (takes->len, ==, 1);
    PcmFile *file = pcm_open (((const RecordedTake *) takes->pdata[0])->path, NULL);
    g_assert_cmpint (pcm_info (file)->channels, ==, cases[k].n);
    g_assert_cmpint (pcm_info (file)->frames, ==, 10000);
    for (int c = 0; c < 8; c++)
      planar[c] = samples[c];
    pcm_read (file, 3000, 2000, 0, cases[k].n, planar);
    int shift = 0;
    const float *first = inputs[cases[k].channels[0]];
    while (shift < N - 2000 && first[shift] != samples[0][0])
      shift++;
    for (int c = 0; c < cases[k].n; c++)
      for (int i = 0; i < 2000; i++)
        g_assert_cmpfloat (samples[c][i], ==,
                           cases[k].channels[c] < 0 ? 0.0f
                                                    : inputs[cases[k].channels[c]][shift + i]);
    pcm_unref (file);
    studio_free (&studio);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/recording/lands", test_lands);
  g_test_add_func ("/live/recording/loop", test_loop);
  g_test_add_func ("/live/recording/punch", test_punch);
  g_test_add_func ("/live/recording/disarm", test_disarm);
  g_test_add_func ("/live/recording/many", test_many);
  g_test_add_func ("/live/recording/xruns", test_xruns);
  g_test_add_func ("/live/recording/channels", test_channels);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instruments played live: at the exact frame, over everything that happens to the graph, and never
 * left hanging. */
#include <math.h>
#include <string.h>

#include "player_fixture.h"

static const char armed[] = "track.add kind=instrument name=K\n"
                            "effect.add track=K kind=synth\n"
                            "track.set track=K arm=on monitor=auto\n";

typedef struct {
  PlayerFixture *player;
  PlayedEvents played;
  uint64_t down[16][2];
  int block;
} Stage;

static Stage *
stage_new (const char *lines, int block)
{
  MixFixture *mix = mix_fixture_new ();
  Stage *stage = g_new0 (Stage, 1);

  mix_fixture_run (mix, lines);
  stage->player = player_fixture_new (mix);
  stage->block = block;
  return stage;
}

static void
stage_free (Stage *stage)
{
  player_fixture_free (stage->player);
  g_free (stage);
}

typedef struct {
  int frame; /* from the begin of a run */
  EventType type;
  int channel, key;
  double value;
} Touch;

/* As the input would give the player a block of the touches. */
static void
fill (Stage *stage, const Touch *touches, int n, int from)
{
  PlayedEvents *played = &stage->played;

  played->n = 0;
  memcpy (played->down, stage->down, sizeof played->down);
  for (int i = 0; i < n; i++) {
    const Touch *touch = &touches[i];
    if (touch->frame < from || touch->frame >= from + stage->block)
      continue;
    played->events[played->n++] = (PlayedEvent){ .frame = touch->frame - from,
                                                 .port = live_port_key ("Keys: in"),
                                                 .event = { .type = touch->type,
                                                            .channel = (uint8_t) touch->channel,
                                                            .key = (uint8_t) touch->key,
                                                            .value = (float) touch->value } };
    const uint64_t bit = UINT64_C (1) << (touch->key & 63);
    if (touch->type == EVENT_NOTE_ON) {
      stage->down[touch->channel][touch->key >> 6] |= bit;
      played->down[touch->channel][touch->key >> 6] |= bit;
    } else if (touch->type == EVENT_NOTE_OFF) {
      stage->down[touch->channel][touch->key >> 6] &= ~bit;
    }
  }
}

/* The next n frames, a multiple of the block, with these touches. */
static MixSound
run (Stage *stage, int n, const Touch *touches, int n_touches)
{
  MixSound sound = { n, { g_new0 (float, n), g_new0 (float, n) } };

  for (int at = 0; at < n; at += stage->block) {
    fill (stage, touches, n_touches, at);
    player_set_played (stage->player->player, &stage->played);
    MixSound part = player_fixture_run (stage->player, stage->block, stage->block);
    for (int c = 0; c < 2; c++)
      memcpy (sound.audio[c] + at, part.audio[c], sizeof (float) * (size_t) stage->block);
    mix_sound_free (&part);
  }
  return sound;
}

static double
peak (const MixSound *sound, int from, int to)
{
  double most = 0;

  for (int i = from; i < to; i++)
    most = fmax (most, fabs ((double) sound->audio[0][i]));
  return most;
}

static double
run_peak (Stage *stage, int n, const Touch *touches, int n_touches)
{
  MixSound sound = run (stage, n, touches, n_touches);
  const double most = peak (&sound, 0, n);

  mix_sound_free (&sound);
  return most;
}

static int
first_sound (const MixSound *sound)
{
  int i = 0;
  while (i < sound->n && sound->audio[0][i] == 0)
    i++;
  return i;
}

static const Touch press = { 0, EVENT_NOTE_ON, 0, 60, 0.8 };
static const Touch lift = { 0, EVENT_NOTE_OFF, 0, 60, 0 };

/* A note that is played sounds as one in a clip does, bit by bit, at every block size. */
static void
test_as_in_a_clip (void)
{
  static const char clip[] = "track.add kind=instrument name=K\n"
                             "effect.add track=K kind=synth\n"
                             "clip.add track=K at=0f length=48000f\n"
                             "note.add clip=$3 at=9375f length=9375f pitch=60 velocity=100\n";
  static const int blocks[] = { 64, 256, 1024 };
  const Touch touches[] = { { 9375, EVENT_NOTE_ON, 0, 60, 100.0 / 127 },
                            { 18750, EVENT_NOTE_OFF, 0, 60, 0 } };

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    Stage *live = stage_new (armed, blocks[i]), *song = stage_new (clip, blocks[i]);
    player_fixture_play (live->player, 0, PLAYER_FOREVER);
    player_fixture_play (song->player, 0, PLAYER_FOREVER);
    MixSound played = run (live, 32768, touches, 2), read = run (song, 32768, NULL, 0);
    g_assert_cmpfloat (peak (&read, 9375, 18750), >, 0.01);
    mix_sound_assert_same (&read, &played);
    mix_sound_free (&played);
    mix_sound_free (&read);
    stage_free (live);
    stage_free (song);
  }
}

/* Also while the song stands, and where the instrument has slept for long. */
static void
test_standing (void)
{
  int first[2];

  for (int late = 0; late < 2; late++) {
    Stage *stage = stage_new (armed, 256);
    const Touch touches[] = { { 100000 + 77 * late, EVENT_NOTE_ON, 0, 60, 0.8 },
                              { 110000, EVENT_NOTE_OFF, 0, 60, 0 } };
    MixSound sound = run (stage, 128000, touches, 2);
    first[late] = first_sound (&sound);
    g_assert_cmpfloat (peak (&sound, 100000, 110000), >, 0.01);
    mix_sound_free (&sound);
    stage_free (stage);
  }
  g_assert_cmpint (first[0], >=, 100000);
  g_assert_cmpint (first[0], <, 100016);
  g_assert_cmpint (first[1] - first[0], ==, 77);
}

/* Whatever comes between a key's way down and up, nothing sounds on. */
static void
test_never_hangs (void)
{
  static const char *const between[] = { "stop",
                                         "locate",
                                         "track.set track=K arm=off",
                                         "track.set track=K mute=on",
                                         "track.set track=K midi_channel=5",
                                         "track.set track=K input='midi:Other: out'",
                                         "effect.add track=K kind=limiter",
                                         "effect.add track=main kind=limiter",
                                         "effect.set track=K effect=synth filter.cutoff=500Hz",
                                         "lost" };

  for (size_t i = 0; i < G_N_ELEMENTS (between) * 2; i++) {
    const char *what = between[i / 2];
    Stage *stage = stage_new (armed, 256);
    if (i % 2 == 0)
      player_fixture_play (stage->player, 0, PLAYER_FOREVER);
    g_assert_cmpfloat (run_peak (stage, 9472, NULL, 0), ==, 0);
    g_assert_cmpfloat (run_peak (stage, 9472, &press, 1), >, 0.01);
    if (strcmp (what, "stop") == 0)
      player_fixture_stop (stage->player);
    else if (strcmp (what, "locate") == 0)
      player_fixture_locate (stage->player, 96000);
    else if (strcmp (what, "lost") == 0)
      memset (stage->down, 0, sizeof stage->down);
    else
      player_fixture_edit (stage->player, what);
    run_peak (stage, 256, &lift, 1); /* in the block of the swap */
    run_peak (stage, 96000, NULL, 0);
    g_assert_cmpfloat (run_peak (stage, 4096, NULL, 0), <, 1e-4);
    player_fixture_edit (stage->player, "track.set track=K arm=on mute=off input=midi");
    g_assert_cmpfloat (run_peak (stage, 9472, NULL, 0), <, 1e-4);
    stage_free (stage);
  }
}

/* A key that is held goes on over a loop's jump and over a stop; the clip's notes do not. */
static void
test_held_over (void)
{
  static const char song[] = "clip.add track=K at=0f length=96000f\n"
                             "note.add clip=$0 at=24000f length=48000f pitch=40 velocity=100\n";
  g_autofree char *lines = g_strconcat (armed, song, NULL);
  g_autofree char *right = g_strdup (lines);
  char *at = strstr (right, "$0");
  at[1] = '3';
  Stage *stage = stage_new (right, 256);

  player_fixture_loop (stage->player, 0, 48000);
  player_fixture_play (stage->player, 0, PLAYER_FOREVER);
  g_assert_cmpfloat (run_peak (stage, 12800, &press, 1), >, 0.01);
  run_peak (stage, 38400, NULL, 0);
  g_assert_cmpfloat (run_peak (stage, 12800, NULL, 0), >, 0.01);
  player_fixture_stop (stage->player);
  run_peak (stage, 12800, NULL, 0);
  g_assert_cmpfloat (run_peak (stage, 12800, NULL, 0), >, 0.01);
  run_peak (stage, 256, &lift, 1);
  run_peak (stage, 96000, NULL, 0);
  g_assert_cmpfloat (run_peak (stage, 4096, NULL, 0), <, 1e-4);
  stage_free (stage);
}

static void
test_panic (void)
{
  Stage *stage = stage_new (armed, 256);
  const Touch touches[] = { { 0, EVENT_CONTROL, 0, 64, 1.0 }, { 10, EVENT_NOTE_ON, 0, 60, 0.8 } };

  g_assert_cmpfloat (run_peak (stage, 9472, touches, 2), >, 0.01);
  stage->played.panic++;
  run_peak (stage, 48128, NULL, 0);
  g_assert_cmpfloat (run_peak (stage, 4096, NULL, 0), <, 1e-4);
  stage_free (stage);
}

/* Port and channel are chosen; monitor=on needs no arm, off hears nothing. */
static void
test_chosen (void)
{
  static const struct {
    const char *edit;
    bool heard;
  } cases[] = { { "track.set track=K input='midi:Keys: in'", true },
                { "track.set track=K input='midi:Keys: out'", false },
                { "track.set track=K input=none", false },
                { "track.set track=K midi_channel=1", true },
                { "track.set track=K midi_channel=2", false },
                { "track.set track=K arm=off", false },
                { "track.set track=K arm=off monitor=on", true },
                { "track.set track=K monitor=off", false } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Stage *stage = stage_new (armed, 256);
    run_peak (stage, 256, NULL, 0);
    player_fixture_edit (stage->player, cases[i].edit);
    run_peak (stage, 256, NULL, 0);
    const double most = run_peak (stage, 9472, &press, 1);
    g_assert_cmpint (most > 0.01, ==, cases[i].heard);
    stage_free (stage);
  }
}

/* A wheel stays where it was put, though the instrument has slept and the song has started. */
static void
test_wheel_stays (void)
{
  Stage *moved = stage_new (armed, 256), *still = stage_new (armed, 256);
  const Touch bend = { 0, EVENT_BEND, 0, 0, 1.0 };
  Touch both[] = { bend, press };

  run_peak (moved, 256, &bend, 1);
  run_peak (moved, 256 * 700, NULL, 0);
  run_peak (still, 256 * 701, NULL, 0);
  player_fixture_play (moved->player, 0, PLAYER_FOREVER);
  player_fixture_play (still->player, 0, PLAYER_FOREVER);
  run_peak (moved, 2560, NULL, 0);
  run_peak (still, 2560, NULL, 0);
  MixSound a = run (moved, 9472, &press, 1), b = run (still, 9472, both, 2);
  mix_sound_assert_same (&a, &b);
  mix_sound_free (&a);
  mix_sound_free (&b);
  stage_free (moved);
  stage_free (still);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/keys/as-in-a-clip", test_as_in_a_clip);
  g_test_add_func ("/keys/standing", test_standing);
  g_test_add_func ("/keys/never-hangs", test_never_hangs);
  g_test_add_func ("/keys/held-over", test_held_over);
  g_test_add_func ("/keys/panic", test_panic);
  g_test_add_func ("/keys/chosen", test_chosen);
  g_test_add_func ("/keys/wheel-stays", test_wheel_stays);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The monitor section behind a player: bits when neutral, ramps, sources, cues and direct outs. */
#include <math.h>
#include <string.h>

#include "player_fixture.h"
#include "realtime/monitor.h"
#include "rt_guard.h"

#define N 24000
#define RAMP 480
#define CHANNELS 6

typedef struct {
  PlayerFixture *player;
  Monitor monitor;
  MonitorSettings settings;
  float main[2][N], out[CHANNELS][N];
} Room;

static Room *
room_new (const char *lines)
{
  Room *room = g_new0 (Room, 1);
  MixFixture *fixture = lines ? mix_fixture_new () : mix_fixture_rich ();

  if (lines)
    mix_fixture_run (fixture, lines);
  room->player = player_fixture_new (fixture);
  monitor_init (&room->monitor, 48000);
  monitor_settings_init (&room->settings);
  return room;
}

static void
room_free (Room *room)
{
  player_fixture_free (room->player);
  g_free (room);
}

static void
set (Room *room)
{
  monitor_set (&room->monitor, &room->settings);
}

/* Frames [from, to) of what the room hears, in blocks of 256. */
static void
run (Room *room, int from, int to)
{
  for (int at = from; at < to; at += 256) {
    const int n = MIN (256, to - at);
    float *out[CHANNELS];
    MixSound sound = player_fixture_run (room->player, n, n);
    for (int c = 0; c < CHANNELS; c++)
      out[c] = room->out[c] + at;
    for (int c = 0; c < 2; c++)
      memcpy (room->main[c] + at, sound.audio[c], sizeof (float) * (size_t) n);
    const MonitorInput input = { .main = { sound.audio[0], sound.audio[1] },
                                 .buses = player_buses (room->player->player) };
    rt_guard_enter ();
    monitor_process (&room->monitor, &input, out, CHANNELS, n);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    mix_sound_free (&sound);
  }
}

static void
assert_level (const float *sound, int from, int to, double level)
{
  for (int i = from; i < to; i++)
    g_assert_cmpfloat_with_epsilon ((double) sound[i], level, 2e-6);
}

static void
assert_smooth (const float *sound, int from, int to, double step)
{
  for (int i = from; i < to; i++)
    g_assert_cmpfloat (fabs ((double) sound[i] - (double) sound[i - 1]), <=, step);
}

/* Neutral, every bit of main goes to the first two channels and nothing to the others. */
static void
test_neutral (void)
{
  Room *room = room_new (NULL);
  double most = 0;

  player_fixture_play (room->player, 3001, PLAYER_FOREVER);
  run (room, 0, N);
  for (int c = 0; c < CHANNELS; c++)
    for (int i = 0; i < N; i++) {
      const float expected = c < 2 ? room->main[c][i] : 0.0f;
      g_assert_cmpint (memcmp (&room->out[c][i], &expected, sizeof (float)), ==, 0);
      most = MAX (most, fabs ((double) room->out[c][i]));
    }
  g_assert_cmpfloat (most, >, 0.1);
  room_free (room);
}

static const char steady[] = "track.add kind=audio name=A\n"
                             "clip.import track=A file=dc:2:900000:0.5 at=0f\n";

/* Level, dim and mono take 10 ms and then stand exactly; back at neutral the bits are back. */
static void
test_levels (void)
{
  Room *room = room_new (steady);

  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  run (room, 0, 4000);
  room->settings.level_db = -6;
  set (room);
  run (room, 4000, 5000);
  assert_smooth (room->out[0], 3000, 5000, 0.5 / RAMP);
  assert_level (room->out[0], 4000 + RAMP, 5000, 0.5 * pow (10, -6 / 20.0));
  room->settings.dim = true;
  set (room);
  run (room, 5000, 6000);
  assert_level (room->out[0], 5000 + RAMP, 6000, 0.5 * pow (10, -26 / 20.0));
  room->settings.level_db = 0;
  room->settings.dim = false;
  room->settings.mono = true;
  set (room);
  run (room, 6000, 7000);
  assert_smooth (room->out[1], 3000, 7000, 0.6 / RAMP);
  for (int c = 0; c < 2; c++)
    assert_level (room->out[c], 6000 + RAMP, 7000, 0.375);
  room->settings.mono = false;
  set (room);
  run (room, 7000, 8000);
  for (int c = 0; c < 2; c++)
    g_assert_cmpint (memcmp (room->out[c] + 7000 + RAMP, room->main[c] + 7000 + RAMP,
                             sizeof (float) * (1000 - RAMP)),
                     ==, 0);
  room_free (room);
}

/* Other speakers: down, over, up; those that the device does not have leave the first two. */
static void
test_speakers (void)
{
  Room *room = room_new (steady);

  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  run (room, 0, 2000);
  room->settings.n_speakers = 3;
  room->settings.speakers[1] = (MonitorPair){ 2, 3 };
  room->settings.speakers[2] = (MonitorPair){ 8, 9 };
  room->settings.speaker = 1;
  set (room);
  run (room, 2000, 4000);
  for (int c = 0; c < 4; c++)
    assert_smooth (room->out[c], 1000, 4000, 0.5 / RAMP + 1e-6);
  assert_level (room->out[0], 3200, 4000, 0);
  assert_level (room->out[2], 3200, 4000, 0.5);
  assert_level (room->out[3], 3200, 4000, 0.25);
  room->settings.speaker = 2;
  set (room);
  run (room, 4000, 6000);
  assert_level (room->out[0], 5200, 6000, 0.5);
  assert_level (room->out[2], 5200, 6000, 0);
  room_free (room);
}

/* A cue is a sum of its own: beside main, on outputs of its own and as the source. */
static void
test_cue (void)
{
  Room *room = room_new ("track.add kind=audio name=A\n"
                         "clip.import track=A file=dc:2:900000:0.5 at=0f\n"
                         "track.add kind=audio name=B\n"
                         "clip.import track=B file=dc:2:900000:0.25 at=0f\n"
                         "send.add track=A to=cue1 gain=-6.0206dB\n"
                         "send.add track=B to=cue1 gain=0dB tap=pre\n"
                         "track.set track=B gain=-20dB\n"
                         "cue.set cue=cue1 output=3-4\n");

  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  run (room, 0, 3000);
  assert_level (room->out[0], 1000, 3000, 0.525);
  assert_level (room->out[2], 1000, 3000, 0.5);
  assert_level (room->out[3], 1000, 3000, 0.25);
  room->settings.source = 1;
  room->settings.cues[0] = (MonitorPair){ 4, 5 };
  set (room);
  run (room, 3000, 6000);
  for (int c = 0; c < CHANNELS; c++)
    assert_smooth (room->out[c], 1000, 6000, 0.55 / RAMP);
  assert_level (room->out[0], 4200, 6000, 0.5);
  assert_level (room->out[2], 4200, 6000, 0);
  assert_level (room->out[4], 4200, 6000, 0.5);
  player_fixture_edit (room->player, "send.set send=1 track=B gain=-6.0206dB");
  run (room, 6000, 8000);
  assert_smooth (room->out[4], 5000, 8000, 0.55 / RAMP);
  assert_level (room->out[4], 7000, 8000, 0.375);
  assert_level (room->main[0], 1000, 8000, 0.525);
  room_free (room);
}

/* Main and what goes beside it are equally late, whatever looks ahead in main. */
static void
test_direct (void)
{
  Room *room = room_new ("track.add kind=audio name=A\n"
                         "clip.import track=A file=impulse:2:90000:6000 at=0f\n"
                         "effect.add track=main master=on kind=limiter\n"
                         "send.add track=A to=cue2 gain=0dB\n"
                         "cue.set cue=cue2 output=5\n"
                         "track.set track=A output=out:3-4\n");

  player_fixture_play (room->player, 0, PLAYER_FOREVER);
  run (room, 0, N);
  int at[CHANNELS] = { 0 };
  for (int c = 0; c < 5; c++)
    for (int i = 0; i < N; i++)
      at[c] = fabsf (room->out[c][i]) > fabsf (room->out[c][at[c]]) ? i : at[c];
  for (int c = 0; c < 5; c++)
    g_assert_cmpint (at[c], ==, at[0]);
  g_assert_cmpint (at[0], >=, 6000);
  g_assert_cmpfloat (room->out[2][at[0]], ==, 1.0f);
  g_assert_cmpfloat (room->out[3][at[0]], ==, 0.5f);
  g_assert_cmpfloat (room->out[4][at[0]], ==, 0.75f);
  room_free (room);
}

/* AFL and PFL take the place of main while they are on. */
static void
test_listen (void)
{
  Room *room = room_new ("track.add kind=audio name=A\n"
                         "clip.import track=A file=dc:2:900000:0.5 at=0f\n"
                         "track.add kind=audio name=B\n"
                         "clip.import track=B file=dc:2:900000:0.25 at=0f\n"
                         "track.set track=B gain=-6.0206dB\n");
  MixFixture *fixture = room->player->fixture;
  MixListen listen = { mix_fixture_track (fixture, "B")->node.id, false };

  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  run (room, 0, 3000);
  fixture->request.listen = &listen;
  fixture->request.n_listen = 1;
  player_fixture_edit (room->player, "track.set track=A note=a");
  run (room, 3000, 6000);
  assert_level (room->out[0], 4000, 6000, 0.125);
  assert_level (room->main[0], 1000, 6000, 0.625);
  listen.pre = true;
  player_fixture_edit (room->player, "track.set track=A note=b");
  run (room, 6000, 9000);
  assert_level (room->out[0], 7000, 9000, 0.25);
  /* With the rest beneath it, and without again. */
  room->settings.rest_db = -12.0412;
  set (room);
  run (room, 9000, 10000);
  assert_level (room->out[0], 9000 + RAMP, 10000, 0.25 + 0.25 * 0.625);
  fixture->request.n_listen = 0;
  player_fixture_edit (room->player, "track.set track=A note=a");
  run (room, 10000, 12000);
  assert_smooth (room->out[0], 1000, 12000, 2 * 0.625 / RAMP);
  assert_level (room->out[0], 11000, 12000, 0.625);
  room_free (room);
}

static MixSound
play_main (const char *lines, const MixListen *listen)
{
  Room *room = room_new (lines);

  run (room, 0, 256);
  room->player->fixture->request.listen = listen;
  room->player->fixture->request.n_listen = listen ? 1 : 0;
  player_fixture_edit (room->player, "project.set name=x");
  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  MixSound sound = player_fixture_run (room->player, N, 256);
  room_free (room);
  return sound;
}

/* A reference plays at its place of the song, at its level, on both sides; it comes, goes over to
 * another and leaves without a click; main keeps its bits. */
static void
test_reference (void)
{
  static const char lines[] =
      "track.add kind=audio name=A\n"
      "clip.import track=A file=dc:2:900000:0.5 at=0f\n"
      "effect.add track=main master=on kind=limiter\n"
      "reference.add file=ramp:1:900000 name=Ref gain=6.0206dB offset=500f\n"
      "reference.add file=dc:2:900000:0.25 name=Other\n"
      "reference.add file=dc:2:900000:0.75 name=Off\n"
      "reference.set reference=Off on=off\n";
  Room *room = room_new (lines);
  MixFixture *fixture = room->player->fixture;
  Id ids[3];

  for (int i = 0; i < 3; i++)
    ids[i] = list_get (fixture->project->references, i)->id;
  fixture->request.references = true;
  run (room, 0, 256);
  player_fixture_edit (room->player, "track.set track=A note=a");
  player_fixture_play (room->player, 1000, PLAYER_FOREVER);
  run (room, 0, 3000);
  room->settings.reference = ids[0];
  set (room);
  run (room, 3000, 6000);
  int first = 0; /* frame that was heard first: song position 1000 */
  while (room->main[0][first] == 0)
    first++;
  for (int i = 3000 + RAMP; i < 6000; i++)
    for (int c = 0; c < 2; c++)
      g_assert_cmpfloat_with_epsilon ((double) room->out[c][i],
                                      2.0 * (1000 - 500 + i - first) / (1 << 20), 1e-6);
  room->settings.reference = ids[1];
  set (room);
  run (room, 6000, 9000);
  assert_level (room->out[0], 6000 + RAMP, 9000, 0.25);
  assert_level (room->out[1], 6000 + RAMP, 9000, 0.125);
  player_fixture_edit (room->player, "reference.set reference=Other gain=-6.0206dB");
  run (room, 9000, 12000);
  assert_level (room->out[0], 10000, 12000, 0.125);
  player_fixture_edit (room->player, "reference.set reference=Other on=off");
  run (room, 12000, 15000);
  assert_level (room->out[0], 14000, 15000, (double) room->main[0][14000]);
  room->settings.reference = ids[2];
  set (room);
  run (room, 15000, 17000);
  assert_level (room->out[0], 15000, 17000, (double) room->main[0][14000]);
  assert_smooth (room->out[0], 1500, 17000, 2 * 0.6 / RAMP);

  MixSound plain = play_main (lines, NULL);
  for (int i = 0; i < 17000; i++)
    g_assert_cmpfloat (room->main[0][i], ==, plain.audio[0][i]);
  mix_sound_free (&plain);
  room_free (room);
}

/* While the transport loops, a reference is heard at the place that main is at: its own chorus goes
 * round with that of the song, on every turn. */
static void
test_reference_loops (void)
{
  enum { FROM = 9000, TO = 12000, START = 8000, JUMP = 96 };
  Room *room = room_new ("track.add kind=audio name=A\n"
                         "clip.import track=A file=ramp:2:900000 at=0f\n"
                         "effect.add track=main master=on kind=limiter\n"
                         "reference.add file=ramp:1:900000 name=Ref offset=-2500f\n");
  MixFixture *fixture = room->player->fixture;

  room->settings.reference = list_get (fixture->project->references, 0)->id;
  fixture->request.references = true;
  set (room);
  run (room, 0, 256);
  player_fixture_edit (room->player, "track.set track=A note=a");
  player_fixture_loop (room->player, FROM, TO);
  player_fixture_play (room->player, START, PLAYER_FOREVER);
  run (room, 0, 16000);
  int first = 0; /* frame that was heard first: song position START */
  while (room->main[0][first] == 0)
    first++;
  for (int i = first + RAMP; i < 16000; i++) {
    const int since = START + i - first - FROM, turn = TO - FROM;
    const int place = since < 0 ? START + i - first : FROM + since % turn;
    /* Both are crossfaded around the jump. */
    if (since > 0 && (since % turn < JUMP || since % turn >= turn - JUMP))
      continue;
    g_assert_cmpfloat_with_epsilon ((double) room->out[0][i], (place + 2500) / (double) (1 << 20),
                                    1e-6);
  }
  room_free (room);
}

/* PFL is before mute and solo: what a strip would give is heard while it is silent, is switched
 * without a click, and what everybody else hears keeps its bits: sends and sidechains, too. */
static void
test_before_mute (void)
{
  static const char *const silences[] = {
    "track.set track=B mute=on",
    "track.set track=C solo=on",
    ("automation.add track=B target=mute at=0f value=on\n"
     "automation.add track=B target=mute at=500f value=on"),
    "track.set track=B mute=on\ntrack.set track=C solo=on",
  };
  static const char *const listened[] = { "B", "G" };
  static const double levels[] = { 0.25, 0.375 };

  for (size_t i = 0; i < G_N_ELEMENTS (silences); i++)
    for (size_t k = 0; k < G_N_ELEMENTS (listened); k++) {
      const char *what = silences[i];
      g_autofree char *lines =
          g_strdup_printf ("track.add kind=group name=G\n"
                           "track.set track=G %s\n"
                           "track.add kind=audio name=A\n"
                           "clip.import track=A file=dc:2:900000:0.5 at=0f\n"
                           "track.add kind=audio name=B\n"
                           "clip.import track=B file=dc:2:900000:0.25 at=0f\n"
                           "track.add kind=audio name=D in=G\n"
                           "clip.import track=D file=dc:2:900000:0.375 at=0f\n"
                           "track.add kind=audio name=C\n"
                           "clip.import track=C file=dc:2:900000:0.125 at=0f\n"
                           "effect.add track=C kind=compressor threshold=-40dB ratio=4\n"
                           "effect.add track=C kind=compressor threshold=-40dB ratio=4\n"
                           "sidechain.set track=C effect=1 from=B\n"
                           "sidechain.set track=C effect=2 from=D\n"
                           "track.add kind=return name=R\n"
                           "send.add track=B to=R gain=0dB tap=pre\n"
                           "%s",
                           k == 1 && !strstr (what, "solo") ? "mute=on" : "mute=off", what);
      Room *room = room_new (lines);
      MixFixture *fixture = room->player->fixture;
      const MixListen listen = { mix_fixture_track (fixture, listened[k])->node.id, true };
      player_fixture_play (room->player, 1000, PLAYER_FOREVER);
      run (room, 0, 3000);
      const double before = (double) room->out[0][2900];
      fixture->request.listen = &listen;
      fixture->request.n_listen = 1;
      player_fixture_edit (room->player, "track.set track=A note=a");
      run (room, 3000, 6000);
      assert_level (room->out[0], 4500, 6000, levels[k]);
      fixture->request.n_listen = 0;
      player_fixture_edit (room->player, "track.set track=A note=b");
      run (room, 6000, 9000);
      assert_smooth (room->out[0], 1000, 9000, 2 * (before + 1) / RAMP);
      room_free (room);

      MixSound with = play_main (lines, &listen), without = play_main (lines, NULL);
      mix_sound_assert_same (&with, &without);
      mix_sound_free (&with);
      mix_sound_free (&without);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/realtime/monitor/neutral", test_neutral);
  g_test_add_func ("/realtime/monitor/levels", test_levels);
  g_test_add_func ("/realtime/monitor/speakers", test_speakers);
  g_test_add_func ("/realtime/monitor/cue", test_cue);
  g_test_add_func ("/realtime/monitor/direct", test_direct);
  g_test_add_func ("/realtime/monitor/listen", test_listen);
  g_test_add_func ("/realtime/monitor/before-mute", test_before_mute);
  g_test_add_func ("/realtime/monitor/reference", test_reference);
  g_test_add_func ("/realtime/monitor/reference-loops", test_reference_loops);
  return g_test_run ();
}

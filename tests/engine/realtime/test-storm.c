/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of every kind at random while it plays: what is heard goes from the old value's sound to
 * the new one's along the crossfade, and nothing allocates or waits. LACQUER_STORM_EDITS sets how
 * many are run, LACQUER_STORM_SEED which. */
#include <math.h>
#include <stdlib.h>

#include "edit_fixture.h"
#include "player_fixture.h"
#include "random_line.h"

#define USUAL_EDITS 250
#define BLOCK 256
#define FADE 480
#define BEFORE 12000 /* frames of run-up of the sounds that are compared with */
#define LONG_BEFORE 300000 /* where that leaves a doubt: echoes take so long */
#define WINDOW 1024

/* Slow waves, a tone of its own for each file, so that a click stands out. */
static void
read_wave (const void *data, Frames at, int n, float *const *out)
{
  const AudioSource *source = data;
  const double tone = 40 + (double) ((uintptr_t) data / 64 % 8) * 7;

  for (int c = 0; c < source->channels; c++)
    for (int i = 0; i < n; i++)
      out[c][i] = at + i < 0 || at + i >= source->frames
                      ? 0.0f
                      : (float) (0.2 * sin (2 * G_PI * tone * (double) (at + i) / 48000 + c));
}

static const AudioSource *
find_wave (void *data, const Source *source, double stretch, double transpose, bool formant,
           const WarpMap *warp, GError **error)
{
  GHashTable *waves = data;
  AudioSource *wave = g_hash_table_lookup (waves, &source->node.id);

  if (!wave) {
    Id *id = g_memdup2 (&source->node.id, sizeof (Id));
    wave = g_new0 (AudioSource, 1);
    *wave = (AudioSource){ read_wave, wave, source->channels > 1 ? 2 : 1, source->frames };
    g_hash_table_insert (waves, id, wave);
  }
  return wave;
}

static PlayerFixture *
play (const Project *project, GHashTable *waves, Frames from)
{
  MixFixture *mix = mix_fixture_new ();
  project_unref (mix->project);
  mix->project = project_ref (project);
  mix->media = (MixMedia){ find_wave, waves, NULL };
  PlayerFixture *player = player_fixture_new (mix);
  player_fixture_play (player, from, PLAYER_FOREVER);
  return player;
}

/* What a value sounds like over WINDOW frames from `at`, when it has played for a while. */
static MixSound
settled (const Project *project, GHashTable *waves, Frames at, Frames before)
{
  PlayerFixture *player = play (project, waves, MAX (at - before, 0));

  while (player_position (player->player) < at) {
    MixSound sound = player_fixture_run (player, 1, 1);
    mix_sound_free (&sound);
    const Frames left = at - player_position (player->player);
    if (left > 1 && player->n_started > 0) {
      sound = player_fixture_run (player, (int) left, BLOCK);
      mix_sound_free (&sound);
    }
  }
  const MixSound sound = player_fixture_run (player, WINDOW, BLOCK);
  player_fixture_free (player);
  return sound;
}

static double
largest_step (const MixSound *sound)
{
  double largest = 0;
  for (int c = 0; c < 2; c++)
    for (int i = 1; i < sound->n; i++)
      largest = MAX (largest, fabs ((double) sound->audio[c][i] - sound->audio[c][i - 1]));
  return largest;
}

/* Where the crossfade of two sounds may step by; before it `heard` was, some of which may ring. */
static double
bound (const MixSound *old, const MixSound *next, const MixSound *heard)
{
  const double step = MAX (MAX (largest_step (old), largest_step (next)), largest_step (heard));
  const double level = mix_sound_peak (old, 0, WINDOW) + mix_sound_peak (next, 0, WINDOW) +
                       mix_sound_peak (heard, heard->n - WINDOW, heard->n);
  return 2 * step + 3 * level / FADE + 1e-3;
}

static double
limit_of (const Project *old, const Project *next, const MixSound *heard, GHashTable *waves,
          Frames at, Frames before)
{
  MixSound from = settled (old, waves, at, before), to = settled (next, waves, at, before);
  const double limit = bound (&from, &to, heard);

  mix_sound_free (&from);
  mix_sound_free (&to);
  return limit;
}

/* Silence proves nothing, and what is far too loud not much. */
static bool
is_of_use (const MixSound *sound)
{
  const double peak = mix_sound_peak (sound, 0, sound->n);
  return peak > 0.01 && peak < 4;
}

static int
wish (const char *name, int usual)
{
  const char *text = g_getenv (name);
  return text ? atoi (text) : usual;
}

static void
test_storm (void)
{
  GHashTable *waves = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  IdSource ids;
  Random random;
  const int n_edits = wish ("LACQUER_STORM_EDITS", USUAL_EDITS);
  int done = 0, tried = 0;

  id_source_init (&ids, 7);
  random_init (&random, (uint64_t) wish ("LACQUER_STORM_SEED", 4));
  Project *project = fixture_song (&ids), *song = project_ref (project);
  PlayerFixture *player = play (project, waves, 20000);
  MixSound heard = player_fixture_run (player, 20000, BLOCK);

  for (; done < n_edits; tried++) {
    g_autofree char *line = random_line (&random, project, fixture_host ());
    Project *next = commands_run (project, (const char *const[]){ line }, 1, &ids, fixture_host (),
                                  NULL, NULL, NULL, NULL);
    if (!next)
      continue;
    if (next->rate != 48000 || !player_fixture_set (player, next)) {
      project_unref (next);
      continue;
    }
    done++;
    const Frames at = player_position (player->player);
    const GraphSwap *swap = mix_transition_swap (player->transition);
    const bool all = swap->all, fades = swap->fades; /* else not a bit is different */
    MixSound sound = player_fixture_run (player, WINDOW, BLOCK);
    const double step = largest_step (&sound);
    const double first = MAX (fabs ((double) sound.audio[0][0] - heard.audio[0][heard.n - 1]),
                              fabs ((double) sound.audio[1][0] - heard.audio[1][heard.n - 1]));
    double limit = limit_of (project, next, &heard, waves, at, BEFORE);
    if (fades && (first > limit || step > limit))
      limit = limit_of (project, next, &heard, waves, at, LONG_BEFORE);
    if (g_test_verbose ())
      g_test_message ("%s: %g, %g of %g", line, first, step, limit);
    if (fades && (first > limit || step > limit))
      g_error ("edit %d at %d, %s%s: a step of %g where %g is heard", done, (int) at, line,
               all ? ", by the ghost" : "", MAX (first, step), limit);
    project_unref (project);
    project = next;
    /* Another latency takes as long as it is: 10 s at the most, of a track delay. */
    for (int i = 0; i < 4000 && player->transition; i++) {
      MixSound more = player_fixture_run (player, BLOCK, BLOCK);
      mix_sound_free (&more);
    }
    mix_sound_free (&heard);
    heard = player_fixture_run (player, 20 * BLOCK, BLOCK);
    mix_sound_free (&sound);
    if (is_of_use (&heard) && list_n (project->tracks) <= 20 && at <= 400000)
      continue;
    player_fixture_free (player);
    project_unref (project);
    project = project_ref (song);
    player = play (project, waves, 20000);
    mix_sound_free (&heard);
    heard = player_fixture_run (player, 20000, BLOCK);
  }
  g_test_message ("%d of %d lines", done, tried);
  mix_sound_free (&heard);
  player_fixture_free (player);
  project_unref (project);
  project_unref (song);
  g_hash_table_unref (waves);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/player/storm", test_storm);
  return g_test_run ();
}

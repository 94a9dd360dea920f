/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/metronome.h"

#include <string.h>

#include "base/math.h"
#include "realtime/mix_kernels.h"

#define PEAK 0.5
#define ATTACK 0.0005 /* seconds */
#define DECAY 0.005

/* A struck block of wood: a decaying sine and a shorter one above it, out of tune with it. */
static void
make_sound (float *sound, int length, int rate, double frequency)
{
  double most = 0.0;

  for (int i = 0; i < length; i++) {
    const double t = (double) i / rate;
    const double attack = t < ATTACK ? t / ATTACK : 1.0;
    const double end = 1.0 - (double) i / length;
    const double x =
        math_sin (2.0 * MATH_PI * frequency * t) * math_exp (-t / DECAY) +
        0.4 * math_sin (2.0 * MATH_PI * 2.71 * frequency * t) * math_exp (-3.0 * t / DECAY);
    sound[i] = (float) (x * attack * end);
    if (fabs ((double) sound[i]) > most)
      most = fabs ((double) sound[i]);
  }
  for (int i = 0; i < length; i++)
    sound[i] *= (float) (PEAK / most);
}

void
metronome_init (Metronome *metronome, int rate)
{
  memset (metronome, 0, sizeof *metronome);
  metronome->rate = rate;
  metronome->length = (int) ((Frames) rate * 3 / 100);
  metronome->gain = 1.0f;
  make_sound (metronome->sounds[0], metronome->length, rate, 1046.5);
  make_sound (metronome->sounds[1], metronome->length, rate, 1568.0);
}

/* What one click, which begins at `at` and is over by `next`, gives to [place, place + n). */
static void
add_click (const Metronome *metronome, bool accent, Frames at, Frames next, Frames place, int n,
           float *out)
{
  const Frames end = int64_min (int64_min (at + metronome->length, next), place + n);

  for (Frames i = int64_max (at, place); i < end; i++)
    out[i - place] += metronome->sounds[accent][i - at] * metronome->gain;
}

/* Index of the last beat at or before; 0 when all are behind. */
static int
find_beat (const MetronomeTable *table, Frames place)
{
  int low = 0, high = table->n;

  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    if (table->beats[middle].at <= place)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void
add_song (const Metronome *metronome, Frames place, int n, float *out)
{
  const MetronomeTable *table = metronome->table;

  for (int i = find_beat (table, place); i < table->n && table->beats[i].at < place + n; i++) {
    const Frames next = i + 1 < table->n ? table->beats[i + 1].at : INT64_MAX;
    add_click (metronome, table->beats[i].accent, table->beats[i].at, next, place, n, out);
  }
}

static Frames
counted_beat (const PlayerCount *count, int beat)
{
  return count->length * beat / count->n_beats;
}

static void
add_count (const Metronome *metronome, const PlayerBlock *played, float *out)
{
  const PlayerPiece *piece = &played->counted;

  for (int beat = 0; beat < played->count.n_beats; beat++)
    add_click (metronome, beat % played->count.per_bar == 0, counted_beat (&played->count, beat),
               counted_beat (&played->count, beat + 1), piece->time, piece->n, out + piece->from);
}

bool
metronome_process (const Metronome *metronome, const Timeline *timeline, const PlayerBlock *played,
                   bool records, float *out, int n)
{
  const bool on =
      metronome->mode == CLICK_ALWAYS || (metronome->mode == CLICK_RECORDING && records);
  const bool plays = on && metronome->table && metronome->table->n > 0 && played->n > 0;

  if (!plays && played->counted.n == 0)
    return false;
  mix_zero (out, n);
  if (played->counted.n > 0)
    add_count (metronome, played, out);
  for (int i = 0; plays && i < played->n; i++) {
    const PlayerPiece *piece = &played->pieces[i];
    for (int done = 0; done < piece->n;) {
      const TimelinePart part = timeline_part (timeline, piece->time + done, piece->n - done);
      add_song (metronome, part.song, part.n, out + piece->from + done);
      done += part.n;
    }
  }
  return true;
}

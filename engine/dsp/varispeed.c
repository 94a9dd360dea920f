/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/varispeed.h"

#include <math.h>
#include <string.h>

#include "dsp/kaiser.h"
#include "dsp/vector.h"

#define ONE (INT64_C (1) << 32)
#define ATTENUATION_DB 90.0
#define CROSSINGS 32 /* of zero, to either side of the sinc */
#define POINTS 512 /* of the table, from one to the next: in a line between them to -106 dB */
#define TABLE (CROSSINGS * POINTS + 2)
#define NARROW 0.09 /* of the band, that the edge of the filter takes */
#define NARROWS_WITHIN 0.02 /* of speed 1 */
#define LANDING 1024 /* frames */
#define GLIDE_MS 50
#define STEERING 32768.0 /* frames, in which a stray frame comes back */
#define MOST_STEERED 0.02 /* of the speed */
#define ROW (5 * VARISPEED_REACH + VARISPEED_BLOCK)
#define MOST_TAPS (2 * VARISPEED_REACH)

size_t
varispeed_size (int channels)
{
  return sizeof (Varispeed) + sizeof (float) * (TABLE + (size_t) channels * ROW);
}

void
varispeed_init (Varispeed *varispeed, int channels, int rate)
{
  const double beta = kaiser_beta (ATTENUATION_DB);

  memset (varispeed, 0, varispeed_size (channels));
  varispeed->channels = channels;
  varispeed->glide = rate * GLIDE_MS / 1000;
  varispeed->step = varispeed->target = ONE;
  varispeed->at = varispeed->held = VARISPEED_REACH;
  varispeed->table = (float *) (varispeed + 1);
  varispeed->rows = varispeed->table + TABLE;
  for (int i = 0; i < CROSSINGS * POINTS; i++)
    varispeed->table[i] = (float) kaiser_sinc ((double) i / POINTS, CROSSINGS, beta);
  for (int i = 0; i < CROSSINGS; i++) /* exactly, so that a frame is itself */
    varispeed->table[i * POINTS] = i == 0 ? 1.0f : 0.0f;
}

/* --- Speed
 * ------------------------------------------------------------------------------------------------
 */

void
varispeed_set (Varispeed *varispeed, double speed, bool at_once)
{
  speed = speed < VARISPEED_LEAST ? VARISPEED_LEAST : speed;
  speed = speed > VARISPEED_MOST ? VARISPEED_MOST : speed;
  const int64_t target = (int64_t) rint (speed * (double) ONE);

  if (target == varispeed->target && !at_once)
    return;
  varispeed->target = target;
  varispeed->slope = (target - varispeed->step) / varispeed->glide;
  varispeed->glide_left = varispeed->glide;
  varispeed->land_from = 0;
  if (at_once) {
    varispeed->step = target;
    varispeed->glide_left = 0;
  }
}

double
varispeed_speed (const Varispeed *varispeed)
{
  return (double) varispeed->step / (double) ONE;
}

static bool
is_whole (const Varispeed *varispeed)
{
  return varispeed->step == ONE && varispeed->target == ONE && varispeed->fraction == 0;
}

/* How far the drift has come after some of its frames. */
static int64_t
landed (const Varispeed *varispeed, int frames)
{
  return (ONE - varispeed->land_from) * frames / LANDING;
}

/* To the place of the next frame. */
static void
move_on (Varispeed *varispeed)
{
  int64_t way = varispeed->step;

  if (varispeed->glide_left > 0) {
    varispeed->step =
        --varispeed->glide_left > 0 ? varispeed->step + varispeed->slope : varispeed->target;
  } else if (varispeed->step == ONE && varispeed->fraction != 0) {
    if (varispeed->land_from == 0) {
      varispeed->land_from = varispeed->fraction;
      varispeed->land_at = 0;
    }
    way += landed (varispeed, varispeed->land_at + 1) - landed (varispeed, varispeed->land_at);
    if (++varispeed->land_at == LANDING)
      varispeed->land_from = 0;
  }
  varispeed->fraction += way;
  varispeed->at += (int) (varispeed->fraction / ONE);
  varispeed->fraction %= ONE;
}

/* Of the band of the song that is kept. */
static double
cutoff (const Varispeed *varispeed)
{
  const double speed = varispeed_speed (varispeed);
  const double away = fabs (speed - 1.0) / NARROWS_WITHIN;
  const double edge = 1.0 - NARROW * (away < 1.0 ? away : 1.0);

  const double most = speed < VARISPEED_MOST ? speed : VARISPEED_MOST;
  return speed > 1.0 ? edge / most : edge;
}

/* Frames to either side of a place. */
static int
reach (double cutoff)
{
  return (int) (CROSSINGS / cutoff) + 1;
}

bool
varispeed_is_idle (const Varispeed *varispeed)
{
  return is_whole (varispeed) && varispeed->at == varispeed->held;
}

int
varispeed_most (const Varispeed *varispeed)
{
  const int64_t fastest = varispeed->step > varispeed->target ? varispeed->step : varispeed->target;
  const int64_t room = VARISPEED_BLOCK - VARISPEED_REACH - 8;

  return (int) (fastest > ONE ? room * ONE / fastest : room);
}

int
varispeed_needs (const Varispeed *varispeed, int n)
{
  Varispeed ahead = *varispeed;
  int end = varispeed->held;

  for (int i = 0; i < n; i++) {
    const int last = is_whole (&ahead) ? ahead.at + 1 : ahead.at + 1 + reach (cutoff (&ahead));
    end = last > end ? last : end;
    move_on (&ahead);
  }
  return end - varispeed->held;
}

/* --- Sound
 * ------------------------------------------------------------------------------------------------
 */

/* The filter at `n` frames, of which the first lies `first` from the place, with its gain. */
VECTOR_CLONES static void
make_taps (const float *table, double cutoff, double first, int n, float *taps)
{
  const double scale = cutoff * POINTS, end = CROSSINGS * POINTS;

  for (int i = 0; i < n; i++) {
    double u = fabs (first + i) * scale;
    u = u < end ? u : end;
    const int k = (int) u;
    const float part = (float) (u - k);
    taps[i] = (float) cutoff * (table[k] + (table[k + 1] - table[k]) * part);
  }
}

/* Sixteen sums, which are added at the end: the same operations whatever the vectors' width. */
VECTOR_CLONES static float
filter (const float *taps, const float *x, int n)
{
  Vector8 a = { 0 }, b = { 0 };

  for (int k = 0; k < n; k += 16) {
    a += vector8_load (taps + k) * vector8_load (x + k);
    b += vector8_load (taps + k + 8) * vector8_load (x + k + 8);
  }
  a += b;
  return ((a[0] + a[4]) + (a[1] + a[5])) + ((a[2] + a[6]) + (a[3] + a[7]));
}

static void
play_frame (const Varispeed *varispeed, float *const *out, int i)
{
  float taps[MOST_TAPS];
  const double band = cutoff (varispeed);
  const int half = reach (band);
  const int n = (2 * half + 15) / 16 * 16;
  const int first = varispeed->at + half + 1 - n;

  make_taps (varispeed->table, band,
             (double) (first - varispeed->at) - (double) varispeed->fraction / (double) ONE, n,
             taps);
  for (int c = 0; c < varispeed->channels; c++)
    out[c][i] = filter (taps, varispeed->rows + (size_t) c * ROW + first, n);
}

static void
append (Varispeed *varispeed, const float *const *in, int n)
{
  for (int c = 0; c < varispeed->channels && n > 0; c++)
    memcpy (varispeed->rows + (size_t) c * ROW + varispeed->held, in[c],
            sizeof (float) * (size_t) n);
  varispeed->held += n;
}

/* Of what has been played, only what the filter may reach stays. */
static void
forget (Varispeed *varispeed)
{
  const int gone = varispeed->at - VARISPEED_REACH;

  for (int c = 0; c < varispeed->channels; c++) {
    float *row = varispeed->rows + (size_t) c * ROW;
    memmove (row, row + gone, sizeof (float) * (size_t) (varispeed->held - gone));
  }
  varispeed->at -= gone;
  varispeed->held -= gone;
}

void
varispeed_process (Varispeed *varispeed, const float *const *in, int n_in, float *const *out, int n)
{
  append (varispeed, in, n_in);
  for (int i = 0; i < n; i++) {
    if (is_whole (varispeed))
      for (int c = 0; c < varispeed->channels; c++)
        out[c][i] = varispeed->rows[(size_t) c * ROW + (size_t) varispeed->at];
    else
      play_frame (varispeed, out, i);
    move_on (varispeed);
  }
  forget (varispeed);
}

void
varispeed_clear (Varispeed *varispeed)
{
  varispeed->at = VARISPEED_REACH;
  varispeed->fraction = 0;
  varispeed->held = VARISPEED_REACH + VARISPEED_LAG;
  for (int c = 0; c < varispeed->channels; c++)
    memset (varispeed->rows + (size_t) c * ROW, 0, sizeof (float) * (size_t) varispeed->held);
}

/* So that the lag comes to what it should be, too slowly to be heard. */
static int64_t
steered_step (const Varispeed *varispeed, int n, double speed)
{
  const double step = 1.0 / speed;
  const double lag = varispeed->held - varispeed->at - n * step;
  double more = (lag - VARISPEED_LAG) / STEERING;

  more = more > MOST_STEERED ? MOST_STEERED : more;
  more = more < -MOST_STEERED ? -MOST_STEERED : more;
  return (int64_t) (step * (1.0 + more) * (double) ONE);
}

void
varispeed_enter (Varispeed *varispeed, const float *const *in, int n_in, float *const *out,
                 int n_out, double speed)
{
  if (varispeed->held + n_in > ROW)
    varispeed_clear (varispeed);
  append (varispeed, in, n_in);
  varispeed->step = steered_step (varispeed, n_out, speed);
  for (int i = 0; i < n_out; i++) {
    if (varispeed->at + VARISPEED_REACH > varispeed->held)
      varispeed_clear (varispeed);
    play_frame (varispeed, out, i);
    varispeed->fraction += varispeed->step;
    varispeed->at += (int) (varispeed->fraction / ONE);
    varispeed->fraction %= ONE;
  }
  forget (varispeed);
}

void
varispeed_remember (Varispeed *varispeed, const float *const *out, int n)
{
  const int kept = n < VARISPEED_REACH ? VARISPEED_REACH - n : 0;

  for (int c = 0; c < varispeed->channels; c++) {
    float *row = varispeed->rows + (size_t) c * ROW;
    memmove (row, row + VARISPEED_REACH - kept, sizeof (float) * (size_t) kept);
    memcpy (row + kept, out[c] + n - (VARISPEED_REACH - kept),
            sizeof (float) * (size_t) (VARISPEED_REACH - kept));
  }
}

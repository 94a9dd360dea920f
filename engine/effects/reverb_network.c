/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/reverb_network.h"

#include "base/hash.h"
#include "base/math.h"
#include "dsp/vector.h"

#define REFERENCE_HZ 1000.0 /* where RT60 is exact */
#define BASS_HZ 220.0 /* middle of the shelf that stretches the lows */
#define DEPTH_MS 2.0 /* the deepest modulation that the lines have room for */
#define SLEW 0.1f /* frames a frame: the fastest that a delay moves, heard only after a jump */

typedef float Planes[REVERB_LINES][CONTROL_GRID];
typedef float Lanes[CONTROL_GRID][REVERB_LINES];

static int
next_prime (int n)
{
  for (n |= 1;; n += 2) {
    int d = 3;
    while (d * d <= n && n % d != 0)
      d += 2;
    if (d * d > n)
      return n;
  }
}

/* Half of the lines, for every interpolation takes a little of the highs. This half, because the
 * matrix between the lines left over then has the norm 0.71: no mode can live in those alone. (With
 * every second line the norm is 1, and a mode at 15 kHz outlasts the others.) */
static inline bool
is_modulated (int line)
{
  return line & 4;
}

int
reverb_network_lay (ReverbNetwork *network, const ReverbKind *kind, int rate, double size, int used)
{
  const double frames_per_ms = rate / 1000.0;
  const double ratio = kind->longest_ms / kind->shortest_ms;
  const int room = (int) (DEPTH_MS * frames_per_ms) + 4;
  int last = room + CONTROL_GRID;

  for (int i = 0; i < REVERB_LINES; i++) {
    /* Even steps of pitch, each moved a little so that no two sums of lengths fall together. */
    const double jitter = hash_noise (hash_key (16, 0, 0), i) * 0.2;
    const double ms =
        kind->shortest_ms * math_pow (ratio, (i + jitter) / (REVERB_LINES - 1)) * size;
    int length = next_prime ((int) (ms * frames_per_ms));
    if (length <= last)
      length = next_prime (last + 1);
    last = length;
    used = block_delay_lay (network ? &network->line[i] : NULL, used, length + room);
    if (network) {
      const double hz = 0.31 + 0.049 * ((i * 7) % REVERB_LINES);
      network->length[i] = length;
      network->lfo_step[i] = (uint64_t) (hz / rate * 18446744073709551616.0);
      network->lfo_start[i] = hash_at (hash_key (17, 0, 0), i);
    }
  }
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < kind->n_diffusers; i++) {
      const double ms = kind->diffuser_ms[i] * sqrt (size) * (c ? 1.083 : 1.0);
      const int length = next_prime ((int) (ms * frames_per_ms));
      used = block_delay_lay (network ? &network->diffuser[c][i] : NULL, used, length);
      if (network)
        network->diffuser_length[c][i] = length;
    }
  if (network) {
    network->rate = rate;
    network->n_diffusers = kind->n_diffusers;
  }
  return used;
}

void
reverb_network_reset (ReverbNetwork *network)
{
  memset (network->shelf_state, 0, sizeof network->shelf_state);
  network->running = false;
}

typedef struct {
  double b0, b1, a1;
} Shelf;

/* First-order shelf by the bilinear transform. `gain` in decibels at DC (low) or at Nyquist (high),
 * half of it at tan (pi f / rate) = t. */
static Shelf
shelf_low (double gain_db, double t)
{
  const double root = db_to_gain (gain_db / 2);
  const double a0 = t / root + 1;
  return (Shelf){ (t * root + 1) / a0, (t * root - 1) / a0, (t / root - 1) / a0 };
}

static Shelf
shelf_high (double gain_db, double t)
{
  const double root = db_to_gain (gain_db / 2);
  const double a0 = t * root + 1;
  return (Shelf){ (t * root + root * root) / a0, (t * root - root * root) / a0,
                  (t * root - 1) / a0 };
}

static double
shelf_db (Shelf shelf, double w)
{
  const double c = math_cos (w);
  const double up = shelf.b0 * shelf.b0 + shelf.b1 * shelf.b1 + 2 * shelf.b0 * shelf.b1 * c;
  const double down = 1 + shelf.a1 * shelf.a1 + 2 * shelf.a1 * c;
  return gain_to_db (up / down) / 2;
}

/* Where a coefficient is on its way. */
static inline float
on_the_way (float from, float to, int moved)
{
  return moved < CONTROL_GRID ? from + (to - from) * ((float) moved / CONTROL_GRID) : to;
}

/* What is now becomes where the way starts. */
static void
leave (ReverbNetwork *network)
{
  for (int s = 0; s < 2; s++)
    for (int k = 0; k < 3; k++)
      for (int i = 0; i < REVERB_LINES; i++)
        network->shelf_from[s][k][i] =
            on_the_way (network->shelf_from[s][k][i], network->shelf[s][k][i], network->moved);
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < network->n_diffusers; i++)
      network->diffuser_from[c][i] =
          on_the_way (network->diffuser_from[c][i], network->diffuser_gain[c][i], network->moved);
  network->moved = 0;
}

float
reverb_network_decay (ReverbNetwork *network, const ReverbKind *kind, ReverbDecay decay, bool jump)
{
  const double rate = network->rate;
  const double t_low = math_tan (MATH_PI * BASS_HZ / rate);
  const double t_high = math_tan (MATH_PI * kind->damping_hz / rate);
  double mean = 0;
  for (int i = 0; i < REVERB_LINES; i++)
    mean += network->length[i] / (double) REVERB_LINES;

  /* The shelves reach a little into the middle: find the loss between them that makes the loss at
   * the reference frequency right for the mean line, as a part of the loss that `time` asks for. */
  const double loss = 60.0 * mean / (decay.time * rate);
  double middle = 1;
  for (int pass = 0; pass < 4; pass++) {
    const Shelf low = shelf_low (loss * (middle - 1 / decay.bass), t_low);
    const Shelf high = shelf_high (loss * (middle - 1 / decay.highs), t_high);
    const double w = 2 * MATH_PI * REFERENCE_HZ / rate;
    middle += 1 - (middle - (shelf_db (low, w) + shelf_db (high, w)) / loss);
    middle = middle < 0.3 ? 0.3 : middle;
  }

  leave (network);
  for (int i = 0; i < REVERB_LINES; i++) {
    const double line_loss = 60.0 * network->length[i] / (decay.time * rate);
    const Shelf low = shelf_low (line_loss * (middle - 1 / decay.bass), t_low);
    const Shelf high = shelf_high (line_loss * (middle - 1 / decay.highs), t_high);
    const double gain = db_to_gain (-line_loss * middle);
    network->shelf[0][0][i] = (float) (low.b0 * gain);
    network->shelf[0][1][i] = (float) (low.b1 * gain);
    network->shelf[0][2][i] = (float) low.a1;
    network->shelf[1][0][i] = (float) high.b0;
    network->shelf[1][1][i] = (float) high.b1;
    network->shelf[1][2][i] = (float) high.a1;
  }
  if (jump)
    network->moved = CONTROL_GRID;

  /* An allpass rings for itself: never longer than a third of the time asked for. */
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < network->n_diffusers; i++) {
      const double most =
          db_to_gain (-60.0 * network->diffuser_length[c][i] / (0.35 * decay.time * rate));
      network->diffuser_gain[c][i] =
          (float) (most < kind->diffuser_gain ? most : kind->diffuser_gain);
    }

  network->depth =
      (float) (decay.depth < DEPTH_MS / 1000 * rate ? decay.depth : DEPTH_MS / 1000 * rate);

  /* Each input feeds 8 lines with 1, so brings in an energy of 8 a frame of unit power; what is in
   * the lines falls as exp (-13.8 t / time); each output hears 8 lines of 16. */
  return (float) sqrt (13.8155 * mean / (8.0 * decay.time * rate));
}

/* Where a line's delay should be at a frame of the song. The sine is the parabola refined once:
 * smooth, and good to 0.1 %. */
static inline float
modulated_delay (const ReverbNetwork *network, int i, Frames position)
{
  const uint64_t turn = network->lfo_start[i] + (uint64_t) position * network->lfo_step[i];
  const float x = (float) (int32_t) (turn >> 32) * (1.0f / 2147483648.0f);
  const float parabola = 4.0f * x * (1.0f - fabsf (x));
  const float sine = parabola + 0.225f * (parabola * fabsf (parabola) - parabola);
  return (float) network->length[i] + network->depth * sine;
}

/* At the start of a cell, and where the song jumps: from the delay that is, towards the one at the
 * end of the cell. */
static void
aim (ReverbNetwork *network, Frames position)
{
  const int left = CONTROL_GRID - (int) (position & (CONTROL_GRID - 1));

  for (int i = 0; i < REVERB_LINES; i++) {
    const float now = network->running
                          ? network->delay_from[i] + network->delay_step[i] * (float) network->aimed
                          : modulated_delay (network, i, position);
    const float step = (modulated_delay (network, i, position + left) - now) / (float) left;
    network->delay_from[i] = now;
    network->delay_step[i] = step > SLEW ? SLEW : step < -SLEW ? -SLEW : step;
  }
  network->running = true;
  network->aimed = 0;
}

/* Reads a cell whose delay in frame t is from + step (first + t): fifth-order Lagrange
 * interpolation, in runs over which the whole part of the delay stands still. */
static inline void
read_modulated (const BlockDelay *line, const float *arena, float from, float step, int first,
                float *out)
{
  for (int t = 0; t < CONTROL_GRID;) {
    const int whole = (int) (from + step * (float) (first + t));
    int end = t + 1;
    if ((int) (from + step * (float) (first + CONTROL_GRID - 1)) == whole)
      end = CONTROL_GRID;
    else
      while (end < CONTROL_GRID && (int) (from + step * (float) (first + end)) == whole)
        end++;

    const float *at = block_delay_read (line, arena, whole + 3);
    for (int k = t; k < end; k++) {
      const float d =
          from + step * (float) (first + k) - (float) whole; /* towards the older frame */
      const float e = 1.0f - d;
      const float near = d * e, middle = (1.0f + d) * (1.0f + e), far = (2.0f + d) * (2.0f + e);
      const float inner = middle * far * (1.0f / 12.0f);
      const float wing = near * far * (1.0f / 24.0f);
      const float tip = near * middle * (1.0f / 120.0f);
      out[k] = inner * (e * at[k + 3] + d * at[k + 2]) -
               wing * ((1.0f + e) * at[k + 4] + (1.0f + d) * at[k + 1]) +
               tip * ((2.0f + e) * at[k + 5] + (2.0f + d) * at[k]);
    }
    t = end;
  }
}

/* Schroeder allpass on one run; its length is more than a run. */
static inline void
diffuse (BlockDelay *line, float *arena, int length, const float *gain, float *x, int n)
{
  float inner[CONTROL_GRID];
  const float *old = block_delay_read (line, arena, length);

  for (int t = 0; t < CONTROL_GRID; t++) {
    inner[t] = x[t] - gain[t] * old[t];
    x[t] = old[t] + gain[t] * inner[t];
  }
  block_delay_write (line, arena, inner, n);
}

static inline void
diffuse_all (ReverbNetwork *network, float *arena, float in[2][CONTROL_GRID], int n)
{
  for (int c = 0; c < 2; c++)
    for (int d = 0; d < network->n_diffusers; d++) {
      float gain[CONTROL_GRID];
      if (network->moved >= CONTROL_GRID)
        for (int t = 0; t < CONTROL_GRID; t++)
          gain[t] = network->diffuser_gain[c][d];
      else
        for (int t = 0; t < CONTROL_GRID; t++)
          gain[t] = on_the_way (network->diffuser_from[c][d], network->diffuser_gain[c][d],
                                network->moved + 1 + t);
      diffuse (&network->diffuser[c][d], arena, network->diffuser_length[c][d], gain, in[c], n);
    }
}

static inline void
absorb_on_the_way (ReverbNetwork *network, Lanes z, int n)
{
  for (int t = 0; t < n; t++) {
    const int moved = network->moved + 1 + t;
    for (int s = 0; s < 2; s++)
      for (int i = 0; i < REVERB_LINES; i++) {
        const float b0 = on_the_way (network->shelf_from[s][0][i], network->shelf[s][0][i], moved);
        const float b1 = on_the_way (network->shelf_from[s][1][i], network->shelf[s][1][i], moved);
        const float a1 = on_the_way (network->shelf_from[s][2][i], network->shelf[s][2][i], moved);
        const float x = z[t][i];
        const float y = b0 * x + network->shelf_state[s][i];
        network->shelf_state[s][i] = b1 * x - a1 * y;
        z[t][i] = y;
      }
  }
}

static inline void
absorb (ReverbNetwork *network, Lanes z, int n)
{
  for (int i = 0; i < REVERB_LINES; i += 8) {
    const Vector8 low_b0 = vector8_load (&network->shelf[0][0][i]);
    const Vector8 low_b1 = vector8_load (&network->shelf[0][1][i]);
    const Vector8 low_a1 = vector8_load (&network->shelf[0][2][i]);
    const Vector8 high_b0 = vector8_load (&network->shelf[1][0][i]);
    const Vector8 high_b1 = vector8_load (&network->shelf[1][1][i]);
    const Vector8 high_a1 = vector8_load (&network->shelf[1][2][i]);
    Vector8 low = vector8_load (&network->shelf_state[0][i]);
    Vector8 high = vector8_load (&network->shelf_state[1][i]);
    for (int t = 0; t < n; t++) {
      const Vector8 x = vector8_load (&z[t][i]);
      const Vector8 y = low_b0 * x + low;
      const Vector8 out = high_b0 * y + high;
      low = low_b1 * x - low_a1 * y;
      high = high_b1 * y - high_a1 * out;
      vector8_store (&z[t][i], out);
    }
    vector8_store (&network->shelf_state[0][i], low);
    vector8_store (&network->shelf_state[1][i], high);
  }
}

/* From lanes to planes through the fast Walsh-Hadamard transform across the lines, over 4 (Fino and
 * Algazi 1976), with the input on top. */
static inline void
mix_lines (Lanes z, float in[2][CONTROL_GRID], float *const *to)
{
  _Alignas(64) Planes x;

  for (int i = 0; i < REVERB_LINES; i += 4)
    for (int t = 0; t < CONTROL_GRID; t += 4)
      vector4_store_rows (&x[i][t], CONTROL_GRID,
                          vector4_transpose (&z[t][i], &z[t + 1][i], &z[t + 2][i], &z[t + 3][i]));
  for (int t = 0; t < CONTROL_GRID; t += 8) {
    const Vector8 fed[2] = { vector8_load (&in[0][t]), vector8_load (&in[1][t]) };
    Vector8 v[REVERB_LINES];
    for (int i = 0; i < REVERB_LINES; i++)
      v[i] = vector8_load (&x[i][t]);
    for (int half = 1; half < REVERB_LINES; half *= 2)
      for (int i = 0; i < REVERB_LINES; i += 2 * half)
        for (int j = i; j < i + half; j++) {
          const Vector8 a = v[j], b = v[j + half];
          v[j] = a + b;
          v[j + half] = a - b;
        }
    for (int i = 0; i < REVERB_LINES; i++)
      vector8_store (to[i] + t, v[i] * 0.25f + fed[i & 1]);
  }
}

/* Each side hears every other line. */
static inline void
sum_lines (const float *const *from, float out[2][CONTROL_GRID])
{
  static const float sign[REVERB_LINES] = { 1, 1, -1, 1, 1, -1, 1, 1, 1, -1, -1, -1, 1, 1, -1, -1 };

  for (int t = 0; t < CONTROL_GRID; t += 8) {
    Vector8 sum[2] = { 0 };
    for (int i = 0; i < REVERB_LINES; i++)
      sum[i & 1] += sign[i] * vector8_load (from[i] + t);
    vector8_store (&out[0][t], sum[0]);
    vector8_store (&out[1][t], sum[1]);
  }
}

VECTOR_CLONES void
reverb_network_run (ReverbNetwork *network, float *arena, float in[2][CONTROL_GRID],
                    float out[2][CONTROL_GRID], int n, Frames position)
{
  _Alignas(64) Planes x;
  _Alignas(64) Lanes z;
  const float *from[REVERB_LINES];
  float *to[REVERB_LINES];

  if (!network->running || position != network->next || position % CONTROL_GRID == 0)
    aim (network, position);
  network->next = position + n;

  for (int i = 0; i < REVERB_LINES; i++) {
    if (is_modulated (i))
      read_modulated (&network->line[i], arena, network->delay_from[i], network->delay_step[i],
                      network->aimed, x[i]);
    from[i] =
        is_modulated (i) ? x[i] : block_delay_read (&network->line[i], arena, network->length[i]);
  }
  network->aimed += n;
  sum_lines (from, out);
  diffuse_all (network, arena, in, n);

  for (int i = 0; i < REVERB_LINES; i += 4)
    for (int t = 0; t < CONTROL_GRID; t += 4)
      vector4_store_rows (
          &z[t][i], REVERB_LINES,
          vector4_transpose (from[i] + t, from[i + 1] + t, from[i + 2] + t, from[i + 3] + t));
  if (network->moved >= CONTROL_GRID) {
    absorb (network, z, n);
  } else {
    absorb_on_the_way (network, z, n);
    network->moved += n;
  }

  for (int i = 0; i < REVERB_LINES; i++) {
    float *direct = n == CONTROL_GRID ? block_delay_claim (&network->line[i], arena, n) : NULL;
    to[i] = direct ? direct : x[i];
  }
  mix_lines (z, in, to);
  for (int i = 0; i < REVERB_LINES; i++)
    if (to[i] == x[i])
      block_delay_write (&network->line[i], arena, x[i], n);
    else
      block_delay_claimed (&network->line[i], n);
}

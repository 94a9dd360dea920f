/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With phases counted from the middle of a frame, a sine of w rad / frame in two frames, HOP apart,
 * has turned by w HOP. Its peak is moved by D = (ratio - 1) w bins, rounded, and turned by the sum
 * of all D up to this frame, so that from frame to frame it turns as the shifted sine does. What
 * rounding leaves of D within the frame only shapes the window: its loss is made good. */
#include "dsp/pitch_shift.h"

#include "base/math.h"
#include "dsp/control_math.h"
#include "dsp/spectral_envelope.h"

#include <string.h>

#define OVERLAP 8 /* Hann windows, squared, add up to OVERLAP 3 / 8 */
#define UNKNOWN -1
#define LATE (OVERLAP / 2) /* values wait until what came in with them is in the middle */
#define MOST_OCTAVES 8.0 /* 48 dB: what an envelope may raise */

/* Offsets are in floats from `data`, so that the state can be copied. */
struct PitchShift {
  const Fft *fft;
  int rate, size, hop, bins, channels;
  int at; /* frame of the rings, or UNKNOWN */
  PitchShiftValues values;
  PitchShiftValues late[LATE];
  int late_at;
  size_t input, output, now, last, moved, turns, next_turns, window, frame, power, envelope, levels;
  float data[] __attribute__ ((aligned (64)));
};

int
pitch_shift_frames (int rate, int window)
{
  return window * (rate <= 50000 ? 1 : rate <= 100000 ? 2 : 4);
}

static size_t
lay_out (PitchShift *s, int frames, int channels)
{
  const size_t size = (size_t) frames, planes = (size_t) channels;
  const size_t bins = size / 2 + 16, lines = 2 * bins;
  size_t at = 0;

  s->size = frames;
  s->hop = frames / OVERLAP;
  s->bins = frames / 2 + 1;
  s->channels = channels;
  s->input = at, at += planes * size;
  s->output = at, at += planes * size;
  s->now = at, at += planes * lines;
  s->last = at, at += planes * lines;
  s->moved = at, at += planes * lines;
  s->turns = at, at += bins;
  s->next_turns = at, at += bins;
  s->window = at, at += size;
  s->frame = at, at += size;
  s->power = at, at += bins;
  s->envelope = at, at += bins;
  s->levels = at, at += bins;
  return at;
}

size_t
pitch_shift_size (int frames, int channels)
{
  PitchShift s;
  return sizeof s + sizeof (float) * lay_out (&s, frames, channels);
}

bool
pitch_shift_init (PitchShift *s, int rate, int frames, int channels)
{
  lay_out (s, frames, channels);
  s->rate = rate;
  s->fft = fft_get (frames);
  s->at = UNKNOWN;
  for (int i = 0; i < frames; i++)
    s->data[s->window + (size_t) i] = (float) (0.5 - 0.5 * math_cos (2 * MATH_PI * i / frames));
  return s->fft != NULL;
}

void
pitch_shift_set (PitchShift *s, const PitchShiftValues *values, bool jump)
{
  s->values = *values;
  for (int i = 0; jump && i < LATE; i++)
    s->late[i] = *values;
}

void
pitch_shift_reset (PitchShift *s)
{
  const size_t window = s->window, after = s->frame;

  s->at = UNKNOWN;
  s->late_at = 0;
  pitch_shift_set (s, &s->values, true);
  memset (s->data, 0, window * sizeof (float));
  memset (s->data + after, 0, (lay_out (s, s->size, s->channels) - after) * sizeof (float));
}

static fftwf_complex *
lines_of (PitchShift *s, size_t array, int channel)
{
  return (fftwf_complex *) (s->data + array) + (size_t) channel * (size_t) (s->bins + 15);
}

/* To -pi .. pi. */
static double
wrapped (double phase)
{
  return phase - 2 * MATH_PI * rint (phase / (2 * MATH_PI));
}

VECTOR_CLONES static void
cut_out (const float *restrict ring, int at, const float *restrict window, float *restrict frame,
         int size)
{
  const int half = size / 2;

  /* The oldest is at `at`; the middle of the frame goes to its begin. */
  for (int i = 0; i < half; i++)
    frame[half + i] = window[i] * ring[(at + i) & (size - 1)];
  for (int i = half; i < size; i++)
    frame[i - half] = window[i] * ring[(at + i) & (size - 1)];
}

VECTOR_CLONES static void
overlap (float *restrict ring, int at, const float *restrict window, const float *restrict frame,
         float gain, int size)
{
  const int half = size / 2;

  for (int i = 0; i < half; i++)
    ring[(at + i) & (size - 1)] += gain * window[i] * frame[half + i];
  for (int i = half; i < size; i++)
    ring[(at + i) & (size - 1)] += gain * window[i] * frame[i - half];
}

static void
analyse (PitchShift *s)
{
  float *const power = s->data + s->power;

  memcpy (s->data + s->last, s->data + s->now, (s->moved - s->last) * sizeof (float));
  memset (power, 0, (size_t) s->bins * sizeof (float));
  for (int c = 0; c < s->channels; c++) {
    fftwf_complex *const lines = lines_of (s, s->now, c);
    cut_out (s->data + s->input + c * s->size, s->at, s->data + s->window, s->data + s->frame,
             s->size);
    fft_forward (s->fft, s->data + s->frame, lines);
    for (int k = 0; k < s->bins; k++)
      power[k] += lines[k][0] * lines[k][0] + lines[k][1] * lines[k][1];
  }
}

/* Of a peak, in radians a hop. */
static double
advance_of (PitchShift *s, int peak)
{
  const double expected = 2 * MATH_PI * peak / OVERLAP, most = 2 * MATH_PI / OVERLAP;
  double re = 0, im = 0;

  for (int c = 0; c < s->channels; c++) {
    const float *const now = lines_of (s, s->now, c)[peak];
    const float *const last = lines_of (s, s->last, c)[peak];
    re += now[0] * last[0] + now[1] * last[1];
    im += now[1] * last[0] - now[0] * last[1];
  }
  const double off = wrapped (math_atan2 (im, re) - expected);
  return expected + (off > most ? most : off < -most ? -most : off);
}

/* What a squared Hann window keeps of a sine that is `bins` beside its own frequency, |bins| <=
 * 1/2.
 */
static double
window_gain (double bins)
{
  const double x = MATH_PI * bins, squared = bins * bins;
  const double sinc = fabs (x) < 1e-4 ? 1.0 : math_sin (x) / x;
  return sinc * 4.0 / ((1.0 - squared) * (4.0 - squared));
}

/* One peak, and where it goes. */
typedef struct {
  int from, to; /* its bins, `to` excluded */
  int bins; /* how far */
  float re, im; /* gain and turn */
} Move;

static void
move_lines (const Move *move, fftwf_complex *restrict from, fftwf_complex *restrict to, int n)
{
  for (int k = move->from; k < move->to; k++) {
    const float re = from[k][0] * move->re - from[k][1] * move->im;
    const float im = from[k][0] * move->im + from[k][1] * move->re;
    const int target = k + move->bins;
    if (target == 0 && move->bins != 0) { /* it meets its mirror image */
      to[0][0] += 2 * re;
    } else if (target >= 0 && target < n) {
      to[target][0] += re;
      to[target][1] += im;
    } else if (target < 0 && -target < n) { /* what falls below 0 Hz is its own mirror image */
      to[-target][0] += re;
      to[-target][1] -= im;
    }
  }
}

static double
envelope_gain (const PitchShift *s, const PitchShiftValues *values, double bin, double ratio)
{
  const double moved = (values->keep ? 0 : values->octaves) + values->envelope;
  const float *const envelope = s->data + s->envelope;
  const double place = bin * ratio / control_exp2 (moved), most = s->bins - 2;
  const double at = place < most ? place : most;
  const int k = (int) at;
  const double there = envelope[k] + (at - k) * (envelope[k + 1] - envelope[k]);
  const int here = (int) bin;
  const double octaves =
      there - (envelope[here] + (bin - here) * (envelope[here + 1] - envelope[here]));
  return control_exp2 (octaves > MOST_OCTAVES ? MOST_OCTAVES : octaves);
}

/* The peak at `peak`; its turn is noted for the next frame. */
static Move
move_of (PitchShift *s, const PitchShiftValues *values, int peak, int from, int to, bool shapes)
{
  const double ratio = control_exp2 (values->octaves);
  const double advance = advance_of (s, peak), bin = advance * OVERLAP / (2 * MATH_PI);
  const double distance = (ratio - 1.0) * bin, whole = rint (distance);
  const double turn = wrapped (s->data[s->turns + (size_t) peak] + (ratio - 1.0) * advance);
  double gain = 1.0 / window_gain (distance - whole);

  if (shapes && bin >= 0 && bin < s->bins - 2)
    gain *= envelope_gain (s, values, bin, ratio);
  for (int k = from; k < to; k++)
    s->data[s->next_turns + (size_t) k] = (float) turn;
  return (Move){ .from = from,
                 .to = to,
                 .bins = (int) whole,
                 .re = (float) (gain * math_cos (turn)),
                 .im = (float) (gain * math_sin (turn)) };
}

static bool
is_peak (const float *power, int k, int bins)
{
  return power[k] > 0 && (k == 0 || power[k] > power[k - 1]) &&
         (k < 2 || power[k] > power[k - 2]) && (k + 1 >= bins || power[k] >= power[k + 1]) &&
         (k + 2 >= bins || power[k] >= power[k + 2]);
}

static int
next_peak (const float *power, int from, int bins)
{
  int k = from;
  while (k < bins && !is_peak (power, k, bins))
    k++;
  return k;
}

static int
lowest_between (const float *power, int from, int to)
{
  int lowest = from;
  for (int k = from; k < to; k++)
    lowest = power[k] < power[lowest] ? k : lowest;
  return lowest;
}

static void
shift_peaks (PitchShift *s, const PitchShiftValues *values, bool shapes)
{
  const float *const power = s->data + s->power;
  int from = 0, peak = next_peak (power, 0, s->bins);

  memset (s->data + s->moved, 0, (s->turns - s->moved) * sizeof (float));
  while (peak < s->bins) {
    const int after = next_peak (power, peak + 1, s->bins);
    const int to = after < s->bins ? lowest_between (power, peak + 1, after) : s->bins;
    const Move move = move_of (s, values, peak, from, to, shapes);
    for (int c = 0; c < s->channels; c++)
      move_lines (&move, lines_of (s, s->now, c), lines_of (s, s->moved, c), s->bins);
    from = to;
    peak = after;
  }
  memcpy (s->data + s->turns, s->data + s->next_turns, (size_t) s->bins * sizeof (float));
  for (int c = 0; c < s->channels; c++) {
    fft_inverse (s->fft, lines_of (s, s->moved, c), s->data + s->frame);
    overlap (s->data + s->output + c * s->size, s->at, s->data + s->window, s->data + s->frame,
             8.0f / (3.0f * OVERLAP * (float) s->size), s->size);
  }
}

static void
process_hop (PitchShift *s)
{
  const PitchShiftValues values = s->late[s->late_at];
  const bool shapes = values.envelope != 0 || (values.keep && values.octaves != 0);

  s->late[s->late_at] = s->values;
  s->late_at = (s->late_at + 1) % LATE;
  analyse (s);
  if (shapes) {
    memcpy (s->data + s->levels, s->data + s->power, (size_t) s->bins * sizeof (float));
    spectral_envelope (s->fft, s->rate, s->data + s->levels, s->data + s->envelope,
                       s->data + s->frame, lines_of (s, s->moved, 0));
  }
  shift_peaks (s, &values, shapes);
}

void
pitch_shift_process (PitchShift *s, float *const *audio, float *const *dry, int n, Frames position)
{
  if (s->at == UNKNOWN)
    s->at = (int) (((position % s->size) + s->size) % s->size);
  for (int done = 0; done < n;) {
    const int left = s->hop - s->at % s->hop, now = n - done < left ? n - done : left;
    for (int c = 0; c < s->channels; c++) {
      float *const in = s->data + s->input + c * s->size + s->at;
      float *const out = s->data + s->output + c * s->size + s->at;
      const size_t bytes = (size_t) now * sizeof (float);
      memcpy (dry[c] + done, in, bytes);
      memcpy (in, audio[c] + done, bytes);
      memcpy (audio[c] + done, out, bytes);
      memset (out, 0, bytes);
    }
    done += now;
    s->at = (s->at + now) & (s->size - 1);
    if (s->at % s->hop == 0)
      process_hop (s);
  }
}

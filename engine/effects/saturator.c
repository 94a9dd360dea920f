/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saturation by a curve without memory, at 16 times the rate (8 above 50 kHz, 4 above 100 kHz).
 *
 *   wet = auto_gain (drive) / f'(b) * (f (drive x + b) - f (b))
 *
 *   tape: f soft (saturation.h), b from `bias` alone; before it a high shelf lifts the treble by
 *     6 dB (zero at 4 kHz, pole at 8 kHz) and its exact inverse follows, so that treble saturates
 *     first; behind it a head bump of 1.2 dB at 65 Hz
 *   tube: f soft, b = 0.3 + bias: the second harmonic leads, about 0.75 b a / (1 + b^2) of
 *     amplitude a
 *   hard: f hard, b = 0.7 bias: a clipper at 0 dBFS
 *
 * Then a high-pass at 5 Hz takes out what the curve rectified, and a tilt colors the wet sound. */
#include "effects/saturator.h"

#include "base/math.h"
#include "dsp/oversampler.h"
#include "dsp/saturation.h"
#include "dsp/smooth_gain.h"
#include "effects/saturator_spec.h"

#include <string.h>

#define CHUNK OVERSAMPLER_BLOCK
#define HIGH_FRAMES (CHUNK * OVERSAMPLER_MAX_FACTOR)

/* The curve delays by one frame, the filter that evens its loss by another. */
#define INNER_LATENCY 2
#define CURVE_PAST 2
#define EVEN_TAPS 3

#define MAX_LATENCY 256 /* frames; a power of two */

#define TUBE_BIAS 0.3

/* Auto gain keeps the level of a tone this loud; -14 dBFS peak stands for a mix at about -18 dBFS.
 */
#define AUTO_AMPLITUDE 0.2

/* y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y'', direct form 1. */
typedef struct {
  double b0, b1, b2, a1, a2;
} Section;

typedef struct {
  double x1, x2, y1, y2;
} SectionState;

typedef struct {
  OversamplerChannel oversampler;
  float curve_past[CURVE_PAST]; /* what came to the curve last, without bias */
  float even_past[EVEN_TAPS - 1];
  float dry[MAX_LATENCY + CHUNK];
  SectionState emphasis, deemphasis, bump, dc;
  double tilt;
} SaturatorChannel;

typedef struct {
  int channels, kind;
  Oversampler oversampler;
  Section emphasis, deemphasis, bump, dc;
  double tilt_step;
  SmoothGain drive, bias, curve_gain, wet, dry, low, high;
  float bias_past; /* what was added to curve_past */
  SaturatorChannel channel[2];
} Saturator;

/* The ramps of one step, frame by frame. */
typedef struct {
  float drive[CHUNK], bias[CHUNK], rest[CHUNK], curve_gain[CHUNK], wet[CHUNK], dry[CHUNK],
      low[CHUNK], high[CHUNK];
  bool moving; /* bias or curve_gain, within the step */
} Gains;

static int
factor_at (int rate)
{
  return rate < 50000 ? 16 : rate < 100000 ? 8 : 4;
}

/* 20 kHz, or more where there is room. */
static double
passband_at (int rate)
{
  return rate < 48000 ? 20000.0 / rate : 20000.0 / 48000;
}

static size_t
saturator_state_size (const ProcessorSetup *setup)
{
  return sizeof (Saturator);
}

static int
saturator_latency (const ProcessorSetup *setup)
{
  Oversampler oversampler;
  oversampler_init (&oversampler, factor_at (setup->rate), passband_at (setup->rate),
                    INNER_LATENCY);
  return oversampler.latency;
}

static Frames
saturator_tail (const ProcessorSetup *setup)
{
  /* The 5 Hz high-pass falls by 144 dB (full output gain) in 16.6 of its time constants of 32 ms.
   */
  return setup->rate * 6 / 10 + 2 * saturator_latency (setup);
}

/* First order with a zero at zero_hz and a pole at pole_hz, unity at 0 Hz, by the bilinear
 * transform. */
static Section
shelf (double zero_hz, double pole_hz, int rate)
{
  const double z = math_tan (MATH_PI * zero_hz / rate), p = math_tan (MATH_PI * pole_hz / rate);
  const double scale = p / z / (p + 1.0);
  return (Section){ .b0 = (z + 1.0) * scale, .b1 = (z - 1.0) * scale, .a1 = (p - 1.0) / (p + 1.0) };
}

static Section
inverse (Section section)
{
  return (Section){ .b0 = 1.0 / section.b0,
                    .b1 = section.a1 / section.b0,
                    .a1 = section.b1 / section.b0 };
}

/* The bell of the RBJ cookbook. */
static Section
bell (double hz, double gain_db, double q, int rate)
{
  const double w = 2.0 * MATH_PI * hz / rate, a = db_to_gain (gain_db / 2.0);
  const double alpha = math_sin (w) / (2.0 * q), cosine = math_cos (w), a0 = 1.0 + alpha / a;
  return (Section){ .b0 = (1.0 + alpha * a) / a0,
                    .b1 = -2.0 * cosine / a0,
                    .b2 = (1.0 - alpha * a) / a0,
                    .a1 = -2.0 * cosine / a0,
                    .a2 = (1.0 - alpha / a) / a0 };
}

/* First-order high-pass, unity far above. */
static Section
high_pass (double hz, int rate)
{
  const double g = math_tan (MATH_PI * hz / rate);
  return (Section){ .b0 = 1.0 / (1.0 + g), .b1 = -1.0 / (1.0 + g), .a1 = (g - 1.0) / (g + 1.0) };
}

static inline double
section_next (const Section *section, SectionState *state, double x)
{
  const double y = section->b0 * x + section->b1 * state->x1 + section->b2 * state->x2 -
                   section->a1 * state->y1 - section->a2 * state->y2;
  state->x2 = state->x1;
  state->x1 = x;
  state->y2 = state->y1;
  state->y1 = y;
  return y;
}

/* The loss of a tone through the curve, taken back: drive times it stays near 1. */
static double
auto_gain (int kind, double drive)
{
  if (kind == SATURATOR_HARD) {
    const double over = drive * AUTO_AMPLITUDE * 0.9, at_rest = AUTO_AMPLITUDE * 0.9;
    return sqrt (sqrt ((1.0 + over * over * over * over) /
                       (1.0 + at_rest * at_rest * at_rest * at_rest))) /
           drive;
  }
  const double over = 0.75 * AUTO_AMPLITUDE * AUTO_AMPLITUDE;
  return sqrt ((1.0 + over * drive * drive) / (1.0 + over)) / drive;
}

static void
saturator_set (void *state, const double *values, bool jump)
{
  Saturator *saturator = state;
  const double drive = db_to_gain (values[SATURATOR_DRIVE]),
               output = db_to_gain (values[SATURATOR_OUTPUT]);
  const double mix = values[SATURATOR_MIX] * 0.01, percent = values[SATURATOR_BIAS] * 0.01;
  double bias = percent, slope = 1.0;

  if (saturator->kind == SATURATOR_HARD) {
    bias = 0.7 * percent;
  } else {
    bias += saturator->kind == SATURATOR_TUBE ? TUBE_BIAS : 0;
    slope = (1.0 + bias * bias) * sqrt (1.0 + bias * bias);
  }
  const double automatic =
      1.0 + values[SATURATOR_AUTO_GAIN] * (auto_gain (saturator->kind, drive) - 1.0);

  smooth_gain_set (&saturator->drive, (float) drive, jump);
  smooth_gain_set (&saturator->bias, (float) bias, jump);
  saturator->bias_past = jump ? (float) bias : saturator->bias_past;
  smooth_gain_set (&saturator->curve_gain, (float) (slope * automatic), jump);
  smooth_gain_set (&saturator->wet, (float) (mix * output), jump);
  smooth_gain_set (&saturator->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&saturator->low, (float) db_to_gain (-0.06 * values[SATURATOR_TONE]), jump);
  smooth_gain_set (&saturator->high, (float) db_to_gain (0.06 * values[SATURATOR_TONE]), jump);
}

static bool
saturator_init (void *state, const ProcessorSetup *setup, const char **message)
{
  Saturator *saturator = state;

  saturator->channels = setup->channels;
  saturator->kind = (int) setup->values[SATURATOR_KIND];
  oversampler_init (&saturator->oversampler, factor_at (setup->rate), passband_at (setup->rate),
                    INNER_LATENCY);
  SmoothGain *const gains[] = { &saturator->drive, &saturator->bias, &saturator->curve_gain,
                                &saturator->wet,   &saturator->dry,  &saturator->low,
                                &saturator->high };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_init (gains[i], setup->rate);
  saturator->emphasis = shelf (4000, 8000, setup->rate);
  saturator->deemphasis = inverse (saturator->emphasis);
  saturator->bump = bell (65, 1.2, 0.8, setup->rate);
  saturator->dc = high_pass (5, setup->rate);
  const double g = math_tan (MATH_PI * 1000 / setup->rate);
  saturator->tilt_step = g / (1.0 + g);
  saturator_set (saturator, setup->values, true);
  return true;
}

static void
saturator_reset (void *state)
{
  Saturator *saturator = state;

  memset (saturator->channel, 0, sizeof saturator->channel);
  smooth_gain_settle (&saturator->drive);
  smooth_gain_settle (&saturator->bias);
  smooth_gain_settle (&saturator->curve_gain);
  smooth_gain_settle (&saturator->wet);
  smooth_gain_settle (&saturator->dry);
  smooth_gain_settle (&saturator->low);
  smooth_gain_settle (&saturator->high);
  saturator->bias_past = saturator->bias.value;
}

/* What the curve makes of silence, in the curve's own arithmetic, so that silence stays exactly 0.
 */
static float
curve_at_rest (int kind, float bias)
{
  const float u[CURVE_PAST + 1] = { bias, bias, bias };
  float y;
  if (kind == SATURATOR_HARD)
    saturation_hard (u, &y, 1);
  else
    saturation_soft (u, &y, 1);
  return y;
}

static void
take_gains (Saturator *saturator, Gains *gains, int n)
{
  const bool bias_moves = smooth_gain_next (&saturator->bias, gains->bias, n);
  const bool curve_moves = smooth_gain_next (&saturator->curve_gain, gains->curve_gain, n);

  gains->moving = bias_moves || curve_moves;
  smooth_gain_next (&saturator->drive, gains->drive, n);
  smooth_gain_next (&saturator->wet, gains->wet, n);
  smooth_gain_next (&saturator->dry, gains->dry, n);
  smooth_gain_next (&saturator->low, gains->low, n);
  smooth_gain_next (&saturator->high, gains->high, n);
  for (int i = 0; i < n; i++)
    gains->rest[i] = i && gains->bias[i] == gains->bias[i - 1]
                         ? gains->rest[i - 1]
                         : curve_at_rest (saturator->kind, gains->bias[i]);
}

VECTOR_CLONES static void
add_bias (const float *x, float bias, float *u, int n)
{
  for (int i = 0; i < n; i++)
    u[i] = x[i] + bias;
}

VECTOR_CLONES static void
scale_curve (float *y, float rest, float gain, int n)
{
  for (int i = 0; i < n; i++)
    y[i] = (y[i] - rest) * gain;
}

/* n frames of the base rate at the higher one, in place. Bias and gain stand still for one frame of
 * the base rate; the images of that staircase lie where the way down leaves nothing. */
static void
bend (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains, float *high, int n)
{
  const int factor = saturator->oversampler.factor, frames = n * factor;
  const int part = gains->moving ? factor : frames;
  float u[CURVE_PAST + HIGH_FRAMES], y[EVEN_TAPS - 1 + HIGH_FRAMES], *bent = y + EVEN_TAPS - 1;

  add_bias (channel->curve_past, saturator->bias_past, u, CURVE_PAST);
  saturation_hold (high, frames);
  memcpy (channel->curve_past, high + frames - CURVE_PAST, sizeof channel->curve_past);
  for (int at = 0; at < frames; at += part)
    add_bias (high + at, gains->bias[at / factor], u + CURVE_PAST + at, part);

  memcpy (y, channel->even_past, sizeof channel->even_past);
  if (saturator->kind == SATURATOR_HARD)
    saturation_hard (u, bent, frames);
  else
    saturation_soft (u, bent, frames);
  for (int at = 0; at < frames; at += part)
    scale_curve (bent + at, gains->rest[at / factor], gains->curve_gain[at / factor], part);
  saturation_even (y, high, frames);
  memcpy (channel->even_past, y + frames, sizeof channel->even_past);
}

static void
drive_up (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains,
          const float *audio, float *driven, int n)
{
  for (int i = 0; i < n; i++) {
    double x = (double) audio[i] * gains->drive[i];
    if (saturator->kind == SATURATOR_TAPE)
      x = section_next (&saturator->emphasis, &channel->emphasis, x);
    driven[i] = (float) x;
  }
}

static void
color (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains, float *wet, int n)
{
  for (int i = 0; i < n; i++) {
    double y = wet[i];
    if (saturator->kind == SATURATOR_TAPE) {
      y = section_next (&saturator->deemphasis, &channel->deemphasis, y);
      y = section_next (&saturator->bump, &channel->bump, y);
    }
    y = section_next (&saturator->dc, &channel->dc, y);
    /* Trapezoidal one-pole (Zavalishin 2012): low and high add up to y. */
    const double step = (y - channel->tilt) * saturator->tilt_step;
    const double low = channel->tilt + step;
    channel->tilt = low + step;
    wet[i] = (float) (low * gains->low[i] + (y - low) * gains->high[i]);
  }
}

static void
saturator_step (Saturator *saturator, float *const *audio, int n)
{
  const int latency = saturator->oversampler.latency;
  Gains gains;

  take_gains (saturator, &gains, n);
  for (int c = 0; c < saturator->channels; c++) {
    SaturatorChannel *channel = &saturator->channel[c];
    float wet[CHUNK], high[HIGH_FRAMES];

    drive_up (saturator, channel, &gains, audio[c], wet, n);
    oversampler_up (&saturator->oversampler, &channel->oversampler, wet, high, n);
    bend (saturator, channel, &gains, high, n);
    oversampler_down (&saturator->oversampler, &channel->oversampler, high, wet, n);
    color (saturator, channel, &gains, wet, n);

    memcpy (channel->dry + latency, audio[c], sizeof (float) * (size_t) n);
    for (int i = 0; i < n; i++)
      audio[c][i] = channel->dry[i] * gains.dry[i] + wet[i] * gains.wet[i];
    memmove (channel->dry, channel->dry + n, sizeof (float) * (size_t) latency);
  }
  saturator->bias_past = gains.bias[n - 1];
}

static void
saturator_process (void *state, float *const *audio, int n, const ProcessContext *context)
{
  Saturator *saturator = state;

  for (int done = 0; done < n; done += CHUNK) {
    float *const part[2] = { audio[0] + done, saturator->channels == 2 ? audio[1] + done : NULL };
    saturator_step (saturator, part, n - done < CHUNK ? n - done : CHUNK);
  }
}

const Processor saturator_processor = {
  .spec = &saturator_spec,
  .state_size = saturator_state_size,
  .init = saturator_init,
  .reset = saturator_reset,
  .set = saturator_set,
  .process = saturator_process,
  .latency = saturator_latency,
  .tail = saturator_tail,
};

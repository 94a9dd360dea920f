/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saturation by a curve without memory, at 8 times the rate (4 above 50 kHz, 2 above 100 kHz).
 *
 *   wet = auto_gain (drive) / f'(b) * (f (drive x + b) - f (b))
 *
 *   tape  f soft (saturation.h), b from `bias` alone; before it a high shelf lifts the treble by 6
 * dB (zero at 4 kHz, pole at 8 kHz) and its exact inverse follows, so that treble saturates first;
 *         behind it a head bump of 1.2 dB at 65 Hz
 *   tube  f soft, b = 0.3 + bias: the second harmonic leads, about 0.75 b a / (1 + b^2) of
 * amplitude a hard  f hard, b = 0.7 bias: a clipper at 0 dBFS
 *
 * Then a high-pass at 5 Hz takes out what the curve rectified, and a tilt colors the wet sound. */
#include "effects/saturator.h"

#include "base/math.h"
#include "dsp/oversampler.h"
#include "dsp/saturation.h"
#include "dsp/smooth_gain.h"

#include <string.h>

#define CHUNK OVERSAMPLER_BLOCK
#define HIGH_FRAMES (CHUNK * OVERSAMPLER_MAX_FACTOR)

/* The mean of two frames delays by a half, the filter that evens its loss by one and a half. */
#define INNER_LATENCY 2
#define EVEN_TAPS 4

#define MAX_LATENCY 128 /* frames; a power of two */

/* No curve tells more apart, and no square of it overflows. */
#define LOUDEST 1e4f

#define TUBE_BIAS 0.3

/* Auto gain keeps the level of a tone this loud; -14 dBFS peak stands for a mix at about -18 dBFS.
 */
#define AUTO_AMPLITUDE 0.2

enum { KIND, DRIVE, OUTPUT, MIX, TONE, BIAS, AUTO_GAIN, N_PARAMS };
enum { TAPE, TUBE, HARD };

/* y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y'', direct form 1. */
typedef struct {
  double b0, b1, b2, a1, a2;
} Section;

typedef struct {
  double x1, x2, y1, y2;
} SectionState;

typedef struct {
  OversamplerChannel oversampler;
  float curve_past; /* what came to the curve last, without bias */
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

static const char *const kinds[] = { "tape", "tube", "hard", NULL };

static const ParamSpec params[N_PARAMS] = {
  [KIND] = { .name = "kind",
             .label = "Kind",
             .help = "Tape is soft and rounds the treble, tube adds even harmonics, hard clips.",
             .type = PARAM_ENUM,
             .min = 0,
             .max = 2,
             .initial = TAPE,
             .choices = kinds,
             .rebuild = true },
  [DRIVE] = { .name = "drive",
              .label = "Drive",
              .help = "How far the sound is pushed into the curve.",
              .unit = PARAM_UNIT_DB,
              .min = 0,
              .max = 36,
              .initial = 6,
              .smoothing_ms = 20 },
  [OUTPUT] = { .name = "output",
               .label = "Output",
               .help = "The level behind the effect.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 24,
               .initial = 0,
               .smoothing_ms = 20 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "How much of the saturated sound is heard beside the clean one.",
            .unit = PARAM_UNIT_PERCENT,
            .min = 0,
            .max = 100,
            .initial = 100,
            .smoothing_ms = 20 },
  [TONE] = { .name = "tone",
             .label = "Tone",
             .help = "Tilts the saturated sound around 1 kHz: dark below 0, bright above.",
             .unit = PARAM_UNIT_PERCENT,
             .min = -100,
             .max = 100,
             .initial = 0,
             .smoothing_ms = 20 },
  [BIAS] = { .name = "bias",
             .label = "Bias",
             .help = "Shifts the sound on the curve, which adds even harmonics.",
             .unit = PARAM_UNIT_PERCENT,
             .min = 0,
             .max = 100,
             .initial = 0,
             .smoothing_ms = 20 },
  [AUTO_GAIN] = { .name = "auto_gain",
                  .label = "Auto gain",
                  .help = "Takes back the loudness that drive adds.",
                  .type = PARAM_BOOL,
                  .min = 0,
                  .max = 1,
                  .initial = 1,
                  .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Mix bus: a little tape", "kind=tape drive=3" },
  { "Mix bus: tube glow", "kind=tube drive=2 mix=60" },
  { "Drums: tape squash", "kind=tape drive=12" },
  { "Drums: shave the peaks", "kind=hard drive=4 auto_gain=off output=-1" },
  { "Bass: audible on small speakers", "kind=tube drive=12 tone=15 mix=60" },
  { "Bass: growl", "kind=tube drive=20 bias=40 tone=-20 mix=70" },
  { "Vocal: warmth", "kind=tube drive=6 mix=50" },
  { "Vocal: radio grit", "kind=hard drive=18 bias=20 tone=30 mix=40" },
  { "Guitar: cranked amplifier", "kind=tube drive=24 bias=20 tone=-15" },
  { "Synth: parallel fuzz", "kind=hard drive=30 mix=25" },
};

static const DeviceSpec spec = {
  .kind = "saturator",
  .label = "Saturator",
  .help =
      "Adds harmonics and rounds peaks like tape, a tube or a clipper; makes thin sounds fuller "
      "and "
      "lets bass be heard on small speakers. Not for controlling loudness over seconds, a "
      "compressor does that; not as the last effect of a master, its output can peak between the "
      "samples: a limiter belongs behind it. On a whole mix more than a few dB of drive blur "
      "chords.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

static int
factor_at (int rate)
{
  return rate < 50000 ? 8 : rate < 100000 ? 4 : 2;
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
  oversampler_init (&oversampler, factor_at (setup->rate), OVERSAMPLER_HQ, INNER_LATENCY);
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
  if (kind == HARD) {
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
  const double drive = db_to_gain (values[DRIVE]), output = db_to_gain (values[OUTPUT]);
  const double mix = values[MIX] * 0.01, percent = values[BIAS] * 0.01;
  double bias = percent, slope = 1.0;

  if (saturator->kind == HARD) {
    bias = 0.7 * percent;
  } else {
    bias += saturator->kind == TUBE ? TUBE_BIAS : 0;
    slope = (1.0 + bias * bias) * sqrt (1.0 + bias * bias);
  }
  const double automatic = 1.0 + values[AUTO_GAIN] * (auto_gain (saturator->kind, drive) - 1.0);

  smooth_gain_set (&saturator->drive, (float) drive, jump);
  smooth_gain_set (&saturator->bias, (float) bias, jump);
  saturator->bias_past = jump ? (float) bias : saturator->bias_past;
  smooth_gain_set (&saturator->curve_gain, (float) (slope * automatic), jump);
  smooth_gain_set (&saturator->wet, (float) (mix * output), jump);
  smooth_gain_set (&saturator->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&saturator->low, (float) db_to_gain (-0.06 * values[TONE]), jump);
  smooth_gain_set (&saturator->high, (float) db_to_gain (0.06 * values[TONE]), jump);
}

static bool
saturator_init (void *state, const ProcessorSetup *setup, const char **message)
{
  Saturator *saturator = state;

  saturator->channels = setup->channels;
  saturator->kind = (int) setup->values[KIND];
  oversampler_init (&saturator->oversampler, factor_at (setup->rate), OVERSAMPLER_HQ,
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
  const float u[2] = { bias, bias };
  float y;
  if (kind == HARD)
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
hold_in_range (float *x, int n)
{
  for (int i = 0; i < n; i++) {
    const float value = x[i] > LOUDEST ? LOUDEST : x[i];
    x[i] = value < -LOUDEST ? -LOUDEST : value;
  }
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

/* (-1, 5, 5, -1) / 8: rises as the mean of two frames falls, flat together within 0.01 dB to 20
 * kHz. */
VECTOR_CLONES static void
even_out (const float *y, float *out, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = 0.625f * (y[i + 1] + y[i + 2]) - 0.125f * (y[i] + y[i + 3]);
}

/* n frames of the base rate at the higher one, in place. Bias and gain stand still for one frame of
 * the base rate; the images of that staircase lie where the way down leaves nothing. */
static void
bend (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains, float *high, int n)
{
  const int factor = saturator->oversampler.factor, frames = n * factor;
  const int part = gains->moving ? factor : frames;
  float u[1 + HIGH_FRAMES], y[EVEN_TAPS - 1 + HIGH_FRAMES], *bent = y + EVEN_TAPS - 1;

  u[0] = channel->curve_past + saturator->bias_past;
  hold_in_range (high, frames);
  channel->curve_past = high[frames - 1];
  for (int at = 0; at < frames; at += part)
    add_bias (high + at, gains->bias[at / factor], u + 1 + at, part);

  memcpy (y, channel->even_past, sizeof channel->even_past);
  if (saturator->kind == HARD)
    saturation_hard (u, bent, frames);
  else
    saturation_soft (u, bent, frames);
  for (int at = 0; at < frames; at += part)
    scale_curve (bent + at, gains->rest[at / factor], gains->curve_gain[at / factor], part);
  even_out (y, high, frames);
  memcpy (channel->even_past, y + frames, sizeof channel->even_past);
}

static void
drive_up (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains,
          const float *audio, float *driven, int n)
{
  for (int i = 0; i < n; i++) {
    double x = (double) audio[i] * gains->drive[i];
    if (saturator->kind == TAPE)
      x = section_next (&saturator->emphasis, &channel->emphasis, x);
    driven[i] = (float) x;
  }
}

static void
color (const Saturator *saturator, SaturatorChannel *channel, const Gains *gains, float *wet, int n)
{
  for (int i = 0; i < n; i++) {
    double y = wet[i];
    if (saturator->kind == TAPE) {
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
  .spec = &spec,
  .state_size = saturator_state_size,
  .init = saturator_init,
  .reset = saturator_reset,
  .set = saturator_set,
  .process = saturator_process,
  .latency = saturator_latency,
  .tail = saturator_tail,
};

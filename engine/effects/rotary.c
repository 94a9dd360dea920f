/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amplifier, Linkwitz-Riley crossover of 24 dB per octave, and two sources that go round an axis
 * (Smith, Serafin, Abel, Berners, "Doppler simulation and the Leslie", DAFx 2002). With the radius
 * r, the microphone at distance d and w the angle from it to where the source is:
 *
 *   D = (d^2 + r^2 - 2 d r cos w)^(1/2)                 the way to the microphone
 *   delay = (D - (d - r)) / c                           what is longer than the shortest
 *   gain = (d - r) / D (1 - beam (1 - cos f) / 2)       cos f = (d cos w - r) / D: off its axis
 *
 * The speed of a rotor nears what is set by a pole of its inertia; the drum turns against the
 * horn. The amplifier is x / (1 + b^2 x^2)^(1/2) with b = drive - 1, kept as loud as it was. */
#include "effects/rotary.h"

#include "base/math.h"
#include "dsp/dynamics.h"
#include "dsp/lfo.h"
#include "dsp/lookahead.h"
#include "dsp/moving_tap.h"
#include "dsp/oversampled_curve.h"
#include "dsp/smooth_gain.h"
#include "dsp/stereo_svf.h"
#include "effects/rotary_spec.h"

#define CHUNK OVERSAMPLER_BLOCK
#define RING 512 /* holds 1.2 ms at 192 kHz and the taps */
#define SOUND_SPEED 343.0f /* m/s */
#define HORN_RADIUS 0.19f
#define DRUM_RADIUS 0.15f
#define DRUM_BEAM 0.5f
#define DRUM_SPEED (5.0 / 6)
#define LEAST_DRIVE 1e-3 /* 126 dB below what it bends */
#define AUTO_AMPLITUDE 0.2 /* of the tone that drive keeps as loud */
#define TAIL_SECONDS 0.06 /* of the crossover */

enum { HORN, DRUM, ROTORS };

typedef struct {
  double speed, target; /* turns a frame */
  double pole;
  uint64_t phase;
  float ring[RING + MOVING_TAP_LENGTH];
} Rotor;

typedef struct {
  int channels, rate; /* channels: that come in */
  bool running; /* else the next call takes the phases from the position */
  int at; /* in both rings */
  Rotor rotors[ROTORS];
  SmoothGain drive, makeup, levels[ROTORS], beam, distance, cosine, sine, dry, wet;
  SvfTuning crossover;
  StereoSvf first, second;
  Oversampler oversampler;
  OversampledCurve curve;
  Lookahead delay; /* of the untouched sound */
  MovingTap tap;
  float rings[];
} Rotary;

static int
rotary_latency (const ProcessorSetup *setup)
{
  Oversampler oversampler;
  oversampled_curve_init (&oversampler, setup->rate);
  return oversampler.latency + MOVING_TAP_LEAST;
}

static int
rotary_channels (const ProcessorSetup *setup)
{
  return 2;
}

static size_t
rotary_state_size (const ProcessorSetup *setup)
{
  return sizeof (Rotary) + lookahead_size (rotary_latency (setup), 2);
}

static Frames
rotary_tail (const ProcessorSetup *setup)
{
  return rotary_latency (setup) + RING + (Frames) (TAIL_SECONDS * setup->rate);
}

static void
settle (Rotary *state)
{
  SmoothGain *const gains[] = { &state->drive, &state->makeup,   &state->levels[HORN],
                                &state->beam,  &state->distance, &state->levels[DRUM],
                                &state->sine,  &state->cosine,   &state->dry,
                                &state->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_settle (gains[i]);
  svf_tuning_finish (&state->crossover);
}

static void
rotary_reset (void *data)
{
  Rotary *state = data;

  settle (state);
  state->running = false;
  state->at = 0;
  for (int r = 0; r < ROTORS; r++) {
    state->rotors[r].speed = state->rotors[r].target;
    memset (state->rotors[r].ring, 0, sizeof state->rotors[r].ring);
  }
  state->first = state->second = (StereoSvf){ 0 };
  state->curve = (OversampledCurve){ 0 };
  lookahead_reset (&state->delay, state->rings);
}

static void
set_rotor (Rotary *state, int which, double hz, double rise_seconds, bool jump)
{
  Rotor *rotor = &state->rotors[which];

  rotor->target = hz / state->rate;
  rotor->pole = dynamics_pole (rise_seconds, state->rate);
  if (jump)
    rotor->speed = rotor->target;
}

static void
set_drive (Rotary *state, double db, bool jump)
{
  const double bend = db_to_gain (db) - 1.0, b = bend > LEAST_DRIVE ? bend : LEAST_DRIVE;
  const double loss = sqrt (1.0 + 0.75 * AUTO_AMPLITUDE * AUTO_AMPLITUDE * b * b);

  smooth_gain_set (&state->drive, (float) b, jump);
  smooth_gain_set (&state->makeup, (float) (loss / b), jump);
}

static void
rotary_set (void *data, const double *values, bool jump)
{
  Rotary *state = data;
  const int speed = (int) values[ROTARY_SPEED];
  const double hz = speed == ROTARY_STOP      ? 0
                    : speed == ROTARY_IS_SLOW ? values[ROTARY_SLOW]
                                              : values[ROTARY_FAST];
  const double half_angle = values[ROTARY_ANGLE] * (MATH_PI / 360.0);
  const double mix = values[ROTARY_MIX] / 100.0;

  state->running = state->running && !jump;
  set_rotor (state, HORN, hz, values[ROTARY_HORN_RISE], jump);
  set_rotor (state, DRUM, hz * DRUM_SPEED, values[ROTARY_DRUM_RISE], jump);
  set_drive (state, values[ROTARY_DRIVE], jump);
  smooth_gain_set (&state->levels[HORN], (float) db_to_gain (values[ROTARY_HORN]), jump);
  smooth_gain_set (&state->levels[DRUM], (float) db_to_gain (values[ROTARY_DRUM]), jump);
  smooth_gain_set (&state->beam, (float) (values[ROTARY_DEPTH] / 100.0), jump);
  smooth_gain_set (&state->distance, (float) (values[ROTARY_DISTANCE] / 100.0), jump);
  smooth_gain_set (&state->cosine, (float) math_cos (half_angle), jump);
  smooth_gain_set (&state->sine, (float) math_sin (half_angle), jump);
  smooth_gain_set (&state->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&state->wet, (float) mix, jump);
  svf_tuning_set (&state->crossover, values[ROTARY_CROSSOVER], state->rate, jump);
}

static bool
rotary_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Rotary *state = data;

  state->channels = setup->channels;
  state->rate = setup->rate;
  oversampled_curve_init (&state->oversampler, setup->rate);
  state->delay = (Lookahead){ .frames = rotary_latency (setup), .channels = 2 };
  moving_tap_init (&state->tap);
  SmoothGain *const gains[] = { &state->drive, &state->makeup,   &state->levels[HORN],
                                &state->beam,  &state->distance, &state->levels[DRUM],
                                &state->sine,  &state->cosine,   &state->dry,
                                &state->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_init (gains[i], setup->rate);
  rotary_set (state, setup->values, true);
  return true;
}

static void
begin (Rotary *state, Frames position)
{
  for (int r = 0; r < ROTORS && !state->running; r++)
    state->rotors[r].phase = (uint64_t) position * lfo_turns (state->rotors[r].target);
  state->running = true;
}

/* Where the source is, seen from the middle between the microphones. */
static void
turn (Rotor *rotor, float *cosine, float *sine, int n)
{
  for (int i = 0; i < n; i++) {
    cosine[i] = lfo_sine (rotor->phase + lfo_turns (0.25));
    sine[i] = lfo_sine (rotor->phase);
    rotor->phase += lfo_turns (rotor->speed);
    const double off = rotor->speed - rotor->target;
    rotor->speed = fabs (off) < 1e-10 ? rotor->target : rotor->target + off * rotor->pole;
  }
}

static void
amplify (Rotary *state, float *x, int n)
{
  float gain[CHUNK];

  smooth_gain_next (&state->drive, gain, n);
  for (int i = 0; i < n; i++)
    x[i] *= gain[i];
  oversampled_curve_soft (&state->oversampler, &state->curve, x, n);
  smooth_gain_next (&state->makeup, gain, n);
  for (int i = 0; i < n; i++)
    x[i] *= gain[i];
}

/* Into the rings. */
static void
cross_over (Rotary *state, const float *x, int n)
{
  StereoSvf first = state->first, second = state->second;
  float levels[ROTORS][CHUNK];

  smooth_gain_next (&state->levels[HORN], levels[HORN], n);
  smooth_gain_next (&state->levels[DRUM], levels[DRUM], n);
  for (int i = 0; i < n; i++) {
    const int at = (state->at + i) & (RING - 1);
    svf_tuning_next (&state->crossover);
    const StereoSvfOut once =
        stereo_svf_next (&first, &state->crossover, (StereoLanes){ x[i], x[i] });
    const StereoSvfOut twice =
        stereo_svf_next (&second, &state->crossover, (StereoLanes){ once.high[0], once.low[0] });
    moving_tap_write (state->rotors[HORN].ring, RING, at, (float) twice.high[0] * levels[HORN][i]);
    moving_tap_write (state->rotors[DRUM].ring, RING, at, (float) twice.low[1] * levels[DRUM][i]);
  }
  state->first = first;
  state->second = second;
}

typedef struct {
  float cosine[CHUNK], sine[CHUNK]; /* of a microphone's angle */
  float beam[CHUNK], distance[CHUNK];
} Place;

/* cosine and sine of the source become delay and gain. */
VECTOR_CLONES static void
hear (const Place *place, float radius, float side, float beam, float frames_per_meter,
      const float *restrict cosine, const float *restrict sine, float *restrict delay,
      float *restrict gain, int n)
{
  for (int i = 0; i < n; i++) {
    const float w = cosine[i] * place->cosine[i] + side * sine[i] * place->sine[i];
    const float d = place->distance[i], least = d - radius;
    const float way = sqrtf (d * d + radius * radius - 2.0f * d * radius * w);
    const float off = (d * w - radius) / way;
    /* D - (d - r) without the difference of two near numbers. */
    delay[i] = 2.0f * d * radius * (1.0f - w) / (way + least) * frames_per_meter;
    gain[i] = least / way * (1.0f - 0.5f * beam * place->beam[i] * (1.0f - off));
  }
}

VECTOR_CLONES static void
add_rotor (const MovingTap *tap, const float *ring, int at, const float *delay, const float *gain,
           float *out, int n)
{
  for (int i = 0; i < n; i++) {
    const int now = (at + i) & (RING - 1);
    out[i] += gain[i] *
              moving_tap_read (tap, ring, RING, now, (double) MOVING_TAP_LEAST + fabsf (delay[i]));
  }
}

static void
hear_rotors (Rotary *state, float (*out)[CHUNK], int n)
{
  static const float radius[ROTORS] = { HORN_RADIUS, DRUM_RADIUS };
  static const float beam[ROTORS] = { 1.0f, DRUM_BEAM }, sense[ROTORS] = { 1.0f, -1.0f };
  Place place;
  float cosine[CHUNK], sine[CHUNK], delay[CHUNK], gain[CHUNK];

  smooth_gain_next (&state->cosine, place.cosine, n);
  smooth_gain_next (&state->sine, place.sine, n);
  smooth_gain_next (&state->beam, place.beam, n);
  smooth_gain_next (&state->distance, place.distance, n);
  memset (out, 0, 2 * sizeof *out);
  for (int r = 0; r < ROTORS; r++) {
    turn (&state->rotors[r], cosine, sine, n);
    for (int c = 0; c < 2; c++) {
      const float side = sense[r] * (c == 0 ? -1.0f : 1.0f);
      hear (&place, radius[r], side, beam[r], (float) state->rate / SOUND_SPEED, cosine, sine,
            delay, gain, n);
      add_rotor (&state->tap, state->rotors[r].ring, state->at, delay, gain, out[c], n);
    }
  }
  state->at = (state->at + n) & (RING - 1);
}

/* n <= CHUNK. */
static void
process_chunk (Rotary *state, float *left, float *right, int n)
{
  float x[CHUNK], out[2][CHUNK], dry[CHUNK], wet[CHUNK];

  if (state->channels == 1)
    memcpy (right, left, (size_t) n * sizeof (float));
  for (int i = 0; i < n; i++)
    x[i] = 0.5f * left[i] + 0.5f * right[i];
  amplify (state, x, n);
  cross_over (state, x, n);
  hear_rotors (state, out, n);
  lookahead_process (&state->delay, state->rings, (float *[]){ left, right }, n);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->wet, wet, n);
  for (int i = 0; i < n; i++) {
    left[i] = dry[i] * left[i] + wet[i] * out[0][i];
    right[i] = dry[i] * right[i] + wet[i] * out[1][i];
  }
}

static void
rotary_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  begin (data, context->position);
  for (int done = 0; done < n; done += CHUNK)
    process_chunk (data, audio[0] + done, audio[1] + done, n - done < CHUNK ? n - done : CHUNK);
}

const Processor rotary_processor = {
  .spec = &rotary_spec,
  .state_size = rotary_state_size,
  .init = rotary_init,
  .reset = rotary_reset,
  .set = rotary_set,
  .process = rotary_process,
  .channels = rotary_channels,
  .latency = rotary_latency,
  .tail = rotary_tail,
};

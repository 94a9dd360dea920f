/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In this order:
 *
 *   wow, flutter  a delay that swings by cents ln 2 / (1200 2 pi f), so that the pitch swings by
 *                 `cents` to either side
 *   sample rate   with aliasing: the last sample at a multiple of 1 / rate is held; without: what
 *                 lies above 0.45 of it is cut by 72 dB per octave
 *   bits          rint (x 2^(bits - 1)) / 2^(bits - 1)
 *   noise         uniform, by position; crackle: a frame has a click by chance, from its position
 *   band limit    dsp/band_limit.h
 *
 * Everything random is a function of seed, device and position (base/hash.h). */
#include "effects/lofi.h"

#include "base/hash.h"
#include "base/math.h"
#include "dsp/band_limit.h"
#include "dsp/lfo.h"
#include "dsp/lookahead.h"
#include "dsp/moving_tap.h"
#include "dsp/smooth_gain.h"
#include "dsp/steep_low_pass.h"
#include "effects/lofi_spec.h"

#define CHUNK CONTROL_GRID
#define KEPT_BAND 0.45 /* of the lower rate */
#define TAIL_SECONDS 0.2 /* of the filters */
#define CLICK_SECONDS 0.0002
#define NOISE_PEAK 1.73205081 /* of uniform noise over its RMS */

enum { NOISE_KEY, CLICK_KEY = 2, PLACE_KEY, KEYS };

typedef struct {
  int channels, rate;
  int size, at; /* of each ring */
  size_t rings_bytes; /* of the look-ahead, before the rings */
  uint64_t keys[KEYS];
  Lfo wow, flutter, clock;
  SmoothGain wow_depth, flutter_depth; /* frames */
  SmoothGain levels, noise, click_level, dry, wet; /* levels: of the quantizer, to either side */
  double click_chance, click_pole;
  Fade reduced, folded, coarse;
  float held[2], click[2];
  SteepLowPass low_pass;
  BandLimit cuts;
  Lookahead delay; /* of the untouched sound */
  MovingTap tap;
  float rings[]; /* of the look-ahead, then those that swing */
} Lofi;

static double
swing_frames (double cents, double hz, int rate)
{
  return cents * MATH_LN2 / (1200.0 * 2 * MATH_PI * hz) * rate;
}

static int
ring_size (int rate)
{
  const double longest = swing_frames (LOFI_MOST_WOW, LOFI_LEAST_TURNS, rate) +
                         swing_frames (LOFI_MOST_FLUTTER, LOFI_FLUTTER_HZ, rate);
  return moving_tap_size (2 * longest + MOVING_TAP_LEAST, CHUNK);
}

static size_t
lofi_state_size (const ProcessorSetup *setup)
{
  const size_t ring = (size_t) (ring_size (setup->rate) + MOVING_TAP_LENGTH) * sizeof (float);
  return sizeof (Lofi) + lookahead_size (MOVING_TAP_LEAST, setup->channels) +
         ring * (size_t) setup->channels;
}

static float *
ring_of (Lofi *state, int channel)
{
  return state->rings + state->rings_bytes / sizeof (float) +
         (size_t) channel * (size_t) (state->size + MOVING_TAP_LENGTH);
}

static int
lofi_latency (const ProcessorSetup *setup)
{
  return MOVING_TAP_LEAST;
}

static Frames
lofi_tail (const ProcessorSetup *setup)
{
  if (setup->values[LOFI_NOISE] > LOFI_NOISE_OFF_DB || setup->values[LOFI_CRACKLE] > 0)
    return INT64_MAX;
  return ring_size (setup->rate) + (Frames) (TAIL_SECONDS * setup->rate);
}

static void
for_each_gain (Lofi *state, void (*act) (SmoothGain *gain, int rate))
{
  SmoothGain *const gains[] = { &state->wow_depth, &state->flutter_depth, &state->levels,
                                &state->noise,     &state->click_level,   &state->dry,
                                &state->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    act (gains[i], state->rate);
}

static void
settle (SmoothGain *gain, int rate)
{
  smooth_gain_settle (gain);
}

static void
lofi_reset (void *data)
{
  Lofi *state = data;

  for_each_gain (state, settle);
  state->wow.running = state->flutter.running = state->clock.running = false;
  fade_set (&state->reduced, state->reduced.to, 0, true);
  fade_set (&state->folded, state->folded.to, 0, true);
  fade_set (&state->coarse, state->coarse.to, 0, true);
  memset (state->held, 0, sizeof state->held);
  memset (state->click, 0, sizeof state->click);
  steep_low_pass_reset (&state->low_pass);
  band_limit_reset (&state->cuts);
  lookahead_reset (&state->delay, state->rings);
  for (int c = 0; c < state->channels; c++)
    memset (ring_of (state, c), 0, (size_t) (state->size + MOVING_TAP_LENGTH) * sizeof (float));
  state->at = 0;
}

static void
lofi_set (void *data, const double *values, bool jump)
{
  Lofi *state = data;
  const double low = values[LOFI_LOW_CUT], high = values[LOFI_HIGH_CUT];
  const double noise =
      values[LOFI_NOISE] > LOFI_NOISE_OFF_DB ? NOISE_PEAK * db_to_gain (values[LOFI_NOISE]) : 0;
  const double mix = values[LOFI_MIX] / 100.0;
  const int length = state->rate / 50;

  if (jump)
    state->wow.running = state->flutter.running = state->clock.running = false;
  lfo_set (&state->wow, values[LOFI_TURNS], state->rate);
  lfo_set (&state->flutter, LOFI_FLUTTER_HZ, state->rate);
  lfo_set (&state->clock, values[LOFI_RATE] < state->rate ? values[LOFI_RATE] : 0, state->rate);
  smooth_gain_set (&state->wow_depth,
                   (float) swing_frames (values[LOFI_WOW], values[LOFI_TURNS], state->rate), jump);
  smooth_gain_set (&state->flutter_depth,
                   (float) swing_frames (values[LOFI_FLUTTER], LOFI_FLUTTER_HZ, state->rate), jump);
  smooth_gain_set (&state->levels, (float) math_exp2 (values[LOFI_BITS] - 1), jump);
  smooth_gain_set (&state->noise, (float) noise, jump);
  smooth_gain_set (&state->click_level, (float) db_to_gain (values[LOFI_CRACKLE_LEVEL]), jump);
  smooth_gain_set (&state->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&state->wet, (float) mix, jump);
  state->click_chance = values[LOFI_CRACKLE] / state->rate;
  fade_set (&state->reduced, values[LOFI_RATE] < LOFI_RATE_OFF_HZ, length, jump);
  fade_set (&state->folded, values[LOFI_ALIASING] > 0, length, jump);
  fade_set (&state->coarse, values[LOFI_BITS] < LOFI_BITS_OFF, length, jump);
  steep_low_pass_set (&state->low_pass, KEPT_BAND * values[LOFI_RATE], state->rate, jump);
  band_limit_set (&state->cuts, low, low > LOFI_LOW_CUT_OFF_HZ, high, high < LOFI_HIGH_CUT_OFF_HZ,
                  state->rate, jump);
}

static bool
lofi_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Lofi *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->size = ring_size (setup->rate);
  state->rings_bytes = lookahead_size (MOVING_TAP_LEAST, setup->channels);
  state->delay = (Lookahead){ .frames = MOVING_TAP_LEAST, .channels = setup->channels };
  state->click_pole = math_exp (-1.0 / (CLICK_SECONDS * setup->rate));
  for (unsigned k = 0; k < KEYS; k++)
    state->keys[k] = hash_key (setup->seed, setup->id, k);
  moving_tap_init (&state->tap);
  for_each_gain (state, smooth_gain_init);
  lofi_set (state, setup->values, true);
  return true;
}

static void
find_delays (Lofi *state, double *delay, int n)
{
  float wow[CHUNK], flutter[CHUNK];

  smooth_gain_next (&state->wow_depth, wow, n);
  smooth_gain_next (&state->flutter_depth, flutter, n);
  for (int i = 0; i < n; i++) {
    const double slow = lfo_sine (lfo_next (&state->wow));
    const double quick = lfo_sine (lfo_next (&state->flutter));
    delay[i] = MOVING_TAP_LEAST + wow[i] * (1.0 + slow) + flutter[i] * (1.0 + quick);
  }
}

VECTOR_CLONES static void
swing (const MovingTap *tap, float *ring, int size, int at, const double *delay, float *audio,
       int n)
{
  for (int i = 0; i < n; i++)
    moving_tap_write (ring, size, (at + i) & (size - 1), audio[i]);
  for (int i = 0; i < n; i++)
    audio[i] = moving_tap_read (tap, ring, size, (at + i) & (size - 1), delay[i]);
}

/* Where the clock passes a whole turn, and at every frame where it stands, a sample is taken. */
static void
lower_rate (Lofi *state, float (*audio)[CHUNK], int n)
{
  float clean[2][CHUNK];

  memcpy (clean, audio, sizeof clean);
  steep_low_pass_process (&state->low_pass, clean[0], clean[1], n);
  for (int i = 0; i < n; i++) {
    const uint64_t phase = lfo_next (&state->clock);
    const bool takes = phase < state->clock.step || state->clock.step == 0;
    const float folded = fade_next (&state->folded), reduced = fade_next (&state->reduced);
    for (int c = 0; c < 2; c++) {
      const float in = audio[c][i];
      state->held[c] = takes ? in : state->held[c];
      const float low = clean[c][i] + (state->held[c] - clean[c][i]) * folded;
      audio[c][i] = in + (low - in) * reduced;
    }
  }
}

static void
drop_bits (Lofi *state, float (*audio)[CHUNK], int n)
{
  float levels[CHUNK];

  smooth_gain_next (&state->levels, levels, n);
  if (fade_is_off (&state->coarse))
    return;
  for (int i = 0; i < n; i++) {
    const float amount = fade_next (&state->coarse);
    for (int c = 0; c < 2; c++)
      audio[c][i] += (rintf (audio[c][i] * levels[i]) / levels[i] - audio[c][i]) * amount;
  }
}

static void
add_noise (Lofi *state, float (*audio)[CHUNK], Frames position, int n)
{
  float gain[CHUNK];

  if (!smooth_gain_next (&state->noise, gain, n) && gain[0] == 0.0f)
    return;
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < n; i++)
      audio[c][i] += gain[i] * hash_noise (state->keys[NOISE_KEY + c], position + i);
}

/* A click is an impulse that dies away, less what it was a frame before: it has no DC. Most are
 * soft, and each has its place. */
static void
add_clicks (Lofi *state, float (*audio)[CHUNK], Frames position, int n)
{
  float level[CHUNK];

  smooth_gain_next (&state->click_level, level, n);
  if (state->click_chance == 0 && state->click[0] == 0 && state->click[1] == 0)
    return;
  for (int i = 0; i < n; i++) {
    float hit[2] = { 0, 0 };
    const double u = (double) (hash_at (state->keys[CLICK_KEY], position + i) >> 32) * 0x1p-32;
    if (u < state->click_chance) {
      const float place = hash_noise (state->keys[PLACE_KEY], position + i);
      const float size = hash_noise (state->keys[PLACE_KEY], -1 - (position + i));
      const float now = level[i] * size * size * size;
      hit[0] = now * (1.0f - 0.5f * place);
      hit[1] = now * (1.0f + 0.5f * place);
    }
    for (int c = 0; c < 2; c++) {
      const float before = state->click[c];
      const float after = before * (float) state->click_pole + hit[c];
      state->click[c] = fabsf (after) < 1e-9f ? 0.0f : after;
      audio[c][i] += state->click[c] - before;
    }
  }
}

/* n <= CHUNK. */
static void
process_chunk (Lofi *state, float *const *audio, int n, Frames position)
{
  float worn[2][CHUNK], dry[CHUNK], wet[CHUNK];
  double delay[CHUNK];

  find_delays (state, delay, n);
  for (int c = 0; c < 2; c++) {
    const int from = c < state->channels ? c : 0;
    memcpy (worn[c], audio[from], (size_t) n * sizeof (float));
    if (c < state->channels)
      swing (&state->tap, ring_of (state, c), state->size, state->at, delay, worn[c], n);
  }
  state->at = (state->at + n) & (state->size - 1);
  lower_rate (state, worn, n);
  drop_bits (state, worn, n);
  add_noise (state, worn, position, n);
  add_clicks (state, worn, position, n);
  band_limit_process (&state->cuts, worn[0], worn[1], n);

  lookahead_process (&state->delay, state->rings, audio, n);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->wet, wet, n);
  for (int c = 0; c < state->channels; c++)
    for (int i = 0; i < n; i++)
      audio[c][i] = dry[i] * audio[c][i] + wet[i] * worn[c][i];
}

static void
lofi_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Lofi *state = data;

  lfo_begin (&state->wow, context->position);
  lfo_begin (&state->flutter, context->position);
  lfo_begin (&state->clock, context->position);
  for (int done = 0; done < n; done += CHUNK) {
    float *const part[2] = { audio[0] + done, state->channels == 2 ? audio[1] + done : NULL };
    process_chunk (state, part, n - done < CHUNK ? n - done : CHUNK, context->position + done);
  }
}

const Processor lofi_processor = {
  .spec = &lofi_spec,
  .state_size = lofi_state_size,
  .init = lofi_init,
  .reset = lofi_reset,
  .set = lofi_set,
  .process = lofi_process,
  .latency = lofi_latency,
  .tail = lofi_tail,
};

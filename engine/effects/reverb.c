/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/reverb.h"

#include "base/math.h"
#include "dsp/ramp.h"
#include "effects/reverb_early.h"
#include "effects/reverb_network.h"
#include "effects/reverb_spec.h"

#define DEEPEST_MS 1.1 /* modulation at 100 % */

static const ReverbKind kinds[N_REVERB_KINDS] = {
  [REVERB_ROOM] = { 9.1, 36, 5, { 1.31, 2.03, 2.93, 4.37, 6.31 }, 0.62, 5500, { 8.5, 6.1, 3.1 } },
  [REVERB_HALL] = { 27, 94, 5, { 3.1, 4.7, 7.9, 11.9, 17.3 }, 0.66, 4800, { 37, 23, 15 } },
  [REVERB_PLATE] = { 11, 53, 6, { 1.7, 2.7, 4.1, 6.1, 9.3, 13.7 }, 0.68, 6500, { 0, 0, 0 } },
};

/* Butterworth, second order, transposed direct form: a lane a channel. */
typedef struct {
  double b0, b1, b2, a1, a2;
  double s1[2], s2[2];
} Cut;

typedef struct {
  double values[N_REVERB_PARAMS]; /* that the coefficients were made from */
  int kind, rate, channels_in;
  int arena_offset; /* bytes from the state */
  int arena_size; /* floats */
  Cut low_cut, high_cut;
  Ramp dry, wet, early_gain, late_gain, side; /* side: of the difference signal */
  BlockDelay predelay[2];
  int predelay_now, predelay_next, predelay_wanted; /* frames */
  int fade_done, fade_length; /* from now to next */
  ReverbEarly early;
  ReverbNetwork network;
} Reverb;

static float *
arena_of (Reverb *reverb)
{
  return (float *) ((char *) reverb + reverb->arena_offset);
}

static int
lay (Reverb *reverb, const ProcessorSetup *setup)
{
  const ReverbKind *kind = &kinds[(int) setup->values[REVERB_KIND]];
  const double size = setup->values[REVERB_SIZE] / 100;
  const int predelay = (int) (REVERB_PREDELAY_MS / 1000 * setup->rate) + 1;
  int used = 0;

  for (int c = 0; c < 2; c++)
    used = block_delay_lay (reverb ? &reverb->predelay[c] : NULL, used, predelay);
  used =
      reverb_early_lay (reverb ? &reverb->early : NULL, kind->room_meters, size, setup->rate, used);
  return reverb_network_lay (reverb ? &reverb->network : NULL, kind, setup->rate, size, used);
}

#define ARENA_OFFSET ((sizeof (Reverb) + 63) / 64 * 64)

static size_t
state_size (const ProcessorSetup *setup)
{
  return ARENA_OFFSET + sizeof (float) * (size_t) lay (NULL, setup);
}

static void
set_cut (Cut *cut, double hz, int rate, bool high)
{
  const double t = math_tan (MATH_PI * (hz < 0.49 * rate ? hz / rate : 0.49));
  const double a0 = 1 + 1.41421356237309504880 * t + t * t;

  cut->b0 = (high ? t * t : 1) / a0;
  cut->b1 = (high ? 2 : -2) * cut->b0;
  cut->b2 = cut->b0;
  cut->a1 = 2 * (t * t - 1) / a0;
  cut->a2 = (1 - 1.41421356237309504880 * t + t * t) / a0;
}

static void
set (void *state, const double *values, bool jump)
{
  Reverb *reverb = state;
  double *old = reverb->values;

  if (jump || old[REVERB_TIME] != values[REVERB_TIME] ||
      old[REVERB_DAMPING] != values[REVERB_DAMPING] || old[REVERB_BASS] != values[REVERB_BASS] ||
      old[REVERB_MODULATION] != values[REVERB_MODULATION]) {
    const ReverbDecay decay = { .time = values[REVERB_TIME],
                                .bass = values[REVERB_BASS],
                                .highs = math_exp (-MATH_LN10 * values[REVERB_DAMPING] / 100),
                                .depth = values[REVERB_MODULATION] / 100 * DEEPEST_MS / 1000 *
                                         reverb->rate };
    const float gain = reverb_network_decay (&reverb->network, &kinds[reverb->kind], decay, jump);
    ramp_set (&reverb->late_gain, gain, jump);
  }
  if (old[REVERB_LOW_CUT] != values[REVERB_LOW_CUT])
    set_cut (&reverb->low_cut, values[REVERB_LOW_CUT], reverb->rate, false);
  if (old[REVERB_HIGH_CUT] != values[REVERB_HIGH_CUT])
    set_cut (&reverb->high_cut, values[REVERB_HIGH_CUT], reverb->rate, true);

  const double mix = values[REVERB_MIX] / 100;
  ramp_set (&reverb->dry, (float) sqrt (1 - mix), jump);
  ramp_set (&reverb->wet, (float) sqrt (mix), jump);
  ramp_set (&reverb->early_gain, (float) (values[REVERB_EARLY] / 100), jump);
  ramp_set (&reverb->side, (float) (values[REVERB_WIDTH] / 100), jump);

  reverb->predelay_wanted = (int) (values[REVERB_PREDELAY] / 1000 * reverb->rate);
  if (jump) {
    reverb->predelay_now = reverb->predelay_next = reverb->predelay_wanted;
    reverb->fade_done = reverb->fade_length;
  }
  memcpy (old, values, sizeof reverb->values);
}

static void
reset (void *state)
{
  Reverb *reverb = state;

  memset (arena_of (reverb), 0, sizeof (float) * (size_t) reverb->arena_size);
  for (int c = 0; c < 2; c++) {
    reverb->low_cut.s1[c] = reverb->low_cut.s2[c] = 0;
    reverb->high_cut.s1[c] = reverb->high_cut.s2[c] = 0;
  }
  reverb_network_reset (&reverb->network);
  set (state, reverb->values, true);
}

static bool
init (void *state, const ProcessorSetup *setup, const char **message)
{
  Reverb *reverb = state;

  reverb->kind = (int) setup->values[REVERB_KIND];
  reverb->rate = setup->rate;
  reverb->channels_in = setup->channels;
  reverb->arena_offset = (int) ARENA_OFFSET;
  reverb->arena_size = lay (reverb, setup);
  reverb->fade_length = setup->rate / 50;
  set (state, setup->values, true);
  reset (state);
  return true;
}

static inline void
run_cut (Cut *cut, float x[2][CONTROL_GRID], int n)
{
  const double b0 = cut->b0, b1 = cut->b1, b2 = cut->b2, a1 = cut->a1, a2 = cut->a2;
  double s1[2] = { cut->s1[0], cut->s1[1] }, s2[2] = { cut->s2[0], cut->s2[1] };

  for (int t = 0; t < n; t++)
    for (int c = 0; c < 2; c++) {
      const double in = x[c][t];
      const double out = b0 * in + s1[c];
      s1[c] = b1 * in - a1 * out + s2[c];
      s2[c] = b2 * in - a2 * out;
      x[c][t] = (float) out;
    }
  memcpy (cut->s1, s1, sizeof s1);
  memcpy (cut->s2, s2, sizeof s2);
}

/* A new pre-delay comes in by a crossfade of 20 ms from the next cell on; one that is asked for
 * meanwhile waits. */
static void
run_predelay (Reverb *reverb, float x[2][CONTROL_GRID], int n, bool cell_starts)
{
  float *arena = arena_of (reverb);

  if (cell_starts && reverb->fade_done >= reverb->fade_length) {
    reverb->predelay_now = reverb->predelay_next;
    if (reverb->predelay_wanted != reverb->predelay_now) {
      reverb->predelay_next = reverb->predelay_wanted;
      reverb->fade_done = 0;
    }
  }
  for (int c = 0; c < 2; c++) {
    block_delay_write (&reverb->predelay[c], arena, x[c], n);
    const float *now = block_delay_read (&reverb->predelay[c], arena, reverb->predelay_now + n);
    const float *next = block_delay_read (&reverb->predelay[c], arena, reverb->predelay_next + n);
    if (now == next)
      memcpy (x[c], now, sizeof x[c]);
    else
      for (int t = 0; t < CONTROL_GRID; t++) {
        const int done = reverb->fade_done + t;
        const float u =
            done < reverb->fade_length ? (float) done / (float) reverb->fade_length : 1.0f;
        x[c][t] = now[t] + (next[t] - now[t]) * u;
      }
  }
  if (reverb->fade_done < reverb->fade_length)
    reverb->fade_done += n;
}

static void
fill_ramp (Ramp *ramp, float gain[CONTROL_GRID], int n)
{
  if (ramp_rests (ramp))
    for (int t = 0; t < CONTROL_GRID; t++)
      gain[t] = ramp->to;
  else
    for (int t = 0; t < n; t++)
      gain[t] = ramp_next (ramp);
}

static inline void
run_mix (Reverb *reverb, float *const *audio, float early[2][CONTROL_GRID],
         float late[2][CONTROL_GRID], int n)
{
  float dry[CONTROL_GRID], wet[CONTROL_GRID], side_gain[CONTROL_GRID];
  float early_gain[CONTROL_GRID], late_gain[CONTROL_GRID];
  fill_ramp (&reverb->dry, dry, n);
  fill_ramp (&reverb->wet, wet, n);
  fill_ramp (&reverb->early_gain, early_gain, n);
  fill_ramp (&reverb->late_gain, late_gain, n);
  fill_ramp (&reverb->side, side_gain, n);

  if (reverb->channels_in == 1)
    memcpy (audio[1], audio[0], sizeof (float) * (size_t) n);
  for (int t = 0; t < n; t++) {
    const float left = late_gain[t] * late[0][t] + early_gain[t] * early[0][t];
    const float right = late_gain[t] * late[1][t] + early_gain[t] * early[1][t];
    const float middle = 0.5f * (left + right);
    const float side = 0.5f * (left - right) * side_gain[t];
    audio[0][t] = dry[t] * audio[0][t] + wet[t] * (middle + side);
    audio[1][t] = dry[t] * audio[1][t] + wet[t] * (middle - side);
  }
}

/* One run inside a cell of the grid. The buffers stay CONTROL_GRID long so that every loop across
 * time has a constant length; what lies behind n is rubbish that goes nowhere. */
VECTOR_CLONES static void
run (Reverb *reverb, float *const *audio, int n, Frames position)
{
  float in[2][CONTROL_GRID] = { 0 }, early[2][CONTROL_GRID], late[2][CONTROL_GRID];

  for (int c = 0; c < 2; c++)
    memcpy (in[c], audio[reverb->channels_in == 2 ? c : 0], sizeof (float) * (size_t) n);
  run_cut (&reverb->low_cut, in, n);
  run_cut (&reverb->high_cut, in, n);
  run_predelay (reverb, in, n, position % CONTROL_GRID == 0);
  if (reverb->early.n > 0)
    reverb_early_run (&reverb->early, arena_of (reverb), in, early, n);
  reverb_network_run (&reverb->network, arena_of (reverb), in, late, n, position);
  run_mix (reverb, audio, reverb->early.n > 0 ? early : in, late, n);
}

static void
process (void *state, float *const *audio, int n, const ProcessContext *context)
{
  for (int done = 0; done < n;) {
    const Frames position = context->position + done;
    const int cell = CONTROL_GRID - (int) (position & (CONTROL_GRID - 1));
    const int now = cell < n - done ? cell : n - done;
    float *const part[2] = { audio[0] + done, audio[1] + done };
    run (state, part, now, position);
    done += now;
  }
}

static int
channels (const ProcessorSetup *setup)
{
  return 2;
}

/* Twice RT60, a little more for what modes stand out, and the way there. */
static Frames
tail (const ProcessorSetup *setup)
{
  const double bass = setup->values[REVERB_BASS] > 1 ? setup->values[REVERB_BASS] : 1;
  const double seconds =
      2.3 * setup->values[REVERB_TIME] * bass + setup->values[REVERB_PREDELAY] / 1000 + 0.4;
  return (Frames) (seconds * setup->rate);
}

const Processor reverb_processor = {
  .spec = &reverb_spec,
  .state_size = state_size,
  .init = init,
  .reset = reset,
  .set = set,
  .process = process,
  .channels = channels,
  .tail = tail,
};

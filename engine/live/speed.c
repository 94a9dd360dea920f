/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/speed.h"

#include <stdatomic.h>
#include <string.h>

#include "dsp/varispeed.h"

#define FADE_MS 5
#define SETTLE_MS 55 /* a glide, and some */
#define FILLING                                                                                    \
  (VARISPEED_LAG + 4 * VARISPEED_REACH) /* frames, and blocks may begin late in it                 \
                                         */

struct Speed {
  _Atomic double wanted;
  double set; /* audio thread, like what follows */
  bool leaps; /* at once: nothing played when it was wanted */
  Varispeed *outputs, *inputs;
  int n_outputs, n_inputs;
  Frames shift; /* frames of the player's beyond those of the device */
  bool xrun; /* the next block of the player's says so */
  int fade, settle; /* frames */
  int heard; /* of the fade: 0: inputs are silent */
  int hold; /* frames of the device until there is something to be heard of them */
  float *fresh[SPEED_CHANNELS], *given[SPEED_CHANNELS]; /* VARISPEED_BLOCK frames each */
};

static Varispeed *
varispeed_new (int channels, int rate)
{
  Varispeed *varispeed = g_malloc (varispeed_size (channels));
  varispeed_init (varispeed, channels, rate);
  return varispeed;
}

Speed *
speed_new (int rate, unsigned n_inputs, unsigned n_outputs)
{
  Speed *speed = g_new0 (Speed, 1);

  speed->n_inputs = (int) MIN (n_inputs, SPEED_CHANNELS);
  speed->n_outputs = (int) MIN (n_outputs, SPEED_CHANNELS);
  speed->wanted = speed->set = 1.0;
  speed->inputs = varispeed_new (speed->n_inputs, rate);
  speed->outputs = varispeed_new (speed->n_outputs, rate);
  speed->heard = speed->fade = rate * FADE_MS / 1000;
  speed->settle = rate * SETTLE_MS / 1000;
  for (int c = 0; c < speed->n_inputs; c++)
    speed->given[c] = g_new0 (float, VARISPEED_BLOCK);
  for (int c = 0; c < speed->n_outputs; c++)
    speed->fresh[c] = g_new0 (float, VARISPEED_BLOCK);
  return speed;
}

void
speed_free (Speed *speed)
{
  if (!speed)
    return;
  for (int c = 0; c < speed->n_inputs; c++)
    g_free (speed->given[c]);
  for (int c = 0; c < speed->n_outputs; c++)
    g_free (speed->fresh[c]);
  g_free (speed->inputs);
  g_free (speed->outputs);
  g_free (speed);
}

void
speed_set (Speed *speed, double to)
{
  atomic_store_explicit (&speed->wanted, to, memory_order_relaxed);
}

double
speed_now (const Speed *speed)
{
  return varispeed_speed (speed->outputs);
}

bool
speed_is_one (const Speed *speed)
{
  return atomic_load_explicit (&speed->wanted, memory_order_relaxed) == 1.0 && speed->set == 1.0 &&
         varispeed_is_idle (speed->outputs);
}

/* --- Inputs
 * -----------------------------------------------------------------------------------------------
 */

/* Between the inputs as they come and those that are spread there is a leap in time: they fade out
 * before it, and in behind. */
static bool
are_heard (const Speed *speed, double wanted)
{
  if ((wanted == 1.0) != (speed->set == 1.0))
    return false;
  return speed->set == 1.0 ? varispeed_is_idle (speed->outputs) : speed->hold == 0;
}

static void
fade_inputs (Speed *speed, bool in, int n)
{
  if (in && speed->heard == speed->fade)
    return;
  for (int i = 0; i < n; i++) {
    if (in && speed->heard < speed->fade)
      speed->heard++;
    if (!in && speed->heard > 0)
      speed->heard--;
    const float gain = (float) speed->heard / (float) speed->fade;
    for (int c = 0; c < speed->n_inputs; c++)
      speed->given[c][i] *= gain;
  }
}

/* They begin when the speed stands. */
static void
enter (Speed *speed, const float *const *in, int n, int needs)
{
  if (speed->hold <= FILLING) {
    varispeed_enter (speed->inputs, in, n, speed->given, needs, speed_now (speed));
    return;
  }
  varispeed_clear (speed->inputs);
  for (int c = 0; c < speed->n_inputs; c++)
    memset (speed->given[c], 0, sizeof (float) * (size_t) needs);
}

static void
follow (Speed *speed, double wanted, bool leaps)
{
  if (wanted == speed->set)
    return;
  speed->leaps |= leaps;
  if ((wanted == 1.0) != (speed->set == 1.0) && speed->heard > 0 && speed->n_inputs > 0)
    return; /* not before they are silent */
  if (speed->set == 1.0 && varispeed_is_idle (speed->outputs)) {
    speed->hold = speed->settle + FILLING;
  }
  varispeed_set (speed->outputs, wanted, speed->leaps);
  speed->set = wanted;
  speed->leaps = false;
}

/* --- Blocks
 * ------------------------------------------------------------------------------------------------
 */

/* n frames of the device from `done` of its block on. */
static void
play_part (Speed *speed, double wanted, DeviceProcess inner, void *user, const float *const *inputs,
           float *const *outputs, int done, int n, const DeviceBlock *block)
{
  const bool idle = varispeed_is_idle (speed->outputs);
  const int needs = idle ? n : varispeed_needs (speed->outputs, n);
  const int64_t later = (int64_t) (done * block->ns_per_frame);
  const float *in[SPEED_CHANNELS];
  float *out[SPEED_CHANNELS];
  DeviceBlock part = *block;

  part.frame += done + speed->shift;
  part.ns_per_frame = needs > 0 ? block->ns_per_frame * n / needs : block->ns_per_frame;
  part.start_ns += later;
  part.input_ns += later;
  part.output_ns += later;
  part.xrun = speed->xrun;
  for (int c = 0; c < speed->n_inputs; c++)
    in[c] = inputs[c] + done;
  for (int c = 0; c < speed->n_outputs; c++)
    out[c] = outputs[c] + done;
  for (int c = 0; idle && c < speed->n_inputs; c++)
    memcpy (speed->given[c], in[c], sizeof (float) * (size_t) n);
  if (!idle)
    enter (speed, in, n, needs);
  fade_inputs (speed, are_heard (speed, wanted), needs);
  speed->hold = speed->hold > n ? speed->hold - n : 0;
  if (needs > 0) {
    inner (user, (const float *const *) speed->given, (unsigned) speed->n_inputs,
           idle ? out : speed->fresh, (unsigned) speed->n_outputs, (uint32_t) needs, &part);
    speed->xrun = false;
  }
  speed->shift += needs - n;
  if (idle)
    varispeed_remember (speed->outputs, (const float *const *) out, n);
  else
    varispeed_process (speed->outputs, (const float *const *) speed->fresh, needs, out, n);
}

static void
play_through (Speed *speed, DeviceProcess inner, void *user, const float *const *inputs,
              unsigned n_inputs, float *const *outputs, unsigned n_outputs, uint32_t n_frames,
              const DeviceBlock *block)
{
  DeviceBlock whole = *block;

  whole.frame += speed->shift;
  inner (user, inputs, n_inputs, outputs, n_outputs, n_frames, &whole);
  if ((int) n_outputs >= speed->n_outputs)
    varispeed_remember (speed->outputs, (const float *const *) outputs, (int) n_frames);
}

void
speed_process (Speed *speed, bool leaps, DeviceProcess inner, void *user,
               const float *const *inputs, unsigned n_inputs, float *const *outputs,
               unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  const double wanted = atomic_load_explicit (&speed->wanted, memory_order_relaxed);
  const bool other = (int) n_inputs < speed->n_inputs || (int) n_outputs < speed->n_outputs;

  follow (speed, wanted, leaps);
  if (other || (speed_is_one (speed) && speed->heard == speed->fade)) {
    play_through (speed, inner, user, inputs, n_inputs, outputs, n_outputs, n_frames, block);
    return; /* another format: main will see to it */
  }
  for (unsigned c = (unsigned) speed->n_outputs; c < n_outputs; c++)
    memset (outputs[c], 0, sizeof (float) * n_frames);
  speed->xrun |= block->xrun;
  for (int done = 0; done < (int) n_frames;) {
    const int n = (int) MIN (varispeed_most (speed->outputs), (int64_t) n_frames - done);
    follow (speed, wanted, leaps);
    play_part (speed, wanted, inner, user, inputs, outputs, done, n, block);
    done += n;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/speed.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "dsp/varispeed.h"

struct Speed {
  _Atomic double wanted;
  double set; /* audio thread, like what follows */
  Varispeed *varispeed;
  int n_outputs;
  Frames shift; /* frames of the player's beyond those of the device */
  bool xrun; /* the next block of the player's says so */
  float *fresh[SPEED_CHANNELS]; /* VARISPEED_BLOCK frames each */
  float silence[VARISPEED_BLOCK];
};

Speed *
speed_new (int rate, unsigned n_outputs)
{
  Speed *speed = g_new0 (Speed, 1);

  speed->n_outputs = (int) MIN (n_outputs, SPEED_CHANNELS);
  speed->wanted = speed->set = 1.0;
  speed->varispeed = g_malloc (varispeed_size (speed->n_outputs));
  varispeed_init (speed->varispeed, speed->n_outputs, rate);
  for (int c = 0; c < speed->n_outputs; c++)
    speed->fresh[c] = g_new0 (float, VARISPEED_BLOCK);
  return speed;
}

void
speed_free (Speed *speed)
{
  if (!speed)
    return;
  for (int c = 0; c < speed->n_outputs; c++)
    g_free (speed->fresh[c]);
  g_free (speed->varispeed);
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
  return varispeed_speed (speed->varispeed);
}

bool
speed_is_one (const Speed *speed)
{
  return atomic_load_explicit (&speed->wanted, memory_order_relaxed) == 1.0 &&
         varispeed_is_idle (speed->varispeed);
}

/* n frames of the device from `done` of its block on. */
static void
play_part (Speed *speed, DeviceProcess inner, void *user, unsigned n_inputs, float *const *outputs,
           int done, int n, const DeviceBlock *block)
{
  const int needs = varispeed_needs (speed->varispeed, n);
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
  for (unsigned c = 0; c < MIN (n_inputs, SPEED_CHANNELS); c++)
    in[c] = speed->silence;
  for (int c = 0; c < speed->n_outputs; c++)
    out[c] = outputs[c] + done;
  if (needs > 0) {
    inner (user, in, MIN (n_inputs, SPEED_CHANNELS), speed->fresh, (unsigned) speed->n_outputs,
           (uint32_t) needs, &part);
    speed->xrun = false;
  }
  speed->shift += needs - n;
  varispeed_process (speed->varispeed, (const float *const *) speed->fresh, needs, out, n);
}

void
speed_process (Speed *speed, bool jumps, DeviceProcess inner, void *user,
               const float *const *inputs, unsigned n_inputs, float *const *outputs,
               unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  const double wanted = atomic_load_explicit (&speed->wanted, memory_order_relaxed);

  if (wanted != speed->set)
    varispeed_set (speed->varispeed, wanted, jumps);
  speed->set = wanted;
  if (varispeed_is_idle (speed->varispeed) || (int) n_outputs < speed->n_outputs) {
    DeviceBlock whole = *block;
    whole.frame += speed->shift;
    inner (user, inputs, n_inputs, outputs, n_outputs, n_frames, &whole);
    if ((int) n_outputs >= speed->n_outputs)
      varispeed_remember (speed->varispeed, (const float *const *) outputs, (int) n_frames);
    return;
  }
  for (unsigned c = (unsigned) speed->n_outputs; c < n_outputs; c++)
    memset (outputs[c], 0, sizeof (float) * n_frames);
  speed->xrun |= block->xrun;
  for (int done = 0; done < (int) n_frames;) {
    const int n = (int) MIN (varispeed_most (speed->varispeed), (int64_t) n_frames - done);
    play_part (speed, inner, user, n_inputs, outputs, done, n, block);
    done += n;
  }
}

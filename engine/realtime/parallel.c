/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/parallel.h"

#include <string.h>

#include "realtime/mix_kernels.h"

static size_t
state_size (const ProcessorSetup *setup)
{
  return 1;
}

static bool
init (void *state, const ProcessorSetup *setup, const char **message)
{
  return true;
}

static void
reset (void *state)
{
}

static void
set (void *state, const double *values, bool jump)
{
}

static void
process (void *state, float *const *audio, int n, const ProcessContext *context)
{
}

static const DeviceSpec spec = {
  .kind = "chain",
  .label = "Parallel chains",
  .help = "Several rows of effects beside each other, each with a level of its own.",
  .version = 1,
};

const Processor parallel_processor = { .spec = &spec,
                                       .state_size = state_size,
                                       .init = init,
                                       .reset = reset,
                                       .set = set,
                                       .process = process };

VECTOR_CLONES static void
add_at (float *restrict sum, const float *restrict in, float gain, int n)
{
  for (int i = 0; i < n; i++)
    sum[i] += in[i] * gain;
}

static void
copy (float *const *to, float *const *from, int channels, int n)
{
  for (int c = 0; c < channels; c++)
    memcpy (to[c], from[c], sizeof (float) * (size_t) n);
}

void
parallel_process (Insert *mark, float *const *audio, int n)
{
  const ParallelRoom *room = mark->room;

  switch (mark->role) {
  case INSERT_PART:
    copy (room->in, audio, mark->channels_in, n);
    for (int c = 0; c < 2; c++)
      mix_zero (room->sum[c], n);
    break;
  case INSERT_ADD:
    if (mark->dry)
      delay_line_process (mark->dry, (const float *const *) audio, audio, n);
    /* A row that stays mono stands on both sides of those that do not. */
    for (int c = 0; c < 2 && mark->gain != 0.0f; c++)
      add_at (room->sum[c], audio[mark->channels_in == 2 ? c : 0], mark->gain, n);
    copy (audio, room->in, mark->channels_out, n);
    break;
  case INSERT_MEET:
    copy (audio, room->sum, mark->channels_out, n);
    break;
  case INSERT_EFFECT:
    break;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predelay, cuts, dsp/convolver.h, width. The impulse response is made or read in init, away from
 * the audio thread, at the end of the state, from where the convolver takes its spectra. */
#include "effects/convolution.h"

#include "base/math.h"
#include "dsp/band_limit.h"
#include "dsp/convolver.h"
#include "dsp/lookahead.h"
#include "dsp/smooth_gain.h"
#include "effects/convolution_spec.h"
#include "effects/impulse.h"

#include <string.h>

#define CHUNK 128
#define TAIL_SECONDS 0.3 /* of the cuts */

typedef struct {
  int rate, channels;
  size_t convolver; /* bytes from the state */
  BandLimit cuts;
  SmoothGain dry, same, other; /* other: of a channel into the other output */
  Lookahead predelay;
  float rings[]; /* of the predelay */
} Convolution;

static int
predelay_frames (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[CONVOLUTION_PREDELAY], setup->rate);
}

static bool
is_file (const ProcessorSetup *setup)
{
  return setup->values[CONVOLUTION_SPACE] >= CONVOLUTION_SPACE_FILE;
}

static ImpulseShape
shape_of (const ProcessorSetup *setup)
{
  return (ImpulseShape){ .kind = (ImpulseKind) setup->values[CONVOLUTION_SPACE],
                         .seconds = setup->values[CONVOLUTION_TIME],
                         .damping = setup->values[CONVOLUTION_DAMPING] / 100.0 };
}

/* At least a frame, also where the file is missing. */
static Frames
length_of (const ProcessorSetup *setup)
{
  const Frames most = (Frames) CONVOLVER_MOST_SECONDS * setup->rate;
  Frames length = 0;

  if (!is_file (setup)) {
    const ImpulseShape shape = shape_of (setup);
    length = impulse_length (&shape, setup->rate);
  } else if (setup->sounds) {
    length = setup->sounds[CONVOLUTION_FILE].frames;
  }
  length = length < most ? length : most;
  return length > 0 ? length : 1;
}

static size_t
aligned (size_t bytes)
{
  return (bytes + 63) / 64 * 64;
}

static size_t
convolver_offset (const ProcessorSetup *setup)
{
  return aligned (sizeof (Convolution) + lookahead_size (predelay_frames (setup), setup->channels));
}

static size_t
impulse_offset (const ProcessorSetup *setup)
{
  return convolver_offset (setup) + aligned (convolver_size (length_of (setup), setup->channels));
}

static size_t
convolution_state_size (const ProcessorSetup *setup)
{
  return impulse_offset (setup) + 2 * (size_t) length_of (setup) * sizeof (float);
}

static Convolver *
convolver_of (Convolution *state)
{
  return (Convolver *) ((char *) state + state->convolver);
}

static void
convolution_reset (void *data)
{
  Convolution *state = data;

  band_limit_reset (&state->cuts);
  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->same);
  smooth_gain_settle (&state->other);
  lookahead_reset (&state->predelay, state->rings);
  convolver_reset (convolver_of (state));
}

static void
convolution_set (void *data, const double *values, bool jump)
{
  Convolution *state = data;
  const double mix = values[CONVOLUTION_MIX] / 100.0;
  const double wet = mix * db_to_gain (values[CONVOLUTION_GAIN]);
  const double width = values[CONVOLUTION_WIDTH] / 100.0;
  const double low = values[CONVOLUTION_LOW_CUT], high = values[CONVOLUTION_HIGH_CUT];

  smooth_gain_set (&state->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&state->same, (float) (wet * (1.0 + width) / 2), jump);
  smooth_gain_set (&state->other, (float) (wet * (1.0 - width) / 2), jump);
  band_limit_set (&state->cuts, low, low > CONVOLUTION_LOW_CUT_OFF_HZ, high,
                  high < CONVOLUTION_HIGH_CUT_OFF_HZ, state->rate, jump);
}

static bool
fill_impulse (const ProcessorSetup *setup, float *left, float *right, Frames length,
              const char **message)
{
  if (!is_file (setup)) {
    const ImpulseShape shape = shape_of (setup);
    impulse_fill (&shape, setup->rate, 0, left);
    impulse_fill (&shape, setup->rate, 1, right);
    return true;
  }
  const ProcessorSound *sound = setup->sounds ? &setup->sounds[CONVOLUTION_FILE] : NULL;
  if (!sound || sound->frames <= 0) {
    *message = setup->texts && setup->texts[CONVOLUTION_FILE]
                   ? "the impulse file is missing or no audio file"
                   : "choose an impulse file";
    return false;
  }
  memcpy (left, sound->audio[0], (size_t) length * sizeof (float));
  memcpy (right, sound->audio[sound->channels == 2], (size_t) length * sizeof (float));
  return true;
}

static bool
convolution_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Convolution *state = data;
  const Frames length = length_of (setup);
  float *const impulse = (float *) ((char *) data + impulse_offset (setup));

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->convolver = convolver_offset (setup);
  state->predelay = (Lookahead){ .frames = predelay_frames (setup), .channels = setup->channels };
  if (!fill_impulse (setup, impulse, impulse + length, length, message))
    return false;
  if (!convolver_init (convolver_of (state), length, setup->channels)) {
    *message = "there is no memory for the convolution";
    return false;
  }
  impulse_normalize (impulse, impulse + length, length);
  convolver_load (convolver_of (state), 0, impulse);
  convolver_load (convolver_of (state), 1, impulse + length);
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->same, setup->rate);
  smooth_gain_init (&state->other, setup->rate);
  convolution_set (state, setup->values, true);
  return true;
}

static int
convolution_channels (const ProcessorSetup *setup)
{
  return 2;
}

static Frames
convolution_tail (const ProcessorSetup *setup)
{
  return length_of (setup) + predelay_frames (setup) + (Frames) (TAIL_SECONDS * setup->rate);
}

VECTOR_CLONES static void
mix (float *restrict left, float *restrict right, float (*restrict wet)[CHUNK],
     const float *restrict dry, const float *restrict same, const float *restrict other, int n)
{
  for (int i = 0; i < n; i++) {
    left[i] = dry[i] * left[i] + (same[i] * wet[0][i] + other[i] * wet[1][i]);
    right[i] = dry[i] * right[i] + (same[i] * wet[1][i] + other[i] * wet[0][i]);
  }
}

/* n <= CHUNK. */
static void
process_chunk (Convolution *state, float *left, float *right, int n, Frames position)
{
  float in[2][CHUNK], wet[2][CHUNK], dry[CHUNK], same[CHUNK], other[CHUNK];
  const size_t bytes = (size_t) n * sizeof (float);

  if (state->channels == 1)
    memcpy (right, left, bytes);
  memcpy (in[0], left, bytes);
  memcpy (in[1], right, bytes);
  lookahead_process (&state->predelay, state->rings, (float *[]){ in[0], in[1] }, n);
  band_limit_process (&state->cuts, in[0], in[1], n);
  convolver_process (convolver_of (state), (const float *[]){ in[0], in[1] },
                     (float *[]){ wet[0], wet[1] }, n, position);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->same, same, n);
  smooth_gain_next (&state->other, other, n);
  mix (left, right, wet, dry, same, other, n);
}

static void
convolution_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  for (int done = 0; done < n; done += CHUNK)
    process_chunk (data, audio[0] + done, audio[1] + done, n - done < CHUNK ? n - done : CHUNK,
                   context->position + done);
}

const Processor convolution_processor = {
  .spec = &convolution_spec,
  .hears_files = true,
  .state_size = convolution_state_size,
  .init = convolution_init,
  .reset = convolution_reset,
  .set = convolution_set,
  .process = convolution_process,
  .channels = convolution_channels,
  .tail = convolution_tail,
};

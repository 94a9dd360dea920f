/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/convolver.h"

#include "dsp/fft.h"

#include <string.h>

#define STEP 128 /* taps of the head; what is spread is done at multiples of it */
#define LONGEST 8192 /* block */
#define RING (4 * LONGEST)
#define N_SEGMENTS 3
#define GROUP 32 /* of outputs that the head works on at once */
#define UNKNOWN -1

/* A size of partitions. Blocks come out `offset` frames after their first frame went in: one block
 * where the work is done at once, two where it is spread over the next block. */
typedef struct {
  int block, offset, most;
} Plan;

static const Plan plans[N_SEGMENTS] = {
  { 128, 128, 15 }, /* up to frame 2048 */
  { 1024, 2048, 14 }, /* up to 16384 */
  { LONGEST, 2 * LONGEST, 1 << 12 },
};

/* Offsets are in floats from `data`, so that the state can be copied. */
typedef struct {
  const Fft *fft;
  int block, offset, n_partitions, stride;
  int newest; /* which of the spectra is the last */
  int n_jobs, done; /* of this block's work */
  size_t history, filters, sums, ready, playing;
} Segment;

struct Convolver {
  int in_channels;
  Frames length;
  int phase; /* frame within the longest block, or UNKNOWN before the first */
  int ring_at;
  Segment segments[N_SEGMENTS];
  size_t head, line, ring, bins, scratch, end;
  float data[] __attribute__ ((aligned (64)));
};

static int
partitions_of (const Plan *plan, Frames length)
{
  const Frames rest = length - plan->offset;
  const Frames wanted = rest > 0 ? (rest + plan->block - 1) / plan->block : 0;
  return wanted < plan->most ? (int) wanted : plan->most;
}

/* Returns how many floats it takes. */
static size_t
lay_out (Convolver *c, Frames length, int in_channels)
{
  size_t at = 0;

  c->length = length;
  c->in_channels = in_channels;
  c->head = at, at += 2 * STEP;
  c->line = at, at += (size_t) in_channels * 2 * STEP;
  c->ring = at, at += (size_t) in_channels * RING;
  c->bins = at, at += 2 * (LONGEST + 16);
  c->scratch = at, at += 2 * LONGEST;
  for (int s = 0; s < N_SEGMENTS; s++) {
    Segment *segment = &c->segments[s];
    const size_t block = (size_t) plans[s].block, spectrum = 2 * (block + 16);
    const int n = partitions_of (&plans[s], length);

    *segment = (Segment){ .block = plans[s].block,
                          .offset = plans[s].offset,
                          .n_partitions = n,
                          .stride = plans[s].block + 16,
                          .n_jobs = n > 0 ? in_channels + 2 * n + 2 : 0 };
    segment->done = segment->n_jobs;
    segment->history = at, at += (size_t) in_channels * (size_t) n * spectrum;
    segment->filters = at, at += 2 * (size_t) n * spectrum;
    if (n > 0) {
      segment->sums = at, at += 2 * spectrum;
      segment->ready = at, at += 2 * block;
      segment->playing = at, at += 2 * block;
    }
  }
  c->end = at;
  return at;
}

size_t
convolver_size (Frames length, int in_channels)
{
  Convolver c;
  return sizeof c + sizeof (float) * lay_out (&c, length, in_channels);
}

bool
convolver_init (Convolver *c, Frames length, int in_channels)
{
  lay_out (c, length, in_channels);
  c->phase = UNKNOWN;
  for (int s = 0; s < N_SEGMENTS; s++)
    if (c->segments[s].n_partitions > 0 &&
        !(c->segments[s].fft = fft_get (2 * c->segments[s].block)))
      return false;
  return true;
}

static float *
at (Convolver *c, size_t offset)
{
  return c->data + offset;
}

static float *
history (Convolver *c, const Segment *segment, int channel, int index)
{
  return at (c, segment->history) +
         (size_t) (channel * segment->n_partitions + index) * 2 * (size_t) segment->stride;
}

static float *
filter (Convolver *c, const Segment *segment, int channel, int index)
{
  return at (c, segment->filters) +
         (size_t) (channel * segment->n_partitions + index) * 2 * (size_t) segment->stride;
}

static float *
sum_of (Convolver *c, const Segment *segment, int channel)
{
  return at (c, segment->sums) + (size_t) channel * 2 * (size_t) segment->stride;
}

/* The spectrum of a partition with a block of zeros behind it, scaled for both transforms. */
static void
load_partition (Convolver *c, const Segment *segment, int channel, int index, const float *impulse)
{
  const Frames from = segment->offset + (Frames) index * segment->block;
  const float scale = 1.0f / (2.0f * (float) segment->block);
  float *const scratch = at (c, c->scratch);
  fftwf_complex *const bins = (fftwf_complex *) at (c, c->bins);

  for (int i = 0; i < 2 * segment->block; i++)
    scratch[i] = i < segment->block && from + i < c->length ? impulse[from + i] * scale : 0.0f;
  fft_forward (segment->fft, scratch, bins);
  fft_split (bins, filter (c, segment, channel, index), segment->stride, segment->block + 1);
}

void
convolver_load (Convolver *c, int channel, const float *impulse)
{
  float *const head = at (c, c->head) + channel * STEP;

  for (int i = 0; i < STEP; i++)
    head[i] = i < c->length ? impulse[i] : 0.0f;
  for (int s = 0; s < N_SEGMENTS; s++)
    for (int p = 0; p < c->segments[s].n_partitions; p++)
      load_partition (c, &c->segments[s], channel, p, impulse);
}

void
convolver_reset (Convolver *c)
{
  memset (at (c, c->line), 0, (size_t) c->in_channels * 2 * STEP * sizeof (float));
  memset (at (c, c->ring), 0, (size_t) c->in_channels * RING * sizeof (float));
  for (Segment *segment = c->segments; segment < c->segments + N_SEGMENTS; segment++) {
    segment->newest = 0;
    segment->done = segment->n_jobs;
    if (segment->n_partitions == 0)
      continue;
    memset (history (c, segment, 0, 0), 0, (segment->filters - segment->history) * sizeof (float));
    memset (at (c, segment->ready), 0, 4 * (size_t) segment->block * sizeof (float));
  }
  c->phase = UNKNOWN;
  c->ring_at = 0;
}

/* The spectrum of the last two blocks of an input. */
static void
transform_input (Convolver *c, const Segment *segment, int channel)
{
  const int size = 2 * segment->block;
  const int end = c->ring_at - c->phase % segment->block;
  const int from = (end - size + RING) % RING;
  const int first = from + size <= RING ? size : RING - from;
  const float *const ring = at (c, c->ring) + channel * RING;
  float *const scratch = at (c, c->scratch);
  fftwf_complex *const bins = (fftwf_complex *) at (c, c->bins);

  memcpy (scratch, ring + from, (size_t) first * sizeof (float));
  memcpy (scratch + first, ring, (size_t) (size - first) * sizeof (float));
  fft_forward (segment->fft, scratch, bins);
  fft_split (bins, history (c, segment, channel, segment->newest), segment->stride,
             segment->block + 1);
}

static void
add_partition (Convolver *c, const Segment *segment, int channel, int index)
{
  const int n = segment->n_partitions, input = channel < c->in_channels ? channel : 0;
  float *const sum = sum_of (c, segment, channel);

  if (index == 0)
    memset (sum, 0, 2 * (size_t) segment->stride * sizeof (float));
  fft_multiply_add (sum, history (c, segment, input, (segment->newest - index + n) % n),
                    filter (c, segment, channel, index), segment->stride, segment->block + 1);
}

static void
transform_output (Convolver *c, const Segment *segment, int channel)
{
  const size_t block = (size_t) segment->block;
  float *const scratch = at (c, c->scratch);
  fftwf_complex *const bins = (fftwf_complex *) at (c, c->bins);

  fft_join (sum_of (c, segment, channel), segment->stride, bins, segment->block + 1);
  fft_inverse (segment->fft, bins, scratch);
  memcpy (at (c, segment->ready) + (size_t) channel * block, scratch + block,
          block * sizeof (float));
}

static void
do_job (Convolver *c, const Segment *segment, int job)
{
  const int products = 2 * segment->n_partitions;

  if (job < c->in_channels)
    transform_input (c, segment, job);
  else if (job < c->in_channels + products)
    add_partition (c, segment, (job - c->in_channels) / segment->n_partitions,
                   (job - c->in_channels) % segment->n_partitions);
  else
    transform_output (c, segment, job - c->in_channels - products);
}

static void
work_until (Convolver *c, Segment *segment, int jobs)
{
  for (; segment->done < jobs; segment->done++)
    do_job (c, segment, segment->done);
}

static void
take_ready (Convolver *c, const Segment *segment)
{
  memcpy (at (c, segment->playing), at (c, segment->ready),
          2 * (size_t) segment->block * sizeof (float));
}

/* At a multiple of STEP. */
static void
work (Convolver *c, Segment *segment)
{
  const int slices = segment->block / STEP, slice = c->phase % segment->block / STEP;

  if (segment->n_partitions == 0)
    return;
  if (slice == 0) {
    if (slices > 1)
      take_ready (c, segment);
    segment->newest = (segment->newest + 1) % segment->n_partitions;
    segment->done = 0;
  }
  work_until (c, segment, (slice + 1) * segment->n_jobs / slices);
  if (slices == 1)
    take_ready (c, segment);
}

/* `line` holds STEP - 1 frames of the past, then those that are new. */
VECTOR_CLONES static void
run_head (const float *restrict taps, const float *restrict line, float *restrict out, int n)
{
  for (int from = 0; from < n; from += GROUP) {
    float sums[GROUP] = { 0 };
    const float *const newest = line + STEP - 1 + from;
    for (int k = 0; k < STEP; k++)
      for (int i = 0; i < GROUP; i++)
        sums[i] += taps[k] * newest[i - k];
    for (int i = 0; i < GROUP && from + i < n; i++)
      out[from + i] = sums[i];
  }
}

VECTOR_CLONES static void
add (float *restrict out, const float *restrict from, int n)
{
  for (int i = 0; i < n; i++)
    out[i] += from[i];
}

/* n frames up to the next multiple of STEP at most. */
static void
run (Convolver *c, const float *const *in, float *const *out, int n)
{
  const size_t bytes = (size_t) n * sizeof (float);

  for (int i = 0; i < c->in_channels; i++) {
    memcpy (at (c, c->ring) + i * RING + c->ring_at, in[i], bytes);
    memcpy (at (c, c->line) + 2 * i * STEP + STEP - 1, in[i], bytes);
  }
  for (int o = 0; o < 2; o++) {
    const int input = o < c->in_channels ? o : 0;
    run_head (at (c, c->head) + o * STEP, at (c, c->line) + 2 * input * STEP, out[o], n);
    for (const Segment *segment = c->segments; segment < c->segments + N_SEGMENTS; segment++)
      if (segment->n_partitions > 0)
        add (out[o], at (c, segment->playing) + o * segment->block + c->phase % segment->block, n);
  }
  for (int i = 0; i < c->in_channels; i++) {
    float *const line = at (c, c->line) + 2 * i * STEP;
    memmove (line, line + n, (STEP - 1) * sizeof (float));
  }
  c->phase = (c->phase + n) % LONGEST;
  c->ring_at = (c->ring_at + n) % RING;
  if (c->phase % STEP == 0)
    for (Segment *segment = c->segments; segment < c->segments + N_SEGMENTS; segment++)
      work (c, segment);
}

void
convolver_process (Convolver *c, const float *const *in, float *const *out, int n, Frames position)
{
  if (c->phase == UNKNOWN) {
    c->phase = (int) (position & (LONGEST - 1));
    c->ring_at = c->phase;
  }
  for (int done = 0; done < n;) {
    const int left = STEP - c->phase % STEP, now = left < n - done ? left : n - done;
    const float *const from[2] = { in[0] + done, c->in_channels == 2 ? in[1] + done : NULL };
    float *const to[2] = { out[0] + done, out[1] + done };
    run (c, from, to, now);
    done += now;
  }
}

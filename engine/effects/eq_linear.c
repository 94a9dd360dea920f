/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work is spread evenly over a hop, by frames: all products but those with the newest input, which
 * wait for its end, and, in hops that need one, the making of the next filter. */
#include "effects/eq_linear.h"

#include "base/math.h"
#include "effects/eq_linear_design.h"

#include <string.h>

#define HOP 2048 /* at 44.1 and 48 kHz */
#define N_PARTITIONS 32
#define UNKNOWN -1

/* New values wait until the frames that came in with them are about to reach the middle of the FIR;
 * making the filter and crossfading take a hop each. */
#define VALUES_LATE (N_PARTITIONS / 2 - 2)

typedef enum { IDLE, MAKING, FADING } Change;

/* Offsets are in floats from `data`, so that the state can be copied. */
struct EqLinear {
  EqLinearShape shape;
  const Fft *hop_fft, *design_fft;
  int phase; /* frame within the hop, or UNKNOWN before the first */
  int newest; /* which of the input spectra is the last */
  int bank; /* which of the two filters is heard */
  int done; /* pieces of this hop's work */
  Change change; /* from the one filter to the other */
  EqLinearDesign design;
  int n_paths[2]; /* of each filter */
  int used[2][EQ_N_PATHS * N_PARTITIONS];
  double made[2][EQ_N_VALUES]; /* what each filter was made from */
  double values[EQ_N_VALUES];
  double late[VALUES_LATE][EQ_N_VALUES]; /* at the end of each hop */
  int late_at;
  size_t input, output, history, sums, filters, window, cosine, sine, gains, third, impulse, bins,
      block;
  float data[] __attribute__ ((aligned (64)));
};

static EqLinearShape
shape_at (int rate, int channels)
{
  const int hop = HOP * (rate <= 50000 ? 1 : rate <= 100000 ? 2 : 4);
  return (EqLinearShape){ .rate = rate,
                          .channels = channels,
                          .hop = hop,
                          .n_partitions = N_PARTITIONS,
                          .center = N_PARTITIONS / 2 * hop,
                          .stride = hop + 16 };
}

static int
paths_at_most (const EqLinearShape *shape)
{
  return shape->channels == 1 ? 1 : EQ_N_PATHS;
}

/* Lays the arrays out; returns how many floats they take. */
static size_t
lay_out (EqLinear *l, int rate, int channels)
{
  l->shape = shape_at (rate, channels);
  const size_t hop = (size_t) l->shape.hop, center = (size_t) l->shape.center;
  const size_t spectrum = 2 * (size_t) l->shape.stride, planes = (size_t) channels;
  const size_t paths = (size_t) paths_at_most (&l->shape);
  size_t at = 0;

  l->input = at, at += planes * 2 * hop;
  l->output = at, at += planes * hop;
  l->history = at, at += planes * N_PARTITIONS * spectrum;
  l->sums = at, at += 2 * planes * spectrum;
  l->filters = at, at += 2 * paths * N_PARTITIONS * spectrum;
  l->window = at, at += center;
  l->cosine = at, at += center;
  l->sine = at, at += center;
  l->gains = at, at += paths * EQ_LINEAR_GAINS (center);
  l->third = at, at += center;
  l->impulse = at, at += center;
  l->bins = at, at += center + 16;
  l->block = at, at += 2 * hop;
  return at;
}

size_t
eq_linear_size (int rate, int channels)
{
  EqLinear l;
  return sizeof l + sizeof (float) * lay_out (&l, rate, channels);
}

int
eq_linear_latency (int rate)
{
  const EqLinearShape shape = shape_at (rate, 1);
  return shape.center + shape.hop;
}

int
eq_linear_length (int rate)
{
  const EqLinearShape shape = shape_at (rate, 1);
  return 2 * shape.center + shape.hop;
}

static float *
history (EqLinear *l, int channel, int index)
{
  return l->data + l->history +
         (size_t) (channel * N_PARTITIONS + index) * 2 * (size_t) l->shape.stride;
}

static float *
sum_of (EqLinear *l, int bank, int channel)
{
  return l->data + l->sums +
         (size_t) (bank * l->shape.channels + channel) * 2 * (size_t) l->shape.stride;
}

static EqLinearFilter
filter (EqLinear *l, int bank)
{
  const int paths = paths_at_most (&l->shape);
  return (EqLinearFilter){ .spectra = l->data + l->filters +
                                      (size_t) (bank * paths * N_PARTITIONS) * 2 *
                                          (size_t) l->shape.stride,
                           .used = l->used[bank] };
}

static EqLinearScratch
scratch (EqLinear *l)
{
  return (EqLinearScratch){ .hop_fft = l->hop_fft,
                            .design_fft = l->design_fft,
                            .window = l->data + l->window,
                            .cosine = l->data + l->cosine,
                            .sine = l->data + l->sine,
                            .gains = l->data + l->gains,
                            .third = l->data + l->third,
                            .impulse = l->data + l->impulse,
                            .bins = l->data + l->bins,
                            .block = l->data + l->block };
}

bool
eq_linear_init (EqLinear *l, int rate, int channels)
{
  lay_out (l, rate, channels);
  l->hop_fft = fft_get (2 * l->shape.hop);
  l->design_fft = fft_get (l->shape.center);
  if (!l->hop_fft || !l->design_fft)
    return false;
  eq_linear_tables (l->data + l->window, l->data + l->cosine, l->data + l->sine, l->shape.center);
  l->phase = UNKNOWN;
  return true;
}

static bool
equal (const double *a, const double *b)
{
  return memcmp (a, b, sizeof (double) * EQ_N_VALUES) == 0;
}

static void
start_design (EqLinear *l, int bank, const double *values)
{
  memcpy (l->made[bank], values, sizeof l->made[bank]);
  eq_linear_design_begin (&l->design, &l->shape, values);
  l->n_paths[bank] = l->design.n_paths;
}

static void
design_piece (EqLinear *l, int bank, int piece)
{
  const EqLinearFilter to = filter (l, bank);
  const EqLinearScratch with = scratch (l);
  eq_linear_design_piece (&l->design, &l->shape, &with, &to, piece);
}

static void
clear_sums (EqLinear *l)
{
  memset (l->data + l->sums, 0, sizeof (float) * (l->filters - l->sums));
  l->done = 0;
}

/* Everything that is under way is given up, and what the values say is heard. */
static void
jump_to_values (EqLinear *l)
{
  for (int i = 0; i < VALUES_LATE; i++)
    memcpy (l->late[i], l->values, sizeof l->late[i]);
  if (l->change == IDLE && equal (l->made[l->bank], l->values))
    return;
  l->change = IDLE;
  clear_sums (l);
  if (equal (l->made[l->bank], l->values))
    return;
  start_design (l, l->bank, l->values);
  for (int i = 0; i < eq_linear_design_pieces (&l->design, &l->shape); i++)
    design_piece (l, l->bank, i);
}

void
eq_linear_reset (EqLinear *l)
{
  jump_to_values (l);
  l->phase = UNKNOWN;
  l->done = 0;
  memset (l->data + l->input, 0, sizeof (float) * (l->filters - l->input));
}

void
eq_linear_set (EqLinear *l, const double *values, bool jump)
{
  memcpy (l->values, values, sizeof l->values);
  if (jump)
    jump_to_values (l);
}

static void
add_path (EqLinear *l, int bank, int path, int partition, int from, int to)
{
  const EqLinearFilter with = filter (l, bank);
  const int stride = l->shape.stride, index = path * N_PARTITIONS + partition;
  const int input = (l->newest - partition + N_PARTITIONS) % N_PARTITIONS;

  fft_multiply_add (sum_of (l, bank, to), history (l, from, input),
                    with.spectra + (size_t) index * 2 * (size_t) stride, stride, with.used[index]);
}

static void
add_partition (EqLinear *l, int bank, int to, int partition)
{
  add_path (l, bank, to == 0 || l->n_paths[bank] == 1 ? EQ_LEFT_LEFT : EQ_RIGHT_RIGHT, partition,
            to, to);
  if (l->n_paths[bank] == 4)
    add_path (l, bank, to == 0 ? EQ_RIGHT_LEFT : EQ_LEFT_RIGHT, partition, 1 - to, to);
}

static int
banks_heard (const EqLinear *l)
{
  return l->change == FADING ? 2 : 1;
}

/* The pieces of a hop: first the older partitions of each channel and filter, then the design. */
static void
work (EqLinear *l, int phase)
{
  const int per_bank = l->shape.channels * (N_PARTITIONS - 1);
  const int products = banks_heard (l) * per_bank;
  const int pieces =
      products + (l->change == MAKING ? eq_linear_design_pieces (&l->design, &l->shape) : 0);
  const int due = (int) ((int64_t) pieces * phase / l->shape.hop);

  for (; l->done < due; l->done++) {
    if (l->done >= products) {
      design_piece (l, 1 - l->bank, l->done - products);
      continue;
    }
    const int bank = l->done < per_bank ? l->bank : 1 - l->bank, at = l->done % per_bank;
    add_partition (l, bank, at / (N_PARTITIONS - 1), 1 + at % (N_PARTITIONS - 1));
  }
}

/* The answer is the second half of the returned block. */
static const float *
answer (EqLinear *l, int bank, int channel)
{
  fftwf_complex *bins = (fftwf_complex *) (l->data + l->bins);
  float *block = l->data + l->block;

  add_partition (l, bank, channel, 0);
  fft_join (sum_of (l, bank, channel), l->shape.stride, bins, l->shape.hop + 1);
  fft_inverse (l->hop_fft, bins, block);
  return block + l->shape.hop;
}

static void
take_input (EqLinear *l)
{
  fftwf_complex *bins = (fftwf_complex *) (l->data + l->bins);
  const int hop = l->shape.hop;

  for (int c = 0; c < l->shape.channels; c++) {
    float *input = l->data + l->input + (size_t) (c * 2 * hop);
    fft_forward (l->hop_fft, input, bins);
    fft_split (bins, history (l, c, l->newest), l->shape.stride, hop + 1);
    memcpy (input, input + hop, sizeof (float) * (size_t) hop);
  }
}

static void
make_output (EqLinear *l)
{
  const int hop = l->shape.hop;

  for (int c = 0; c < l->shape.channels; c++) {
    float *output = l->data + l->output + (size_t) (c * hop);
    memcpy (output, answer (l, l->bank, c), sizeof (float) * (size_t) hop);
    if (l->change != FADING)
      continue;
    const float *next = answer (l, 1 - l->bank, c);
    for (int i = 0; i < hop; i++) {
      const float share = ((float) i + 0.5f) / (float) hop;
      output[i] += share * (next[i] - output[i]);
    }
  }
}

static void
change_filter (EqLinear *l)
{
  const double *due = l->late[l->late_at];

  if (l->change == FADING) {
    l->bank = 1 - l->bank;
    l->change = IDLE;
  } else if (l->change == MAKING) {
    l->change = FADING;
  }
  if (l->change == IDLE && !equal (l->made[l->bank], due)) {
    start_design (l, 1 - l->bank, due);
    l->change = MAKING;
  }
  memcpy (l->late[l->late_at], l->values, sizeof l->values);
  l->late_at = (l->late_at + 1) % VALUES_LATE;
}

static void
end_hop (EqLinear *l)
{
  take_input (l);
  make_output (l);
  change_filter (l);
  clear_sums (l);
  l->newest = (l->newest + 1) % N_PARTITIONS;
  l->phase = 0;
}

void
eq_linear_process (EqLinear *l, float *const *audio, int n, Frames position)
{
  const int hop = l->shape.hop;

  /* Hops follow the song until a loop jumps: then the tail matters more. */
  if (l->phase == UNKNOWN)
    l->phase = (int) (((position % hop) + hop) % hop);

  for (int done = 0; done < n;) {
    const int now = n - done < hop - l->phase ? n - done : hop - l->phase;
    const size_t bytes = sizeof (float) * (size_t) now;
    for (int c = 0; c < l->shape.channels; c++) {
      float *at = audio[c] + done;
      memcpy (l->data + l->input + (c * 2 + 1) * hop + l->phase, at, bytes);
      memcpy (at, l->data + l->output + c * hop + l->phase, bytes);
    }
    done += now;
    l->phase += now;
    work (l, l->phase);
    if (l->phase == hop)
      end_hop (l);
  }
}

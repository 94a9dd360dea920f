/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq_linear.h"

#include "base/math.h"
#include "dsp/fft.h"
#include "effects/eq_design.h"

#include <string.h>

#define HOP 1024
#define BINS (HOP + 1)
#define CENTER_HOPS 4 /* at 44.1 and 48 kHz: 8 partitions, 5.4 Hz of resolution */
#define WINDOW_BETA 5.0 /* Kaiser: the side lobes of the cut are 50 dB under what it cuts off */
#define UNKNOWN -1

enum { LEFT_LEFT, RIGHT_RIGHT, LEFT_RIGHT, RIGHT_LEFT, N_PATHS }; /* from, to */

/* Offsets are in floats from `data`, so that the state can be copied. */
struct EqLinear {
  int rate, channels;
  int center; /* frames of delay of the FIR itself */
  int n_partitions; /* 2 center / HOP */
  const Fft *hop_fft, *design_fft;
  int phase; /* frame within the hop, or UNKNOWN before the first */
  int newest; /* which of the input spectra is the last */
  int bank; /* which of the two filters is heard */
  bool fresh; /* values have changed since the filter was made */
  bool crossed[2]; /* bank: channels mix */
  double values[EQ_N_VALUES];
  size_t window, input, output, history, filters, sum, block, gains, spectrum, impulse;
  float data[] __attribute__ ((aligned (64)));
};

static int
center_at (int rate)
{
  return CENTER_HOPS * HOP * (rate <= 50000 ? 1 : rate <= 100000 ? 2 : 4);
}

/* Lays the arrays out; returns how many floats they take. */
static size_t
lay_out (EqLinear *l, int rate, int channels)
{
  const size_t center = (size_t) center_at (rate);
  const size_t partitions = 2 * center / HOP;
  const size_t bins = 2 * (BINS + 7); /* floats; the next spectrum stays aligned */
  size_t at = 0;

  l->rate = rate;
  l->channels = channels;
  l->center = (int) center;
  l->n_partitions = (int) partitions;
  l->window = at, at += center;
  l->input = at, at += (size_t) channels * 2 * HOP;
  l->output = at, at += (size_t) channels * HOP;
  l->history = at, at += (size_t) channels * partitions * bins;
  l->filters = at, at += 2 * N_PATHS * partitions * bins;
  l->sum = at, at += bins;
  l->block = at, at += 2 * HOP;
  l->gains = at, at += N_PATHS * (2 * center + 16);
  l->spectrum = at, at += 4 * center + 16;
  l->impulse = at, at += 4 * center;
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
  return center_at (rate) + HOP;
}

int
eq_linear_length (int rate)
{
  return 2 * center_at (rate) + HOP;
}

static fftwf_complex *
history (EqLinear *l, int channel, int index)
{
  return (fftwf_complex *) (l->data + l->history +
                            (size_t) (channel * l->n_partitions + index) * 2 * (BINS + 7));
}

static fftwf_complex *
filter (EqLinear *l, int bank, int path, int partition)
{
  const size_t index = (size_t) ((bank * N_PATHS + path) * l->n_partitions + partition);
  return (fftwf_complex *) (l->data + l->filters + index * 2 * (BINS + 7));
}

/* Bessel I0 by its series. */
static double
bessel_i0 (double x)
{
  double term = 1.0;
  double sum = 1.0;
  for (int k = 1; k < 40; k++) {
    term *= (0.5 * x / k) * (0.5 * x / k);
    sum += term;
  }
  return sum;
}

bool
eq_linear_init (EqLinear *l, int rate, int channels)
{
  lay_out (l, rate, channels);
  l->hop_fft = fft_get (2 * HOP);
  l->design_fft = fft_get (4 * l->center);
  if (!l->hop_fft || !l->design_fft)
    return false;
  for (int i = 0; i < l->center; i++) {
    const double u = (double) i / l->center;
    l->data[l->window + (size_t) i] =
        (float) (bessel_i0 (WINDOW_BETA * sqrt (1.0 - u * u)) / bessel_i0 (WINDOW_BETA));
  }
  eq_linear_reset (l);
  return true;
}

/* A real two by two matrix at one frequency: the bands in their order. */
typedef struct {
  double ll, rr, lr, rl; /* from, to */
} Matrix;

static void
apply_band (Matrix *m, EqChannel channel, double gain)
{
  const double ll = m->ll, rr = m->rr, lr = m->lr, rl = m->rl;
  const double same = 0.5 * (gain + 1.0);
  const double other = channel == EQ_MID ? 0.5 * (gain - 1.0) : 0.5 * (1.0 - gain);

  switch (channel) {
  case EQ_STEREO:
    *m = (Matrix){ ll * gain, rr * gain, lr * gain, rl * gain };
    break;
  case EQ_LEFT:
    m->ll *= gain;
    m->rl *= gain;
    break;
  case EQ_RIGHT:
    m->rr *= gain;
    m->lr *= gain;
    break;
  case EQ_MID:
  case EQ_SIDE:
    m->ll = same * ll + other * lr;
    m->lr = other * ll + same * lr;
    m->rl = same * rl + other * rr;
    m->rr = other * rl + same * rr;
    break;
  }
}

static float *
gains (EqLinear *l, int path)
{
  return l->data + l->gains + (size_t) path * (2 * (size_t) l->center + 16);
}

static int
n_paths (const EqLinear *l, int bank)
{
  return l->channels == 1 ? 1 : l->crossed[bank] ? 4 : 2;
}

typedef struct {
  FilterPrototype prototype;
  EqChannel channel;
} LinearBand;

static int
gather_bands (EqLinear *l, LinearBand *bands)
{
  int n = 0;

  for (int b = 0; b < EQ_N_BANDS; b++) {
    const double *values = l->values + b * EQ_BAND_VALUES;
    const EqStructure structure = eq_structure (values, l->channels);
    if (!structure.on)
      continue;
    const FilterSettings settings = eq_settings (values, &structure);
    filter_prototype_init (&bands[n].prototype, &settings, l->rate);
    bands[n].channel = structure.channel;
    n++;
  }
  return n;
}

/* From the zero-phase impulse to the spectra of its partitions. */
static void
cut_impulse (EqLinear *l, int bank, int path)
{
  const float *impulse = l->data + l->impulse;
  const float *window = l->data + l->window;
  const int size = 4 * l->center;
  const float scale = 1.0f / ((float) size * (2 * HOP));
  float *block = l->data + l->block;

  for (int p = 0; p < l->n_partitions; p++) {
    memset (block, 0, sizeof (float) * 2 * HOP);
    for (int i = 0; i < HOP; i++) {
      const int at = p * HOP + i - l->center;
      if (at > -l->center)
        block[i] = impulse[at < 0 ? at + size : at] * window[at < 0 ? -at : at] * scale;
    }
    fft_forward (l->hop_fft, block, filter (l, bank, path, p));
  }
}

static void
sample_gains (EqLinear *l, const LinearBand *bands, int n_bands)
{
  const double step = (double) l->rate / (4 * l->center);

  for (int k = 0; k <= 2 * l->center; k++) {
    Matrix m = { 1.0, 1.0, 0.0, 0.0 };
    for (int b = 0; b < n_bands; b++)
      apply_band (&m, bands[b].channel,
                  sqrt (filter_prototype_power (&bands[b].prototype, step * k)));
    gains (l, LEFT_LEFT)[k] = (float) m.ll;
    gains (l, RIGHT_RIGHT)[k] = (float) m.rr;
    gains (l, LEFT_RIGHT)[k] = (float) m.lr;
    gains (l, RIGHT_LEFT)[k] = (float) m.rl;
  }
}

static void
make_filter (EqLinear *l, int bank)
{
  LinearBand bands[EQ_N_BANDS];
  const int n_bands = gather_bands (l, bands);
  fftwf_complex *bins = (fftwf_complex *) (l->data + l->spectrum);

  l->crossed[bank] = false;
  for (int b = 0; b < n_bands; b++)
    l->crossed[bank] |= bands[b].channel == EQ_MID || bands[b].channel == EQ_SIDE;

  sample_gains (l, bands, n_bands);
  for (int path = 0; path < n_paths (l, bank); path++) {
    for (int k = 0; k <= 2 * l->center; k++) {
      bins[k][0] = gains (l, path)[k];
      bins[k][1] = 0.0f;
    }
    fft_inverse (l->design_fft, bins, l->data + l->impulse);
    cut_impulse (l, bank, path);
  }
  l->fresh = false;
}

void
eq_linear_reset (EqLinear *l)
{
  l->phase = UNKNOWN;
  if (l->fresh)
    make_filter (l, l->bank);
  memset (l->data + l->input, 0, sizeof (float) * (l->filters - l->input));
}

void
eq_linear_set (EqLinear *l, const double *values, bool jump)
{
  if (memcmp (l->values, values, sizeof l->values) != 0 || jump) {
    memcpy (l->values, values, sizeof l->values);
    l->fresh = true;
  }
  if (jump) {
    make_filter (l, l->bank);
  }
}

static void
add_path (EqLinear *l, int bank, int path, int from, fftwf_complex *sum)
{
  for (int p = 0; p < l->n_partitions; p++) {
    const int index = (l->newest - p + l->n_partitions) % l->n_partitions;
    fft_multiply_add (sum, history (l, from, index), filter (l, bank, path, p), BINS);
  }
}

/* One hop of one output channel; the answer is the second half of the returned block. */
static const float *
convolve (EqLinear *l, int bank, int to)
{
  fftwf_complex *sum = (fftwf_complex *) (l->data + l->sum);
  float *block = l->data + l->block;

  memset (sum, 0, sizeof (fftwf_complex) * BINS);
  add_path (l, bank, to == 0 ? LEFT_LEFT : RIGHT_RIGHT, to, sum);
  if (l->crossed[bank])
    add_path (l, bank, to == 0 ? RIGHT_LEFT : LEFT_RIGHT, 1 - to, sum);
  fft_inverse (l->hop_fft, sum, block);
  return block + HOP;
}

static void
run_hop (EqLinear *l)
{
  l->newest = (l->newest + 1) % l->n_partitions;
  for (int c = 0; c < l->channels; c++) {
    float *input = l->data + l->input + (size_t) c * 2 * HOP;
    fft_forward (l->hop_fft, input, history (l, c, l->newest));
    memcpy (input, input + HOP, sizeof (float) * HOP);
  }

  const bool fading = l->fresh;
  const int old = l->bank;
  if (fading) {
    l->bank = 1 - old;
    make_filter (l, l->bank);
  }
  for (int c = 0; c < l->channels; c++) {
    float *output = l->data + l->output + (size_t) c * HOP;
    memcpy (output, convolve (l, l->bank, c), sizeof (float) * HOP);
    if (!fading)
      continue;
    const float *before = convolve (l, old, c);
    for (int i = 0; i < HOP; i++) {
      const float share = ((float) i + 0.5f) / HOP;
      output[i] = before[i] + share * (output[i] - before[i]);
    }
  }
}

void
eq_linear_process (EqLinear *l, float *const *audio, int n, Frames position)
{
  /* Hops follow the song until a loop jumps: then the tail matters more. */
  if (l->phase == UNKNOWN)
    l->phase = (int) (((position % HOP) + HOP) % HOP);

  for (int done = 0; done < n;) {
    const int now = n - done < HOP - l->phase ? n - done : HOP - l->phase;
    const size_t bytes = sizeof (float) * (size_t) now;
    for (int c = 0; c < l->channels; c++) {
      float *at = audio[c] + done;
      memcpy (l->data + l->input + (size_t) (c * 2 + 1) * HOP + l->phase, at, bytes);
      memcpy (at, l->data + l->output + (size_t) c * HOP + l->phase, bytes);
    }
    done += now;
    l->phase += now;
    if (l->phase == HOP) {
      l->phase = 0;
      run_hop (l);
    }
  }
}

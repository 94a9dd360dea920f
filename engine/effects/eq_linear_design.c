/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq_linear_design.h"

#include "base/math.h"

#include <string.h>

#define POINTS 512 /* of the response, a piece */
/* From there to the impulse: three pieces, each with idle ones behind it that make up for its
 * length. */
#define TRANSFORM_PIECES 8
#define TRANSFORMS (3 * TRANSFORM_PIECES)

/* The part of the window that falls. A resonance that has decayed by then keeps its shape; a longer
 * end would blur, a shorter one ripple beside what is too sharp to fit. */
#define ROUND 0.25

/* Bins this far under the largest gain are not multiplied: what they add stays under -100 dB. */
#define WORTH 3e-7f

typedef struct {
  double ll[POINTS], rr[POINTS], lr[POINTS], rl[POINTS];
} Matrices;

void
eq_linear_tables (float *window, float *cosine, float *sine, int center)
{
  for (int i = 0; i < center; i++) {
    const double u = ((double) i / center - (1.0 - ROUND)) / ROUND;
    const double turn = 2.0 * MATH_PI * i / EQ_LINEAR_DESIGN_SIZE (center);
    window[i] = u <= 0.0 ? 1.0f : (float) (0.5 + 0.5 * math_cos (MATH_PI * u));
    cosine[i] = (float) math_cos (turn);
    sine[i] = (float) math_sin (turn);
  }
}

static int
n_points (const EqLinearShape *shape)
{
  return EQ_LINEAR_DESIGN_SIZE (shape->center) / 2 + 1;
}

static float *
gains (const EqLinearShape *shape, const EqLinearScratch *scratch, int path)
{
  return scratch->gains + (size_t) path * EQ_LINEAR_GAINS (shape->center);
}

void
eq_linear_design_begin (EqLinearDesign *design, const EqLinearShape *shape, const double *values)
{
  design->n_bands = 0;
  design->n_paths = 1;
  design->peak = 0.0f;
  for (int b = 0; b < EQ_N_BANDS; b++) {
    const double *band = values + b * EQ_BAND_VALUES;
    const EqStructure structure = eq_structure (band, shape->channels);
    if (!structure.on)
      continue;
    const FilterSettings settings = eq_settings (band, &structure);
    filter_prototype_init (&design->bands[design->n_bands].prototype, &settings, shape->rate);
    design->bands[design->n_bands].channel = structure.channel;
    const int paths = structure.channel == EQ_STEREO                                  ? 1
                      : structure.channel == EQ_LEFT || structure.channel == EQ_RIGHT ? 2
                                                                                      : 4;
    design->n_paths = paths > design->n_paths ? paths : design->n_paths;
    design->n_bands++;
  }
}

VECTOR_CLONES static void
scale (double *x, const double *gain, int n)
{
  for (int i = 0; i < n; i++)
    x[i] *= gain[i];
}

/* A gain of mid (sign 1) or side (sign -1) behind what comes from one channel. */
VECTOR_CLONES static void
cross (double *restrict same, double *restrict other, const double *restrict gain, double sign,
       int n)
{
  for (int i = 0; i < n; i++) {
    const double keep = 0.5 * (gain[i] + 1.0), over = sign * 0.5 * (gain[i] - 1.0);
    const double a = same[i], b = other[i];
    same[i] = keep * a + over * b;
    other[i] = over * a + keep * b;
  }
}

VECTOR_CLONES static void
take_roots (double *power, int n)
{
  for (int i = 0; i < n; i++)
    power[i] = sqrt (power[i]);
}

static void
apply_band (Matrices *m, EqChannel channel, const double *gain, int n)
{
  if (channel == EQ_STEREO || channel == EQ_LEFT) {
    scale (m->ll, gain, n);
    scale (m->rl, gain, n);
  }
  if (channel == EQ_STEREO || channel == EQ_RIGHT) {
    scale (m->rr, gain, n);
    scale (m->lr, gain, n);
  }
  if (channel == EQ_MID || channel == EQ_SIDE) {
    cross (m->ll, m->lr, gain, channel == EQ_MID ? 1.0 : -1.0, n);
    cross (m->rr, m->rl, gain, channel == EQ_MID ? 1.0 : -1.0, n);
  }
}

static void
sample_gains (EqLinearDesign *design, const EqLinearShape *shape, const EqLinearScratch *scratch,
              int first, int n)
{
  const double step_hz = (double) shape->rate / EQ_LINEAR_DESIGN_SIZE (shape->center);
  double gain[POINTS];
  Matrices m;

  for (int i = 0; i < n; i++) {
    m.ll[i] = m.rr[i] = 1.0;
    m.lr[i] = m.rl[i] = 0.0;
  }
  for (int b = 0; b < design->n_bands; b++) {
    filter_prototype_powers (&design->bands[b].prototype, step_hz, first, n, gain);
    take_roots (gain, n);
    apply_band (&m, design->bands[b].channel, gain, n);
  }

  const double *const from[EQ_N_PATHS] = { m.ll, m.rr, m.lr, m.rl };
  for (int path = 0; path < design->n_paths; path++) {
    float *to = gains (shape, scratch, path) + first;
    for (int i = 0; i < n; i++) {
      to[i] = (float) from[path][i];
      design->peak = fabsf (to[i]) > design->peak ? fabsf (to[i]) : design->peak;
    }
  }
}

/* The impulse is the real inverse transform of g, the gains of all N = 3 M frequencies (M: center),
 * for n < M. By the remainder of their index by 3 they fall in three parts; as g is even, the third
 * is the second's conjugate:
 *
 *   impulse[n] = sum g[3m] e^(2 pi i m n / M) + 2 Re (e^(2 pi i n / N) sum g[3m + 1] e^(2 pi i m n
 * / M))
 *
 * and both sums are real transforms of size M. */
static void
transform_first_third (const EqLinearShape *shape, const EqLinearScratch *scratch, int path)
{
  fftwf_complex *bins = (fftwf_complex *) scratch->bins;
  const float *from = gains (shape, scratch, path);

  for (int m = 0; m <= shape->center / 2; m++) {
    bins[m][0] = from[3 * m];
    bins[m][1] = 0.0f;
  }
  fft_inverse (scratch->design_fft, bins, scratch->impulse);
}

static void
transform_second_third (const EqLinearShape *shape, const EqLinearScratch *scratch, int path)
{
  const int size = EQ_LINEAR_DESIGN_SIZE (shape->center);
  const float *from = gains (shape, scratch, path);

  for (int m = 0; m < shape->center; m++) {
    const int k = 3 * m + 1;
    scratch->third[m] = from[k <= size / 2 ? k : size - k];
  }
  fft_forward (scratch->design_fft, scratch->third, (fftwf_complex *) scratch->bins);
}

static void
add_thirds (const EqLinearShape *shape, const EqLinearScratch *scratch)
{
  const fftwf_complex *bins = (const fftwf_complex *) scratch->bins;
  const int center = shape->center;

  for (int n = 0; n < center; n++) {
    const int at = n <= center / 2 ? n : center - n;
    const float imaginary = n <= center / 2 ? bins[at][1] : -bins[at][1];
    scratch->impulse[n] += 2.0f * (scratch->cosine[n] * bins[at][0] + scratch->sine[n] * imaginary);
  }
}

static int
count_used (const float *spectrum, int stride, int n, float least)
{
  while (n > 0 &&
         spectrum[n - 1] * spectrum[n - 1] + spectrum[stride + n - 1] * spectrum[stride + n - 1] <
             least * least)
    n--;
  return n;
}

static void
cut_partition (const EqLinearDesign *design, const EqLinearShape *shape,
               const EqLinearScratch *scratch, const EqLinearFilter *filter, int path,
               int partition)
{
  const int hop = shape->hop;
  const int index = path * shape->n_partitions + partition;
  /* Both inverse transforms' factors, that of the convolution as well. */
  const float factor = 1.0f / ((float) EQ_LINEAR_DESIGN_SIZE (shape->center) * (float) (2 * hop));
  fftwf_complex *bins = (fftwf_complex *) scratch->bins;
  float *spectrum = filter->spectra + (size_t) index * 2 * (size_t) shape->stride;

  memset (scratch->block, 0, sizeof (float) * 2 * (size_t) hop);
  for (int i = 0; i < hop; i++) {
    const int at = partition * hop + i - shape->center;
    const int away = at < 0 ? -at : at;
    if (away < shape->center)
      scratch->block[i] = scratch->impulse[away] * scratch->window[away] * factor;
  }
  fft_forward (scratch->hop_fft, scratch->block, bins);
  fft_split (bins, spectrum, shape->stride, hop + 1);
  filter->used[index] =
      count_used (spectrum, shape->stride, hop + 1, WORTH * design->peak / (float) (2 * hop));
}

int
eq_linear_design_pieces (const EqLinearDesign *design, const EqLinearShape *shape)
{
  return (n_points (shape) + POINTS - 1) / POINTS +
         design->n_paths * (TRANSFORMS + shape->n_partitions);
}

void
eq_linear_design_piece (EqLinearDesign *design, const EqLinearShape *shape,
                        const EqLinearScratch *scratch, const EqLinearFilter *filter, int piece)
{
  const int points = n_points (shape), samplings = (points + POINTS - 1) / POINTS;

  if (piece < samplings) {
    const int first = piece * POINTS;
    sample_gains (design, shape, scratch, first, points - first < POINTS ? points - first : POINTS);
    return;
  }
  const int path = (piece - samplings) / (TRANSFORMS + shape->n_partitions);
  const int step = (piece - samplings) % (TRANSFORMS + shape->n_partitions);
  switch (step) {
  case 0:
    transform_first_third (shape, scratch, path);
    break;
  case TRANSFORM_PIECES:
    transform_second_third (shape, scratch, path);
    break;
  case 2 * TRANSFORM_PIECES:
    add_thirds (shape, scratch);
    break;
  default:
    if (step >= TRANSFORMS)
      cut_partition (design, shape, scratch, filter, path, step - TRANSFORMS);
  }
}

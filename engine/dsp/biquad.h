/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equalizer filters whose response follows the analogue prototype up to the top of the band, as
 * second-order sections. Plain values, no allocation; any thread, realtime safe. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

/* A section by its image in the bilinear plane, S = (1 - 1/z) / (1 + 1/z):
 *   H = (b2 S^2 + b1 S + b0) / (a2 S^2 + a1 S + 1).
 * It is stable when a2 > 0 and a1 > 0. Nothing cancels here at low frequencies, unlike in the
 * coefficients of z: 10 Hz at 192 kHz keeps all its digits. */
typedef struct {
  double b2, b1, b0;
  double a2, a1;
} Biquad;

#define BIQUAD_IDENTITY ((Biquad){ 1.0, 2.0, 1.0, 1.0, 2.0 })

/* What the state update needs. With e = u - s2:
 *   y = d u + c1 s1 + c2 e,  s1' = r s1 + p e,  s2' = (s2 + p s1) + q e.
 * This is the trapezoidal state-variable filter (Zavalishin, The Art of VA Filter Design, 4.4;
 * Simper 2013) with its output mix folded in. The update of a section without input never gains
 * energy (s1^2 + s2^2), for any stable section; this holds for every mean of two such updates too,
 * so that coefficients may run linearly from one filter to any other. */
typedef struct {
  double r, p, q;
  double d, c1, c2;
} BiquadCoefficients;

typedef enum {
  FILTER_BELL,
  FILTER_LOW_SHELF,
  FILTER_HIGH_SHELF,
  FILTER_LOW_CUT,
  FILTER_HIGH_CUT,
  FILTER_NOTCH,
  FILTER_TILT,
} FilterShape;

typedef struct {
  FilterShape shape;
  double hz; /* clamped to 0.1 .. 0.49 of the rate */
  double gain_db; /* bell, shelves, tilt */
  double q; /* bell, shelves, notch: that of the RBJ cookbook; cuts: of the sharpest section
             * of 12 dB/oct, 0.7071 = Butterworth; steeper cuts scale theirs by q / 0.7071 */
  int slope; /* cuts: 6, 12, 18, 24, 36, 48, 72 or 96 dB per octave */
} FilterSettings;

#define FILTER_SECTIONS_MAX 12
#define FILTER_GRID_POINTS 16

/* Where designs at one rate are compared with the prototype. Filled once by filter_grid_init(). */
typedef struct {
  double rate;
  double w2[FILTER_GRID_POINTS]; /* squared angular frequency, radians per frame */
  double tan2[FILTER_GRID_POINTS]; /* squared tangent of half of it: -S^2 */
  double weight[FILTER_GRID_POINTS]; /* 1 up to 18.5 kHz, less above */
} FilterGrid;

void filter_grid_init (FilterGrid *grid, double rate) REALTIME;

/* Sections in series; the count depends on shape and slope alone. Sections that change nothing are
 * exactly BIQUAD_IDENTITY; as settings move they come and go without a step. Poles and zeros stand
 * where the analogue ones do (matched z); a section of four free numbers per two such sections,
 * fitted to the prototype in the least-squares sense of log magnitude (Levenberg-Marquardt, fixed
 * count), takes up what is left; where one section with a fitted numerator is enough it stands
 * alone. Within 0.1 dB of filter_prototype_power() up to 18 kHz at 44.1 kHz. Takes about 2 to 4 us
 * per second order. */
int filter_design (const FilterGrid *grid, const FilterSettings *settings,
                   Biquad sections[FILTER_SECTIONS_MAX]) REALTIME;

/* An analogue section over s = j f / w0_hz. */
typedef struct {
  double n2, n1, n0;
  double d2, d1, d0;
} FilterSection;

/* The analogue filter that the digital one follows: its sections, perhaps turned upside down. */
typedef struct {
  FilterSection sections[8];
  int n_sections;
  double w0, w0_hz; /* radians per frame and Hz at s = j */
  double gain; /* in front */
  bool invert;
  int order; /* of a high cut, else 0 */
  double spread; /* around w0, the ratio of frequencies where a bell or shelf bends */
  bool free_zeros; /* one section, whose numerator alone may do the fitting */
  double sharp; /* 1: its zeros are too sharp to be fitted on a grid; 0: not at all */
} FilterPrototype;

void filter_prototype_init (FilterPrototype *prototype, const FilterSettings *settings,
                            double rate) REALTIME;
/* |H|^2 at any frequency. */
double filter_prototype_power (const FilterPrototype *prototype, double hz) REALTIME;
/* |H|^2 at n frequencies, (first + i) step_hz. */
void filter_prototype_powers (const FilterPrototype *prototype, double step_hz, int first, int n,
                              double *power) REALTIME;

/* How long the filter rings, down to -120 dB of its loudest; an upper bound. */
double filter_tail_seconds (const FilterSettings *settings, double rate) REALTIME;

/* How many sections filter_design () makes. */
int filter_n_sections (FilterShape shape, int slope) REALTIME;

/* |H|^2 of a section where tan^2 (pi hz / rate) is `tan2`. */
double biquad_power (const Biquad *section, double tan2) REALTIME;
bool biquad_is_identity (const Biquad *section) REALTIME;
void biquad_coefficients (const Biquad *section, BiquadCoefficients *to) REALTIME;

/* One channel of one section; for single filters inside other processors. */
typedef struct {
  double s1, s2;
} BiquadState;

static inline double
biquad_next (BiquadState *state, const BiquadCoefficients *c, double u)
{
  const double e = u - state->s2;
  const double y = (c->d * u + c->c1 * state->s1) + c->c2 * e;
  const double s1 = c->r * state->s1 + c->p * e;

  state->s2 = (state->s2 + c->p * state->s1) + c->q * e;
  state->s1 = s1;
  return y;
}

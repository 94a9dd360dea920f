/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section must wait about ten cycles for its own last result, so several run side by side:
 * section k works on frame i - k while section 0 works on frame i. A vector holds two neighbors,
 * left and right each. The stagger fills and drains inside each call, with the lanes that have no
 * frame masked, so the operations on one frame are the same however the audio is cut. */
#include "effects/eq_filter.h"

#include <string.h>

typedef double Lanes __attribute__ ((vector_size (32)));
typedef int64_t Mask __attribute__ ((vector_size (32)));

#define N_COEFFICIENTS 6
#define N_VECTORS_MAX (EQ_PASS_SECTIONS / 2)

typedef struct {
  Lanes c[N_COEFFICIENTS]; /* in the order of BiquadCoefficients */
  Lanes step[N_COEFFICIENTS];
  Lanes s1, s2;
} Pair;

enum { R, P, Q, D, C1, C2 };

static void
coefficients_array (const BiquadCoefficients *from, double to[N_COEFFICIENTS])
{
  to[R] = from->r;
  to[P] = from->p;
  to[Q] = from->q;
  to[D] = from->d;
  to[C1] = from->c1;
  to[C2] = from->c2;
}

static void
set_lane (Pair *pair, int lane, const double c[], const double step[], bool works)
{
  for (int i = 0; i < N_COEFFICIENTS; i++) {
    const bool mix = i >= D;
    pair->c[i][lane] = works || !mix ? c[i] : (i == D ? 1.0 : 0.0);
    pair->step[i][lane] = works || !mix ? step[i] : 0.0;
  }
}

static void
load_pairs (Pair *pairs, const EqPasses *passes, int n_vectors)
{
  static const double nothing[N_COEFFICIENTS] = { [D] = 1.0 };
  static const double still[N_COEFFICIENTS] = { 0 };

  for (int k = 0; k < 2 * n_vectors; k++) {
    Pair *pair = &pairs[k / 2];
    const int lane = 2 * (k % 2);
    if (k >= passes->n_waiting) {
      for (int c = 0; c < 2; c++) {
        set_lane (pair, lane + c, nothing, still, true);
        pair->s1[lane + c] = pair->s2[lane + c] = 0.0;
      }
      continue;
    }
    const EqSection *section = passes->waiting[k];
    const EqChannel channel = passes->channels[k];
    double now[N_COEFFICIENTS], step[N_COEFFICIENTS];
    coefficients_array (&section->now, now);
    coefficients_array (&section->step, step);
    for (int c = 0; c < 2; c++) {
      const bool works =
          channel == EQ_STEREO || (channel == EQ_MID || channel == EQ_LEFT ? c == 0 : c == 1);
      set_lane (pair, lane + c, now, section->moving ? step : still, works);
      pair->s1[lane + c] = section->s1[c];
      pair->s2[lane + c] = section->s2[c];
    }
  }
}

static void
store_pairs (const Pair *pairs, EqPasses *passes)
{
  for (int k = 0; k < passes->n_waiting; k++) {
    EqSection *section = passes->waiting[k];
    const Pair *pair = &pairs[k / 2];
    const int lane = 2 * (k % 2);
    for (int c = 0; c < 2; c++) {
      section->s1[c] = pair->s1[lane + c];
      section->s2[c] = pair->s2[lane + c];
    }
    if (section->moving) {
      /* A lane that does not work has no mix of its own. */
      const EqChannel channel = passes->channels[k];
      const int from = lane + (channel == EQ_SIDE || channel == EQ_RIGHT ? 1 : 0);
      section->now = (BiquadCoefficients){ pair->c[R][from], pair->c[P][from],  pair->c[Q][from],
                                           pair->c[D][from], pair->c[C1][from], pair->c[C2][from] };
    }
  }
}

static inline __attribute__ ((always_inline)) Lanes
choose (Mask mask, Lanes yes, Lanes no)
{
  return (Lanes)(((Mask)yes & mask) | ((Mask)no & ~mask));
}

/* The lanes of vector v that have a frame at step i. */
static inline __attribute__ ((always_inline)) Mask
lanes_at (int v, int i, int n)
{
  const int64_t first = i - 2 * v >= 0 && i - 2 * v < n ? -1 : 0;
  const int64_t second = i - 2 * v - 1 >= 0 && i - 2 * v - 1 < n ? -1 : 0;
  return (Mask){ first, first, second, second };
}

typedef struct {
  Lanes s1[N_VECTORS_MAX], s2[N_VECTORS_MAX], y[N_VECTORS_MAX];
} Running;

static inline __attribute__ ((always_inline)) void
run_step (Pair *pairs, const int n_vectors, const bool moving, const bool masked, int i, int n,
          Running *now, const double *in, double *out)
{
  Lanes u[N_VECTORS_MAX];

  u[0] = __builtin_shufflevector ((Lanes){ in[0], in[1], 0.0, 0.0 }, now->y[0], 0, 1, 4, 5);
  for (int v = 1; v < n_vectors; v++)
    u[v] = __builtin_shufflevector (now->y[v - 1], now->y[v], 2, 3, 4, 5);

  for (int v = 0; v < n_vectors; v++) {
    const Mask mask = masked ? lanes_at (v, i, n) : (Mask){ -1, -1, -1, -1 };
    if (moving)
      for (int c = 0; c < N_COEFFICIENTS; c++) {
        const Lanes next = pairs[v].c[c] + pairs[v].step[c];
        pairs[v].c[c] = masked ? choose (mask, next, pairs[v].c[c]) : next;
      }

    const Lanes *const k = pairs[v].c;
    const Lanes s1 = now->s1[v];
    const Lanes s2 = now->s2[v];
    const Lanes e = u[v] - s2;
    const Lanes next1 = k[R] * s1 + k[P] * e;
    const Lanes next2 = (s2 + k[P] * s1) + k[Q] * e;
    now->y[v] = (k[D] * u[v] + k[C1] * s1) + k[C2] * e;
    now->s1[v] = masked ? choose (mask, next1, s1) : next1;
    now->s2[v] = masked ? choose (mask, next2, s2) : next2;
  }

  if (out) {
    out[0] = now->y[n_vectors - 1][2];
    out[1] = now->y[n_vectors - 1][3];
  }
}

static inline __attribute__ ((always_inline)) void
run (Pair *pairs, const int n_vectors, const bool moving, double (*audio)[2], int n)
{
  static const double silence[2];
  const int delay = 2 * n_vectors - 1;
  Running now = { 0 };
  int i = 0;

  for (int v = 0; v < n_vectors; v++) {
    now.s1[v] = pairs[v].s1;
    now.s2[v] = pairs[v].s2;
  }
  for (; i < delay; i++)
    run_step (pairs, n_vectors, moving, true, i, n, &now, i < n ? audio[i] : silence, NULL);
  for (; i < n; i++)
    run_step (pairs, n_vectors, moving, false, i, n, &now, audio[i], audio[i - delay]);
  for (; i < n + delay; i++)
    run_step (pairs, n_vectors, moving, true, i, n, &now, silence, audio[i - delay]);
  for (int v = 0; v < n_vectors; v++) {
    pairs[v].s1 = now.s1[v];
    pairs[v].s2 = now.s2[v];
  }
}

VECTOR_CLONES static void
run_1 (Pair *pairs, double (*audio)[2], int n)
{
  run (pairs, 1, false, audio, n);
}

VECTOR_CLONES static void
run_2 (Pair *pairs, double (*audio)[2], int n)
{
  run (pairs, 2, false, audio, n);
}

VECTOR_CLONES static void
run_3 (Pair *pairs, double (*audio)[2], int n)
{
  run (pairs, 3, false, audio, n);
}

VECTOR_CLONES static void
run_moving (Pair *pairs, double (*audio)[2], int n)
{
  run (pairs, N_VECTORS_MAX, true, audio, n);
}

static void
run_waiting (EqPasses *passes)
{
  Pair pairs[N_VECTORS_MAX];
  bool moving = false;

  if (passes->n_waiting == 0)
    return;
  for (int i = 0; i < passes->n_waiting; i++)
    moving |= passes->waiting[i]->moving;

  const int n_vectors = moving ? N_VECTORS_MAX : (passes->n_waiting + 1) / 2;
  load_pairs (pairs, passes, n_vectors);
  if (moving)
    run_moving (pairs, passes->audio, passes->n_frames);
  else if (n_vectors == 1)
    run_1 (pairs, passes->audio, passes->n_frames);
  else if (n_vectors == 2)
    run_2 (pairs, passes->audio, passes->n_frames);
  else
    run_3 (pairs, passes->audio, passes->n_frames);
  store_pairs (pairs, passes);
  passes->n_waiting = 0;
}

VECTOR_CLONES static void
turn_lanes (double (*audio)[2], int n, double scale)
{
  for (int i = 0; i < n; i++) {
    const double a = audio[i][0];
    const double b = audio[i][1];
    audio[i][0] = scale * (a + b);
    audio[i][1] = scale * (a - b);
  }
}

static void
want_mid_side (EqPasses *passes, bool mid_side)
{
  if (passes->mid_side == mid_side)
    return;
  run_waiting (passes);
  turn_lanes (passes->audio, passes->n_frames, mid_side ? 0.5 : 1.0);
  passes->mid_side = mid_side;
}

void
eq_passes_add (EqPasses *passes, EqSection *sections, int n, EqChannel channel)
{
  for (int i = 0; i < n; i++) {
    if (!sections[i].active)
      continue;
    if (channel != EQ_STEREO)
      want_mid_side (passes, channel == EQ_MID || channel == EQ_SIDE);
    if (passes->n_waiting == EQ_PASS_SECTIONS)
      run_waiting (passes);
    passes->waiting[passes->n_waiting] = &sections[i];
    passes->channels[passes->n_waiting] = channel;
    passes->n_waiting++;
  }
}

void
eq_passes_finish (EqPasses *passes)
{
  run_waiting (passes);
  want_mid_side (passes, false);
}

static bool
changes_nothing (const BiquadCoefficients *c)
{
  return c->d == 1.0 && c->c1 == 0.0 && c->c2 == 0.0;
}

static void
make_steps (EqSection *section)
{
  const BiquadCoefficients *from = &section->now;
  const BiquadCoefficients *to = &section->target;
  const double share = 1.0 / CONTROL_GRID;

  section->step = (BiquadCoefficients){ (to->r - from->r) * share,   (to->p - from->p) * share,
                                        (to->q - from->q) * share,   (to->d - from->d) * share,
                                        (to->c1 - from->c1) * share, (to->c2 - from->c2) * share };
  section->moving = memcmp (from, to, sizeof *from) != 0;
}

void
eq_section_aim (EqSection *section, const Biquad *design, bool jump)
{
  BiquadCoefficients to;

  biquad_coefficients (design, &to);
  if (jump) {
    section->now = section->target = to;
    eq_section_arrive (section);
    return;
  }
  if (!section->active) {
    if (changes_nothing (&to))
      return;
    section->now = to;
    section->now.d = 1.0;
    section->now.c1 = section->now.c2 = 0.0;
    section->active = true;
  } else if (changes_nothing (&to)) {
    to.r = section->now.r;
    to.p = section->now.p;
    to.q = section->now.q;
  }
  section->target = to;
  make_steps (section);
}

void
eq_section_restart (EqSection *section)
{
  if (section->moving)
    make_steps (section);
}

void
eq_section_arrive (EqSection *section)
{
  section->now = section->target;
  section->moving = false;
  section->active = !changes_nothing (&section->now);
  if (!section->active)
    memset (section->s1, 0, sizeof section->s1), memset (section->s2, 0, sizeof section->s2);
}

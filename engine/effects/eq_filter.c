/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section must wait about nine cycles for its own last result, so several run side by side: each
 * works on an earlier frame than the one before it. With V vectors, vector v holds section v in its
 * lower half and section V + v in its upper half, left and right each, so that the output of one
 * vector is the input of the next as it is. Section V reads what section V - 1 gave two steps ago,
 * not one: else a vector would have to wait for its own upper half. The stagger fills and drains
 * inside each call, with the lanes that have no frame masked, so the operations on one frame are
 * the same however the audio is cut. */
#include "effects/eq_filter.h"

#include <string.h>

typedef double Lanes __attribute__ ((vector_size (32)));
typedef double Frame __attribute__ ((vector_size (16), aligned (8), may_alias));
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
    Pair *pair = &pairs[k % n_vectors];
    const int lane = 2 * (k / n_vectors);
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
store_pairs (const Pair *pairs, EqPasses *passes, int n_vectors)
{
  for (int k = 0; k < passes->n_waiting; k++) {
    EqSection *section = passes->waiting[k];
    const Pair *pair = &pairs[k % n_vectors];
    const int lane = 2 * (k / n_vectors);
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
  return (Lanes) (((Mask) yes & mask) | ((Mask) no & ~mask));
}

/* The lanes of vector v that have a frame at step i. */
static inline __attribute__ ((always_inline)) Mask
lanes_at (int v, const int n_vectors, int i, int n)
{
  const int first = i - v;
  const int second = i - v - n_vectors - 1;
  const int64_t low = first >= 0 && first < n ? -1 : 0;
  const int64_t high = second >= 0 && second < n ? -1 : 0;
  return (Mask){ low, low, high, high };
}

typedef struct {
  Lanes s1[N_VECTORS_MAX], s2[N_VECTORS_MAX];
  Lanes y[N_VECTORS_MAX]; /* of the step before */
  Lanes held; /* of the last vector, two steps before */
} Running;

static inline __attribute__ ((always_inline)) void
run_step (Pair *pairs, const int n_vectors, const bool moving, const bool masked, int i, int n,
          Running *now, const double *in)
{
  Lanes u[N_VECTORS_MAX];

  u[0] = __builtin_shufflevector ((Lanes){ in[0], in[1], 0.0, 0.0 }, now->held, 0, 1, 4, 5);
  for (int v = 1; v < n_vectors; v++)
    u[v] = now->y[v - 1];
  now->held = now->y[n_vectors - 1];

  for (int v = 0; v < n_vectors; v++) {
    const Mask mask = masked ? lanes_at (v, n_vectors, i, n) : (Mask){ -1, -1, -1, -1 };
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
}

static inline __attribute__ ((always_inline)) void
write_frame (const Lanes y, double *out)
{
  *(Frame *) out = __builtin_shufflevector (y, y, 2, 3);
}

static inline __attribute__ ((always_inline)) void
run (Pair *all, const int n_vectors, const bool moving, double (*audio)[2], int n)
{
  static const double silence[2];
  const int delay = 2 * n_vectors;
  Running now = { 0 };
  Pair pairs[N_VECTORS_MAX]; /* here, where no store to the audio can change them */
  int i = 0;

  for (int v = 0; v < n_vectors; v++) {
    pairs[v] = all[v];
    now.s1[v] = pairs[v].s1;
    now.s2[v] = pairs[v].s2;
  }
  for (; i < delay; i++)
    run_step (pairs, n_vectors, moving, true, i, n, &now, i < n ? audio[i] : silence);
  for (; i < n; i++) {
    run_step (pairs, n_vectors, moving, false, i, n, &now, audio[i]);
    write_frame (now.y[n_vectors - 1], audio[i - delay]);
  }
  for (; i < n + delay; i++) {
    run_step (pairs, n_vectors, moving, true, i, n, &now, silence);
    write_frame (now.y[n_vectors - 1], audio[i - delay]);
  }
  for (int v = 0; v < n_vectors; v++) {
    all[v] = pairs[v];
    all[v].s1 = now.s1[v];
    all[v].s2 = now.s2[v];
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
  store_pairs (pairs, passes, n_vectors);
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

typedef float Four __attribute__ ((vector_size (16)));
typedef Four FourUnaligned __attribute__ ((aligned (4), may_alias));
typedef Lanes LanesUnaligned __attribute__ ((aligned (8), may_alias));

VECTOR_CLONES void
eq_frames_read (double (*restrict to)[2], const float *restrict left, const float *restrict right,
                int n)
{
  int i = 0;

  for (; i + 4 <= n; i += 4) {
    const Four l = *(const FourUnaligned *) (left + i);
    const Four r = *(const FourUnaligned *) (right + i);
    const Four first = __builtin_shufflevector (l, r, 0, 4, 1, 5);
    const Four second = __builtin_shufflevector (l, r, 2, 6, 3, 7);
    *(LanesUnaligned *) to[i] = __builtin_convertvector(first, Lanes);
    *(LanesUnaligned *) to[i + 2] = __builtin_convertvector(second, Lanes);
  }
  for (; i < n; i++) {
    to[i][0] = left[i];
    to[i][1] = right[i];
  }
}

VECTOR_CLONES void
eq_frames_write (float *restrict left, float *restrict right, double (*restrict from)[2], int n)
{
  int i = 0;

  for (; i + 4 <= n; i += 4) {
    const Four first = __builtin_convertvector(*(const LanesUnaligned *) from[i], Four);
    const Four second = __builtin_convertvector(*(const LanesUnaligned *) from[i + 2], Four);
    *(FourUnaligned *) (left + i) = __builtin_shufflevector (first, second, 0, 2, 4, 6);
    *(FourUnaligned *) (right + i) = __builtin_shufflevector (first, second, 1, 3, 5, 7);
  }
  for (; i < n; i++) {
    left[i] = (float) from[i][0];
    right[i] = (float) from[i][1];
  }
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

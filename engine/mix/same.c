/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/same.h"

static bool
same_point (const CurvePoint *a, const CurvePoint *b)
{
  return a->at == b->at && a->value == b->value && a->exponent == b->exponent &&
         a->shape == b->shape;
}

bool
same_curve (const Curve *a, const Curve *b)
{
  if (a == b)
    return true;
  if (!a || !b || a->scale != b->scale || a->n != b->n)
    return false;
  for (int i = 0; i < a->n; i++)
    if (!same_point (&a->points[i], &b->points[i]))
      return false;
  return true;
}

static bool
same_fade (const RegionFade *a, const RegionFade *b)
{
  return a->start == b->start && a->length == b->length && a->shape == b->shape;
}

static bool
same_region (const Region *a, const Region *b)
{
  for (int i = 0; i < 4; i++)
    if (!same_fade (&a->fades[i], &b->fades[i]))
      return false;
  return a->start == b->start && a->end == b->end && a->origin == b->origin &&
         a->source == b->source && a->source_start == b->source_start &&
         a->loop_start == b->loop_start && a->loop_length == b->loop_length &&
         a->reverse == b->reverse && a->gain == b->gain && same_curve (a->envelope, b->envelope);
}

bool
same_regions (const RegionList *a, const RegionList *b)
{
  if (a == b)
    return true;
  if (!a || !b || a->n != b->n || a->channels != b->channels)
    return false;
  for (int i = 0; i < a->n; i++)
    if (!same_region (&a->regions[i], &b->regions[i]))
      return false;
  return true;
}

static bool
same_curves (const Curve *const *a, int n_a, const Curve *const *b, int n_b)
{
  if (n_a != n_b)
    return false;
  for (int i = 0; i < n_a; i++)
    if (!same_curve (a[i], b[i]))
      return false;
  return true;
}

bool
same_gain (const Gain *a, const Gain *b)
{
  return a->fixed == b->fixed && a->muted == b->muted && same_curve (a->own, b->own) &&
         same_curves (a->vcas, a->n_vcas, b->vcas, b->n_vcas) &&
         same_curves (a->mutes, a->n_mutes, b->mutes, b->n_mutes);
}

bool
same_chain (const Insert *a, int n_a, const Insert *b, int n_b)
{
  if (n_a != n_b)
    return false;
  for (int i = 0; i < n_a; i++)
    if (a[i].memory != b[i].memory || a[i].bypass != b[i].bypass || a[i].mode != b[i].mode ||
        a[i].channels_in != b[i].channels_in || a[i].channels_out != b[i].channels_out ||
        a[i].structure != b[i].structure)
      return false;
  return true;
}

bool
same_fader (const Strip *a, const Strip *b)
{
  return same_gain (&a->gain, &b->gain) && a->pan == b->pan && a->width == b->width &&
         same_curve (a->pan_curve, b->pan_curve) && same_curve (a->width_curve, b->width_curve) &&
         a->pan_law == b->pan_law;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Envelopes of the value as curves in frames. */
#include <string.h>

#include "base/math.h"
#include "mix/build.h"

static CurvePoint
make_point (const Point *point, Frames at, CurveScale scale)
{
  CurvePoint made = { .at = at, .value = point->value, .scaled = point->value };

  made.shape = point->shape == POINT_HOLD     ? CURVE_HOLD
               : point->shape == POINT_LINEAR ? CURVE_STRAIGHT
                                              : CURVE_BENT;
  made.exponent = math_exp2 (4.0 * point->tension);
  if (scale == CURVE_LOG)
    made.scaled = math_log2 (point->value > 1e-9 ? point->value : 1e-9);
  else if (scale == CURVE_LEVEL)
    made.scaled = point->value > -90.0 ? point->value : -90.0;
  return made;
}

/* Points at the same frame: the last one stands. */
static void
add_point (Curve *curve, CurvePoint point)
{
  if (curve->n > 0 && curve->points[curve->n - 1].at >= point.at)
    curve->n--;
  curve->points[curve->n++] = point;
}

static Curve *
curve_new (Build *build, int n, CurveScale scale)
{
  Curve *curve = build_alloc (build, sizeof (Curve) + (size_t) n * sizeof (CurvePoint));
  curve->scale = scale;
  return curve;
}

static const Curve *
make_curve (Build *build, const Envelope *envelope, CurveScale scale)
{
  const PartRole role = (PartRole) (PART_CURVE + scale);
  const int n = run_n (envelope->points);
  const void *kept;

  if (build_part_find (build, &envelope->node, role, &kept))
    return kept;
  build_part_begin (build);
  Curve *curve = curve_new (build, n, scale);
  for (int i = 0; i < n; i++) {
    const Point *point = run_point (envelope->points, i);
    const Position at = { point->at, (TimeBase) envelope->base };
    add_point (curve, make_point (point, build_frames (build, at), scale));
  }
  build_part_end (build, &envelope->node, role, curve, true);
  return curve;
}

const Curve *
build_track_curve (Build *build, const Track *track, Id device, const char *param, CurveScale scale)
{
  if (track->automation == AUTOMATION_OFF)
    return NULL;
  for (int e = 0; e < list_n (track->envelopes); e++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, e);
    const int n = run_n (envelope->points);
    if (envelope->device != device || envelope->off || n == 0 ||
        strcmp (text_get (envelope->param), param) != 0)
      continue;
    return make_curve (build, envelope, scale);
  }
  return NULL;
}

const Curve *
build_clip_curve (Build *build, const Clip *clip, const char *param)
{
  const Units start = clip_start_units (build->map, clip);
  const Frames origin = units_to_frames (start, build->rate);

  for (int e = 0; e < list_n (clip->envelopes); e++) {
    const Envelope *envelope = (const Envelope *) list_get (clip->envelopes, e);
    const int n = run_n (envelope->points);
    if (envelope->device || envelope->off || n == 0 ||
        strcmp (text_get (envelope->param), param) != 0)
      continue;
    Curve *curve = curve_new (build, n, CURVE_LEVEL);
    const Ticks first = clip_first_tick (build->map, clip);
    for (int i = 0; i < n; i++) {
      const Point *point = run_point (envelope->points, i);
      const Units at = envelope->base == TIME_ABSOLUTE
                           ? start + point->at
                           : tempo_map_units (build->map, first + point->at);
      const Frames frame = units_to_frames (at, build->rate) - origin;
      add_point (curve, make_point (point, frame, CURVE_LEVEL));
    }
    return curve;
  }
  return NULL;
}

/* With any point the envelope stands in for the switch. */
static void
add_mute (Build *build, const Track *track, Gain *gain, GPtrArray *mutes)
{
  const Curve *curve = build_track_curve (build, track, 0, "mute", CURVE_LINEAR);

  if (curve)
    g_ptr_array_add (mutes, (void *) curve);
  else
    gain->muted |= track->mute;
}

/* One fader as a hand may hold it. */
static void
add_part (Build *build, const Track *track, const Curve *gain, GArray *parts)
{
  const GainPart part = { .id = track->node.id,
                          .fixed = db_to_gain (track->gain_db),
                          .muted = track->mute,
                          .gain = gain,
                          .mute = build_track_curve (build, track, 0, "mute", CURVE_LINEAR) };
  if (build->request->live)
    g_array_append_val (parts, part);
}

/* VCAs lead their members at the fader: gains add in dB, nested ones too, mute silences. */
static void
add_vcas (Build *build, const Track *track, Gain *gain, GPtrArray *curves, GPtrArray *mutes,
          GArray *parts, GPtrArray *seen)
{
  for (int i = 0; track->vcas && i < track->vcas->n; i++) {
    const int index = build_track_index (build, track->vcas->ids[i]);
    const Track *vca = index >= 0 ? build_track (build, index) : NULL;
    if (!vca || g_ptr_array_find (seen, vca, NULL))
      continue;
    g_ptr_array_add (seen, (void *) vca);
    const Curve *curve = build_track_curve (build, vca, 0, "gain", CURVE_LEVEL);
    if (curve)
      g_ptr_array_add (curves, (void *) curve);
    else
      gain->fixed *= db_to_gain (vca->gain_db);
    add_mute (build, vca, gain, mutes);
    add_part (build, vca, curve, parts);
    add_vcas (build, vca, gain, curves, mutes, parts, seen);
  }
}

static const Curve *const *
keep_curves (Build *build, const GPtrArray *curves)
{
  if (curves->len == 0)
    return NULL;
  const Curve **kept = build_alloc (build, curves->len * sizeof (Curve *));
  memcpy (kept, curves->pdata, curves->len * sizeof (Curve *));
  return kept;
}

void
build_gain_parts (Build *build, const GainPart *parts, int n, Gain *gain)
{
  GainPart *kept = build_alloc (build, sizeof (GainPart) * (size_t) n);

  memcpy (kept, parts, sizeof (GainPart) * (size_t) n);
  gain->parts = kept;
  gain->n_parts = n;
  gain->touch = build_alloc (build, sizeof (GainTouch) + sizeof (GainHold) * (size_t) n);
}

void
build_gain (Build *build, const Track *track, Gain *gain)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new (), mutes = g_ptr_array_new ();
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (GainPart));

  gain->own = build_track_curve (build, track, 0, "gain", CURVE_LEVEL);
  gain->fixed = gain->own ? 1.0 : db_to_gain (track->gain_db);
  add_mute (build, track, gain, mutes);
  add_part (build, track, gain->own, parts);
  add_vcas (build, track, gain, curves, mutes, parts, seen);
  if (parts->len)
    build_gain_parts (build, (const GainPart *) (const void *) parts->data, (int) parts->len, gain);
  gain->vcas = keep_curves (build, curves);
  gain->n_vcas = (int) curves->len;
  gain->mutes = keep_curves (build, mutes);
  gain->n_mutes = (int) mutes->len;
}

const TempoTrack *
build_tempo (Build *build)
{
  const List *tempos = build->project->tempos;
  const int n = list_n (tempos);
  TempoTrack *track =
      build_alloc (build, sizeof (TempoTrack) + (size_t) (n + 1) * sizeof (TempoSpan));

  track->rate = build->rate;
  track->n = 1;
  track->spans[0].bpm = n ? ((const Tempo *) list_get (tempos, 0))->bpm : 120;
  for (int i = 0; i < n; i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    const Tempo *next = i + 1 < n ? (const Tempo *) list_get (tempos, i + 1) : NULL;
    TempoSpan span = { .at = build_frames (build, (Position){ tempo->at, TIME_MUSICAL }),
                       .beat = (double) tempo->at / TICKS_PER_QUARTER,
                       .bpm = tempo->bpm };
    if (tempo->ramp && next && next->at > tempo->at)
      span.slope = (next->bpm - tempo->bpm) * TICKS_PER_QUARTER / (double) (next->at - tempo->at);
    if (span.at > track->spans[track->n - 1].at)
      track->n++;
    track->spans[track->n - 1] = span;
  }
  return track;
}

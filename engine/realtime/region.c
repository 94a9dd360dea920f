/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/region.h"

#include <string.h>

#include "base/math.h"

static inline Frames
frames_min (Frames a, Frames b)
{
  return a < b ? a : b;
}

static inline Frames
frames_max (Frames a, Frames b)
{
  return a > b ? a : b;
}

double
region_fade_gain (RegionShape shape, Frames i, Frames n)
{
  const double u = ((double) i + 0.5) / (double) n;

  switch (shape) {
  case REGION_EQUAL_POWER:
    return math_sin (MATH_PI / 2 * u);
  case REGION_S:
    return (1.0 - math_cos (MATH_PI * u)) / 2;
  case REGION_LOG:
    return (math_exp (3.0 * u * MATH_LN10) - 1.0) / 999.0;
  default:
    return u;
  }
}

/* Content frames [from, from + n) of the region, forwards. */
static void
read_content (const Region *region, Frames from, int n, float *const *out)
{
  const AudioSource *source = region->source;

  for (int done = 0; done < n;) {
    float *const part[2] = { out[0] + done, source->channels > 1 ? out[1] + done : NULL };
    Frames at = region->source_start + from + done;
    Frames now = n - done;
    if (region->loop_length > 0) {
      const Frames end = region->loop_start + region->loop_length;
      if (at >= end)
        at = region->loop_start + (at - region->loop_start) % region->loop_length;
      now = frames_min (now, end - at);
    }
    source->read (source->data, at, (int) now, part);
    done += (int) now;
  }
}

static void
reverse_in_place (float *samples, int n)
{
  for (int i = 0; i < n / 2; i++) {
    const float kept = samples[i];
    samples[i] = samples[n - 1 - i];
    samples[n - 1 - i] = kept;
  }
}

static void
read_reversed (const Region *region, Frames from, int n, float *const *out)
{
  const AudioSource *source = region->source;

  for (int done = 0; done < n;) {
    /* Content frame k is source frame source_start - 1 - k. */
    Frames end = region->source_start - from - done, now = n - done;
    if (region->loop_length > 0) {
      const Frames loop_end = region->loop_start + region->loop_length;
      if (end <= region->loop_start)
        end = loop_end - (loop_end - end) % region->loop_length;
      now = frames_min (now, end - region->loop_start);
    }
    float *const part[2] = { out[0] + done, source->channels > 1 ? out[1] + done : NULL };
    source->read (source->data, end - now, (int) now, part);
    for (int c = 0; c < source->channels; c++)
      reverse_in_place (part[c], (int) now);
    done += (int) now;
  }
}

static void
scale (float *samples, int n, float gain)
{
  for (int i = 0; i < n; i++)
    samples[i] *= gain;
}

/* Linear in amplitude between control cuts: the grid of song position, and the points. */
static void
apply_envelope (const Region *region, Frames at, int n, float *const *out, int channels)
{
  const Curve *curve = region->envelope;

  for (int done = 0; done < n;) {
    const Frames place = at + done - region->origin;
    const Frames a =
        frames_max (grid_before (at + done) - region->origin, curve_last_point (curve, place));
    const Frames b =
        frames_min (grid_after (at + done) - region->origin, curve_next_point (curve, place));
    const int now = (int) frames_min (n - done, b - place);
    const float from = (float) curve_value (curve, a), to = (float) curve_value (curve, b);
    for (int i = 0; i < now; i++) {
      const float gain = from + (to - from) * ((float) (place - a + i) / (float) (b - a));
      for (int c = 0; c < channels; c++)
        out[c][done + i] *= gain;
    }
    done += now;
  }
}

static void
apply_fade (const RegionFade *fade, bool out_fade, Frames at, int n, float *const *out,
            int channels)
{
  const Frames from = frames_max (at, fade->start);
  const Frames to = frames_min (at + n, fade->start + fade->length);

  for (Frames f = from; f < to; f++) {
    const Frames i = out_fade ? fade->length - 1 - (f - fade->start) : f - fade->start;
    const float gain = (float) region_fade_gain (fade->shape, i, fade->length);
    for (int c = 0; c < channels; c++)
      out[c][f - at] *= gain;
  }
}

/* The region alone over [at, at + n), which lies inside it. Mono is spread to both when wanted. */
static void
read_region (const Region *region, Frames at, int n, float *const *out, int channels)
{
  const int own = region->source->channels;
  const Frames from = at - region->origin;

  if (region->reverse)
    read_reversed (region, from, n, out);
  else
    read_content (region, from, n, out);
  if (region->gain != 1.0f)
    for (int c = 0; c < own; c++)
      scale (out[c], n, region->gain);
  if (region->envelope)
    apply_envelope (region, at, n, out, own);
  for (int i = 0; i < 4; i++)
    if (region->fades[i].length > 0)
      apply_fade (&region->fades[i], i & 1, at, n, out, own);
  if (channels > own)
    memcpy (out[1], out[0], sizeof (float) * (size_t) n);
}

typedef enum { ALL, CUT, UNCUT } Which;

/* Adds the regions that sound in [at, at + n), all or only those that a jump at `cut` falls into or
 * not; writes where nothing has been written yet. */
static bool
add_regions (const RegionList *list, Frames at, int n, Which which, Frames cut, bool sounds,
             float *const *out, float *const *scratch)
{
  const Frames end = at + n;
  int low = -1, high = list->n;

  /* The last region that begins before the end; those that reach in stand before it. */
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (list->regions[middle].start < end)
      low = middle;
    else
      high = middle;
  }
  int first = low;
  while (first >= 0 && list->latest_end[first] > at)
    first--;
  for (int i = first + 1; i <= low; i++) {
    const Region *region = &list->regions[i];
    const Frames from = frames_max (region->start, at), to = frames_min (region->end, end);
    if (from >= to ||
        (which != ALL && (region->start < cut && region->end > cut) != (which == CUT)))
      continue;
    if (!sounds && from == at && to == end) {
      read_region (region, at, n, out, list->channels);
      sounds = true;
      continue;
    }
    if (!sounds)
      for (int c = 0; c < list->channels; c++)
        memset (out[c], 0, sizeof (float) * (size_t) n);
    sounds = true;
    read_region (region, from, (int) (to - from), scratch, list->channels);
    for (int c = 0; c < list->channels; c++)
      for (int k = 0; k < (int) (to - from); k++)
        out[c][from - at + k] += scratch[c][k];
  }
  return sounds;
}

static void
silence (const RegionList *list, int n, float *const *out)
{
  for (int c = 0; c < list->channels; c++)
    memset (out[c], 0, sizeof (float) * (size_t) n);
}

bool
region_list_read (const RegionList *list, Frames at, int n, float *const *out,
                  float *const *scratch)
{
  const bool sounds = add_regions (list, at, n, ALL, 0, false, out, scratch);

  if (!sounds)
    silence (list, n, out);
  return sounds;
}

/* The head fades in by u = (since + i + 0.5) / length, the tail out by 1 - u, frame by frame, so
 * that no cutting of blocks is heard: a seam is short. */
static bool
read_seam (const RegionList *list, Frames at, Frames since, Frames left, int length, int n,
           float *const *out, float *const *scratch)
{
  bool sounds = add_regions (list, at, n, CUT, at - since, false, out, scratch);

  for (int c = 0; sounds && c < list->channels; c++)
    for (int i = 0; i < n; i++)
      out[c][i] *= ((float) (since + i) + 0.5f) / (float) length;
  for (int i = 0; i < n; i++) {
    float tail[2], spare[2];
    float *const to[2] = { &tail[0], &tail[1] }, *const temp[2] = { &spare[0], &spare[1] };
    if (!add_regions (list, left + since + i, 1, CUT, left, false, to, temp))
      continue;
    if (!sounds)
      silence (list, n, out);
    sounds = true;
    for (int c = 0; c < list->channels; c++)
      out[c][i] += tail[c] * (1.0f - ((float) (since + i) + 0.5f) / (float) length);
  }
  return add_regions (list, at, n, UNCUT, at - since, sounds, out, scratch);
}

bool
region_list_read_seam (const RegionList *list, Frames at, Frames since, Frames left, int length,
                       int n, float *const *out, float *const *scratch)
{
  const int in_seam = length - since < n ? (int) (length - since) : n;
  bool sounds = read_seam (list, at, since, left, length, in_seam, out, scratch);

  if (!sounds)
    silence (list, in_seam, out);
  if (in_seam < n) {
    float *const rest[2] = { out[0] + in_seam, list->channels > 1 ? out[1] + in_seam : NULL };
    sounds |= region_list_read (list, at + in_seam, n - in_seam, rest, scratch);
  }
  return sounds;
}

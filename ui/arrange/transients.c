/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/transients.h"

#include <math.h>

#include "model/clip.h"

#define LOOK_BACK 16 /* bins that an onset stands out of: some 40 ms */
#define RISE 2.5f /* how far, as a factor */
#define LEAST 0.01f /* peaks below are no onsets: -40 dBFS */
#define MOST_BINS 4096

/* The first bin of the loudest rise of each burst; `found` of them, counted from bin LOOK_BACK. */
static int
find_onsets (const PeakBin *bins, int n, int *onsets)
{
  int found = 0, quiet_since = -LOOK_BACK;
  for (int i = LOOK_BACK; i < n; i++) {
    const float level = fmaxf (-bins[i].min, bins[i].max);
    float mean = 0;
    for (int k = i - LOOK_BACK; k < i; k++)
      mean += fmaxf (-bins[k].min, bins[k].max) / LOOK_BACK;
    if (level < LEAST || level < RISE * mean || i - quiet_since < LOOK_BACK / 2)
      continue;
    quiet_since = i;
    onsets[found++] = i;
  }
  return found;
}

bool
transient_near (LqDesk *desk, const Clip *clip, Units at, Units reach, Units *onset)
{
  const Source *source = clip->kind == CLIP_AUDIO && !clip->loop && !clip->reverse
                             ? project_find_source (lq_desk_project (desk), clip->source)
                             : NULL;
  const Peaks *peaks;
  if (!source || pictures_peaks (lq_desk_pictures (desk), source, &peaks) != PICTURE_READY)
    return false;
  const TempoMap *map = lq_desk_map (desk);
  const double frames =
      (double) source->rate / (double) UNITS_PER_SECOND / clip_stretch (map, clip);
  const Units anchor = clip_start_units (map, clip) - clip_offset_units (map, clip, source);
  const double bin = (double) peaks_bin_frames (0);
  const int64_t first = (int64_t) ((double) (at - reach - anchor) * frames / bin) - LOOK_BACK;
  const int n = (int) fmin (2 * (double) reach * frames / bin + LOOK_BACK + 2, MOST_BINS);
  g_autofree PeakBin *bins = g_new (PeakBin, n);
  g_autofree int *onsets = g_new (int, n);
  Units nearest = reach + 1;

  peaks_read (peaks, 0, (int) source->first_channel, first, n, bins);
  const int found = find_onsets (bins, n, onsets);
  for (int i = 0; i < found; i++) {
    const Units place = anchor + (Units) ((double) (first + onsets[i]) * bin / frames);
    if (place <= clip_start_units (map, clip) || place >= clip_end_units (map, clip) ||
        llabs (place - at) >= nearest)
      continue;
    nearest = llabs (place - at);
    *onset = place;
  }
  return nearest <= reach;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_wave.h"

#include <math.h>
#include <string.h>

#include "base/math.h"
#include "model/clip.h"
#include "model/warp.h"
#include "realtime/region.h"

#define FADE_SHADE 140 /* of 255 */
#define MOST_SAMPLES (1 << 18) /* read for one call */

float
clip_wave_gain (LqDesk *desk, const Clip *clip)
{
  return (float) (db_to_gain (clip->gain_db) * lq_desk_view (desk)->wave);
}

static void
from_bins (const Peaks *peaks, int channel, double frame, double step, WaveColumn *columns, int n)
{
  g_autofree PeakBin *bins = g_new (PeakBin, n);
  peaks_columns (peaks, channel, frame, step, n, bins);
  for (int i = 0; i < n; i++)
    columns[i] = (WaveColumn){ bins[i].min, bins[i].max, bins[i].rms };
}

/* The line through the samples at a place between them. */
static inline float
between (const float *samples, double place)
{
  const int i = (int) place;
  return samples[i] + (samples[i + 1] - samples[i]) * (float) (place - i);
}

static void
from_samples (const PcmFile *file, int channel, double frame, double step, WaveColumn *columns,
              int n)
{
  const Frames first = (Frames) floor (frame);
  const int count = (int) (n * step) + 4;
  if (count > MOST_SAMPLES) {
    memset (columns, 0, sizeof *columns * (size_t) n);
    return;
  }
  g_autofree float *samples = g_new (float, count);
  pcm_read (file, first, count, MIN (channel, pcm_info (file)->channels - 1), 1, &samples);
  for (int i = 0; i < n; i++) {
    const double from = frame - (double) first + i * step, to = from + step;
    float low = between (samples, from), high = low;
    const float last = between (samples, to);
    low = fminf (low, last);
    high = fmaxf (high, last);
    for (int k = (int) from + 1; k <= (int) to; k++) {
      low = fminf (low, samples[k]);
      high = fmaxf (high, samples[k]);
    }
    columns[i] = (WaveColumn){ low, high, 0 };
  }
}

typedef struct {
  const Peaks *peaks;
  const PcmFile *samples; /* or NULL */
  double to_samples; /* frames of the samples over frames of the source */
  int channel;
} Reader;

static void
read_stretch (const Reader *reader, double frame, double step, WaveColumn *columns, int n)
{
  if (reader->samples)
    from_samples (reader->samples, reader->channel, frame * reader->to_samples,
                  step * reader->to_samples, columns, n);
  else
    from_bins (reader->peaks, reader->channel, frame, step, columns, n);
}

/* Where a loop of the source turns back, the columns are read in several stretches. */
static void
read_looped (const Reader *reader, const Clip *clip, const Source *source, double frame,
             double step, WaveColumn *columns, int n)
{
  const double length = (double) (clip->loop_length ? clip->loop_length : source->frames);
  const double start = (double) clip->loop_start, end = start + length;
  int done = 0;
  while (done < n) {
    double at = frame + done * step;
    if (at >= end)
      at = start + fmod (at - start, length);
    const int room = (int) ceil ((end - at) / step);
    const int m = CLAMP (room, 1, n - done);
    read_stretch (reader, at, step, columns + done, m);
    done += m;
  }
}

/* Of a warped clip, whose frames do not run evenly: `at` is how long its source has run, in units
 * as stretched. Between two markers the columns are read in one stretch. */
static void
read_warped (const Reader *reader, const ClipContent *content, const Clip *clip, double at,
             double step, WaveColumn *columns, int n)
{
  const WarpMap *warp = &content->warp;
  const double pace = content->stretch;
  const double loop = warp_map_place (warp, (double) clip->loop_start) * pace;
  const int64_t last = warp->points[warp->n - 1].frame;
  const int64_t turn = clip->loop_length ? clip->loop_start + clip->loop_length : last;
  const double loop_end = clip->loop ? warp_map_place (warp, (double) turn) * pace : INFINITY;
  int done = 0;

  while (done < n) {
    double here = at + done * step, next = loop_end;
    if (here >= loop_end)
      here = loop + fmod (here - loop, fmax (loop_end - loop, step));
    for (int i = 0; i < warp->n; i++) {
      const double place = (double) warp->points[i].at * pace;
      if (place > here && place < next)
        next = place;
    }
    const double room = isinf (next) ? n : ceil ((next - here) / step);
    const int m = (int) CLAMP (room, 1, n - done);
    const double frame = warp_map_frame (warp, here / pace);
    const double behind = warp_map_frame (warp, fmin (here + step, next) / pace);
    const double wide = (behind - frame) * step / (fmin (here + step, next) - here);
    read_stretch (reader, frame, wide, columns + done, m);
    done += m;
  }
}

static void
turn_round (WaveColumn *columns, int n)
{
  for (int i = 0; i < n / 2; i++) {
    const WaveColumn kept = columns[i];
    columns[i] = columns[n - 1 - i];
    columns[n - 1 - i] = kept;
  }
}

ClipWaveState
clip_wave (LqDesk *desk, const Clip *clip, const Source *source, int channel, double at,
           double step, WaveColumn *columns, int n, bool *samples)
{
  Pictures *pictures = lq_desk_pictures (desk);
  const TempoMap *map = lq_desk_map (desk);
  Reader reader = { .channel = (int) source->first_channel + channel };

  *samples = false;
  switch (pictures_peaks (pictures, source, &reader.peaks)) {
  case PICTURE_UNDER_WAY:
    return CLIP_WAVE_UNDER_WAY;
  case PICTURE_MISSING:
    return CLIP_WAVE_MISSING;
  case PICTURE_READY:
    break;
  }

  g_auto (ClipContent) content = { 0 };
  clip_content_init (&content, map, clip, source);
  const double frames = (double) source->rate / UNITS_PER_SECOND / content.stretch; /* of a unit */
  const double offset = (double) clip_offset_units (map, clip, source);
  const double run = clip->reverse ? offset + (double) clip_end_units (map, clip) - at - n * step
                                   : offset + at - (double) clip_start_units (map, clip);
  const double frame = run * frames;
  const double width = step * frames;

  if (peaks_level (reader.peaks, width) < 0) {
    reader.samples = pictures_samples (pictures, source);
    reader.to_samples = (double) lq_desk_rate (desk) / (double) source->rate;
    *samples = reader.samples != NULL;
  }
  if (content.warp.n > 0)
    read_warped (&reader, &content, clip, run, step, columns, n);
  else if (clip->loop)
    read_looped (&reader, clip, source, frame, width, columns, n);
  else
    read_stretch (&reader, frame, width, columns, n);
  if (clip->reverse)
    turn_round (columns, n);
  return CLIP_WAVE_DRAWN;
}

void
clip_fade_paint (PixelMap *map, int from, int wide, int top, int shape, bool out, uint32_t dark,
                 uint32_t line)
{
  const int first = MAX (from, -1), last = MIN (from + wide, map->width + 1);
  if (wide < 2 || last <= first)
    return;
  g_autofree float *gains = g_new (float, last - first);
  for (int i = first; i < last; i++) {
    const int at = out ? wide - 1 - (i - from) : i - from;
    gains[i - first] = (float) region_fade_gain ((RegionShape) shape, at, wide);
  }
  fade_paint (map, first, top, map->height - top, gains, last - first, dark, FADE_SHADE, line);
}

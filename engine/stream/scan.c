/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/scan.h"

#include "stream/chunks.h"

#define EAGER_CHUNKS 2

typedef struct {
  StreamScan *scan;
  Frames shift; /* graph position to deadline */
  Id track;
} Window;

static void
add_run (const Window *window, const StreamRun *run)
{
  if (run->n > 0)
    g_array_append_val (window->scan->runs, *run);
}

static void
scan_span (const Window *window, StreamFile *file, const StreamSpan *span)
{
  const int low = (int) (span->from / file->chunk_frames);
  const int high = (int) ((span->to - 1) / file->chunk_frames);
  const bool failed = file->store->retry_at > window->scan->now;
  StreamRun run = { .file = file, .track = window->track };

  for (int i = 0; i <= high - low; i++) {
    const int chunk = span->down ? high - i : low + i;
    window->scan->wanted += chunks_want (file, chunk);
    if (chunks_has (file, chunk) || failed) {
      add_run (window, &run);
      run.n = 0;
      continue;
    }
    const int most = run.deadline < window->scan->eager ? EAGER_CHUNKS : STREAM_RUN_CHUNKS;
    if (run.n >= most) {
      add_run (window, &run);
      run.n = 0;
    }
    if (run.n == 0) {
      const Frames edge = (Frames) chunk * file->chunk_frames;
      const Frames into =
          span->down ? int64_max (0, span->to - (edge + file->chunk_frames)) : edge - span->from;
      run.at = span->at + int64_max (0, into);
      run.deadline = run.at + window->shift;
    }
    run.first = run.n == 0 || span->down ? chunk : run.first;
    run.n++;
  }
  add_run (window, &run);
}

static void
scan_track (const Window *window, const StreamPlanTrack *track, Frames from, Frames to)
{
  for (int i = stream_plan_first (track, from); i < track->n; i++) {
    const StreamSegment *segment = &track->segments[i];
    const Frames start = int64_max (segment->start, from), end = int64_min (segment->end, to);
    StreamSpan spans[2];
    if (segment->start >= to)
      break;
    const int n = start < end ? stream_segment_spans (segment, start, end, spans) : 0;
    for (int s = 0; s < n; s++)
      scan_span (window, segment->file, &spans[s]);
  }
}

static void
scan_window (StreamScan *scan, const StreamPlan *plan, Frames from, Frames to, Frames ahead)
{
  Window window = { .scan = scan, .shift = ahead - from };
  for (int t = 0; t < plan->n; t++) {
    window.track = plan->tracks[t].track;
    scan_track (&window, &plan->tracks[t], from, to);
  }
}

void
stream_scan_add (StreamScan *scan, const StreamPlan *plan, Frames at, Frames length,
                 StreamLoop loop, Frames ahead)
{
  const bool loops = loop.end > loop.start && at < loop.end;
  const Frames first = loops ? int64_min (length, loop.end - at) : length;
  /* Behind a jump the seam still sounds as it would have gone on; and strips with latency come to
   * everything later than the graph. */
  const Frames seam = first < length ? region_seam (plan->rate) : 0;

  scan_window (scan, plan, at - plan->lag, at + first + seam, ahead - plan->lag);
  if (first < length)
    scan_window (scan, plan, loop.start,
                 loop.start + int64_min (length - first, loop.end - loop.start), ahead + first);
}

static int
compare_runs (const void *a, const void *b)
{
  const StreamRun *p = a, *q = b;
  return p->deadline < q->deadline ? -1 : p->deadline > q->deadline;
}

void
stream_scan_sort (StreamScan *scan)
{
  g_array_sort (scan->runs, compare_runs);
}

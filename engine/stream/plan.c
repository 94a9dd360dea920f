/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/plan.h"

static int
count_segments (const Strip *strip)
{
  int n = 0;
  if ((!strip->silent || strip->listened) && strip->regions)
    for (int i = 0; i < strip->regions->n; i++)
      n += stream_source_file (strip->regions->regions[i].source) != NULL;
  return n;
}

static void
fill_track (const Strip *strip, StreamPlanTrack *track, StreamSegment *segments, Frames *latest)
{
  const Frames late = strip->shift;
  Frames latest_end = INT64_MIN;

  for (int i = 0; i < strip->regions->n; i++) {
    const Region *region = &strip->regions->regions[i];
    StreamFile *file = stream_source_file (region->source);
    if (!file)
      continue;
    latest_end = int64_max (latest_end, region->end + late);
    latest[track->n] = latest_end;
    segments[track->n++] = (StreamSegment){ .start = region->start + late,
                                            .end = region->end + late,
                                            .origin = region->origin + late,
                                            .file = stream_file_ref (file),
                                            .source_start = region->source_start,
                                            .loop_start = region->loop_start,
                                            .loop_length = region->loop_length,
                                            .reverse = region->reverse };
  }
  track->track = strip->id;
  track->segments = segments;
  track->latest_end = latest;
}

static void
add_graph (StreamPlan *plan, StreamPlanTrack *tracks, const Graph *graph)
{
  const StripContext *context = &graph->context;

  for (int s = 0; s < context->n; s++) {
    const int n = count_segments (&context->strips[s]);
    plan->lag = int64_max (plan->lag, n > 0 ? context->strips[s].in_latency : 0);
    if (n > 0)
      fill_track (&context->strips[s], &tracks[plan->n++], g_new (StreamSegment, n),
                  g_new (Frames, n));
  }
}

StreamPlan *
stream_plan_new_both (const Graph *graph, const Graph *leaving)
{
  StreamPlan *plan = g_new0 (StreamPlan, 1);
  StreamPlanTrack *tracks =
      g_new0 (StreamPlanTrack, graph->context.n + (leaving ? leaving->context.n : 0) + 1);

  plan->rate = graph->context.rate;
  plan->references = 1;
  plan->tracks = tracks;
  add_graph (plan, tracks, graph);
  if (leaving)
    add_graph (plan, tracks, leaving);
  return plan;
}

StreamPlan *
stream_plan_new (const Graph *graph)
{
  return stream_plan_new_both (graph, NULL);
}

StreamPlan *
stream_plan_ref (StreamPlan *plan)
{
  g_atomic_int_inc (&plan->references);
  return plan;
}

void
stream_plan_unref (StreamPlan *plan)
{
  if (!plan || !g_atomic_int_dec_and_test (&plan->references))
    return;
  for (int t = 0; t < plan->n; t++) {
    const StreamPlanTrack *track = &plan->tracks[t];
    for (int i = 0; i < track->n; i++)
      stream_file_unref (track->segments[i].file);
    g_free ((gpointer) track->segments);
    g_free ((gpointer) track->latest_end);
  }
  g_free ((gpointer) plan->tracks);
  g_free (plan);
}

int
stream_plan_first (const StreamPlanTrack *track, Frames at)
{
  int low = -1, high = track->n; /* latest_end never falls */
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    if (track->latest_end[middle] > at)
      high = middle;
    else
      low = middle;
  }
  return high;
}

static int
add_span (const StreamSegment *segment, StreamSpan *spans, int n, StreamSpan span)
{
  const Frames end = segment->file->frames;
  if (span.down && span.to > end)
    span.at += span.to - end; /* zeros come first */
  else if (!span.down && span.from < 0)
    span.at += -span.from;
  span.from = int64_max (span.from, 0);
  span.to = int64_min (span.to, end);
  if (span.from >= span.to)
    return n;
  spans[n] = span;
  return n + 1;
}

static int
forward_spans (const StreamSegment *segment, Frames from, Frames n, StreamSpan spans[2])
{
  const Frames loop_end = segment->loop_start + segment->loop_length;
  Frames at = segment->source_start + (from - segment->origin), first = n;
  int count = 0;

  if (segment->loop_length > 0) {
    if (at >= loop_end)
      at = segment->loop_start + (at - segment->loop_start) % segment->loop_length;
    first = int64_min (n, loop_end - at);
  }
  count = add_span (segment, spans, count, (StreamSpan){ at, at + first, false, from });
  if (first < n) {
    const Frames rest = int64_min (n - first, segment->loop_length);
    const Frames again = segment->loop_start;
    count =
        add_span (segment, spans, count, (StreamSpan){ again, again + rest, false, from + first });
  }
  return count;
}

static int
reverse_spans (const StreamSegment *segment, Frames from, Frames n, StreamSpan spans[2])
{
  const Frames top = segment->source_start;
  Frames k = from - segment->origin, first = n;
  int count = 0;

  if (segment->loop_length > 0) {
    k %= segment->loop_length;
    first = int64_min (n, segment->loop_length - k);
  }
  count = add_span (segment, spans, count, (StreamSpan){ top - k - first, top - k, true, from });
  if (first < n) {
    const Frames rest = int64_min (n - first, segment->loop_length);
    count = add_span (segment, spans, count, (StreamSpan){ top - rest, top, true, from + first });
  }
  return count;
}

int
stream_segment_spans (const StreamSegment *segment, Frames from, Frames to, StreamSpan spans[2])
{
  return segment->reverse ? reverse_spans (segment, from, to - from, spans)
                          : forward_spans (segment, from, to - from, spans);
}

static bool
span_is_in_memory (StreamFile *file, const StreamSpan *span)
{
  for (Frames at = span->from - span->from % file->chunk_frames; at < span->to;
       at += file->chunk_frames)
    if (!atomic_load (&file->chunks[at / file->chunk_frames]))
      return false;
  return true;
}

static bool
track_is_in_memory (const StreamPlanTrack *track, Frames from, Frames to)
{
  for (int i = stream_plan_first (track, from); i < track->n; i++) {
    const StreamSegment *segment = &track->segments[i];
    const Frames start = int64_max (segment->start, from), end = int64_min (segment->end, to);
    StreamSpan spans[2];
    if (segment->start >= to)
      break;
    const int n = start < end ? stream_segment_spans (segment, start, end, spans) : 0;
    for (int s = 0; s < n; s++)
      if (!span_is_in_memory (segment->file, &spans[s]))
        return false;
  }
  return true;
}

bool
stream_plan_is_in_memory (const StreamPlan *plan, Frames at, Frames length)
{
  for (int t = 0; t < plan->n; t++)
    if (!track_is_in_memory (&plan->tracks[t], at - plan->lag, at + length))
      return false;
  return true;
}

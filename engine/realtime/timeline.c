/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/timeline.h"

void
timeline_start (Timeline *timeline, Frames at, Frames song)
{
  timeline->spans[0] = (TimelineSpan){ at, song };
  timeline->n = 1;
}

void
timeline_jump (Timeline *timeline, Frames at, Frames song)
{
  timeline->spans[timeline->n % TIMELINE_SPANS] = (TimelineSpan){ at, song };
  timeline->n++;
}

TimelinePart
timeline_part (const Timeline *timeline, Frames at, int n)
{
  if (!timeline)
    return (TimelinePart){ at, n, INT64_MAX, 0 };

  const int oldest = timeline->n > TIMELINE_SPANS ? timeline->n - TIMELINE_SPANS : 0;
  int i = timeline->n - 1;
  Frames end = INT64_MAX;
  while (i > oldest && timeline->spans[i % TIMELINE_SPANS].at > at)
    end = timeline->spans[i-- % TIMELINE_SPANS].at;

  const TimelineSpan *span = &timeline->spans[i % TIMELINE_SPANS];
  TimelinePart part = { span->song + (at - span->at), n, INT64_MAX, 0 };
  if (end < at + n)
    part.n = (int) (end - at);
  if (i > oldest) {
    const TimelineSpan *before = &timeline->spans[(i - 1) % TIMELINE_SPANS];
    part.since = at - span->at;
    part.left = before->song + (span->at - before->at);
  }
  return part;
}

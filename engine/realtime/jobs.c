/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/jobs.h"

#include <string.h>

static size_t
count_edges (const StripContext *context)
{
  size_t n = 0;

  for (int s = 0; s < context->n; s++)
    n += (size_t) context->strips[s].n_edges;
  return n;
}

size_t
jobs_size (const StripContext *context)
{
  return sizeof (Jobs) + sizeof (int) * (3 * (size_t) context->n + 1 + count_edges (context));
}

Jobs *
jobs_init (void *memory, const StripContext *context)
{
  Jobs *jobs = memory;
  const int n = context->n;
  int *waits = (int *) (jobs + 1), *first = waits + n, *left = first + n + 1, *readers = left + n;

  memset (memory, 0, jobs_size (context));
  for (int s = 0; s < n; s++) {
    waits[s] = context->strips[s].n_edges;
    for (int e = 0; e < waits[s]; e++)
      first[context->strips[s].edges[e].from + 1]++;
  }
  for (int s = 0; s < n; s++)
    first[s + 1] += first[s];
  for (int s = 0; s < n; s++)
    for (int e = 0; e < waits[s]; e++) {
      const int from = context->strips[s].edges[e].from;
      readers[first[from] + left[from]++] = s;
    }
  *jobs = (Jobs){ waits, first, readers, (_Atomic int *) left };
  return jobs;
}

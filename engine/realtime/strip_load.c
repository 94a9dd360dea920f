/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_load.h"

#include <stdbool.h>

#define SMOOTHING_SECONDS 0.3f

void
strip_load_add (StripLoad *load, unsigned callback, int64_t ns, int n, int rate)
{
  const float seconds = (float) n / (float) rate;
  const float mean = atomic_load_explicit (&load->mean, memory_order_relaxed);
  const float now = (float) ns * 1e-9f / seconds;
  const bool first = mean == 0.0f;
  const float part = seconds < SMOOTHING_SECONDS && !first ? seconds / SMOOTHING_SECONDS : 1.0f;

  atomic_store_explicit (&load->mean, mean + (now - mean) * part, memory_order_relaxed);
  load->ns = load->callback == callback ? load->ns + (float) ns : (float) ns;
  load->callback = callback;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock by which computing time is told. Any thread; no system call on Linux. */
#pragma once

#include <stdint.h>
#include <time.h>

static inline int64_t
clock_now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

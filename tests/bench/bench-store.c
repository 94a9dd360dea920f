/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long large projects take to be written, read and checked: CPU time, best of five. */
#include <stdio.h>
#include <time.h>

#include "model/check.h"
#include "sample_project.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

static double
cpu_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec * 1e-6;
}

static void
measure (const char *name, int clip_points)
{
  Project *project = sample_large_project (200, 50, clip_points);
  double write = 1e9, read = 1e9, check = 1e9;
  gsize size = 0;

  for (int i = 0; i < 5; i++) {
    const double start = cpu_ms ();
    g_autoptr (GBytes) bytes = project_write_xml (project);
    const double written = cpu_ms ();
    GError *error = NULL;
    const char *text = g_bytes_get_data (bytes, &size);
    const double begin = cpu_ms ();
    Project *back = project_read_xml (text, size, "bench", &error);
    const double end = cpu_ms ();
    g_assert_no_error (error);
    g_autoptr (GPtrArray) faults = project_check (back);
    const double checked = cpu_ms ();
    g_assert_cmpuint (faults->len, ==, 0);
    write = MIN (write, written - start);
    read = MIN (read, end - begin);
    check = MIN (check, checked - end);
    project_unref (back);
  }
  printf ("%s: %.1f MB, write %.1f ms, read %.1f ms, of which check %.1f ms\n", name,
          (double) size * 1e-6, write, read, check);
  project_unref (project);
}

int
main (void)
{
  measure ("200 tracks of 50 clips", 0);
  measure ("the same with 20 points a clip", 20);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What recording costs: 128 inputs of one channel in 24 bits at 48 kHz for five seconds, in real
 * time, to the disk that holds the temporary folder; the loop wraps after three. */
#include <stdio.h>
#include <time.h>

#include <glib.h>

#include "stream/retro.h"
#include "stream/writer.h"
#include "temporary.h"

enum { RATE = 48000, INPUTS = 128, BLOCK = 256, SECONDS = 5, WRAP = 3 };

static double
seconds_of (clockid_t clock)
{
  struct timespec time;
  clock_gettime (clock, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static CaptureRing *rings[INPUTS];
static Take *takes[2 * INPUTS];
static int n_takes;
/* Seconds that were played and would not survive a loss of power, and a kill. */
static double unsafe, unwritten;

static void
look (Writer *writer, Frames played)
{
  WriterReport *report;

  while ((report = writer_next_report (writer))) {
    if (report->kind == WRITER_STARTED)
      takes[n_takes++] = take_ref (report->take);
    else if (report->kind == WRITER_FAILED)
      printf ("%s\n", report->sentence);
    writer_report_free (report);
  }
  for (int i = 0; i < n_takes; i++) {
    const Frames end = takes[i]->device_frame < WRAP * RATE ? WRAP * RATE : SECONDS * RATE;
    const Frames due = MIN (played, end) - takes[i]->device_frame;
    unsafe = MAX (unsafe, (double) (due - take_synced (takes[i])) / RATE);
    unwritten = MAX (unwritten, (double) (due - take_frames (takes[i])) / RATE);
  }
}

static void
bench_writer (void)
{
  static float sound[BLOCK];
  const float *const planar[] = { sound };
  char *folder = temporary_folder_new ();
  Writer *writer = writer_new (NULL);
  int64_t lost = 0;
  double in_thread = 0;

  for (int i = 0; i < BLOCK; i++)
    sound[i] = (float) (i - BLOCK / 2) / BLOCK;
  for (int i = 0; i < INPUTS; i++) {
    g_autofree char *name = g_strdup_printf ("Track %d", i);
    const WriterInput input = {
      .project_folder = folder, .name = name, .rate = RATE, .encoding = PCM_INT24
    };
    rings[i] = capture_ring_new (1, 5 * RATE);
    writer_add (writer, rings[i], &input);
    capture_ring_begin (rings[i], CAPTURE_PUNCH_IN, 0, 0);
  }
  const double begun = seconds_of (CLOCK_MONOTONIC), cpu = seconds_of (CLOCK_PROCESS_CPUTIME_ID);
  bool wrapped = false;
  for (Frames at = 0; at < SECONDS * RATE; at += BLOCK) {
    const double wait = begun + (double) at / RATE - seconds_of (CLOCK_MONOTONIC);
    if (wait > 0)
      g_usleep ((gulong) (1e6 * wait));
    const double from = seconds_of (CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < INPUTS; i++) {
      if (at >= WRAP * RATE && !wrapped)
        capture_ring_begin (rings[i], CAPTURE_LOOP_WRAP, 0, at);
      capture_ring_write (rings[i], planar, BLOCK);
    }
    in_thread += seconds_of (CLOCK_THREAD_CPUTIME_ID) - from;
    wrapped = at >= WRAP * RATE;
    look (writer, at);
  }
  const double used = seconds_of (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  const double stopped = seconds_of (CLOCK_MONOTONIC);
  for (int i = 0; i < INPUTS; i++) {
    capture_ring_end (rings[i]);
    lost += capture_ring_lost (rings[i]);
  }
  writer_free (writer);
  printf ("%d inputs: %.3f CPU seconds a second in all, %.4f in the audio thread; at most %.2f s "
          "not yet on the disk and %.2f s not yet written; %d frames lost; closed in %.2f s\n",
          INPUTS, used / SECONDS, in_thread / SECONDS, unsafe, unwritten, (int) lost,
          seconds_of (CLOCK_MONOTONIC) - stopped);
  for (int i = 0; i < n_takes; i++)
    take_unref (takes[i]);
  for (int i = 0; i < INPUTS; i++)
    capture_ring_free (rings[i]);
  temporary_folder_remove (folder);
  g_free (folder);
}

static void
bench_retro (void)
{
  static float sound[BLOCK];
  const float *const planar[] = { sound, sound };
  Retro *retro = retro_new (2, RATE, RETRO_SECONDS);
  const double begun = seconds_of (CLOCK_THREAD_CPUTIME_ID);

  for (Frames at = 0; at < RETRO_SECONDS * RATE; at += BLOCK)
    retro_write (retro, planar, BLOCK, at, at);
  printf ("retro: %.6f CPU seconds a second for one stereo input, %.1f MiB\n",
          (seconds_of (CLOCK_THREAD_CPUTIME_ID) - begun) / RETRO_SECONDS,
          (double) retro_bytes (retro) / (1 << 20));
  retro_free (retro);
}

int
main (void)
{
  bench_writer ();
  bench_retro ();
  return 0;
}

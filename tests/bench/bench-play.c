/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project costs while it plays: processor seconds for each second of audio, of the whole
 * program into the null device in real time, rolling and stopped; and of the blocks alone, one
 * behind the other by hand, which says what small blocks cost by themselves.
 *
 *     bench-play PROJECT [BLOCK [SECONDS [FROM]]] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "live/live.h"
#include "session.h"

#define FORGOTTEN_BYTES (2 << 20)
#define LOCATES 20

static double
cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static Live *
open_live (const Session *session, uint32_t block, const NullOptions *by_hand)
{
  GError *error = NULL;
  const LiveConfig config = { .device = "null", .block = block, .null = by_hand };
  Live *live = live_new (session_folder (session), session_project (session), &config, &error);

  if (!live)
    g_error ("%s", error->message);
  return live;
}

/* Between the blocks of a real device other programs have the caches. */
static void
forget_caches (void)
{
  static volatile char memory[FORGOTTEN_BYTES];

  for (size_t i = 0; i < sizeof memory; i += 64)
    memory[i]++;
}

static double
by_hand (const Session *session, uint32_t block, Frames from, int seconds, bool cold)
{
  Live *live = open_live (session, block, &(NullOptions){ .by_hand = true, .loopback = -1 });
  const int rate = live_rate (live);

  live_play (live, from, PLAYER_FOREVER);
  for (int i = 0; i < 2 * rate / (int) block; i++)
    null_device_run (live_null_device (live), 1);
  double used = 0;
  for (int i = 0; i < seconds * rate / (int) block; i++) {
    if (cold)
      forget_caches ();
    const double begun = cpu_seconds ();
    null_device_run (live_null_device (live), 1);
    used += cpu_seconds () - begun;
  }
  live_free (live, NULL);
  return used / seconds;
}

static int
compare (const void *a, const void *b)
{
  const double *p = a, *q = b;
  return (*p > *q) - (*p < *q);
}

static double
poll_for (Live *live, double seconds)
{
  const double begun = cpu_seconds ();
  const gint64 start = g_get_monotonic_time ();

  while (1e-6 * (double) (g_get_monotonic_time () - start) < seconds) {
    g_usleep (20000);
    live_poll (live);
  }
  return (cpu_seconds () - begun) / (1e-6 * (double) (g_get_monotonic_time () - start));
}

/* Milliseconds from asking to the first frame that sounds there, to a place played before. */
static double
locate (Live *live, Frames at)
{
  const gint64 start = g_get_monotonic_time ();

  live_locate (live, at);
  for (int i = 1; live_position (live) <= at || live_position (live) > at + live_rate (live); i++) {
    g_usleep (200);
    if (i % 100 == 0)
      live_poll (live);
  }
  return 1e-3 * (double) (g_get_monotonic_time () - start);
}

static void
print_locates (Live *live, Frames from, Frames length)
{
  double times[LOCATES];

  for (int i = 0; i < LOCATES; i++) {
    poll_for (live, 0.3);
    times[i] = locate (live, from + length * (i % 2) / 2);
  }
  qsort (times, LOCATES, sizeof times[0], compare);
  printf ("locate to where it has played: median %.1f ms, worst %.1f ms\n", times[LOCATES / 2],
          times[LOCATES - 1]);
}

static void
in_real_time (const Session *session, uint32_t block, Frames from, int seconds)
{
  Live *live = open_live (session, block, NULL);

  poll_for (live, 1);
  const double before = poll_for (live, seconds / 2.0);
  live_play (live, from, PLAYER_FOREVER);
  poll_for (live, 2);
  live_load (live);
  const double rolling = poll_for (live, seconds);
  const PlayerLoad load = live_load (live);
  print_locates (live, from, (Frames) seconds * live_rate (live));
  live_stop (live);
  poll_for (live, 2);
  const double stopped = poll_for (live, seconds / 2.0);
  printf ("null device, blocks of %u: rolling %.4f CPU s for each s (%.4f in the callback), "
          "stopped %.4f, not yet started %.4f\n",
          block, rolling, load.mean, stopped, before);
  live_free (live, NULL);
}

int
main (int argc, char **argv)
{
  const uint32_t block = argc > 2 ? (uint32_t) atoi (argv[2]) : 256;
  const int seconds = argc > 3 ? atoi (argv[3]) : 20;
  GError *error = NULL;

  if (argc < 2)
    g_error ("usage: bench-play PROJECT [BLOCK [SECONDS [FROM]]]");
  Session *session = session_open (argv[1], SESSION_READ, 0, &error);
  if (!session)
    g_error ("%s", error->message);
  const Frames from = (Frames) (argc > 4 ? atoi (argv[4]) : 0) * session_project (session)->rate;
  static const uint32_t blocks[] = { 64, 128, 256, 512, 1024, 4096 };
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++)
    printf ("by hand, blocks of %4u: %.4f CPU s for each s; with cold caches %.4f\n", blocks[i],
            by_hand (session, blocks[i], from, seconds, false),
            by_hand (session, blocks[i], from, seconds, true));
  in_real_time (session, block, from, seconds);
  session_close (session);
  return 0;
}

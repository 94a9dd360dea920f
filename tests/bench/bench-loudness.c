/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-loudness [FILE]: processor time of the meters for 600 s of stereo at 48 kHz, and of
 * scanning a file, by us and by bare libebur128 with integrated loudness, range and true peak. */
#include <ebur128.h>
#include <glib.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <time.h>

#include "base/realtime.h"
#include "dsp/loudness.h"
#include "dsp/meter.h"
#include "ebu_signals.h"
#include "media/loudness_scan.h"

#define RATE 48000
#define SECONDS 60
#define TIMES 10
#define BLOCK 1024
#define REPETITIONS 5

typedef void Work (const float *const *audio, int n);

static Loudness loudness;
static LevelMeter meter;
static LoudnessScan *scan;

static double
cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static void
work_loudness (const float *const *audio, int n)
{
  loudness_process (&loudness, audio, n);
}

static void
work_meter (const float *const *audio, int n)
{
  meter_process (&meter, audio, n);
}

static void
work_scan (const float *const *audio, int n)
{
  loudness_scan_process (scan, audio, n);
}

static void
bench (const char *name, const Signal *signal, Work *work)
{
  double least = INFINITY;
  for (int repetition = 0; repetition < REPETITIONS; repetition++) {
    const double start = cpu_seconds ();
    for (int i = 0; i < TIMES; i++)
      for (int frame = 0; frame + BLOCK <= signal->frames; frame += BLOCK)
        work ((const float *[]){ signal->audio[0] + frame, signal->audio[1] + frame }, BLOCK);
    least = MIN (least, cpu_seconds () - start);
  }
  printf ("%-24s %.4f s, %.0f times real time\n", name, least, SECONDS * TIMES / least);
}

static double
scan_by_library (const char *path)
{
  static float buffer[4096 * 2];
  SF_INFO info = { 0 };
  double integrated, range, left, right;
  const double start = cpu_seconds ();
  SNDFILE *file = sf_open (path, SFM_READ, &info);
  if (!file || info.channels != 2)
    g_error ("'%s' is no stereo file", path);
  ebur128_state *state =
      ebur128_init (2, info.samplerate, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
  for (sf_count_t n; (n = sf_readf_float (file, buffer, 4096)) > 0;)
    ebur128_add_frames_float (state, buffer, (size_t) n);
  ebur128_loudness_global (state, &integrated);
  ebur128_loudness_range (state, &range);
  ebur128_true_peak (state, 0, &left);
  ebur128_true_peak (state, 1, &right);
  ebur128_destroy (&state);
  sf_close (file);
  return cpu_seconds () - start;
}

static double
scan_by_us (const char *path)
{
  LoudnessReport report;
  g_autoptr (GError) error = NULL;
  const double start = cpu_seconds ();
  if (!loudness_scan_file (path, &report, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  const double took = cpu_seconds () - start;
  loudness_report_clear (&report);
  return took;
}

static void
bench_file (const char *path)
{
  double ours = INFINITY, theirs = INFINITY;
  for (int repetition = 0; repetition < REPETITIONS; repetition++) {
    theirs = MIN (theirs, scan_by_library (path));
    ours = MIN (ours, scan_by_us (path));
  }
  printf ("file by libebur128       %.3f s\nfile by us               %.3f s, ratio %.3f\n", theirs,
          ours, ours / theirs);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  Signal signal = signal_programme (RATE, 2, SECONDS, 1);
  loudness_init (&loudness, RATE, 2, NULL);
  meter_init (&meter, 2);
  scan = loudness_scan_new (RATE, 2);
  bench ("loudness", &signal, work_loudness);
  bench ("peak, RMS, correlation", &signal, work_meter);
  bench ("scan with true peak", &signal, work_scan);
  loudness_scan_free (scan);
  signal_clear (&signal);
  if (argc > 1)
    bench_file (argv[1]);
  return 0;
}

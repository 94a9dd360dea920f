/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rotary speaker against the geometry of a source on a circle. */
#include "base/realtime.h"
#include "effects/rotary.h"
#include "processor_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH (2 * RATE)
#define HORN_RADIUS 0.19
#define DRUM_RADIUS 0.15
#define SOUND_SPEED 343.0

static float audio[2][LENGTH];

static void
fill (double hz)
{
  for (int i = 0; i < LENGTH; i++)
    audio[0][i] = audio[1][i] = (float) (0.5 * sin (2 * G_PI * hz * i / RATE));
}

/* What a microphone at `angle` hears of a tone whose source is at `turns` of its circle. */
static double
heard (double hz, double seconds, double radius, double turns, double angle, double distance,
       double beam)
{
  const double w = cos (2 * G_PI * turns - angle);
  const double way = sqrt (distance * distance + radius * radius - 2 * distance * radius * w);
  const double late = (way - (distance - radius)) / SOUND_SPEED;
  const double off = (distance * w - radius) / way;
  return 0.5 * (distance - radius) / way * (1 - beam * (1 - off) / 2) *
         sin (2 * G_PI * hz * (seconds - late));
}

/* At 7 kHz the drum's share is 75 dB down, and 4 orders of 800 Hz at 90 Hz the horn's. The
 * crossover's phase is taken from where the rotor stands still. */
static double
against_circle (double hz, const char *settings, double radius, double per_second, double beam)
{
  double worst = 0;
  double complex standing = 0;

  fill (hz);
  g_autofree char *still = g_strdup_printf ("%s speed=stop angle=0", settings);
  Rig *rig = rig_new (&rotary_processor, RATE, 2, still);
  const int latency = rig_latency (rig);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
  for (int i = LENGTH - RATE; i < LENGTH; i++)
    standing += 2 * audio[0][i] * cexp (-2 * G_PI * I * hz * (i - latency) / RATE) / RATE;
  const double gain = cabs (standing) / 0.5, ahead = (carg (standing) + G_PI / 2) / (2 * G_PI * hz);

  fill (hz);
  rig = rig_new (&rotary_processor, RATE, 2, settings);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, LENGTH);
  rig_free (rig);
  for (int i = RATE / 2; i < LENGTH; i++)
    for (int c = 0; c < 2; c++) {
      const double angle = (c ? 0.5 : -0.5) * 100 * G_PI / 180;
      const double wanted = gain * heard (hz, (double) (i - latency) / RATE + ahead, radius,
                                          per_second * i / RATE, angle, 0.6, beam);
      worst = fmax (worst, fabs (audio[c][i] - wanted));
    }
  return 20 * log10 (worst);
}

static void
test_circle (void)
{
  const double horn = against_circle (7000, "speed=fast drum=-36 depth=70", HORN_RADIUS, 6.7, 0.7);
  const double drum =
      against_circle (90, "speed=fast horn=-36 depth=70", DRUM_RADIUS, -6.7 * 5 / 6, 0.35);
  g_test_message ("horn off by %.1f dB, drum by %.1f dB", horn, drum);
  g_assert_cmpfloat (horn, <, -80);
  g_assert_cmpfloat (drum, <, -80);
}

/* Standing still before one microphone, both rotors are as far: what they add up to is an all-pass.
 */
static void
test_crossover (void)
{
  double worst = 0;

  memset (audio, 0, sizeof audio);
  audio[0][0] = audio[1][0] = 0.5f;
  Rig *rig = rig_new (&rotary_processor, RATE, 2, "speed=stop angle=0");
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE / 2);
  rig_free (rig);
  for (double hz = 20; hz < 19000; hz *= 1.05) {
    double complex sum = 0;
    for (int i = 0; i < RATE / 2; i++)
      sum += audio[1][i] * cexp (-2 * G_PI * I * hz * i / RATE);
    worst = fmax (worst, fabs (20 * log10 (cabs (sum) / 0.5)));
  }
  g_test_message ("flat within %.4f dB", worst);
  g_assert_cmpfloat (worst, <, 0.02);
}

/* From slow to fast the horn has turned by what a first-order rise adds up to. */
static void
test_inertia (void)
{
  const double hz = 5000, slow = 0.8 / RATE, fast = 6.7 / RATE, pole = exp (-1 / (0.4 * RATE));
  const int change = RATE / 2 / CONTROL_GRID * CONTROL_GRID;
  double worst = 0;

  fill (hz);
  Rig *rig = rig_new (&rotary_processor, RATE, 2, "speed=slow horn_rise=0.4 drum=-36 depth=0");
  const int latency = rig_latency (rig);
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, change);
  rig_settings (rig, "speed=fast");
  rig_set (rig, false);
  rig_process (rig, (float *[]){ audio[0] + change, audio[1] + change }, NULL, LENGTH - change);
  rig_free (rig);
  for (int i = change; i < LENGTH; i++) {
    const double t = i - change;
    const double turns =
        slow * change + fast * t + (slow - fast) * (1 - pow (pole, t)) / (1 - pole);
    const double w = cos (2 * G_PI * turns - 50 * G_PI / 180);
    const double way = sqrt (0.36 + HORN_RADIUS * HORN_RADIUS - 1.2 * HORN_RADIUS * w);
    const double late = (way - (0.6 - HORN_RADIUS)) / SOUND_SPEED;
    const double phase = 2 * G_PI * hz * ((double) (i - latency) / RATE - late);
    /* The crossover's all-pass at 5 kHz, two Butterworth high-passes of 800 Hz. */
    const double s = tan (G_PI * hz / RATE) / tan (G_PI * 800 / RATE);
    const double complex high = -s * s / (1 - s * s + G_SQRT2 * I * s);
    const double wanted =
        0.5 * cabs (high * high) * (0.6 - HORN_RADIUS) / way * sin (phase + carg (high * high));
    worst = fmax (worst, fabs (audio[1][i] - wanted));
  }
  g_test_message ("inertia: off by %.1f dB", 20 * log10 (worst));
  g_assert_cmpfloat (20 * log10 (worst), <, -70);
}

/* Drive bends, and a tone of -14 dBFS stays as loud. */
static void
test_drive (void)
{
  double least = 1e9, most = 0;

  for (int drive = 0; drive <= 36; drive += 12) {
    double squares = 0;
    g_autofree char *settings = g_strdup_printf ("speed=stop angle=0 drive=%d", drive);
    for (int i = 0; i < RATE; i++)
      audio[0][i] = audio[1][i] = (float) (0.2 * sin (2 * G_PI * 400 * i / RATE));
    Rig *rig = rig_new (&rotary_processor, RATE, 2, settings);
    rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, RATE);
    rig_free (rig);
    for (int i = RATE / 2; i < RATE; i++)
      squares += audio[0][i] * audio[0][i];
    least = fmin (least, squares);
    most = fmax (most, squares);
  }
  g_test_message ("from clean to driven as loud within %.2f dB", 10 * log10 (most / least));
  g_assert_cmpfloat (10 * log10 (most / least), <, 1.5);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/rotary/circle", test_circle);
  g_test_add_func ("/effects/rotary/crossover", test_crossover);
  g_test_add_func ("/effects/rotary/inertia", test_inertia);
  g_test_add_func ("/effects/rotary/drive", test_drive);
  return g_test_run ();
}

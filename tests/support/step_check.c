/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "step_check.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH 96000
#define WINDOW 1024
#define FIRST_BIN 86 /* 4 kHz */
#define BINS (WINDOW / 2 - FIRST_BIN)
#define UP 32000 /* frames of the two steps: on the grid */
#define DOWN 64000
#define QUIET 28000 /* after settling since the last step */

static double
display_between (const ParamSpec *param, double from, double to, double u)
{
  if (param->scale == PARAM_LOG)
    return from * pow (to / from, u);
  return from + (to - from) * u;
}

static double
value_at (const ParamSpec *param, double from, double to, int frame)
{
  const double ramp = param->smoothing_ms * RATE / 1000.0;
  const int since = frame < DOWN ? frame - UP : frame - DOWN;

  if (frame < UP)
    return from;
  if (ramp <= 0 || since >= ramp)
    return frame < DOWN ? to : from;
  return frame < DOWN ? display_between (param, from, to, since / ramp)
                      : display_between (param, to, from, since / ramp);
}

/* In place, radix 2; the results lie in bit-reversed order. */
static void
transform (double complex *x, int n)
{
  static double complex turns[WINDOW / 2];

  if (turns[0] == 0)
    for (int i = 0; i < WINDOW / 2; i++)
      turns[i] = cexp (-2 * G_PI * I * i / WINDOW);
  for (int half = n / 2; half >= 1; half /= 2)
    for (int start = 0; start < n; start += 2 * half)
      for (int i = start; i < start + half; i++) {
        const double complex difference = x[i] - x[i + half];
        x[i] += x[i + half];
        x[i + half] = difference * turns[(i - start) * (n / 2 / half)];
      }
}

static int
bit_reversed (int index)
{
  int reversed = 0;
  for (int bit = 1; bit < WINDOW; bit *= 2, index /= 2)
    reversed = 2 * reversed + index % 2;
  return reversed;
}

/* Amplitudes of the lines above 4 kHz in a Blackman-Harris window. */
static void
spectrum (const float *audio, double *lines)
{
  static double complex x[WINDOW];
  double sum = 0;

  for (int i = 0; i < WINDOW; i++) {
    const double p = 2 * G_PI * i / WINDOW;
    const double w = 0.35875 - 0.48829 * cos (p) + 0.14128 * cos (2 * p) - 0.01168 * cos (3 * p);
    x[i] = audio[i] * w;
    sum += w;
  }
  transform (x, WINDOW);
  for (int b = 0; b < BINS; b++)
    lines[b] = 2 * cabs (x[bit_reversed (FIRST_BIN + b)]) / sum;
}

static void
run (Rig *rig, const ParamSpec *param, double *value, double from, double to, float *const *audio)
{
  for (int at = 0; at < LENGTH; at += CONTROL_GRID) {
    const double now = value_at (param, from, to, at);
    if (now != *value) {
      *value = now;
      rig_set (rig, false);
    }
    rig_process (rig, (float *[]){ audio[0] + at, audio[1] + at }, NULL, CONTROL_GRID);
  }
}

double
step_check_db (const Processor *processor, const char *settings, const char *name, double from,
               double to)
{
  const DeviceSpec *spec = processor->spec;
  static float audio[2][LENGTH];
  static double steady[BINS], lines[BINS];
  double worst = 1e-10;
  int p = 0;

  while (strcmp (spec->params[p].name, name) != 0)
    if (++p == spec->n_params)
      g_error ("%s has no parameter '%s'", spec->kind, name);

  Rig *rig = rig_new (processor, RATE, 2, settings);
  rig->values[p] = from;
  rig_set (rig, true);
  for (int i = 0; i < LENGTH; i++) {
    audio[0][i] = (float) (0.5 * sin (2 * G_PI * 440 * i / RATE));
    audio[1][i] = (float) (0.5 * sin (2 * G_PI * 440 * i / RATE - G_PI / 2));
  }
  run (rig, &spec->params[p], &rig->values[p], from, to, (float *[]){ audio[0], audio[1] });
  rig_free (rig);

  for (int c = 0; c < 2; c++) {
    memset (steady, 0, sizeof steady);
    for (int pass = 0; pass < 2; pass++)
      for (int at = UP - 8 * WINDOW; at + WINDOW <= LENGTH; at += WINDOW / 4) {
        const bool calm =
            at + WINDOW <= UP || (at >= UP + QUIET && at + WINDOW <= DOWN) || at >= DOWN + QUIET;
        if (calm != (pass == 0))
          continue;
        spectrum (audio[c] + at, lines);
        for (int b = 0; b < BINS; b++)
          if (pass == 0)
            steady[b] = MAX (steady[b], lines[b] * 1.122);
          else if (lines[b] > steady[b])
            worst = MAX (worst, lines[b]);
      }
  }
  return 20 * log10 (worst);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tone stack against its circuit, solved node by node. */
#include "base/realtime.h"
#include "dsp/tone_stack.h"

#include <complex.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#define RATE 48000
#define NODES 5

typedef double complex Matrix[NODES][NODES + 1];

static void
join (Matrix matrix, int a, int b, double complex siemens)
{
  matrix[a][a] += siemens;
  if (b >= 0) {
    matrix[b][b] += siemens;
    matrix[a][b] -= siemens;
    matrix[b][a] -= siemens;
  }
}

/* To the source of 1 V. */
static void
feed (Matrix matrix, int a, double complex siemens)
{
  matrix[a][a] += siemens;
  matrix[a][NODES] += siemens;
}

static void
solve (Matrix m)
{
  for (int k = 0; k < NODES; k++) {
    int pivot = k;
    for (int i = k + 1; i < NODES; i++)
      if (cabs (m[i][k]) > cabs (m[pivot][k]))
        pivot = i;
    for (int j = 0; j <= NODES; j++) {
      const double complex swapped = m[k][j];
      m[k][j] = m[pivot][j];
      m[pivot][j] = swapped;
    }
    for (int i = 0; i < NODES; i++) {
      const double complex factor = i == k ? 0 : m[i][k] / m[k][k];
      for (int j = k; j <= NODES; j++)
        m[i][j] -= factor * m[k][j];
    }
  }
}

/* A: top of the treble knob; B: behind the slope resistor; C: bottom of treble, top of bass; D:
 * bottom of bass, top of middle; E: its wiper. */
static double
circuit_db (const double r[4], const double c[3], double bass, double middle, double treble,
            double hz)
{
  const double complex s = 2 * G_PI * I * hz;
  const double l = exp (3.4 * (bass - 1));
  Matrix m = { 0 };

  feed (m, 0, s * c[0]);
  feed (m, 1, 1 / r[3]);
  join (m, 0, 2, 1 / r[0]);
  join (m, 1, 2, s * c[1]);
  join (m, 2, 3, 1 / (l * r[1]));
  join (m, 1, 4, s * c[2]);
  join (m, 3, 4, 1 / ((1 - middle) * r[2]));
  join (m, 4, -1, 1 / (middle * r[2]));
  solve (m);
  const double complex top = m[0][NODES] / m[0][0], bottom = m[2][NODES] / m[2][2];
  return 20 * log10 (cabs (bottom + treble * (top - bottom)));
}

static double
digital_db (ToneStackCircuit circuit, double bass, double middle, double treble, double hz)
{
  static float audio[RATE];
  ToneStack stack = { 0 };
  ToneStackChannel channel = { 0 };
  double complex sum = 0;

  memset (audio, 0, sizeof audio);
  audio[0] = 1;
  tone_stack_set (&stack, circuit, bass, middle, treble, RATE, true);
  tone_stack_process (&stack, &channel, audio, RATE);
  for (int i = 0; i < RATE; i++)
    sum += audio[i] * cexp (-2 * G_PI * I * hz * i / RATE);
  return 20 * log10 (cabs (sum));
}

static void
test_circuit (void)
{
  static const double r[2][4] = { { 250e3, 1e6, 25e3, 56e3 }, { 220e3, 1e6, 22e3, 33e3 } };
  static const double c[2][3] = { { 250e-12, 20e-9, 20e-9 }, { 470e-12, 22e-9, 22e-9 } };
  static const double knobs[][3] = { { 0.5, 0.5, 0.5 }, { 0.9, 0.2, 0.1 }, { 0.1, 0.8, 0.95 } };
  double worst = 0, warped = 0;

  for (int k = 0; k < 2; k++)
    for (size_t i = 0; i < G_N_ELEMENTS (knobs); i++)
      for (double hz = 40; hz < 12000; hz *= 1.8) {
        const double *v = knobs[i];
        const double is = digital_db ((ToneStackCircuit) k, v[0], v[1], v[2], hz);
        /* Where the bilinear transform takes a frequency from. */
        const double from = tan (G_PI * hz / RATE) * RATE / G_PI;
        worst = fmax (worst, fabs (is - circuit_db (r[k], c[k], v[0], v[1], v[2], from)));
        warped = fmax (warped, fabs (is - circuit_db (r[k], c[k], v[0], v[1], v[2], hz)));
      }
  g_test_message ("off its circuit by %.5f dB, without the warping of frequencies by %.2f dB",
                  worst, warped);
  g_assert_cmpfloat (worst, <, 0.001);
  g_assert_cmpfloat (warped, <, 0.5);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/tone_stack/circuit", test_circuit);
  return g_test_run ();
}

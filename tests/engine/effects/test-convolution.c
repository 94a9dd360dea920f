/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/realtime.h"
#include "dsp/convolver.h"
#include "effects/convolution.h"
#include "effects/convolution_spec.h"
#include "effects/impulse.h"
#include "processor_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RATE 48000
#define LENGTH 60000

static float *
noise (unsigned channel, int n)
{
  float *x = g_new (float, n);
  for (int i = 0; i < n; i++)
    x[i] = hash_noise (hash_key (3, 1, channel), i);
  return x;
}

/* What the definition gives, in double, at some frames, against what comes out in pieces: error to
 * signal, RMS. */
static double
rms_error_db (int length, int in_channels, Frames position, int piece)
{
  g_autofree float *h0 = noise (2, length), *h1 = noise (3, length);
  float *const h[2] = { h0, h1 };
  g_autofree float *in0 = noise (0, LENGTH), *in1 = noise (1, LENGTH);
  g_autofree float *out0 = g_new0 (float, LENGTH), *out1 = g_new0 (float, LENGTH);
  const float *const in[2] = { in0, in1 };
  float *const out[2] = { out0, out1 };
  const size_t bytes = (convolver_size (length, in_channels) + 63) / 64 * 64;
  Convolver *convolver = aligned_alloc (64, bytes);
  double error = 0, power = 0;

  memset (convolver, 0, bytes);
  g_assert_true (convolver_init (convolver, length, in_channels));
  for (unsigned c = 0; c < 2; c++) {
    for (int i = 0; i < length; i++)
      h[c][i] *= expf (-3.0f * (float) i / (float) length);
    convolver_load (convolver, (int) c, h[c]);
  }
  for (int at = 0; at < LENGTH; at += piece)
    convolver_process (convolver, (const float *[]){ in[0] + at, in[1] + at },
                       (float *[]){ out[0] + at, out[1] + at }, MIN (piece, LENGTH - at),
                       position + at);
  for (int c = 0; c < 2; c++)
    for (int n = 0; n < LENGTH; n += n < 2000 ? 1 : 487) {
      const float *const x = in[MIN (c, in_channels - 1)];
      double sum = 0;
      for (int k = 0; k < length && k <= n; k++)
        sum += (double) h[c][k] * x[n - k];
      error += (sum - out[c][n]) * (sum - out[c][n]);
      power += sum * sum;
    }
  free (convolver);
  return 10 * log10 (error / power + 1e-30);
}

static void
test_definition (void)
{
  const int lengths[] = { 1, 127, 128, 129, 300, 2048, 2049, 16384, 16385, 50000 };

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (int channels = 1; channels <= 2; channels++) {
      const double error = rms_error_db (lengths[i], channels, i % 2 ? 12345 : -77, 997);
      g_test_message ("%d taps: off by %.1f dB", lengths[i], error);
      g_assert_cmpfloat (error, <, -120);
    }
}

/* A processor with an impulse response that is "of a file". */
typedef struct {
  double values[CONVOLUTION_N_PARAMS];
  const char *texts[CONVOLUTION_N_PARAMS];
  ProcessorSound sounds[CONVOLUTION_N_PARAMS];
  ProcessorSetup setup;
} FileSetup;

static void
file_setup (FileSetup *file, const float *impulse, Frames frames)
{
  memset (file, 0, sizeof *file);
  for (int i = 0; i < CONVOLUTION_N_PARAMS; i++)
    file->values[i] = convolution_spec.params[i].initial;
  file->values[CONVOLUTION_SPACE] = CONVOLUTION_SPACE_FILE;
  file->values[CONVOLUTION_PREDELAY] = 0;
  file->values[CONVOLUTION_LOW_CUT] = CONVOLUTION_LOW_CUT_OFF_HZ;
  file->values[CONVOLUTION_MIX] = 100;
  file->texts[CONVOLUTION_FILE] = "some.wav";
  file->sounds[CONVOLUTION_FILE] =
      (ProcessorSound){ .audio = { impulse }, .channels = 1, .frames = frames };
  file->setup = (ProcessorSetup){ .rate = RATE,
                                  .channels = 2,
                                  .values = file->values,
                                  .texts = file->texts,
                                  .sounds = file->sounds };
}

/* A file of one impulse, late by 100 frames: what comes in, late by 100 frames, at unity. */
static void
test_file (void)
{
  static float impulse[200];
  g_autofree float *left = noise (0, LENGTH), *right = noise (1, LENGTH);
  g_autofree float *in = g_memdup2 (left, sizeof (float) * LENGTH);
  const char *message = NULL;
  FileSetup file;

  impulse[100] = 0.25f;
  file_setup (&file, impulse, 200);
  void *state = aligned_alloc (64, (convolution_processor.state_size (&file.setup) + 63) / 64 * 64);
  memset (state, 0, convolution_processor.state_size (&file.setup));
  g_assert_true (convolution_processor.init (state, &file.setup, &message));
  g_assert_null (convolution_processor.latency);
  convolution_processor.process (state, (float *[]){ left, right }, LENGTH,
                                 &(ProcessContext){ .position = 0 });
  for (int i = 0; i < LENGTH; i++)
    g_assert_cmpfloat (fabsf (left[i] - (i < 100 ? 0 : in[i - 100])), <, 1e-6);
  free (state);
}

static void
test_no_file (void)
{
  const char *message = NULL;
  FileSetup file;

  file_setup (&file, NULL, 0);
  void *state = aligned_alloc (64, (convolution_processor.state_size (&file.setup) + 63) / 64 * 64);
  memset (state, 0, convolution_processor.state_size (&file.setup));
  g_assert_false (convolution_processor.init (state, &file.setup, &message));
  g_assert_nonnull (message);
  file.texts[CONVOLUTION_FILE] = NULL;
  g_assert_false (convolution_processor.init (state, &file.setup, &message));
  g_assert_cmpstr (message, ==, "choose an impulse file");
  free (state);
}

/* Schroeder's backward integral: the time of -5 to -35 dB, twice, is the RT60 that was asked for
 * (ISO 3382-1: T30), of the band around 1 kHz by a second-order band-pass. */
static double
measured_rt60 (const float *h, Frames n)
{
  const double w = 2 * G_PI * 900 / RATE, alpha = sin (w) / 2, a0 = 1 + alpha;
  g_autofree double *left = g_new0 (double, n + 1);
  double x1 = 0, x2 = 0, y1 = 0, y2 = 0;

  for (Frames i = 0; i < n; i++) {
    const double y = (alpha * (h[i] - x2) + 2 * cos (w) * y1 - (1 - alpha) * y2) / a0;
    x2 = x1, x1 = h[i], y2 = y1, y1 = y;
    left[i] = y * y;
  }
  for (Frames i = n - 1; i >= 0; i--)
    left[i] += left[i + 1];
  Frames from = 0, to = 0;
  while (left[from] > left[0] * pow (10, -0.5))
    from++;
  while (left[to] > left[0] * pow (10, -3.5))
    to++;
  return 2.0 * (double) (to - from) / RATE;
}

static void
test_spaces (void)
{
  for (int kind = IMPULSE_HALL; kind <= IMPULSE_PLATE; kind++)
    for (double seconds = 0.5; seconds < 5; seconds *= 3) {
      const ImpulseShape shape = { (ImpulseKind) kind, seconds, 0.5 };
      const Frames n = impulse_length (&shape, RATE);
      g_autofree float *left = g_new (float, n), *right = g_new (float, n);
      double both = 0, energy = 0;

      impulse_fill (&shape, RATE, 0, left);
      impulse_fill (&shape, RATE, 1, right);
      impulse_normalize (left, right, n);
      for (Frames i = 0; i < n; i++) {
        both += (double) left[i] * right[i];
        energy += 0.5 * ((double) left[i] * left[i] + (double) right[i] * right[i]);
      }
      const double measured = measured_rt60 (left, n);
      g_test_message ("space %d, %.1f s: T30 %.3f s, correlation %.3f", kind, seconds, measured,
                      both);
      g_assert_cmpfloat (fabs (measured / seconds - 1), <, 0.05);
      g_assert_cmpfloat (fabs (energy - 1), <, 1e-4);
      g_assert_cmpfloat (fabs (both), <, 0.2);
    }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/convolution/definition", test_definition);
  g_test_add_func ("/effects/convolution/file", test_file);
  g_test_add_func ("/effects/convolution/no-file", test_no_file);
  g_test_add_func ("/effects/convolution/spaces", test_spaces);
  return g_test_run ();
}

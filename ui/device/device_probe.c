/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_probe.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "dsp/fft.h"
#include "effects/effects.h"

#define ALIGNED 64
#define RESPONSE_FRAMES 16384
#define SOFT 1e-4f /* -80 dB */
#define BPM 120.0

static void
set_up (const DeviceProbe *probe, const char *const *texts, ProcessorSetup *setup)
{
  *setup = (ProcessorSetup){
    .rate = probe->rate, .channels = 2, .seed = 1, .id = 1, .values = probe->values, .texts = texts
  };
}

static void
process (const Processor *processor, void *state, const DeviceProbe *probe, float *const audio[2],
         int n)
{
  for (int at = 0; at < n; at += CONTROL_GRID) {
    const Frames position = probe->position + at;
    const ProcessContext context = { .position = position,
                                     .bpm = BPM,
                                     .beat = (double) position / probe->rate * BPM / 60 };
    float *const channels[2] = { audio[0] + at, audio[1] + at };
    processor->process (state, channels, MIN (CONTROL_GRID, n - at), &context);
  }
}

bool
device_probe_run (const DeviceProbe *probe, float *const audio[2], int n)
{
  const Processor *processor = effect_find (probe->spec->kind);
  g_autofree const char **texts = g_new0 (const char *, probe->spec->n_params + 1);
  const char *message = NULL;
  ProcessorSetup setup;
  if (!processor)
    return false;
  set_up (probe, texts, &setup);
  const size_t size = (processor->state_size (&setup) + ALIGNED - 1) / ALIGNED * ALIGNED;
  void *state = g_aligned_alloc0 (1, MAX (size, ALIGNED), ALIGNED);
  const bool made = processor->init (state, &setup, &message);
  if (made) {
    processor->set (state, probe->values, true);
    process (processor, state, probe, audio, n);
    if (processor->clear)
      processor->clear (state);
  }
  g_aligned_free (state);
  return made;
}

int
device_probe_latency (const DeviceProbe *probe)
{
  const Processor *processor = effect_find (probe->spec->kind);
  g_autofree const char **texts = g_new0 (const char *, probe->spec->n_params + 1);
  ProcessorSetup setup;
  set_up (probe, texts, &setup);
  return processor && processor->latency ? processor->latency (&setup) : 0;
}

/* Between two bins. */
static double
magnitude (fftwf_complex *bins, double at)
{
  const int low = CLAMP ((int) at, 0, RESPONSE_FRAMES / 2 - 1);
  const double share = CLAMP (at - low, 0, 1);
  const double below = hypot ((double) bins[low][0], (double) bins[low][1]);
  const double above = hypot ((double) bins[low + 1][0], (double) bins[low + 1][1]);
  return below + (above - below) * share;
}

bool
device_probe_response (const DeviceProbe *probe, ProbeSignal signal, const double *hz, int n,
                       double *gain)
{
  const Fft *fft = fft_get (RESPONSE_FRAMES);
  g_autofree float *left = g_new0 (float, RESPONSE_FRAMES);
  g_autofree float *right = g_new0 (float, RESPONSE_FRAMES);
  float *const audio[2] = { left, right };
  left[0] = SOFT;
  right[0] = signal == PROBE_SIDE ? -SOFT : SOFT;
  if (!fft || !device_probe_run (probe, audio, RESPONSE_FRAMES))
    return false;
  if (signal == PROBE_SIDE)
    for (int i = 0; i < RESPONSE_FRAMES; i++)
      left[i] = (left[i] - right[i]) / 2;
  fftwf_complex *bins = g_new (fftwf_complex, RESPONSE_FRAMES / 2 + 1);
  fft_forward (fft, left, bins);
  for (int i = 0; i < n; i++)
    gain[i] = magnitude (bins, hz[i] * RESPONSE_FRAMES / probe->rate) / (double) SOFT;
  g_free (bins);
  return true;
}

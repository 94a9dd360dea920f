/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ebu_signals.h"

#include <math.h>

Signal
signal_new (int rate, int channels, int frames)
{
  Signal signal = { .rate = rate, .channels = channels, .frames = frames };
  for (int channel = 0; channel < channels; channel++)
    signal.audio[channel] = g_new0 (float, MAX (frames, 1));
  return signal;
}

void
signal_clear (Signal *signal)
{
  for (int channel = 0; channel < signal->channels; channel++)
    g_clear_pointer (&signal->audio[channel], g_free);
}

static void
copy_to_all (Signal *signal)
{
  for (int channel = 1; channel < signal->channels; channel++)
    memcpy (signal->audio[channel], signal->audio[0], (size_t) signal->frames * sizeof (float));
}

Signal
signal_tone (int rate, int channels, const TonePart *parts, int n_parts)
{
  double seconds = 0;
  for (int part = 0; part < n_parts; part++)
    seconds += parts[part].seconds;
  Signal signal = signal_new (rate, channels, (int) lrint (seconds * rate));

  const int period = rate / 100; /* ten cycles: whole at every rate in use */
  g_autofree double *cycle = g_new (double, period);
  for (int i = 0; i < period; i++)
    cycle[i] = sin (2 * G_PI * 1000 * i / rate);

  int frame = 0;
  double end = 0;
  for (int part = 0; part < n_parts; part++) {
    const double amplitude = pow (10, parts[part].level_db / 20);
    end += parts[part].seconds;
    for (; frame < lrint (end * rate); frame++)
      signal.audio[0][frame] = (float) (amplitude * cycle[frame % period]);
  }
  copy_to_all (&signal);
  return signal;
}

void
signal_gain (Signal *signal, int channel, double gain_db)
{
  const double gain = pow (10, gain_db / 20);
  for (int i = 0; i < signal->frames; i++)
    signal->audio[channel][i] = (float) (gain * signal->audio[channel][i]);
}

static double
fade (int frame, int frames, int length)
{
  const int edge = MIN (frame, frames - 1 - frame);
  return edge < length ? (double) edge / length : 1;
}

Signal
signal_true_peak_tone (int rate, int divisor, double amplitude, double phase_degrees)
{
  Signal signal = signal_new (rate, 2, rate);
  for (int i = 0; i < rate; i++) {
    const double phase = 2 * G_PI * i / divisor + phase_degrees * G_PI / 180;
    signal.audio[0][i] = (float) (amplitude * fade (i, rate, rate / 100) * sin (phase));
  }
  copy_to_all (&signal);
  return signal;
}

/* A sinc with a Blackman window: flat to 0.45 of the target's rate, nothing above its half. */
static double
low_pass_tap (int tap, int half)
{
  const double x = tap / 4.0 * 0.97;
  const double window = 0.42 + 0.5 * cos (G_PI * tap / half) + 0.08 * cos (2 * G_PI * tap / half);
  return tap == 0 ? 0.97 / 4 : 0.97 / 4 * window * sin (G_PI * x) / (G_PI * x);
}

Signal
signal_true_peak_burst (int rate, int offset)
{
  enum { HALF = 800 };
  const int frames = rate / 2, fast_frames = 4 * frames, burst = 24 * (fast_frames / 48);
  g_autofree double *fast = g_new (double, fast_frames);
  double phase = 0;
  for (int i = 0; i < fast_frames; i++) {
    const gboolean inside = i >= burst && i < burst + 16;
    fast[i] = (inside ? 1.0 : 0.5 * fade (i, fast_frames, rate / 25)) * sin (phase);
    phase += 2 * G_PI / (inside ? 16 : 24);
  }

  double taps[HALF];
  for (int tap = 0; tap < HALF; tap++)
    taps[tap] = low_pass_tap (tap, HALF);

  Signal signal = signal_new (rate, 2, frames);
  for (int i = 0; i < frames; i++) {
    const int center = 4 * i + offset;
    if (ABS (center - burst) > 4 * HALF) /* far from the seam nothing is to be removed */
      signal.audio[0][i] = (float) fast[center];
    else {
      double sum = taps[0] * fast[center];
      for (int tap = 1; tap < HALF; tap++)
        sum += taps[tap] * (fast[center - tap] + fast[center + tap]);
      signal.audio[0][i] = (float) sum;
    }
  }
  copy_to_all (&signal);
  return signal;
}

static float
noise (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return (float) (gint32) *state / 2147483648.0f;
}

Signal
signal_programme (int rate, int channels, double seconds, guint32 seed)
{
  Signal signal = signal_new (rate, channels, (int) (seconds * rate));
  for (int channel = 0; channel < channels; channel++) {
    guint32 state = seed * 2654435761u + (guint32) channel;
    guint32 level_state = seed;
    float low = 0, envelope = 0, level = 0.1f;
    for (int i = 0; i < signal.frames; i++) {
      if (i % (3 * rate) == 0) /* sections from -46 to -1 dB */
        level = exp2f (-7.5f * fabsf (noise (&level_state)));
      if (i % (rate / 3) == 0)
        envelope = 0.4f + 0.6f * fabsf (noise (&level_state));
      envelope *= 1 - 6.0f / rate;
      low += 0.1f * (noise (&state) - low);
      signal.audio[channel][i] = level * envelope * (0.3f * noise (&state) + 0.7f * low);
    }
  }
  return signal;
}

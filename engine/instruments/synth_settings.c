/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_settings.h"

#include "base/math.h"

static bool
changed (const SynthSettings *settings, const double *values, int first, int last)
{
  return memcmp (&settings->values[first], &values[first],
                 sizeof (double) * (size_t) (last - first + 1)) != 0;
}

bool
synth_settings_bend_envelopes (const SynthSettings *settings, const double *values)
{
  return changed (settings, values, SYNTH_FILTER_ATTACK, SYNTH_AMP_RELEASE);
}

static void
set_envelope (SynthEnvelopeCurve *curve, const double *adsr, int rate)
{
  const double frames = rate / 1000.0;
  synth_envelope_curve (curve, adsr[0] * frames, adsr[1] * frames, adsr[2] / 100, adsr[3] * frames);
}

/* Copies stand at about even distances, not quite, so that they do not beat in step; power is kept.
 */
static void
set_unison (SynthSettings *settings, double cents, double spread)
{
  static const double uneven[SYNTH_UNISON] = { 0, 0.05, -0.04, 0.02, -0.05, 0.03, -0.02 };

  settings->spread = spread > 0;
  for (int n = 1; n <= SYNTH_UNISON; n++)
    for (int u = 0; u < n; u++) {
      const double place = n == 1 ? 0 : 2.0 * u / (n - 1) - 1 + (n > 2 ? uneven[u] : 0);
      /* Neighbors in pitch stand on opposite sides. */
      const double side = n == 1 ? 0 : (u & 1 ? -1 : 1) * (1 - 0.5 * u / n) * spread;
      settings->detune[n][u] = control_exp2 (place * cents / 1200);
      settings->left[n][u] = (float) sqrt ((1 - side) / n);
      settings->right[n][u] = (float) sqrt ((1 + side) / n);
    }
}

static void
set_lfo (SynthLfoSettings *lfo, const double *values, int rate)
{
  static const float scales[N_SYNTH_TARGETS] = {
    [SYNTH_TARGET_PITCH] = 12, [SYNTH_TARGET_FILTER] = 4, [SYNTH_TARGET_WIDTH] = 0.47f,
    [SYNTH_TARGET_AMP] = 1,    [SYNTH_TARGET_PAN] = 1,    [SYNTH_TARGET_FM] = 0.5f
  };
  const int base = SYNTH_LFO1_SHAPE;
  const double amount = values[SYNTH_LFO1_AMOUNT - base] / 100;

  lfo->shape = (SynthLfoShape) values[SYNTH_LFO1_SHAPE - base];
  lfo->hz = values[SYNTH_LFO1_RATE - base];
  lfo->beats = synth_sync_beats[(int) values[SYNTH_LFO1_SYNC - base]];
  lfo->target = (int) values[SYNTH_LFO1_TARGET - base];
  lfo->amount = (float) (lfo->target == SYNTH_TARGET_PITCH ? amount * fabs (amount) : amount) *
                scales[lfo->target];
  lfo->fade = values[SYNTH_LFO1_FADE - base] / 1000 * rate;
  lfo->retrigger = values[SYNTH_LFO1_RETRIGGER - base] != 0;
}

static void
set_filter (SynthSettings *settings, const double *values)
{
  const double resonance = values[SYNTH_FILTER_RESONANCE] / 100;

  settings->filter = (SynthFilterType) values[SYNTH_FILTER_TYPE];
  settings->cutoff = math_log2 (values[SYNTH_FILTER_CUTOFF]);
  settings->filter_env = values[SYNTH_FILTER_ENV];
  settings->filter_velocity = values[SYNTH_FILTER_VELOCITY];
  settings->filter_tracking = values[SYNTH_FILTER_TRACKING] / 100;
  /* 1 / Q from that of Butterworth to 0.04, evenly by decibels. */
  const double flat =
      settings->filter == SYNTH_FILTER_LOW24 || settings->filter == SYNTH_FILTER_HIGH24
          ? 0.76536686473017954346
          : 1.41421356237309504880;
  settings->width = (float) (flat * control_exp2 (resonance * math_log2 (0.04 / flat)));
  settings->filter_level = (float) (1 - 0.4 * resonance);
  settings->drive = (float) db_to_gain (values[SYNTH_FILTER_DRIVE]);
}

void
synth_settings_set (SynthSettings *settings, const double *values, bool all)
{
  const int rate = settings->rate;

  if (all || changed (settings, values, SYNTH_FILTER_ATTACK, SYNTH_FILTER_RELEASE))
    set_envelope (&settings->filter_curve, &values[SYNTH_FILTER_ATTACK], rate);
  if (all || changed (settings, values, SYNTH_AMP_ATTACK, SYNTH_AMP_RELEASE))
    set_envelope (&settings->amp_curve, &values[SYNTH_AMP_ATTACK], rate);
  if (all || changed (settings, values, SYNTH_UNISON_DETUNE, SYNTH_UNISON_SPREAD))
    set_unison (settings, values[SYNTH_UNISON_DETUNE], values[SYNTH_UNISON_SPREAD] / 100);
  if (all || changed (settings, values, SYNTH_FILTER_TYPE, SYNTH_FILTER_ENV))
    set_filter (settings, values);

  for (int i = 0; i < 2; i++) {
    const double *osc = &values[i ? SYNTH_OSC2_SHAPE : SYNTH_OSC1_SHAPE];
    settings->osc[i].shape = (SynthShape) osc[0];
    settings->osc[i].semitones = 12 * osc[SYNTH_OSC1_OCTAVE - SYNTH_OSC1_SHAPE] +
                                 osc[SYNTH_OSC1_TUNE - SYNTH_OSC1_SHAPE] +
                                 osc[SYNTH_OSC1_FINE - SYNTH_OSC1_SHAPE] / 100;
    settings->osc[i].width = (float) (osc[SYNTH_OSC1_WIDTH - SYNTH_OSC1_SHAPE] / 100);
    settings->osc[i].level = (float) (osc[SYNTH_OSC1_LEVEL - SYNTH_OSC1_SHAPE] / 100);
  }
  settings->sync = values[SYNTH_OSC2_SYNC] != 0;
  settings->reset = values[SYNTH_RESET] != 0;
  settings->fm = (float) (values[SYNTH_OSC1_FM] / 100);
  settings->fm_env = (float) (values[SYNTH_OSC1_FM_ENV] / 100);
  settings->ring = (float) (values[SYNTH_RING_LEVEL] / 100);
  settings->noise = (float) (values[SYNTH_NOISE_LEVEL] / 100);
  settings->pitch_env = values[SYNTH_PITCH_ENV];
  settings->bend_range = values[SYNTH_BEND_RANGE];
  settings->glide = values[SYNTH_GLIDE] / 1000 * rate;
  settings->vibrato_hz = values[SYNTH_VIBRATO_RATE];
  settings->vibrato = (float) (values[SYNTH_VIBRATO_DEPTH] / 100);
  settings->mode = (int) values[SYNTH_MODE];
  settings->polyphony = (int) values[SYNTH_POLYPHONY];
  settings->unison = (int) values[SYNTH_UNISON_VOICES];
  settings->amp_velocity = (float) (values[SYNTH_AMP_VELOCITY] / 100);
  for (int i = 0; i < SYNTH_LFOS; i++)
    set_lfo (&settings->lfo[i], &values[i ? SYNTH_LFO2_SHAPE : SYNTH_LFO1_SHAPE], rate);
  memcpy (settings->values, values, sizeof settings->values);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_envelope.h"

#include "base/math.h"

#define ATTACK_TARGET 1.2f /* beyond the top, so that the attack gets there */
#define SILENCE 1e-5f

static void
powers (float *table, double frames, double rest)
{
  const double c = math_exp (math_log (rest) / (frames > 1 ? frames : 1));
  double power = 1;

  for (int i = 0; i < SYNTH_ENVELOPE_SPAN; i++) {
    power *= c;
    table[i] = (float) power;
  }
}

void
synth_envelope_curve (SynthEnvelopeCurve *curve, double attack, double decay, double sustain,
                      double release)
{
  powers (curve->attack, attack, (ATTACK_TARGET - 1) / ATTACK_TARGET);
  powers (curve->decay, decay, 0.001);
  powers (curve->release, release, 0.001);
  curve->sustain = (float) sustain;
}

static inline float
target_of (SynthEnvelopeStage stage, const SynthEnvelopeCurve *curve)
{
  return stage == SYNTH_ENVELOPE_ATTACK  ? ATTACK_TARGET
         : stage == SYNTH_ENVELOPE_DECAY ? curve->sustain
                                         : 0.0f;
}

static inline const float *
powers_of (SynthEnvelopeStage stage, const SynthEnvelopeCurve *curve)
{
  return stage == SYNTH_ENVELOPE_ATTACK  ? curve->attack
         : stage == SYNTH_ENVELOPE_DECAY ? curve->decay
                                         : curve->release;
}

float
synth_envelope_value (const SynthEnvelope *envelope, const SynthEnvelopeCurve *curve)
{
  if (envelope->stage == SYNTH_ENVELOPE_DONE)
    return 0;
  if (envelope->k == 0)
    return envelope->start;
  const float target = target_of (envelope->stage, curve);
  return target + (envelope->start - target) * powers_of (envelope->stage, curve)[envelope->k - 1];
}

void
synth_envelope_rebase (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve)
{
  envelope->start = synth_envelope_value (envelope, curve);
  envelope->k = 0;
}

void
synth_envelope_attack (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve)
{
  synth_envelope_rebase (envelope, curve);
  envelope->stage = SYNTH_ENVELOPE_ATTACK;
}

void
synth_envelope_release (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve)
{
  if (envelope->stage == SYNTH_ENVELOPE_DONE)
    return;
  synth_envelope_rebase (envelope, curve);
  envelope->stage = SYNTH_ENVELOPE_RELEASE;
}

/* The top is reached somewhere in out[0 .. n - 1], or not: the decay begins right behind it.
 * Returns how many frames stand. */
static int
end_attack (SynthEnvelope *envelope, float *out, int n)
{
  for (int t = 0; t < n; t++)
    if (out[t] >= 1.0f) {
      out[t] = 1.0f;
      *envelope = (SynthEnvelope){ SYNTH_ENVELOPE_DECAY, 1.0f, 0 };
      return t + 1;
    }
  return n;
}

void
synth_envelope_run (SynthEnvelope *envelope, const SynthEnvelopeCurve *curve, float *out, int n)
{
  for (int done = 0; done < n;) {
    if (envelope->stage == SYNTH_ENVELOPE_DONE) {
      for (; done < n; done++)
        out[done] = 0;
      return;
    }
    const int left = SYNTH_ENVELOPE_SPAN - envelope->k;
    const int now = n - done < left ? n - done : left;
    const float target = target_of (envelope->stage, curve);
    const float way = envelope->start - target;
    const float *power = powers_of (envelope->stage, curve) + envelope->k;
    for (int t = 0; t < now; t++)
      out[done + t] = target + way * power[t];

    if (envelope->stage == SYNTH_ENVELOPE_ATTACK && out[done + now - 1] >= 1.0f) {
      done += end_attack (envelope, out + done, now);
      continue;
    }
    envelope->k += now;
    done += now;
    if (envelope->k == SYNTH_ENVELOPE_SPAN) {
      envelope->start = out[done - 1];
      envelope->k = 0;
      if (envelope->stage == SYNTH_ENVELOPE_RELEASE && envelope->start < SILENCE)
        envelope->stage = SYNTH_ENVELOPE_DONE;
    }
  }
}

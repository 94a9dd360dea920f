/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_voice.h"

#include "base/math.h"
#include "instruments/synth_sync.h"

#define TIMBRE_OCTAVES 3 /* that a note's timbre moves the filter, up or down */

void
synth_voice_start (SynthVoice *voice, const SynthSettings *settings, double from_pitch)
{
  voice->active = voice->fresh = true;
  voice->pitch_goal = voice->key;
  voice->glide_left = settings->glide;
  voice->pitch = settings->glide > 0 ? from_pitch : voice->pitch_goal;
  voice->unison = settings->unison;
  synth_envelope_attack (&voice->amp, &settings->amp_curve);
  synth_envelope_attack (&voice->filter, &settings->filter_curve);
}

/* The filter envelope has been run to the end of the cell; takes it back to now. */
static void
catch_up (SynthVoice *voice, const SynthSettings *settings)
{
  if (voice->fresh || voice->aimed == voice->way)
    return;
  voice->filter = voice->filter_before;
  if (voice->aimed > 0) {
    float values[CONTROL_GRID];
    synth_envelope_run (&voice->filter, &settings->filter_curve, values, voice->aimed);
  }
  voice->filter_value = synth_envelope_value (&voice->filter, &settings->filter_curve);
  voice->age -= voice->way - voice->aimed;
  for (int c = 0; c < N_SYNTH_CONTROLS; c++)
    voice->goal[c] = voice->from[c] + voice->slope[c] * (float) voice->aimed;
  memcpy (voice->step_goal, voice->step, sizeof voice->step);
  voice->ratio_goal = voice->ratio;
  voice->way = voice->aimed;
  voice->turned = true;
}

void
synth_voice_move (SynthVoice *voice, const SynthSettings *settings, double pitch, bool retrigger,
                  bool glide)
{
  catch_up (voice, settings);
  voice->pitch_goal = pitch;
  voice->glide_left = glide ? settings->glide : 0;
  if (voice->glide_left <= 0)
    voice->pitch = pitch;
  if (retrigger) {
    synth_envelope_attack (&voice->amp, &settings->amp_curve);
    synth_envelope_attack (&voice->filter, &settings->filter_curve);
    voice->age = 0;
    memset (voice->lfo_turns, 0, sizeof voice->lfo_turns);
  }
}

void
synth_voice_release (SynthVoice *voice, const SynthSettings *settings)
{
  catch_up (voice, settings);
  voice->down = false;
  synth_envelope_release (&voice->amp, &settings->amp_curve);
  synth_envelope_release (&voice->filter, &settings->filter_curve);
}

void
synth_voice_kill (SynthVoice *voice, int fade)
{
  if (!voice->active || voice->killed)
    return;
  voice->killed = true;
  voice->fade_left = fade;
  if (voice->fresh)
    voice->active = false;
}

void
synth_voice_rebase (SynthVoice *voice, const SynthSettings *settings)
{
  synth_envelope_rebase (&voice->amp, &settings->amp_curve);
  synth_envelope_rebase (&voice->filter, &settings->filter_curve);
  synth_envelope_rebase (&voice->filter_before, &settings->filter_curve);
}

/* What swings at one moment. */
typedef struct {
  double pitch;
  float filter_env, vibrato;
  float lfo[SYNTH_LFOS];
  double age;
} Swing;

/* Pan that keeps power and is 1 in the middle. */
static void
set_gains (float *controls, float gain, float pan)
{
  pan = pan > 1 ? 1 : pan < -1 ? -1 : pan;
  controls[SYNTH_CONTROL_LEFT] = gain * (float) sqrt (1.0 - (double) pan);
  controls[SYNTH_CONTROL_RIGHT] = gain * (float) sqrt (1.0 + (double) pan);
}

/* The controls at one moment; returns the pitch in semitones, without its envelope. */
static double
reckon (const SynthVoice *voice, const SynthSettings *settings, const SynthPlayer *player,
        const Swing *swing, float *controls)
{
  float moved[N_SYNTH_TARGETS] = { 0 };
  float tremolo = 1;
  for (int i = 0; i < SYNTH_LFOS; i++) {
    const SynthLfoSettings *lfo = &settings->lfo[i];
    const float fade = swing->age < lfo->fade ? (float) (swing->age / lfo->fade) : 1.0f;
    const float depth = lfo->amount * fade;
    moved[lfo->target] += depth * swing->lfo[i];
    if (lfo->target == SYNTH_TARGET_AMP)
      tremolo *= 1 - 0.5f * (fabsf (depth) - depth * swing->lfo[i]);
  }

  const float press = voice->pressure > player->pressure ? voice->pressure : player->pressure;
  const float wheel = player->wheel > press ? player->wheel : press;
  const double pitch = swing->pitch + player->bend * settings->bend_range + voice->bent +
                       moved[SYNTH_TARGET_PITCH] + settings->vibrato * wheel * swing->vibrato;

  const float velocity2 = voice->velocity * voice->velocity;
  const float played = player->volume * player->volume * player->expression * player->expression;
  const float gain =
      (1 - settings->amp_velocity + settings->amp_velocity * velocity2) * played * tremolo;
  set_gains (controls, gain, player->pan + moved[SYNTH_TARGET_PAN]);

  const float level = settings->filter_level;
  controls[SYNTH_CONTROL_LEVEL1] = settings->osc[0].level * level;
  controls[SYNTH_CONTROL_LEVEL2] = settings->osc[1].level * level;
  controls[SYNTH_CONTROL_RING] = settings->ring * level;
  controls[SYNTH_CONTROL_NOISE] = settings->noise * level;
  for (int i = 0; i < 2; i++) {
    const float width = settings->osc[i].width + moved[SYNTH_TARGET_WIDTH];
    controls[SYNTH_CONTROL_WIDTH1 + i] = width < 0.03f ? 0.03f : width > 0.97f ? 0.97f : width;
  }
  const float fm = settings->fm + settings->fm_env * swing->filter_env + moved[SYNTH_TARGET_FM];
  controls[SYNTH_CONTROL_FM] = fm > 1.9f ? 1.9f : fm < -1.9f ? -1.9f : fm;

  const double octaves = settings->cutoff + settings->filter_env * swing->filter_env +
                         settings->filter_tracking * (pitch - 60) / 12 -
                         settings->filter_velocity * (1 - voice->velocity) +
                         TIMBRE_OCTAVES * voice->timbre + moved[SYNTH_TARGET_FILTER];
  const double hz = control_exp2 (octaves < 4 ? 4 : octaves > 15 ? 15 : octaves);
  const double part = hz / settings->rate;
  controls[SYNTH_CONTROL_CUT] = (float) control_tan (MATH_PI * (part < 0.46 ? part : 0.46));
  controls[SYNTH_CONTROL_RESONANCE] = settings->width;
  controls[SYNTH_CONTROL_DRIVE] = settings->drive;
  return pitch;
}

static uint32_t
step_of (const SynthSettings *settings, double hz, double detune)
{
  const double part = hz * detune / settings->rate;
  return (uint32_t) ((part < 0.45 ? part : 0.45) * 4294967296.0);
}

/* The envelope of the pitch moves both oscillators, with sync the second one alone: its timbre. */
static void
find_hz (const SynthSettings *settings, double pitch, float filter_env, double hz[2])
{
  for (int o = 0; o < 2; o++) {
    const double moved = o == 0 && settings->sync ? 0 : settings->pitch_env * filter_env;
    const double semitones = pitch + moved + settings->osc[o].semitones;
    hz[o] = 440 * control_exp2 (((semitones < 160 ? semitones : 160) - 69) / 12);
  }
}

static uint32_t
ratio_of (const double hz[2])
{
  const double ratio = hz[1] / hz[0];
  return (uint32_t) ((ratio < 200 ? ratio : 200) * 65536);
}

static void
start_waves (SynthVoice *voice, const SynthSettings *settings, const double hz[2],
             const SynthMoment *moment, uint64_t key)
{
  for (int o = 0; o < 2; o++)
    for (int u = 0; u < voice->unison; u++) {
      const uint64_t place = (uint64_t) (o * SYNTH_UNISON + u);
      const uint64_t drawn =
          settings->reset
              ? hash_at (1, (int64_t) place)
              : hash_at (hash_key (key, voice->key, (unsigned) place), moment->position);
      voice->phase[o][u] = settings->reset && u == 0 ? 0 : (uint32_t) (drawn >> 32);
      voice->step[o][u] = step_of (settings, hz[o], settings->detune[voice->unison][u]);
    }
  voice->ratio = ratio_of (hz);
  voice->noise_key = hash_key (key, voice->key, 64 + (unsigned) (voice->order & 31));
}

static void
aim_waves (SynthVoice *voice, const SynthSettings *settings, const double hz[2], int left)
{
  for (int o = 0; o < 2; o++) {
    uint32_t fastest = 0;
    for (int u = 0; u < voice->unison; u++) {
      const uint32_t goal = step_of (settings, hz[o], settings->detune[voice->unison][u]);
      voice->bend[o][u] = ((int32_t) goal - (int32_t) voice->step[o][u]) / left;
      voice->step_goal[o][u] = goal;
      fastest = goal > fastest ? goal : fastest;
      fastest = voice->step[o][u] > fastest ? voice->step[o][u] : fastest;
    }
    voice->wave[o] = synth_oscillator_wave (
        settings->osc[o].shape, fastest * (settings->rate / 4294967296.0), settings->rate);
  }
  voice->ratio_goal = ratio_of (hz);
  voice->ratio_bend = ((int32_t) voice->ratio_goal - (int32_t) voice->ratio) / left;
}

static void
swing_on (SynthVoice *voice, const SynthSettings *settings, const SynthMoment *moment, Swing *here,
          Swing *end)
{
  const int left = moment->left;

  *here = (Swing){ voice->pitch, voice->filter_value, moment->vibrato_here, { 0 }, voice->age };
  if (voice->fresh)
    here->filter_env = 0;
  if (voice->glide_left > 0) {
    const double part = left < voice->glide_left ? left / voice->glide_left : 1;
    voice->pitch += (voice->pitch_goal - voice->pitch) * part;
    voice->glide_left -= left;
  } else {
    voice->pitch = voice->pitch_goal;
  }
  voice->age += left;

  float values[CONTROL_GRID];
  voice->filter_before = voice->filter;
  synth_envelope_run (&voice->filter, &settings->filter_curve, values, left);
  voice->filter_value = values[left - 1];

  *end = (Swing){ voice->pitch, voice->filter_value, moment->vibrato_end, { 0 }, voice->age };
  for (int i = 0; i < SYNTH_LFOS; i++) {
    const SynthLfoSettings *lfo = &settings->lfo[i];
    if (!lfo->retrigger) {
      here->lfo[i] = moment->lfo_here[i];
      end->lfo[i] = moment->lfo_end[i];
      continue;
    }
    const double hz = lfo->beats > 0 ? 1 / (lfo->beats * moment->seconds_per_beat) : lfo->hz;
    here->lfo[i] = synth_lfo_value (lfo->shape, voice->lfo_turns[i], voice->noise_key);
    voice->lfo_turns[i] += hz * left / settings->rate;
    end->lfo[i] = synth_lfo_value (lfo->shape, voice->lfo_turns[i], voice->noise_key);
  }
}

void
synth_voice_aim (SynthVoice *voice, const SynthSettings *settings, const SynthPlayer *player,
                 const SynthMoment *moment, uint64_t key)
{
  Swing here, end;
  double hz[2];

  catch_up (voice, settings);
  swing_on (voice, settings, moment, &here, &end);
  if (voice->fresh) {
    find_hz (settings, reckon (voice, settings, player, &here, voice->from), here.filter_env, hz);
    start_waves (voice, settings, hz, moment, key);
    voice->fresh = false;
  } else {
    memcpy (voice->from, voice->goal, sizeof voice->from);
    memcpy (voice->step, voice->step_goal, sizeof voice->step);
    voice->ratio = voice->ratio_goal;
  }

  find_hz (settings, reckon (voice, settings, player, &end, voice->goal), end.filter_env, hz);
  aim_waves (voice, settings, hz, moment->left);
  for (int c = 0; c < N_SYNTH_CONTROLS; c++)
    voice->slope[c] = (voice->goal[c] - voice->from[c]) / (float) moment->left;
  voice->aimed = 0;
  voice->way = moment->left;
  voice->turned = false;

  const float *from = voice->from, *goal = voice->goal;
  const bool fm = from[SYNTH_CONTROL_FM] != 0 || goal[SYNTH_CONTROL_FM] != 0;
  const bool ring = from[SYNTH_CONTROL_RING] != 0 || goal[SYNTH_CONTROL_RING] != 0;
  voice->needs_1 = ring || from[SYNTH_CONTROL_LEVEL1] != 0 || goal[SYNTH_CONTROL_LEVEL1] != 0;
  voice->needs_2 = ring || fm || from[SYNTH_CONTROL_LEVEL2] != 0 || goal[SYNTH_CONTROL_LEVEL2] != 0;
}

static inline void
run_control (const SynthVoice *voice, int c, float *out)
{
  const float from = voice->from[c], slope = voice->slope[c];
  for (int t = 0; t < CONTROL_GRID; t++)
    out[t] = from + slope * (float) (voice->aimed + t);
}

static inline void
run_phase (uint32_t phase, uint32_t step, int32_t bend, uint32_t *out)
{
  for (uint32_t t = 0; t < CONTROL_GRID; t++)
    out[t] = phase + t * step + (t * (t - 1) / 2) * (uint32_t) bend;
}

static inline void
pass_phase (SynthVoice *voice, int o, int u, int n)
{
  const uint32_t t = (uint32_t) n;
  voice->phase[o][u] += t * voice->step[o][u] + (t * (t - 1) / 2) * (uint32_t) voice->bend[o][u];
  voice->step[o][u] += t * (uint32_t) voice->bend[o][u];
}

/* Oscillator 2 of one copy, synced to oscillator 1 or not. */
static inline void
run_second (const SynthVoice *voice, const SynthSettings *settings, int u, const uint32_t *first,
            const float *width, float *out)
{
  uint32_t phase[CONTROL_GRID], step[CONTROL_GRID], ratio[CONTROL_GRID];

  if (!settings->sync) {
    run_phase (voice->phase[1][u], voice->step[1][u], voice->bend[1][u], phase);
    synth_oscillator_run (&voice->wave[1], phase, width, out);
    return;
  }
  for (uint32_t t = 0; t < CONTROL_GRID; t++) {
    step[t] = (voice->step[0][u] + t * (uint32_t) voice->bend[0][u]) | 1;
    ratio[t] = voice->ratio + t * (uint32_t) voice->ratio_bend;
  }
  synth_sync_run (voice->wave[1].shape, first, step, ratio, width, out);
}

VECTOR_CLONES void
synth_voice_oscillate (SynthVoice *voice, const SynthSettings *settings, Frames position,
                       SynthPlane audio[2], int n)
{
  SynthPlane level[2], ring, width[2], fm, one = { 0 }, two = { 0 };
  uint32_t phase[CONTROL_GRID];

  run_control (voice, SYNTH_CONTROL_LEVEL1, level[0]);
  run_control (voice, SYNTH_CONTROL_LEVEL2, level[1]);
  run_control (voice, SYNTH_CONTROL_RING, ring);
  run_control (voice, SYNTH_CONTROL_WIDTH1, width[0]);
  run_control (voice, SYNTH_CONTROL_WIDTH2, width[1]);
  run_control (voice, SYNTH_CONTROL_FM, fm);
  memset (audio, 0, 2 * sizeof audio[0]);

  const bool centered = voice->unison == 1 || !settings->spread;
  for (int u = 0; u < voice->unison && (voice->needs_1 || voice->needs_2); u++) {
    run_phase (voice->phase[0][u], voice->step[0][u], voice->bend[0][u], phase);
    if (voice->needs_2)
      run_second (voice, settings, u, phase, width[1], two);
    if (voice->needs_1) {
      if (voice->needs_2)
        for (int t = 0; t < CONTROL_GRID; t++)
          phase[t] += (uint32_t) (int32_t) (fm[t] * two[t] * 536870912.0f) << 3;
      synth_oscillator_run (&voice->wave[0], phase, width[0], one);
    }
    const float left = settings->left[voice->unison][u], right = settings->right[voice->unison][u];
    for (int t = 0; t < CONTROL_GRID; t++) {
      const float sum = level[0][t] * one[t] + level[1][t] * two[t] + ring[t] * one[t] * two[t];
      audio[0][t] += left * sum;
      if (!centered)
        audio[1][t] += right * sum;
    }
  }
  for (int o = 0; o < 2; o++)
    for (int u = 0; u < voice->unison; u++)
      pass_phase (voice, o, u, n);
  voice->ratio += (uint32_t) n * (uint32_t) voice->ratio_bend;

  if (voice->from[SYNTH_CONTROL_NOISE] != 0 || voice->goal[SYNTH_CONTROL_NOISE] != 0) {
    SynthPlane noise;
    run_control (voice, SYNTH_CONTROL_NOISE, noise);
    for (int t = 0; t < n; t++) {
      noise[t] *= hash_noise (voice->noise_key, position + t);
      audio[0][t] += noise[t];
      if (!centered)
        audio[1][t] += noise[t];
    }
  }
  if (centered)
    memcpy (audio[1], audio[0], sizeof audio[0]);
}

void
synth_voice_gains (SynthVoice *voice, const SynthSettings *settings, int fade, SynthPlane gain[2],
                   int n)
{
  SynthPlane envelope = { 0 };

  synth_envelope_run (&voice->amp, &settings->amp_curve, envelope, n);
  if (voice->killed) {
    for (int t = 0; t < n; t++) {
      const float u = voice->fade_left > t ? (float) (voice->fade_left - t) / (float) fade : 0.0f;
      envelope[t] *= u * u * (3 - 2 * u);
    }
    voice->fade_left -= n;
  }
  run_control (voice, SYNTH_CONTROL_LEFT, gain[0]);
  run_control (voice, SYNTH_CONTROL_RIGHT, gain[1]);
  for (int t = 0; t < CONTROL_GRID; t++) {
    gain[0][t] *= envelope[t];
    gain[1][t] *= envelope[t];
  }
  voice->aimed += n;
  if (voice->amp.stage == SYNTH_ENVELOPE_DONE || (voice->killed && voice->fade_left <= 0))
    voice->active = false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth.h"

#include "base/math.h"
#include "dsp/ramp.h"
#include "dsp/vector.h"
#include "instruments/synth_keys.h"

typedef struct {
  SynthKeys keys;
  SynthSettings settings;
  Ramp gain;
  uint64_t key; /* of the noise */
  bool running; /* next means something */
  Frames next; /* position of the next frame if nothing jumps */
  double lfo_hz[SYNTH_LFOS], lfo_offset[SYNTH_LFOS]; /* turns are position hz / rate + offset */
} Synth;

static size_t
state_size (const ProcessorSetup *setup)
{
  return sizeof (Synth);
}

static void
set (void *state, const double *values, bool jump)
{
  Synth *synth = state;

  if (synth_settings_bend_envelopes (&synth->settings, values))
    for (int i = 0; i < SYNTH_SLOTS; i++)
      synth_voice_rebase (&synth->keys.voices[i], &synth->settings);
  synth_settings_set (&synth->settings, values, false);
  ramp_set (&synth->gain, (float) db_to_gain (values[SYNTH_GAIN]), jump);
  for (int i = 0; i < SYNTH_LFOS && jump; i++) {
    synth->lfo_hz[i] = synth->settings.lfo[i].hz;
    synth->lfo_offset[i] = 0;
  }
}

static void
reset (void *state)
{
  Synth *synth = state;

  synth_keys_reset (&synth->keys, synth->settings.rate);
  synth->running = false;
  set (state, synth->settings.values, true);
}

static bool
init (void *state, const ProcessorSetup *setup, const char **message)
{
  Synth *synth = state;

  synth_oscillator_prepare ();
  synth->key = hash_key (setup->seed, setup->id, 0);
  synth->settings.rate = setup->rate;
  synth_settings_set (&synth->settings, setup->values, true);
  reset (state);
  return true;
}

static void
event (void *state, const Event *what)
{
  Synth *synth = state;
  synth_keys_event (&synth->keys, &synth->settings, what);
}

static float
free_lfo (const Synth *synth, int i, const ProcessContext *context, int frames)
{
  const SynthLfoSettings *lfo = &synth->settings.lfo[i];
  const double rate = synth->settings.rate;
  const double turns =
      lfo->beats > 0
          ? (context->beat + frames * context->bpm / (60 * rate)) / lfo->beats
          : (double) (context->position + frames) * lfo->hz / rate + synth->lfo_offset[i];
  return synth_lfo_value (lfo->shape, turns, synth->key + (uint64_t) i);
}

static float
vibrato (const Synth *synth, Frames position)
{
  const double turns = (double) position * synth->settings.vibrato_hz / synth->settings.rate;
  return synth_lfo_value (SYNTH_LFO_SINE, turns, 0);
}

static SynthMoment
moment_of (const Synth *synth, const ProcessContext *context)
{
  SynthMoment moment = { .left = CONTROL_GRID - (int) (context->position & (CONTROL_GRID - 1)),
                         .position = context->position,
                         .seconds_per_beat = 60 / context->bpm };

  moment.vibrato_here = vibrato (synth, moment.position);
  moment.vibrato_end = vibrato (synth, moment.position + moment.left);
  for (int i = 0; i < SYNTH_LFOS; i++) {
    moment.lfo_here[i] = free_lfo (synth, i, context, 0);
    moment.lfo_end[i] = free_lfo (synth, i, context, moment.left);
  }
  return moment;
}

/* A rate that moves goes on from the phase that the LFO has. */
static void
keep_phases (Synth *synth, Frames position)
{
  for (int i = 0; i < SYNTH_LFOS; i++) {
    const double hz = synth->settings.lfo[i].hz;
    if (hz == synth->lfo_hz[i])
      continue;
    synth->lfo_offset[i] += (double) position * (synth->lfo_hz[i] - hz) / synth->settings.rate;
    synth->lfo_hz[i] = hz;
  }
}

static void
aim (Synth *synth, const ProcessContext *context)
{
  const bool all =
      !synth->running || context->position != synth->next || context->position % CONTROL_GRID == 0;
  SynthMoment moment;
  bool known = false;

  if (all)
    keep_phases (synth, context->position);
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &synth->keys.voices[i];
    if (!voice->active || !(all || voice->fresh || voice->turned))
      continue;
    if (!known)
      moment = moment_of (synth, context);
    known = true;
    synth_voice_aim (voice, &synth->settings, &synth->keys.players[voice->channel], &moment,
                     synth->key);
  }
}

typedef SynthPlane GroupPlanes[2][SYNTH_GROUP];
typedef float GroupLanes[2][CONTROL_GRID][SYNTH_GROUP];

static inline void
planes_to_lanes (GroupPlanes planes, GroupLanes lanes)
{
  for (int c = 0; c < 2; c++)
    for (int v = 0; v < SYNTH_GROUP; v += 4)
      for (int t = 0; t < CONTROL_GRID; t += 4)
        vector4_store_rows (&lanes[c][t][v], SYNTH_GROUP,
                            vector4_transpose (&planes[c][v][t], &planes[c][v + 1][t],
                                               &planes[c][v + 2][t], &planes[c][v + 3][t]));
}

static inline void
lanes_to_planes (GroupLanes lanes, GroupPlanes planes)
{
  for (int c = 0; c < 2; c++)
    for (int v = 0; v < SYNTH_GROUP; v += 4)
      for (int t = 0; t < CONTROL_GRID; t += 4)
        vector4_store_rows (&planes[c][v][t], CONTROL_GRID,
                            vector4_transpose (&lanes[c][t][v], &lanes[c][t + 1][v],
                                               &lanes[c][t + 2][v], &lanes[c][t + 3][v]));
}

static void
set_lane (SynthFilterLanes *lanes, int lane, const SynthVoice *voice, int control)
{
  lanes->from[lane] = voice->from[control];
  lanes->step[lane] = voice->slope[control];
}

/* Oscillators of 8 voices, their filters, their gains, summed in the order of the slots. */
VECTOR_CLONES static void
run_group (Synth *synth, int group, Frames position, SynthPlane out[2], int n)
{
  SynthVoice *voices = &synth->keys.voices[group * SYNTH_GROUP];
  _Alignas(32) GroupPlanes planes = { 0 };
  _Alignas(32) GroupLanes lanes;
  SynthFilterControls controls = { 0 };
  bool driven = false;

  for (int v = 0; v < SYNTH_GROUP; v++) {
    const SynthVoice *voice = &voices[v];
    controls.drive.from[v] = 1;
    if (!voice->active)
      continue;
    set_lane (&controls.cut, v, voice, SYNTH_CONTROL_CUT);
    set_lane (&controls.width, v, voice, SYNTH_CONTROL_RESONANCE);
    set_lane (&controls.drive, v, voice, SYNTH_CONTROL_DRIVE);
    controls.first[v] = (float) voice->aimed;
    driven |= voice->from[SYNTH_CONTROL_DRIVE] != 1 || voice->goal[SYNTH_CONTROL_DRIVE] != 1;
    SynthPlane audio[2];
    synth_voice_oscillate (&voices[v], &synth->settings, position, audio, n);
    memcpy (planes[0][v], audio[0], sizeof audio[0]);
    memcpy (planes[1][v], audio[1], sizeof audio[1]);
  }

  planes_to_lanes (planes, lanes);
  synth_filter_run (&synth->keys.filters[group], synth->settings.filter, &controls, lanes, driven,
                    n);
  lanes_to_planes (lanes, planes);

  for (int v = 0; v < SYNTH_GROUP; v++) {
    if (!voices[v].active)
      continue;
    SynthPlane gain[2];
    synth_voice_gains (&voices[v], &synth->settings, synth->keys.fade, gain, n);
    for (int c = 0; c < 2; c++)
      for (int t = 0; t < CONTROL_GRID; t++)
        out[c][t] += planes[c][v][t] * gain[c][t];
  }
}

static bool
group_sounds (const Synth *synth, int group)
{
  for (int v = 0; v < SYNTH_GROUP; v++)
    if (synth->keys.voices[group * SYNTH_GROUP + v].active)
      return true;
  return false;
}

static void
process (void *state, float *const *audio, int n, const ProcessContext *context)
{
  Synth *synth = state;
  SynthPlane out[2] = { 0 };

  aim (synth, context);
  synth->running = true;
  synth->next = context->position + n;
  for (int group = 0; group < SYNTH_SLOTS / SYNTH_GROUP; group++)
    if (group_sounds (synth, group))
      run_group (synth, group, context->position, out, n);
  for (int t = 0; t < n; t++) {
    const float gain = ramp_next (&synth->gain);
    audio[0][t] = gain * out[0][t];
    audio[1][t] = gain * out[1][t];
  }
}

static int
channels (const ProcessorSetup *setup)
{
  return 2;
}

/* From the top to -100 dB, where a voice ends, and a little for the filter. */
static Frames
tail (const ProcessorSetup *setup)
{
  const double release = setup->values[SYNTH_AMP_RELEASE] / 1000;
  return (Frames) ((release * 100 / 60 + 0.05) * setup->rate);
}

const Processor synth_processor = {
  .spec = &synth_spec,
  .grid = true,
  .state_size = state_size,
  .init = init,
  .reset = reset,
  .set = set,
  .event = event,
  .process = process,
  .channels = channels,
  .tail = tail,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_spec.h"

#include <stddef.h>

static const char *const mode_names[] = { "poly", "mono", "legato", NULL };
static const char *const shape_names[] = { "sine", "triangle", "saw", "square", NULL };
static const char *const filter_names[] = { "off",    "low12",  "low24", "band",
                                            "high12", "high24", "notch", NULL };
static const char *const lfo_names[] = { "sine",   "triangle", "saw",   "ramp",
                                         "square", "steps",    "drift", NULL };
static const char *const target_names[] = { "pitch", "filter", "width", "amp", "pan", "fm", NULL };
static const char *const sync_names[] = { "off",   "8/1",  "4/1",   "2/1",  "1/1",  "1/2d", "1/2",
                                          "1/2t",  "1/4d", "1/4",   "1/4t", "1/8d", "1/8",  "1/8t",
                                          "1/16d", "1/16", "1/16t", "1/32", NULL };

const double synth_sync_beats[] = { 0, 32,      16,   8,   4,       3,     2,    4.0 / 3, 1.5,
                                    1, 2.0 / 3, 0.75, 0.5, 1.0 / 3, 0.375, 0.25, 1.0 / 6, 0.125 };

/* What both oscillators, both envelopes and both LFOs say of themselves. */
static const char osc_shape_help[] =
    "The wave: sine is pure, triangle hollow and soft, saw full, square hollow and strong.";
static const char osc_octave_help[] = "Transposes the oscillator by octaves.";
static const char osc_tune_help[] = "Transposes the oscillator by semitones.";
static const char osc_fine_help[] =
    "Detunes the oscillator: a few cents against the other make it beat.";
static const char osc_width_help[] = "Width of the pulse of the square; 50 % is the square itself.";
static const char osc_level_help[] = "How loud the oscillator is.";
static const char env_attack_help[] = "How long the envelope takes to its top.";
static const char env_decay_help[] = "How long it then takes to fall, by 60 dB if it may.";
static const char env_sustain_help[] = "Where it stays while the key is held.";
static const char env_release_help[] =
    "How long it takes to fall by 60 dB after the key is let go.";
static const char lfo_shape_help[] = "How it moves; steps jump at random, drift wanders.";
static const char lfo_rate_help[] = "How fast it turns while not synchronized.";
static const char lfo_sync_help[] =
    "Note value of one turn in the tempo of the song; off: its rate.";
static const char lfo_target_help[] = "What it moves.";
static const char lfo_amount_help[] =
    "How far, at 100 %: pitch 12 semitones (by the square: 10 % is 12 cents), filter 4 octaves, "
    "width and level to nothing, pan to the sides, FM half a turn.";
static const char lfo_fade_help[] = "How long each note waits until it moves fully.";
static const char lfo_retrigger_help[] = "Each note starts it anew; else it runs with the song.";

static const ParamSpec params[N_SYNTH_PARAMS] = {
  [SYNTH_MODE] = { "mode", "Mode",
                   "Poly plays chords; mono plays one note and starts its "
                   "envelopes anew; legato lets them run on while notes overlap.",
                   PARAM_ENUM, PARAM_UNIT_NONE, PARAM_LINEAR, 0, 2, 0, 0, mode_names },
  [SYNTH_POLYPHONY] = { "polyphony", "Polyphony",
                        "How many notes sound at once before the oldest or quietest is "
                        "let go.",
                        PARAM_INT, PARAM_UNIT_NONE, PARAM_LINEAR, 1, 32, 16 },
  [SYNTH_GLIDE] = { "glide", "Glide", "How long the pitch takes from one note to the next.",
                    PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LINEAR, 0, 5000, 0 },
  [SYNTH_BEND_RANGE] = { "bend.range", "Bend range", "How far the pitch wheel bends.", PARAM_FLOAT,
                         PARAM_UNIT_SEMITONES, PARAM_LINEAR, 0, 24, 2 },
  [SYNTH_VIBRATO_RATE] = { "vibrato.rate", "Vibrato rate",
                           "Speed of the vibrato that the modulation wheel and pressure "
                           "bring in.",
                           PARAM_FLOAT, PARAM_UNIT_HZ, PARAM_LOG, 0.1, 12, 5.5, 20 },
  [SYNTH_VIBRATO_DEPTH] = { "vibrato.depth", "Vibrato depth",
                            "How far that vibrato goes at full wheel.", PARAM_FLOAT,
                            PARAM_UNIT_CENTS, PARAM_LINEAR, 0, 200, 35, 10 },
  [SYNTH_PITCH_ENV] = { "pitch.env", "Pitch envelope",
                        "How far the filter envelope moves the pitch (with sync, that of "
                        "oscillator 2): drums, "
                        "attacks.",
                        PARAM_FLOAT, PARAM_UNIT_SEMITONES, PARAM_LINEAR, -60, 60, 0, 10 },
  [SYNTH_RESET] = { "reset", "Reset",
                    "Every note starts its waves at the same phase: equal attacks "
                    "for basses and drums.",
                    PARAM_BOOL, PARAM_UNIT_NONE, PARAM_LINEAR, 0, 1, 0 },
  [SYNTH_OSC1_SHAPE] = { "osc1.shape", "Shape 1", osc_shape_help, PARAM_ENUM, PARAM_UNIT_NONE,
                         PARAM_LINEAR, 0, 3, 2, 0, shape_names },
  [SYNTH_OSC1_OCTAVE] = { "osc1.octave", "Octave 1", osc_octave_help, PARAM_INT, PARAM_UNIT_OCTAVES,
                          PARAM_LINEAR, -3, 3, 0 },
  [SYNTH_OSC1_TUNE] = { "osc1.tune", "Tune 1", osc_tune_help, PARAM_FLOAT, PARAM_UNIT_SEMITONES,
                        PARAM_LINEAR, -24, 24, 0, 10 },
  [SYNTH_OSC1_FINE] = { "osc1.fine", "Fine 1", osc_fine_help, PARAM_FLOAT, PARAM_UNIT_CENTS,
                        PARAM_LINEAR, -100, 100, 0, 10 },
  [SYNTH_OSC1_WIDTH] = { "osc1.width", "Width 1", osc_width_help, PARAM_FLOAT, PARAM_UNIT_PERCENT,
                         PARAM_LINEAR, 3, 97, 50, 10 },
  [SYNTH_OSC1_LEVEL] = { "osc1.level", "Level 1", osc_level_help, PARAM_FLOAT, PARAM_UNIT_PERCENT,
                         PARAM_LINEAR, 0, 100, 100, 10 },
  [SYNTH_OSC1_FM] = { "osc1.fm", "FM",
                      "How far oscillator 2 moves the phase of oscillator 1, 100 % is "
                      "a whole turn: bells, electric pianos, growls.",
                      PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 0, 10 },
  [SYNTH_OSC1_FM_ENV] = { "osc1.fm_env", "FM envelope",
                          "How much the filter envelope adds to that.", PARAM_FLOAT,
                          PARAM_UNIT_PERCENT, PARAM_LINEAR, -100, 100, 0, 10 },
  [SYNTH_OSC2_SHAPE] = { "osc2.shape", "Shape 2", osc_shape_help, PARAM_ENUM, PARAM_UNIT_NONE,
                         PARAM_LINEAR, 0, 3, 2, 0, shape_names },
  [SYNTH_OSC2_OCTAVE] = { "osc2.octave", "Octave 2", osc_octave_help, PARAM_INT, PARAM_UNIT_OCTAVES,
                          PARAM_LINEAR, -3, 3, 0 },
  [SYNTH_OSC2_TUNE] = { "osc2.tune", "Tune 2", osc_tune_help, PARAM_FLOAT, PARAM_UNIT_SEMITONES,
                        PARAM_LINEAR, -24, 24, 0, 10 },
  [SYNTH_OSC2_FINE] = { "osc2.fine", "Fine 2", osc_fine_help, PARAM_FLOAT, PARAM_UNIT_CENTS,
                        PARAM_LINEAR, -100, 100, 0, 10 },
  [SYNTH_OSC2_WIDTH] = { "osc2.width", "Width 2", osc_width_help, PARAM_FLOAT, PARAM_UNIT_PERCENT,
                         PARAM_LINEAR, 3, 97, 50, 10 },
  [SYNTH_OSC2_LEVEL] = { "osc2.level", "Level 2", osc_level_help, PARAM_FLOAT, PARAM_UNIT_PERCENT,
                         PARAM_LINEAR, 0, 100, 0, 10 },
  [SYNTH_OSC2_SYNC] = { "osc2.sync", "Sync",
                        "Oscillator 2 starts anew with each turn of oscillator 1; its "
                        "pitch then moves the timbre.",
                        PARAM_BOOL, PARAM_UNIT_NONE, PARAM_LINEAR, 0, 1, 0 },
  [SYNTH_RING_LEVEL] = { "ring.level", "Ring modulation",
                         "Level of the product of both oscillators: clangs and bells.", PARAM_FLOAT,
                         PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 0, 10 },
  [SYNTH_NOISE_LEVEL] = { "noise.level", "Noise", "Level of white noise: breath, wind, snares.",
                          PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 0, 10 },
  [SYNTH_UNISON_VOICES] = { "unison.voices", "Unison",
                            "How many copies of each note sound together.", PARAM_INT,
                            PARAM_UNIT_NONE, PARAM_LINEAR, 1, 7, 1 },
  [SYNTH_UNISON_DETUNE] = { "unison.detune", "Unison detune",
                            "How far the outermost copies are detuned.", PARAM_FLOAT,
                            PARAM_UNIT_CENTS, PARAM_LINEAR, 0, 100, 15, 10 },
  [SYNTH_UNISON_SPREAD] = { "unison.spread", "Unison spread",
                            "How far the copies stand apart from left to right.", PARAM_FLOAT,
                            PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 70, 10 },
  [SYNTH_FILTER_TYPE] = { "filter.type", "Filter type",
                          "What the filter lets through; 24 falls twice as steeply as 12.",
                          PARAM_ENUM, PARAM_UNIT_NONE, PARAM_LINEAR, 0, 6, 2, 0, filter_names },
  [SYNTH_FILTER_CUTOFF] = { "filter.cutoff", "Cutoff", "Where the filter begins to take away.",
                            PARAM_FLOAT, PARAM_UNIT_HZ, PARAM_LOG, 20, 20000, 8000, 20 },
  [SYNTH_FILTER_RESONANCE] = { "filter.resonance", "Resonance",
                               "Raises what lies at the cutoff, up to whistling.", PARAM_FLOAT,
                               PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 10, 10 },
  [SYNTH_FILTER_DRIVE] = { "filter.drive", "Drive", "Saturates the sound before the filter.",
                           PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, 0, 36, 0, 10 },
  [SYNTH_FILTER_TRACKING] = { "filter.tracking", "Key tracking",
                              "How far the cutoff follows the keys, from C4 on; at 100 % all "
                              "keys are equally bright.",
                              PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 150, 30, 10 },
  [SYNTH_FILTER_VELOCITY] = { "filter.velocity", "Velocity to filter",
                              "How much lower the cutoff is for the softest notes.", PARAM_FLOAT,
                              PARAM_UNIT_OCTAVES, PARAM_LINEAR, 0, 6, 1, 10 },
  [SYNTH_FILTER_ENV] = { "filter.env", "Filter envelope",
                         "How far the filter envelope moves the cutoff.", PARAM_FLOAT,
                         PARAM_UNIT_OCTAVES, PARAM_LINEAR, -8, 8, 0, 10 },
  [SYNTH_FILTER_ATTACK] = { "filter.attack", "Filter attack", env_attack_help, PARAM_FLOAT,
                            PARAM_UNIT_MS, PARAM_LOG, 0.5, 10000, 2 },
  [SYNTH_FILTER_DECAY] = { "filter.decay", "Filter decay", env_decay_help, PARAM_FLOAT,
                           PARAM_UNIT_MS, PARAM_LOG, 1, 20000, 600 },
  [SYNTH_FILTER_SUSTAIN] = { "filter.sustain", "Filter sustain", env_sustain_help, PARAM_FLOAT,
                             PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 30, 10 },
  [SYNTH_FILTER_RELEASE] = { "filter.release", "Filter release", env_release_help, PARAM_FLOAT,
                             PARAM_UNIT_MS, PARAM_LOG, 1, 20000, 400 },
  [SYNTH_AMP_ATTACK] = { "amp.attack", "Amp attack", env_attack_help, PARAM_FLOAT, PARAM_UNIT_MS,
                         PARAM_LOG, 0.5, 10000, 2 },
  [SYNTH_AMP_DECAY] = { "amp.decay", "Amp decay", env_decay_help, PARAM_FLOAT, PARAM_UNIT_MS,
                        PARAM_LOG, 1, 20000, 1000 },
  [SYNTH_AMP_SUSTAIN] = { "amp.sustain", "Amp sustain", env_sustain_help, PARAM_FLOAT,
                          PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 80, 10 },
  [SYNTH_AMP_RELEASE] = { "amp.release", "Amp release", env_release_help, PARAM_FLOAT,
                          PARAM_UNIT_MS, PARAM_LOG, 1, 20000, 250 },
  [SYNTH_AMP_VELOCITY] = { "amp.velocity", "Velocity to amp", "How much softer soft notes are.",
                           PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 70, 10 },
  [SYNTH_LFO1_SHAPE] = { "lfo1.shape", "LFO 1 shape", lfo_shape_help, PARAM_ENUM, PARAM_UNIT_NONE,
                         PARAM_LINEAR, 0, 6, 0, 0, lfo_names },
  [SYNTH_LFO1_RATE] = { "lfo1.rate", "LFO 1 rate", lfo_rate_help, PARAM_FLOAT, PARAM_UNIT_HZ,
                        PARAM_LOG, 0.02, 30, 4, 20 },
  [SYNTH_LFO1_SYNC] = { "lfo1.sync", "LFO 1 sync", lfo_sync_help, PARAM_ENUM, PARAM_UNIT_NONE,
                        PARAM_LINEAR, 0, 17, 0, 0, sync_names },
  [SYNTH_LFO1_TARGET] = { "lfo1.target", "LFO 1 target", lfo_target_help, PARAM_ENUM,
                          PARAM_UNIT_NONE, PARAM_LINEAR, 0, 5, 0, 0, target_names },
  [SYNTH_LFO1_AMOUNT] = { "lfo1.amount", "LFO 1 amount", lfo_amount_help, PARAM_FLOAT,
                          PARAM_UNIT_PERCENT, PARAM_LINEAR, -100, 100, 0, 10 },
  [SYNTH_LFO1_FADE] = { "lfo1.fade", "LFO 1 fade-in", lfo_fade_help, PARAM_FLOAT, PARAM_UNIT_MS,
                        PARAM_LINEAR, 0, 10000, 0 },
  [SYNTH_LFO1_RETRIGGER] = { "lfo1.retrigger", "LFO 1 retrigger", lfo_retrigger_help, PARAM_BOOL,
                             PARAM_UNIT_NONE, PARAM_LINEAR, 0, 1, 0 },
  [SYNTH_LFO2_SHAPE] = { "lfo2.shape", "LFO 2 shape", lfo_shape_help, PARAM_ENUM, PARAM_UNIT_NONE,
                         PARAM_LINEAR, 0, 6, 0, 0, lfo_names },
  [SYNTH_LFO2_RATE] = { "lfo2.rate", "LFO 2 rate", lfo_rate_help, PARAM_FLOAT, PARAM_UNIT_HZ,
                        PARAM_LOG, 0.02, 30, 0.3, 20 },
  [SYNTH_LFO2_SYNC] = { "lfo2.sync", "LFO 2 sync", lfo_sync_help, PARAM_ENUM, PARAM_UNIT_NONE,
                        PARAM_LINEAR, 0, 17, 0, 0, sync_names },
  [SYNTH_LFO2_TARGET] = { "lfo2.target", "LFO 2 target", lfo_target_help, PARAM_ENUM,
                          PARAM_UNIT_NONE, PARAM_LINEAR, 0, 5, 1, 0, target_names },
  [SYNTH_LFO2_AMOUNT] = { "lfo2.amount", "LFO 2 amount", lfo_amount_help, PARAM_FLOAT,
                          PARAM_UNIT_PERCENT, PARAM_LINEAR, -100, 100, 0, 10 },
  [SYNTH_LFO2_FADE] = { "lfo2.fade", "LFO 2 fade-in", lfo_fade_help, PARAM_FLOAT, PARAM_UNIT_MS,
                        PARAM_LINEAR, 0, 10000, 0 },
  [SYNTH_LFO2_RETRIGGER] = { "lfo2.retrigger", "LFO 2 retrigger", lfo_retrigger_help, PARAM_BOOL,
                             PARAM_UNIT_NONE, PARAM_LINEAR, 0, 1, 0 },
  [SYNTH_GAIN] = { "gain", "Gain", "Output level.", PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -60,
                   24, -12, 10 },
};

const DeviceSpec synth_spec = {
  .kind = "synth",
  .label = "Synthesizer",
  .help = "Two oscillators, noise, a filter, two envelopes and two LFOs for each note: basses, "
          "leads, pads, "
          "keys, drums. Put a chorus, a delay or a reverb behind it for width and depth.",
  .version = 1,
  .params = params,
  .n_params = N_SYNTH_PARAMS,
  .presets = synth_presets,
  .n_presets = N_SYNTH_PRESETS,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes nothing. What it shows is measured where it is drawn, from the tap of the insert
 * (realtime/insert_tap.h), so that it costs nothing while nobody looks. */
#include "effects/analyzer.h"

enum { VIEW, TILT, FALL, HOLD, TARGET, A4, N_PARAMS };

static const char *const views[] = { "spectrum", "stereo", "loudness", "tuner", NULL };

static const ParamSpec params[N_PARAMS] = {
  [VIEW] = { .name = "view",
             .label = "View",
             .help = "Spectrum; goniometer with correlation and balance; loudness from here on; "
                     "or the note that is played.",
             .type = PARAM_ENUM,
             .max = 3,
             .choices = views },
  [TILT] = { .name = "tilt",
             .label = "Tilt",
             .help = "What the spectrum is raised by per octave: 3 dB makes pink noise level, "
                     "4.5 dB most finished music, 0 dB shows power as it is.",
             .unit = PARAM_UNIT_DB,
             .max = 6,
             .initial = 4.5 },
  [FALL] = { .name = "fall",
             .label = "Fall",
             .help = "How fast the spectrum falls, in dB per second: slow to see the balance, "
                     "fast to see single notes.",
             .unit = PARAM_UNIT_DB,
             .scale = PARAM_LOG,
             .min = 3,
             .max = 96,
             .initial = 24 },
  [HOLD] = { .name = "hold",
             .label = "Hold peaks",
             .help = "Draws a line at the highest level of every frequency since it was switched "
                     "on.",
             .type = PARAM_BOOL,
             .max = 1 },
  [TARGET] = { .name = "target",
               .label = "Target",
               .help = "The loudness that is aimed at, in LUFS, marked beside the bars.",
               .unit = PARAM_UNIT_DB,
               .min = -36,
               .max = -5,
               .initial = -14 },
  [A4] = { .name = "a4",
           .label = "A4",
           .help = "Frequency of the A above middle C that the tuner compares with.",
           .unit = PARAM_UNIT_HZ,
           .min = 400,
           .max = 480,
           .initial = 440 },
};

static const ParamPreset presets[] = {
  { "Spectrum: balance of a mix", "view=spectrum tilt=4.5 fall=12" },
  { "Spectrum: single notes", "view=spectrum tilt=3 fall=60" },
  { "Spectrum: pink noise is level", "view=spectrum tilt=3 fall=6" },
  { "Spectrum: as it is, no tilt", "view=spectrum tilt=0 fall=24" },
  { "Spectrum: find a resonance", "view=spectrum tilt=4.5 fall=48 hold=on" },
  { "Stereo: width and correlation", "view=stereo" },
  { "Loudness: streaming, -14 LUFS", "view=loudness target=-14" },
  { "Loudness: broadcast, EBU R128", "view=loudness target=-23" },
  { "Loudness: podcast, -16 LUFS", "view=loudness target=-16" },
  { "Tuner: A4 = 440 Hz", "view=tuner a4=440" },
  { "Tuner: orchestra, A4 = 442 Hz", "view=tuner a4=442" },
};

static const DeviceSpec spec = {
  .kind = "analyzer",
  .label = "Analyzer",
  .help =
      "Shows the sound at its place in the chain and changes no bit: spectrum with tilt, held "
      "peaks and the spectrum of a sidechain behind it; goniometer, correlation and balance; "
      "loudness and true peak; the note of a single voice. A click in the spectrum keeps the curve "
      "to compare with, another one forgets it.\n\n"
      "Do not use it to mix by. It answers a question that the ear has asked: where does it ring, "
      "what "
      "covers the voice, is this still there in mono. The loudness of the whole song is measured "
      "by the export, since here it begins when you look.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};

static size_t
analyzer_state_size (const ProcessorSetup *setup)
{
  return 1;
}

static bool
analyzer_init (void *state, const ProcessorSetup *setup, const char **message)
{
  return true;
}

static void
analyzer_reset (void *state)
{
}

static void
analyzer_set (void *state, const double *values, bool jump)
{
}

static void
analyzer_process (void *state, float *const *audio, int n, const ProcessContext *context)
{
}

const Processor analyzer_processor = {
  .spec = &spec,
  .state_size = analyzer_state_size,
  .init = analyzer_init,
  .reset = analyzer_reset,
  .set = analyzer_set,
  .process = analyzer_process,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every effect owes, whatever it does to the sound, as a table over all kinds: the reported
 * latency holds to the bit, no parameter clicks, silence stays silence, the tail ends when it says,
 * ten presets can be read, and the manual says when not to use it. */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "processor_check.h"
#include "step_check.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define LENGTH 24000

typedef struct {
  const char *kind;
  /* With these the output is the input, `latency` frames late; where it is an all-pass, that has no
   * latency but turns phases, its spectrum is flat. */
  const char *neutral;
  bool all_pass;
  /* With these it works on a sine of -6 dBFS while each parameter steps over its range. NULL: its
   * own test steps them. */
  const char *working;
  bool dear; /* to begin: its bits are checked with `working` only */
  const char *limits; /* "name=most" or "name=least:most", where more would leave full scale, or
                       * bend the sine and so add harmonics that belong to it */
} Laws;

static const Laws table[] = {
  { .kind = "eq", .neutral = "" },
  { .kind = "compressor", .neutral = "mix=0 lookahead=5" },
  { .kind = "gate", .neutral = "range=0 lookahead=5" },
  { .kind = "deesser",
    .neutral = "threshold=0 detector=absolute lookahead=3.3",
    .working = "frequency=1000 threshold=-55 ratio=3 range=12" },
  { .kind = "multiband",
    .neutral = "mix=0",
    .all_pass = true,
    .working = "band1.threshold=-40 band2.threshold=-40 band3.threshold=-40 band4.threshold=-50 "
               "band2.ratio=4",
    .limits = "band1.gain=6 band2.gain=6 band3.gain=6 band4.gain=6 output=6" },
  { .kind = "dynamic_eq",
    .neutral = "band1.on=on band1.threshold=0 band2.on=on band2.threshold=0 band3.on=on "
               "band3.threshold=0 band4.on=on band4.threshold=0",
    .working = "band1.on=on band1.freq=600 band1.threshold=-40 band2.on=on band2.freq=440 "
               "band2.threshold=-40 band3.on=on band3.threshold=-50 band3.range=-8 band4.on=on "
               "band4.freq=300 band4.threshold=-50",
    .limits = "band1.gain=6 band2.gain=6 band3.gain=6 band4.gain=6 output=6 band1.range=6 "
              "band2.range=6 band3.range=6 band4.range=6" },
  { .kind = "transient",
    .neutral = "attack=0 sustain=0",
    .working = "attack=40 sustain=-40 range=6",
    .limits = "output=0" },
  { .kind = "rider",
    .neutral = "up=0 down=0 lookahead=20",
    .working = "target=-10 speed=60 window=40" },
  { .kind = "utility", .neutral = "" },
  { .kind = "imager",
    .neutral = "",
    .all_pass = true,
    .working = "width1=120 mono_below=100",
    .limits = "output=6" },
  { .kind = "delay", .neutral = "mix=0" },
  { .kind = "tremolo",
    .neutral = "depth=0",
    .working = "rate=3 depth=60 shape=30",
    .limits = "output=0" },
  { .kind = "chorus", .neutral = "mix=0", .working = "delay=5 depth=2" },
  { .kind = "flanger", .neutral = "mix=0", .working = "delay=0.5 depth=1 feedback=30" },
  { .kind = "phaser", .neutral = "mix=0", .working = "frequency=500 depth=1" },
  { .kind = "rotary",
    .neutral = "mix=0",
    .working = "speed=slow crossover=500",
    .limits = "drive=2 horn=6 drum=6" },
  { .kind = "pitch", .neutral = "mix=0", .working = "semitones=5 window=short formants=kept" },
  { .kind = "reverb", .neutral = "mix=0" },
  { .kind = "convolution",
    .neutral = "mix=0 predelay=30",
    .dear = true,
    .working = "space=room time=0.2 low_cut=60 mix=60",
    .limits = "gain=0" },
  { .kind = "saturator", .neutral = "mix=0" },
  { .kind = "clipper",
    .neutral = "mix=0",
    .working = "drive=-12 ceiling=-6",
    .limits = "drive=0 ceiling=-17:0 output=0" },
  { .kind = "lofi",
    .neutral = "mix=0",
    .working = "aliasing=off rate=2000 turns=1 wow=5",
    .limits = "bits=14:16 noise=-96:-96 crackle=0 aliasing=0" },
  { .kind = "amp",
    .neutral = "mix=0",
    .working = "model=clean gain=-12 power=-18 cabinet=none",
    .limits = "gain=-6 power=-6 output=0" },
  { .kind = "limiter", .neutral = "gain=0" },
  { .kind = "analyzer", .neutral = "", .working = "" },
};

static float audio[2][4 * RATE];
static float input[2][LENGTH];

static const Processor *
processor_of (const Laws *laws)
{
  const Processor *processor = effect_find (laws->kind);

  g_assert_nonnull (processor);
  return processor;
}

static void
fill (float gain)
{
  for (unsigned c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      audio[c][i] = input[c][i] = gain * hash_noise (hash_key (5, 1, c), i);
}

static void
run (Rig *rig, int n)
{
  rig_process (rig, (float *[]){ audio[0], audio[1] }, NULL, n);
}

static void
check_latency (const Laws *laws, int channels)
{
  Rig *rig = rig_new (processor_of (laws), RATE, channels, laws->neutral);
  const int latency = rig_latency (rig);

  g_assert_cmpint (latency, <, LENGTH);
  fill (0.1f);
  run (rig, LENGTH);
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < LENGTH; i++) {
      const float wanted = i < latency ? 0 : input[c][i - latency];
      if (audio[c][i] != wanted)
        g_error ("%s, %d channels: frame %d of channel %d is %.9g, not %.9g", laws->kind, channels,
                 i, c, audio[c][i], wanted);
    }
  rig_free (rig);
}

static double
gain_db_at (const float *impulse, int n, double hz)
{
  double re = 0, im = 0;

  for (int i = 0; i < n; i++) {
    re += impulse[i] * cos (2 * G_PI * hz * i / RATE);
    im -= impulse[i] * sin (2 * G_PI * hz * i / RATE);
  }
  return 10 * log10 (re * re + im * im);
}

static void
check_all_pass (const Laws *laws, int channels)
{
  Rig *rig = rig_new (processor_of (laws), RATE, channels, laws->neutral);
  double worst = 0;

  g_assert_cmpint (rig_latency (rig), ==, 0);
  memset (audio, 0, sizeof audio);
  for (int c = 0; c < channels; c++)
    audio[c][0] = 0.1f;
  run (rig, 2 * RATE);
  for (int c = 0; c < channels; c++)
    for (double hz = 20; hz < 21000; hz *= 1.06)
      worst = fmax (worst, fabs (gain_db_at (audio[c], 2 * RATE, hz) + 20));
  g_test_message ("%s: flat within %.5f dB", laws->kind, worst);
  g_assert_cmpfloat (worst, <, 0.05);
  rig_free (rig);
}

static void
test_latency (const void *data)
{
  const Laws *laws = data;

  for (int channels = 1; channels <= 2; channels++)
    if (laws->all_pass)
      check_all_pass (laws, channels);
    else if (!processor_of (laws)->channels || channels == 2)
      check_latency (laws, channels);
}

static void
find_limits (const Laws *laws, const ParamSpec *param, double *from, double *to)
{
  g_auto (GStrv) words = g_strsplit (laws->limits ? laws->limits : "", " ", -1);
  const size_t length = strlen (param->name);

  *from = param->min;
  *to = param->max;
  for (char **word = words; *word; word++)
    if (strncmp (*word, param->name, length) == 0 && (*word)[length] == '=') {
      const char *colon = strchr (*word, ':');
      if (colon)
        *from = g_ascii_strtod (*word + length + 1, NULL);
      *to = g_ascii_strtod (colon ? colon + 1 : *word + length + 1, NULL);
    }
}

static void
test_steps (const void *data)
{
  const Laws *laws = data;
  const Processor *processor = processor_of (laws);
  const DeviceSpec *spec = processor->spec;

  for (const ParamSpec *param = spec->params; param < spec->params + spec->n_params; param++) {
    if (param->rebuild || param->type == PARAM_FILE)
      continue;
    double from, to;
    find_limits (laws, param, &from, &to);
    const double worst = step_check_db (processor, laws->working, param->name, from, to);
    g_test_message ("%s %s: %.1f dBFS", laws->kind, param->name, worst);
    if (!(worst < -80))
      g_error ("%s: a step of %s adds %.1f dBFS", laws->kind, param->name, worst);
  }
}

static void
test_bits (const void *data)
{
  const Laws *laws = data;

  if (!laws->dear)
    processor_check (processor_of (laws), "");
  processor_check (processor_of (laws), laws->working);
}

/* Silence in gives exact silence, and so it is again when the tail has passed. */
static void
test_silence (const void *data)
{
  const Laws *laws = data;
  const Processor *processor = processor_of (laws);
  Rig *rig = rig_new (processor, RATE, 2, "");

  memset (audio, 0, sizeof audio);
  run (rig, RATE);
  for (int c = 0; c < rig_channels (rig); c++)
    for (int i = 0; i < RATE; i++)
      g_assert_cmpfloat (audio[c][i], ==, 0);

  fill (1);
  run (rig, LENGTH);
  Frames rest = rig_latency (rig) + (processor->tail ? processor->tail (&rig->setup) : 0);
  g_assert_cmpint (rest, <, 60 * RATE);
  for (; rest > 0; rest -= RATE) {
    memset (audio, 0, sizeof audio);
    run (rig, (int) MIN (rest, RATE));
  }
  memset (audio, 0, sizeof audio);
  run (rig, RATE);
  for (int c = 0; c < rig_channels (rig); c++)
    for (int i = 0; i < RATE; i++)
      g_assert_cmpfloat (fabsf (audio[c][i]), <=, 1e-6f);
  rig_free (rig);
}

static void
test_words (const void *data)
{
  const Laws *laws = data;
  const Processor *processor = processor_of (laws);
  const DeviceSpec *spec = processor->spec;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint (spec->n_presets, >=, 10);
  for (int i = 0; i < spec->n_presets; i++) {
    g_assert_true (g_hash_table_add (names, (void *) spec->presets[i].name));
    rig_free (rig_new (processor, RATE, 2, spec->presets[i].values));
  }
  g_assert_nonnull (strstr (spec->help, "Do not use"));
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    g_assert_true (param->label && *param->label && param->help);
    g_assert_true (g_str_has_suffix (param->help, "."));
    g_assert_cmpfloat (param->initial, >=, param->min);
    g_assert_cmpfloat (param->initial, <=, param->max);
  }
}

static void
add (const char *law, const Laws *laws, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/effects/laws/%s/%s", laws->kind, law);
  g_test_add_data_func (path, laws, test);
}

static void
test_table (void)
{
  int n;
  const Processor *const *all = effects_all (&n);

  g_assert_cmpint (n, ==, (int) G_N_ELEMENTS (table));
  for (int i = 0; i < n; i++)
    g_assert_cmpstr (all[i]->spec->kind, ==, table[i].kind);
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/laws/table", test_table);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    add ("latency", &table[i], test_latency);
    add ("silence", &table[i], test_silence);
    add ("words", &table[i], test_words);
    if (table[i].working) {
      add ("steps", &table[i], test_steps);
      add ("bits", &table[i], test_bits);
    }
  }
  return g_test_run ();
}

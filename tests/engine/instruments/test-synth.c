/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "instruments/instruments.h"
#include "processor_check.h"

#include <fftw3.h>
#include <math.h>
#include <string.h>

#define RATE 44100

/* Plain settings: one oscillator, no filter, an envelope that is there at once. */
#define PLAIN                                                                                      \
  "filter.type=off filter.resonance=0 filter.velocity=0 amp.velocity=0 amp.attack=0.5 "            \
  "amp.sustain=100 gain=0 reset=on "

static Rig *
synth (const char *settings)
{
  realtime_thread_init ();
  return rig_new (instrument_find ("synth"), RATE, 2, settings);
}

static void
note_on (Rig *rig, int key, float velocity)
{
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, (uint8_t) key, velocity, 0 });
}

static void
note_off (Rig *rig, int key)
{
  rig_event (rig, (Event){ EVENT_NOTE_OFF, 0, (uint8_t) key, 0, 0 });
}

/* The next frames; planar, the left channel first. */
static float *
play (Rig *rig, int length)
{
  float *audio = g_new (float, 2 * length);
  rig_process (rig, (float *const[]){ audio, audio + length }, NULL, length);
  return audio;
}

/* The frequency of a tone near `near`, from how its phase moves over a second. */
static double
frequency (const float *audio, int length, double near)
{
  const int window = MIN (8192, length / 2);
  double phase[2];
  for (int w = 0; w < 2; w++) {
    double re = 0, im = 0;
    for (int i = 0; i < window; i++) {
      const int at = w * (length - window) + i;
      const double shape = 0.5 - 0.5 * cos (2 * G_PI * (i + 0.5) / window);
      re += shape * audio[at] * cos (2 * G_PI * near * at / RATE);
      im -= shape * audio[at] * sin (2 * G_PI * near * at / RATE);
    }
    phase[w] = atan2 (im, re);
  }
  return near + remainder (phase[1] - phase[0], 2 * G_PI) / (2 * G_PI) * RATE / (length - window);
}

static void
assert_pitch (const char *settings, int key, double semitones)
{
  g_autofree char *all = g_strconcat (PLAIN, "osc1.shape=sine ", settings, NULL);
  Rig *rig = synth (all);
  note_on (rig, key, 1);
  const int length = RATE / 2;
  g_free (play (rig, 2000));
  float *audio = play (rig, length);
  const double ideal = 440 * exp2 ((key + semitones - 69) / 12);
  const double cents = 1200 * log2 (frequency (audio, length, ideal) / ideal);
  if (fabs (cents) >= 0.05)
    g_error ("key %d, %s: %.3f cents off", key, settings, cents);
  g_free (audio);
  rig_free (rig);
}

static void
test_pitch (void)
{
  for (int key = 21; key <= 120; key += 9)
    assert_pitch ("", key, 0);
  assert_pitch ("osc1.octave=-1 osc1.tune=7 osc1.fine=-13", 60, -12 + 7 - 0.13);
  assert_pitch ("mode=mono glide=0", 64, 0);
  assert_pitch ("unison.voices=1 unison.detune=100", 64, 0);
}

static double
hann_power (const float *audio, int length, double hz)
{
  double re = 0, im = 0;
  for (int i = 0; i < length; i++) {
    const double shape = (0.5 - 0.5 * cos (2 * G_PI * (i + 0.5) / length)) * 4 / length;
    re += shape * audio[i] * cos (2 * G_PI * hz * i / RATE);
    im += shape * audio[i] * sin (2 * G_PI * hz * i / RATE);
  }
  return re * re + im * im;
}

#define BINS 16384

/* The strongest bin that is no harmonic, up to a frequency, against the strongest that is, in
 * decibels. */
static double
alias_db (const char *settings, int key, double cents, double highest)
{
  g_autofree char *all = g_strdup_printf (PLAIN "%s osc1.fine=%g", settings, cents);
  const double hz = 440 * exp2 ((key - 69 + cents / 100) / 12);
  Rig *rig = synth (all);
  note_on (rig, key, 1);
  g_free (play (rig, 2000));
  float *audio = play (rig, 2 * BINS);
  float *window = fftwf_alloc_real (2 * BINS);
  fftwf_complex *bins = fftwf_alloc_complex (BINS + 1);
  fftwf_plan plan = fftwf_plan_dft_r2c_1d (2 * BINS, window, bins, FFTW_ESTIMATE);
  for (int i = 0; i < 2 * BINS; i++) {
    const double u = 2 * G_PI * (i + 0.5) / (2 * BINS); /* Blackman-Harris, side lobes at -92 dB */
    window[i] = audio[i] * (float) (0.35875 - 0.48829 * cos (u) + 0.14128 * cos (2 * u) -
                                    0.01168 * cos (3 * u));
  }
  fftwf_execute (plan);
  double harmonic = 0, other = 0;
  for (int b = 8; b <= BINS; b++) {
    const double power = bins[b][0] * bins[b][0] + bins[b][1] * bins[b][1];
    const double at = b * (double) RATE / (2 * BINS);
    const double off = fabs (remainder (at, hz)) * 2 * BINS / RATE;
    if (off < 6 && at > hz / 2)
      harmonic = fmax (harmonic, power);
    else if (at < highest)
      other = fmax (other, power);
  }
  fftwf_destroy_plan (plan);
  fftwf_free (window);
  fftwf_free (bins);
  g_free (audio);
  rig_free (rig);
  return 10 * log10 (other / harmonic);
}

static void
test_alias (void)
{
  const char *const waves[] = { "osc1.shape=sine", "osc1.shape=triangle", "osc1.shape=saw",
                                "osc1.shape=square", "osc1.shape=square osc1.width=20" };
  for (size_t i = 0; i < G_N_ELEMENTS (waves); i++) {
    double worst = -INFINITY;
    for (int key = 33; key <= 105; key += 12)
      worst = fmax (worst, alias_db (waves[i], key, 13, RATE));
    g_test_message ("%s: aliases at most %.1f dB, A1 to A7", waves[i], worst);
    g_assert_cmpfloat (worst, <, -80);
  }
  /* The band-limited steps of sync leave what folds to above 19.8 kHz. */
  double worst = -INFINITY;
  for (int key = 33; key <= 93; key += 12) {
    worst = fmax (
        worst, alias_db ("osc1.level=0 osc2.level=100 osc2.sync=on osc2.tune=7", key, 13, 19800));
    worst = fmax (
        worst, alias_db ("osc1.level=0 osc2.level=100 osc2.sync=on osc2.tune=5 osc2.shape=square",
                         key, 13, 19800));
  }
  g_test_message ("synced saw and square: aliases at most %.1f dB, A1 to A6", worst);
  g_assert_cmpfloat (worst, <, -60);
}

/* Where the level of a held sine passes `level` upwards or downwards. */
static double
envelope_at (const float *audio, int frame)
{
  double most = 0;
  for (int i = frame; i < frame + 24; i++)
    most = fmax (most, fabs ((double) audio[i]));
  return most;
}

static void
test_envelope (void)
{
  /* The sine of A7 has a peak every 6 frames. */
  Rig *rig =
      synth (PLAIN "osc1.shape=sine amp.attack=200 amp.decay=600 amp.sustain=50 amp.release=300");
  note_on (rig, 105, 1);
  float *audio = play (rig, RATE);
  int top = 0;
  while (envelope_at (audio, top) < 0.995)
    top++;
  g_assert_cmpfloat (fabs (top / (double) RATE - 0.2), <, 0.003);
  /* On the way up: 1.2 (1 - 6^(-t / attack)). */
  g_assert_cmpfloat (fabs (envelope_at (audio, RATE / 10) - 1.2 * (1 - pow (6, -0.5))), <, 0.01);
  /* 60 dB of the way down are gone after the decay: half of them after half. */
  g_assert_cmpfloat (fabs (envelope_at (audio, (int) (0.5 * RATE)) - (0.5 + 0.5 * pow (10, -1.5))),
                     <, 0.005);
  g_assert_cmpfloat (fabs (envelope_at (audio, (int) (0.9 * RATE)) - 0.5), <, 0.003);
  g_free (audio);

  note_off (rig, 105);
  audio = play (rig, RATE);
  g_assert_cmpfloat (fabs (20 * log10 (envelope_at (audio, (int) (0.15 * RATE)) / 0.5) + 30), <,
                     0.3);
  g_assert_cmpfloat (fabs (20 * log10 (envelope_at (audio, (int) (0.3 * RATE)) / 0.5) + 60), <,
                     0.5);
  for (int i = (int) rig->processor->tail (&rig->setup); i < RATE; i++)
    g_assert_cmpfloat (audio[i], ==, 0);
  g_free (audio);
  rig_free (rig);
}

/* Gain of the filter for a sine. */
static double
filter_db (const char *settings, int key)
{
  g_autofree char *with = g_strconcat (PLAIN "osc1.shape=sine filter.tracking=0 ", settings, NULL);
  double power[2];
  for (int i = 0; i < 2; i++) {
    Rig *rig = synth (i ? with : PLAIN "osc1.shape=sine");
    note_on (rig, key, 1);
    g_free (play (rig, 8000));
    float *audio = play (rig, 16384);
    power[i] = hann_power (audio, 16384, 440 * exp2 ((key - 69) / 12.0));
    g_free (audio);
    rig_free (rig);
  }
  return 10 * log10 (power[1] / power[0]);
}

static void
test_filter (void)
{
  const struct {
    const char *settings;
    int key;
    double db;
  } cases[] = {
    { "filter.type=low12 filter.cutoff=880", 81, -3.01 },
    { "filter.type=low24 filter.cutoff=880", 81, -3.01 },
    { "filter.type=low12 filter.cutoff=880", 105, -24.1 },
    { "filter.type=low24 filter.cutoff=880", 105, -48.2 },
    { "filter.type=low24 filter.cutoff=880", 57, 0 },
    { "filter.type=high12 filter.cutoff=880", 81, -3.01 },
    { "filter.type=high12 filter.cutoff=880", 57, -24.1 },
    { "filter.type=high24 filter.cutoff=880", 57, -48.2 },
    { "filter.type=band filter.cutoff=880", 81, 0 },
    { "filter.type=notch filter.cutoff=880", 57, -0.58 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const double db = filter_db (cases[i].settings, cases[i].key);
    if (fabs (db - cases[i].db) > (cases[i].db < -20 ? 1.5 : 0.1))
      g_error ("%s at key %d: %.2f dB, not %.2f", cases[i].settings, cases[i].key, db, cases[i].db);
  }
  g_assert_cmpfloat (filter_db ("filter.type=notch filter.cutoff=880", 81), <, -40);
  /* At full resonance Q is 25: 28 dB, less what the level gives back. */
  g_assert_cmpfloat (
      fabs (filter_db ("filter.type=low12 filter.cutoff=880 filter.resonance=100", 81) - 27.96 +
            4.44),
      <, 0.3);
  /* Key tracking at 100 %: two octaves up, the same place on the slope. */
  const double low = filter_db ("filter.type=low12 filter.cutoff=400 filter.tracking=100", 60);
  const double high = filter_db ("filter.type=low12 filter.cutoff=400 filter.tracking=100", 84);
  g_assert_cmpfloat (fabs (low - high), <, 0.3);
}

static double
largest_third_difference (const float *audio, int from, int to)
{
  double most = 0;
  for (int i = from; i < to - 3; i++)
    most = fmax (most,
                 fabs ((double) audio[i + 3] - 3.0 * audio[i + 2] + 3.0 * audio[i + 1] - audio[i]));
  return most;
}

static void
test_stealing (void)
{
  Rig *rig = synth (PLAIN "osc1.shape=sine polyphony=4 amp.attack=10");
  const int length = RATE / 2;
  float *audio = g_new (float, 2 * length);
  for (int at = 0; at < length; at += 1575) {
    note_on (rig, 40 + at / 1575 % 7, 1);
    rig_process (rig, (float *const[]){ audio + at, audio + length + at }, NULL, 1575);
  }
  /* Four sines under 165 Hz and attacks of 10 ms have third differences near 1e-4; a cut one, up
   * to 1. */
  const double most = largest_third_difference (audio, 2000, length);
  g_test_message ("stealing: largest third difference %.2e", most);
  g_assert_cmpfloat (most, <, 8e-3);
  g_free (audio);

  /* Never more than the polyphony: the sum of what sounds stays under four notes once fades have
   * passed. */
  audio = play (rig, RATE);
  for (int i = RATE / 10; i < RATE; i++)
    g_assert_cmpfloat (fabsf (audio[i]), <, 4.01);
  rig_event (rig, (Event){ EVENT_ALL_OFF, 0, 0, 0, 0 });
  g_free (audio);
  audio = play (rig, RATE / 10);
  g_assert_cmpfloat (largest_third_difference (audio, 0, RATE / 10), <, 8e-3);
  for (int i = RATE / 200; i < RATE / 10; i++)
    g_assert_cmpfloat (audio[i], ==, 0);
  g_free (audio);
  rig_free (rig);
}

static void
assert_tone (Rig *rig, double key, const char *what)
{
  float *audio = play (rig, 16384);
  const double hz = 440 * exp2 ((key - 69) / 12);
  const double power = hann_power (audio, 16384, hz);
  double all = 0;
  for (int i = 0; i < 16384; i++)
    all += 2 * (double) audio[i] * audio[i] / 16384;
  if (power < 0.9 * all || all < 0.1)
    g_error ("%s: %.2f of %.2f at key %.2f", what, power, all, key);
  g_free (audio);
}

static void
test_playing (void)
{
  Rig *rig = synth (PLAIN "osc1.shape=sine mode=mono glide=0 bend.range=12 amp.release=5");
  note_on (rig, 60, 1);
  note_on (rig, 67, 1);
  assert_tone (rig, 67, "the last key sounds");
  note_off (rig, 67);
  assert_tone (rig, 60, "and the one before it, when it is let go");
  rig_event (rig, (Event){ EVENT_BEND, 0, 0, 0.5f, 0 });
  g_free (play (rig, 64));
  assert_tone (rig, 66, "half a bend of an octave");
  rig_event (rig, (Event){ EVENT_BEND, 0, 0, 0, 0 });
  rig_event (rig, (Event){ EVENT_CONTROL, 0, 64, 1, 0 });
  note_off (rig, 60);
  g_free (play (rig, 64));
  assert_tone (rig, 60, "the pedal holds");
  rig_event (rig, (Event){ EVENT_CONTROL, 0, 64, 0, 0 });
  g_free (play (rig, 4410));
  float *audio = play (rig, 4410);
  for (int i = 0; i < 4410; i++)
    g_assert_cmpfloat (audio[i], ==, 0);
  g_free (audio);
  rig_free (rig);

  rig = synth (PLAIN "osc1.shape=sine mode=legato glide=400");
  note_on (rig, 48, 1);
  g_free (play (rig, 4410));
  note_on (rig, 60, 1);
  g_free (play (rig, RATE / 5));
  audio = play (rig, 2048);
  const double hz = frequency (audio, 2048, 440 * exp2 ((54.7 - 69) / 12));
  g_assert_cmpfloat (fabs (69 + 12 * log2 (hz / 440) - 54.7), <, 0.6);
  g_free (audio);
  g_free (play (rig, RATE / 3));
  assert_tone (rig, 60, "a glide arrives");
  rig_free (rig);

  /* Notes that share a key are told apart by their ids. */
  rig = synth (PLAIN "osc1.shape=sine amp.release=5");
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 60, 1, 7 });
  rig_event (rig, (Event){ EVENT_NOTE_ON, 0, 72, 1, 8 });
  rig_event (rig, (Event){ EVENT_NOTE_OFF, 0, 60, 0, 7 });
  g_free (play (rig, 4410));
  assert_tone (rig, 72, "the other note");
  rig_free (rig);
}

/* What `audio` swings by, seen through windows of 10 ms: mean and first maximum after the start. */
static int
quietest_window (const float *audio, int length)
{
  int at = 0;
  double least = INFINITY;
  for (int w = 0; w + 441 <= length; w += 441) {
    double power = 0;
    for (int i = w; i < w + 441; i++)
      power += (double) audio[i] * audio[i];
    if (power < least)
      least = power, at = w;
  }
  return at;
}

static void
test_lfo (void)
{
  /* Tremolo in quarters at 120 a minute: the sine is lowest three quarters into each half second.
   */
  Rig *rig = synth (PLAIN "osc1.shape=sine lfo1.target=amp lfo1.amount=100 lfo1.sync=1/4");
  note_on (rig, 93, 1);
  float *audio = play (rig, RATE / 2);
  g_assert_cmpint (ABS (quietest_window (audio, RATE / 2) + 220 - 3 * RATE / 8), <, 600);
  g_free (audio);
  rig_free (rig);

  /* Free, it stands where the song does; retriggered, where the note began. */
  for (int retrigger = 0; retrigger <= 1; retrigger++) {
    g_autofree char *settings = g_strdup_printf (
        PLAIN "osc1.shape=sine lfo1.target=amp lfo1.amount=100 lfo1.rate=2 lfo1.retrigger=%d",
        retrigger);
    rig = synth (settings);
    rig->position = RATE / 4;
    note_on (rig, 93, 1);
    audio = play (rig, RATE / 2);
    const int expected = retrigger ? 3 * RATE / 8 : RATE / 8;
    g_assert_cmpint (ABS (quietest_window (audio, RATE / 2) + 220 - expected), <, 600);
    g_free (audio);
    rig_free (rig);
  }
}

static void
test_unison_is_wide (void)
{
  Rig *rig = synth (PLAIN "reset=off unison.voices=7 unison.detune=20 unison.spread=100");
  note_on (rig, 57, 1);
  float *audio = play (rig, RATE);
  double ll = 0, rr = 0, lr = 0;
  for (int i = RATE / 4; i < RATE; i++) {
    ll += (double) audio[i] * audio[i];
    rr += (double) audio[RATE + i] * audio[RATE + i];
    lr += (double) audio[i] * audio[RATE + i];
  }
  g_test_message ("unison of 7: L/R correlation %.2f, balance %.2f dB", lr / sqrt (ll * rr),
                  10 * log10 (ll / rr));
  g_assert_cmpfloat (lr / sqrt (ll * rr), <, 0.75);
  g_assert_cmpfloat (fabs (10 * log10 (ll / rr)), <, 2);
  g_free (audio);
  rig_free (rig);
}

static void
test_presets (void)
{
  const DeviceSpec *spec = instrument_find ("synth")->spec;

  g_assert_cmpint (spec->n_presets, >=, 20);
  for (int i = 0; i < spec->n_presets; i++) {
    const char *name = spec->presets[i].name;
    Rig *rig = synth (spec->presets[i].values);
    const int key = g_str_has_prefix (name, "Bass") || g_str_has_prefix (name, "Drum") ? 36 : 60;
    note_on (rig, key, 0.8f);
    float *audio = play (rig, 2 * RATE);
    double peak = 0, power = 0, mean = 0;
    for (int j = 0; j < 4 * RATE; j++) {
      peak = fmax (peak, fabs ((double) audio[j]));
      mean += audio[j] / (4.0 * RATE) * (1 - cos (2 * G_PI * (j % (2 * RATE)) / (2 * RATE)));
      power += (double) audio[j] * audio[j] / (4.0 * RATE);
    }
    g_test_message ("%-26s peak %6.1f, mean %6.1f dBFS", name, 20 * log10 (peak),
                    10 * log10 (power));
    g_assert_cmpfloat (20 * log10 (peak), <, 0);
    g_assert_cmpfloat (20 * log10 (peak), >, -24);
    /* Drive makes a little DC of waves that are not symmetrical. */
    g_assert_cmpfloat (fabs (mean), <, 0.03 * peak);
    g_free (audio);
    rig_free (rig);
  }
}

static void
test_same_bits (gconstpointer settings)
{
  instrument_check (instrument_find ("synth"), settings, true);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instruments/synth/pitch", test_pitch);
  g_test_add_func ("/instruments/synth/alias", test_alias);
  g_test_add_func ("/instruments/synth/envelope", test_envelope);
  g_test_add_func ("/instruments/synth/filter", test_filter);
  g_test_add_func ("/instruments/synth/stealing", test_stealing);
  g_test_add_func ("/instruments/synth/playing", test_playing);
  g_test_add_func ("/instruments/synth/lfo", test_lfo);
  g_test_add_func ("/instruments/synth/unison-is-wide", test_unison_is_wide);
  g_test_add_func ("/instruments/synth/presets", test_presets);
  g_test_add_data_func ("/instruments/synth/same-bits/plain", "", test_same_bits);
  g_test_add_data_func (
      "/instruments/synth/same-bits/unison",
      "unison.voices=5 osc2.level=70 osc2.shape=square lfo1.target=width lfo1.amount=60 "
      "lfo2.amount=40 lfo2.sync=1/8 polyphony=3 glide=30 noise.level=30",
      test_same_bits);
  g_test_add_data_func (
      "/instruments/synth/same-bits/mono",
      "mode=mono glide=40 osc2.sync=on osc2.level=100 osc2.tune=7 filter.drive=20 filter.env=3 "
      "lfo1.target=pitch lfo1.amount=30 lfo1.retrigger=on",
      test_same_bits);
  g_test_add_data_func (
      "/instruments/synth/same-bits/legato",
      "mode=legato glide=40 osc1.shape=sine osc2.shape=sine osc1.fm=40 ring.level=50 reset=on",
      test_same_bits);
  return g_test_run ();
}

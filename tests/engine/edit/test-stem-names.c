/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/stem_names.h"

typedef struct {
  const char *name, *color;
  const char *file, *right;
} Expected;

static void
check (const char *const *files, int n, const Expected *expected, int n_expected, double tempo,
       const char *key)
{
  StemNames names;

  stem_names_guess (files, n, &names);
  for (guint i = 0; i < names.stems->len; i++)
    g_test_message ("%s", g_array_index (names.stems, Stem, i).name);
  g_assert_cmpint ((int) names.stems->len, ==, n_expected);
  for (int i = 0; i < n_expected; i++) {
    const Stem *stem = &g_array_index (names.stems, Stem, i);
    g_assert_cmpstr (stem->name, ==, expected[i].name);
    g_assert_cmpstr (stem->color, ==, expected[i].color);
    g_assert_cmpstr (files[stem->file], ==, expected[i].file);
    g_assert_cmpstr (stem->right < 0 ? NULL : files[stem->right], ==, expected[i].right);
  }
  g_assert_cmpfloat (names.tempo, ==, tempo);
  g_assert_cmpstr (names.key, ==, key);
  stem_names_clear (&names);
}

#define CHECK(files, expected, tempo, key)                                                         \
  check (files, G_N_ELEMENTS (files), expected, G_N_ELEMENTS (expected), tempo, key)

/* A band's session as a studio sends it: song, numbers, tempo and key in every name. */
static void
test_numbered_session (void)
{
  static const char *const files[] = {
    "MidnightDrive_01_Kick In_120bpm_Am.wav",      "MidnightDrive_02_Kick Out_120bpm_Am.wav",
    "MidnightDrive_03_Snare Top_120bpm_Am.wav",    "MidnightDrive_04_Snare Btm_120bpm_Am.wav",
    "MidnightDrive_05_Hi-Hat_120bpm_Am.wav",       "MidnightDrive_06_Rack Tom_120bpm_Am.wav",
    "MidnightDrive_07_Floor Tom_120bpm_Am.wav",    "MidnightDrive_08_OH_L_120bpm_Am.wav",
    "MidnightDrive_09_OH_R_120bpm_Am.wav",         "MidnightDrive_10_Room_L_120bpm_Am.wav",
    "MidnightDrive_11_Room_R_120bpm_Am.wav",       "MidnightDrive_12_Bass DI_120bpm_Am.wav",
    "MidnightDrive_13_Bass Amp_120bpm_Am.wav",     "MidnightDrive_14_Lead Vox_120bpm_Am.wav",
    "MidnightDrive_15_Lead Gtr_120bpm_Am.wav",     "MidnightDrive_16_Gtr Rhythm_L_120bpm_Am.wav",
    "MidnightDrive_17_Gtr Rhythm_R_120bpm_Am.wav", "MidnightDrive_18_Piano_120bpm_Am.wav",
    "MidnightDrive_19_Synth Pad_120bpm_Am.wav",    "MidnightDrive_20_BGV 1_120bpm_Am.wav",
    "MidnightDrive_21_BGV 2_120bpm_Am.wav",        "MidnightDrive_22_Trumpet_120bpm_Am.wav",
    "MidnightDrive_23_Vox Verb_120bpm_Am.wav",     "MidnightDrive_24_Vox Delay_120bpm_Am.wav",
  };
  const Expected expected[] = {
    { "Kick In", "brick", files[0], NULL },         { "Kick Out", "brick", files[1], NULL },
    { "Snare Top", "brick", files[2], NULL },       { "Snare Btm", "brick", files[3], NULL },
    { "Hi-Hat", "brick", files[4], NULL },          { "Rack Tom", "brick", files[5], NULL },
    { "Floor Tom", "brick", files[6], NULL },       { "OH", "brick", files[7], files[8] },
    { "Room", "brick", files[9], files[10] },       { "Bass DI", "ochre", files[11], NULL },
    { "Bass Amp", "ochre", files[12], NULL },       { "Lead Gtr", "moss", files[14], NULL },
    { "Gtr Rhythm", "moss", files[15], files[16] }, { "Piano", "steel", files[17], NULL },
    { "Synth Pad", "indigo", files[18], NULL },     { "Trumpet", "stone", files[21], NULL },
    { "Lead Vox", "plum", files[13], NULL },        { "BGV 1", "rose", files[19], NULL },
    { "BGV 2", "rose", files[20], NULL },           { "Vox Verb", "teal", files[22], NULL },
    { "Vox Delay", "jade", files[23], NULL },
  };

  CHECK (files, expected, 120, "Am");
}

/* A producer's export: small letters, hyphens, no numbers, half of the names with a tempo. */
static void
test_small_letters (void)
{
  static const char *const files[] = {
    "bass drum.wav",
    "clap_98.5bpm.wav",
    "808_98.5bpm.wav",
    "acoustic_guitar_left.wav",
    "acoustic_guitar_right.wav",
    "lead-synth_98.5bpm.wav",
    "strings_24bit.wav",
    "lead_vocal.wav",
    "backing_vocals.wav",
    "riser_fx.wav",
  };
  const Expected expected[] = {
    { "Bass Drum", "brick", files[0], NULL },  { "Clap", "brick", files[1], NULL },
    { "808", "ochre", files[2], NULL },        { "Acoustic Guitar", "moss", files[3], files[4] },
    { "Lead-Synth", "steel", files[5], NULL }, { "Strings", "indigo", files[6], NULL },
    { "Lead Vocal", "plum", files[7], NULL },  { "Backing Vocals", "rose", files[8], NULL },
    { "Riser Fx", "teal", files[9], NULL },
  };

  CHECK (files, expected, 98.5, NULL);
}

/* What another program bounces: camel case, sides at the end, take numbers, the song at the front.
 */
static void
test_bounced (void)
{
  static const char *const files[] = {
    "stems/Río Bravo - OverheadL-01.aif", "stems/Río Bravo - OverheadR-01.aif",
    "stems/Río Bravo - BassDI-01.aif",    "stems/Río Bravo - Gtr1.L-01.aif",
    "stems/Río Bravo - Gtr1.R-01.aif",    "stems/Río Bravo - PNOL-01.aif",
    "stems/Río Bravo - PNOR-01.aif",      "stems/Río Bravo - Señora Vox-01.aif",
    "stems/Río Bravo - Vox Room-01.aif",
  };
  const Expected expected[] = {
    { "Overhead", "brick", files[0], files[1] }, { "Bass DI", "ochre", files[2], NULL },
    { "Gtr1", "moss", files[3], files[4] },      { "PNO", "steel", files[5], files[6] },
    { "Señora Vox", "plum", files[7], NULL },    { "Vox Room", "plum", files[8], NULL },
  };

  CHECK (files, expected, 0, NULL);
}

/* Nothing is cut that the name needs. */
static void
test_what_stays (void)
{
  static const char *const vox[] = { "Vox 1.wav", "Vox 2.wav" };
  const Expected vox_names[] = { { "Vox 1", "plum", vox[0], NULL },
                                 { "Vox 2", "plum", vox[1], NULL } };
  static const char *const drums[] = { "Drums Kick.wav", "Drums Snare.wav" };
  const Expected drum_names[] = { { "Drums Kick", "brick", drums[0], NULL },
                                  { "Drums Snare", "brick", drums[1], NULL } };
  static const char *const same[] = { "a/Take.wav", "b/Take.wav" };
  const Expected same_names[] = { { "Take", "stone", same[0], NULL },
                                  { "Take 2", "stone", same[1], NULL } };
  static const char *const only[] = { "120bpm.wav" };
  const Expected only_names[] = { { "120bpm", "stone", only[0], NULL } };
  static const char *const numbers[] = { "01.wav", "02.wav" };
  const Expected number_names[] = { { "01", "stone", numbers[0], NULL },
                                    { "02", "stone", numbers[1], NULL } };
  static const char *const pair[] = { "Gtr R.wav", "Gtr L.wav" };
  const Expected pair_names[] = { { "Gtr", "moss", pair[1], pair[0] } };
  static const char *const band[] = { "Bass Camp - Kick.wav", "Bass Camp - Piano.wav",
                                      "Bass Camp - Vox.wav" };
  const Expected band_names[] = { { "Kick", "brick", band[0], NULL },
                                  { "Piano", "steel", band[1], NULL },
                                  { "Vox", "plum", band[2], NULL } };

  CHECK (vox, vox_names, 0, NULL);
  CHECK (drums, drum_names, 0, NULL);
  CHECK (same, same_names, 0, NULL);
  CHECK (only, only_names, 120, NULL);
  CHECK (numbers, number_names, 0, NULL);
  CHECK (pair, pair_names, 0, NULL);
  CHECK (band, band_names, 0, NULL);
}

static void
test_disagreement (void)
{
  static const char *const files[] = { "Kick 120bpm.wav", "Loop BPM 96.wav", "Pad F#min.wav" };
  const Expected expected[] = { { "Kick", "brick", files[0], NULL },
                                { "Loop", "brick", files[1], NULL },
                                { "Pad", "indigo", files[2], NULL } };
  StemNames names;

  CHECK (files, expected, 0, "F#m");
  stem_names_guess (files, 3, &names);
  g_assert_true (names.tempos_differ);
  stem_names_clear (&names);
  stem_names_guess (NULL, 0, &names);
  g_assert_cmpint ((int) names.stems->len, ==, 0);
  stem_names_clear (&names);
}

static void
test_types (void)
{
  static const struct {
    const char *name;
    StemType type;
  } cases[] = {
    { "Lead Guitar", STEM_GUITARS },
    { "Lead Synth", STEM_KEYS },
    { "Lead", STEM_LEAD_VOCAL },
    { "Bass Synth", STEM_BASS },
    { "BassDrum", STEM_DRUMS },
    { "Bass Drum", STEM_DRUMS },
    { "Drum Room", STEM_DRUMS },
    { "Snare Verb", STEM_RETURN },
    { "Harmonica", STEM_OTHER },
    { "Monkey", STEM_OTHER },
    { "Tomorrow", STEM_OTHER },
    { "Toms", STEM_DRUMS },
    { "BVs", STEM_BACKING_VOCAL },
    { "", STEM_OTHER },
    { "Background Vox", STEM_BACKING_VOCAL },
    { "\303\204\303\266", STEM_OTHER },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].name);
    g_assert_cmpint (stem_type (cases[i].name, NULL), ==, cases[i].type);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/stem-names/numbered-session", test_numbered_session);
  g_test_add_func ("/edit/stem-names/small-letters", test_small_letters);
  g_test_add_func ("/edit/stem-names/bounced", test_bounced);
  g_test_add_func ("/edit/stem-names/what-stays", test_what_stays);
  g_test_add_func ("/edit/stem-names/disagreement", test_disagreement);
  g_test_add_func ("/edit/stem-names/types", test_types);
  return g_test_run ();
}

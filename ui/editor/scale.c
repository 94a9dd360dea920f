/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/scale.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bit i: i semitones above the tonic. */
static const struct {
  const char *name;
  unsigned mask;
} kinds[N_SCALE_KINDS] = {
  [SCALE_MAJOR] = { N_ ("major"), 0xab5 },
  [SCALE_MINOR] = { N_ ("nat. minor"), 0x5ad },
  [SCALE_HARMONIC_MINOR] = { N_ ("harm. minor"), 0x9ad },
  [SCALE_DORIAN] = { N_ ("dorian"), 0x6ad },
  [SCALE_PHRYGIAN] = { N_ ("phrygian"), 0x5ab },
  [SCALE_LYDIAN] = { N_ ("lydian"), 0xad5 },
  [SCALE_MIXOLYDIAN] = { N_ ("mixolydian"), 0x6b5 },
  [SCALE_LOCRIAN] = { N_ ("locrian"), 0x56b },
  [SCALE_MAJOR_PENTATONIC] = { N_ ("maj. pentatonic"), 0x295 },
  [SCALE_MINOR_PENTATONIC] = { N_ ("min. pentatonic"), 0x4a9 },
  [SCALE_CHROMATIC] = { N_ ("chromatic"), 0xfff },
};

static ScaleKind
read_kind (const char *mode)
{
  static const struct {
    const char *word;
    ScaleKind kind;
  } words[] = { { "", SCALE_MAJOR },         { "maj", SCALE_MAJOR },
                { "major", SCALE_MAJOR },    { "ionian", SCALE_MAJOR },
                { "m", SCALE_MINOR },        { "min", SCALE_MINOR },
                { "minor", SCALE_MINOR },    { "aeolian", SCALE_MINOR },
                { "dorian", SCALE_DORIAN },  { "phrygian", SCALE_PHRYGIAN },
                { "lydian", SCALE_LYDIAN },  { "mixolydian", SCALE_MIXOLYDIAN },
                { "locrian", SCALE_LOCRIAN } };
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (!strcmp (mode, words[i].word))
      return words[i].kind;
  return SCALE_CHROMATIC;
}

/* Keys on the flat side of the circle of fifths. */
static bool
has_flats (int tonic, ScaleKind kind)
{
  static const int third[N_SCALE_KINDS] = {
    [SCALE_MINOR] = 3,    [SCALE_HARMONIC_MINOR] = 3,  [SCALE_DORIAN] = 10,
    [SCALE_PHRYGIAN] = 8, [SCALE_LYDIAN] = 7,          [SCALE_MIXOLYDIAN] = 5,
    [SCALE_LOCRIAN] = 1,  [SCALE_MINOR_PENTATONIC] = 3
  };
  const unsigned flat_majors = 1u << 5 | 1u << 10 | 1u << 3 | 1u << 8 | 1u << 1;
  return kind != SCALE_CHROMATIC && flat_majors >> ((tonic + third[kind]) % 12) & 1;
}

Scale
scale_read (const char *key)
{
  static const int naturals[] = { 9, 11, 0, 2, 4, 5, 7 };
  Scale scale = { 0, SCALE_CHROMATIC, false };
  if (!key || *key < 'A' || *key > 'G')
    return scale;
  scale.tonic = naturals[*key++ - 'A'];
  const bool sharp = *key == '#', flat = *key == 'b';
  scale.tonic = (scale.tonic + (sharp ? 1 : flat ? 11 : 0)) % 12;
  key += sharp || flat;
  key += *key == ' ';
  scale.kind = read_kind (key);
  scale.flats = flat || (!sharp && has_flats (scale.tonic, scale.kind));
  return scale;
}

Scale
scale_with_kind (Scale scale, ScaleKind kind)
{
  scale.kind = kind;
  return scale;
}

bool
scale_has (const Scale *scale, int pitch)
{
  return kinds[scale->kind].mask >> ((pitch - scale->tonic + 132) % 12) & 1;
}

int
scale_step (const Scale *scale, int pitch, int steps)
{
  const int direction = steps < 0 ? -1 : 1;
  for (int left = steps * direction; left > 0; left--) {
    int next = pitch + direction;
    while (next >= 0 && next <= 127 && !scale_has (scale, next))
      next += direction;
    if (next < 0 || next > 127)
      break;
    pitch = next;
  }
  return pitch;
}

int
scale_nearest (const Scale *scale, int pitch)
{
  for (int away = 0; away < 12; away++) {
    if (pitch - away >= 0 && scale_has (scale, pitch - away))
      return pitch - away;
    if (pitch + away <= 127 && scale_has (scale, pitch + away))
      return pitch + away;
  }
  return pitch;
}

const char *
scale_kind_name (ScaleKind kind)
{
  return kinds[kind].name;
}

const char *
scale_pitch_class (const Scale *scale, int pitch, char text[8])
{
  static const char *const sharps[] = { "C",  "C♯", "D",  "D♯", "E",  "F",
                                        "F♯", "G",  "G♯", "A",  "A♯", "B" };
  static const char *const flats[] = { "C",  "D♭", "D",  "E♭", "E",  "F",
                                       "G♭", "G",  "A♭", "A",  "B♭", "B" };
  g_strlcpy (text, (scale->flats ? flats : sharps)[pitch % 12], 8);
  return text;
}

const char *
scale_pitch_name (const Scale *scale, int pitch, char text[16])
{
  char class[8];
  g_snprintf (text, 16, "%s%d", scale_pitch_class (scale, pitch, class), pitch / 12 - 1);
  return text;
}

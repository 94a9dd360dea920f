/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks and fields by "SoundFont Technical Specification 2.04", sections 4 to 7. */
#include "make_sf2.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#define RATE 44000
#define PERIOD 100 /* frames: 440 Hz */
#define N_PERIODS 8
#define GUARD 46 /* zeros behind each sample */

enum {
  RELEASE = 38,
  INSTRUMENT = 41,
  SAMPLE_ID = 53,
  SAMPLE_MODES = 54,
  SCALE_TUNING = 56,
  COARSE_TUNE = 51
};

typedef struct {
  const char *name;
  int frames;
  bool loop;
} Sample;

static const Sample samples[] = {
  { "sine", PERIOD *N_PERIODS, true },
  { "saw", PERIOD *N_PERIODS, true },
  { "drum", RATE / 20, false },
  { "long drum", RATE / 5, false },
};

typedef struct {
  const char *name;
  int bank, program, instrument, coarse_tune;
} Preset;

static const Preset presets[] = {
  { "Sine", 0, 0, 0, 0 },    { "Saw", 0, 1, 1, 0 },          { "Sine above", 1, 0, 0, 12 },
  { "Drums", 128, 0, 2, 0 }, { "Long drums", 128, 8, 3, 0 },
};

static void
put (GByteArray *out, unsigned value, int size)
{
  for (int i = 0; i < size; i++)
    g_byte_array_append (out, &(guint8){ i < 4 ? (guint8) (value >> (8 * i)) : 0 }, 1);
}

static void
put_name (GByteArray *out, const char *name)
{
  char field[20] = "";

  g_strlcpy (field, name, sizeof field);
  g_byte_array_append (out, (const guint8 *) field, sizeof field);
}

/* Takes the content. */
static void
put_chunk (GByteArray *out, const char *name, GByteArray *content)
{
  g_byte_array_append (out, (const guint8 *) name, 4);
  put (out, content->len + content->len % 2, 4);
  g_byte_array_append (out, content->data, content->len);
  put (out, 0, (int) (content->len % 2));
  g_byte_array_unref (content);
}

static GByteArray *
list_of (const char *name)
{
  GByteArray *list = g_byte_array_new ();

  g_byte_array_append (list, (const guint8 *) name, 4);
  return list;
}

static GByteArray *
make_info (void)
{
  GByteArray *list = list_of ("INFO"), *version = g_byte_array_new ();
  GByteArray *engine = g_byte_array_new (), *name = g_byte_array_new ();

  put (version, 2, 2);
  put (version, 1, 2);
  g_byte_array_append (engine, (const guint8 *) "EMU8000", 8);
  g_byte_array_append (name, (const guint8 *) "Test tones", 11);
  put_chunk (list, "ifil", version);
  put_chunk (list, "isng", engine);
  put_chunk (list, "INAM", name);
  return list;
}

static double
sample_value (size_t sample, int i)
{
  const double phase = (double) (i % PERIOD) / PERIOD, sine = sin (2 * G_PI * phase);

  switch (sample) {
  case 0:
    return sine;
  case 1:
    return 0.9 * (1 - 2 * phase);
  default:
    return (1 - (double) i / samples[sample].frames) * cos (2 * G_PI * phase);
  }
}

static GByteArray *
make_data (void)
{
  GByteArray *list = list_of ("sdta"), *data = g_byte_array_new ();

  for (size_t s = 0; s < G_N_ELEMENTS (samples); s++) {
    for (int i = 0; i < samples[s].frames; i++)
      put (data, (unsigned) (int) lrint (32767 * sample_value (s, i)), 2);
    for (int i = 0; i < GUARD; i++)
      put (data, 0, 2);
  }
  put_chunk (list, "smpl", data);
  return list;
}

static void
put_generator (GByteArray *out, int generator, int amount)
{
  put (out, (unsigned) generator, 2);
  put (out, (unsigned) amount, 2);
}

static void
put_presets (GByteArray *list)
{
  GByteArray *head = g_byte_array_new (), *bags = g_byte_array_new ();
  GByteArray *modulators = g_byte_array_new (), *generators = g_byte_array_new ();
  const unsigned n = G_N_ELEMENTS (presets);

  for (unsigned i = 0; i <= n; i++) {
    put_name (head, i < n ? presets[i].name : "EOP");
    put (head, i < n ? (unsigned) presets[i].program : 0, 2);
    put (head, i < n ? (unsigned) presets[i].bank : 0, 2);
    put (head, i, 2);
    put (head, 0, 12);
    put (bags, 2 * i, 2);
    put (bags, 0, 2);
    if (i < n) {
      put_generator (generators, COARSE_TUNE, presets[i].coarse_tune);
      put_generator (generators, INSTRUMENT, presets[i].instrument);
    }
  }
  put_generator (generators, 0, 0);
  put (modulators, 0, 8);
  put (modulators, 0, 2);
  put_chunk (list, "phdr", head);
  put_chunk (list, "pbag", bags);
  put_chunk (list, "pmod", modulators);
  put_chunk (list, "pgen", generators);
}

static void
put_instruments (GByteArray *list)
{
  GByteArray *head = g_byte_array_new (), *bags = g_byte_array_new ();
  GByteArray *modulators = g_byte_array_new (), *generators = g_byte_array_new ();
  const unsigned n = G_N_ELEMENTS (samples);

  for (unsigned i = 0; i <= n; i++) {
    put_name (head, i < n ? samples[i].name : "EOI");
    put (head, i, 2);
    put (bags, 4 * i, 2);
    put (bags, 0, 2);
    if (i < n) {
      put_generator (generators, RELEASE, -3986);
      put_generator (generators, SAMPLE_MODES, samples[i].loop);
      put_generator (generators, SCALE_TUNING, samples[i].loop ? 100 : 0);
      put_generator (generators, SAMPLE_ID, (int) i);
    }
  }
  put_generator (generators, 0, 0);
  put (modulators, 0, 8);
  put (modulators, 0, 2);
  put_chunk (list, "inst", head);
  put_chunk (list, "ibag", bags);
  put_chunk (list, "imod", modulators);
  put_chunk (list, "igen", generators);
}

static void
put_samples (GByteArray *list)
{
  GByteArray *head = g_byte_array_new ();
  unsigned start = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++) {
    const unsigned end = start + (unsigned) samples[i].frames;
    put_name (head, samples[i].name);
    put (head, start, 4);
    put (head, end, 4);
    put (head, start + PERIOD, 4);
    put (head, end - PERIOD, 4);
    put (head, RATE, 4);
    put (head, 69, 1);
    put (head, 0, 1);
    put (head, 0, 2);
    put (head, 1, 2);
    start = end + GUARD;
  }
  put_name (head, "EOS");
  put (head, 0, 26);
  put_chunk (list, "shdr", head);
}

char *
make_sf2 (void)
{
  GByteArray *body = list_of ("sfbk"), *list = list_of ("pdta");
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  put_presets (list);
  put_instruments (list);
  put_samples (list);
  put_chunk (body, "LIST", make_info ());
  put_chunk (body, "LIST", make_data ());
  put_chunk (body, "LIST", list);
  put_chunk (file, "RIFF", body);
  const int fd = g_file_open_tmp ("tones-XXXXXX.sf2", &path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (fd, file->data, file->len), ==, file->len);
  g_assert_cmpint (close (fd), ==, 0);
  return path;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written reads back the same, whatever it was and wherever it came from. */
#include "store/smf.h"

#include "base/error.h"
#include "base/hash.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static void
assert_array (const GArray *a, const GArray *b, size_t size)
{
  g_assert_cmpuint (a->len, ==, b->len);
  if (a->len > 0)
    g_assert_cmpmem (a->data, a->len * size, b->data, b->len * size);
}

/* Padding is zero: every entry is written with an initializer into cleared memory or field by
 * field. */
static void
assert_same (const SmfFile *a, const SmfFile *b)
{
  g_assert_cmpuint (a->tracks->len, ==, b->tracks->len);
  assert_array (a->tempos, b->tempos, sizeof (SmfTempo));
  for (unsigned i = 0; i < a->meters->len; i++) {
    const SmfMeter *x = &g_array_index (a->meters, SmfMeter, i);
    const SmfMeter *y = &g_array_index (b->meters, SmfMeter, i);
    g_assert_true (x->at == y->at && x->numerator == y->numerator &&
                   x->denominator == y->denominator);
  }
  g_assert_cmpuint (a->meters->len, ==, b->meters->len);
  g_assert_cmpuint (a->keys->len, ==, b->keys->len);
  for (unsigned i = 0; i < a->keys->len; i++) {
    const SmfKey *x = &g_array_index (a->keys, SmfKey, i), *y = &g_array_index (b->keys, SmfKey, i);
    g_assert_true (x->at == y->at && x->sharps == y->sharps && x->minor == y->minor);
  }
  for (unsigned i = 0; i < a->tracks->len; i++) {
    const SmfTrack *s = smf_track (a, i), *t = smf_track (b, i);
    g_assert_cmpstr (s->name, ==, t->name);
    g_assert_cmpint (s->end, ==, t->end);
    g_assert_cmpuint (s->notes->len, ==, t->notes->len);
    for (unsigned k = 0; k < s->notes->len; k++) {
      const SmfNote *x = &g_array_index (s->notes, SmfNote, k),
                    *y = &g_array_index (t->notes, SmfNote, k);
      g_assert_true (x->start == y->start && x->length == y->length && x->key == y->key &&
                     x->velocity == y->velocity && x->channel == y->channel &&
                     x->release == y->release);
    }
    g_assert_cmpuint (s->events->len, ==, t->events->len);
    for (unsigned k = 0; k < s->events->len; k++) {
      const SmfEvent *x = &g_array_index (s->events, SmfEvent, k);
      const SmfEvent *y = &g_array_index (t->events, SmfEvent, k);
      g_assert_true (x->at == y->at && x->type == y->type && x->channel == y->channel &&
                     x->number == y->number && x->value == y->value);
    }
    g_assert_cmpuint (s->texts->len, ==, t->texts->len);
    for (unsigned k = 0; k < s->texts->len; k++) {
      const SmfText *x = &g_array_index (s->texts, SmfText, k);
      const SmfText *y = &g_array_index (t->texts, SmfText, k);
      g_assert_true (x->at == y->at && x->type == y->type);
      g_assert_cmpstr (x->text, ==, y->text);
    }
    g_assert_cmpuint (s->bytes->len, ==, t->bytes->len);
    for (unsigned k = 0; k < s->bytes->len; k++) {
      const SmfBytes *x = &g_array_index (s->bytes, SmfBytes, k);
      const SmfBytes *y = &g_array_index (t->bytes, SmfBytes, k);
      g_assert_true (x->at == y->at && x->type == y->type && g_bytes_equal (x->bytes, y->bytes));
    }
  }
}

static SmfFile *
again (const SmfFile *file)
{
  g_autoptr (GBytes) bytes = smf_write_bytes (file);
  GError *error = NULL;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  SmfFile *back = smf_read_bytes (data, size, &error);

  g_assert_no_error (error);
  return back;
}

static int64_t
random_below (int64_t limit, uint64_t seed, int64_t *n)
{
  return (int64_t) (hash_at (seed, (*n)++) % (uint64_t) limit);
}

/* Something of everything, from a hash. */
static SmfFile *
random_file (uint64_t seed)
{
  SmfFile *file = smf_new ();
  int64_t n = 0;
#define RANDOM(limit) random_below (limit, seed, &n)
  const Ticks unit = (Ticks[]){ 1, 4, 32, 160 }[RANDOM (4)];

  for (int i = 0; i < 5; i++) {
    const SmfTempo tempo = { .at = i * 61440 * unit,
                             .bpm = 60e6 / (double) (300000 + RANDOM (400000)) };
    const SmfMeter meter = { .at = i * 61440 * unit,
                             .numerator = (int) RANDOM (255) + 1,
                             .denominator = 1 << RANDOM (7) };
    const SmfKey key = { .at = i * 61440 * unit,
                         .sharps = (int) RANDOM (15) - 7,
                         .minor = RANDOM (2) };
    g_array_append_val (file->tempos, tempo);
    g_array_append_val (file->meters, meter);
    g_array_append_val (file->keys, key);
  }
  for (int t = 0; t < 4; t++) {
    SmfTrack *track = smf_add_track (file, t == 1 ? NULL : "Größe");
    Ticks at = 0;
    for (int i = 0; i < 200; i++) {
      at += RANDOM (4) ? RANDOM (1000) * unit : 0;
      const SmfEvent event = { .at = at,
                               .type = SMF_CONTROL,
                               .channel = (uint8_t) RANDOM (16),
                               .number = (uint8_t) RANDOM (128),
                               .value = (int16_t) RANDOM (128) };
      const SmfEvent bend = { .at = at,
                              .type = SMF_BEND,
                              .channel = (uint8_t) RANDOM (16),
                              .value = (int16_t) (RANDOM (16384) - 8192) };
      const SmfNote note = { .start = at,
                             .length = (1 + RANDOM (500)) * unit,
                             .channel = (uint8_t) (i % 16),
                             .key = (uint8_t) (i % 128),
                             .velocity = (uint8_t) (1 + RANDOM (127)),
                             .release = (uint8_t) RANDOM (128) };
      g_array_append_val (track->events, event);
      g_array_append_val (track->events, bend);
      const SmfEvent other = { .at = at,
                               .type = (SmfEventType[]){ SMF_PROGRAM, SMF_PRESSURE }[i % 2],
                               .channel = (uint8_t) RANDOM (16),
                               .value = (int16_t) RANDOM (128) };
      g_array_append_val (track->events, other);
      /* One start each, so that the order of the structure is the only one. */
      if (track->notes->len == 0 ||
          g_array_index (track->notes, SmfNote, track->notes->len - 1).start < at)
        g_array_append_val (track->notes, note);
      if (i % 9 == 0)
        smf_add_text (track, at, (SmfTextType[]){ SMF_LYRIC, SMF_MARKER, SMF_TEXT }[RANDOM (3)],
                      "wörd ");
      if (i % 17 == 0)
        smf_add_bytes (track, at, SMF_SYSEX, "\x43\x10\x4c\xf7", 4);
      track->end = at + 300000 * unit;
    }
  }
#undef RANDOM
  /* A gap longer than a delta can hold. */
  smf_add_text (smf_track (file, 3), INT64_C (1) << 34, SMF_MARKER, "far");
  smf_track (file, 3)->end = (INT64_C (1) << 34) + 32;
  return file;
}

static void
test_round_trip (void)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    g_autoptr (SmfFile) file = random_file (seed);
    g_autoptr (SmfFile) once = again (file);
    g_autoptr (SmfFile) twice = again (once);
    assert_same (file, once);
    assert_same (once, twice);
    g_assert_cmpint (once->n_damaged, ==, 0);
  }
}

/* The smallest division that keeps every tick. */
static void
test_division_written (void)
{
  const struct {
    Ticks at;
    int division;
  } rows[] = { { 15360, 480 }, { 32, 480 }, { 16, 960 }, { 48, 960 }, { 1, 15360 }, { 3, 15360 } };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SmfFile) file = smf_new ();
    smf_add_text (smf_add_track (file, NULL), rows[i].at, SMF_MARKER, "x");
    g_autoptr (SmfFile) back = again (file);
    g_assert_cmpint (back->division, ==, rows[i].division);
    g_assert_cmpint (g_array_index (smf_track (back, 0)->texts, SmfText, 0).at, ==, rows[i].at);
  }
}

/* Every cut and many flipped bits of a good file: no crash, and what is read can be written and
 * read. */
static void
test_hostile (void)
{
  g_autoptr (SmfFile) file = random_file (99);
  g_autoptr (GBytes) bytes = smf_write_bytes (file);
  gsize size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);
  size = MIN (size, 1500);

  for (gsize cut = 0; cut < size; cut++) {
    g_autofree uint8_t *copy = g_memdup2 (data, cut + 1);
    SmfFile *part = smf_read_bytes (copy, cut, NULL);
    smf_free (part);
  }
  for (int64_t i = 0; i < 3000; i++) {
    g_autofree uint8_t *copy = g_memdup2 (data, size);
    for (int k = 0; k < 4; k++) {
      const uint64_t bits = hash_at (5, i * 4 + k);
      copy[bits % size] = (uint8_t) (bits >> 40);
    }
    g_autoptr (SmfFile) part = smf_read_bytes (copy, size, NULL);
    if (part && i % 10 == 0) {
      g_autoptr (SmfFile) once = again (part);
      g_autoptr (SmfFile) twice = again (once);
      assert_same (once, twice);
    }
  }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("smf-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ein Lied \303\274.mid", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "such.mid", NULL);
  g_autoptr (SmfFile) file = random_file (3);
  g_autoptr (GError) error = NULL;

  g_assert_true (smf_write (file, path, &error));
  g_assert_no_error (error);
  g_autoptr (SmfFile) back = smf_read (path, &error);
  g_assert_no_error (error);
  assert_same (file, back);

  g_assert_null (smf_read (missing, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, missing));
  g_assert_nonnull (strstr (error->message, g_strerror (ENOENT)));
  g_clear_error (&error);
  g_assert_null (smf_read (folder, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (smf_write (file, missing, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);

  /* What is no MIDI file is named in the message. */
  g_assert_true (g_file_set_contents (path, "hello, world of music", -1, NULL));
  g_assert_null (smf_read (path, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smf-write/round-trip", test_round_trip);
  g_test_add_func ("/smf-write/division-written", test_division_written);
  g_test_add_func ("/smf-write/hostile", test_hostile);
  g_test_add_func ("/smf-write/files", test_files);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/smf.h"

#include "base/error.h"

#include <string.h>

/* A file of bytes in hexadecimal: "MThd" and "MTrk" stand for themselves, with the lengths by hand.
 */
static GByteArray *
bytes_of (const char *text)
{
  GByteArray *out = g_byte_array_new ();

  for (const char *p = text; *p;) {
    if (*p == ' ') {
      p++;
    } else if (*p == '\'') {
      for (p++; *p != '\''; p++)
        g_byte_array_append (out, (const uint8_t *) p, 1);
      p++;
    } else {
      const uint8_t byte =
          (uint8_t) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));
      g_byte_array_append (out, &byte, 1);
      p += 2;
    }
  }
  return out;
}

static void
append_track (GByteArray *out, const char *text)
{
  g_autoptr (GByteArray) body = bytes_of (text);
  const uint8_t head[] = {
    'M', 'T', 'r', 'k', 0, 0, (uint8_t) (body->len >> 8), (uint8_t) body->len
  };

  g_byte_array_append (out, head, 8);
  g_byte_array_append (out, body->data, body->len);
}

/* A format, a division word, and tracks of events, each with its length. */
static GByteArray *
file_of (const char *head, const char *const *tracks)
{
  g_autofree char *text = g_strconcat ("'MThd' 00000006 ", head, NULL);
  GByteArray *out = bytes_of (text);

  for (; *tracks; tracks++)
    append_track (out, *tracks);
  return out;
}

static SmfFile *
parse (GByteArray *bytes)
{
  GError *error = NULL;
  SmfFile *file = smf_read_bytes (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  g_byte_array_unref (bytes);
  return file;
}

static SmfFile *
parse_track (const char *division, const char *track)
{
  g_autofree char *head = g_strconcat ("0000 0001 ", division, NULL);
  return parse (file_of (head, (const char *const[]){ track, NULL }));
}

static const SmfNote *
note_at (const SmfFile *file, unsigned track, unsigned i)
{
  g_assert_cmpuint (i, <, smf_track (file, track)->notes->len);
  return &g_array_index (smf_track (file, track)->notes, SmfNote, i);
}

static void
assert_note (const SmfNote *note, Ticks start, Ticks length, int key, int velocity)
{
  g_assert_cmpint (note->start, ==, start);
  g_assert_cmpint (note->length, ==, length);
  g_assert_cmpint (note->key, ==, key);
  g_assert_cmpint (note->velocity, ==, velocity);
}

static void
test_notes (void)
{
  /* Running status, a note ended by velocity 0, one by 0x80 with a release velocity. */
  g_autoptr (SmfFile) file =
      parse_track ("0060", "00 903C64 60 3C00 00 913D7F 30 813D20 00 FF2F00");

  g_assert_cmpint (file->format, ==, 0);
  g_assert_cmpint (file->division, ==, 96);
  g_assert_cmpint (file->n_damaged, ==, 0);
  g_assert_cmpuint (smf_track (file, 0)->notes->len, ==, 2);
  assert_note (note_at (file, 0, 0), 0, 15360, 60, 100);
  g_assert_cmpint (note_at (file, 0, 0)->release, ==, SMF_RELEASE);
  assert_note (note_at (file, 0, 1), 15360, 7680, 61, 127);
  g_assert_cmpint (note_at (file, 0, 1)->channel, ==, 1);
  g_assert_cmpint (note_at (file, 0, 1)->release, ==, 32);
  g_assert_cmpint (smf_track (file, 0)->end, ==, 23040);
}

static void
test_note_pairing (void)
{
  /* Two that overlap: first begun, first ended. One of no length. An end of nothing. One never
   * ended. */
  g_autoptr (SmfFile) file = parse_track (
      "0060", "00 903C64 30 3C50 30 3C00 30 3C00 00 3E40 00 3E00 10 4000 00 4140 60 FF2F00");

  g_assert_cmpuint (smf_track (file, 0)->notes->len, ==, 4);
  assert_note (note_at (file, 0, 0), 0, 15360, 60, 100);
  assert_note (note_at (file, 0, 1), 7680, 15360, 60, 80);
  assert_note (note_at (file, 0, 2), 23040, 160, 62, 64);
  assert_note (note_at (file, 0, 3), 25600, 15360, 65, 64);
  g_assert_cmpint (file->n_damaged, ==, 1);

  /* At one tick the end comes after the beginning of the next: still two whole notes. */
  g_autoptr (SmfFile) touching =
      parse_track ("0060", "00 903C64 60 903C50 00 803C40 60 803C40 00 FF2F00");
  assert_note (note_at (touching, 0, 0), 0, 15360, 60, 100);
  assert_note (note_at (touching, 0, 1), 15360, 15360, 60, 80);
}

/* A tick t of a division d is exactly 15360 t / d, rounded half up, however far from zero. */
static void
test_division (void)
{
  for (int division = 1; division < 32768; division += 1 + division / 7) {
    g_autofree char *word = g_strdup_printf ("%04X", division);
    g_autoptr (SmfFile) file =
        parse_track (word, "8F7F 903C40 FFFFFF7F 903D40 07 3C00 00 3D00 00 FF2F00");
    const int64_t first = 0x7ff, second = 0x7ff + 0x0fffffff, third = second + 7;
    const int64_t times[] = { first, second, third };
    int64_t ours[3];
    for (int i = 0; i < 3; i++)
      ours[i] = (times[i] * 15360 * 2 + division) / (2 * division);
    if (ours[2] > INT64_C (1) << 36)
      continue;
    g_assert_cmpint (note_at (file, 0, 0)->start, ==, ours[0]);
    g_assert_cmpint (note_at (file, 0, 0)->length, ==, ours[2] - ours[0]);
    g_assert_cmpint (note_at (file, 0, 1)->start, ==, ours[1]);
    g_assert_cmpint (note_at (file, 0, 1)->length, ==, MAX (ours[2] - ours[1], 1));
  }

  /* 25 frames of 40 ticks: 1000 ticks a second, and a second is two quarters. A tempo says nothing.
   */
  g_autoptr (SmfFile) film =
      parse_track ("E728", "00 FF5103 07A120 8768 903C40 8768 3C00 00 FF2F00");
  g_assert_cmpint (film->division, ==, 0);
  g_assert_cmpuint (film->tempos->len, ==, 0);
  assert_note (note_at (film, 0, 0), 30720, 30720, 60, 64);

  /* 29 means 30000/1001: 30 frames last 1.001 s. */
  g_autoptr (SmfFile) drop = parse_track ("E301", "1E 903C40 1E 3C00 00 FF2F00");
  assert_note (note_at (drop, 0, 0), 30751, 30750, 60, 64);
}

static void
test_conductor (void)
{
  g_autoptr (SmfFile) file = parse (file_of (
      "0001 0002 01E0",
      (const char *const[]){
          "00 FF0304'Song' 00 FF5103 07A120 00 FF580404021808 00 FF5902FE01 00 FF0605'Verse' "
          "8370 FF5103 06 1A80 00 FF5103 061A81 00 FF0703'Go!' 00 FF580406031808 00 FF2F00",
          "00 FF0305'Piano' 00 FF5103 0F4240 60 FF5103 0F4240 00 C005 00 FF0503'la ' 00 FF0102'ok' "
          "00 FF2F00",
          NULL }));
  const SmfTempo *tempo = (const SmfTempo *) file->tempos->data;
  const SmfMeter *meter = (const SmfMeter *) file->meters->data;
  const SmfKey *key = (const SmfKey *) file->keys->data;
  const SmfText *text = (const SmfText *) smf_track (file, 0)->texts->data;

  /* Of the first track's the last at a tick; of the second's what the first says nothing about. */
  g_assert_cmpuint (file->tempos->len, ==, 3);
  g_assert_true (tempo[0].at == 0 && tempo[0].bpm == 120);
  g_assert_true (tempo[1].at == 3072 && tempo[1].bpm == 60);
  g_assert_true (tempo[2].at == 15872 && tempo[2].bpm == 60e6 / 0x061a81);
  g_assert_cmpuint (file->meters->len, ==, 2);
  g_assert_true (meter[0].numerator == 4 && meter[0].denominator == 4);
  g_assert_true (meter[1].at == 15872 && meter[1].numerator == 6 && meter[1].denominator == 8);
  g_assert_cmpuint (file->keys->len, ==, 1);
  g_assert_true (key->sharps == -2 && key->minor);
  g_assert_cmpstr (smf_track (file, 0)->name, ==, "Song");
  g_assert_cmpstr (smf_track (file, 1)->name, ==, "Piano");
  g_assert_true (text[0].type == SMF_MARKER && text[0].at == 0);
  g_assert_cmpstr (text[0].text, ==, "Verse");
  g_assert_true (text[1].type == SMF_CUE && text[1].at == 15872);
  text = (const SmfText *) smf_track (file, 1)->texts->data;
  g_assert_cmpstr (text[0].text, ==, "la ");
  g_assert_true (text[1].type == SMF_TEXT);
}

static void
test_events (void)
{
  g_autoptr (SmfFile) file = parse_track (
      "01E0", "00 B00764 00 0A00 00 C07F 00 E00000 00 E00040 00 E07F7F 00 D040 00 A03C50 "
              "00 F0 05 7E7F0901F7 00 F7 02 F301 00 FF7F 03 410203 00 FF2F00");
  const SmfEvent *event = (const SmfEvent *) smf_track (file, 0)->events->data;
  const SmfBytes *bytes = (const SmfBytes *) smf_track (file, 0)->bytes->data;
  const struct {
    SmfEventType type;
    int number, value;
  } wanted[] = { { SMF_CONTROL, 7, 100 }, { SMF_CONTROL, 10, 0 },       { SMF_PROGRAM, 0, 127 },
                 { SMF_BEND, 0, -8192 },  { SMF_BEND, 0, 0 },           { SMF_BEND, 0, 8191 },
                 { SMF_PRESSURE, 0, 64 }, { SMF_NOTE_PRESSURE, 60, 80 } };

  g_assert_cmpuint (smf_track (file, 0)->events->len, ==, G_N_ELEMENTS (wanted));
  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_assert_cmpint (event[i].type, ==, wanted[i].type);
    g_assert_cmpint (event[i].number, ==, wanted[i].number);
    g_assert_cmpint (event[i].value, ==, wanted[i].value);
  }
  g_assert_cmpuint (smf_track (file, 0)->bytes->len, ==, 3);
  g_assert_true (bytes[0].type == SMF_SYSEX && g_bytes_get_size (bytes[0].bytes) == 5);
  g_assert_true (bytes[1].type == SMF_ESCAPE && g_bytes_get_size (bytes[1].bytes) == 2);
  g_assert_true (bytes[2].type == SMF_META && g_bytes_get_size (bytes[2].bytes) == 4);
}

static void
test_text_encoding (void)
{
  g_autoptr (SmfFile) file =
      parse_track ("01E0", "00 FF0306 C3BC62657220 00 FF0504 6D75DF00 00 FF0102 0A0D 00 FF2F00");
  const SmfText *text = (const SmfText *) smf_track (file, 0)->texts->data;

  g_assert_cmpstr (smf_track (file, 0)->name, ==, "über");
  g_assert_cmpstr (text[0].text, ==, "muß");
  g_assert_cmpstr (text[1].text, ==, "\n\r");
}

static void
test_wrapping (void)
{
  const char *const tracks[] = { "00 903C40 60 3C00 00 FF2F00", NULL };
  GByteArray *bare = file_of ("0000 0001 0060", tracks);
  GByteArray *riff = bytes_of ("'RIFF' 00000000 'RMID' 'data' 00000000");
  GByteArray *mac = g_byte_array_new ();
  GByteArray *alien = bytes_of ("'MThd' 00000008 0001 0003 0060 FFFF 'XFIH' 00000003 010203");

  g_byte_array_append (riff, bare->data, bare->len);
  g_byte_array_set_size (mac, 128);
  memset (mac->data, 0, 128);
  g_byte_array_append (mac, bare->data, bare->len);
  append_track (alien, tracks[0]);
  g_byte_array_append (alien, (const uint8_t *) "Junk\0\0\0\2ab", 10);
  append_track (alien, tracks[0]);
  g_byte_array_unref (bare);

  g_autoptr (SmfFile) from_riff = parse (riff);
  g_autoptr (SmfFile) from_mac = parse (mac);
  g_autoptr (SmfFile) from_alien = parse (alien);
  assert_note (note_at (from_riff, 0, 0), 0, 15360, 60, 64);
  assert_note (note_at (from_mac, 0, 0), 0, 15360, 60, 64);
  g_assert_cmpuint (from_alien->tracks->len, ==, 2);
  assert_note (note_at (from_alien, 1, 0), 0, 15360, 60, 64);
  g_assert_cmpint (from_alien->n_damaged, ==, 0);
}

/* Patterns of format 2 follow each other. */
static void
test_format_2 (void)
{
  g_autoptr (SmfFile) file = parse (
      file_of ("0002 0002 0060",
               (const char *const[]){ "00 903C40 60 3C00 60 FF2F00",
                                      "00 FF5103 0F4240 00 903D40 60 3D00 00 FF2F00", NULL }));

  g_assert_cmpint (file->format, ==, 2);
  assert_note (note_at (file, 0, 0), 0, 15360, 60, 64);
  assert_note (note_at (file, 1, 0), 30720, 15360, 61, 64);
  g_assert_cmpint (g_array_index (file->tempos, SmfTempo, 0).at, ==, 30720);
}

static void
test_damage (void)
{
  /* A chunk that says it is longer, one that says it is shorter, one cut within an event. */
  g_autoptr (SmfFile) longer =
      parse (bytes_of ("'MThd' 00000006 0001 0002 0060 'MTrk' 7FFFFFFF 00 903C40 60 3C00 00 FF2F00 "
                       "'MTrk' 0000000B 00 903D40 60 3D00 00 FF2F00"));
  g_assert_cmpuint (longer->tracks->len, ==, 2);
  assert_note (note_at (longer, 1, 0), 0, 15360, 61, 64);
  g_assert_cmpint (longer->n_damaged, ==, 1);

  g_autoptr (SmfFile) shorter =
      parse (bytes_of ("'MThd' 00000006 0001 0002 0060 'MTrk' 00000004 00 903C40 60 3C00 00 FF2F00 "
                       "'MTrk' 0000000B 00 903D40 60 3D00 00 FF2F00"));
  g_assert_cmpuint (shorter->tracks->len, ==, 2);
  assert_note (note_at (shorter, 1, 0), 0, 15360, 61, 64);

  g_autoptr (SmfFile) cut =
      parse (bytes_of ("'MThd' 00000006 0000 0001 0060 'MTrk' 00000010 00 903C40 60 3C00 30 903D"));
  g_assert_cmpuint (smf_track (cut, 0)->notes->len, ==, 1);
  g_assert_cmpint (cut->n_damaged, ==, 1);

  /* A long sysex that is not there, a quantity without an end, a data byte with its top bit. */
  const char *const bad[] = { "00 903C40 60 3C00 00 F0 FFFFFF7F 01",
                              "00 903C40 60 3C00 FFFFFFFFFF7F 00",
                              "00 903C40 60 3C00 00 90FF40 00 FF2F00",
                              "00 903C40 60 3C00 00 F8 00 FF2F00", "00 903C40 60 3C00 00 FF" };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SmfFile) file = parse_track ("0060", bad[i]);
    g_assert_cmpuint (smf_track (file, 0)->notes->len, ==, 1);
    g_assert_cmpint (file->n_damaged, ==, 1);
  }
}

static void
test_refusal (void)
{
  const char *const bad[] = { "",
                              "'MThd'",
                              "'RIFF' 00000000 'WAVEfmt ' 00000000 00000000",
                              "'MThd' 00000006 0000 0001 0000",
                              "'MThd' 00000006 0000 0001 8000",
                              "'MThd' 00000006 0000 0001 FF01" };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GByteArray) bytes = bytes_of (bad[i]);
    g_autoptr (GError) error = NULL;
    g_assert_null (smf_read_bytes (bytes->data, bytes->len, &error));
    g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smf/notes", test_notes);
  g_test_add_func ("/smf/note-pairing", test_note_pairing);
  g_test_add_func ("/smf/division", test_division);
  g_test_add_func ("/smf/conductor", test_conductor);
  g_test_add_func ("/smf/events", test_events);
  g_test_add_func ("/smf/text-encoding", test_text_encoding);
  g_test_add_func ("/smf/wrapping", test_wrapping);
  g_test_add_func ("/smf/format-2", test_format_2);
  g_test_add_func ("/smf/damage", test_damage);
  g_test_add_func ("/smf/refusal", test_refusal);
  return g_test_run ();
}

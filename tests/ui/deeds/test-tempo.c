/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tempo and bars from a range: the sound stays, and the bars go to it. */
#include <glib.h>

#include "deeds_fixture.h"
#include "model/clip.h"
#include "temporary.h"
#include "ui/deeds/deed.h"

typedef struct {
  char *holder, *path;
  LqDesk *desk;
} Opened;

static Opened
song_new (void)
{
  g_autoptr (GError) error = NULL;
  Opened song = { .holder = temporary_folder_new () };
  song.path = deeds_fixture_make (song.holder);
  song.desk = lq_desk_open (song.path, &error);
  g_assert_no_error (error);
  return song;
}

static void
song_free (Opened *song)
{
  lq_desk_close (song->desk);
  g_object_unref (song->desk);
  temporary_folder_remove (song->holder);
  g_free (song->holder);
  g_free (song->path);
}

static Units
start_of_first (LqDesk *desk, const char *track)
{
  const Track *one = deeds_fixture_track (desk, track);
  return clip_start_units (lq_desk_map (desk), (const Clip *) list_get (one->clips, 0));
}

/* Over 3.5 s from 2.6 s on, which is on no bar of 120 BPM. */
static bool
set_tempo (LqDesk *desk, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  deeds_fixture_go (desk, "Snare", ROW_TRACK, 0, "2.6s");
  deeds_fixture_range (desk, "2.6s", "6.1s");
  return deed_do (deed_find ("tempo.from-range"), desk, PLACE_CLIP_LANE, text, &told, &error);
}

static void
test_downbeat (void)
{
  static const struct {
    const char *text;
    int beat;
  } cases[] = { { "2 1", 0 }, { "2 3", 2 } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    Opened song = song_new ();
    const Units snare = start_of_first (song.desk, "Snare");
    g_assert_true (set_tempo (song.desk, cases[i].text));
    const TempoMap *map = lq_desk_map (song.desk);
    const Units from = UNITS_PER_SECOND / 10 * 26, to = UNITS_PER_SECOND / 10 * 61;
    const Ticks first = tempo_map_ticks (map, from);
    const Ticks last = tempo_map_ticks (map, to);
    const Ticks bar = tempo_map_bar_length (map, 0);
    const Ticks beat = cases[i].beat * tempo_map_beat_length (map, 0);
    /* To a tick. */
    g_assert_cmpint ((first + 1) % bar, >=, beat);
    g_assert_cmpint ((first + 1) % bar, <=, beat + 2);
    g_assert_cmpint (ABS (last - first - 2 * bar), <=, 1);
    /* What lies in the range is heard where it was; one step back is all of it. */
    g_assert_cmpint (ABS (start_of_first (song.desk, "Snare") - snare), <,
                     UNITS_PER_SECOND / 10000);
    g_assert_true (document_undo (lq_desk_document (song.desk)));
    g_assert_cmpint (list_n (lq_desk_project (song.desk)->tempos), <=, 1);
    song_free (&song);
  }
}

/* Without a beat the bars stay, and no bar has a fifth one of four. */
static void
test_other (void)
{
  Opened song = song_new ();
  g_assert_false (set_tempo (song.desk, "2 5"));
  g_assert_false (set_tempo (song.desk, "2 x"));
  g_assert_true (set_tempo (song.desk, "2 0"));
  g_assert_cmpint (list_n (lq_desk_project (song.desk)->tempos), <=, 1);
  song_free (&song);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/deeds/tempo/downbeat", test_downbeat);
  g_test_add_func ("/ui/deeds/tempo/other", test_other);
  return g_test_run ();
}

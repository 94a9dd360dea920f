/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "session.h"
#include "media/pcm.h"
#include "media/probe.h"
#include "model/clip.h"
#include "store/take_recovery.h"
#include "stream/take_file.h"
#include "temporary.h"

#define RATE 48000

typedef struct {
  char *parent, *path;
  Session *session;
  Id track;
} Fixture;

static void
run (Session *session, const char *line, GArray *created)
{
  GError *error = NULL;
  g_assert_true (document_run (session_document (session), &line, 1, created, &error));
  g_assert_no_error (error);
}

static void
fixture_init (Fixture *fixture)
{
  GError *error = NULL;
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));
  fixture->parent = temporary_folder_new ();
  fixture->path = g_build_filename (fixture->parent, "S\303\266ng's 1", NULL);
  Project *project = project_new ();
  fixture->session = session_new (fixture->path, project, 1, &error);
  g_assert_no_error (error);
  project_unref (project);
  run (fixture->session, "track.add kind=audio name=Vox", created);
  fixture->track = g_array_index (created, Id, 0);
  g_assert_true (session_save (fixture->session, &error));
}

static void
fixture_clear (Fixture *fixture)
{
  session_close (fixture->session);
  temporary_folder_remove (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->path);
}

/* A take as a killed program leaves it: n frames, of which the header knows the first half. */
static void
leave_channels (const Fixture *fixture, int number, Id track, Frames song_frame, Frames n,
                int channels, gsize torn)
{
  GError *error = NULL;
  g_autofree char *folder = g_build_filename (fixture->path, "audio", NULL);
  g_autofree char *name = g_strdup_printf ("Vox %d", number);
  g_autofree char *shown = g_strdup_printf ("Take %d", number);
  g_autofree char *file = g_strdup_printf ("audio/Vox %d.wav", number);
  g_autofree char *notes = take_note_folder (fixture->path, &error);
  const TakeFileSpec spec = { .folder = folder,
                              .name = name,
                              .rate = RATE,
                              .channels = channels,
                              .encoding = PCM_INT24,
                              .song_frame = song_frame };
  g_autoptr (GArray) dropouts = g_array_new (FALSE, FALSE, sizeof (DropoutMark));
  const DropoutMark marks[] = { { 200, 0 }, { 300, 50 }, { n + 1, 9 } };
  g_array_append_vals (dropouts, marks, G_N_ELEMENTS (marks));
  const TakeNote note = { .file = file,
                          .name = shown,
                          .track = track,
                          .song_frame = song_frame,
                          .rate = RATE,
                          .input = "Mic = 1\n[x]",
                          .date = 1000 + number,
                          .number = number,
                          .dropouts = dropouts };
  g_autofree float *ramp = g_new (float, (gsize) (n + channels));
  const float *planar[8], *rest[8];

  for (Frames i = 0; i < n + channels; i++)
    ramp[i] = (float) (i + number) / 8388608.0f;
  for (int c = 0; c < channels; c++) { /* each a frame further */
    planar[c] = ramp + c;
    rest[c] = ramp + c + n / 2;
  }
  g_mkdir (folder, 0777);
  TakeFile *take = take_file_new (&spec, &error);
  g_autofree char *path = g_strdup (take_file_path (take));
  g_assert_no_error (error);
  g_autofree char *note_path = take_note_write (&note, notes, &error);
  g_assert_no_error (error);
  g_assert_true (take_note_sync (note_path, &error));
  take_file_write (take, planar, (int) (n / 2), &error);
  take_file_sync (take, &error);
  g_autofree char *head = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &head, &size, NULL));
  take_file_write (take, rest, (int) (n - n / 2), &error);
  take_file_close (take, &error);
  g_assert_no_error (error);
  FILE *back = fopen (path, "r+b");
  fwrite (head, 1, MIN (size, 700),
          back); /* the header of the sync before, and part of the sound */
  fclose (back);
  if (torn > 0) {
    GStatBuf status;
    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpint (truncate (path, status.st_size - (off_t) torn), ==, 0);
  }
}

static void
leave_take (const Fixture *fixture, int number, Id track, Frames song_frame, Frames n)
{
  leave_channels (fixture, number, track, song_frame, n, 1, 0);
}

static ProjectFolder *
find_folder (const Fixture *fixture)
{
  GError *error = NULL;
  ProjectFolder *folder = project_folder_find (fixture->path, &error);
  g_assert_no_error (error);
  return folder;
}

static guint
n_left (const Fixture *fixture)
{
  ProjectFolder *folder = find_folder (fixture);
  g_autoptr (GPtrArray) left = take_recovery_list (folder, session_project (fixture->session));
  project_folder_free (folder);
  return left->len;
}

static guint
n_notes (const Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->path, "recovery", "takes", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;
  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

static void
place_all (const Fixture *fixture)
{
  GError *error = NULL;
  ProjectFolder *folder = find_folder (fixture);
  g_autoptr (GPtrArray) all = take_recovery_list (folder, session_project (fixture->session));

  for (guint i = 0; i < all->len; i++) {
    TakeLeft *left = all->pdata[i];
    g_assert_true (take_left_repair (left, &error));
    g_auto (GStrv) lines = take_left_commands (left, session_project (fixture->session), false);
    document_run (session_document (fixture->session), (const char *const *) lines,
                  (int) g_strv_length (lines), NULL, &error);
    g_assert_no_error (error);
  }
  project_folder_free (folder);
}

static void
test_list (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_assert_cmpuint (n_left (&fixture), ==, 0);
  leave_take (&fixture, 2, fixture.track, 96000, 7001);
  leave_take (&fixture, 1, fixture.track, INT64_C (20000000000), 12001);
  leave_take (&fixture, 3, fixture.track, 0, 0); /* nothing was played */
  leave_take (&fixture, 4, fixture.track, 0, 10);
  g_autofree char *gone = g_build_filename (fixture.path, "audio", "Vox 4.wav", NULL);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_autofree char *broken =
      g_build_filename (fixture.path, "recovery", "takes", "x.wav.take", NULL);
  g_assert_true (g_file_set_contents (broken, "[take]\nfile=../../x.wav\nrate=1\n", -1, NULL));

  ProjectFolder *folder = find_folder (&fixture);
  g_autoptr (GPtrArray) all = take_recovery_list (folder, session_project (fixture.session));
  g_assert_cmpuint (all->len, ==, 2);
  TakeLeft *left = all->pdata[0];
  g_assert_cmpint (left->frames, ==, 12001);
  g_assert_cmpfloat (left->seconds, ==, 12001.0 / RATE);
  g_assert_cmpint (left->note.track, ==, fixture.track);
  g_assert_cmpint (left->note.song_frame, ==, INT64_C (20000000000));
  g_assert_cmpint (left->note.date, ==, 1001);
  g_assert_cmpstr (left->note.input, ==, "Mic = 1\n[x]");
  g_assert_cmpstr (left->note.file, ==, "audio/Vox 1.wav");

  MediaInfo info;
  GError *error = NULL;
  g_assert_true (media_probe (left->path, &info, NULL));
  g_assert_cmpint (info.frames, ==, 6000); /* by its header */
  media_info_clear (&info);
  g_assert_true (take_left_repair (left, &error));
  PcmFile *file = pcm_open (left->path, &error);
  g_assert_cmpint (pcm_info (file)->frames, ==, 12001);
  g_autofree float *samples = g_new (float, 12001);
  pcm_read (file, 0, 12001, 0, 1, (float *const[]){ samples });
  for (int i = 0; i < 12001; i++)
    g_assert_true (samples[i] == (float) (i + 1) / 8388608.0f);
  pcm_unref (file);

  g_assert_true (take_left_dismiss (left, &error));
  g_assert_cmpuint (n_left (&fixture), ==, 1);
  g_assert_true (g_file_test (left->path, G_FILE_TEST_EXISTS));
  project_folder_free (folder);
  fixture_clear (&fixture);
}

static void
assert_take (const Fixture *fixture, Id id, int lane, const char *name, Units start, Units length)
{
  const Track *track = project_find_track (session_project (fixture->session), id);
  g_assert_cmpint (list_n (track->lanes), >, lane);
  const Lane *take = (const Lane *) list_get (track->lanes, lane);
  g_assert_cmpstr (text_get (take->name), ==, name);
  g_assert_cmpint (list_n (take->clips), ==, 1);
  const Clip *clip = (const Clip *) list_get (take->clips, 0);
  g_assert_cmpint (clip->start.value, ==, start);
  g_assert_cmpint (clip->start.base, ==, TIME_ABSOLUTE);
  g_assert_cmpint (clip->length.value, ==, length);
}

static void
test_place (void)
{
  const Frames late = INT64_C (20000000000); /* five days into the song */
  Fixture fixture;
  GError *error = NULL;
  fixture_init (&fixture);
  leave_take (&fixture, 1, fixture.track, 96000, 7001);
  leave_take (&fixture, 2, fixture.track, late, 5000);
  leave_take (&fixture, 3, 0, 100, 500);
  leave_take (&fixture, 4, fixture.track + 99, 200, 500);
  place_all (&fixture);

  assert_take (&fixture, fixture.track, 0, "Take 1", frames_to_units (96000, RATE),
               frames_to_units (7001, RATE));
  assert_take (&fixture, fixture.track, 1, "Take 2", frames_to_units (late, RATE),
               frames_to_units (5000, RATE));
  const List *tracks = session_project (fixture.session)->tracks;
  int spare = -1;
  for (int i = 0; i < list_n (tracks); i++)
    if (strcmp (text_get (((const Track *) list_get (tracks, i))->name), "Recovered") == 0) {
      g_assert_cmpint (spare, ==, -1); /* one for both */
      spare = i;
    }
  g_assert_cmpint (spare, >=, 0);
  const Id id = list_get (tracks, spare)->id;
  assert_take (&fixture, id, 0, "Take 3", frames_to_units (100, RATE), frames_to_units (500, RATE));
  assert_take (&fixture, id, 1, "Take 4", frames_to_units (200, RATE), frames_to_units (500, RATE));

  /* They are known to be placed, but the notes stay until that is on the disk. */
  g_assert_cmpuint (n_left (&fixture), ==, 0);
  g_assert_cmpuint (n_notes (&fixture), ==, 4);
  while (document_undo (session_document (fixture.session)))
    ;
  g_assert_cmpuint (n_left (&fixture), ==, 4);
  while (document_redo (session_document (fixture.session)))
    ;
  g_assert_true (session_save (fixture.session, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_notes (&fixture), ==, 0);
  fixture_clear (&fixture);
}

/* At another rate than the project's, the place is the same moment. */
static void
test_other_rate (void)
{
  Fixture fixture;
  GError *error = NULL;
  fixture_init (&fixture);
  leave_take (&fixture, 1, fixture.track, 48001, 4800);
  run (fixture.session, "project.set rate=44100", NULL);
  place_all (&fixture);
  assert_take (&fixture, fixture.track, 0, "Take 1", frames_to_units (48001, RATE),
               frames_to_units (4800, RATE));
  g_assert_true (session_save (fixture.session, &error));
  fixture_clear (&fixture);
}

/* What was lost stays with the file: in what plays it, and in the project that is saved. Marks
 * behind what is there of the file are none. */
static void
test_dropouts (void)
{
  Fixture fixture;
  GError *error = NULL;
  fixture_init (&fixture);
  leave_take (&fixture, 1, fixture.track, 96000, 7001);
  place_all (&fixture);
  g_assert_true (session_save (fixture.session, &error));
  session_close (fixture.session);
  fixture.session = session_open (fixture.path, SESSION_WRITE, 0, &error);
  g_assert_no_error (error);
  const Track *track = project_find_track (session_project (fixture.session), fixture.track);
  const Lane *take = (const Lane *) list_get (track->lanes, 0);
  const Clip *clip = (const Clip *) list_get (take->clips, 0);
  const Source *source = project_find_source (session_project (fixture.session), clip->source);
  g_assert_cmpint (list_n (source->dropouts), ==, 2);
  for (int i = 0; i < 2; i++) {
    const Dropout *dropout = (const Dropout *) list_get (source->dropouts, i);
    g_assert_cmpint (dropout->frame, ==, 200 + 100 * i);
    g_assert_cmpint (dropout->missing, ==, 50 * i);
  }
  fixture_clear (&fixture);
}

/* As text and back; what is something else is refused. */
static void
test_dropout_text (void)
{
  static const char *const wrong[] = {
    "x", "-5", "1+", "1,2", "5+-3", "99999999999999999999", "+3"
  };
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (DropoutMark));

  g_assert_true (dropouts_read ("4800 96000+512", marks));
  g_assert_cmpint (marks->len, ==, 2);
  g_assert_cmpint (g_array_index (marks, DropoutMark, 1).missing, ==, 512);
  g_autofree char *text = dropouts_write (marks);
  g_assert_cmpstr (text, ==, "4800 96000+512");
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (dropouts_read (wrong[i], marks));
}

static const Track *
named (const Fixture *fixture, const char *name)
{
  const List *tracks = session_project (fixture->session)->tracks;

  for (int i = 0; i < list_n (tracks); i++)
    if (strcmp (text_get (((const Track *) list_get (tracks, i))->name), name) == 0)
      return (const Track *) list_get (tracks, i);
  g_error ("no track '%s'", name);
}

static void
assert_channels (const Fixture *fixture, const Track *track, int lane, int first, int n)
{
  const Lane *take = (const Lane *) list_get (track->lanes, lane);
  const Clip *clip = (const Clip *) list_get (take->clips, 0);
  const Source *source = project_find_source (session_project (fixture->session), clip->source);

  g_assert_cmpint (source->first_channel, ==, first);
  g_assert_cmpint (source->channels, ==, n);
}

/* Killed in the middle of a frame of many channels: whole frames stay, and every channel of them
 * gets to a track, the same one with the next take. */
static void
test_many_channels (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  run (fixture.session, "track.add kind=group name=Room", NULL);
  run (fixture.session, "track.set track=Vox in=Room", NULL);
  leave_channels (&fixture, 1, fixture.track, 96000, 7001, 4, 5);
  leave_channels (&fixture, 2, fixture.track, 96000, 7001, 8, 23);
  leave_channels (&fixture, 3, fixture.track, 96000, 300, 3, 0);

  ProjectFolder *folder = find_folder (&fixture);
  g_autoptr (GPtrArray) all = take_recovery_list (folder, session_project (fixture.session));
  g_assert_cmpuint (all->len, ==, 3);
  static const int n_channels[] = { 4, 8, 3 }, n_frames[] = { 7000, 7000, 300 };
  for (guint k = 0; k < 3; k++) {
    TakeLeft *left = all->pdata[k];
    float samples[8][64], *planar[8];
    GError *error = NULL;
    g_assert_cmpint (left->channels, ==, n_channels[k]);
    g_assert_cmpint (left->frames, ==, n_frames[k]);
    g_assert_true (take_left_repair (left, &error));
    PcmFile *file = pcm_open (left->path, &error);
    g_assert_cmpint (pcm_info (file)->channels, ==, n_channels[k]);
    g_assert_cmpint (pcm_info (file)->frames, ==, n_frames[k]);
    for (int c = 0; c < 8; c++)
      planar[c] = samples[c];
    pcm_read (file, n_frames[k] - 64, 64, 0, n_channels[k], planar);
    for (int c = 0; c < n_channels[k]; c++)
      for (int i = 0; i < 64; i++)
        g_assert_cmpfloat (samples[c][i], ==,
                           (float) (n_frames[k] - 64 + i + c + left->note.number) / 8388608.0f);
    pcm_unref (file);
  }
  place_all (&fixture);
  const Track *vox = named (&fixture, "Vox");
  for (int lane = 0; lane < 3; lane++)
    assert_channels (&fixture, vox, lane, 0, 2);
  assert_take (&fixture, fixture.track, 1, "Take 2", frames_to_units (96000, RATE),
               frames_to_units (7000, RATE));
  const Track *next = named (&fixture, "Vox 3-4");
  g_assert_cmpint (list_n (next->lanes), ==, 2);
  assert_channels (&fixture, next, 0, 2, 2);
  assert_channels (&fixture, next, 1, 2, 2);
  g_assert_cmpint (next->group, ==, vox->group);
  assert_take (&fixture, next->node.id, 0, "Take 1", frames_to_units (96000, RATE),
               frames_to_units (7000, RATE));
  assert_channels (&fixture, named (&fixture, "Vox 5-6"), 0, 4, 2);
  assert_channels (&fixture, named (&fixture, "Vox 7-8"), 0, 6, 2);
  assert_channels (&fixture, named (&fixture, "Vox 3"), 0, 2, 1);
  g_assert_cmpuint (n_left (&fixture), ==, 0);
  project_folder_free (folder);
  fixture_clear (&fixture);
}

/* Passes of a loop where the track played nothing are heard, the last on top, and no lane is made
 * twice; over what is there they are not. */
static void
test_heard (void)
{
  Fixture fixture;
  GError *error = NULL;
  fixture_init (&fixture);
  leave_take (&fixture, 1, fixture.track, 1000, 40000);
  leave_take (&fixture, 2, fixture.track, 10000, 31000);
  leave_take (&fixture, 3, fixture.track, 10000, 20000);
  for (int round = 0; round < 2; round++) {
    Project *before = project_ref ((Project *) session_project (fixture.session));
    g_autoptr (GPtrArray) left = session_left_takes (fixture.session);
    for (guint i = 0; i < left->len; i++) {
      TakeLeft *take = left->pdata[i];
      const bool is_free = take_left_is_free (take, before);
      g_assert_true (is_free == (round == 0));
      g_assert_true (session_place_take (fixture.session, take, is_free, &error));
    }
    g_assert_cmpuint (left->len, ==, round == 0 ? 3 : 1);
    project_unref (before);

    const Track *track = project_find_track (session_project (fixture.session), fixture.track);
    g_assert_cmpint (list_n (track->lanes), ==, 3 + round);
    g_assert_cmpint (list_n (track->clips), ==, 3);
    static const Frames starts[] = { 1000, 10000, 30000 }, ends[] = { 10000, 30000, 41000 };
    static const char *const files[] = { "audio/Vox 1.wav", "audio/Vox 3.wav", "audio/Vox 2.wav" };
    TempoMap *map = tempo_map_new (session_project (fixture.session));
    g_autofree ClipSpan *spans = clip_spans (map, track->clips);
    for (int i = 0; i < 3; i++) {
      g_assert_cmpint (spans[i].from, ==, frames_to_units (starts[i], RATE));
      g_assert_cmpint (spans[i].to, ==, frames_to_units (ends[i], RATE));
      const Source *source =
          project_find_source (session_project (fixture.session), spans[i].clip->source);
      g_assert_cmpstr (text_get (source->file), ==, files[i]);
    }
    tempo_map_free (map);
    if (round == 0)
      leave_take (&fixture, 4, fixture.track, 40900, 20000);
  }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/take-recovery/list", test_list);
  g_test_add_func ("/store/take-recovery/place", test_place);
  g_test_add_func ("/store/take-recovery/other-rate", test_other_rate);
  g_test_add_func ("/store/take-recovery/dropouts", test_dropouts);
  g_test_add_func ("/store/take-recovery/dropout-text", test_dropout_text);
  g_test_add_func ("/store/take-recovery/many-channels", test_many_channels);
  g_test_add_func ("/store/take-recovery/heard", test_heard);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/take_recovery.h"

#include "base/error.h"
#include "media/wav_resize.h"
#include "model/clip.h"
#include "store/take_lines.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define SPARE_TRACK "Recovered"

static void
left_free (void *data)
{
  TakeLeft *left = data;
  take_note_clear (&left->note);
  g_free (left->note_path);
  g_free (left->path);
  g_free (left);
}

static bool
is_played (const Project *project, const char *file)
{
  for (int i = 0; project && i < list_n (project->sources); i++)
    if (strcmp (text_get (((const Source *) list_get (project->sources, i))->file), file) == 0)
      return true;
  return false;
}

static void
set_shape (TakeLeft *left, const WavShape *shape)
{
  left->frames = shape->frames;
  left->rate = shape->rate;
  left->channels = shape->channels;
  left->seconds = (double) shape->frames / shape->rate;
}

static int
compare_left (const void *a, const void *b)
{
  const TakeLeft *p = *(TakeLeft *const *) a, *q = *(TakeLeft *const *) b;
  if (p->note.date != q->note.date)
    return p->note.date < q->note.date ? -1 : 1;
  return p->note.number != q->note.number ? p->note.number - q->note.number
                                          : strcmp (p->note.file, q->note.file);
}

/* Paths of all notes of a project. */
static GPtrArray *
list_notes (const char *project_folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (project_folder, "recovery", "takes", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, TAKE_NOTE_SUFFIX))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

GPtrArray *
take_recovery_list (const ProjectFolder *folder, const Project *project)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (left_free);
  g_autoptr (GPtrArray) paths = list_notes (project_folder_path (folder));

  for (guint i = 0; i < paths->len; i++) {
    TakeLeft left = { .note_path = g_strdup (paths->pdata[i]) };
    WavShape shape;
    if (take_note_read (left.note_path, &left.note, NULL) && !is_played (project, left.note.file) &&
        (left.path = project_folder_media (folder, left.note.file)) &&
        wav_measure (left.path, &shape, NULL) && shape.frames > 0) {
      set_shape (&left, &shape);
      g_ptr_array_add (all, g_memdup2 (&left, sizeof left));
      continue;
    }
    take_note_clear (&left.note);
    g_free (left.note_path);
    g_free (left.path);
  }
  g_ptr_array_sort (all, compare_left);
  return all;
}

bool
take_left_repair (TakeLeft *left, GError **error)
{
  WavShape shape;
  if (!wav_mend (left->path, &shape, error))
    return false;
  set_shape (left, &shape);
  return true;
}

/* Frames where they say it exactly and the reader of positions takes them, else seconds. */
static char *
write_place (const TakeNote *note, const Project *project)
{
  if (note->rate == project->rate && ABS (note->song_frame) < INT64_C (1000000000))
    return g_strdup_printf ("%" PRId64 "f", note->song_frame);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const Units units = frames_to_units (note->song_frame, note->rate);
  g_ascii_formatd (text, sizeof text, "%.10f", (double) units / (double) UNITS_PER_SECOND);
  return g_strconcat (text, "s", NULL);
}

/* The track it was recorded to, else the spare one; NULL when that must be made. */
static const Track *
find_track (const TakeLeft *left, const Project *project)
{
  const Track *own = left->note.track ? project_find_track (project, left->note.track) : NULL;

  if (own && own->kind == TRACK_AUDIO)
    return own;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind == TRACK_AUDIO && strcmp (text_get (track->name), SPARE_TRACK) == 0)
      return track;
  }
  return NULL;
}

/* What a loss of power cut off the file is marked nowhere. */
static GArray *
kept_dropouts (const TakeLeft *left)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (DropoutMark));

  for (guint i = 0; left->note.dropouts && i < left->note.dropouts->len; i++) {
    const DropoutMark mark = g_array_index (left->note.dropouts, DropoutMark, i);
    if (mark.frame <= left->frames)
      g_array_append_val (marks, mark);
  }
  return marks;
}

char **
take_left_commands (const TakeLeft *left, const Project *project, bool heard)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *place = write_place (&left->note, project);
  g_autoptr (GArray) dropouts = kept_dropouts (left);
  const TakeLines take = { .track = find_track (left, project),
                           .spare = SPARE_TRACK,
                           .path = left->path,
                           .channels = left->channels,
                           .at = place,
                           .name = left->note.name && *left->note.name ? left->note.name
                                                                       : "Recovered take",
                           .dropouts = dropouts,
                           .heard = heard };
  int n_created = 0;

  take_lines_add (lines, &n_created, project, &take);
  return g_strv_builder_end (lines);
}

bool
take_left_is_free (const TakeLeft *left, const Project *project)
{
  const Track *track = left->note.track ? project_find_track (project, left->note.track) : NULL;
  const Units from = frames_to_units (left->note.song_frame, left->note.rate);
  const Units to = from + frames_to_units (left->frames, left->rate);
  bool is_free = track && track->kind == TRACK_AUDIO;

  TempoMap *map = tempo_map_new (project);
  for (int i = 0; is_free && i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    is_free = clip_end_units (map, clip) <= from || clip_start_units (map, clip) >= to;
  }
  tempo_map_free (map);
  return is_free;
}

bool
take_left_dismiss (const TakeLeft *left, GError **error)
{
  return unlink (left->note_path) == 0 || errno == ENOENT ||
         error_set_errno (error, errno, "cannot remove", left->note_path);
}

void
take_recovery_settle (const char *project_folder, const Project *project)
{
  g_autoptr (GPtrArray) paths = list_notes (project_folder);

  for (guint i = 0; i < paths->len; i++) {
    TakeNote note;
    if (!take_note_read (paths->pdata[i], &note, NULL))
      continue;
    if (is_played (project, note.file))
      unlink (paths->pdata[i]); /* one that stays is not listed: the project plays its take */
    take_note_clear (&note);
  }
}

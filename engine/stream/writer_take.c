/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/writer_take.h"

#include <pthread.h>
#include <stdatomic.h>

#include "store/file.h"

/* A disk that is asked to flush by several at once does it once for all of them. */
#define WAITERS 15
#define TAKES_PER_WAITER 4

static void
open_take_free (OpenTake *open)
{
  take_unref (open->take);
  g_free (open->note_path);
  take_note_clear (&open->note);
  g_clear_error (&open->error);
  g_free (open);
}

static bool
write_first_note (OpenTake *open, const char *project_folder, const char *input, GError **error)
{
  g_autofree char *folder = take_note_folder (project_folder, error);
  const Take *take = open->take;

  open->note = (TakeNote){ .file = g_strdup (take->file),
                           .name = g_strdup (take->name),
                           .track = take->track,
                           .lane = take->lane,
                           .song_frame = take->song_frame,
                           .rate = take->rate,
                           .input = g_strdup (input),
                           .date = g_get_real_time () / G_USEC_PER_SEC,
                           .number = take->number };
  open->noted = true;
  open->note_path = folder ? take_note_write (&open->note, folder, error) : NULL;
  return open->note_path != NULL;
}

void
open_take_mark (OpenTake *open, Frames missing)
{
  const DropoutMark mark = { take_file_frames (open->file), missing };
  GArray **marks = &open->note.dropouts;

  if (!*marks)
    *marks = g_array_new (FALSE, FALSE, sizeof (DropoutMark));
  if ((*marks)->len == DROPOUTS_MOST)
    return;
  g_array_append_val (*marks, mark);
  open->noted = false;
}

/* A disk without room keeps the note that is there. */
static void
write_note_again (OpenTake *open)
{
  g_autofree char *folder = g_path_get_dirname (open->note_path);

  g_free (take_note_write (&open->note, folder, NULL));
  open->noted = true;
  open->named = false;
}

OpenTake *
open_take_new (const TakeFileSpec *spec, const char *project_folder, const char *input, Take *take,
               GError **error)
{
  OpenTake *open = g_new0 (OpenTake, 1);

  open->take = take;
  open->file = take_file_new (spec, error);
  if (open->file) {
    g_autofree char *base = g_path_get_basename (take_file_path (open->file));
    take->path = g_strdup (take_file_path (open->file));
    take->file = g_strconcat ("audio/", base, NULL);
    if (!write_first_note (open, project_folder, input, error))
      take_file_remove_empty (open->file);
  }
  if (!open->note_path) {
    open_take_free (open);
    return NULL;
  }
  open->synced_at = g_get_monotonic_time ();
  return open;
}

bool
open_take_write (OpenTake *open, const float *const *planar, int n, GError **error)
{
  const Frames before = take_file_frames (open->file);
  const bool good = take_file_write (open->file, planar, n, error);
  const Frames frames = take_file_frames (open->file);

  take_peaks_add (open->take->peaks, planar, (int) (frames - before));
  atomic_store_explicit (&open->take->frames, frames, memory_order_release);
  return good;
}

/* The folders are those of the last one, mostly. */
static void
sync_folders (OpenTake *open, char **audio, char **notes)
{
  g_autofree char *folder = g_path_get_dirname (open->take->path);
  g_autofree char *note_folder = g_path_get_dirname (open->note_path);

  if (g_strcmp0 (*audio, folder) != 0)
    folder_sync (folder); /* some network folders cannot */
  if (g_strcmp0 (*notes, note_folder) != 0)
    folder_sync (note_folder);
  g_free (*audio);
  g_free (*notes);
  *audio = g_steal_pointer (&folder);
  *notes = g_steal_pointer (&note_folder);
  open->named = true;
}

static bool
is_due (const OpenTake *open, gint64 before)
{
  return !open->error && !open->done &&
         (open->ended || (open->synced_at < before &&
                          take_file_frames (open->file) > take_file_synced (open->file)));
}

void
open_takes_start_sync (const GPtrArray *takes, gint64 before, GPtrArray *round)
{
  const gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < takes->len; i++) {
    OpenTake *open = takes->pdata[i];
    if (!is_due (open, before))
      continue;
    open->synced_at = now;
    open->last = open->ended;
    if (!open->noted)
      write_note_again (open);
    if (take_file_start_sync (open->file, open->last, &open->error))
      g_ptr_array_add (round, open);
  }
}

typedef struct {
  const GPtrArray *round;
  atomic_uint next;
} Waiting;

static void *
wait_for_some (void *data)
{
  Waiting *waiting = data;
  guint i;

  while ((i = atomic_fetch_add (&waiting->next, 1)) < waiting->round->len) {
    OpenTake *open = waiting->round->pdata[i];
    open->number = take_file_wait (open->file);
    if (!open->named)
      take_note_sync (open->note_path, NULL);
  }
  return NULL;
}

void
open_takes_wait (const GPtrArray *round)
{
  Waiting waiting = { .round = round };
  pthread_t threads[WAITERS];
  int n = 0;
  g_autofree char *audio = NULL, *notes = NULL;

  while (n < WAITERS && (guint) (n + 1) * TAKES_PER_WAITER < round->len &&
         pthread_create (&threads[n], NULL, wait_for_some, &waiting) == 0)
    n++;
  wait_for_some (&waiting);
  while (n > 0)
    pthread_join (threads[--n], NULL);
  for (guint i = 0; i < round->len; i++)
    if (!((OpenTake *) round->pdata[i])->named)
      sync_folders (round->pdata[i], &audio, &notes);
}

void
open_takes_end_sync (const GPtrArray *round)
{
  for (guint i = 0; i < round->len; i++) {
    OpenTake *open = round->pdata[i];
    open->done = open->last;
    if (take_file_end_sync (open->file, open->number, &open->error))
      atomic_store_explicit (&open->take->synced, take_file_synced (open->file),
                             memory_order_release);
  }
}

bool
open_take_is_done (const OpenTake *open)
{
  return open->ended && (open->done || open->error);
}

bool
open_take_close (OpenTake *open, GError **error)
{
  GError *fault = open->failed ? NULL : g_steal_pointer (&open->error);

  take_file_free (open->file);
  open_take_free (open);
  if (fault)
    g_propagate_error (error, fault);
  return fault == NULL;
}

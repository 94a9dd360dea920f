/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/autosave.h"

#include "store/recovery.h"

#define PATIENCE 4 /* times the quiet, at most, until an edit is in a file */

struct Autosave {
  const ProjectFolder *folder;
  AutosaveReport report;
  void *data;
  int64_t quiet; /* microseconds */
  GThread *thread;
  GMutex mutex; /* for what follows */
  GCond changed;
  Project *waiting; /* to be written, or NULL */
  Project *written; /* in the newest file, autosave or project, or NULL */
  int64_t first_edit, last_edit; /* monotonic, of what is waiting */
  int64_t prune; /* when the project was saved, 0 = nothing to prune */
  bool hurry, busy, stop;
};

static Project *
ref_or_null (const Project *project)
{
  return project ? project_ref (project) : NULL;
}

static void
unref_or_null (Project *project)
{
  if (project)
    project_unref (project);
}

/* Writes the value without the mutex; `before` is what the newest file holds. */
static bool
write_value (Autosave *autosave, const Project *project, const Project *before)
{
  g_autoptr (GError) error = NULL;

  if (before && node_equal (&project->node, &before->node))
    return true;
  g_autofree char *path = recovery_write (autosave->folder, project, &error);
  if (autosave->report)
    autosave->report (path, error, autosave->data);
  return path != NULL;
}

static void
write_waiting (Autosave *autosave)
{
  Project *project = g_steal_pointer (&autosave->waiting);
  Project *before = ref_or_null (autosave->written);

  autosave->busy = true;
  g_mutex_unlock (&autosave->mutex);
  const bool good = write_value (autosave, project, before);
  g_mutex_lock (&autosave->mutex);
  autosave->busy = false;
  /* A save on purpose meanwhile is the newer file. */
  if (good && autosave->written == before) {
    unref_or_null (autosave->written);
    autosave->written = project_ref (project);
  }
  unref_or_null (before);
  project_unref (project);
  g_cond_broadcast (&autosave->changed);
}

static void *
run (void *data)
{
  Autosave *autosave = data;

  g_mutex_lock (&autosave->mutex);
  for (;;) {
    if (autosave->prune) {
      const int64_t saved = autosave->prune;
      autosave->prune = 0;
      autosave->busy = true;
      g_mutex_unlock (&autosave->mutex);
      recovery_prune (autosave->folder, saved);
      g_mutex_lock (&autosave->mutex);
      autosave->busy = false;
      g_cond_broadcast (&autosave->changed);
      continue;
    }
    const int64_t due = MIN (autosave->last_edit + autosave->quiet,
                             autosave->first_edit + PATIENCE * autosave->quiet);
    if (autosave->waiting && (autosave->hurry || g_get_monotonic_time () >= due)) {
      write_waiting (autosave);
      continue;
    }
    if (autosave->stop)
      break;
    if (autosave->waiting)
      g_cond_wait_until (&autosave->changed, &autosave->mutex, due);
    else
      g_cond_wait (&autosave->changed, &autosave->mutex);
  }
  g_mutex_unlock (&autosave->mutex);
  return NULL;
}

Autosave *
autosave_new (const ProjectFolder *folder, const Project *saved, double quiet_seconds,
              AutosaveReport report, void *data)
{
  Autosave *autosave = g_new0 (Autosave, 1);

  autosave->folder = folder;
  autosave->report = report;
  autosave->data = data;
  autosave->quiet = (int64_t) (quiet_seconds * G_USEC_PER_SEC);
  autosave->written = ref_or_null (saved);
  g_mutex_init (&autosave->mutex);
  g_cond_init (&autosave->changed);
  autosave->thread = g_thread_new ("autosave", run, autosave);
  return autosave;
}

void
autosave_free (Autosave *autosave, bool write)
{
  if (!autosave)
    return;
  g_mutex_lock (&autosave->mutex);
  autosave->stop = true;
  autosave->hurry = true;
  if (!write)
    g_clear_pointer (&autosave->waiting, project_unref);
  g_cond_broadcast (&autosave->changed);
  g_mutex_unlock (&autosave->mutex);
  g_thread_join (autosave->thread);
  unref_or_null (autosave->waiting);
  unref_or_null (autosave->written);
  g_mutex_clear (&autosave->mutex);
  g_cond_clear (&autosave->changed);
  g_free (autosave);
}

void
autosave_edit (Autosave *autosave, const Project *project)
{
  Project *old;

  g_mutex_lock (&autosave->mutex);
  old = autosave->waiting;
  autosave->waiting = project_ref (project);
  autosave->last_edit = g_get_monotonic_time ();
  if (!old)
    autosave->first_edit = autosave->last_edit;
  g_cond_broadcast (&autosave->changed);
  g_mutex_unlock (&autosave->mutex);
  unref_or_null (old); /* may free a whole tree: not under the mutex */
}

void
autosave_saved (Autosave *autosave, const Project *project)
{
  Project *old_waiting = NULL, *old_written;

  g_mutex_lock (&autosave->mutex);
  if (autosave->waiting == project)
    old_waiting = g_steal_pointer (&autosave->waiting);
  old_written = autosave->written;
  autosave->written = project_ref (project);
  autosave->prune = g_get_real_time () / G_USEC_PER_SEC;
  g_cond_broadcast (&autosave->changed);
  g_mutex_unlock (&autosave->mutex);
  unref_or_null (old_waiting);
  unref_or_null (old_written);
}

void
autosave_flush (Autosave *autosave)
{
  g_mutex_lock (&autosave->mutex);
  autosave->hurry = true;
  g_cond_broadcast (&autosave->changed);
  while (autosave->waiting || autosave->busy || autosave->prune)
    g_cond_wait (&autosave->changed, &autosave->mutex);
  autosave->hurry = false;
  g_mutex_unlock (&autosave->mutex);
}

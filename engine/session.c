/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include "base/hash.h"
#include "store/autosave.h"
#include "store/lock.h"

struct Session {
  ProjectFolder *folder;
  ProjectLock *lock; /* NULL when opened to read */
  Document *document;
  Autosave *autosave; /* NULL until asked for */
  EditHost host;
  HostData host_data;
};

static uint64_t
seed_or_chance (uint64_t seed)
{
  return seed ? seed
              : ((uint64_t) g_random_int () << 32) ^ hash_mix ((uint64_t) g_get_real_time ());
}

/* Takes folder and lock. */
static Session *
session_with (ProjectFolder *folder, ProjectLock *lock, const Project *project, uint64_t seed)
{
  Session *session = g_new0 (Session, 1);
  session->folder = folder;
  session->lock = lock;
  session->host_data.folder = g_strdup (project_folder_path (folder));
  host_init (&session->host, &session->host_data);
  session->document = document_new (project, seed_or_chance (seed), &session->host);
  session->host_data.document = session->document;
  if (seed)
    document_reserve_ids (session->document);
  return session;
}

Session *
session_open (const char *path, SessionMode mode, uint64_t seed, GError **error)
{
  ProjectFolder *folder = project_folder_find (path, error);
  ProjectLock *lock = NULL;

  if (!folder)
    return NULL;
  /* The lock first: what is read under it is what will be written over. */
  if (mode == SESSION_WRITE && !lock_take (project_folder_path (folder), "lacquer", &lock, error)) {
    project_folder_free (folder);
    return NULL;
  }
  project_folder_free (folder);
  Project *project = project_load (path, &folder, error);
  if (!project) {
    lock_release (lock);
    return NULL;
  }
  Session *session = session_with (folder, lock, project, seed);
  project_unref (project);
  return session;
}

Session *
session_new (const char *path, const Project *project, uint64_t seed, GError **error)
{
  ProjectFolder *folder = project_folder_new (path, error);
  ProjectLock *lock = NULL;

  if (!folder)
    return NULL;
  if (!lock_take (project_folder_path (folder), "lacquer", &lock, error)) {
    project_folder_free (folder);
    return NULL;
  }
  IdSource ids;
  Project *own = project_edit (project);
  id_source_init (&ids, seed_or_chance (seed));
  own->node.id = id_next (&ids, 'p');
  Session *session = session_with (folder, lock, own, seed);
  project_unref (own);
  if (!session_save (session, error))
    g_clear_pointer (&session, session_close);
  return session;
}

bool
session_save (Session *session, GError **error)
{
  const Project *project = session_project (session);

  g_return_val_if_fail (session->lock, false);
  if (!project_save (session->folder, project, error))
    return false;
  history_mark_saved (document_history (session->document));
  if (session->autosave)
    autosave_saved (session->autosave, project);
  return host_move_unused (&session->host_data, error);
}

static void
autosave_listener (Document *document, const Project *old, const Project *next, void *data)
{
  Session *session = data;
  autosave_edit (session->autosave, next);
}

void
session_start_autosave (Session *session, double quiet_seconds, AutosaveReport report, void *data)
{
  g_return_if_fail (session->lock && !session->autosave);
  session->autosave =
      autosave_new (session->folder, session_project (session), quiet_seconds, report, data);
  document_listen (session->document, autosave_listener, session);
}

GPtrArray *
session_left_takes (const Session *session)
{
  return take_recovery_list (session->folder, session_project (session));
}

bool
session_place_take (Session *session, TakeLeft *left, bool heard, GError **error)
{
  if (!take_left_repair (left, error))
    return false;
  g_auto (GStrv) lines = take_left_commands (left, session_project (session), heard);
  return document_run (session->document, (const char *const *) lines, (int) g_strv_length (lines),
                       NULL, error);
}

void
session_close (Session *session)
{
  if (!session)
    return;
  if (session->autosave)
    autosave_free (session->autosave, true);
  document_free (session->document);
  project_folder_free (session->folder);
  lock_release (session->lock);
  g_clear_pointer (&session->host_data.unused, g_ptr_array_unref);
  g_free (session->host_data.folder);
  g_free (session);
}

Document *
session_document (const Session *session)
{
  return session->document;
}

const Project *
session_project (const Session *session)
{
  return document_project (session->document);
}

const char *
session_folder (const Session *session)
{
  return project_folder_path (session->folder);
}

const ProjectFolder *
session_project_folder (const Session *session)
{
  return session->folder;
}

const char *
session_file (const Session *session)
{
  return project_folder_file (session->folder);
}

void
session_watch_imports (Session *session, const ImportWatch *watch)
{
  session->host_data.watch = watch;
}

const EditHost *
session_host (const Session *session)
{
  return &session->host;
}

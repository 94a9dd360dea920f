/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "host.h"
#include "media/output.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

struct Session {
  char *folder, *file;
  Document *document;
  EditHost host;
  HostData host_data;
};

static uint64_t
seed_or_chance (uint64_t seed)
{
  return seed ? seed : ((uint64_t) g_random_int () << 32) ^ hash_mix ((uint64_t) g_get_real_time ());
}

static Session *
session_with (char *folder, char *file, const Project *project, uint64_t seed)
{
  Session *session = g_new0 (Session, 1);
  session->folder = folder;
  session->file = file;
  session->host_data.folder = session->folder;
  host_init (&session->host, &session->host_data);
  session->document = document_new (project, seed_or_chance (seed), &session->host);
  return session;
}

static char *
find_file (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_canonicalize_filename (path, NULL);
  GDir *dir = g_dir_open (path, 0, error);
  char *found = NULL;
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, ".lacquer")) {
      g_autofree char *canonical = g_canonicalize_filename (path, NULL);
      g_free (found);
      found = g_build_filename (canonical, name, NULL);
    }
  if (dir)
    g_dir_close (dir);
  if (!found && error && !*error)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no project in '%s'", path);
  return found;
}

Session *
session_open (const char *path, SessionMode mode, uint64_t seed, GError **error)
{
  char *file = find_file (path, error);
  g_autofree char *bytes = NULL;
  gsize size;

  if (!file)
    return NULL;
  if (!g_file_get_contents (file, &bytes, &size, error)) {
    g_free (file);
    return NULL;
  }
  Project *project = project_read_xml (bytes, size, file, error);
  if (!project) {
    g_free (file);
    return NULL;
  }
  Session *session = session_with (g_path_get_dirname (file), file, project, seed);
  project_unref (project);
  return session;
}

Session *
session_new (const char *path, const Project *project, uint64_t seed, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *file_name = g_strconcat (name, ".lacquer", NULL);
  char *file = g_build_filename (folder, file_name, NULL);

  g_mkdir_with_parents (folder, 0777);
  Session *session = session_with (g_strdup (folder), file, project, seed);
  if (!session_save (session, error))
    g_clear_pointer (&session, session_close);
  return session;
}

bool
session_save (Session *session, GError **error)
{
  g_autoptr (GBytes) bytes = project_write_xml (session_project (session));
  OutputFile *output = output_open (session->file, error);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  if (!output)
    return false;
  if (!output_write (output, data, size, error)) {
    output_abort (output);
    return false;
  }
  return output_commit (output, true, error);
}

void
session_close (Session *session)
{
  if (!session)
    return;
  document_free (session->document);
  g_free (session->folder);
  g_free (session->file);
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
  return session->folder;
}

const char *
session_file (const Session *session)
{
  return session->file;
}

const EditHost *
session_host (const Session *session)
{
  return &session->host;
}

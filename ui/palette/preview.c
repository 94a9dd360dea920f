/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/preview.h"

/* A command wanted a file: it would go on, but not here. */
static bool wants_files;

static void
refuse (GError **error)
{
  wants_files = true;
  g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "files are used when it runs");
}

static Source *
no_import (void *data, const char *path, GError **error)
{
  refuse (error);
  return NULL;
}

static bool
no_measure (void *data, const Source *source, int64_t from, int64_t to, const char *what,
            double *level_db, GError **error)
{
  refuse (error);
  return false;
}

static Source *
no_freeze (void *data, const Project *project, Id track, char **key, GError **error)
{
  refuse (error);
  return NULL;
}

static Source *
no_bounce (void *data, const Project *project, const Bounce *bounce, Frames *start, GError **error)
{
  refuse (error);
  return NULL;
}

static GPtrArray *
no_clean_up (void *data, const Project *project, bool move, GError **error)
{
  refuse (error);
  return NULL;
}

static Song *
no_song (void *data, const char *path, GError **error)
{
  refuse (error);
  return NULL;
}

bool
preview_lines (LqDesk *desk, const GPtrArray *lines, char **words, GError **error)
{
  EditHost host = *session_host (lq_desk_session (desk));
  IdSource ids = *document_ids (lq_desk_document (desk)); /* a copy: drawing here moves nothing */
  g_autoptr (GError) problem = NULL;
  g_autofree char *said = NULL;

  host.import_media = no_import;
  host.measure_media = no_measure;
  host.freeze_track = no_freeze;
  host.bounce_track = no_bounce;
  host.clean_up = no_clean_up;
  host.open_song = no_song;
  wants_files = false;
  Project *next = commands_run (lq_desk_project (desk), (const char *const *) lines->pdata,
                                (int) lines->len, &ids, &host, NULL, NULL, &said, &problem);
  if (words)
    *words = next && said && *said ? g_steal_pointer (&said) : NULL;
  if (next)
    project_unref (next);
  if (next || wants_files)
    return true;
  g_propagate_error (error, g_steal_pointer (&problem));
  return false;
}

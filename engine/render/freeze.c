/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/freeze.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "media/import.h"
#include "mix/feed.h"
#include "mix/frozen.h"
#include "mix/mix.h"
#include "render/render.h"
#include "render/tap_render.h"

#define LONGEST_TAIL_SECONDS 30

/* Takes a finished file into audio/, where nothing is ever written over. */
static Source *
take_in (const FreezeSpec *spec, const char *path, const TapReport *tap, GError **error)
{
  g_autofree char *audio = g_build_filename (spec->folder, "audio", NULL);
  ImportResult result;

  if (!media_import (path, audio, &result, NULL, NULL, spec->cancellable, error))
    return NULL;
  if (spec->copied && !result.reused)
    g_ptr_array_add (spec->copied, g_strdup (result.path));
  Source *source = (Source *) node_new (NODE_SOURCE);
  g_autofree char *base = g_path_get_basename (result.path);
  g_autofree char *file = g_strconcat ("audio/", base, NULL);
  text_set (&source->file, file);
  text_set (&source->hash, result.hash);
  source->frames = tap->frames;
  source->rate = spec->project->rate;
  source->channels = tap->channels;
  import_result_clear (&result);
  return source;
}

/* A file with what is missing left out would sound like the whole from then on. */
static bool
has_all (const TapReport *tap, GError **error)
{
  if (tap->lacks->len > 0)
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, tap->lacks->pdata[0]);
  return tap->lacks->len == 0;
}

static TapRender
tap_of (const FreezeSpec *spec, const Project *feed, Id track)
{
  const Frames tail = LONGEST_TAIL_SECONDS * spec->project->rate;

  return (TapRender){ .project = feed,
                      .folder = spec->folder,
                      .track = track,
                      .longest = mix_song_end (spec->project) + tail,
                      .cancellable = spec->cancellable };
}

/* Renders under a name that the file will keep, in a folder of its own in cache/. */
static Source *
render_feed (const FreezeSpec *spec, const TapRender *render, const char *name, TapReport *tap,
             GError **error)
{
  g_autofree char *cache = g_build_filename (spec->folder, "cache", NULL);
  g_autofree char *work = g_build_filename (cache, "freeze-XXXXXX", NULL);
  Source *source = NULL;

  *tap = (TapReport){ 0 };
  if (g_mkdir_with_parents (cache, 0777) != 0 || !g_mkdtemp (work)) {
    error_set_errno (error, errno, "cannot write into", cache);
    return NULL;
  }
  g_autofree char *safe = render_file_name (name);
  g_autofree char *file = g_strconcat (safe, ".wav", NULL);
  g_autofree char *path = g_build_filename (work, file, NULL);
  if (tap_render (render, path, tap, error) && has_all (tap, error))
    source = take_in (spec, path, tap, error);
  g_unlink (path);
  g_rmdir (work);
  if (source)
    text_set (&source->name, name);
  return source;
}

Source *
freeze_track (const FreezeSpec *spec, Id track, char **key, GError **error)
{
  const Track *frozen = project_find_track (spec->project, track);
  g_autofree char *name = g_strdup_printf ("%s (frozen)", text_get (frozen->name));
  Project *feed = feed_project (spec->project, track, false);
  TapRender render = tap_of (spec, feed, track);
  TapReport tap;

  render.keep_lead = true;
  Source *source = render_feed (spec, &render, name, &tap, error);

  if (source) {
    const FrozenShape shape = { .latency = tap.latency,
                                .lead = tap.lead,
                                .cut = tap.cut ? mix_song_end (spec->project) : 0 };
    text_set (&source->made_by, "freeze");
    *key = frozen_key (feed, spec->folder, &shape);
  }
  tap_report_clear (&tap);
  project_unref (feed);
  return source;
}

Source *
bounce_track (const FreezeSpec *spec, const Bounce *bounce, Frames *start, GError **error)
{
  Project *feed = feed_project (spec->project, bounce->track, bounce->post);
  TapRender render = tap_of (spec, feed, bounce->track);
  TapReport tap;

  render.post = bounce->post;
  render.from = bounce->from;
  render.to = bounce->to;
  render.trim = bounce->to == 0;
  Source *source = render_feed (spec, &render, bounce->name, &tap, error);
  if (source)
    text_set (&source->made_by, "bounce");
  *start = tap.start;
  tap_report_clear (&tap);
  project_unref (feed);
  return source;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host.h"

#include <math.h>
#include <string.h>

#include "base/math.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "media/cache.h"
#include "media/import.h"
#include "media/loudness_scan.h"
#include "media/probe.h"
#include "render/album.h"
#include "render/freeze.h"
#include "store/file.h"
#include "store/folder.h"
#include "store/imported_source.h"
#include "store/unused_media.h"
#include "store/xml_read.h"

static const DeviceSpec *
find_effect (const char *kind)
{
  const Processor *processor = effect_find (kind);
  return processor ? processor->spec : NULL;
}

static const DeviceSpec *
find_instrument (const char *kind)
{
  const Processor *processor = instrument_find (kind);
  return processor ? processor->spec : NULL;
}

static Source *
import_media (void *data, const char *path, GError **error)
{
  const HostData *host = data;
  MediaInfo info;
  ImportResult result;
  const ImportWatch watch = host->watch ? *host->watch : (ImportWatch){ 0 };

  if (!host->folder) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "files cannot be imported here");
    return NULL;
  }
  if (!media_probe (path, &info, error))
    return NULL;
  g_autofree char *audio = g_build_filename (host->folder, "audio", NULL);
  if (!media_import (path, audio, &result, watch.progress, watch.data, watch.cancellable, error)) {
    media_info_clear (&info);
    return NULL;
  }
  if (watch.copied && !result.reused)
    g_ptr_array_add (watch.copied, g_strdup (result.path));
  Source *source = imported_source (path, &info, &result);
  import_result_clear (&result);
  media_info_clear (&info);
  return source;
}

/* A range of source frames at the source's own rate, through a scan. */
static bool
measure_media (void *data, const Source *source, int64_t from, int64_t to, const char *what,
               double *level_db, GError **error)
{
  const HostData *host = data;
  enum { PART = 4096 };
  g_autofree char *path = g_build_filename (host->folder, text_get (source->file), NULL);
  g_autofree char *cache = g_build_filename (host->folder, "cache", NULL);
  PcmFile *file = media_open (path, text_get (source->hash), (int) source->rate, cache, error);
  const int channels = (int) MIN (source->channels, 2);
  g_autofree float *samples = g_new (float, 2 * PART);
  float *const planes[2] = { samples, samples + PART };
  float peak = 0;

  if (!file)
    return false;
  LoudnessScan *scan = loudness_scan_new ((int) source->rate, channels);
  for (int64_t at = from; at < to; at += PART) {
    const int n = (int) MIN (to - at, PART);
    pcm_read (file, at, n, (int) source->first_channel, channels, planes);
    for (int c = 0; c < channels; c++)
      for (int i = 0; i < n; i++)
        peak = MAX (peak, fabsf (planes[c][i]));
    if (strcmp (what, "lufs") == 0)
      loudness_scan_process (scan, (const float *const *) planes, n);
  }
  if (strcmp (what, "lufs") == 0) {
    LoudnessReport report;
    loudness_scan_finish (scan, &report);
    *level_db = report.integrated;
    loudness_report_clear (&report);
  } else {
    *level_db = gain_to_db (peak);
  }
  loudness_scan_free (scan);
  pcm_unref (file);
  return true;
}

static FreezeSpec
freeze_spec (const HostData *host, const Project *project)
{
  return (FreezeSpec){ .project = project,
                       .folder = host->folder,
                       .cancellable = host->watch ? host->watch->cancellable : NULL,
                       .copied = host->watch ? host->watch->copied : NULL };
}

static Source *
host_freeze (void *data, const Project *project, Id track, char **key, GError **error)
{
  const FreezeSpec spec = freeze_spec (data, project);
  return freeze_track (&spec, track, key, error);
}

static Source *
host_bounce (void *data, const Project *project, const Bounce *bounce, Frames *start,
             GError **error)
{
  const FreezeSpec spec = freeze_spec (data, project);
  return bounce_track (&spec, bounce, start, error);
}

/* --- Media that nothing uses -------------------------------------------------------------------
 */

static void
add_values (const HistoryStep *step, GPtrArray *values)
{
  for (; step; step = step->next_sibling) {
    g_ptr_array_add (values, step->project);
    add_values (step->first_child, values);
  }
}

/* UnusedMedia; `project` may be NULL. */
static GPtrArray *
find_unused (const HostData *host, const ProjectFolder *folder, const Project *project,
             GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (host->document)
    add_values (history_root (document_history (host->document)), values);
  if (project)
    g_ptr_array_add (values, (void *) project);
  return unused_media_list (folder, (const Project *const *) values->pdata, (int) values->len,
                            error);
}

static void
say_unused (GPtrArray *said, const GPtrArray *unused, bool move)
{
  int64_t bytes = 0;

  for (guint i = 0; i < unused->len; i++) {
    const UnusedMedia *one = unused->pdata[i];
    g_autofree char *size = g_format_size ((guint64) one->size);
    g_autofree char *shown = g_filename_display_name (one->file);
    bytes += one->size;
    g_ptr_array_add (said, g_strdup_printf ("%s, %s", shown, size));
  }
  g_autofree char *all = g_format_size ((guint64) bytes);
  if (unused->len == 0)
    g_ptr_array_add (said, g_strdup ("all media are used"));
  else
    g_ptr_array_add (said, g_strdup_printf ("%u unused file%s, %s%s", unused->len,
                                            unused->len == 1 ? "" : "s", all,
                                            move ? ", moved to " UNUSED_FOLDER "/"
                                                 : "; move=on moves them to " UNUSED_FOLDER "/"));
}

static GPtrArray *
host_clean_up (void *data, const Project *project, bool move, GError **error)
{
  HostData *host = data;
  ProjectFolder *folder = project_folder_find (host->folder, error);
  g_autoptr (GPtrArray) unused = folder ? find_unused (host, folder, project, error) : NULL;

  if (folder)
    project_folder_free (folder);
  if (!unused)
    return NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  if (move && !host->unused)
    host->unused = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < unused->len; i++) {
    const UnusedMedia *one = unused->pdata[i];
    g_ptr_array_add (files, g_strdup (one->file));
    if (move)
      g_ptr_array_add (host->unused, g_strdup (one->file));
  }
  if (host->watch && host->watch->said)
    say_unused (host->watch->said, unused, move);
  return files;
}

bool
host_move_unused (HostData *host, GError **error)
{
  g_autoptr (GPtrArray) wanted = g_steal_pointer (&host->unused);
  bool good = true;

  if (!wanted)
    return true;
  ProjectFolder *folder = project_folder_find (host->folder, error);
  g_autoptr (GPtrArray) unused = folder ? find_unused (host, folder, NULL, error) : NULL;
  for (guint i = 0; unused && good && i < unused->len; i++) {
    const UnusedMedia *one = unused->pdata[i];
    if (g_ptr_array_find_with_equal_func (wanted, one->file, g_str_equal, NULL))
      good = unused_media_move (folder, one->file, error);
  }
  if (folder)
    project_folder_free (folder);
  return unused && good;
}

static Song *
host_open_song (void *data, const char *path, GError **error)
{
  const HostData *host = data;
  return album_open_song (host->folder, path, error);
}

static Project *
host_open_project (void *data, const char *path, char **folder, GError **error)
{
  ProjectFolder *place = NULL;
  g_autofree char *above = g_path_get_dirname (path);
  g_autofree char *above_name = g_path_get_basename (above);
  Project *project;

  if (strcmp (above_name, "cache") == 0 && g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    /* A value that was kept, in the folder of its project. */
    GBytes *bytes = file_read (path, path, XML_MAX_BYTES, NULL, error);
    gsize size = 0;
    const char *text = bytes ? g_bytes_get_data (bytes, &size) : NULL;
    project = bytes ? project_read_xml (text, size, path, error) : NULL;
    if (bytes)
      g_bytes_unref (bytes);
    if (project)
      *folder = g_path_get_dirname (above);
    return project;
  }
  project = project_load (path, &place, error);
  if (project) {
    *folder = g_strdup (project_folder_path (place));
    project_folder_free (place);
  }
  return project;
}

static void
list_kinds (const Processor *const *all, int n, const char **kinds, int room)
{
  for (int i = 0; i < n && i < room - 1; i++)
    kinds[i] = all[i]->spec->kind;
  kinds[MIN (n, room - 1)] = NULL;
}

void
host_init (EditHost *host, HostData *data)
{
  int n_effects, n_instruments;
  const Processor *const *effects = effects_all (&n_effects);
  const Processor *const *instruments = instruments_all (&n_instruments);

  list_kinds (effects, n_effects, data->effect_kinds, G_N_ELEMENTS (data->effect_kinds));
  list_kinds (instruments, n_instruments, data->instrument_kinds,
              G_N_ELEMENTS (data->instrument_kinds));
  *host = (EditHost){ .find_effect = find_effect,
                      .find_instrument = find_instrument,
                      .effect_kinds = data->effect_kinds,
                      .instrument_kinds = data->instrument_kinds,
                      .import_media = import_media,
                      .measure_media = measure_media,
                      .freeze_track = data->folder ? host_freeze : NULL,
                      .bounce_track = data->folder ? host_bounce : NULL,
                      .clean_up = data->folder ? host_clean_up : NULL,
                      .open_song = data->folder ? host_open_song : NULL,
                      .open_project = host_open_project,
                      .data = data };
}

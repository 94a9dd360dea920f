/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/export.h"

#include "base/error.h"
#include "media/output.h"
#include "model/tempo_map.h"
#include "store/archive.h"
#include "store/lyrics_text.h"
#include "store/midi_export.h"
#include "store/song_sheet.h"

#include <string.h>

typedef struct {
  const Project *project;
  const char *folder, *path;
  GCancellable *cancellable;
} Export;

static bool
fail_empty (const char *what, GError **error)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "there are no %s to export", what);
  return false;
}

static bool
write_text (const char *path, const char *text, GError **error)
{
  OutputFile *output = output_open (path, error);

  if (!output)
    return false;
  if (output_write (output, text, strlen (text), error))
    return output_commit (output, true, error);
  output_abort (output);
  return false;
}

static double
seconds_at (const TempoMap *map, Position position)
{
  return (double) tempo_map_position_units (map, position) / (double) UNITS_PER_SECOND;
}

/* --- The formats --------------------------------------------------------------------------------
 */

static bool
has_notes (const Project *project)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int c = 0; c < list_n (track->clips); c++)
      if (((const Clip *) list_get (track->clips, c))->kind == CLIP_NOTES)
        return true;
  }
  return false;
}

static bool
export_midi (const Export *export, GError **error)
{
  if (!has_notes (export->project))
    return fail_empty ("notes", error);
  g_autoptr (SmfFile) file = midi_export (export->project);
  return smf_write (file, export->path, error);
}

static bool
export_sheet (const Export *export, GError **error)
{
  g_autofree char *text = song_sheet_write (export->project);
  return write_text (export->path, text, error);
}

static GArray *
lyric_lines (const Project *project)
{
  GArray *lines = timed_texts_new ();
  TempoMap *map = tempo_map_new (project);

  for (int i = 0; i < list_n (project->lyrics); i++) {
    const Lyric *lyric = (const Lyric *) list_get (project->lyrics, i);
    const double at = seconds_at (map, lyric->at);
    Position end = lyric->length;
    if (end.base == TIME_MUSICAL)
      end.value += tempo_map_position_ticks (map, lyric->at);
    timed_texts_add (lines, at,
                     lyric->length.value <= 0             ? 0
                     : lyric->length.base == TIME_MUSICAL ? seconds_at (map, end)
                                                          : at + seconds_at (map, end),
                     text_get (lyric->text));
  }
  tempo_map_free (map);
  return lines;
}

static bool
export_lrc (const Export *export, GError **error)
{
  g_autoptr (GArray) lines = lyric_lines (export->project);
  const Project *project = export->project;

  if (lines->len == 0)
    return fail_empty ("lyrics", error);
  g_autofree char *text = lrc_write (lines, project->name ? text_get (project->name) : NULL,
                                     project->artist ? text_get (project->artist) : NULL);
  return write_text (export->path, text, error);
}

static bool
export_vtt (const Export *export, GError **error)
{
  g_autoptr (GArray) lines = lyric_lines (export->project);

  if (lines->len == 0)
    return fail_empty ("lyrics", error);
  g_autofree char *text = vtt_write (lines);
  return write_text (export->path, text, error);
}

static bool
export_markers (const Export *export, GError **error)
{
  const Project *project = export->project;
  g_autoptr (GArray) lines = timed_texts_new ();
  TempoMap *map = tempo_map_new (project);

  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    timed_texts_add (lines, seconds_at (map, (Position){ section->at, TIME_MUSICAL }), 0,
                     text_get (section->name));
  }
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *marker = (const Marker *) list_get (project->markers, i);
    timed_texts_add (lines, seconds_at (map, marker->at), 0, text_get (marker->name));
  }
  tempo_map_free (map);
  if (lines->len == 0)
    return fail_empty ("markers or sections", error);
  g_autofree char *text = markers_csv_write (lines);
  return write_text (export->path, text, error);
}

static bool
export_archive (const Export *export, GError **error)
{
  return archive_write_folder (export->folder, export->path, export->cancellable, error);
}

static const struct {
  const char *ending;
  bool (*run) (const Export *export, GError **error);
} formats[] = {
  { ".mid", export_midi }, { ".txt", export_sheet },   { ".lrc", export_lrc },
  { ".vtt", export_vtt },  { ".csv", export_markers }, { ".zip", export_archive },
};

bool
export_file (const Project *project, const char *folder, const char *path,
             GCancellable *cancellable, GError **error)
{
  const Export export = { project, folder, path, cancellable };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return formats[i].run (&export, error);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "cannot tell by its ending what '%s' is to be: .mid (notes), .txt (song sheet), "
               ".lrc or .vtt (lyrics), .csv (markers) and .zip (archive with media) can be "
               "exported; 'lacquer render' makes audio files",
               path);
  return false;
}

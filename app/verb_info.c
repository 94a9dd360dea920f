/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/json.h"
#include "app/cli.h"
#include "mix/frozen.h"
#include "mix/mix.h"
#include "model/clip.h"
#include "render/song_cache.h"

static void
write_id (JsonWriter *json, const char *name, Id id)
{
  char text[ID_TEXT_SIZE];
  json_string (json, name, id ? id_write (text, id) : NULL);
}

static FrozenState
frozen_of (const Session *session, const Track *track)
{
  return frozen_state (session_project (session), track, session_folder (session), NULL);
}

/* A file outside of the folder is never opened. */
static bool
is_missing (const Session *session, const Source *source)
{
  g_auto (GStrv) parts = g_strsplit (text_get (source->file), "/", -1);

  if (g_path_is_absolute (text_get (source->file)) ||
      g_strv_contains ((const char *const *) parts, ".."))
    return true;
  g_autofree char *path =
      g_build_filename (session_folder (session), text_get (source->file), NULL);
  return !g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static bool
is_song_missing (const Session *session, const Song *song)
{
  g_autofree char *path = g_canonicalize_filename (text_get (song->file), session_folder (session));
  return !g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static int64_t
kept_mixes (const Session *session, int *n)
{
  g_autofree char *folder = g_build_filename (session_folder (session), SONG_CACHE, NULL);
  return song_cache_size (folder, n);
}

static void
write_songs (JsonWriter *json, const Session *session)
{
  const Project *project = session_project (session);

  if (project->kind != PROJECT_ALBUM)
    return;
  json_open_list (json, "songs");
  for (int i = 0; i < list_n (project->songs); i++) {
    const Song *song = (const Song *) list_get (project->songs, i);
    json_open_object (json, NULL);
    write_id (json, "id", song->node.id);
    json_string (json, "title", text_get (song->title));
    json_string (json, "artist", song->artist ? text_get (song->artist) : NULL);
    json_string (json, "file", text_get (song->file));
    json_double (json, "gain_db", song->gain_db);
    json_double (json, "gap_seconds", (double) song->gap / (double) UNITS_PER_SECOND);
    json_bool (json, "missing", is_song_missing (session, song));
    json_close_object (json);
  }
  json_close_list (json);
  int n;
  json_int (json, "kept_mixes_bytes", kept_mixes (session, &n));
  json_int (json, "kept_mixes", n);
}

static void
print_songs (const Session *session)
{
  const Project *project = session_project (session);

  for (int i = 0; i < list_n (project->songs); i++) {
    const Song *song = (const Song *) list_get (project->songs, i);
    printf ("%3d  %-24s %6.1f dB  %s\n", i + 1, text_get (song->title), song->gain_db,
            text_get (song->file));
  }
  for (int i = 0; i < list_n (project->songs); i++) {
    const Song *song = (const Song *) list_get (project->songs, i);
    if (is_song_missing (session, song))
      printf ("missing: %s\n", text_get (song->file));
  }
  int n;
  const int64_t bytes = kept_mixes (session, &n);
  g_autofree char *size = g_format_size ((guint64) bytes);
  if (n > 0)
    printf ("%d mix%s of songs kept in " SONG_CACHE ": %s\n", n, n == 1 ? "" : "es", size);
}

static void
write_clip (JsonWriter *json, const Clip *clip, const TempoMap *map, int rate)
{
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  json_open_object (json, NULL);
  write_id (json, "id", clip->node.id);
  json_string (json, "name", text_get (clip->name));
  json_int (json, "start_frame", units_to_frames (start, rate));
  json_int (json, "length_frames", units_to_frames (end, rate) - units_to_frames (start, rate));
  write_id (json, "source", clip->source);
  json_int (json, "notes", run_n (clip->notes));
  json_close_object (json);
}

static void
write_effects (JsonWriter *json, const List *effects)
{
  for (int i = 0; i < list_n (effects); i++) {
    const Effect *effect = (const Effect *) list_get (effects, i);
    json_open_object (json, NULL);
    write_id (json, "id", effect->node.id);
    json_string (json, "kind", text_get (effect->kind));
    json_bool (json, "bypass", effect->bypass);
    json_open_object (json, "parameters");
    for (int p = 0; effect->params && p < effect->params->n; p++) {
      const Param *param = &effect->params->items[p];
      if (param->text)
        json_string (json, param->name, param->text);
      else
        json_double (json, param->name, param->value);
    }
    json_close_object (json);
    json_close_object (json);
  }
}

static void
write_track (JsonWriter *json, const Session *session, const Track *track, const TempoMap *map)
{
  static const char *const frozen_names[] = { NULL, "good", "stale", "missing" };
  const Project *project = session_project (session);

  json_open_object (json, NULL);
  write_id (json, "id", track->node.id);
  json_string (json, "name", text_get (track->name));
  json_string (json, "kind", track_kinds[track->kind]);
  write_id (json, "group", track->group);
  json_double (json, "gain_db", track->gain_db);
  json_double (json, "pan", track->pan);
  json_bool (json, "mute", track->mute);
  json_string (json, "frozen", frozen_names[frozen_of (session, track)]);
  json_bool (json, "solo", track->solo);
  json_string (json, "color", track->color ? text_get (track->color) : NULL);
  if (track->instrument)
    json_string (json, "instrument", text_get (track->instrument->kind));
  json_open_list (json, "effects");
  write_effects (json, track->effects);
  write_effects (json, track->master);
  json_close_list (json);
  json_open_list (json, "sends");
  for (int i = 0; i < list_n (track->sends); i++) {
    const Send *send = (const Send *) list_get (track->sends, i);
    json_open_object (json, NULL);
    write_id (json, "id", send->node.id);
    write_id (json, "to", send->to ? send->to : send->cue);
    json_double (json, "gain_db", send->gain_db);
    json_string (json, "tap", taps[send->tap]);
    json_close_object (json);
  }
  json_close_list (json);
  json_open_list (json, "clips");
  for (int i = 0; i < list_n (track->clips); i++)
    write_clip (json, (const Clip *) list_get (track->clips, i), map, (int) project->rate);
  json_close_list (json);
  json_close_object (json);
}

static void
write_sources (JsonWriter *json, const Session *session)
{
  const Project *project = session_project (session);

  json_open_list (json, "sources");
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    json_open_object (json, NULL);
    write_id (json, "id", source->node.id);
    json_string (json, "file", text_get (source->file));
    json_int (json, "frames", source->frames);
    json_int (json, "rate", source->rate);
    json_int (json, "channels", source->channels);
    json_string (json, "hash", text_get (source->hash));
    json_bool (json, "missing", is_missing (session, source));
    json_close_object (json);
  }
  json_close_list (json);
}

static double
first_tempo (const Project *project)
{
  return list_n (project->tempos) ? ((const Tempo *) list_get (project->tempos, 0))->bpm : 120;
}

static void
print_json (const Session *session, const TempoMap *map)
{
  const Project *project = session_project (session);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_string (&json, "name", text_get (project->name));
  json_int (&json, "rate", project->rate);
  json_double (&json, "seconds", (double) mix_song_end (project) / (double) project->rate);
  json_double (&json, "tempo", first_tempo (project));
  json_open_list (&json, "tracks");
  for (int i = 0; i < list_n (project->tracks); i++)
    write_track (&json, session, (const Track *) list_get (project->tracks, i), map);
  json_close_list (&json);
  write_songs (&json, session);
  write_sources (&json, session);
  json_open_list (&json, "sections");
  for (int i = 0; i < list_n (project->sections); i++) {
    const Section *section = (const Section *) list_get (project->sections, i);
    const Position at = { section->at, TIME_MUSICAL },
                   end = { section->at + section->length, TIME_MUSICAL };
    g_autofree char *position = value_write_position (map, at);
    const Frames start = units_to_frames (tempo_map_position_units (map, at), (int) project->rate);
    json_open_object (&json, NULL);
    write_id (&json, "id", section->node.id);
    json_string (&json, "name", text_get (section->name));
    json_string (&json, "at", position);
    json_int (&json, "start_frame", start);
    json_int (&json, "length_frames",
              units_to_frames (tempo_map_position_units (map, end), (int) project->rate) - start);
    json_close_object (&json);
  }
  json_close_list (&json);
  json_open_list (&json, "markers");
  for (int i = 0; i < list_n (project->markers); i++) {
    const Marker *marker = (const Marker *) list_get (project->markers, i);
    json_open_object (&json, NULL);
    write_id (&json, "id", marker->node.id);
    json_string (&json, "name", text_get (marker->name));
    json_int (&json, "frame",
              units_to_frames (tempo_map_position_units (map, marker->at), (int) project->rate));
    json_close_object (&json);
  }
  json_close_list (&json);
  json_close_object (&json);
  fputs (text->str, stdout);
}

static void
print_text (const Session *session)
{
  static const char *const frozen_words[] = { "", ", frozen", ", frozen but changed since",
                                              ", frozen but its file is missing" };
  const Project *project = session_project (session);
  const double seconds = (double) mix_song_end (project) / (double) project->rate;
  int missing = 0;

  printf ("%s: %d:%06.3f, %" G_GINT64_FORMAT " Hz, %g bpm\n", text_get (project->name),
          (int) (seconds / 60), fmod (seconds, 60), project->rate, first_tempo (project));
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    printf ("%3d  %-24s %-10s %6.1f dB  %d clips, %d effects, %d sends%s%s\n", i + 1,
            text_get (track->name), track_kinds[track->kind], track->gain_db, list_n (track->clips),
            list_n (track->effects) + list_n (track->master), list_n (track->sends),
            track->mute ? ", muted" : "", frozen_words[frozen_of (session, track)]);
  }
  print_songs (session);
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    if (!is_missing (session, source))
      continue;
    printf ("missing: %s\n", text_get (source->file));
    missing++;
  }
  printf ("%d sources%s\n", list_n (project->sources), missing ? "" : ", all there");
}

int
verb_info (int argc, char **argv)
{
  gboolean as_json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Report as JSON", NULL },
    { NULL },
  };
  GError *error = NULL;

  if (!cli_options (&argc, &argv, entries, "PROJECT", &status))
    return status;
  if (argc != 2)
    return cli_usage ("info takes one project; see 'lacquer info --help'");
  Session *session = session_open (argv[1], SESSION_READ, 0, &error);
  if (!session)
    return cli_fail (error);
  TempoMap *map = tempo_map_new (session_project (session));
  if (as_json)
    print_json (session, map);
  else
    print_text (session);
  tempo_map_free (map);
  session_close (session);
  return CLI_OK;
}

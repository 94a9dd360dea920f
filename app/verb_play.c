/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "app/cli.h"
#include "base/json.h"
#include "dsp/varispeed.h"
#include "edit/monitor_source.h"
#include "edit/takes.h"
#include "live/live.h"
#include "live/monitor_file.h"
#include "store/take_recovery.h"
#include "mix/mix.h"

#define POLL_US 20000
#define LONGEST_TAIL_SECONDS 30
#define TROUBLES_SHOWN 5
#define TROUBLES_IN_JSON 100

typedef struct {
  char *device, *from, *to, *capture, *clock, *monitor, *notes;
  int rate, block;
  double seconds, speed;
  gboolean json, record, loop;
} Options;

/* Song positions. */
typedef struct {
  Frames from, to; /* PLAYER_FOREVER: to the song's end and its tail */
  Frames song_end;
  Frames loop_from, loop_to; /* equal: no loop */
  double seconds; /* of a loop; 0: until it is interrupted */
} Range;

/* What the loop gathers; the load is the worst of all polls. */
typedef struct {
  Frames frames;
  unsigned xruns;
  double load_mean, load_most;
  int n_loads;
  uint64_t late;
  double cpu_seconds;
  bool interrupted;
  GPtrArray *recorded; /* paths of takes, tracks with numbers of notes */
  GArray *dropouts; /* Lost */
} Played;

/* What a take of the track lacks. */
typedef struct {
  Id track;
  Frames at; /* in the song */
  Frames missing; /* 0: nobody knows how much */
} Lost;

static double
cpu_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
count (Played *played, Live *live, const LiveEvents *events)
{
  const PlayerLoad load = live_load (live);

  played->xruns += events->device.n_xruns;
  played->late = load.late;
  played->load_mean += load.mean;
  played->n_loads++;
  played->load_most = MAX (played->load_most, load.most);
}

static void
say (const LiveEvents *events, const Live *live)
{
  if (events->device.lost)
    fprintf (stderr, "lacquer: %s\n", device_loss_reason (live_device (live)));
  if (events->device.back)
    fprintf (stderr, "lacquer: %s is back\n", device_name (live_device (live)));
}

static bool
is_done (Live *live, const Range *range, double seconds)
{
  const Frames at = live_position (live);
  const int rate = live_rate (live);

  if (range->loop_to > range->loop_from)
    return range->seconds > 0 && seconds >= range->seconds;
  return range->to == PLAYER_FOREVER && at >= range->song_end &&
         (live_quiet (live) >= rate / 2 ||
          at >= range->song_end + (Frames) LONGEST_TAIL_SECONDS * rate);
}

static bool
play (Live *live, const Range *range, Played *played, GError **error)
{
  const double began = cpu_seconds ();
  const bool loops = range->loop_to > range->loop_from;
  int64_t started = 0;
  bool good = true, stopping = false;
  LiveEvents events;

  if (live_recording (live))
    live_record (live, true);
  live_loop (live, range->loop_from, range->loop_to);
  live_play_from (live, range->from, range->to, live_recording (live) != NULL,
                  live_recording (live) != NULL);
  do {
    g_usleep (POLL_US);
    events = live_poll (live);
    count (played, live, &events);
    say (&events, live);
    if (!started && live_position (live) != range->from)
      started = g_get_monotonic_time ();
    const double seconds = started ? (double) (g_get_monotonic_time () - started) / 1e6 : 0;
    if (events.stopped)
      played->frames =
          loops ? (Frames) (seconds * live_rate (live)) : live_position (live) - range->from;
    if (events.problem && good) {
      g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, events.problem);
      good = false;
    }
    played->interrupted |= g_cancellable_is_cancelled (cli_cancellable ());
    if (!stopping && (is_done (live, range, seconds) || played->interrupted || !good)) {
      live_stop (live);
      stopping = true;
    }
  } while (!events.stopped);
  played->cpu_seconds = cpu_seconds () - began;
  return good;
}

static const char *
track_name (const Project *project, Id id)
{
  const Track *track = project_find_track (project, id);
  return track ? text_get (track->name) : "";
}

static void
print_json (const Played *played, const Live *live, const Project *project)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const AudioDevice *device = live_device (live);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_string (&json, "device", device_name (device));
  json_int (&json, "frames", played->frames);
  json_int (&json, "rate", live_rate (live));
  json_int (&json, "block", device_block (device));
  json_int (&json, "xruns", played->xruns);
  json_int (&json, "late_blocks", (int64_t) played->late);
  json_double (&json, "speed", live_speed (live));
  json_double (&json, "load_mean", played->n_loads ? played->load_mean / played->n_loads : 0);
  json_double (&json, "load_max", played->load_most);
  json_double (&json, "cpu_seconds", played->cpu_seconds);
  json_int (&json, "round_trip_frames", live_round_trip (live));
  json_open_list (&json, "recorded");
  for (guint i = 0; i < played->recorded->len; i++)
    json_string (&json, NULL, played->recorded->pdata[i]);
  json_close_list (&json);
  json_open_list (&json, "dropouts");
  for (guint i = 0; i < played->dropouts->len; i++) {
    const Lost *lost = &g_array_index (played->dropouts, Lost, i);
    json_open_object (&json, NULL);
    json_string (&json, "track", track_name (project, lost->track));
    json_int (&json, "at_frame", lost->at);
    json_int (&json, "missing", lost->missing);
    json_close_object (&json);
  }
  json_close_list (&json);
  json_open_list (&json, "troubles");
  for (guint i = 0; i < MIN (live_troubles (live)->len, TROUBLES_IN_JSON); i++) {
    g_autofree char *line =
        trouble_text (&g_array_index (live_troubles (live), Trouble, i), project);
    json_string (&json, NULL, line);
  }
  json_close_list (&json);
  json_open_list (&json, "notes");
  for (guint i = 0; i < live_warnings (live)->len; i++)
    json_string (&json, NULL, live_warnings (live)->pdata[i]);
  if (live_device_note (live))
    json_string (&json, NULL, live_device_note (live));
  for (guint i = 0; i < live_notes (live)->len; i++)
    json_string (&json, NULL, live_notes (live)->pdata[i]);
  json_close_list (&json);
  json_close_object (&json);
  g_string_append_c (text, '\n');
  fputs (text->str, stdout);
}

static void
print_report (const Played *played, const Live *live, const Project *project)
{
  const AudioDevice *device = live_device (live);

  printf ("%s: %.3f s at %d Hz in blocks of %u; load %.1f %%, at most %.1f %%; %u xruns, %llu late "
          "blocks\n",
          device_name (device), (double) played->frames / live_rate (live), live_rate (live),
          device_block (device), 100 * played->load_mean / MAX (played->n_loads, 1),
          100 * played->load_most, played->xruns, (unsigned long long) played->late);
  for (guint i = 0; i < played->recorded->len; i++)
    printf ("recorded: %s\n", (const char *) played->recorded->pdata[i]);
  for (guint i = 0; i < played->dropouts->len; i++) {
    const Lost *lost = &g_array_index (played->dropouts, Lost, i);
    printf ("dropout: %s at %.3f s\n", track_name (project, lost->track),
            (double) lost->at / live_rate (live));
  }
  for (guint i = 0; i < live_warnings (live)->len; i++)
    printf ("warning: %s\n", (const char *) live_warnings (live)->pdata[i]);
  if (live_device_note (live))
    printf ("note: %s\n", live_device_note (live));
  for (guint i = 0; i < live_notes (live)->len; i++)
    printf ("note: %s\n", (const char *) live_notes (live)->pdata[i]);
}

static void
print_troubles (const Live *live, const Project *project)
{
  const GArray *troubles = live_troubles (live);

  for (guint i = 0; i < MIN (troubles->len, TROUBLES_SHOWN); i++) {
    g_autofree char *text = trouble_text (&g_array_index (troubles, Trouble, i), project);
    fprintf (stderr, "lacquer: %s\n", text);
  }
  if (troubles->len > TROUBLES_SHOWN)
    fprintf (stderr, "lacquer: and %u more like these\n", troubles->len - TROUBLES_SHOWN);
}

/* Runs lines, which may be NULL, as one step. */
static bool
run_lines (Session *session, char **lines, GError **error)
{
  return !lines || document_run (session_document (session), (const char *const *) lines,
                                 (int) g_strv_length (lines), NULL, error);
}

static bool
hear_new_lanes (Session *session, const Project *before, GError **error)
{
  g_auto (GStrv) lines = take_promote_lines (before, session_project (session));
  return !lines[0] || run_lines (session, lines, error);
}

static bool
keep_notes (Session *session, Live *live, GPtrArray *recorded, bool *any, GError **error)
{
  g_auto (GStrv) lines = live_midi_commands (live_midi (live), session_project (session), recorded);
  Project *before = project_ref ((Project *) session_project (session));

  *any = lines != NULL;
  const bool good =
      run_lines (session, lines, error) && (!lines || hear_new_lanes (session, before, error));
  project_unref (before);
  return good;
}

static void
note_dropouts (const GPtrArray *takes, GArray *dropouts)
{
  for (guint i = 0; i < takes->len; i++) {
    const RecordedTake *take = takes->pdata[i];
    for (guint k = 0; k < take->dropouts->len; k++) {
      const DropoutMark *mark = &g_array_index (take->dropouts, DropoutMark, k);
      const Lost lost = { take->track, take->song_frame + mark->frame, mark->missing };
      g_array_append_val (dropouts, lost);
    }
  }
}

/* Waits for the disk, then puts what was recorded at its place and saves. */
static bool
keep_takes (Session *session, Live *live, GPtrArray *recorded, GArray *dropouts, GError **error)
{
  g_autoptr (GPtrArray) left = NULL;
  bool notes = false;

  live_disarm (live);
  do {
    g_usleep (POLL_US);
    live_poll (live);
  } while (!recording_is_idle (live_recording (live)) || !live_midi_is_idle (live_midi (live)));
  note_dropouts (recording_takes (live_recording (live)), dropouts);
  bool good = keep_notes (session, live, recorded, &notes, error);
  left = take_recovery_list (session_project_folder (session), session_project (session));
  for (guint i = 0; good && i < left->len; i++) {
    TakeLeft *take = left->pdata[i];
    good = session_place_take (session, take, true, error);
    if (good)
      g_ptr_array_add (recorded, g_strdup (take->path));
  }
  return good && ((left->len == 0 && !notes) || session_save (session, error));
}

static Frames
frames_of (const Project *project, Position position)
{
  TempoMap *map = tempo_map_new (project);
  const Frames frames =
      units_to_frames (tempo_map_position_units (map, position), (int) project->rate);

  tempo_map_free (map);
  return frames;
}

/* False, with what is wrong said. */
static bool
read_range (const Options *options, const Project *project, Range *range)
{
  if (options->loop) {
    range->loop_from = frames_of (project, project->loop_from);
    range->loop_to = frames_of (project, project->loop_to);
    range->from = range->loop_from;
    range->seconds = options->seconds;
  }
  if (!cli_read_position ("play", "from", options->from, project, &range->from) ||
      !cli_read_position ("play", "to", options->to, project, &range->to))
    return false;
  if (options->loop && range->loop_to <= range->loop_from) {
    cli_usage ("play: the project has no loop; loop.set makes one");
    return false;
  }
  if (options->loop && range->from >= range->loop_to) {
    cli_usage ("play: --from must lie before the end of the loop");
    return false;
  }
  if (options->seconds > 0 && !options->loop)
    range->to = range->from + (Frames) (options->seconds * (double) project->rate + 0.5);
  if (range->to <= range->from) {
    cli_usage ("play: --to must lie behind --from");
    return false;
  }
  return true;
}

static bool
read_mode (const char *text, RecordMode *mode)
{
  static const char *const modes[] = { "takes", "overdub", "replace" };

  for (*mode = RECORD_TAKES; *mode <= RECORD_REPLACE; (*mode)++)
    if (strcmp (text ? text : "takes", modes[*mode]) == 0)
      return true;
  cli_usage ("play: --notes is takes, overdub or replace");
  return false;
}

static int
play_session (const Options *options, Session *session)
{
  const Project *project = session_project (session);
  Range range = { .to = PLAYER_FOREVER, .song_end = mix_song_end (project) };
  Played played = { 0 };
  GError *error = NULL;
  RecordMode mode;

  if (!read_range (options, project, &range) || !read_mode (options->notes, &mode))
    return CLI_USAGE;
  if (options->rate != 0 && (options->rate < 8000 || options->rate > 384000))
    return cli_usage ("play: --rate goes from 8000 to 384000");
  if (options->capture && !cli_may_write (session, options->capture, &error))
    return cli_fail (error);

  Id reference = 0;
  int cue = 0;
  if (options->monitor &&
      !monitor_source_read (project, options->monitor, &cue, &reference, &error))
    return cli_fail (error);

  g_autofree char *monitor_file = monitor_file_path ();
  const LiveMidiConfig midi = { .name = "Lacquer", .clock_output = options->clock };
  const LiveConfig config = { .monitor_file = monitor_file,
                              .device = options->device,
                              .device_rate = options->rate,
                              .block = (uint32_t) options->block,
                              .capture = options->capture,
                              .may_record = options->record,
                              .midi = &midi };
  Live *live = live_new (session_folder (session), project, &config, &error);
  if (!live)
    return cli_fail (error);
  live_set_speed (live, options->speed, NULL);
  if (options->monitor)
    live_hear (live, cue, reference);
  live_midi_record_mode (live_midi (live), mode);
  bool good = play (live, &range, &played, &error);
  played.recorded = g_ptr_array_new_with_free_func (g_free);
  played.dropouts = g_array_new (FALSE, FALSE, sizeof (Lost));
  if (options->record)
    good &= keep_takes (session, live, played.recorded, played.dropouts, error ? NULL : &error);
  print_troubles (live, session_project (session));
  if (good && options->json)
    print_json (&played, live, session_project (session));
  else if (good)
    print_report (&played, live, session_project (session));
  good &= live_free (live, error ? NULL : &error);
  g_ptr_array_unref (played.recorded);
  g_array_unref (played.dropouts);
  return good ? CLI_OK : cli_fail (error);
}

static int
run (const Options *options, const char *path)
{
  GError *error = NULL;
  Session *session = session_open (path, options->record ? SESSION_WRITE : SESSION_READ, 0, &error);

  if (!session)
    return cli_fail (error);
  const int status = play_session (options, session);
  session_close (session);
  return status;
}

int
verb_play (int argc, char **argv)
{
  Options options = { .speed = 1 };
  int status;
  const GOptionEntry entries[] = {
    { "device", 0, 0, G_OPTION_ARG_STRING, &options.device,
      "As 'lacquer devices' names it; null is the built-in clock", "NAME" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &options.rate, "Sample rate of the device", "HZ" },
    { "block", 0, 0, G_OPTION_ARG_INT, &options.block, "Frames the device asks for at once", "N" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      "Where to begin, the song start unless given", "POS" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to,
      "Where to end, the song's end and tail unless given", "POS" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds, "How long to play instead", "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options.speed,
      "Slower or faster, 0.25 to 4, pitch following", "R" },
    { "monitor", 0, 0, G_OPTION_ARG_STRING, &options.monitor,
      "Hear this in place of main: a cue or a reference", "NAME" },
    { "loop", 0, 0, G_OPTION_ARG_NONE, &options.loop,
      "Play the project's loop round and round, for --seconds or until it is stopped", NULL },
    { "notes", 0, 0, G_OPTION_ARG_STRING, &options.notes,
      "What becomes of notes that are recorded: takes, overdub or replace", "MODE" },
    { "record", 0, 0, G_OPTION_ARG_NONE, &options.record,
      "Record the armed tracks, each pass as a take, and save", NULL },
    { "midi-clock", 0, 0, G_OPTION_ARG_STRING, &options.clock,
      "A MIDI output that follows the tempo, as 'lacquer devices' names it", "PORT" },
    { "capture", 0, 0, G_OPTION_ARG_FILENAME, &options.capture,
      "Write what is played to a WAV file of floats", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Report as JSON", NULL },
    { NULL },
  };

  if (!cli_options (&argc, &argv, entries, "PROJECT", &status))
    return status;
  if (argc != 2)
    status = cli_usage ("play takes a project; see 'lacquer play --help'");
  else if (options.block < 0 || options.block > 8192)
    status = cli_usage ("play: --block goes from 16 to 8192");
  else if (options.seconds < 0 || (options.seconds > 0 && options.to))
    status = cli_usage ("play: --seconds is longer than nothing, and instead of --to");
  else if (!(options.speed >= VARISPEED_LEAST && options.speed <= VARISPEED_MOST))
    status = cli_usage ("play: --speed goes from 0.25 to 4");
  else if (options.record && options.speed != 1)
    status = cli_usage ("play: --record needs the song's own speed: leave out --speed");
  else if (options.loop && options.to)
    status = cli_usage ("play: a loop has no --to");
  else
    status = run (&options, argv[1]);
  g_free (options.device);
  g_free (options.from);
  g_free (options.to);
  g_free (options.capture);
  g_free (options.clock);
  g_free (options.monitor);
  g_free (options.notes);
  return status;
}

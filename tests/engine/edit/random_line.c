/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_line.h"

#include <string.h>

#include "model/clip.h"
#include "random_value.h"

typedef struct {
  Random *random;
  const CommandSpec *command;
  const Project *project;
  const EditHost *host;
  TempoMap *map;
  int bar; /* where "from" was put, so that "to" lies behind */
  const Envelope *envelope; /* that "target" named */
  const Track *track; /* that the line named */
  const Clip *clip;
  const Effect *effect;
} Line;

/* The id of a random child, or a number that may name none. */
static char *
any_of (Line *line, const List *list, const Node **chosen)
{
  char id[ID_TEXT_SIZE];

  *chosen = NULL;
  if (list_n (list) == 0)
    return g_strdup_printf ("%d", 1 + random_below (line->random, 3));
  *chosen = list_get (list, random_below (line->random, list_n (list)));
  return g_strdup (id_write (id, (*chosen)->id));
}

static bool
is_about (const Line *line, const char *prefix)
{
  return g_str_has_prefix (line->command->name, prefix);
}

/* Whether a track has what the command is about. */
static bool
suits (const Line *line, const Track *track)
{
  if (is_about (line, "take.promote") || is_about (line, "lane.set") ||
      is_about (line, "lane.remove") || is_about (line, "comp."))
    return track->lanes != NULL;
  if (is_about (line, "automation.") && !is_about (line, "automation.add") &&
      !is_about (line, "automation.write"))
    return track->envelopes != NULL;
  if (is_about (line, "effect.") || is_about (line, "sidechain."))
    return track->effects != NULL || is_about (line, "effect.add");
  if (is_about (line, "send.") && !is_about (line, "send.add"))
    return track->sends != NULL;
  return true;
}

static char *
any_track (Line *line)
{
  const Node *node;
  char *text = any_of (line, line->project->tracks, &node);
  for (int tries = 0; tries < 6 && !suits (line, (const Track *) node); tries++) {
    g_free (text);
    text = any_of (line, line->project->tracks, &node);
  }
  if (!line->track)
    line->track = (const Track *) node;
  return text;
}

static char *
any_clip (Line *line)
{
  const List *tracks = line->project->tracks;
  const Node *node = NULL;
  const bool notes = is_about (line, "note") || is_about (line, "controller.");
  char *text = NULL;
  line->clip = NULL;
  if (is_about (line, "warp.") && !is_about (line, "warp.add"))
    line->clip = random_warped_clip (line->random, line->project);
  else if (is_about (line, "controller.move") || is_about (line, "controller.remove"))
    line->clip = random_controlled_clip (line->random, line->project);
  if (line->clip) {
    char id[ID_TEXT_SIZE];
    return g_strdup (id_write (id, line->clip->node.id));
  }
  const int kind = notes ? CLIP_NOTES : is_about (line, "warp.add") ? CLIP_AUDIO : -1;
  for (int tries = 0; tries < 12 && (!node || (kind >= 0 && ((const Clip *) node)->kind != kind));
       tries++) {
    const Track *track =
        line->track && tries < 2
            ? line->track
            : (const Track *) list_get (tracks, random_below (line->random, list_n (tracks)));
    const List *clips = track->clips;
    if (random_below (line->random, 8) == 0 && list_n (track->lanes))
      clips = ((const Lane *) list_get (track->lanes, 0))->clips;
    g_free (text);
    text = any_of (line, clips, &node);
  }
  line->clip = (const Clip *) node;
  return text;
}

/* A clip and the one behind it in its lane, as clip.join wants them. */
static char *
two_clips (Line *line)
{
  char one[ID_TEXT_SIZE], other[ID_TEXT_SIZE];
  const List *tracks = line->project->tracks;

  for (int tries = 0; tries < 20; tries++) {
    const Track *track =
        (const Track *) list_get (tracks, random_below (line->random, list_n (tracks)));
    if (list_n (track->clips) < 2)
      continue;
    const int i = random_below (line->random, list_n (track->clips) - 1);
    return g_strdup_printf ("%s,%s", id_write (one, list_get (track->clips, i)->id),
                            id_write (other, list_get (track->clips, i + 1)->id));
  }
  return g_strdup ("1,2");
}

static char *
any_effect (Line *line)
{
  const Node *node = NULL;
  char *text;

  if (line->track && line->track->instrument && random_below (line->random, 2)) {
    line->effect = line->track->instrument;
    return g_strdup ("instrument");
  }
  text = any_of (line, line->track ? line->track->effects : NULL, &node);
  line->effect = (const Effect *) node;
  return text;
}

/* The place of one of the things that the command takes away or moves. */
static char *
place_of_item (Line *line)
{
  const Project *project = line->project;
  const Node *node;

  if (line->envelope && run_n (line->envelope->points)) {
    const int i = random_below (line->random, run_n (line->envelope->points));
    const Point *point = run_point (line->envelope->points, i);
    /* A controller counts in the content of its clip. */
    const Ticks start =
        is_about (line, "controller.")
            ? tempo_map_position_ticks (line->map, line->clip->start) - line->clip->offset
            : 0;
    return value_write_position (line->map, (Position){ start + point->at, TIME_MUSICAL });
  }
  const List *list = is_about (line, "tempo.remove")   ? project->tempos
                     : is_about (line, "meter.remove") ? project->meters
                     : is_about (line, "key.remove")   ? project->keys
                                                       : NULL;
  g_free (any_of (line, list, &node));
  if (!node)
    return NULL;
  const Ticks at = node->kind == NODE_TEMPO   ? ((const Tempo *) node)->at
                   : node->kind == NODE_METER ? ((const Meter *) node)->at
                                              : ((const Key *) node)->at;
  return value_write_position (line->map, (Position){ at, TIME_MUSICAL });
}

/* Somewhere in the first four seconds of the clip that the line named. */
static char *
place_in_clip (Line *line)
{
  const Units start = tempo_map_position_units (line->map, line->clip->start);
  return value_write_position (
      line->map,
      (Position){ start + random_below (line->random, 8) * UNITS_PER_SECOND / 2, TIME_ABSOLUTE });
}

/* In the middle of one of its notes. */
static char *
place_in_note (Line *line)
{
  const Note *note =
      run_note (line->clip->notes, random_below (line->random, run_n (line->clip->notes)));
  const Ticks start = tempo_map_position_ticks (line->map, line->clip->start);
  return value_write_position (line->map,
                               (Position){ start + note->at + note->length / 2, TIME_MUSICAL });
}

static char *
clip_end_or_start (Line *line, bool end)
{
  const Position start = tempo_map_rebase (line->map, line->clip->start, TIME_MUSICAL);
  return value_write_position (
      line->map, (Position){ start.value + (end ? clip_length_ticks (line->map, line->clip) : 0),
                             TIME_MUSICAL });
}

static char *
any_place (Line *line, const char *name)
{
  Random *random = line->random;
  char *text = NULL;

  if (is_about (line, "controller.write") && line->clip)
    return clip_end_or_start (line, strcmp (name, "to") == 0);
  if (is_about (line, "automation.write"))
    return g_strdup (strcmp (name, "to") ? "0f" : "500000f");
  if (strcmp (name, "at") == 0 && random_below (random, 4))
    text = place_of_item (line);
  if (strcmp (name, "at") == 0 && line->clip &&
      (is_about (line, "clip.split") || is_about (line, "note.add") ||
       is_about (line, "controller.add") || is_about (line, "warp.add"))) {
    g_free (text);
    return place_in_clip (line);
  }
  if (is_about (line, "notes.split") && line->clip && run_n (line->clip->notes) > 0) {
    g_free (text);
    return place_in_note (line);
  }
  if ((strcmp (name, "to") == 0 || strcmp (name, "end") == 0) && line->bar)
    return g_strdup_printf ("%d", line->bar + 1 + random_below (random, 3));
  if (text)
    return text;
  if (strcmp (name, "from") == 0 || strcmp (name, "start") == 0) {
    line->bar = 1 + random_below (random, 12);
    return g_strdup_printf ("%d.%d", line->bar, 1 + random_below (random, 3));
  }
  return any_position (random);
}

static char *
any_notes (Line *line)
{
  const int n = line->clip ? run_n (line->clip->notes) : 0;
  if (n == 0 || random_below (line->random, 3) == 0)
    return g_strdup ("all");
  return g_strdup_printf ("%d", 1 + random_below (line->random, n));
}

/* Texts that name something, by the name of the argument. */
static char *
any_text (Line *line, const char *name)
{
  static const char *const words[] = { "la", "Verse two", "it's \"so\"", "", "1", "none", "$9" };
  Random *random = line->random;
  const Node *node;

  if (strcmp (name, "target") == 0) {
    static const char *const own[] = { "gain", "pan", "mute", "width" };
    if (line->track && !is_about (line, "automation.add")) {
      g_free (any_of (line, line->track->envelopes, &node));
      if (node && !((const Envelope *) node)->device) {
        line->envelope = (const Envelope *) node;
        return g_strdup (text_get (line->envelope->param));
      }
    }
    if (line->track && list_n (line->track->effects) && random_below (random, 2)) {
      const Effect *effect = (const Effect *) list_get (line->track->effects, 0);
      const DeviceSpec *spec = line->host->find_effect (text_get (effect->kind));
      if (spec)
        return g_strdup_printf ("1.%s", spec->params[random_below (random, spec->n_params)].name);
    }
    return g_strdup (own[random_below (random, random_below (random, 2) ? 1 : 4)]);
  }
  if (is_about (line, "clip.slice") && line->clip && strcmp (name, "at") == 0)
    return place_in_clip (line);
  if (strcmp (name, "controller") == 0) {
    g_free (any_of (line, line->clip ? line->clip->envelopes : NULL, &node));
    line->envelope = (const Envelope *) node;
    return g_strdup (node && random_below (random, 2) ? text_get (line->envelope->param)
                     : random_below (random, 2)       ? "cc1"
                                                      : "bend@2");
  }
  if (strcmp (name, "points") == 0 && is_about (line, "controller."))
    return g_strdup_printf ("0:0.3,%d:0.5", 1 + random_below (random, 400));
  if (strcmp (name, "points") == 0)
    return g_strdup_printf ("%d:0.3,450000:0", random_below (random, 400000));
  if (strcmp (name, "value") == 0)
    return g_strdup_printf ("%.2f", random_below (random, 3) ? random_unit (random)
                                                             : -12 * random_unit (random));
  if (strcmp (name, "to") == 0 || strcmp (name, "from") == 0 || strcmp (name, "in") == 0 ||
      strcmp (name, "output") == 0 || strcmp (name, "vca") == 0)
    return random_below (random, 5) == 0 ? g_strdup (random_below (random, 2) ? "none" : "cue1")
                                         : any_of (line, line->project->tracks, &node);
  if (strcmp (name, "symbol") == 0)
    return g_strdup (random_below (random, 2) ? "Am7" : "F#/C");
  if (strcmp (name, "stretch") == 0)
    return random_below (random, 3) ? g_strdup_printf ("%.2f", 0.5 + random_unit (random))
                                    : g_strdup ("tempo");
  if (strcmp (name, "with") == 0)
    return g_strdup (random_below (random, 2) ? "next" : "previous");
  if (strcmp (name, "lane") == 0)
    return any_of (line, line->track ? line->track->lanes : NULL, &node);
  if (strcmp (name, "comp") == 0)
    return any_of (line, line->track ? line->track->comps : NULL, &node);
  if (strcmp (name, "cue") == 0)
    return g_strdup_printf ("cue%d", 1 + random_below (random, 3));
  if (strcmp (name, "preset") == 0 && line->effect) {
    const DeviceSpec *spec = line->host->find_effect (text_get (line->effect->kind));
    if (spec && spec->n_presets)
      return g_strdup (spec->presets[random_below (random, spec->n_presets)].name);
  }
  if (strcmp (name, "isrc") == 0)
    return g_strdup ("DEABC2400001");
  return g_strdup (words[random_below (random, G_N_ELEMENTS (words))]);
}

static char *
any_name (Line *line, const CommandSpec *command, const ArgSpec *spec)
{
  static const char *const names[] = { "Alpha", "Beta", "Gamma", "Delta", "Epsilon Zeta" };
  Random *random = line->random;

  if (strcmp (spec->name, "kind") == 0) {
    const char *const *kinds =
        random_below (random, 5) ? line->host->effect_kinds : line->host->instrument_kinds;
    return g_strdup (kinds[random_below (random, (int) g_strv_length ((char **) kinds))]);
  }
  if (strcmp (spec->name, "symbol") == 0)
    return any_text (line, "symbol");
  if (strcmp (command->name, "edit_group.set") == 0)
    return g_strdup (names[random_below (random, 2)]);
  return g_strdup_printf ("%s %d", names[random_below (random, G_N_ELEMENTS (names))],
                          random_below (random, 100));
}

static char *
any_several (Line *line, char *(*any) (Line *line))
{
  GString *text = g_string_new (NULL);
  const int n = 1 + random_below (line->random, 3);

  for (int i = 0; i < n; i++) {
    g_autofree char *one = any (line);
    g_string_append_printf (text, "%s%s", i ? "," : "", one);
  }
  return g_string_free (text, FALSE);
}

static char *
any_value (Line *line, const CommandSpec *command, const ArgSpec *spec)
{
  static const char *const grids[] = { "1/16", "1/8t", "1/4.", "1b", "1/32" };
  static const char *const keys[] = { "C", "F#m", "none", "D dorian" };
  static const char *const rates[] = { "44.1kHz", "96000Hz", "48kHz" };
  const Project *project = line->project;
  Random *random = line->random;
  const Node *node;
  char *text;

  switch (spec->type) {
  case ARG_TEXT:
    return any_text (line, spec->name);
  case ARG_NAME:
    return any_name (line, command, spec);
  case ARG_NUMBER:
  case ARG_INT:
  case ARG_PERCENT:
    return any_number (random, spec);
  case ARG_LEVEL:
    return random_below (random, 9) ? g_strdup_printf ("%.1fdB", -30 * random_unit (random))
                                    : g_strdup ("-inf");
  case ARG_BOOL:
    return g_strdup (random_below (random, 2) ? "on" : "off");
  case ARG_CHOICE:
    return g_strdup (
        spec->choices[random_below (random, (int) g_strv_length ((char **) spec->choices))]);
  case ARG_PAN:
    return g_strdup_printf ("%.2f", 2 * random_unit (random) - 1);
  case ARG_PITCH:
    return g_strdup_printf ("%d", 36 + random_below (random, 48));
  case ARG_METER:
    return g_strdup_printf ("%d/%d", 2 + random_below (random, 6), 4 << random_below (random, 2));
  case ARG_POSITION:
    return any_place (line, spec->name);
  case ARG_LENGTH:
    return any_length (random);
  case ARG_GRID:
    return g_strdup (grids[random_below (random, G_N_ELEMENTS (grids))]);
  case ARG_COLOR:
    return g_strdup (random_below (random, 2) ? "plum" : "#20a0ff");
  case ARG_FILE:
    return g_strdup_printf ("file%d.wav", random_below (random, 6));
  case ARG_TRACK:
    return any_track (line);
  case ARG_TRACKS:
    return random_below (random, 3) ? any_several (line, any_track) : g_strdup ("all");
  case ARG_CLIP:
    return any_clip (line);
  case ARG_CLIPS:
    return is_about (line, "clip.join") ? two_clips (line) : any_several (line, any_clip);
  case ARG_EFFECT:
    return any_effect (line);
  case ARG_CHAIN:
    return any_chain (line->random, line->track);
  case ARG_NODE:
    text = is_about (line, "warp.") ? any_warp (line->random, project) : NULL;
    return text ? text : any_track (line);
  case ARG_SEND:
    return any_of (line, line->track ? line->track->sends : NULL, &node);
  case ARG_SECTION:
    return any_of (line, project->sections, &node);
  case ARG_MARKER:
    return any_of (line, project->markers, &node);
  case ARG_LANE:
    return any_of (line, line->track ? line->track->lanes : NULL, &node);
  case ARG_COMP:
    return any_of (line, line->track ? line->track->comps : NULL, &node);
  case ARG_NOTES:
    return any_notes (line);
  case ARG_VELOCITY:
    return g_strdup_printf ("%d", 1 + random_below (random, 127));
  case ARG_FREQUENCY:
    return g_strdup (rates[random_below (random, G_N_ELEMENTS (rates))]);
  case ARG_KEY:
    return g_strdup (keys[random_below (random, G_N_ELEMENTS (keys))]);
  case ARG_CHORD:
    return any_of (line, project->chords, &node);
  case ARG_LYRIC:
    return any_of (line, project->lyrics, &node);
  case ARG_COMMENT:
    return any_of (line, project->comments, &node);
  case ARG_SNAPSHOT:
    return any_of (line, project->snapshots, &node);
  case ARG_CUE:
    return any_of (line, project->cues, &node);
  case ARG_SONG:
    return any_of (line, project->songs, &node);
  case ARG_DELIVERY:
    return any_of (line, project->deliveries, &node);
  case ARG_REFERENCE:
    return any_of (line, project->references, &node);
  case ARG_SCENE:
    return any_of (line, project->scenes, &node);
  default:
    return any_track (line);
  }
}

/* PARAM=VALUE of the effect that the line names or adds. */
static void
append_params (Line *line, GString *text, const CommandSpec *command, const char *kind)
{
  const DeviceSpec *spec = kind ? line->host->find_effect (kind) : NULL;
  const bool chain =
      strcmp (command->name, "master.set") == 0 || strcmp (command->name, "album.set") == 0;

  if (chain)
    spec = line->host->find_effect ("eq");
  else if (!spec && line->effect)
    spec = line->host->find_effect (text_get (line->effect->kind));
  if (!spec)
    return;
  const ParamSpec *param = &spec->params[random_below (line->random, spec->n_params)];
  const double x = param->min + (param->max - param->min) * random_unit (line->random);
  g_string_append_printf (text, " %s%s=", chain ? "eq." : "", param->name);
  if (param->type == PARAM_ENUM)
    g_string_append (text, param->choices[0]);
  else if (param->type == PARAM_BOOL)
    g_string_append (text, x > 0.5 ? "on" : "off");
  else if (param->type == PARAM_INT)
    g_string_append_printf (text, "%d", (int) x);
  else
    g_string_append_printf (text, "%.3f", x);
}

char *
random_line (Random *random, const Project *project, const EditHost *host)
{
  int n;
  const CommandSpec *const *all = commands_all (&n);
  const CommandSpec *command = all[random_below (random, n)];
  Line line = { .random = random,
                .command = command,
                .project = project,
                .host = host,
                .map = tempo_map_new (project) };
  GString *text = g_string_new (command->name);
  g_autofree char *kind = NULL;

  for (int i = 0; i < command->n_args; i++) {
    const ArgSpec *spec = &command->args[i];
    /* An album is no song any more: that would end the game. */
    const bool ends =
        strcmp (command->name, "project.set") == 0 && strcmp (spec->name, "kind") == 0;
    if (ends || random_below (random, 100) >= (spec->required ? 99 : 40))
      continue;
    g_autofree char *value =
        random_below (random, 100) ? any_value (&line, command, spec) : g_strdup ("nonsense");
    g_autofree char *quoted = g_shell_quote (value);
    g_string_append_printf (text, " %s=%s", spec->name, quoted);
    if (strcmp (spec->name, "kind") == 0)
      kind = g_steal_pointer (&value);
  }
  if (command->open_ended && random_below (random, 4))
    append_params (&line, text, command, kind);
  tempo_map_free (line.map);
  return g_string_free (text, FALSE);
}

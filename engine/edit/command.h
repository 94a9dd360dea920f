/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands: everything a user can do to a project is one named command with typed
 * arguments. Menus, keys, palette, scripts and tests all come through here. Main thread.
 *
 * A command is written as
 *
 *     static bool
 *     run_track_set (Edit *edit, const Args *args, GError **error)
 *     {
 *       Track *track = project_edit_track (edit->project, arg_id (args, "track"));
 *       if (arg_given (args, "gain"))
 *         track->gain_db = arg_number (args, "gain");
 *       edit_describe (edit, "Change %s", text_get (track->name));
 *       return true;
 *     }
 *
 * edit->project is a fresh root that nobody else sees. When the function fails, it is thrown away.
 */
#pragma once

#include "base/error.h"
#include "base/param.h"
#include "edit/value.h"

typedef enum {
  ARG_TEXT,
  ARG_NAME, /* text without control characters, not empty */
  ARG_NUMBER,
  ARG_INT,
  ARG_BOOL,
  ARG_CHOICE,
  ARG_LEVEL, /* dB */
  ARG_PAN, /* -1..1 */
  ARG_PERCENT, /* "25%" or 25: number is 25 */
  ARG_PITCH, /* int */
  ARG_METER, /* integer = numerator, other = denominator */
  ARG_POSITION, /* position */
  ARG_LENGTH, /* length */
  ARG_GRID, /* a note value "1/16", "1/8t", "1/4." or a length: length */
  ARG_COLOR, /* text: a name of the palette or #rrggbb */
  ARG_FILE, /* text: a path as the user wrote it */
  ARG_TRACK, /* id; by name, id, position in the list, main */
  ARG_TRACKS, /* ids; several separated by commas, "all" or "none" */
  ARG_CLIP, /* id; by id or name, or position in the track given before */
  ARG_CLIPS, /* ids */
  ARG_EFFECT, /* id; by id, name, kind or position in the track given before */
  ARG_SEND, /* id; by id, position, or name of where it goes, in the track given before */
  ARG_CHAIN, /* id; of parallel chains, by id, name or number among those of the track */
  ARG_SECTION, /* id, by id or name: so are the next */
  ARG_MARKER,
  ARG_LANE, /* in the track given before */
  ARG_COMP, /* likewise */
  ARG_NOTES, /* ids of notes in the clip given before, or "all" */
  ARG_NODE, /* id of anything, by id, or track by name */
  ARG_VELOCITY, /* "100" of 127, "80%" or "0.8": number is 0..1 */
  ARG_FREQUENCY, /* "440Hz" "48kHz": number is Hz */
  ARG_KEY, /* text: "Am", "F#", "D dorian"; none is "" */
  ARG_CHORD, /* id, by id, text or position in the list: so are the next */
  ARG_LYRIC,
  ARG_COMMENT,
  ARG_EDIT_GROUP,
  ARG_SNAPSHOT,
  ARG_CUE,
  ARG_SONG,
  ARG_DELIVERY,
  ARG_REFERENCE,
  ARG_SCENE,
} ArgType;

typedef struct {
  const char *name;
  ArgType type;
  bool required;
  const char *help;
  const char *const *choices;
  const char *initial; /* as text, for the listing; what the command does without it */
  double min, max; /* of numbers, where min < max */
} ArgSpec;

typedef struct Edit Edit;
typedef struct Args Args;

typedef struct {
  const char *name; /* "clip.split" */
  const char *help; /* one line */
  const ArgSpec *args;
  int n_args;
  /* Takes PARAM=VALUE beyond its own: args_rest. Where a parameter has the name of one of its own
   * arguments, the first of the two is the argument: kind=reverb kind=hall. */
  bool open_ended;
  bool (*run) (Edit *edit, const Args *args, GError **error);
} CommandSpec;

/* What is to be rendered of a track. */
typedef struct {
  Id track;
  bool post; /* its post tap, instead of the pre tap */
  Frames from, to; /* of the song, at the project's rate; to = 0: the song and its tail */
  const char *name; /* of the file */
} Bounce;

/* What the edit layer needs from the layers below it, given by whoever opens the document. */
typedef struct {
  /* Effects and instruments by kind, or NULL; `all` for nearest names, NULL-terminated. */
  const DeviceSpec *(*find_effect) (const char *kind);
  const DeviceSpec *(*find_instrument) (const char *kind);
  const char *const *effect_kinds;
  const char *const *instrument_kinds;
  /* Brings a file into the project folder and describes it; returns a fresh Source without id, or
   * NULL. `data` is the one below. */
  Source *(*import_media) (void *data, const char *path, GError **error);
  /* Levels of a source range for normalizing; NULL where media are out of reach. `what` is "peak"
   * or "lufs". */
  bool (*measure_media) (void *data, const Source *source, int64_t from, int64_t to,
                         const char *what, double *level_db, GError **error);
  /* Renders the pre tap of a track from the start of the song to the end of its tail into the
   * project folder, as 32-bit float at the project rate. Returns a fresh Source without id, and in
   * *key (to be freed) the hash of everything that feeds the tap; or NULL. */
  Source *(*freeze_track) (void *data, const Project *project, Id track, char **key,
                           GError **error);
  /* Renders a tap of a track of this value into the project folder, as 32-bit float at the project
   * rate. Returns a fresh Source without id, and in *start the song position of its first frame; or
   * NULL. */
  Source *(*bounce_track) (void *data, const Project *project, const Bounce *bounce, Frames *start,
                           GError **error);
  /* Media in the project folder that no state uses, `project` among them: their places as in
   * Source.file, owned by the array. The user is told; with `move` they are moved once the edit is
   * saved. NULL with an error. */
  GPtrArray *(*clean_up) (void *data, const Project *project, bool move, GError **error);
  /* Looks at a song that an album takes in: a project or an audio file. Returns a fresh Song
   * without id: relative file, project id, content hash, title, artist, and in effects a copy of
   * the song's mastering chain; or NULL. */
  Song *(*open_song) (void *data, const char *path, GError **error);
  /* Another project, to take from: its value, and in *folder (to be freed) the folder that the
   * files of its sources are named from. `path` is a folder, the file in it, or a value that was
   * kept in its cache/. NULL with an error. */
  Project *(*open_project) (void *data, const char *path, char **folder, GError **error);
  void *data;
} EditHost;

/* What range.cut and range.copy took: a range of a value that stays as it was. It belongs to the
 * document, not to the project, so that undo does not empty it and no file holds it. */
typedef struct {
  Project *project; /* NULL: nothing was taken yet */
  Position from, to;
  GArray *tracks; /* Id, in the order of the list */
  int serial; /* grows each time something is taken */
} Clipboard;

void clipboard_clear (Clipboard *clipboard);

struct Edit {
  Project *project; /* fresh: change it */
  IdSource *ids;
  const EditHost *host;
  GArray *created; /* Id, in order */
  GString *words; /* the undo step in plain words */
  TempoMap *map; /* of edit->project; edit_tempo_map () */
  Clipboard *clipboard;
};

/* A fresh id for a node of this kind. */
Id edit_new_id (Edit *edit, NodeKind kind);
/* A fresh node with an id, counted among the results when `result`. The caller owns it. */
gpointer edit_new_node (Edit *edit, NodeKind kind, bool result);
/* The tempo map of the value as it stands now; call edit_tempo_changed () after changing it. */
const TempoMap *edit_tempo_map (Edit *edit);
void edit_tempo_changed (Edit *edit);
/* The undo step's name. A command of several says it last. */
void edit_describe (Edit *edit, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* For errors: returns false. */
bool edit_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Gives the copy of a subtree new ids throughout (links between its own nodes follow). */
void edit_renew_ids (Edit *edit, Node *node);

bool arg_given (const Args *args, const char *name);
double arg_number (const Args *args, const char *name); /* number, level, pan, percent */
int64_t arg_int (const Args *args, const char *name); /* int, pitch, numerator */
int64_t arg_other (const Args *args, const char *name); /* denominator */
bool arg_bool (const Args *args, const char *name);
int arg_choice (const Args *args, const char *name);
const char *arg_text (const Args *args, const char *name); /* "" when absent */
Position arg_position (const Args *args, const char *name);
Length arg_length (const Args *args, const char *name);
Id arg_id (const Args *args, const char *name);
const Id *arg_ids (const Args *args, const char *name, int *n);
/* Whether any argument of the table from this index on was given. */
bool args_given_from (const Args *args, int first);
/* These store what was given and leave alone what was not. */
void arg_to_text (const Args *args, const char *name, GRefString **slot); /* "" empties */
void arg_to_number (const Args *args, const char *name, double *slot);
void arg_to_int (const Args *args, const char *name, int64_t *slot);
void arg_to_bool (const Args *args, const char *name, bool *slot);
void arg_to_choice (const Args *args, const char *name, int *slot);
/* What an open-ended command got beyond its own arguments: n pairs. */
int args_rest (const Args *args);
const char *args_rest_name (const Args *args, int index);
const char *args_rest_value (const Args *args, int index);

const CommandSpec *command_find (const char *name);
/* All, in the order of the listing. */
const CommandSpec *const *commands_all (int *n);

/* Reads one line "name key=value ..." (quoting as a shell would, "$1" = results[0]) and runs it on
 * edit->project. On failure the value is spoiled: throw it away. */
bool command_run_line (Edit *edit, const char *line, GError **error);

/* Runs lines on a value as one edit: all or nothing. Returns the next value, or NULL. `created`
 * (may be NULL) gets the ids of what was added, `words` (may be NULL) the name of the step, to be
 * freed. Without a clipboard (NULL) the lines have one of their own. */
Project *commands_run (const Project *project, const char *const *lines, int n, IdSource *ids,
                       const EditHost *host, Clipboard *clipboard, GArray *created, char **words,
                       GError **error);

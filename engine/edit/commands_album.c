/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Albums, what is delivered of them and of songs, and what they are compared with. */
#include <math.h>
#include <string.h>

#include "edit/chain.h"
#include "edit/commands.h"
#include "edit/sources.h"

/* A length in seconds of a place-less thing, at least `least`. */
static bool
store_units (Edit *edit, const Args *args, const char *name, Units least, Units *slot,
             GError **error)
{
  if (!arg_given (args, name))
    return true;
  const Length length = arg_length (args, name);
  *slot = length_at (&length, edit_tempo_map (edit), (Position){ 0, TIME_ABSOLUTE }, TIME_ABSOLUTE);
  return *slot >= least || edit_fail (error, "%s cannot be less than nothing", name);
}

#define SONG_ARGS                                                                                  \
  { "title", ARG_TEXT, .help = "its title" }, { "artist", ARG_TEXT, .help = "who plays" },         \
      { "isrc", ARG_TEXT, .help = "its recording code, as DEABC2400001" },                         \
      { "gap", ARG_LENGTH, .help = "silence before it; 150cd are frames of a CD, 1/75 s" },        \
      { "crossfade", ARG_LENGTH, .help = "overlap with the song before" },                         \
      { "gain", ARG_LEVEL, .help = "level", .min = -60, .max = 24 },                               \
      { "trim_start", ARG_LENGTH, .help = "cut off its start" },                                   \
      { "trim_end", ARG_LENGTH, .help = "cut off its end" },                                       \
      { "fade_in", ARG_LENGTH, .help = "length of the fade in" },                                  \
      { "fade_out", ARG_LENGTH, .help = "length of the fade out" },                                \
  {                                                                                                \
    "to", ARG_INT, .help = "its number on the album; a new song is the last", .min = 1,            \
                   .max = 10000                                                                    \
  }

static const ArgSpec add_args[] = {
  { "song", ARG_FILE, .required = true, .help = "a project or an audio file" },
  SONG_ARGS,
};

/* Two letters, three of letters or digits, seven digits; dashes are left out. */
static bool
set_isrc (Song *song, const char *text, GError **error)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *at = text; *at; at++)
    if (*at != '-')
      g_string_append_c (code, g_ascii_toupper (*at));
  bool good = code->len == 12 || code->len == 0;
  for (gsize i = 0; i < code->len && good; i++)
    good = i < 2   ? g_ascii_isalpha (code->str[i])
           : i < 5 ? g_ascii_isalnum (code->str[i])
                   : g_ascii_isdigit (code->str[i]);
  if (!good)
    return edit_fail (error, "'%s' is not an ISRC such as DE-ABC-24-00001", text);
  text_set (&song->isrc, code->str);
  return true;
}

static bool
set_song (Edit *edit, const Args *args, Song *song, GError **error)
{
  arg_to_text (args, "title", &song->title);
  arg_to_text (args, "artist", &song->artist);
  arg_to_number (args, "gain", &song->gain_db);
  return (!arg_given (args, "isrc") || set_isrc (song, arg_text (args, "isrc"), error)) &&
         store_units (edit, args, "gap", 0, &song->gap, error) &&
         store_units (edit, args, "crossfade", 0, &song->crossfade, error) &&
         store_units (edit, args, "trim_start", 0, &song->trim_start, error) &&
         store_units (edit, args, "trim_end", 0, &song->trim_end, error) &&
         store_units (edit, args, "fade_in", 0, &song->fade_in, error) &&
         store_units (edit, args, "fade_out", 0, &song->fade_out, error);
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const char *file = arg_text (args, "song");
  Song *song;

  /* What has no tracks yet may become an album. */
  if (project->kind != PROJECT_ALBUM && list_n (project->tracks) > 1)
    return edit_fail (error, "this project is a song and not an album");
  project->kind = PROJECT_ALBUM;
  if (edit->host && edit->host->open_song) {
    song = edit->host->open_song (edit->host->data, file, error);
    if (!song)
      return false;
    edit_renew_ids (edit, &song->node);
    song->node.id = edit_new_id (edit, NODE_SONG);
  } else {
    song = edit_new_node (edit, NODE_SONG, false);
    text_set (&song->file, file);
  }
  const Id id = song->node.id;
  g_array_append_val (edit->created, id);
  list_insert (&project->songs, arg_given (args, "to") ? (int) arg_int (args, "to") - 1 : -1,
               &song->node);
  edit_describe (edit, "Add a song to the album");
  return set_song (edit, args, song, error);
}

const CommandSpec command_album_add = { "album.add", "Add a song to an album", add_args,
                                        G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec set_args[] = {
  { "song", ARG_SONG, .required = true, .help = "title, id or number" },
  SONG_ARGS,
};

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  List **songs = &edit->project->songs;
  const int index = list_find (*songs, arg_id (args, "song"));

  if (!args_given_from (args, 1) && args_rest (args) == 0)
    return edit_fail (error, "name what to set, for example gap=2s or eq.band1.gain=1");
  Song *song = (Song *) list_edit (songs, index);
  edit_describe (edit, "Change %s", text_get (song->title));
  if (!set_song (edit, args, song, error) || !chain_set_rest (edit, &song->effects, args, error))
    return false;
  if (arg_given (args, "to"))
    list_move (songs, index, MIN ((int) arg_int (args, "to"), list_n (*songs)) - 1);
  return true;
}

const CommandSpec command_album_set = {
  "album.set",
  "Change a song of an album; EFFECT.PARAM=VALUE sets effects of its chain, which are added",
  set_args,
  G_N_ELEMENTS (set_args),
  .open_ended = true,
  .run = apply_set
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  List **songs = &edit->project->songs;
  const int index = list_find (*songs, arg_id (args, "song"));

  edit_describe (edit, "Remove %s from the album",
                 text_get (((const Song *) list_get (*songs, index))->title));
  list_remove (songs, index);
  return true;
}

const CommandSpec command_album_remove = { "album.remove", "Take a song off an album", set_args, 1,
                                           .run = apply_remove };

static const char *const formats[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff", NULL };
static const char *const bits[] = { "16", "24", "32f", NULL };
static const char *const dithers[] = { "none", "tpdf", "shaped", NULL };

#define DELIVERY_ARGS                                                                              \
  { "format", ARG_CHOICE, .help = "kind of file; at first wav", .choices = formats },              \
      { "bits", ARG_CHOICE, .help = "of a sample; at first 24", .choices = bits },                 \
      { "rate", ARG_FREQUENCY, .help = "sample rate; at first the project's", .min = 8000,         \
        .max = 384000 },                                                                           \
      { "dither", ARG_CHOICE, .help = "when the word gets shorter; at first tpdf",                 \
        .choices = dithers },                                                                      \
      { "loudness", ARG_NUMBER, .help = "LUFS; 0 = as mixed", .min = -70, .max = 0 },              \
      { "ceiling", ARG_NUMBER, .help = "true peak, dBTP; at first -1", .min = -20, .max = 0 },     \
      { "bitrate", ARG_INT, .help = "kbit/s of lossy formats; 0 = the usual", .min = 0,            \
        .max = 10000 },                                                                            \
      { "stems", ARG_BOOL, .help = "stems, too" },                                                 \
  {                                                                                                \
    "no_master", ARG_BOOL, .help = "without the mastering chain"                                   \
  }

static const ArgSpec delivery_add_args[] = {
  { "name", ARG_NAME, .required = true, .help = "its name, as Streaming or CD" },
  DELIVERY_ARGS,
};

static void
set_choice (const Args *args, const char *name, const char *const *choices, GRefString **slot)
{
  if (arg_given (args, name))
    text_set (slot, choices[arg_choice (args, name)]);
}

static void
set_delivery (const Args *args, Delivery *delivery)
{
  arg_to_text (args, "name", &delivery->name);
  set_choice (args, "format", formats, &delivery->format);
  set_choice (args, "bits", bits, &delivery->bits);
  set_choice (args, "dither", dithers, &delivery->dither);
  if (arg_given (args, "rate"))
    delivery->rate = (int64_t) rint (arg_number (args, "rate"));
  arg_to_number (args, "loudness", &delivery->loudness);
  arg_to_number (args, "ceiling", &delivery->ceiling);
  arg_to_int (args, "bitrate", &delivery->bitrate);
  arg_to_bool (args, "stems", &delivery->stems);
  arg_to_bool (args, "no_master", &delivery->no_master);
}

static bool
apply_delivery_add (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->deliveries;

  for (int i = 0; i < list_n (*list); i++)
    if (strcmp (node_name (list_get (*list, i)), arg_text (args, "name")) == 0)
      return edit_fail (error, "there is a delivery '%s' already; delivery.set changes it",
                        arg_text (args, "name"));
  Delivery *delivery = edit_new_node (edit, NODE_DELIVERY, true);
  set_delivery (args, delivery);
  list_insert (list, -1, &delivery->node);
  edit_describe (edit, "Add delivery %s", text_get (delivery->name));
  return true;
}

const CommandSpec command_delivery_add = { "delivery.add", "Add a kind of master to deliver",
                                           delivery_add_args, G_N_ELEMENTS (delivery_add_args),
                                           .run = apply_delivery_add };

static const ArgSpec delivery_set_args[] = {
  { "delivery", ARG_DELIVERY, .required = true, .help = "name, id or number" },
  { "name", ARG_NAME, .help = "another name" },
  DELIVERY_ARGS,
};

static bool
apply_delivery_set (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->deliveries;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example format=flac");
  Delivery *delivery = (Delivery *) list_edit (list, list_find (*list, arg_id (args, "delivery")));
  set_delivery (args, delivery);
  edit_describe (edit, "Change delivery %s", text_get (delivery->name));
  return true;
}

const CommandSpec command_delivery_set = { "delivery.set", "Change a delivery", delivery_set_args,
                                           G_N_ELEMENTS (delivery_set_args),
                                           .run = apply_delivery_set };

static bool
apply_delivery_remove (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->deliveries;
  list_remove (list, list_find (*list, arg_id (args, "delivery")));
  edit_describe (edit, "Remove a delivery");
  return true;
}

const CommandSpec command_delivery_remove = { "delivery.remove", "Remove a delivery",
                                              delivery_set_args, 1, .run = apply_delivery_remove };

static const ArgSpec reference_add_args[] = {
  { "file", ARG_FILE, .required = true, .help = "an audio file to compare with" },
  { "name", ARG_NAME, .help = "its name", .initial = "the name of the file" },
  { "gain", ARG_LEVEL, .help = "level", .min = -60, .max = 24 },
  { "offset", ARG_LENGTH, .help = "how much later it plays; negative is earlier" },
};

static bool
apply_reference_add (Edit *edit, const Args *args, GError **error)
{
  const Id id = sources_import (edit, arg_text (args, "file"), NULL, error);
  const Source *source = id ? project_find_source (edit->project, id) : NULL;

  if (!source)
    return false;
  Reference *reference = edit_new_node (edit, NODE_REFERENCE, true);
  reference->source = id;
  text_set (&reference->name, text_get (source->name));
  arg_to_text (args, "name", &reference->name);
  arg_to_number (args, "gain", &reference->gain_db);
  list_insert (&edit->project->references, -1, &reference->node);
  edit_describe (edit, "Add reference %s", text_get (reference->name));
  return store_units (edit, args, "offset", -UNITS_MAX, &reference->offset, error);
}

const CommandSpec command_reference_add = { "reference.add", "Add a reference to compare with",
                                            reference_add_args, G_N_ELEMENTS (reference_add_args),
                                            .run = apply_reference_add };

static const ArgSpec reference_set_args[] = {
  { "reference", ARG_REFERENCE, .required = true, .help = "name, id or number" },
  { "name", ARG_NAME, .help = "another name" },
  { "gain", ARG_LEVEL, .help = "level", .min = -60, .max = 24 },
  { "offset", ARG_LENGTH, .help = "how much later it plays; negative is earlier" },
  { "on", ARG_BOOL, .help = "off leaves it out of the round" },
};

static bool
apply_reference_set (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->references;

  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example gain=-3dB");
  Reference *reference =
      (Reference *) list_edit (list, list_find (*list, arg_id (args, "reference")));
  arg_to_text (args, "name", &reference->name);
  arg_to_number (args, "gain", &reference->gain_db);
  if (arg_given (args, "on"))
    reference->off = !arg_bool (args, "on");
  edit_describe (edit, "Change reference %s", text_get (reference->name));
  return store_units (edit, args, "offset", -UNITS_MAX, &reference->offset, error);
}

const CommandSpec command_reference_set = { "reference.set", "Change a reference",
                                            reference_set_args, G_N_ELEMENTS (reference_set_args),
                                            .run = apply_reference_set };

static bool
apply_reference_remove (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->references;
  list_remove (list, list_find (*list, arg_id (args, "reference")));
  edit_describe (edit, "Remove a reference");
  return true;
}

const CommandSpec command_reference_remove = { "reference.remove", "Remove a reference",
                                               reference_set_args, 1,
                                               .run = apply_reference_remove };

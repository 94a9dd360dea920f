/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/args.h"
#include "base/text.h"
#include "edit/notes.h"

#include <math.h>
#include <string.h>

static ArgValue *
find_value (const Args *args, const char *name)
{
  for (int i = 0; i < args->spec->n_args; i++)
    if (strcmp (args->spec->args[i].name, name) == 0)
      return &args->values[i];
  g_error ("%s has no argument '%s'", args->spec->name, name);
}

bool
arg_given (const Args *args, const char *name)
{
  return find_value (args, name)->given;
}

double
arg_number (const Args *args, const char *name)
{
  return find_value (args, name)->number;
}

int64_t
arg_int (const Args *args, const char *name)
{
  return find_value (args, name)->integer;
}

int64_t
arg_other (const Args *args, const char *name)
{
  return find_value (args, name)->other;
}

bool
arg_bool (const Args *args, const char *name)
{
  return find_value (args, name)->integer != 0;
}

int
arg_choice (const Args *args, const char *name)
{
  return (int) find_value (args, name)->integer;
}

const char *
arg_text (const Args *args, const char *name)
{
  const ArgValue *value = find_value (args, name);
  return value->text ? value->text : "";
}

Position
arg_position (const Args *args, const char *name)
{
  return find_value (args, name)->position;
}

Length
arg_length (const Args *args, const char *name)
{
  return find_value (args, name)->length;
}

Id
arg_id (const Args *args, const char *name)
{
  const ArgValue *value = find_value (args, name);
  return value->ids && value->ids->len ? g_array_index (value->ids, Id, 0) : 0;
}

const Id *
arg_ids (const Args *args, const char *name, int *n)
{
  const ArgValue *value = find_value (args, name);
  *n = value->ids ? (int) value->ids->len : 0;
  return value->ids ? (const Id *) value->ids->data : NULL;
}

bool
args_given_from (const Args *args, int first)
{
  for (int i = first; i < args->spec->n_args; i++)
    if (args->values[i].given)
      return true;
  return false;
}

void
arg_to_text (const Args *args, const char *name, GRefString **slot)
{
  if (arg_given (args, name))
    text_set (slot, arg_text (args, name));
}

void
arg_to_number (const Args *args, const char *name, double *slot)
{
  if (arg_given (args, name))
    *slot = arg_number (args, name);
}

void
arg_to_int (const Args *args, const char *name, int64_t *slot)
{
  if (arg_given (args, name))
    *slot = arg_int (args, name);
}

void
arg_to_bool (const Args *args, const char *name, bool *slot)
{
  if (arg_given (args, name))
    *slot = arg_bool (args, name);
}

void
arg_to_choice (const Args *args, const char *name, int *slot)
{
  if (arg_given (args, name))
    *slot = arg_choice (args, name);
}

int
args_rest (const Args *args)
{
  return (int) args->rest->len;
}

const char *
args_rest_name (const Args *args, int index)
{
  return g_array_index (args->rest, Pair, index).name;
}

const char *
args_rest_value (const Args *args, int index)
{
  return g_array_index (args->rest, Pair, index).value;
}

/* The id of a context argument of this type that was read before, 0 when there is none. */
static Id
context_of (const Args *args, ArgType type)
{
  for (int i = 0; i < args->spec->n_args; i++)
    if (args->spec->args[i].type == type && args->values[i].ids && args->values[i].ids->len)
      return g_array_index (args->values[i].ids, Id, 0);
  return 0;
}

static bool
check_range (const ArgSpec *spec, double x, GError **error)
{
  char low[32], high[32];

  if (!(spec->min < spec->max) || (x >= spec->min && x <= spec->max))
    return true;
  g_snprintf (low, sizeof low, "%g", spec->min);
  g_snprintf (high, sizeof high, "%g", spec->max);
  return edit_fail (error, "%g is out of range, it goes from %s to %s", x, low, high);
}

static bool
resolve_note (const Args *args, const Edit *edit, const char *text, GArray *ids, GError **error)
{
  const Id clip_id = context_of (args, ARG_CLIP);
  const Node *node = project_find (edit->project, clip_id, NULL);
  const Clip *clip = node && node->kind == NODE_CLIP ? (const Clip *) node : NULL;
  int64_t position;
  Id id;

  if (clip)
    clip = notes_content (edit->project, clip);

  if (!clip)
    return edit_fail (error, "name the clip of the notes with clip=");
  if (strcmp (text, "all") == 0) {
    for (int i = 0; i < run_n (clip->notes); i++)
      g_array_append_val (ids, run_note (clip->notes, i)->id);
    return true;
  }
  if (id_read (text, &id) && run_find_note (clip->notes, id) >= 0) {
    g_array_append_val (ids, id);
    return true;
  }
  if (value_read_int (text, &position, NULL) && position >= 1 && position <= run_n (clip->notes)) {
    g_array_append_val (ids, run_note (clip->notes, (int) position - 1)->id);
    return true;
  }
  return edit_fail (error, "the clip has no note '%s'", text);
}

/* One id, appended. */
static bool
resolve_one (const Args *args, const ArgSpec *spec, const Edit *edit, const char *text, GArray *ids,
             GError **error)
{
  const Project *project = edit->project;
  const Id track_id = context_of (args, ARG_TRACK);
  const Track *track = track_id ? project_find_track (project, track_id) : NULL;
  const Node *node;
  Id id = 0;
  bool good = false;

  switch (spec->type) {
  case ARG_TRACK:
  case ARG_TRACKS:
    good = resolve_track (project, text, &id, error);
    break;
  case ARG_CLIP:
  case ARG_CLIPS:
    good = resolve_clip (project, text, track_id, &id, error);
    break;
  case ARG_EFFECT:
    good = resolve_effect (project, text, track_id, &id, error);
    break;
  case ARG_CHAIN:
    good = resolve_chain (project, text, track_id, &id, error);
    break;
  case ARG_SEND:
    good = resolve_send (project, text, track_id, &id, error);
    break;
  case ARG_LANE:
  case ARG_COMP:
    if (!track)
      return edit_fail (error, "name the track with track=");
    good = resolve_in_list (spec->type == ARG_LANE ? track->lanes : track->comps,
                            spec->type == ARG_LANE ? "take lane" : "comp", text, &id, error);
    break;
  case ARG_NOTES:
    return resolve_note (args, edit, text, ids, error);
  case ARG_NODE:
    node = id_read (text, &id) ? project_find (project, id, NULL) : NULL;
    good = node || resolve_track (project, text, &id, error);
    break;
  default:
    good = resolve_listed (project, spec->type, text, &id, error);
    break;
  }
  if (good)
    g_array_append_val (ids, id);
  return good;
}

static bool
resolve_ids (const Args *args, const ArgSpec *spec, const Edit *edit, const char *text,
             ArgValue *value, GError **error)
{
  const bool several =
      spec->type == ARG_TRACKS || spec->type == ARG_CLIPS || spec->type == ARG_NOTES;

  value->ids = g_array_new (FALSE, FALSE, sizeof (Id));
  if (spec->type == ARG_TRACKS && strcmp (text, "all") == 0) {
    for (int i = 0; i < list_n (edit->project->tracks); i++)
      g_array_append_val (value->ids, list_get (edit->project->tracks, i)->id);
    return true;
  }
  if (spec->type == ARG_TRACKS && strcmp (text, "none") == 0)
    return true;
  /* A name may hold a comma: the whole text comes first. */
  if (!several || resolve_one (args, spec, edit, text, value->ids, NULL))
    return several || resolve_one (args, spec, edit, text, value->ids, error);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  for (char **part = parts; *part; part++)
    if (!resolve_one (args, spec, edit, g_strstrip (*part), value->ids, error))
      return false;
  return true;
}

static bool
read_value (const Args *args, const ArgSpec *spec, Edit *edit, const char *text, ArgValue *value,
            GError **error)
{
  const int rate = (int) edit->project->rate;
  bool on;
  int index;

  value->given = true;
  value->text = g_strdup (text);
  switch (spec->type) {
  case ARG_TEXT:
    return arg_read_text (text, error);
  case ARG_NAME:
    return arg_read_name (text, error);
  case ARG_FILE:
    return *text != '\0' || edit_fail (error, "it is empty");
  case ARG_COLOR:
    return arg_read_color (text, error);
  case ARG_NUMBER:
    return value_read_number (text, &value->number, error) &&
           check_range (spec, value->number, error);
  case ARG_PERCENT:
    return arg_read_percent (text, &value->number, error) &&
           check_range (spec, value->number, error);
  case ARG_LEVEL:
    if (!value_read_level (text, &value->number, error))
      return false;
    return value->number == -INFINITY || check_range (spec, value->number, error);
  case ARG_PAN:
    return value_read_pan (text, &value->number, error);
  case ARG_INT:
    return value_read_int (text, &value->integer, error) &&
           check_range (spec, (double) value->integer, error);
  case ARG_BOOL:
    on = false;
    if (!value_read_bool (text, &on, error))
      return false;
    value->integer = on;
    return true;
  case ARG_CHOICE:
    index = 0;
    if (!value_read_choice (text, spec->choices, &index, error))
      return false;
    value->integer = index;
    return true;
  case ARG_VELOCITY:
    return arg_read_velocity (text, &value->number, error);
  case ARG_FREQUENCY:
    return arg_read_frequency (text, &value->number, error) &&
           check_range (spec, value->number, error);
  case ARG_KEY:
    if (strcmp (text, "none") == 0)
      value->text[0] = '\0';
    return arg_read_key (text, error);
  case ARG_PITCH:
    index = 0;
    if (!value_read_pitch (text, &index, error))
      return false;
    value->integer = index;
    return true;
  case ARG_METER:
    return value_read_meter (text, &value->integer, &value->other, error);
  case ARG_POSITION:
    return value_read_position (text, edit_tempo_map (edit), rate, &value->position, error);
  case ARG_LENGTH:
    return value_read_length (text, rate, &value->length, error);
  case ARG_GRID:
    return arg_read_grid (text, rate, &value->length, error);
  default:
    return resolve_ids (args, spec, edit, text, value, error);
  }
}

static int
find_spec (const CommandSpec *spec, const char *name)
{
  for (int i = 0; i < spec->n_args; i++)
    if (strcmp (spec->args[i].name, name) == 0)
      return i;
  return -1;
}

static bool
fail_unknown_key (const CommandSpec *spec, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (int i = 0; i < spec->n_args; i++)
    g_ptr_array_add (names, (char *) spec->args[i].name);
  const char *nearest = text_nearest (name, (const char *const *) names->pdata, (int) names->len);
  g_autofree char *all = NULL;
  if (!nearest) {
    g_ptr_array_add (names, NULL);
    all = g_strjoinv (", ", (char **) names->pdata);
  }
  return edit_fail (error, "%s has no argument '%s'; %s%s%s", spec->name, name,
                    nearest ? "did you mean '" : "it takes ", nearest ? nearest : all,
                    nearest ? "'?" : "");
}

bool
args_read (Args *args, const CommandSpec *spec, Edit *edit, Pair *pairs, int n, GError **error)
{
  *args = (Args){ .spec = spec,
                  .values = g_new0 (ArgValue, spec->n_args + 1),
                  .rest = g_array_new (FALSE, FALSE, sizeof (Pair)),
                  .pairs = pairs,
                  .n_pairs = n };

  for (int p = 0; p < n; p++) {
    const bool own = find_spec (spec, pairs[p].name) >= 0;
    int times = 0; /* that the name came before */
    for (int q = 0; q < p; q++)
      times += strcmp (pairs[q].name, pairs[p].name) == 0;
    if (!own && !spec->open_ended)
      return fail_unknown_key (spec, pairs[p].name, error);
    if (times > (own && spec->open_ended))
      return edit_fail (error, "%s: '%s' is given %s", spec->name, pairs[p].name,
                        times > 1 ? "too often" : "twice");
    if (!own || times > 0)
      g_array_append_val (args->rest, pairs[p]);
  }
  /* In the order of the table, since an effect is looked up in the track before it. */
  for (int i = 0; i < spec->n_args; i++) {
    const ArgSpec *arg = &spec->args[i];
    const char *text = NULL;
    GError *inner = NULL;
    for (int p = 0; p < n && !text; p++)
      if (strcmp (pairs[p].name, arg->name) == 0)
        text = pairs[p].value;
    /* What is missing may be there under a misspelt name, which parameters of any name hide. */
    for (guint r = 0; r < args->rest->len && !text && arg->required; r++) {
      const char *name = g_array_index (args->rest, Pair, r).name;
      if (find_spec (spec, name) < 0 && text_nearest (name, &arg->name, 1))
        return edit_fail (error, "%s has no argument '%s'; did you mean '%s'?", spec->name, name,
                          arg->name);
    }
    if (!text && arg->required)
      return edit_fail (error, "%s needs %s= (%s)", spec->name, arg->name, arg->help);
    if (text && !read_value (args, arg, edit, text, &args->values[i], &inner)) {
      g_propagate_prefixed_error (error, inner, "%s: %s: ", spec->name, arg->name);
      return false;
    }
  }
  return true;
}

void
args_clear (Args *args)
{
  for (int i = 0; args->values && i < args->spec->n_args; i++) {
    g_free (args->values[i].text);
    if (args->values[i].ids)
      g_array_unref (args->values[i].ids);
  }
  for (int p = 0; p < args->n_pairs; p++) {
    g_free (args->pairs[p].name);
    g_free (args->pairs[p].value);
  }
  g_free (args->pairs);
  g_free (args->values);
  if (args->rest)
    g_array_unref (args->rest);
  *args = (Args){ 0 };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tempo, meter and key: what holds from a place to the next of its kind. */
#include <string.h>

#include "edit/commands.h"
#include "edit/takes.h"

static Ticks
at_of (const Node *node)
{
  return node->kind == NODE_TEMPO   ? ((const Tempo *) node)->at
         : node->kind == NODE_METER ? ((const Meter *) node)->at
                                    : ((const Key *) node)->at;
}

static int
find_at (const List *list, Ticks at)
{
  for (int i = 0; i < list_n (list); i++)
    if (at_of (list_get (list, i)) == at)
      return i;
  return -1;
}

/* The node that stands at a place, to be written: the one there or a fresh one. It counts among the
 * results either way, so that scripts can name it. */
static gpointer
node_at (Edit *edit, List **list, NodeKind kind, Ticks at)
{
  int index = find_at (*list, at);

  if (index >= 0) {
    g_array_append_val (edit->created, list_get (*list, index)->id);
    return list_edit (list, index);
  }
  Node *node = edit_new_node (edit, kind, true);
  if (kind == NODE_TEMPO)
    ((Tempo *) node)->at = at;
  else if (kind == NODE_METER)
    ((Meter *) node)->at = at;
  else
    ((Key *) node)->at = at;
  for (index = 0; index < list_n (*list) && at_of (list_get (*list, index)) < at;)
    index++;
  list_insert (list, index, node);
  return node;
}

/* Takes out what stands exactly at a place. The first of a list that needs one stays. */
static bool
remove_at (Edit *edit, List **list, Position at, const char *what, bool needed, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Ticks ticks = tempo_map_position_ticks (map, at);
  const int index = find_at (*list, ticks);
  int nearest = 0;

  for (int i = 1; i < list_n (*list); i++)
    if (ABS (at_of (list_get (*list, i)) - ticks) < ABS (at_of (list_get (*list, nearest)) - ticks))
      nearest = i;
  if (index < 0) {
    g_autofree char *place = value_write_position (map, (Position){ ticks, TIME_MUSICAL });
    if (list_n (*list) == 0)
      return edit_fail (error, "there is no %s at %s", what, place);
    const Position there = { at_of (list_get (*list, nearest)), TIME_MUSICAL };
    g_autofree char *other = value_write_position (map, there);
    return edit_fail (error, "there is no %s at %s; the nearest is at %s", what, place, other);
  }
  if (needed && index == 0)
    return edit_fail (error, "a song needs its first %s; project.set changes it", what);
  list_remove (list, index);
  edit_describe (edit, "Remove %s", what);
  return true;
}

static const ArgSpec tempo_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "from where on" },
  { "bpm", ARG_NUMBER, .required = true, .help = "quarters a minute", .min = 5, .max = 1000 },
  { "ramp", ARG_BOOL, .help = "run evenly to the next tempo", .initial = "off" },
};

static bool
apply_tempo (Edit *edit, const Args *args, GError **error)
{
  const Ticks at = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "at"));
  Tempo *tempo = node_at (edit, &edit->project->tempos, NODE_TEMPO, at);

  tempo->bpm = arg_number (args, "bpm");
  arg_to_bool (args, "ramp", &tempo->ramp);
  edit_tempo_changed (edit);
  takes_settle_all (edit);
  edit_describe (edit, "Set the tempo");
  return true;
}

const CommandSpec command_tempo_add = { "tempo.add",
                                        "Set the tempo from a place on; changes one that is there",
                                        tempo_args, G_N_ELEMENTS (tempo_args), .run = apply_tempo };

static const ArgSpec remove_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "where it stands" },
};

static bool
apply_tempo_remove (Edit *edit, const Args *args, GError **error)
{
  if (!remove_at (edit, &edit->project->tempos, arg_position (args, "at"), "tempo", true, error))
    return false;
  edit_tempo_changed (edit);
  takes_settle_all (edit);
  return true;
}

const CommandSpec command_tempo_remove = { "tempo.remove", "Remove a change of tempo", remove_args,
                                           G_N_ELEMENTS (remove_args), .run = apply_tempo_remove };

static const ArgSpec meter_args[] = {
  { "at", ARG_POSITION, .required = true,
    .help = "from where on: a bar line, or it begins a new bar" },
  { "meter", ARG_METER, .required = true, .help = "4/4, 7/8 ..." },
};

static bool
apply_meter (Edit *edit, const Args *args, GError **error)
{
  const Ticks at = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "at"));
  Meter *meter = node_at (edit, &edit->project->meters, NODE_METER, at);

  meter->numerator = arg_int (args, "meter");
  meter->denominator = arg_other (args, "meter");
  edit_tempo_changed (edit);
  edit_describe (edit, "Set the meter");
  return true;
}

const CommandSpec command_meter_add = { "meter.add",
                                        "Set the meter from a place on; changes one that is there",
                                        meter_args, G_N_ELEMENTS (meter_args), .run = apply_meter };

static bool
apply_meter_remove (Edit *edit, const Args *args, GError **error)
{
  if (!remove_at (edit, &edit->project->meters, arg_position (args, "at"), "meter", true, error))
    return false;
  edit_tempo_changed (edit);
  return true;
}

const CommandSpec command_meter_remove = { "meter.remove", "Remove a change of meter", remove_args,
                                           G_N_ELEMENTS (remove_args), .run = apply_meter_remove };

static const ArgSpec key_args[] = {
  { "at", ARG_POSITION, .required = true, .help = "from where on" },
  { "key", ARG_KEY, .required = true, .help = "C, F#m, D dorian ..." },
};

static bool
apply_key (Edit *edit, const Args *args, GError **error)
{
  const Ticks at = tempo_map_position_ticks (edit_tempo_map (edit), arg_position (args, "at"));
  Key *key = node_at (edit, &edit->project->keys, NODE_KEY, at);

  arg_to_text (args, "key", &key->key);
  edit_describe (edit, "Set the key");
  return true;
}

const CommandSpec command_key_add = { "key.add",
                                      "Set the key from a place on; changes one that is there",
                                      key_args, G_N_ELEMENTS (key_args), .run = apply_key };

static bool
apply_key_remove (Edit *edit, const Args *args, GError **error)
{
  return remove_at (edit, &edit->project->keys, arg_position (args, "at"), "key", false, error);
}

const CommandSpec command_key_remove = { "key.remove", "Remove a change of key", remove_args,
                                         G_N_ELEMENTS (remove_args), .run = apply_key_remove };

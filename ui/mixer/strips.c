/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/strips.h"

#include <glib/gi18n.h>
#include <string.h>

bool
strip_is_member (const Project *project, const Track *track, Id of)
{
  if (id_set_has (track->vcas, of))
    return true;
  for (const Track *at = track; at && at->group; at = project_find_track (project, at->group))
    if (at->group == of)
      return true;
  return false;
}

static Id
outermost (const Project *project, const Track *track)
{
  const Track *at = track;
  while (at->group && project_find_track (project, at->group))
    at = project_find_track (project, at->group);
  return at->kind == TRACK_GROUP || at->kind == TRACK_FOLDER ? at->node.id : 0;
}

Id
strip_vca (const Project *project, const Track *track)
{
  for (int i = 0; track->vcas && i < list_n (project->tracks); i++) {
    const Id id = list_get (project->tracks, i)->id;
    if (id_set_has (track->vcas, id))
      return id;
  }
  return 0;
}

/* Strips of one number stand together: a group with what is in it, a VCA with those that it moves,
 * else neighbors of one kind. */
static uint64_t
family_of (const Project *project, const Track *track)
{
  const Id group = outermost (project, track);
  const Id vca = track->kind == TRACK_VCA ? track->node.id : strip_vca (project, track);
  return group ? group : vca ? vca : (uint64_t) track->kind + 1;
}

static bool
is_wanted (LqDesk *desk, const Track *track, Id spilled, const char *search)
{
  if (track->kind == TRACK_FOLDER)
    return false;
  if (track->kind == TRACK_MAIN)
    return true;
  if (row_look (lq_desk_looks (desk), track->node.id).strip_hidden)
    return false;
  if (spilled && track->node.id != spilled &&
      !strip_is_member (lq_desk_project (desk), track, spilled))
    return false;
  if (!search || !*search)
    return true;
  g_autofree char *name = g_utf8_casefold (text_get (track->name), -1);
  g_autofree char *part = g_utf8_casefold (search, -1);
  return strstr (name, part) != NULL;
}

typedef struct {
  LqDesk *desk;
  const Rows *rows;
  Id spilled;
  const char *search;
  GArray *strips;
} Making;

static void
add (const Making *making, int row)
{
  const Track *track = making->rows->rows[row].node;
  const MixerStrip strip = { track->node.id, track, row, false };
  if (is_wanted (making->desk, track, making->spilled, making->search))
    g_array_append_val (making->strips, strip);
}

/* From a row on those of at least a depth, each group behind its members; the row that follows. */
static int
add_from (const Making *making, int row, int depth)
{
  const Rows *rows = making->rows;
  while (row < rows->n && rows->rows[row].depth >= depth) {
    const int own = row;
    for (row++; row < rows->n && rows->rows[row].kind != ROW_TRACK;)
      row++;
    if (row < rows->n && rows->rows[row].depth > rows->rows[own].depth)
      row = add_from (making, row, rows->rows[own].depth + 1);
    add (making, own);
  }
  return row;
}

GArray *
strips_new (LqDesk *desk, Id spilled, const char *search)
{
  const Making making = { desk, lq_desk_rows (desk), spilled, search,
                          g_array_new (FALSE, FALSE, sizeof (MixerStrip)) };
  add_from (&making, 0, 0);
  uint64_t before = 0;
  for (guint i = 0; i < making.strips->len; i++) {
    MixerStrip *strip = &g_array_index (making.strips, MixerStrip, i);
    const uint64_t family = family_of (lq_desk_project (desk), strip->node);
    strip->leads = i > 0 && family != before;
    before = family;
  }
  return making.strips;
}

int
strips_find (const GArray *strips, Id track)
{
  for (guint i = 0; i < strips->len; i++)
    if (g_array_index (strips, MixerStrip, i).track == track)
      return (int) i;
  return -1;
}

bool
strip_records (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

bool
strip_has_chain (const Track *track)
{
  return track->kind != TRACK_VCA && track->kind != TRACK_MIDI;
}

char *
strip_output_text (const Project *project, const Track *track)
{
  const Track *to = project_find_track (project, project_output_of (project, track));
  const char *out = to ? text_get (to->name) : _ ("Master");
  if (track->kind == TRACK_MAIN)
    return g_strdup (track->direct_out && *text_get (track->direct_out)
                         ? text_get (track->direct_out)
                         : _ ("Out 1–2"));
  if (track->kind == TRACK_VCA)
    return g_strdup (_ ("VCA"));
  if (track->kind == TRACK_GROUP)
    return g_strdup_printf (_ ("Group › %s"), out);
  if (track->kind == TRACK_RETURN)
    return g_strdup_printf (_ ("Return › %s"), out);
  return g_strdup_printf ("› %s", out);
}

const char *
strip_send_name (const Project *project, const Send *send)
{
  const Track *to = project_find_track (project, send->to);
  const int cue = to ? -1 : list_find (project->cues, send->cue);
  if (to)
    return text_get (to->name);
  return cue >= 0 ? text_get (((const Cue *) list_get (project->cues, cue))->name) : "";
}

GPtrArray *
strip_vca_members (const Project *project, Id vca)
{
  GPtrArray *members = g_ptr_array_new ();
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (id_set_has (track->vcas, vca))
      g_ptr_array_add (members, (void *) track);
  }
  return members;
}

const Effect *
strip_effect (const Track *track, const char *kind)
{
  const List *const chains[] = { track->effects, track->kind == TRACK_MAIN ? track->master : NULL };
  for (size_t c = 0; c < G_N_ELEMENTS (chains); c++)
    for (int i = 0; i < list_n (chains[c]); i++) {
      const Effect *effect = (const Effect *) list_get (chains[c], i);
      if (!strcmp (text_get (effect->kind), kind))
        return effect;
    }
  return NULL;
}

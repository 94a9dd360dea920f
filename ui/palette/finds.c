/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/finds.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/clip.h"
#include "ui/draw/value_text.h"
#include "ui/palette/names.h"

#define MOST_CLIPS 40
#define ORDER_STEP 1e-7
#define CLIP_LESS                                                                                  \
  0.05 /* there are many: sections, markers and tracks of the same name come first */

static char *
place_text (LqDesk *desk, Position at)
{
  return at.base == TIME_MUSICAL ? value_write_position (lq_desk_map (desk), at)
                                 : value_text_clock (at.value);
}

void
finds_add_tracks (LqDesk *desk, const char *query, GPtrArray *items)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    FuzzyMatch match;
    if (!fuzzy_match (query, text_get (track->name), &match))
      continue;
    PaletteItem *item = item_new (ITEM_TRACK, match.score - ORDER_STEP * i);
    item_set_texts (item, g_strdup (text_get (track->name)),
                    g_strdup_printf (_ ("Track %d · %s"), i + 1, track_kinds[track->kind]),
                    g_strdup (_ ("Go to")));
    item->match = match;
    item->track = track->node.id;
    item->fill = g_strdup_printf ("%s ", text_get (track->name));
    g_ptr_array_add (items, item);
  }
}

static PaletteItem *
add_place (LqDesk *desk, GPtrArray *items, ItemKind kind, const NameMatch *found, Position at,
           const char *what, double less)
{
  PaletteItem *item = item_new (kind, found->match.score - less);
  g_autofree char *place = place_text (desk, at);
  item_set_texts (item, g_strdup (found->name), g_strdup_printf ("%s · %s", what, place),
                  g_strdup (_ ("Go to")));
  item->match = found->match;
  item->goes = true;
  item->at = at;
  g_ptr_array_add (items, item);
  return item;
}

static void
add_rulers (LqDesk *desk, const char *query, GPtrArray *items)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NameMatch));
  names_add (found, project->sections, NULL, query);
  names_add (found, project->markers, NULL, query);
  if (*query) {
    names_add (found, project->lyrics, NULL, query);
    names_add (found, project->comments, NULL, query);
  }
  for (guint i = 0; i < found->len; i++) {
    const NameMatch *at = &g_array_index (found, NameMatch, i);
    const double less = ORDER_STEP * i;
    switch (at->node->kind) {
    case NODE_SECTION:
      add_place (desk, items, ITEM_PLACE, at,
                 (Position){ ((const Section *) at->node)->at, TIME_MUSICAL }, _ ("Section"), less);
      break;
    case NODE_MARKER:
      add_place (desk, items, ITEM_PLACE, at, ((const Marker *) at->node)->at, _ ("Marker"), less);
      break;
    case NODE_LYRIC:
      add_place (desk, items, ITEM_PLACE, at, ((const Lyric *) at->node)->at, _ ("Lyric"), less);
      break;
    default:
      add_place (desk, items, ITEM_PLACE, at, ((const Comment *) at->node)->at, _ ("Comment"),
                 less);
      break;
    }
  }
}

static void
add_clips (LqDesk *desk, const char *query, GPtrArray *items)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NameMatch));
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    names_add (found, track->clips, &track->node, query);
  }
  names_sort (found, MOST_CLIPS);
  for (guint i = 0; i < found->len; i++) {
    const NameMatch *at = &g_array_index (found, NameMatch, i);
    g_autofree char *what = g_strdup_printf (_ ("Clip on %s"), name_of (at->parent));
    PaletteItem *item = add_place (desk, items, ITEM_CLIP, at, ((const Clip *) at->node)->start,
                                   what, CLIP_LESS + ORDER_STEP * i);
    item->track = at->parent->id;
    item->clip = at->node->id;
  }
}

static const char *
label_of (const EditHost *host, const Effect *effect)
{
  const DeviceSpec *spec = effect->kind ? host->find_effect (text_get (effect->kind)) : NULL;
  return effect->name ? text_get (effect->name) : spec ? spec->label : text_get (effect->kind);
}

static void
add_effects (LqDesk *desk, const char *query, GPtrArray *items)
{
  const EditHost *host = session_host (lq_desk_session (desk));
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    for (int k = 0; k < list_n (track->effects); k++) {
      const char *label = label_of (host, (const Effect *) list_get (track->effects, k));
      FuzzyMatch match;
      if (!fuzzy_match (query, label, &match))
        continue;
      PaletteItem *item = item_new (ITEM_TRACK, match.score - CLIP_LESS - ORDER_STEP * i);
      item_set_texts (item, g_strdup (label),
                      g_strdup_printf (_ ("Device on %s"), text_get (track->name)),
                      g_strdup (_ ("Go to the track")));
      item->match = match;
      item->track = track->node.id;
      g_ptr_array_add (items, item);
    }
  }
}

void
finds_add_places (LqDesk *desk, const char *query, GPtrArray *items)
{
  Position at;
  add_rulers (desk, query, items);
  if (!*query)
    return;
  if (value_read_position (query, lq_desk_map (desk), lq_desk_rate (desk), &at, NULL)) {
    const NameMatch typed = { .name = query, .match = { .score = 1 } };
    add_place (desk, items, ITEM_PLACE, &typed, at, _ ("Place"), 0);
  }
  add_clips (desk, query, items);
  add_effects (desk, query, items);
}

void
finds_add_devices (LqDesk *desk, const char *query, GPtrArray *items)
{
  const EditHost *host = session_host (lq_desk_session (desk));
  const Track *track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  for (int i = 0; host->effect_kinds[i]; i++) {
    const DeviceSpec *spec = host->find_effect (host->effect_kinds[i]);
    FuzzyMatch match;
    const bool by_label = fuzzy_match (query, spec->label, &match);
    FuzzyMatch in_kind;
    if (!by_label && !fuzzy_match (query, spec->kind, &in_kind))
      continue;
    PaletteItem *item =
        item_new (ITEM_DEVICE, (by_label ? match.score : in_kind.score / 2) - ORDER_STEP * i);
    item_set_texts (item, g_strdup (spec->label), g_strdup_printf (_ ("Device · %s"), spec->kind),
                    track ? g_strdup_printf (_ ("Insert on %s"), text_get (track->name)) : NULL);
    if (by_label)
      item->match = match;
    if (track)
      item_add_line (item, g_strdup_printf ("effect.add track=%s kind=%s",
                                            lq_desk_id (desk, track->node.id), spec->kind));
    else
      item->refused = g_strdup (_ ("No track is under the cursor"));
    g_ptr_array_add (items, item);
  }
}

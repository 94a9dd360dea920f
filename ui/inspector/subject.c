/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/subject.h"

#include <glib/gi18n.h>

#include "edit/notes.h"
#include "model/clip.h"

static void
add_clip (InspectPage *page, const Track *track, const Lane *lane, const Clip *clip)
{
  const InspectItem item = { .track = track, .lane = lane, .clip = clip };
  g_array_append_val (page->clips, item);
}

/* Adds those of a list that are wanted. The count lets a search end early. */
static void
add_wanted (InspectPage *page, const Track *track, const Lane *lane, const List *clips,
            GHashTable *wanted)
{
  const guint all = g_hash_table_size (wanted);
  for (int i = 0; i < list_n (clips) && page->clips->len < all; i++) {
    const Node *clip = list_get (clips, i);
    if (g_hash_table_contains (wanted, &clip->id))
      add_clip (page, track, lane, (const Clip *) clip);
  }
}

static void
add_selected (InspectPage *page, const GArray *selected)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  const List *tracks = page->project->tracks;

  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (wanted, &g_array_index (selected, Id, i));
  for (int i = 0; i < list_n (tracks) && page->clips->len < selected->len; i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    add_wanted (page, track, NULL, track->clips, wanted);
    for (int k = 0; k < list_n (track->lanes); k++) {
      const Lane *lane = (const Lane *) list_get (track->lanes, k);
      add_wanted (page, track, lane, lane->clips, wanted);
    }
  }
}

/* What the cursor stands on: of a take lane its take, else what plays. */
static void
add_under_cursor (InspectPage *page)
{
  LqDesk *desk = page->desk;
  const Rows *rows = lq_desk_rows (desk);
  const DeskCursor *cursor = lq_desk_cursor (desk);
  const Row *row = cursor->row < rows->n ? &rows->rows[cursor->row] : NULL;
  const Units at = tempo_map_position_units (page->place.map, cursor->at);
  const Lane *lane = NULL;

  if (!row)
    return;
  const Track *track = row->node;
  const int take = row->kind == ROW_TAKE ? list_find (track->lanes, row->item) : -1;
  if (take >= 0)
    lane = (const Lane *) list_get (track->lanes, take);
  const List *clips = lane ? lane->clips : track->clips;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (page->place.map, clip) <= at &&
        at < clip_end_units (page->place.map, clip)) {
      add_clip (page, track, lane, clip);
      return;
    }
  }
}

static void
add_track (InspectPage *page, const Track *track)
{
  const InspectItem item = { .track = track };
  g_array_append_val (page->tracks, item);
}

/* Under clips stands the track at the cursor, where it holds one of them, else that of the first.
 */
static void
add_clip_track (InspectPage *page)
{
  const Id cursor = lq_desk_cursor_track (page->desk);
  const Track *chosen = NULL;
  for (guint i = 0; i < page->clips->len; i++) {
    const Track *track = g_array_index (page->clips, InspectItem, i).track;
    if (!chosen || track->node.id == cursor)
      chosen = track;
  }
  if (chosen)
    add_track (page, chosen);
}

static void
add_tracks (InspectPage *page)
{
  g_autoptr (GArray) ids = lq_desk_tracks (page->desk);
  for (guint i = 0; i < ids->len; i++) {
    const Track *track = project_find_track (page->project, g_array_index (ids, Id, i));
    if (track)
      add_track (page, track);
  }
}

static void
add_notes (InspectPage *page)
{
  const GArray *chosen = page->choice->notes;
  Track *track = NULL;
  Lane *lane = NULL;
  const Clip *clip = page->choice->clip
                         ? project_find_clip (page->project, page->choice->clip, &track, &lane)
                         : NULL;
  if (!clip && page->clips->len > 0) {
    clip = g_array_index (page->clips, InspectItem, 0).clip;
    track = (Track *) g_array_index (page->clips, InspectItem, 0).track;
  }
  g_array_set_size (page->clips, 0);
  if (!clip || clip->kind != CLIP_NOTES)
    return;
  add_clip (page, track, lane, clip);
  page->all_notes = !chosen || chosen->len == 0 || clip->node.id != page->choice->clip;
  const Clip *content = notes_content (page->project, clip);
  for (int i = 0; content && i < run_n (content->notes); i++) {
    const InspectItem item = { .track = track, .clip = clip, .note = run_note (content->notes, i) };
    bool meant = page->all_notes;
    for (guint k = 0; !meant && k < chosen->len; k++)
      meant = g_array_index (chosen, Id, k) == item.note->id;
    if (meant)
      g_array_append_val (page->notes, item);
  }
}

void
subject_find (InspectPage *page)
{
  const GArray *selected = lq_desk_clips (page->desk);
  if (page->tab == INSPECT_TRACK) {
    add_tracks (page);
    return;
  }
  if (selected->len > 0)
    add_selected (page, selected);
  else
    add_under_cursor (page);
  if (page->tab == INSPECT_NOTES)
    add_notes (page);
  else
    add_clip_track (page);
}

static const char *
track_name (const Track *track)
{
  return track->kind == TRACK_MAIN ? _ ("Master") : text_get (track->name);
}

static void
describe_clips (InspectPage *page)
{
  const guint n = page->clips->len;
  GString *names = g_string_new (NULL);
  const InspectItem *first = &g_array_index (page->clips, InspectItem, 0);
  const char *own = text_get (first->clip->color);

  page->color = g_strdup (*own ? own : text_get (first->track->color));
  for (guint i = 0; i < MIN (n, 3); i++) {
    const Clip *clip = g_array_index (page->clips, InspectItem, i).clip;
    g_string_append_printf (names, "%s%s", i ? ", " : "", text_get (clip->name));
  }
  if (n > 1) {
    page->title = g_strdup_printf (ngettext ("%u clip", "%u clips", n), n);
    page->detail = g_string_free (names, FALSE);
  } else {
    page->title = g_string_free (names, FALSE);
    page->detail = g_strdup (track_name (first->track));
  }
}

static void
describe_tracks (InspectPage *page, char **title, char **detail)
{
  const guint n = page->tracks->len;
  const Track *first = g_array_index (page->tracks, InspectItem, 0).track;
  if (n > 1) {
    *title = g_strdup_printf (ngettext ("%u track", "%u tracks", n), n);
    *detail = g_strdup (track_name (first));
    return;
  }
  *title = g_strdup_printf (_ ("Track %d"), list_find (page->project->tracks, first->node.id) + 1);
  *detail = g_strdup (track_name (first));
}

void
subject_describe (InspectPage *page)
{
  static const char *const nothing[] = {
    N_ ("Select a clip to see and change what it plays."),
    N_ ("Select a track to see and change how it sounds."),
    N_ ("Select a note clip, or notes in the piano roll."),
  };
  const bool tracks = page->tab == INSPECT_TRACK;
  if ((tracks ? page->tracks : page->clips)->len == 0) {
    page->empty = _ (nothing[page->tab]);
    return;
  }
  if (tracks) {
    const Track *first = g_array_index (page->tracks, InspectItem, 0).track;
    describe_tracks (page, &page->title, &page->detail);
    page->color = g_strdup (text_get (first->color));
    return;
  }
  describe_clips (page);
  if (page->tab == INSPECT_CLIP && page->tracks->len > 0)
    describe_tracks (page, &page->track_title, &page->track_detail);
}

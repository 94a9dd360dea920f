/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/clip.h"
#include "ui/inspector/media.h"
#include "ui/inspector/rows.h"
#include "ui/inspector/subject.h"

static void
clear_row (gpointer data)
{
  InspectRow *row = data;
  g_free (row->caption);
  g_free (row->text);
}

static GArray *
items_of (const InspectPage *page, RowOf of)
{
  return of == OF_CLIPS ? page->clips : of == OF_NOTES ? page->notes : page->tracks;
}

static const Track *
first_track (const InspectPage *page)
{
  return page->tracks->len ? g_array_index (page->tracks, InspectItem, 0).track : NULL;
}

static const Send *
send_to (const Track *track, const Send *like)
{
  for (int i = 0; i < list_n (track->sends); i++) {
    const Send *send = (const Send *) list_get (track->sends, i);
    if (send->to == like->to && send->cue == like->cue)
      return send;
  }
  return NULL;
}

GArray *
inspect_items (const InspectPage *page, const InspectRow *row, bool *own)
{
  const Track *first = first_track (page);
  *own = row->spec->of == OF_SENDS || row->spec->of == OF_INSERTS;
  if (!*own)
    return items_of (page, row->spec->of);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (InspectItem));
  if (row->spec->of == OF_INSERTS) {
    const InspectItem item = { .track = first,
                               .effect = (const Effect *) list_get (first->effects, row->index) };
    g_array_append_val (items, item);
    return items;
  }
  const Send *like = (const Send *) list_get (first->sends, row->index);
  for (guint i = 0; i < page->tracks->len; i++) {
    InspectItem item = { .track = g_array_index (page->tracks, InspectItem, i).track };
    item.send = send_to (item.track, like);
    if (item.send)
      g_array_append_val (items, item);
  }
  return items;
}

Units
inspect_from (const InspectPage *page, const InspectItem *item)
{
  return item->clip ? clip_start_units (page->place.map, item->clip) : 0;
}

char *
inspect_place (const InspectPage *page, Units at)
{
  const Ticks ticks = tempo_map_ticks (page->place.map, at);
  if (tempo_map_units (page->place.map, ticks) == at)
    return value_write_position (page->place.map, (Position){ ticks, TIME_MUSICAL });
  return inspect_seconds ((double) at);
}

char *
inspect_seconds (double units)
{
  char number[NUMBER_TEXT_SIZE];
  return g_strdup_printf ("%ss", number_write (number, units / (double) UNITS_PER_SECOND));
}

/* What all items have in common: the text of the first, or none. */
static void
read_texts (const InspectPage *page, InspectRow *row, const GArray *items)
{
  row->text = row->spec->text (page, &g_array_index (items, InspectItem, 0));
  for (guint i = 1; i < items->len && !row->mixed; i++) {
    g_autofree char *other = row->spec->text (page, &g_array_index (items, InspectItem, i));
    row->mixed = strcmp (other, row->text) != 0;
  }
}

/* Times differ where what shows of them does: a clip may begin between two ticks. */
static void
read_numbers (const InspectPage *page, InspectRow *row, const GArray *items)
{
  const RowSpec *spec = row->spec;
  const InspectItem *first = &g_array_index (items, InspectItem, 0);
  ValuePlace place = page->place;

  row->number = spec->number (page, first);
  for (guint i = 1; i < items->len && !row->mixed; i++)
    row->mixed = spec->number (page, &g_array_index (items, InspectItem, i)) != row->number;
  row->on = row->number != 0;
  if (row->mixed || spec->text)
    return;
  place.from = inspect_from (page, first);
  if (spec->labels)
    row->text = g_strdup (_ (spec->labels[(int) row->number]));
  else if (spec->show != SHOW_SWITCH)
    row->text = value_kind_text (&spec->kind, &place, row->number);
}

static void
read_row (const InspectPage *page, InspectRow *row)
{
  const RowSpec *spec = row->spec;
  bool own;
  GArray *items = inspect_items (page, row, &own);
  static const InspectItem none;

  if (spec->of == OF_NOTHING) {
    row->text = spec->text ? spec->text (page, &none) : NULL;
    row->number = spec->number ? spec->number (page, &none) : 0;
    if (spec->labels)
      row->text = g_strdup (spec->labels[(int) row->number]);
    else if (spec->number)
      row->text = value_kind_text (&spec->kind, &page->place, row->number);
  } else if (items->len > 0) {
    if (spec->number)
      read_numbers (page, row, items);
    if (spec->text)
      read_texts (page, row, items);
  }
  if (row->mixed)
    g_clear_pointer (&row->text, g_free);
  if (own)
    g_array_unref (items);
}

static void
add_row (InspectPage *page, const RowSpec *spec, int index, Id id, const char *caption)
{
  InspectRow row = { .spec = spec, .index = index, .id = id, .caption = g_strdup (caption) };
  read_row (page, &row);
  row.refused = !strcmp (spec->key, "track.name") && first_track (page)->kind == TRACK_MAIN;
  row.warns = !strcmp (spec->key, "clip.file") &&
              media_is_missing (page->desk, g_array_index (page->clips, InspectItem, 0).clip);
  g_array_append_val (page->rows, row);
}

static void
add_sends (InspectPage *page, const RowSpec *spec)
{
  const Track *first = first_track (page);
  for (int i = 0; i < list_n (first->sends); i++) {
    const Send *send = (const Send *) list_get (first->sends, i);
    const Node *to = project_find (page->project, send->to ? send->to : send->cue, NULL);
    bool all = to != NULL;
    for (guint k = 1; k < page->tracks->len && all; k++)
      all = send_to (g_array_index (page->tracks, InspectItem, k).track, send) != NULL;
    if (!all)
      continue;
    add_row (page, spec, i, send->node.id, node_name (to));
    g_array_index (page->rows, InspectRow, page->rows->len - 1).on = send->tap == TAP_PRE;
  }
}

static void
add_inserts (InspectPage *page, const RowSpec *spec)
{
  const Track *first = first_track (page);
  for (int i = 0; i < list_n (first->effects); i++)
    add_row (page, spec, i, list_get (first->effects, i)->id, NULL);
}

static void
add_rows (InspectPage *page, const RowSpec *specs, int n)
{
  for (int i = 0; i < n; i++) {
    if (specs[i].shows && !specs[i].shows (page))
      continue;
    if (specs[i].of == OF_SENDS)
      add_sends (page, &specs[i]);
    else if (specs[i].of == OF_INSERTS)
      add_inserts (page, &specs[i]);
    else
      add_row (page, &specs[i], 0, 0, NULL);
  }
}

InspectPage *
inspect_page_new (LqDesk *desk, Inspect tab, InspectNotes *notes)
{
  InspectPage *page = g_new0 (InspectPage, 1);

  page->tab = tab;
  page->desk = desk;
  page->choice = notes;
  page->project = project_ref (lq_desk_project (desk));
  page->place = (ValuePlace){ .map = lq_desk_map (desk), .rate = lq_desk_rate (desk) };
  page->clips = g_array_new (FALSE, FALSE, sizeof (InspectItem));
  page->tracks = g_array_new (FALSE, FALSE, sizeof (InspectItem));
  page->notes = g_array_new (FALSE, FALSE, sizeof (InspectItem));
  page->rows = g_array_new (FALSE, FALSE, sizeof (InspectRow));
  g_array_set_clear_func (page->rows, clear_row);
  subject_find (page);
  subject_describe (page);
  if (page->empty)
    return page;
  if (tab == INSPECT_CLIP)
    add_rows (page, clip_rows, n_clip_rows);
  else if (tab == INSPECT_NOTES)
    add_rows (page, note_rows, n_note_rows);
  if (tab == INSPECT_CLIP && page->tracks->len > 0)
    add_rows (page, track_rows_short, n_track_rows_short);
  if (tab == INSPECT_CLIP)
    add_rows (page, level_rows, n_level_rows);
  if (tab == INSPECT_TRACK)
    add_rows (page, track_rows, n_track_rows);
  return page;
}

void
inspect_page_free (InspectPage *page)
{
  project_unref ((Project *) page->project);
  g_array_unref (page->clips);
  g_array_unref (page->tracks);
  g_array_unref (page->notes);
  g_array_unref (page->rows);
  g_free (page->title);
  g_free (page->detail);
  g_free (page->color);
  g_free (page->track_title);
  g_free (page->track_detail);
  g_free (page);
}

const InspectRow *
inspect_page_row (const InspectPage *page, guint index)
{
  return &g_array_index (page->rows, InspectRow, index);
}

const InspectRow *
inspect_page_find (const InspectPage *page, const char *key, int index)
{
  for (guint i = 0; i < page->rows->len; i++) {
    const InspectRow *row = inspect_page_row (page, i);
    if (row->index == index && !strcmp (row->spec->key, key))
      return row;
  }
  return NULL;
}

static const struct {
  const char *title, *key;
} groups[N_GROUPS] = {
  [GROUP_HEAD] = { NULL, "head" },
  [GROUP_LEVEL] = { N_ ("Level"), "level" },
  [GROUP_TIME] = { N_ ("Time and pitch"), "time" },
  [GROUP_PLAYING] = { N_ ("Clip"), "clip" },
  [GROUP_QUANTIZE] = { N_ ("Quantize"), "quantize" },
  [GROUP_TRACK] = { N_ ("Track"), "track" },
  [GROUP_ROUTING] = { N_ ("Routing"), "routing" },
  [GROUP_INSERTS] = { N_ ("Inserts"), "inserts" },
  [GROUP_SENDS] = { N_ ("Sends"), "sends" },
  [GROUP_RANGE] = { N_ ("Range"), "range" },
  [GROUP_NOTE] = { N_ ("Note"), "note" },
  [GROUP_STATE] = { N_ ("Freeze"), "freeze" },
};

const char *
inspect_group_title (RowGroup group)
{
  return groups[group].title ? _ (groups[group].title) : NULL;
}

const char *
inspect_group_key (RowGroup group)
{
  return groups[group].key;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drag_fixture.h"

#include <string.h>

#include "temporary.h"

LqDesk *
drag_fixture_new (void)
{
  IdSource ids;
  g_autoptr (GError) error = NULL;
  Project *song = fixture_song (&ids);
  char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  LqDesk *desk = lq_desk_make (path, song, &error);
  g_assert_no_error (error);
  project_unref (song);
  DeskView *view = lq_desk_view (desk);
  view->px_per_second = 50;
  view->width = 1600;
  view->height = 800;
  g_object_set_data (G_OBJECT (desk), "folder", folder);
  return desk;
}

void
drag_fixture_free (LqDesk *desk)
{
  g_autofree char *folder = g_object_get_data (G_OBJECT (desk), "folder");
  lq_desk_close (desk);
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

Id
drag_fixture_track (LqDesk *desk, const char *name)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++)
    if (!g_strcmp0 (node_name (list_get (tracks, i)), name))
      return list_get (tracks, i)->id;
  g_assert_not_reached ();
}

int
drag_fixture_lane_y (LqDesk *desk, const char *track, RowKind kind, int index)
{
  const Rows *rows = lq_desk_rows (desk);
  const Id id = drag_fixture_track (desk, track);
  for (int i = 0; i < rows->n; i++)
    if (rows->rows[i].track == id && rows->rows[i].kind == kind && index-- == 0)
      return rows->rows[i].y - (int) lq_desk_view (desk)->y;
  g_assert_not_reached ();
}

int
drag_fixture_y (LqDesk *desk, const char *track)
{
  return drag_fixture_lane_y (desk, track, ROW_TRACK, 0);
}

Id
drag_fixture_clip (LqDesk *desk, const char *name)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++) {
    const List *clips = ((const Track *) list_get (tracks, i))->clips;
    for (int k = 0; k < list_n (clips); k++)
      if (!g_strcmp0 (node_name (list_get (clips, k)), name))
        return list_get (clips, k)->id;
  }
  g_assert_not_reached ();
}

static gboolean
put_name (const GMatchInfo *match, GString *text, gpointer desk)
{
  g_autofree char *word = g_match_info_fetch (match, 0);
  Id id;
  const Node *node = id_read (word, &id) ? project_find (lq_desk_project (desk), id, NULL) : NULL;
  const char *name = node ? node_name (node) : "";
  if (node && node->kind == NODE_CHORD)
    name = text_get (((const Chord *) node)->symbol);
  if (node && node->kind == NODE_EFFECT)
    name = text_get (((const Effect *) node)->kind);
  g_string_append (text, *name ? name : word);
  return FALSE;
}

char *
drag_fixture_named (LqDesk *desk, const GPtrArray *lines)
{
  g_autoptr (GRegex) id = g_regex_new ("[a-zA-Z]:[0-9a-z]{11}", 0, 0, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (all, "%s%s", i ? "; " : "", (const char *) lines->pdata[i]);
  return g_regex_replace_eval (id, all->str, -1, 0, 0, put_name, desk, NULL);
}

Drag *
drag_fixture_begin (LqDesk *desk, double x, double y, unsigned keys)
{
  HitTester tester;
  hit_tester_init (&tester, desk);
  const Hit hit = hit_timeline (&tester, x, y);
  hit_tester_clear (&tester);
  pick_press (desk, &hit, keys);
  return drag_new (desk, &hit, x, y, keys);
}

void
drag_fixture_finish (LqDesk *desk, Drag *drag, const char *expected)
{
  const uint64_t before = fixture_digest (lq_desk_project (desk));
  g_autoptr (GPtrArray) lines = drag_lines (drag);
  g_autofree char *named = drag_fixture_named (desk, lines);
  g_assert_cmpstr (named, ==, expected);
  g_assert_true (drag_end (drag));
  fixture_assert_good (lq_desk_project (desk));
  if (*expected == '\0') {
    g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), ==, before);
    return;
  }
  g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), !=, before);
  g_assert_true (document_undo (lq_desk_document (desk)));
  g_assert_cmpuint (fixture_digest (lq_desk_project (desk)), ==, before);
}

void
drag_fixture_pull (LqDesk *desk, double x, double y, double to_x, double to_y, unsigned keys,
                   const char *expected)
{
  Drag *drag = drag_fixture_begin (desk, x, y, 0);
  g_assert_nonnull (drag);
  drag_move (drag, (x + to_x) / 2, (y + to_y) / 2, 0);
  drag_move (drag, to_x, to_y, keys);
  drag_fixture_finish (desk, drag, expected);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo, clipboard, and what edits range and clips. */
#include <glib/gi18n.h>

#include "model/clip.h"
#include "ui/window/do.h"

static void
undo (LqWindow *window, int arg)
{
  Document *document = lq_desk_document (lq_window_desk (window));
  if (arg < 0 ? !document_undo (document) : !document_redo (document))
    lq_window_toast (window, arg < 0 ? _ ("Nothing to undo.") : _ ("Nothing to redo."), false);
}

static const char *
place (LqDesk *desk, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks ticks = tempo_map_ticks (map, at);
  if (tempo_map_units (map, ticks) == at)
    return lq_desk_place (desk, (Position){ ticks, TIME_MUSICAL });
  return lq_desk_place (desk, (Position){ at, TIME_ABSOLUTE });
}

/* The tracks of a range of rows, as `tracks=` takes them. To be freed. */
static char *
tracks_of (LqDesk *desk, int first, int last)
{
  const Rows *rows = lq_desk_rows (desk);
  GString *text = g_string_new (NULL);
  Id before = 0;
  for (int i = first; i <= last && i < rows->n; i++) {
    if (rows->rows[i].track == before)
      continue;
    before = rows->rows[i].track;
    if (text->len > 0)
      g_string_append_c (text, ',');
    g_string_append (text, lq_desk_id (desk, before));
  }
  return g_string_free (text, FALSE);
}

static char *
ids_of (LqDesk *desk, const GArray *ids)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i ? "," : "",
                            lq_desk_id (desk, g_array_index (ids, Id, i)));
  return g_string_free (text, FALSE);
}

static bool
clips_span (LqDesk *desk, const GArray *clips, Units *from, Units *to)
{
  *from = INT64_MAX;
  *to = 0;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip =
        project_find_clip (lq_desk_project (desk), g_array_index (clips, Id, i), NULL, NULL);
    *from = int64_min (*from, clip_start_units (lq_desk_map (desk), clip));
    *to = int64_max (*to, clip_end_units (lq_desk_map (desk), clip));
  }
  return *from < *to;
}

static bool
target_range (LqWindow *window, Units *from, Units *to, char **tracks)
{
  LqDesk *desk = lq_window_desk (window);
  int first, last;
  if (!lq_desk_range (desk, from, to, &first, &last)) {
    const GArray *clips = lq_desk_clips (desk);
    if (!clips_span (desk, clips, from, to)) {
      lq_window_toast (window, _ ("Select a range or clips first."), false);
      return false;
    }
    first = last = lq_desk_cursor (desk)->row;
  }
  *tracks = tracks_of (desk, first, last);
  return true;
}

enum { CUT, COPY, REMOVE, REMOVE_RIPPLE, INSERT };

static void
range (LqWindow *window, int arg)
{
  static const char *const commands[] = { "range.cut", "range.copy", "range.remove", "range.remove",
                                          "range.insert" };
  LqDesk *desk = lq_window_desk (window);
  const GArray *clips = lq_desk_clips (desk);
  Units from, to;
  int first, last;
  g_autofree char *tracks = NULL;

  if (arg == REMOVE && !lq_desk_range (desk, &from, &to, &first, &last) && clips->len > 0) {
    const guint n = clips->len;
    g_autofree char *ids = ids_of (desk, clips);
    if (lq_desk_run (desk, NULL, "clip.remove clip=%s", ids)) {
      g_autofree char *text =
          g_strdup_printf (ngettext ("Deleted %u clip", "Deleted %u clips", n), n);
      lq_window_toast (window, text, true);
    }
    return;
  }
  if (!target_range (window, &from, &to, &tracks))
    return;
  lq_desk_run (desk, NULL, "%s from=%s to=%s tracks=%s%s", commands[arg], place (desk, from),
               place (desk, to), tracks, arg == REMOVE_RIPPLE ? " ripple=on" : "");
}

static void
paste (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  lq_desk_run (desk, NULL, "range.paste at=%s%s", lq_desk_place (desk, lq_desk_cursor (desk)->at),
               arg ? " ripple=on" : "");
}

/* Clips keep their places among each other, right behind the last of them. */
static void
duplicate (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const GArray *clips = lq_desk_clips (desk);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Units from, to;
  if (gtk_widget_has_focus (lq_arrange_headers (lq_window_arrange (window)))) {
    do_action (window, "track.duplicate");
    return;
  }
  if (!clips_span (desk, clips, &from, &to)) {
    lq_window_toast (window, _ ("Select clips first."), false);
    return;
  }
  for (guint i = 0; i < clips->len; i++) {
    const Id id = g_array_index (clips, Id, i);
    const Clip *clip = project_find_clip (lq_desk_project (desk), id, NULL, NULL);
    const Units start = clip_start_units (lq_desk_map (desk), clip);
    g_ptr_array_add (lines, g_strdup_printf ("clip.duplicate clip=%s to=%s", lq_desk_id (desk, id),
                                             place (desk, start + to - from)));
  }
  if (!lq_desk_run_lines (desk, lines, NULL, &error))
    lq_window_toast (window, error->message, false);
}

/* The selected clips, else the one under the cursor. */
static GArray *
target_clips (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  GArray *clips = g_array_new (FALSE, FALSE, sizeof (Id));
  const GArray *selected = lq_desk_clips (desk);
  if (selected->len > 0) {
    g_array_append_vals (clips, selected->data, selected->len);
    return clips;
  }
  const Track *track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  const Units at = tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at);
  for (int i = 0; track && i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    if (clip_start_units (lq_desk_map (desk), clip) <= at &&
        at < clip_end_units (lq_desk_map (desk), clip))
      g_array_append_val (clips, clip->node.id);
  }
  if (clips->len == 0)
    lq_window_toast (window, _ ("No clip lies under the cursor."), false);
  return clips;
}

/* The same for each of the clips, as one step. */
static void
run_for_clips (LqWindow *window, const char *command, const char *rest)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) clips = target_clips (window);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < clips->len; i++)
    g_ptr_array_add (lines,
                     g_strdup_printf ("%s clip=%s %s", command,
                                      lq_desk_id (desk, g_array_index (clips, Id, i)), rest));
  if (lines->len > 0 && !lq_desk_run_lines (desk, lines, NULL, &error))
    lq_window_toast (window, error->message, false);
}

static void
split (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autofree char *at =
      g_strdup_printf ("at=%s", arg ? place (desk, lq_desk_playhead (desk))
                                    : lq_desk_place (desk, lq_desk_cursor (desk)->at));
  run_for_clips (window, "clip.split", at);
}

static void
set_clips (LqWindow *window, const char *rest)
{
  run_for_clips (window, "clip.set", rest);
}

static const Clip *
first_clip (LqWindow *window)
{
  g_autoptr (GArray) clips = target_clips (window);
  if (clips->len == 0)
    return NULL;
  return project_find_clip (lq_desk_project (lq_window_desk (window)), g_array_index (clips, Id, 0),
                            NULL, NULL);
}

static void
mute_clips (LqWindow *window, int arg)
{
  const Clip *clip = first_clip (window);
  if (clip)
    set_clips (window, clip->mute ? "mute=off" : "mute=on");
}

static void
gain_clips (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) clips = target_clips (window);
  for (guint i = 0; i < clips->len; i++) {
    const Id id = g_array_index (clips, Id, i);
    const Clip *clip = project_find_clip (lq_desk_project (desk), id, NULL, NULL);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    lq_desk_run_joined (
        desk, UINT64_C (0x636c6970) ^ id, "clip.set clip=%s gain=%s", lq_desk_id (desk, id),
        g_ascii_formatd (number, sizeof number, "%.1f", clip->gain_db + arg / 10.0));
  }
}

static void
trim (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autofree char *edge = g_strdup_printf ("%s=%s", arg < 0 ? "start" : "end",
                                           lq_desk_place (desk, lq_desk_cursor (desk)->at));
  run_for_clips (window, "clip.trim", edge);
}

static void
join (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) clips = target_clips (window);
  if (clips->len == 0)
    return;
  g_autofree char *ids = ids_of (desk, clips);
  lq_desk_run (desk, NULL, "clip.join clips=%s", ids);
}

static void
reverse (LqWindow *window, int arg)
{
  const Clip *clip = first_clip (window);
  if (clip)
    set_clips (window, clip->reverse ? "reverse=off" : "reverse=on");
}

static void
loop_clip (LqWindow *window, int arg)
{
  const Clip *clip = first_clip (window);
  if (clip)
    set_clips (window, clip->loop ? "loop=off" : "loop=on");
}

static void
marker (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const int n = list_n (lq_desk_project (desk)->markers) + 1;
  const char *at = lq_desk_is_rolling (desk) ? place (desk, lq_desk_playhead (desk))
                                             : lq_desk_place (desk, lq_desk_cursor (desk)->at);
  g_autofree char *name = g_strdup_printf (_ ("Marker %d"), n);
  g_autofree char *quoted = g_shell_quote (name);
  lq_desk_run (desk, NULL, "marker.add at=%s name=%s", at, quoted);
}

static void
ruler_loop (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const List *sections = lq_desk_project (desk)->sections;
  const Ticks at = tempo_map_position_ticks (lq_desk_map (desk), lq_desk_cursor (desk)->at);
  for (int i = 0; i < list_n (sections); i++) {
    const Section *section = (const Section *) list_get (sections, i);
    if (at < section->at || at >= section->at + section->length)
      continue;
    lq_desk_run (desk, NULL, "loop.set from=%s to=%s on=on",
                 lq_desk_place (desk, (Position){ section->at, TIME_MUSICAL }),
                 lq_desk_place (desk, (Position){ section->at + section->length, TIME_MUSICAL }));
    return;
  }
  lq_window_toast (window, _ ("No section lies under the cursor."), false);
}

const Doing doings_edit[] = {
  { "edit.undo", undo, -1 },
  { "edit.redo", undo, 1 },
  { "edit.cut", range, CUT },
  { "edit.copy", range, COPY },
  { "edit.delete", range, REMOVE },
  { "edit.delete-items", range, REMOVE },
  { "edit.delete-close", range, REMOVE_RIPPLE },
  { "edit.insert-time", range, INSERT },
  { "edit.paste", paste, 0 },
  { "edit.paste-insert", paste, 1 },
  { "edit.duplicate", duplicate },
  { "clip.split", split, 0 },
  { "clip.split-playhead", split, 1 },
  { "clip.mute", mute_clips },
  { "clip.gain-up", gain_clips, 10 },
  { "clip.gain-down", gain_clips, -10 },
  { "clip.gain-up-fine", gain_clips, 1 },
  { "clip.gain-down-fine", gain_clips, -1 },
  { "clip.trim-start", trim, -1 },
  { "clip.trim-end", trim, 1 },
  { "clip.join", join },
  { "clip.reverse", reverse },
  { "clip.loop", loop_clip },
  { "marker.add", marker },
  { NULL },
};

const Doing doings_ruler[] = {
  { "ruler.loop", ruler_loop },
  { NULL },
};

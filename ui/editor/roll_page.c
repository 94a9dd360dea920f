/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/place.h"
#include "ui/draw/theme.h"
#include "ui/editor/roll_lane.h"
#include "ui/editor/roll_page_private.h"
#include "ui/editor/roll_part.h"

#define EDGE 2 /* design units around the lane's upper edge */

G_DEFINE_FINAL_TYPE (LqPianoRoll, lq_piano_roll, GTK_TYPE_WIDGET)

/* In a low editor at most half of it. */
int
roll_page_lane_height (const LqPianoRoll *page)
{
  const int room = gtk_widget_get_height (GTK_WIDGET (page)) - ui_px (ROLL_RULER);
  return MAX (MIN (ui_px (page->lane_units), room / 2), ui_px (ROLL_LANE_LEAST));
}

void
roll_page_set_lane (LqPianoRoll *page, double units)
{
  page->lane_units = CLAMP (units, ROLL_LANE_LEAST, ROLL_LANE_MOST);
  gtk_widget_queue_allocate (GTK_WIDGET (page));
}

RollArea
roll_page_area (LqPianoRoll *page, double x, double y)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (page));
  const int lane = height - roll_page_lane_height (page);
  if (y < ui_px (ROLL_RULER))
    return x < ui_px (ROLL_KEYS) ? AREA_NONE : AREA_RULER;
  if (ABS (y - lane) <= ui_px (EDGE))
    return AREA_EDGE;
  if (y >= lane)
    return x < ui_px (ROLL_KEYS) ? AREA_HEAD : AREA_LANE;
  return x < ui_px (ROLL_KEYS) ? AREA_KEYS : AREA_NOTES;
}

static void
lq_piano_roll_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqPianoRoll *page = LQ_PIANO_ROLL (widget);
  const int left = ui_px (ROLL_KEYS), top = ui_px (ROLL_RULER), lane = roll_page_lane_height (page);
  const int wide = width - left, high = height - top - lane;
  roll_set_size (page->roll, wide, high);
  place_child (page->ruler, left, 0, wide, top);
  place_child (page->keys, 0, top, left, high);
  place_child (page->notes, left, top, wide, high);
  place_child (page->lane, left, top + high, wide, lane);
  place_child (page->head, 0, top + high, left, lane);
  place_child (page->overlay, left, top, wide, high + lane);
  place_child (page->playhead, left, 0, wide, height);
  roll_lyric_allocate (page);
}

static void
lq_piano_roll_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (200) : ui_px (100);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (800) : ui_px (220);
}

/* What a screen reader says of the note at the cursor. */
static void
describe (LqPianoRoll *page)
{
  const Roll *roll = page->roll;
  const int under = roll_under_cursor (roll);
  char name[16];
  g_autofree char *text = NULL;
  if (roll->in_lane) {
    g_autofree char *lane = roll_lane_name (roll->lane), *value = roll_lane_now (roll);
    text = g_strdup_printf ("%s, %s, %s", lane,
                            lq_desk_place (roll->desk, (Position){ roll_at (roll), TIME_MUSICAL }),
                            value);
  } else if (under >= 0) {
    const RollNote *note = roll_note (roll, (guint) under);
    text = g_strdup_printf (_ ("%s %s, %s, %.3g beats, velocity %ld"),
                            scale_pitch_name (&roll->scale, note->pitch, name), note->lyric,
                            lq_desk_place (roll->desk, (Position){ note->at, TIME_MUSICAL }),
                            (double) (note->end - note->at) / TICKS_PER_QUARTER,
                            lround (note->velocity * 127));
  } else
    text = g_strdup_printf ("%s, %s", scale_pitch_name (&roll->scale, roll->pitch, name),
                            lq_desk_place (roll->desk, (Position){ roll_at (roll), TIME_MUSICAL }));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
show_clip (LqPianoRoll *page)
{
  const Clip *clip = roll_clip (page->roll);
  const Track *track = project_find_track (lq_desk_project (page->roll->desk), page->roll->track);
  if (page->editor)
    lq_editor_set_empty (page->editor, "piano-roll",
                         clip ? NULL : _ ("Select a clip to edit it here."));
  if (!clip || !track)
    return;
  g_autofree char *name =
      g_strdup_printf (_ ("Notes, %s, %s"), text_get (track->name), text_get (clip->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static guint selection_changed;

static void
roll_changed (void *data, unsigned what)
{
  LqPianoRoll *page = data;
  if (what & (ROLL_NOTES | ROLL_SELECTION))
    g_signal_emit (page, selection_changed, 0);
  if (what & (ROLL_NOTES | ROLL_SELECTION | ROLL_VIEW | ROLL_STATE | ROLL_DRAG)) {
    gtk_widget_queue_draw (page->notes);
    gtk_widget_queue_draw (page->lane);
  }
  if (what & (ROLL_VIEW | ROLL_STATE | ROLL_NOTES)) {
    gtk_widget_queue_draw (page->keys);
    gtk_widget_queue_draw (page->ruler);
    gtk_widget_queue_draw (page->playhead);
    if (page->entry)
      gtk_widget_queue_allocate (GTK_WIDGET (page));
  }
  gtk_widget_queue_draw (page->overlay);
  if (what & ROLL_NOTES)
    show_clip (page);
  if (what & (ROLL_STATE | ROLL_NOTES) && page->tools)
    roll_tools_show (page->tools, page->roll);
  if (what & (ROLL_CURSOR | ROLL_NOTES | ROLL_STATE))
    describe (page);
  if (what & (ROLL_CURSOR | ROLL_NOTES | ROLL_STATE)) {
    gtk_widget_queue_draw (page->head);
    if (page->roll->lane) /* the points at the cursor are gold */
      gtk_widget_queue_draw (page->lane);
  }
}

static void
desk_changed (LqDesk *desk, guint what, LqPianoRoll *page)
{
  roll_desk_changed (page->roll, what);
}

static void
clip_changed (LqEditor *editor, LqPianoRoll *page)
{
  const Id clip = lq_editor_clip (editor);
  roll_lyric_close (page);
  roll_set_clip (page->roll, clip);
  if (!roll_clip (page->roll))
    show_clip (page);
}

/* A page further where the song leaves what is in sight. */
static void
follow (LqPianoRoll *page)
{
  Roll *roll = page->roll;
  const double x = roll_playhead_x (roll);
  if (!lq_desk_is_rolling (roll->desk) || lq_desk_follow (roll->desk) == FOLLOW_OFF ||
      roll->drag->kind != RDRAG_NONE || !roll->clip)
    return;
  const Ticks at = tempo_map_ticks (lq_desk_map (roll->desk), lq_desk_playhead (roll->desk));
  if ((x < 0 || x >= roll->width) && at >= roll->from && at < roll->to)
    roll_scroll (roll, x - roll->width / 20.0, 0);
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqPianoRoll *page = LQ_PIANO_ROLL (widget);
  if (!gtk_widget_get_mapped (widget) || !lq_desk_session (page->roll->desk))
    return G_SOURCE_CONTINUE;
  follow (page);
  const double x = roll_playhead_x (page->roll);
  if (x != page->playhead_x)
    gtk_widget_queue_draw (page->playhead);
  page->playhead_x = x;
  const unsigned grown = page->grown;
  if (roll_grows (page->roll, &page->grown))
    gtk_widget_queue_draw (page->overlay);
  if (page->grown != grown && page->roll->drag->kind == RDRAG_NONE)
    roll_follow_growing (page->roll);
  if (page->roll->lane && lq_desk_is_rolling (page->roll->desk)) {
    char *now = roll_lane_now (page->roll);
    if (g_strcmp0 (now, page->lane_now))
      gtk_widget_queue_draw (page->head);
    g_free (page->lane_now);
    page->lane_now = now;
  }
  return G_SOURCE_CONTINUE;
}

static void
theme_changed (void *data)
{
  LqPianoRoll *page = data;
  roll_set_row_height (page->roll, ui_px (12));
  gtk_widget_queue_allocate (GTK_WIDGET (page));
}

static void
focus_changed (GtkWidget *widget, GParamSpec *spec, gpointer data)
{
  LqPianoRoll *page = LQ_PIANO_ROLL (widget);
  if (page->overlay)
    gtk_widget_queue_draw (page->overlay);
}

bool
lq_piano_roll_escape (LqPianoRoll *page)
{
  if (page->entry) {
    roll_lyric_close (page);
    return true;
  }
  if (page->roll->drag->kind != RDRAG_NONE) {
    roll_drag_cancel (page->roll);
    return true;
  }
  if (page->roll->in_lane) {
    roll_lane_enter (page->roll, false);
    return true;
  }
  if (g_hash_table_size (page->roll->selected) > 0) {
    roll_select_none (page->roll);
    return true;
  }
  return false;
}

Roll *
lq_piano_roll_model (LqPianoRoll *page)
{
  return page->roll;
}

static void
lq_piano_roll_dispose (GObject *object)
{
  LqPianoRoll *page = LQ_PIANO_ROLL (object);
  GtkWidget **children[] = { &page->keys,     &page->ruler, &page->notes,     &page->lane,
                             &page->head,     &page->menu,  &page->lane_menu, &page->overlay,
                             &page->playhead, &page->entry };
  theme_unlisten (page);
  if (page->roll)
    roll_listen (page->roll, NULL, NULL);
  g_clear_weak_pointer (&page->editor);
  g_clear_weak_pointer (&page->tools);
  for (size_t i = 0; i < G_N_ELEMENTS (children); i++)
    g_clear_pointer (children[i], gtk_widget_unparent);
  G_OBJECT_CLASS (lq_piano_roll_parent_class)->dispose (object);
}

static void
lq_piano_roll_finalize (GObject *object)
{
  roll_free (LQ_PIANO_ROLL (object)->roll);
  g_free (LQ_PIANO_ROLL (object)->lane_now);
  G_OBJECT_CLASS (lq_piano_roll_parent_class)->finalize (object);
}

static void
lq_piano_roll_class_init (LqPianoRollClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_piano_roll_dispose;
  G_OBJECT_CLASS (class)->finalize = lq_piano_roll_finalize;
  widget_class->size_allocate = lq_piano_roll_size_allocate;
  widget_class->measure = lq_piano_roll_measure;
  gtk_widget_class_set_css_name (widget_class, "pianoroll");
  selection_changed = g_signal_new ("selection-changed", LQ_TYPE_PIANO_ROLL, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lq_piano_roll_init (LqPianoRoll *page)
{
  page->lane_units = ROLL_LANE;
  gtk_widget_set_focusable (GTK_WIDGET (page), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (page), GTK_OVERFLOW_HIDDEN);
}

LqPianoRoll *
lq_piano_roll_attach (LqEditor *editor, LqDesk *desk)
{
  LqPianoRoll *page = g_object_new (LQ_TYPE_PIANO_ROLL, NULL);
  GtkWidget *widget = GTK_WIDGET (page);

  page->roll = roll_new (desk, ui_px);
  page->keys = lq_roll_part_new (page->roll, roll_draw_keys);
  page->ruler = lq_roll_part_new (page->roll, roll_draw_ruler);
  page->notes = lq_roll_part_new (page->roll, roll_draw_notes);
  page->lane = lq_roll_part_new (page->roll, roll_draw_lane);
  page->head = lq_roll_part_new (page->roll, roll_draw_head);
  page->overlay = lq_roll_part_new (page->roll, roll_draw_overlay);
  page->playhead = lq_roll_part_new (page->roll, roll_draw_playhead);
  GtkWidget *const parts[] = { page->keys, page->ruler,   page->notes,   page->lane,
                               page->head, page->overlay, page->playhead };
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++) {
    gtk_widget_set_can_target (parts[i], FALSE);
    gtk_widget_set_parent (parts[i], widget);
  }
  roll_pointer_attach (page);
  roll_listen (page->roll, roll_changed, page);
  g_set_weak_pointer (&page->editor, editor);
  g_set_weak_pointer (&page->tools, roll_tools_new (page->roll));
  lq_editor_add_page (editor, "piano-roll", _ ("Piano roll"), "view.piano-roll", widget);
  lq_editor_set_tools (editor, "piano-roll", page->tools);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), page, 0);
  g_signal_connect_object (editor, "clip-changed", G_CALLBACK (clip_changed), page, 0);
  g_signal_connect (widget, "notify::has-focus", G_CALLBACK (focus_changed), NULL);
  theme_listen (theme_changed, page);
  gtk_widget_add_tick_callback (widget, tick, NULL, NULL);
  clip_changed (editor, page);
  return page;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/position.h"

#include <glib/gi18n.h>

#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define WIDTH 192
#define HEIGHT 32

struct _LqPosition {
  GtkWidget parent_instance;
  char *bars, *ticks, *time;
  Units at;
  unsigned waited; /* frames since it was drawn */
  unsigned shown; /* times that it was drawn */
  bool stale; /* the bars were others, though the time is the same */
  bool told; /* what shows, to who listens */
  int counted; /* the beat that shows; 0: the place of the song */
};

G_DEFINE_FINAL_TYPE (LqPosition, lq_position, GTK_TYPE_WIDGET)

static void
lq_position_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPosition *position = LQ_POSITION (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_LINE1),
                strong = token_color (TOKEN_TEXT1), second = token_color (TOKEN_TEXT2),
                quiet = token_color (TOKEN_TEXT3);
  const int pad = ui_px (12);

  fill_rect (snapshot, 0, 0, width, height, &well);
  stroke_rect (snapshot, 0, 0, width, height, 1, &line);
  if (!position->bars)
    return;
  text_draw (snapshot, widget, TEXT_POSITION, position->bars, pad, 0, -1, height, &strong);
  text_draw (snapshot, widget, TEXT_NAME, position->ticks,
             pad + text_width (widget, TEXT_POSITION, position->bars), ui_px (2), -1, height,
             &quiet);
  text_draw_right (snapshot, widget, TEXT_NAME, position->time, width - pad, 0, height, &second);
}

static void
lq_position_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = ui_px (orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT);
}

/* Bars before a start: the beat of its bar, large, and how many bars are left. */
static void
show_count (LqPosition *position, int beat, int n_beats, int per_bar)
{
  if (position->counted == beat)
    return;
  position->counted = beat;
  g_free (position->bars);
  g_free (position->ticks);
  g_free (position->time);
  const int left = (n_beats - beat) / per_bar + 1;
  position->bars = g_strdup_printf ("%d", (beat - 1) % per_bar + 1);
  position->ticks = g_strdup_printf (" / %d", per_bar);
  position->time =
      g_strdup_printf (ngettext ("Count-in, %d bar", "Count-in, %d bars", (gulong) left), left);
  gtk_widget_queue_draw (GTK_WIDGET (position));
  gtk_accessible_update_property (GTK_ACCESSIBLE (position), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  position->time, -1);
}

void
position_forget (GtkWidget *widget)
{
  LQ_POSITION (widget)->stale = true;
}

#define SHOW_EVERY 6 /* frames: digits that change faster are not read */
#define TELL_EVERY 2 /* of those: five times a second */

/* While it moves now and then, where it rests at once. */
static void
tell (LqPosition *position)
{
  if (position->told)
    return;
  position->told = true;
  gtk_accessible_update_property (GTK_ACCESSIBLE (position), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  position->bars, -1);
}

bool
position_tick (GtkWidget *widget, LqDesk *desk)
{
  LqPosition *position = LQ_POSITION (widget);
  const Units at = int64_max (lq_desk_playhead (desk), 0);
  Live *live = lq_desk_live (desk);
  int beat, n_beats, per_bar;
  if (live && live_count (live, &beat, &n_beats, &per_bar)) {
    show_count (position, beat, n_beats, per_bar);
    return false;
  }
  position->waited++;
  if (position->bars && !position->counted && !position->stale && at == position->at) {
    tell (position);
    return false;
  }
  if (position->bars && !position->counted && position->waited < SHOW_EVERY)
    return false;
  position->waited = 0;
  position->counted = 0;
  position->stale = false;
  position->at = at;
  g_free (position->bars);
  g_free (position->ticks);
  g_free (position->time);
  position->bars = value_text_bar (lq_desk_map (desk), at, &position->ticks);
  position->time = value_text_clock (at);
  position->told = false;
  gtk_widget_queue_draw (widget);
  if (position->shown++ % TELL_EVERY == 0)
    tell (position);
  return true;
}

static void
lq_position_finalize (GObject *object)
{
  LqPosition *position = LQ_POSITION (object);
  g_free (position->bars);
  g_free (position->ticks);
  g_free (position->time);
  G_OBJECT_CLASS (lq_position_parent_class)->finalize (object);
}

static void
lq_position_class_init (LqPositionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_position_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = lq_position_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_position_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
lq_position_init (LqPosition *position)
{
  gtk_widget_set_valign (GTK_WIDGET (position), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (position), "position");
  gtk_accessible_update_property (GTK_ACCESSIBLE (position), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Position"), -1);
}

GtkWidget *
position_new (void)
{
  return g_object_new (LQ_TYPE_POSITION, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ruler, transients and warp flags of the audio clip editor, and what lies over its waveform. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/desk/target.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"
#include "ui/editor/audio_page_private.h"

#define LEAST_LABEL 44 /* design units between labels of bars */
#define CLOCK_ROOM 110 /* design units of a bar that shows its time, too */
#define FLAG 12
#define LEAST_TICK 2 /* pixels between transients that are drawn */

/* --- Ruler -------------------------------------------------------------------------------------
 */

static Units
bar_place (const TempoMap *map, int64_t bar, int beat)
{
  const BarPosition position = { .bar = bar, .beat = beat, .sixteenth = 1 };
  Ticks at = 0;
  tempo_map_from_bar (map, &position, &at);
  return tempo_map_units (map, at);
}

static void
draw_label (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view, Units at, const char *text,
            bool bold, bool clock)
{
  const GdkRGBA line = token_color (TOKEN_LINE2), strong = token_color (TOKEN_TEXT1);
  const GdkRGBA plain = token_color (TOKEN_TEXT3);
  const int height = ui_px (AUDIO_RULER);
  const double x = audio_view_x (view, at);
  const TextStyle style = bold ? TEXT_CAPTION_BOLD : TEXT_CAPTION;

  fill_rect (snapshot, x, bold ? 0 : height / 3.0, 1, height, &line);
  text_draw (snapshot, widget, style, text, x + ui_px (4), 0, -1, height, bold ? &strong : &plain);
  if (!clock)
    return;
  g_autofree char *time = value_text_clock (at);
  const int wide = text_width (widget, style, text);
  text_draw (snapshot, widget, TEXT_SCALE, time, x + ui_px (10) + wide, 0, -1, height, &plain);
}

static void
draw_ruler (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const TempoMap *map = lq_desk_map (view->desk);
  const int width = gtk_widget_get_width (widget), height = ui_px (AUDIO_RULER);
  const GdkRGBA floor = token_color (TOKEN_BG1), line = token_color (TOKEN_LINE2);
  const Units first = MAX (audio_view_at (view, 0), 0);
  const Ticks tick = tempo_map_ticks (map, first);
  const double unit = view->px_per_second / UNITS_PER_SECOND;
  int every = 1;

  fill_rect (snapshot, 0, 0, width, height, &floor);
  fill_rect (snapshot, 0, height - 1, width, 1, &line);
  const double bar_wide = (double) (tempo_map_units (map, tick + tempo_map_bar_length (map, tick)) -
                                    tempo_map_units (map, tick)) *
                          unit;
  while (bar_wide * every < ui_px (LEAST_LABEL) && every < 65536)
    every *= 2;
  for (int64_t bar = tempo_map_bar (map, tick).bar;; bar++) {
    const Units at = bar_place (map, bar, 1);
    if (audio_view_x (view, at) > width)
      break;
    if ((bar - 1) % every)
      continue;
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, bar);
    draw_label (widget, snapshot, view, at, text, true, bar_wide * every > ui_px (CLOCK_ROOM));
    const Ticks start = tempo_map_ticks (map, at), beat = tempo_map_beat_length (map, start);
    const int beats = (int) (tempo_map_bar_length (map, start) / MAX (beat, 1));
    for (int k = 2; k <= beats && bar_wide / beats >= ui_px (LEAST_LABEL); k++) {
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".%d", bar, k);
      draw_label (widget, snapshot, view, tempo_map_units (map, start + (k - 1) * beat), name,
                  false, bar_wide / beats > ui_px (CLOCK_ROOM));
    }
  }
}

/* --- Transients and flags ----------------------------------------------------------------------
 */

static void
draw_transients (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const int width = gtk_widget_get_width (widget), top = ui_px (AUDIO_RULER);
  const int height = ui_px (AUDIO_TRANSIENTS), foot = top + height + ui_px (AUDIO_WARPS);
  const GdkRGBA floor = token_color (TOKEN_TIMELINE), tick = token_color (TOKEN_TEXT2);
  const GdkRGBA line = token_color (TOKEN_LINE1);
  double last = -100;

  fill_rect (snapshot, 0, top, width, foot - top, &floor);
  fill_rect (snapshot, 0, top + height, width, 1, &line);
  fill_rect (snapshot, 0, foot - 1, width, 1, &line);
  for (guint i = 0; view->transients && i < view->transients->len; i++) {
    const double x = audio_view_x (view, g_array_index (view->transients, Units, i));
    if (x < -1 || x > width || x - last < LEAST_TICK)
      continue;
    fill_rect (snapshot, x, top + 1, 1, height - 1, &tick);
    last = x;
  }
}

/* A flag on a line through the waveform. */
static void
draw_flag (GtkWidget *widget, GtkSnapshot *snapshot, double x, const GdkRGBA *color, bool chosen)
{
  const int top = ui_px (AUDIO_RULER) + ui_px (AUDIO_TRANSIENTS) + 1, size = ui_px (FLAG);
  const int height = gtk_widget_get_height (widget);
  GdkRGBA line = *color;

  line.alpha *= chosen ? 1.0f : 0.55f;
  fill_rect (snapshot, x, top, chosen ? 2 : 1, height - top, &line);
  for (int i = 0; i < size; i++) { /* a triangle with its edge on the line */
    const double wide = size * (1 - fabs (2.0 * i / size - 1)) * 0.8;
    fill_rect (snapshot, x, top + i, fmax (wide, 1), 1, color);
  }
}

static void
draw_flags (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const Clip *clip = audio_view_clip (view);
  const GdkRGBA gold = token_color (TOKEN_ACCENT);
  const GdkRGBA plain = token_color (clip->unwarped ? TOKEN_TEXT_DISABLED : TOKEN_TEXT1);
  const int width = gtk_widget_get_width (widget), chosen = audio_view_chosen (view);

  for (guint i = 0; i < view->markers->len; i++) {
    const AudioMarker *marker = &g_array_index (view->markers, AudioMarker, i);
    const double x = audio_view_x (view, marker->at);
    const bool dragged = view->drag == AUDIO_DRAG_WARP && view->dragged == marker->id;
    if (x > -ui_px (FLAG) && x < width && !(dragged && view->moved))
      draw_flag (widget, snapshot, x, (int) i == chosen ? &gold : &plain, (int) i == chosen);
  }
}

void
audio_draw_floor (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const Clip *clip = audio_view_clip (view);
  const GdkRGBA floor = token_color (TOKEN_BG0), text = token_color (TOKEN_TEXT3);
  const Source *source = audio_view_source (view);

  fill_rect (snapshot, 0, 0, width, height, &floor);
  if (!clip)
    return;
  audio_paint_append (snapshot, widget, view, ui_px (AUDIO_TOP));
  draw_ruler (widget, snapshot, view);
  draw_transients (widget, snapshot, view);
  draw_flags (widget, snapshot, view);
  const Peaks *peaks;
  const PictureState state =
      source ? pictures_peaks (lq_desk_pictures (view->desk), source, &peaks) : PICTURE_MISSING;
  if (state != PICTURE_READY)
    text_draw (snapshot, widget, TEXT_BODY,
               state == PICTURE_MISSING ? _ ("The file of this clip is missing.")
                                        : _ ("The waveform is being drawn…"),
               ui_px (12), ui_px (AUDIO_TOP), -1, height - ui_px (AUDIO_TOP), &text);
}

/* --- What lies over it -------------------------------------------------------------------------
 */

static void
draw_range (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.14), line = token_color (TOKEN_ACCENT);
  const int height = gtk_widget_get_height (widget), top = ui_px (AUDIO_TOP);
  Units from, to;
  int first, last;

  if (!lq_desk_range (view->desk, &from, &to, &first, &last))
    return;
  const double left = audio_view_x (view, from), right = audio_view_x (view, to);
  fill_rect (snapshot, left, top, right - left, height - top, &wash);
  fill_rect (snapshot, left, ui_px (AUDIO_RULER) - 3, right - left, 3, &line);
}

static void
draw_drag (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const GdkRGBA gold = token_color (TOKEN_ACCENT), floor = token_color (TOKEN_BG4);
  const GdkRGBA text = token_color (TOKEN_TEXT1);
  const int width = gtk_widget_get_width (widget), high = ui_px (18);
  const double x = audio_view_x (view, view->drag_to);
  double by = 0;

  if (view->drag != AUDIO_DRAG_WARP || !view->moved)
    return;
  for (guint i = 0; i < view->markers->len; i++) {
    const AudioMarker *marker = &g_array_index (view->markers, AudioMarker, i);
    if (marker->id == view->dragged)
      by = (double) (view->drag_to - marker->at) * 1000 / UNITS_PER_SECOND;
  }
  draw_flag (widget, snapshot, x, &gold, true);
  g_autofree char *number = value_text_number (by, fabs (by) < 100 ? 1 : 0);
  g_autofree char *tag = g_strdup_printf (
      "%s  %s%s ms", lq_desk_place (view->desk, desk_position (view->desk, view->drag_to)),
      by > 0 ? "+" : "", number);
  const int wide = text_width (widget, TEXT_CAPTION, tag) + ui_px (8);
  const double left = CLAMP (x + ui_px (14), 0, fmax (width - wide, 0));
  fill_rect (snapshot, left, ui_px (AUDIO_TOP) + ui_px (4), wide, high, &floor);
  text_draw (snapshot, widget, TEXT_CAPTION, tag, left + ui_px (4), ui_px (AUDIO_TOP) + ui_px (4),
             -1, high, &text);
}

void
audio_draw_overlay (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *page = gtk_widget_get_parent (widget);
  const double x = audio_view_x (view, desk_cursor_units (view->desk));

  if (!view->clip)
    return;
  draw_range (widget, snapshot, view);
  if (x >= -1 && x <= width)
    for (int at = 0; at < height; at += 5)
      fill_rect (snapshot, x, at, 1, 2, &accent);
  draw_drag (widget, snapshot, view);
  if (focus && gtk_widget_get_parent (focus) == page) /* a proxy has it */
    stroke_rect (snapshot, 0, 0, width, height, ui_ring (), &accent);
}

double
audio_playhead_x (const AudioView *view)
{
  return audio_view_x (view, lq_desk_playhead (view->desk));
}

void
audio_draw_playhead (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view)
{
  const GdkRGBA color = token_color (TOKEN_METER_PEAK);
  const double x = audio_playhead_x (view);
  if (view->clip && x >= -1 && x <= gtk_widget_get_width (widget))
    fill_rect (snapshot, x, 0, 1.25, gtk_widget_get_height (widget), &color);
}

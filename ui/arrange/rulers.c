/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/rulers.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/grid_lines.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define LABEL_ROOM 28 /* design units that labels of bars are apart */

struct _LqRulers {
  GtkWidget parent_instance;
  LqDesk *desk;
  bool hidden[N_RULERS];
};

G_DEFINE_FINAL_TYPE (LqRulers, lq_rulers, GTK_TYPE_WIDGET)

static const struct {
  const char *title;
  int height;
} rulers_table[N_RULERS] = {
  [RULER_TIME] = { N_ ("Time"), 16 },       [RULER_BARS] = { N_ ("Bars"), 20 },
  [RULER_MARKERS] = { N_ ("Markers"), 16 }, [RULER_SECTIONS] = { N_ ("Sections"), 20 },
  [RULER_CHORDS] = { N_ ("Chords"), 16 },   [RULER_LYRICS] = { N_ ("Lyrics"), 16 },
  [RULER_TEMPO] = { N_ ("Tempo"), 20 },
};

const char *
ruler_title (Ruler ruler)
{
  return _ (rulers_table[ruler].title);
}

bool
lq_rulers_shows (LqRulers *rulers, Ruler ruler)
{
  return !rulers->hidden[ruler] && lq_desk_ruler_shows (rulers->desk, ruler);
}

void
lq_rulers_show (LqRulers *rulers, Ruler ruler, bool on)
{
  if (rulers->hidden[ruler] == !on)
    return;
  rulers->hidden[ruler] = !on;
  gtk_widget_queue_resize (GTK_WIDGET (rulers));
}

int
lq_rulers_top (LqRulers *rulers, Ruler ruler, int *height)
{
  int y = 0;
  for (int i = 0; i < (int) ruler; i++)
    y += lq_rulers_shows (rulers, (Ruler) i) ? ui_px (rulers_table[i].height) : 0;
  *height = lq_rulers_shows (rulers, ruler) ? ui_px (rulers_table[ruler].height) : 0;
  return y;
}

int
lq_rulers_height (LqRulers *rulers)
{
  int height;
  const int top = lq_rulers_top (rulers, RULER_TEMPO, &height);
  return top + height;
}

Ruler
lq_rulers_at (LqRulers *rulers, double y)
{
  for (int i = 0; i < N_RULERS; i++) {
    int height;
    const int top = lq_rulers_top (rulers, (Ruler) i, &height);
    if (y >= top && y < top + height)
      return (Ruler) i;
  }
  return N_RULERS;
}

typedef struct {
  GtkWidget *widget;
  LqDesk *desk;
  GtkSnapshot *snapshot;
  const TempoMap *map;
  int width, y, height;
  Units playhead;
} Draw;

static double
x_at (const Draw *draw, Position at)
{
  return lq_desk_x (draw->desk, tempo_map_position_units (draw->map, at));
}

static double
x_tick (const Draw *draw, Ticks at)
{
  return lq_desk_x (draw->desk, tempo_map_units (draw->map, at));
}

static void
draw_time (const Draw *draw)
{
  static const double steps[] = { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,  1,   2,
                                  5,     10,    15,    30,   60,   120,  300, 600, 1800, 3600 };
  const double px = lq_desk_view (draw->desk)->px_per_second;
  const GdkRGBA text = token_color (TOKEN_TEXT3), line = token_color (TOKEN_LINE2);
  double step = steps[G_N_ELEMENTS (steps) - 1];
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * px >= ui_px (64)) {
      step = steps[i];
      break;
    }
  const double first = floor ((double) lq_desk_at (draw->desk, 0) / UNITS_PER_SECOND / step);
  for (double k = fmax (first, 0);; k++) {
    const Units at = (Units) llround (k * step * UNITS_PER_SECOND);
    const double x = lq_desk_x (draw->desk, at);
    if (x > draw->width)
      break;
    g_autofree char *label = NULL;
    if (step >= 1)
      label = value_text_short_clock (at);
    else
      label = g_strdup_printf ("%.*f", step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3, k * step);
    fill_rect (draw->snapshot, x, draw->y + draw->height - 4, 1, 4, &line);
    text_draw (draw->snapshot, draw->widget, TEXT_CAPTION, label, x + ui_px (3), draw->y, -1,
               draw->height, &text);
  }
}

static void
draw_loop (const Draw *draw)
{
  const Project *project = lq_desk_project (draw->desk);
  const GdkRGBA color = project->loop ? token_color (TOKEN_ACCENT) : token_alpha (TOKEN_TEXT3, 0.5);
  const double x = x_at (draw, project->loop_from), right = x_at (draw, project->loop_to);
  if (right <= x)
    return;
  fill_rect (draw->snapshot, x, draw->y, right - x, 2, &color);
  const int size = ui_px (6);
  for (int i = 0; i < size; i++) {
    fill_rect (draw->snapshot, x, draw->y + 2 + i, size - i, 1, &color);
    fill_rect (draw->snapshot, right - (size - i), draw->y + 2 + i, size - i, 1, &color);
  }
}

static void
draw_bars (const Draw *draw)
{
  g_autoptr (GArray) lines = grid_lines (draw->desk, draw->width, ui_px (LABEL_ROOM));
  const GdkRGBA strong = token_color (TOKEN_TEXT1), weak = token_color (TOKEN_TEXT2),
                line = token_color (TOKEN_LINE2), gold = token_color (TOKEN_ACCENT);
  Units from, to;
  int first, last;

  for (guint i = 0; i < lines->len; i++) {
    const GridLine *bar = &g_array_index (lines, GridLine, i);
    fill_rect (draw->snapshot, bar->x, draw->y + draw->height - (bar->bar ? 8 : 4), 1,
               bar->bar ? 8 : 4, &line);
    if (!bar->bar && !bar->beat)
      continue;
    const BarPosition place = tempo_map_bar (draw->map, bar->at);
    g_autofree char *label =
        bar->bar ? g_strdup_printf ("%" G_GINT64_FORMAT, bar->bar)
                 : g_strdup_printf ("%" G_GINT64_FORMAT ".%d", place.bar, place.beat);
    const bool bold = bar->bar && (bar->bar - 1) % 4 == 0;
    text_draw (draw->snapshot, draw->widget, bold ? TEXT_VALUE : TEXT_BODY, label,
               bar->x + ui_px (3), draw->y + 1, -1, draw->height - 1, bold ? &strong : &weak);
  }
  draw_loop (draw);
  if (lq_desk_range (draw->desk, &from, &to, &first, &last)) {
    const double x = lq_desk_x (draw->desk, from);
    fill_rect (draw->snapshot, x, draw->y + draw->height - 3, lq_desk_x (draw->desk, to) - x, 3,
               &gold);
  }
}

static void
draw_markers (const Draw *draw)
{
  const List *markers = lq_desk_project (draw->desk)->markers;
  const GdkRGBA text = token_color (TOKEN_TEXT2);
  for (int i = 0; i < list_n (markers); i++) {
    const Marker *marker = (const Marker *) list_get (markers, i);
    const double x = x_at (draw, marker->at);
    const GdkRGBA color = marker->color ? color_of_track (text_get (marker->color)) : text;
    const int size = ui_px (9), top = draw->y + (draw->height - size) / 2;
    fill_rect (draw->snapshot, x, top, size - ui_px (3), size, &color);
    for (int k = 0; k < ui_px (3); k++)
      fill_rect (draw->snapshot, x + size - ui_px (3) + k, top + k, 1, size - 2 * k, &color);
    text_draw (draw->snapshot, draw->widget, TEXT_CAPTION, text_get (marker->name),
               x + size + ui_px (3), draw->y, -1, draw->height, &text);
  }
}

static void
draw_sections (const Draw *draw)
{
  const List *sections = lq_desk_project (draw->desk)->sections;
  const GdkRGBA text = token_color (TOKEN_TEXT1), floor = token_color (TOKEN_BG1);
  for (int i = 0; i < list_n (sections); i++) {
    const Section *section = (const Section *) list_get (sections, i);
    const double x = x_tick (draw, section->at),
                 right = x_tick (draw, section->at + section->length);
    if (right < 0 || x > draw->width)
      continue;
    const GdkRGBA color = color_of_track (text_get (section->color));
    const GdkRGBA body = color_mix (&floor, &color, theme_is_dark () ? 0.32 : 0.4);
    fill_rect (draw->snapshot, x, draw->y + 1, right - x - 1, draw->height - 2, &body);
    fill_rect (draw->snapshot, x, draw->y + 1, 3, draw->height - 2, &color);
    const double left = fmax (x, 0);
    text_draw (draw->snapshot, draw->widget, TEXT_BODY, text_get (section->name), left + ui_px (8),
               draw->y, (int) (right - left) - ui_px (12), draw->height, &text);
  }
}

static void
draw_chords (const Draw *draw)
{
  const List *chords = lq_desk_project (draw->desk)->chords;
  const GdkRGBA text = token_color (TOKEN_TEXT2), now = token_color (TOKEN_ACCENT_TEXT),
                line = token_color (TOKEN_LINE2);
  const Ticks playhead = tempo_map_ticks (draw->map, draw->playhead);
  for (int i = 0; i < list_n (chords); i++) {
    const Chord *chord = (const Chord *) list_get (chords, i);
    const Ticks end = chord->length             ? chord->at + chord->length
                      : i + 1 < list_n (chords) ? ((const Chord *) list_get (chords, i + 1))->at
                                                : INT64_MAX;
    const double x = x_tick (draw, chord->at);
    const double right = end == INT64_MAX ? draw->width : x_tick (draw, end);
    const bool sounds = playhead >= chord->at && playhead < end;
    g_autofree char *symbol = value_text_chord (text_get (chord->symbol));
    fill_rect (draw->snapshot, x, draw->y + 2, 1, draw->height - 4, &line);
    text_draw (draw->snapshot, draw->widget, TEXT_CAPTION_BOLD, symbol, x + ui_px (4), draw->y,
               (int) (right - x) - ui_px (4), draw->height, sounds ? &now : &text);
  }
}

static void
draw_lyrics (const Draw *draw)
{
  const List *lyrics = lq_desk_project (draw->desk)->lyrics;
  const GdkRGBA text = token_color (TOKEN_TEXT2), now = token_color (TOKEN_ACCENT_TEXT);
  for (int i = 0; i < list_n (lyrics); i++) {
    const Lyric *lyric = (const Lyric *) list_get (lyrics, i);
    const Units from = tempo_map_position_units (draw->map, lyric->at);
    const Lyric *next = i + 1 < list_n (lyrics) ? (const Lyric *) list_get (lyrics, i + 1) : NULL;
    const Units to = next ? tempo_map_position_units (draw->map, next->at) : INT64_MAX;
    const double x = lq_desk_x (draw->desk, from);
    const double right = next ? lq_desk_x (draw->desk, to) : draw->width + 400;
    if (right < 0 || x > draw->width)
      continue;
    const bool sung = draw->playhead >= from && draw->playhead < to;
    text_draw (draw->snapshot, draw->widget, TEXT_CAPTION, text_get (lyric->text), x + ui_px (2),
               draw->y, (int) (right - x) - ui_px (6), draw->height, sung ? &now : &text);
  }
}

/* Where a tempo stands in the ruler, between the lowest and the highest of the song. */
static double
tempo_y (const Draw *draw, double bpm)
{
  const List *tempos = lq_desk_project (draw->desk)->tempos;
  double low = bpm, high = bpm;
  for (int i = 0; i < list_n (tempos); i++) {
    const double other = ((const Tempo *) list_get (tempos, i))->bpm;
    low = fmin (low, other);
    high = fmax (high, other);
  }
  const double pad = ui_px (6), share = high > low ? (bpm - low) / (high - low) : 0.5;
  return draw->y + draw->height - pad - share * (draw->height - 2 * pad);
}

static void
draw_tempo_line (const Draw *draw, cairo_t *cr)
{
  const List *tempos = lq_desk_project (draw->desk)->tempos;
  const GdkRGBA line = token_color (TOKEN_TEXT3), floor = token_color (TOKEN_BG1);
  double last_y = draw->y + draw->height / 2.0;
  cairo_move_to (cr, 0, last_y);
  for (int i = 0; i < list_n (tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    const bool ramps = i > 0 && ((const Tempo *) list_get (tempos, i - 1))->ramp;
    const double x = x_tick (draw, tempo->at), y = tempo_y (draw, tempo->bpm);
    if (i == 0)
      cairo_move_to (cr, x, y);
    if (!ramps)
      cairo_line_to (cr, x, i == 0 ? y : last_y);
    cairo_line_to (cr, x, y);
    last_y = y;
  }
  cairo_line_to (cr, draw->width + 2, last_y);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  for (int i = 1; i < list_n (tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    cairo_arc (cr, x_tick (draw, tempo->at), tempo_y (draw, tempo->bpm), ui_px (3), 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (cr, &floor);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, &line);
    cairo_stroke (cr);
  }
}

/* Each tempo behind its point; where a ramp begins, what it leads to, in front of it. */
static void
draw_tempo_labels (const Draw *draw)
{
  const List *tempos = lq_desk_project (draw->desk)->tempos;
  const GdkRGBA text = token_color (TOKEN_TEXT2);
  double behind = -1;
  for (int i = 0; i < list_n (tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    const Tempo *next = i + 1 < list_n (tempos) ? (const Tempo *) list_get (tempos, i + 1) : NULL;
    const Tempo *before = i > 0 ? (const Tempo *) list_get (tempos, i - 1) : NULL;
    const double at = x_tick (draw, tempo->at);
    g_autofree char *label = NULL;
    if (tempo->ramp && next) {
      g_autofree char *number = value_text_number (next->bpm, 0);
      label =
          g_strdup_printf (next->bpm < tempo->bpm ? _ ("rit. to %s") : _ ("accel. to %s"), number);
    } else if (!(before && before->ramp))
      label = value_text_number (tempo->bpm, 2);
    if (!label)
      continue;
    const int wide = text_width (draw->widget, TEXT_CAPTION, label);
    const double x = tempo->ramp && i > 0 ? at - wide - ui_px (6) : fmax (at, 0) + ui_px (4);
    if (x < behind)
      continue;
    text_draw (draw->snapshot, draw->widget, TEXT_CAPTION, label, x, draw->y + ui_px (2), -1,
               draw->height, &text);
    behind = x + wide + ui_px (6);
  }
}

static void
draw_tempo (const Draw *draw)
{
  cairo_t *cr = gtk_snapshot_append_cairo (
      draw->snapshot,
      &GRAPHENE_RECT_INIT (0, (float) draw->y, (float) draw->width, (float) draw->height));
  draw_tempo_line (draw, cr);
  cairo_destroy (cr);
  draw_tempo_labels (draw);
}

/* The ruler that has the cursor, and where the cursor is. */
static void
draw_cursor (const Draw *draw)
{
  const GdkRGBA gold = token_color (TOKEN_ACCENT), wash = token_alpha (TOKEN_ACCENT, 0.1);
  const double x = x_at (draw, lq_desk_cursor (draw->desk)->at);
  fill_rect (draw->snapshot, 0, draw->y, draw->width, draw->height, &wash);
  stroke_rect (draw->snapshot, 0, draw->y, draw->width, draw->height, 2, &gold);
  fill_rect (draw->snapshot, x - 1, draw->y, 2, draw->height, &gold);
}

static void
lq_rulers_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static void (*const draws[N_RULERS]) (const Draw *) = {
    draw_time, draw_bars, draw_markers, draw_sections, draw_chords, draw_lyrics, draw_tempo,
  };
  LqRulers *rulers = LQ_RULERS (widget);
  const int width = gtk_widget_get_width (widget);
  const GdkRGBA floor = token_color (TOKEN_BG1), line = token_color (TOKEN_LINE1);

  fill_rect (snapshot, 0, 0, width, gtk_widget_get_height (widget), &floor);
  for (int i = 0; i < N_RULERS; i++) {
    Draw draw = { widget,   rulers->desk,
                  snapshot, lq_desk_map (rulers->desk),
                  width,    0,
                  0,        lq_desk_playhead (rulers->desk) };
    draw.y = lq_rulers_top (rulers, (Ruler) i, &draw.height);
    if (draw.height == 0)
      continue;
    gtk_snapshot_push_clip (
        snapshot, &GRAPHENE_RECT_INIT (0, (float) draw.y, (float) width, (float) draw.height));
    draws[i](&draw);
    gtk_snapshot_pop (snapshot);
    if (i >= RULER_BARS)
      fill_rect (snapshot, 0, draw.y + draw.height - 1, width, 1, &line);
    if (lq_desk_ruler (rulers->desk) == (Ruler) i)
      draw_cursor (&draw);
  }
}

static void
lq_rulers_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lq_rulers_height (LQ_RULERS (widget));
}

static void
desk_changed (LqDesk *desk, guint what, GtkWidget *rulers)
{
  if ((what & DESK_VIEW) && lq_rulers_height (LQ_RULERS (rulers)) != gtk_widget_get_height (rulers))
    gtk_widget_queue_resize (rulers);
  if (what & (DESK_PROJECT | DESK_VIEW | DESK_CURSOR | DESK_TRANSPORT))
    gtk_widget_queue_draw (rulers);
}

static void
lq_rulers_dispose (GObject *object)
{
  g_clear_object (&LQ_RULERS (object)->desk);
  G_OBJECT_CLASS (lq_rulers_parent_class)->dispose (object);
}

static void
lq_rulers_class_init (LqRulersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_rulers_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_rulers_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_rulers_measure;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "rulers");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lq_rulers_init (LqRulers *rulers)
{
  gtk_widget_set_overflow (GTK_WIDGET (rulers), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_rulers_new (LqDesk *desk)
{
  LqRulers *rulers = g_object_new (LQ_TYPE_RULERS, NULL);
  rulers->desk = g_object_ref (desk);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rulers), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Rulers"), -1);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), rulers, 0);
  return GTK_WIDGET (rulers);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/text.h"

#include <string.h>

#define KEPT_LAYOUTS 3000

typedef struct {
  TextStyle style;
  int width;
  const char *text;
} Key;

/* Names, numbers and labels repeat from frame to frame; shaping them is what costs. */
static GHashTable *kept; /* Key -> PangoLayout */
static unsigned kept_serial;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  return g_str_hash (key->text) ^ (guint) key->width * 31u ^ (guint) key->style * 7919u;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;
  return x->style == y->style && x->width == y->width && !strcmp (x->text, y->text);
}

static void
key_free (gpointer data)
{
  Key *key = data;
  g_free ((char *) key->text);
  g_free (key);
}

static PangoFontDescription *
font_of (TextStyle style)
{
  static const struct {
    double size;
    PangoWeight weight;
    bool display;
  } styles[N_TEXT_STYLES] = {
    [TEXT_POSITION] = { 20, PANGO_WEIGHT_SEMIBOLD, true },
    [TEXT_FIGURE] = { 17, PANGO_WEIGHT_SEMIBOLD, true },
    [TEXT_TITLE] = { 15, PANGO_WEIGHT_SEMIBOLD, false },
    [TEXT_NAME] = { 12, PANGO_WEIGHT_SEMIBOLD, false },
    [TEXT_VALUE] = { 12, PANGO_WEIGHT_SEMIBOLD, false },
    [TEXT_BODY] = { 11, PANGO_WEIGHT_MEDIUM, false },
    [TEXT_CAPTION] = { 10, PANGO_WEIGHT_MEDIUM, false },
    [TEXT_CAPTION_BOLD] = { 10, PANGO_WEIGHT_SEMIBOLD, false },
    [TEXT_SCALE] = { 9, PANGO_WEIGHT_MEDIUM, false },
  };
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family (font, styles[style].display
                                               ? "Inter Display, Inter, Cantarell, sans-serif"
                                               : "Inter, Cantarell, sans-serif");
  pango_font_description_set_weight (font, styles[style].weight);
  pango_font_description_set_absolute_size (font, styles[style].size * theme_settings ()->scale *
                                                      PANGO_SCALE);
  return font;
}

static PangoLayout *
make_layout (GtkWidget *widget, const Key *key)
{
  PangoLayout *layout = pango_layout_new (gtk_widget_get_pango_context (widget));
  PangoFontDescription *font = font_of (key->style);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, key->text, -1);
  if (key->width >= 0) {
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_width (layout, key->width * PANGO_SCALE);
  }
  return layout;
}

PangoLayout *
text_layout (GtkWidget *widget, TextStyle style, const char *text, int width)
{
  if (!kept)
    kept = g_hash_table_new_full (key_hash, key_equal, key_free, g_object_unref);
  if (kept_serial != theme_serial () || g_hash_table_size (kept) > KEPT_LAYOUTS) {
    g_hash_table_remove_all (kept);
    kept_serial = theme_serial ();
  }

  const Key wanted = { style, width, text };
  PangoLayout *layout = g_hash_table_lookup (kept, &wanted);
  if (layout)
    return layout;
  Key *key = g_new (Key, 1);
  *key = (Key){ style, width, g_strdup (text) };
  layout = make_layout (widget, key);
  g_hash_table_insert (kept, key, layout);
  return layout;
}

int
text_width (GtkWidget *widget, TextStyle style, const char *text)
{
  int width;
  pango_layout_get_pixel_size (text_layout (widget, style, text, -1), &width, NULL);
  return width;
}

static TextSeen watcher;
static void *watcher_data;

void
text_watch (TextSeen seen, void *data)
{
  watcher = seen;
  watcher_data = data;
}

static void
draw_layout (GtkSnapshot *snapshot, GtkWidget *widget, PangoLayout *layout, double x, double y,
             int height, const GdkRGBA *color)
{
  int wide, high;
  pango_layout_get_pixel_size (layout, &wide, &high);
  if (watcher)
    watcher (widget, pango_layout_get_text (layout), x, y + (height - high) / 2.0, wide, high,
             watcher_data);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) ((int) y + (height - high) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

void
text_draw (GtkSnapshot *snapshot, GtkWidget *widget, TextStyle style, const char *text, double x,
           double y, int width, int height, const GdkRGBA *color)
{
  if (*text && (width > 0 || width == -1))
    draw_layout (snapshot, widget, text_layout (widget, style, text, width), x, y, height, color);
}

void
text_draw_right (GtkSnapshot *snapshot, GtkWidget *widget, TextStyle style, const char *text,
                 double x, double y, int height, const GdkRGBA *color)
{
  if (*text)
    draw_layout (snapshot, widget, text_layout (widget, style, text, -1),
                 x - text_width (widget, style, text), y, height, color);
}

void
fill_rect (GtkSnapshot *snapshot, double x, double y, double width, double height,
           const GdkRGBA *color)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (
        snapshot, color, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

void
stroke_rect (GtkSnapshot *snapshot, double x, double y, double width, double height, double line,
             const GdkRGBA *color)
{
  fill_rect (snapshot, x, y, width, line, color);
  fill_rect (snapshot, x, y + height - line, width, line, color);
  fill_rect (snapshot, x, y + line, line, height - 2 * line, color);
  fill_rect (snapshot, x + width - line, y + line, line, height - 2 * line, color);
}

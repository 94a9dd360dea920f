/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/palette/palette_row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/text.h"
#include "ui/window/resolver.h"

#define ICON_BOX 24
#define ICON 16
#define TEXT_X 52
#define TITLE_Y 3
#define TITLE_HEIGHT 20
#define SUBTITLE_Y 21
#define SUBTITLE_HEIGHT 15
#define TITLE_SIZE 13
#define CAP_HEIGHT 17
#define CAP_PAD 5
#define CAP_GAP 4
#define GAP 12
#define MARK 3 /* before the chosen one */

struct _LqPaletteRow {
  GtkWidget parent_instance;
  LqWindow *window;
  const PaletteItem *item;
  bool chosen;
};

G_DEFINE_FINAL_TYPE (LqPaletteRow, lq_palette_row, GTK_TYPE_WIDGET)

static const char *
icon_of (const PaletteItem *item)
{
  static const struct {
    const char *prefix, *icon;
  } icons[] = {
    { "clip.split", "lq-split" },
    { "transport.loop", "lq-loop" },
    { "transport.record", "lq-record" },
    { "transport.punch", "lq-punch" },
    { "transport.metronome", "lq-metronome" },
    { "transport.count-in", "lq-countin" },
    { "transport", "lq-play" },
    { "metronome", "lq-metronome" },
    { "clip.fade", "lq-fade" },
    { "clip.cross", "lq-fade" },
    { "clip", "lq-wave" },
    { "audio", "lq-wave" },
    { "comp", "lq-wave" },
    { "take", "lq-wave" },
    { "notes", "lq-notes" },
    { "device", "lq-device" },
    { "param", "lq-device" },
    { "eq", "lq-device" },
    { "range", "lq-range" },
    { "project", "lq-file" },
    { "edit.undo", "lq-undo" },
    { "edit.redo", "lq-redo" },
    { "edit", "lq-pencil" },
    { "browser", "lq-folder" },
    { "track", "lq-monitor" },
    { "header", "lq-monitor" },
    { "select", "lq-pointer" },
    { "cursor", "lq-pointer" },
    { "go", "lq-start" },
    { "export", "lq-file" },
  };
  if (item->refused && item->kind == ITEM_PROBLEM)
    return "lq-warning-symbolic";
  switch (item->kind) {
  case ITEM_PLACE:
    return "lq-start-symbolic";
  case ITEM_TRACK:
    return "lq-monitor-symbolic";
  case ITEM_CLIP:
    return "lq-wave-symbolic";
  case ITEM_DEVICE:
    return "lq-device-symbolic";
  case ITEM_SETTING:
    return "lq-check-symbolic";
  case ITEM_PROBLEM:
    return "lq-warning-symbolic";
  default:
    break;
  }
  const char *id = item->action  ? item->action->id
                   : item->lines ? (const char *) item->lines->pdata[0]
                                 : "";
  static char name[48];
  for (size_t i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (id, icons[i].prefix)) {
      g_snprintf (name, sizeof name, "%s-symbolic", icons[i].icon);
      return name;
    }
  return "lq-closed-symbolic";
}

static void
draw_round (GtkSnapshot *snapshot, double x, double y, double width, double height, double radius,
            const GdkRGBA *color)
{
  GskRoundedRect shape;
  gsk_rounded_rect_init_from_rect (
      &shape, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height),
      (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_icon (LqPaletteRow *row, GtkSnapshot *snapshot, int x, int y, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (row);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  g_autoptr (GtkIconPaintable) icon =
      gtk_icon_theme_lookup_icon (theme, icon_of (row->item), NULL, ui_px (ICON),
                                  gtk_widget_get_scale_factor (widget), GTK_TEXT_DIR_LTR, 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ui_px (ICON),
                                            ui_px (ICON), colors, G_N_ELEMENTS (colors));
  gtk_snapshot_restore (snapshot);
}

static int
draw_cap (LqPaletteRow *row, GtkSnapshot *snapshot, const char *text, int right, int middle)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const GdkRGBA fill = token_color (TOKEN_BG3), line = token_color (TOKEN_LINE2);
  const GdkRGBA color = token_color (TOKEN_TEXT1);
  const int width =
      MAX (text_width (widget, TEXT_CAPTION_BOLD, text) + 2 * ui_px (CAP_PAD), ui_px (CAP_HEIGHT));
  const int height = ui_px (CAP_HEIGHT), x = right - width, y = middle - height / 2;
  draw_round (snapshot, x, y, width, height, ui_px (3), &line);
  draw_round (snapshot, x + 1, y + 1, width - 2, height - 2, ui_px (2), &fill);
  const int wide = text_width (widget, TEXT_CAPTION_BOLD, text);
  text_draw (snapshot, widget, TEXT_CAPTION_BOLD, text, x + (width - wide) / 2, y, -1, height,
             &color);
  return x - ui_px (CAP_GAP);
}

/* Right to left; gives what is left of the room. */
static int
draw_keys (LqPaletteRow *row, GtkSnapshot *snapshot, int right, int middle)
{
  static const struct {
    unsigned mod;
    const char *name;
  } mods[] = {
    { KEY_SUPER, "Super" }, { KEY_SHIFT, "Shift" }, { KEY_ALT, "Alt" }, { KEY_CTRL, "Ctrl" }
  };
  int n = 0;
  const KeyPress *keys = keymap_keys (lq_window_keymap (row->window), row->item->action, &n);
  if (n == 0) {
    const GdkRGBA color = token_color (TOKEN_TEXT3);
    const char *none = _ ("unassigned");
    if (row->item->refused)
      return right;
    text_draw_right (snapshot, GTK_WIDGET (row), TEXT_CAPTION, none, right, middle - ui_px (8),
                     ui_px (16), &color);
    return right - text_width (GTK_WIDGET (row), TEXT_CAPTION, none) - ui_px (GAP);
  }
  KeyPress bare = keys[0];
  bare.mods = 0;
  g_autofree char *label = key_label (resolver_layout (), &bare);
  right = draw_cap (row, snapshot, label, right, middle);
  for (size_t i = 0; i < G_N_ELEMENTS (mods); i++)
    if (keys[0].mods & mods[i].mod)
      right = draw_cap (row, snapshot, mods[i].name, right, middle);
  return right + ui_px (CAP_GAP) - ui_px (GAP);
}

static void
draw_title (LqPaletteRow *row, GtkSnapshot *snapshot, int x, int y, int width, int height,
            const GdkRGBA *color)
{
  const PaletteItem *item = row->item;
  const GdkRGBA gold = token_color (TOKEN_ACCENT_TEXT);
  g_autoptr (PangoLayout) layout =
      pango_layout_copy (text_layout (GTK_WIDGET (row), TEXT_NAME, item->title, MAX (width, 1)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int high;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_MEDIUM));
  pango_attr_list_insert (
      attributes,
      pango_attr_size_new_absolute ((int) (TITLE_SIZE * theme_settings ()->scale * PANGO_SCALE)));
  for (int i = 0; i < item->match.n; i++) {
    const char *letter = item->title + item->match.at[i];
    const guint from = (guint) item->match.at[i];
    const guint to = (guint) (g_utf8_next_char (letter) - item->title);
    PangoAttribute *marks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                                pango_attr_foreground_new ((guint16) (gold.red * 65535),
                                                           (guint16) (gold.green * 65535),
                                                           (guint16) (gold.blue * 65535)) };
    for (size_t k = 0; k < G_N_ELEMENTS (marks); k++) {
      marks[k]->start_index = from;
      marks[k]->end_index = to;
      pango_attr_list_change (attributes, marks[k]);
    }
  }
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, NULL, &high);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (y + (height - high) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* The reason, else what will happen, at the right; gives where it begins. */
static int
draw_outcome (LqPaletteRow *row, GtkSnapshot *snapshot, int left, int right, int height)
{
  GtkWidget *widget = GTK_WIDGET (row);
  const PaletteItem *item = row->item;
  const char *text = item->refused ? item->refused : item->outcome;
  const GdkRGBA color = token_color (item->kind == ITEM_PROBLEM || item->refused ? TOKEN_TEXT3
                                     : item->also                                ? TOKEN_TEXT2
                                                                                 : TOKEN_TEXT1);
  if (!text)
    return right;
  const int width = MIN (text_width (widget, TEXT_CAPTION, text), (right - left) * 3 / 5);
  if (width <= 0)
    return right;
  text_draw (snapshot, widget, TEXT_CAPTION, text, right - width, 0, width + 1, height, &color);
  return right - width - ui_px (GAP);
}

static void
lq_palette_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPaletteRow *row = LQ_PALETTE_ROW (widget);
  const PaletteItem *item = row->item;
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA accent = token_color (TOKEN_ACCENT), dim = token_color (TOKEN_ACCENT_DIM);
  const GdkRGBA box = token_color (TOKEN_BG3), gray = token_color (TOKEN_TEXT3);
  if (!item)
    return;
  const bool refused = item->refused || item->kind == ITEM_PROBLEM;
  const GdkRGBA title = token_color (item->refused ? TOKEN_TEXT3 : TOKEN_TEXT1);
  const GdkRGBA icon = token_color (item->kind == ITEM_PROBLEM ? TOKEN_WARNING
                                    : refused                  ? TOKEN_TEXT_DISABLED
                                    : row->chosen              ? TOKEN_ON_ACCENT
                                                               : TOKEN_TEXT2);
  if (row->chosen) {
    fill_rect (snapshot, 0, 0, width, height, &dim);
    fill_rect (snapshot, 0, 0, ui_px (MARK), height, &accent);
  }
  const int side = ui_px (ICON_BOX), x = ui_px (PALETTE_PAD), y = (height - side) / 2;
  if (!item->also)
    draw_round (snapshot, x, y, side, side, ui_px (4), row->chosen && !refused ? &accent : &box);
  const GdkRGBA bare = token_color (TOKEN_TEXT2);
  draw_icon (row, snapshot, x + (side - ui_px (ICON)) / 2, y + (side - ui_px (ICON)) / 2,
             item->also ? &bare : &icon);

  const int left = ui_px (TEXT_X);
  int right = width - ui_px (PALETTE_PAD);
  if (item->action)
    right = draw_keys (row, snapshot, right, height / 2);
  right = draw_outcome (row, snapshot, left, right, height);
  if (item->also) {
    g_autoptr (PangoLayout) whole =
        pango_layout_copy (text_layout (widget, TEXT_NAME, item->title, -1));
    int wide;
    pango_layout_get_pixel_size (whole, &wide, NULL);
    wide = MIN (wide * TITLE_SIZE / 12 + ui_px (4), right - left);
    draw_title (row, snapshot, left, 0, wide, height, &title);
    text_draw (snapshot, widget, TEXT_CAPTION, item->subtitle, left + wide + ui_px (8), 0,
               right - left - wide - ui_px (8), height, &gray);
    return;
  }
  draw_title (row, snapshot, left, ui_px (TITLE_Y), right - left, ui_px (TITLE_HEIGHT), &title);
  text_draw (snapshot, widget, TEXT_CAPTION, item->subtitle ? item->subtitle : "", left,
             ui_px (SUBTITLE_Y), right - left, ui_px (SUBTITLE_HEIGHT), &gray);
}

static void
tell_readers (LqPaletteRow *row)
{
  const PaletteItem *item = row->item;
  g_autofree char *keys =
      item->action ? keymap_keys_text (lq_window_keymap (row->window), item->action) : NULL;
  const char *happens = item->refused ? item->refused : item->outcome;
  g_autofree char *about = g_strconcat (happens ? happens : "", happens ? ", " : "",
                                        item->subtitle ? item->subtitle : "",
                                        keys && *keys ? ", " : "", keys ? keys : "", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, row->chosen,
                               GTK_ACCESSIBLE_STATE_DISABLED, item->refused != NULL, -1);
}

void
lq_palette_row_show (LqPaletteRow *row, const PaletteItem *item, bool chosen)
{
  row->item = item;
  row->chosen = chosen;
  if (item)
    tell_readers (row);
  gtk_widget_queue_draw (GTK_WIDGET (row));
}

const PaletteItem *
lq_palette_row_item (LqPaletteRow *row)
{
  return row->item;
}

static void
lq_palette_row_class_init (LqPaletteRowClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_palette_row_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_OPTION);
}

static void
lq_palette_row_init (LqPaletteRow *row)
{
}

GtkWidget *
lq_palette_row_new (LqWindow *window)
{
  LqPaletteRow *row = g_object_new (LQ_TYPE_PALETTE_ROW, NULL);
  row->window = window;
  return GTK_WIDGET (row);
}

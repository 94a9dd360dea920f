/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The song of the design's pictures at their sizes: bounds of the parts to within a pixel, tokens
 * by pixels, no text cut. Each state is written as a picture to be looked at beside the design's.
 */
#include <math.h>

#include "device/device_list.h"
#include "stage.h"
#include "texts.h"
#include "ui/arrange/rulers.h"
#include "ui/draw/theme.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"

static void
check_length (const char *what, double is, double wish)
{
  if (fabs (is - wish) > 1) {
    g_test_message ("%s: %g instead of %g", what, is, wish);
    g_test_fail ();
  }
}

static void
check_size (LqWindow *window, const char *name, double width, double height)
{
  GtkWidget *widget = stage_find (GTK_WIDGET (window), name);
  if (!widget) {
    g_test_message ("%s does not show", name);
    g_test_fail ();
    return;
  }
  const graphene_rect_t bounds = stage_bounds (widget, GTK_WIDGET (window));
  if (width > 0)
    check_length (name, bounds.size.width, width);
  if (height > 0)
    check_length (name, bounds.size.height, height);
}

static void
check_pixel (cairo_surface_t *picture, const char *what, double x, double y, Token token)
{
  const GdkRGBA is = stage_pixel (picture, x, y), wish = token_color (token);
  if (fabsf (is.red - wish.red) + fabsf (is.green - wish.green) + fabsf (is.blue - wish.blue) >
      0.02f) {
    g_autofree char *has = gdk_rgba_to_string (&is), *wants = gdk_rgba_to_string (&wish);
    g_test_message ("%s at %g, %g: %s instead of %s", what, x, y, has, wants);
    g_test_fail ();
  }
}

static void
check_texts (LqWindow *window)
{
  g_autoptr (GPtrArray) problems = texts_cut (GTK_WIDGET (window));
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static Id
track_named (LqDesk *desk, const char *name)
{
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->name && g_str_equal (text_get (track->name), name))
      return track->node.id;
  }
  g_error ("no track is called %s", name);
}

static Id
clip_named (LqDesk *desk, const char *name)
{
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const List *clips = ((const Track *) list_get (project->tracks, i))->clips;
    for (int k = 0; k < list_n (clips); k++)
      if (g_str_equal (text_get (((const Clip *) list_get (clips, k))->name), name))
        return list_get (clips, k)->id;
  }
  g_error ("no clip is called %s", name);
}

static Position
bar (LqDesk *desk, int number, int beat)
{
  const BarPosition place = { .bar = number, .beat = beat, .sixteenth = 1 };
  Ticks ticks = 0;
  g_assert_true (tempo_map_from_bar (lq_desk_map (desk), &place, &ticks));
  return (Position){ ticks, TIME_MUSICAL };
}

/* What the pictures show that no project holds. */
static void
set_the_stage (LqWindow *window)
{
  static const struct {
    const char *name;
    int height;
  } heights[] = { { "Kick", 24 },  { "Snare", 24 }, { "Hats", 24 },     { "Bass DI", 40 },
                  { "Gtr L", 24 }, { "Gtr R", 24 }, { "Keys", 40 },     { "Pad", 24 },
                  { "BVs", 24 },   { "Drums", 24 }, { "Lead Vox", 40 }, { "FX Plate", 24 } };
  LqDesk *desk = lq_window_desk (window);
  for (size_t i = 0; i < G_N_ELEMENTS (heights); i++)
    lq_desk_set_height (desk, track_named (desk, heights[i].name), heights[i].height);
  lq_desk_show_automation (desk, track_named (desk, "Keys"), true);
  lq_desk_show_takes (desk, track_named (desk, "Lead Vox"), true);
  DeskView *view = lq_desk_view (desk);
  view->px_per_second = 15.2 * ui_px (100) / 100;
  view->x = (int64_t) ((double) tempo_map_position_units (lq_desk_map (desk), bar (desk, 17, 1)) /
                       UNITS_PER_SECOND * view->px_per_second);
  lq_desk_view_changed (desk);
  lq_desk_locate (desk, tempo_map_position_units (lq_desk_map (desk), bar (desk, 30, 3)));
  const int row = rows_find (lq_desk_rows (desk), ROW_TRACK, track_named (desk, "Gtr R"), 0);
  lq_desk_set_tool (desk, TOOL_RANGE);
  /* The sentence about the missing sound card. */
  GtkWidget *banner = stage_find (GTK_WIDGET (window), "banner");
  if (banner)
    g_signal_emit_by_name (gtk_widget_get_last_child (banner), "clicked");
  lq_desk_select_none (desk);
  lq_desk_set_range (desk, bar (desk, 29, 1), bar (desk, 25, 1), row - 1, row);
  lq_desk_select_clip (desk, clip_named (desk, "Gtr L – Pre"), true);
  lq_desk_select_clip (desk, clip_named (desk, "Gtr R – Pre"), true);
  stage_settle (GTK_WIDGET (window));
}

static LqWindow *
open_song (int width, int height, int scale)
{
  g_autofree char *path = g_build_filename (g_getenv ("SONGS"), "Glass Harbour", NULL);
  LqWindow *window = stage_song (path, width, height, scale);
  set_the_stage (window);
  return window;
}

static void
check_rows (LqWindow *window, double header_width)
{
  static const double ruler_heights[N_RULERS] = { 16, 20, 16, 20, 16, 16, 20 };
  LqDesk *desk = lq_window_desk (window);
  LqRulers *rulers = lq_arrange_rulers (lq_window_arrange (window));
  GtkWidget *headers = lq_arrange_headers (lq_window_arrange (window));
  for (int i = 0; i < N_RULERS; i++) {
    int height;
    lq_rulers_top (rulers, (Ruler) i, &height);
    if (height > 0)
      check_length (ruler_title ((Ruler) i), height, ruler_heights[i]);
  }
  check_length ("headers", gtk_widget_get_width (headers), header_width);
  const Rows *rows = lq_desk_rows (desk);
  int n = 0;
  for (GtkWidget *header = gtk_widget_get_first_child (headers); header && n < rows->n;
       header = gtk_widget_get_next_sibling (header), n++) {
    if (!gtk_widget_get_mapped (header))
      break;
    const double wish = rows->rows[n].kind == ROW_AUTOMATION ? 32
                        : rows->rows[n].kind == ROW_TAKE     ? 20
                                                             : rows->rows[n].height;
    check_length ("header", gtk_widget_get_height (header), wish);
    GtkWidget *mute = stage_find (header, "mute"), *solo = stage_find (header, "solo");
    if (!mute || !solo)
      continue;
    const graphene_rect_t left = stage_bounds (mute, header), right = stage_bounds (solo, header);
    check_length ("button", left.size.width, 18);
    check_length ("button", left.size.height, 16);
    check_length ("gap of buttons", right.origin.x - left.origin.x - left.size.width, 2);
  }
  g_assert_cmpint (n, >=, 8);
}

/* Floors of the parts, header stripes, clips. */
static void
check_tokens (LqWindow *window, cairo_surface_t *picture)
{
  GtkWidget *root = GTK_WIDGET (window);
  LqDesk *desk = lq_window_desk (window);
  const graphene_rect_t title = stage_bounds (stage_find (root, "title-row"), root);
  const graphene_rect_t transport = stage_bounds (stage_find (root, "transport-row"), root);
  const graphene_rect_t status = stage_bounds (stage_find (root, "status-row"), root);
  const graphene_rect_t headers =
      stage_bounds (lq_arrange_headers (lq_window_arrange (window)), root);
  const graphene_rect_t canvas =
      stage_bounds (lq_arrange_canvas (lq_window_arrange (window)), root);
  check_pixel (picture, "title row", 2, title.origin.y + 3, TOKEN_BG1);
  check_pixel (picture, "transport", 2, transport.origin.y + 3, TOKEN_BG2);
  check_pixel (picture, "status row", 2, status.origin.y + 4, TOKEN_BG1);
  check_pixel (picture, "active view",
               stage_bounds (stage_find (root, "active"), root).origin.x + 6,
               stage_bounds (stage_find (root, "active"), root).origin.y + 4, TOKEN_ACCENT);
  const Rows *rows = lq_desk_rows (desk);
  for (int i = 0; i < 6; i++) {
    const double y = headers.origin.y + rows->rows[i].y - (double) lq_desk_view (desk)->y + 4;
    const GdkRGBA is = stage_pixel (picture, headers.origin.x + 2, y);
    const GdkRGBA wish = color_of_track (text_get (rows->rows[i].node->color));
    g_assert_cmpfloat_with_epsilon (is.red, wish.red, 0.01);
    g_assert_cmpfloat_with_epsilon (is.blue, wish.blue, 0.01);
  }
  /* Bass DI is M: its clips have a bar in the color of the track, 12 high. */
  const int bass = rows_find (rows, ROW_TRACK, track_named (desk, "Bass DI"), 0);
  const double top = canvas.origin.y + rows->rows[bass].y - (double) lq_desk_view (desk)->y;
  const double x = canvas.origin.x + lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk),
                                                                                bar (desk, 23, 1)));
  const GdkRGBA ochre = color_of_track ("ochre");
  for (int dy = 3; dy < 10; dy += 3)
    g_assert_cmpfloat_with_epsilon (stage_pixel (picture, x, top + dy).red, ochre.red, 0.01);
  g_assert_cmpfloat (fabsf (stage_pixel (picture, x, top + 14).red - ochre.red), >, 0.05f);
}

static void
check_arrange (const char *name, int theme)
{
  g_settings_set_enum (prefs (), "theme", theme);
  LqWindow *window = open_song (1440, 900, 100);
  cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), name);
  check_size (window, "title-row", 1440, 36);
  check_size (window, "transport-row", 1440, 44);
  check_size (window, "status-row", 1440, 20);
  check_size (window, "browser", 208, 0);
  check_length ("browser's row",
                gtk_widget_get_height (stage_find_nth (GTK_WIDGET (window), "browser-row", 1)), 22);
  check_rows (window, 224);
  check_tokens (window, picture);
  cairo_surface_destroy (picture);
  check_texts (window);
  stage_close (window);
  g_settings_reset (prefs (), "theme");
}

static void
test_arrange (void)
{
  check_arrange ("arrange", THEME_DARK);
}

static void
test_light (void)
{
  check_arrange ("light", THEME_LIGHT);
}

static void
test_narrow (void)
{
  LqWindow *window = open_song (1280, 720, 100);
  cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), "narrow");
  check_size (window, "title-row", 1280, 36);
  check_size (window, "transport-row", 1280, 44);
  check_size (window, "status-row", 1280, 20);
  g_assert_null (stage_find (GTK_WIDGET (window), "browser"));
  check_rows (window, 196);
  check_tokens (window, picture);
  cairo_surface_destroy (picture);
  check_texts (window);
  stage_close (window);
}

static void
test_palette (void)
{
  LqWindow *window = open_song (1440, 900, 100);
  g_assert_true (do_action (window, "app.palette"));
  stage_settle (GTK_WIDGET (window));
  GtkWidget *entry = gtk_root_get_focus (GTK_ROOT (window));
  gtk_editable_set_text (GTK_EDITABLE (entry), "split c");
  stage_settle (GTK_WIDGET (window));
  cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), "palette");
  cairo_surface_destroy (picture);
  check_size (window, "palette", 680, 0);
  GtkWidget *palette = stage_find (GTK_WIDGET (window), "palette");
  const graphene_rect_t bounds = stage_bounds (palette, GTK_WIDGET (window));
  check_length ("palette's top", bounds.origin.y, 0.15 * 900);
  check_length ("palette's left", bounds.origin.x, (1440 - 680) / 2.0);
  GtkWidget *row = stage_find (palette, "LqPaletteRow");
  g_assert_nonnull (row);
  check_length ("palette's row", gtk_widget_get_height (row), 40);
  check_texts (window);
  stage_close (window);
}

static void
test_export (void)
{
  LqWindow *window = open_song (1440, 900, 100);
  g_assert_true (do_action (window, "project.export"));
  stage_settle (GTK_WIDGET (window));
  cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), "export");
  cairo_surface_destroy (picture);
  check_size (window, "export", 1000, 668);
  GtkWidget *button = stage_find (stage_find (GTK_WIDGET (window), "export-foot"), "dialog-button");
  check_length ("dialog button", stage_bounds (button, GTK_WIDGET (window)).size.height, 30);
  check_texts (window);
  stage_close (window);
}

static void
remember_songs (void)
{
  static const char *const songs[] = { "Glass Harbour", "Saltwater Radio", "Undertow",
                                       "Session 11-14 drums", "Paper Lanterns" };
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (songs); i++) {
    g_autofree char *file = g_strconcat (songs[i], ".lacquer", NULL);
    g_autofree char *path = g_build_filename (g_getenv ("SONGS"), songs[i], file, NULL);
    g_strv_builder_add (all, path);
  }
  g_strv_builder_add (all, "/nowhere/Tour SSD/Northern Line remix/Northern Line remix.lacquer");
  g_auto (GStrv) list = g_strv_builder_end (all);
  g_settings_set_strv (prefs (), "recent", (const char *const *) list);
}

static bool
songs_are_read (void *window)
{
  GtkWidget *row = stage_find_nth (window, "recent-row", 5);
  return row && stage_find (window, "recovery");
}

static void
test_start (void)
{
  remember_songs ();
  LqWindow *window = stage_window (1440, 900, 100);
  g_assert_true (stage_wait (songs_are_read, window));
  stage_settle (GTK_WIDGET (window));
  cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), "start");
  check_pixel (picture, "floor", 1430, 400, TOKEN_BG0);
  check_pixel (picture, "left column", 4, 700, TOKEN_BG1);
  cairo_surface_destroy (picture);
  check_size (window, "title-row", 1440, 36);
  check_size (window, "status-row", 1440, 20);
  check_size (window, "recent-row", 0, 60);
  check_length (
      "left column",
      stage_bounds (stage_find (GTK_WIDGET (window), "start-right"), GTK_WIDGET (window)).origin.x,
      300);
  check_texts (window);
  stage_close (window);
}

static void
test_high_contrast (void)
{
  static const struct {
    const char *name;
    int theme, scale;
  } looks[] = { { "contrast-dark", THEME_DARK, 100 },
                { "contrast-light", THEME_LIGHT, 100 },
                { "contrast-dark-200", THEME_DARK, 200 } };
  g_settings_set_boolean (prefs (), "high-contrast", TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++) {
    const int factor = looks[i].scale / 100;
    g_settings_set_enum (prefs (), "theme", looks[i].theme);
    LqWindow *window =
        open_song (factor == 2 ? 2560 : 1440, factor == 2 ? 1440 : 900, looks[i].scale);
    cairo_surface_t *picture = stage_picture (GTK_WIDGET (window), looks[i].name);
    /* The timeline has the focus: its ring is 3 wide. */
    const graphene_rect_t canvas =
        stage_bounds (lq_arrange_canvas (lq_window_arrange (window)), GTK_WIDGET (window));
    for (int k = 0; k < 3; k++)
      check_pixel (picture, "ring", canvas.origin.x + 300, canvas.origin.y + k, TOKEN_ACCENT);
    cairo_surface_destroy (picture);
    check_texts (window);
    stage_close (window);
  }
  g_settings_reset (prefs (), "high-contrast");
  g_settings_reset (prefs (), "theme");
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/pictures/arrange", test_arrange);
  g_test_add_func ("/pictures/light", test_light);
  g_test_add_func ("/pictures/narrow", test_narrow);
  g_test_add_func ("/pictures/palette", test_palette);
  g_test_add_func ("/pictures/export", test_export);
  g_test_add_func ("/pictures/high-contrast", test_high_contrast);
  g_test_add_func ("/pictures/start", test_start);
  return g_test_run ();
}

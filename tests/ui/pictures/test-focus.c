/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader hears: the focus stands on the item at the cursor and has its name; parts
 * have roles and names. Runs with GTK's accessible backend for tests. */
#include "device/device_list.h"
#include "stage.h"
#include "ui/window/actions/do.h"
#include "ui/editor/editor.h"
#include "ui/window/device_side.h"
#include "ui/window/position.h"
#include "ui/window/windows/side_window.h"

static void
check_label (GtkWidget *widget, const char *wish)
{
  g_assert_nonnull (widget);
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, wish);
  if (other)
    (g_test_message ("the name is %s instead of “%s”", other, wish), g_test_fail ());
}

static void
check_description (GtkWidget *widget, const char *wish)
{
  g_autofree char *other = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, wish);
  if (other)
    (g_test_message ("the description is %s instead of “%s”", other, wish), g_test_fail ());
}

static void
check_role (GtkWidget *widget, GtkAccessibleRole role)
{
  g_assert_nonnull (widget);
  if (!gtk_test_accessible_has_role (GTK_ACCESSIBLE (widget), role))
    g_error ("%s has the role %d instead of %d", G_OBJECT_TYPE_NAME (widget),
             (int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)), (int) role);
}

static LqWindow *
open_song (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SONGS"), "Glass Harbour", NULL);
  return stage_song (path, 1440, 900, 100);
}

static const Track *
track_named (LqDesk *desk, const char *name)
{
  const Project *project = lq_desk_project (desk);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->name && g_str_equal (text_get (track->name), name))
      return track;
  }
  g_error ("no track is called %s", name);
}

static void
go (LqWindow *window, const char *track, int number, int beat)
{
  LqDesk *desk = lq_window_desk (window);
  const BarPosition place = { .bar = number, .beat = beat, .sixteenth = 1 };
  Ticks ticks = 0;
  g_assert_true (tempo_map_from_bar (lq_desk_map (desk), &place, &ticks));
  const int row = rows_find (lq_desk_rows (desk), ROW_TRACK, track_named (desk, track)->node.id, 0);
  lq_desk_set_cursor (desk, (Position){ ticks, TIME_MUSICAL }, row, false);
  lq_desk_reveal (desk);
}

static GtkWidget *
focus (LqWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, lq_arrange_timeline (lq_window_arrange (window))));
  check_role (focus, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  return focus;
}

static void
test_clips (void)
{
  LqWindow *window = open_song ();
  do_action (window, "view.arrange");
  go (window, "Gtr R", 25, 1);
  GtkWidget *first = focus (window);
  check_label (first, "Gtr R, Gtr R – Pre");
  check_description (first, "25.1.1, bar 25 to 29, gain −1.5 dB, fade out 12 ms");

  /* Each move is a change of focus to the other one, which lies over its item. */
  go (window, "Gtr R", 29, 1);
  GtkWidget *second = focus (window);
  g_assert_true (first != second);
  check_label (second, "Gtr R, Gtr R – Chorus");
  stage_settle (GTK_WIDGET (window));
  LqDesk *desk = lq_window_desk (window);
  const graphene_rect_t bounds =
      stage_bounds (second, lq_arrange_timeline (lq_window_arrange (window)));
  const double x =
      lq_desk_x (desk, tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at));
  g_assert_cmpfloat_with_epsilon (bounds.origin.x, x, 1.5);
  g_assert_cmpfloat_with_epsilon (bounds.size.height,
                                  lq_desk_rows (desk)->rows[lq_desk_cursor (desk)->row].height, 1);

  go (window, "Lead Vox", 5, 3);
  g_assert_true (focus (window) == first || focus (window) == second);
  check_label (focus (window), "5.3.1, Lead Vox");

  /* An edit renames what has the focus. */
  go (window, "Gtr R", 25, 1);
  lq_desk_run (desk, NULL, "clip.set clip='Gtr R – Pre' name=Riff");
  check_label (focus (window), "Gtr R, Riff");
  stage_close (window);
}

static void
test_lanes (void)
{
  LqWindow *window = open_song ();
  LqDesk *desk = lq_window_desk (window);
  const Track *keys = track_named (desk, "Keys");
  lq_desk_show_automation (desk, keys->node.id, true);
  lq_desk_show_takes (desk, track_named (desk, "Lead Vox")->node.id, true);
  do_action (window, "view.arrange");
  go (window, "Keys", 28, 3);
  const DeskCursor cursor = *lq_desk_cursor (desk);
  lq_desk_set_cursor (desk, cursor.at, cursor.row + 1, false);
  check_description (focus (window), "4.12 kHz");
  go (window, "Lead Vox", 21, 1);
  const DeskCursor vocal = *lq_desk_cursor (desk);
  lq_desk_set_cursor (desk, vocal.at, vocal.row + 3, false); /* the newest stands on top */
  check_label (focus (window), "Take 1, in comp");
  check_description (focus (window), "bar 20 to 23");

  go (window, "Keys", 32, 2);
  lq_desk_set_ruler (desk, RULER_CHORDS);
  check_label (focus (window), "F sharp minor 7, bar 32");
  lq_desk_set_ruler (desk, RULER_SECTIONS);
  check_label (focus (window), "Chorus 1, bar 29");
  lq_desk_set_ruler (desk, RULER_MARKERS);
  check_label (focus (window), "32.2.1, Markers");
  stage_close (window);
}

static void
test_parts (void)
{
  LqWindow *window = open_song ();
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *timeline = lq_arrange_timeline (lq_window_arrange (window));
  check_role (timeline, GTK_ACCESSIBLE_ROLE_GRID);
  check_label (timeline, "Timeline, 14 tracks");
  GtkWidget *header = stage_find_nth (root, "LqHeader", 1);
  check_role (header, GTK_ACCESSIBLE_ROLE_ROW);
  check_label (header, "Track 2, Kick, audio");
  check_role (stage_find (header, "mute"), GTK_ACCESSIBLE_ROLE_BUTTON);
  check_label (stage_find (header, "mute"), "Mute, Kick");
  check_label (stage_find (header, "arm"), "Arm, Kick");
  check_role (stage_find (header, "LqSlider"), GTK_ACCESSIBLE_ROLE_SLIDER);
  check_label (stage_find (header, "LqSlider"), "Volume, Kick");
  check_role (stage_find (root, "LqMasterMeter"), GTK_ACCESSIBLE_ROLE_GROUP);
  check_label (stage_find (root, "LqMasterMeter"), "Loudness, master");
  GtkWidget *tempo = stage_find (root, "GtkEditableLabel");
  check_role (tempo, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
  check_label (tempo, "Tempo");
  stage_close (window);
}

/* Enough frames for figures that are not shown in each. */
static void
let_position_settle (GtkWidget *position, LqDesk *desk)
{
  for (int i = 0; i < 20; i++)
    position_tick (position, desk);
}

static void
test_position (void)
{
  LqWindow *window = open_song ();
  LqDesk *desk = lq_window_desk (window);
  GtkWidget *position = stage_find (GTK_WIDGET (window), "LqPosition");
  g_assert_nonnull (position);
  lq_desk_run (desk, NULL, "tempo.add at=1 bpm=120");
  lq_desk_locate (desk, tempo_map_units (lq_desk_map (desk), 32 * TICKS_PER_QUARTER));
  let_position_settle (position, desk);
  check_description (position, "9.1.1");
  /* At rest, its bar is another one in another tempo. */
  lq_desk_run (desk, NULL, "tempo.add at=1 bpm=60");
  let_position_settle (position, desk);
  check_description (position, "5.1.1");
  stage_close (window);
}

static void
test_messages (void)
{
  LqWindow *window = open_song ();
  GtkWidget *root = GTK_WIDGET (window);
  g_assert_true (do_action (window, "app.palette"));
  g_assert_true (do_action (window, "a11y.speak-position"));
  stage_settle (root);
  GtkWidget *toast = stage_find (root, "toast");
  g_assert_nonnull (toast);
  check_role (gtk_widget_get_first_child (toast), GTK_ACCESSIBLE_ROLE_ALERT);
  /* Over the palette: what is drawn last lies on top. */
  const graphene_rect_t bounds = stage_bounds (toast, root);
  GtkWidget *top =
      gtk_widget_pick (root, bounds.origin.x + 20, bounds.origin.y + 8, GTK_PICK_DEFAULT);
  g_assert_true (top && (top == toast || gtk_widget_is_ancestor (top, toast)));
  stage_close (window);
}

static void
test_list (void)
{
  LqWindow *window = open_song ();
  LqDesk *desk = lq_window_desk (window);
  g_assert_true (do_action (window, "a11y.list"));
  GtkWidget *list = side_window_find (window, "clips");
  g_assert_nonnull (list);
  stage_settle (list);
  cairo_surface_destroy (stage_picture (list, "clips"));
  GtkWidget *view = stage_find (list, "GtkColumnView");
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 28);
  /* One selection. */
  gtk_selection_model_select_item (model, 3, TRUE);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 1);
  gtk_selection_model_select_item (model, 5, FALSE);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 2);
  lq_desk_select_none (desk);
  g_assert_false (gtk_selection_model_is_selected (model, 3));
  /* Enter goes to a clip. */
  g_signal_emit_by_name (view, "activate", 0u);
  g_assert_cmpuint (lq_desk_clips (desk)->len, ==, 1);
  focus (window);
  stage_close (window);
}

static void
test_meters (void)
{
  LqWindow *window = open_song ();
  g_assert_true (do_action (window, "view.meters"));
  GtkWidget *meters = side_window_find (window, "meters");
  g_assert_nonnull (meters);
  stage_settle (meters);
  cairo_surface_destroy (stage_picture (meters, "meters"));
  check_label (stage_find (meters, "meter-figures"), "Loudness, master");
  check_role (stage_find (meters, "meter-figures"), GTK_ACCESSIBLE_ROLE_GROUP);
  check_role (stage_find (meters, "meter-figure"), GTK_ACCESSIBLE_ROLE_METER);
  check_label (stage_find (meters, "meter-figure"), "Integrated");
  g_assert_true (do_action (window, "view.meters"));
  g_assert_null (side_window_find (window, "meters"));
  stage_close (window);
}

static void
test_explain (void)
{
  LqWindow *window = open_song ();
  do_action (window, "view.arrange");
  go (window, "Gtr R", 25, 1);
  g_assert_true (do_action (window, "app.what-is-this"));
  stage_settle (GTK_WIDGET (window));
  GtkWidget *dialog = stage_find (GTK_WIDGET (window), "dialog");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (dialog))), ==,
                   "Gtr R, Gtr R – Pre");
  cairo_surface_destroy (stage_picture (GTK_WIDGET (window), "what-is-this"));
  stage_close (window);
}

/* A band that is chosen in the graph shows its values, whatever page they are on. */
static void
test_bands (void)
{
  LqWindow *window = open_song ();
  LqDesk *desk = lq_window_desk (window);
  stage_resize (window, 1024, 640, 100);
  go (window, "Gtr R", 25, 1);
  g_assert_true (lq_desk_run (desk, NULL, "effect.add track='Gtr R' kind=eq"));
  g_assert_true (do_action (window, "view.devices"));
  stage_settle (GTK_WIDGET (window));
  LqDevices *devices = device_side_panel (window);
  const int n = list_n (track_named (desk, "Gtr R")->effects);
  lq_devices_choose (devices, list_get (track_named (desk, "Gtr R")->effects, n - 1)->id);
  stage_settle (GTK_WIDGET (window));
  LqDeviceCard *card = lq_devices_card (devices);
  LqParams *params = lq_device_card_params (card);
  g_assert_nonnull (lq_device_card_eq (card));
  g_assert_cmpint (lq_params_n_pages (params), >, 1);
  lq_eq_graph_set_band (lq_device_card_eq (card), 7);
  g_assert_cmpint (lq_params_page (params), >, 0);
  g_assert_cmpint (lq_eq_graph_band (lq_device_card_eq (card)), ==, 7);
  lq_eq_graph_set_band (lq_device_card_eq (card), 0);
  g_assert_cmpint (lq_params_page (params), ==, 0);
  stage_close (window);
}

static void
check_page (LqWindow *window, const char *action, const char *page)
{
  g_assert_true (do_action (window, action));
  stage_settle (GTK_WIDGET (window));
  g_assert_cmpstr (lq_editor_shown (LQ_EDITOR (lq_window_editor (window))), ==, page);
}

/* Each view has its page below, and the track that was chosen in one is in sight in the other. */
static void
test_views (void)
{
  LqWindow *window = open_song ();
  LqDesk *desk = lq_window_desk (window);
  const DeskView *view = lq_desk_view (desk);
  stage_resize (window, 1024, 640, 100);
  go (window, "Kick", 25, 1);
  check_page (window, "view.piano-roll", "piano-roll");
  check_page (window, "view.mix", "devices");
  const int last = lq_desk_rows (desk)->n - 1;
  lq_desk_set_cursor (desk, lq_desk_cursor (desk)->at, last, false);
  stage_settle (GTK_WIDGET (window));
  check_page (window, "view.arrange", "piano-roll");
  const Row *row = &lq_desk_rows (desk)->rows[last];
  g_assert_cmpint (row->y, >=, view->y);
  g_assert_cmpint (row->y + row->height, <=, view->y + view->height);
  stage_close (window);
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/focus/clips", test_clips);
  g_test_add_func ("/focus/lanes", test_lanes);
  g_test_add_func ("/focus/parts", test_parts);
  g_test_add_func ("/focus/position", test_position);
  g_test_add_func ("/focus/messages", test_messages);
  g_test_add_func ("/focus/list", test_list);
  g_test_add_func ("/focus/meters", test_meters);
  g_test_add_func ("/focus/explain", test_explain);
  g_test_add_func ("/focus/bands", test_bands);
  g_test_add_func ("/focus/views", test_views);
  return g_test_run ();
}

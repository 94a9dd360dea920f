/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/header.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/arrange/header_text.h"
#include "ui/arrange/lane_header.h"
#include "ui/arrange/spoken.h"
#include "ui/desk/desk_touch.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/slider.h"

enum { ARM, MONITOR, MUTE, SOLO, N_BUTTONS };

#define STRIPE 4
#define BUTTON_WIDTH 18
#define BUTTON_HEIGHT 16
#define METER 3
#define NUMBER_END 20 /* where numbers end, names begin, and the sliders */
#define NAME_START 25
#define SLIDER_START 104

struct _LqHeader {
  GtkWidget parent_instance;
  LqDesk *desk;
  RowKind kind;
  Id track, item;
  int number, depth, of_tracks;
  bool focused, quiet;
  const Track *shown; /* one reference; an equal pointer means that nothing changed */
  bool selected, recording;
  unsigned theme;
  GtkWidget *buttons[N_BUTTONS], *slider, *fold;
  MeterBallistics meter;
  LiveTarget held; /* by the slider; strip 0: nothing */
  double gain; /* as shown: dB, or the value of a lane; NAN: none yet */
  uint64_t meter_mark; /* where it stood when it was drawn last */
  char *name, *detail, *value;
};

G_DEFINE_FINAL_TYPE (LqHeader, lq_header, GTK_TYPE_WIDGET)

static const Track *
track_of (LqHeader *header)
{
  return project_find_track (lq_desk_project (header->desk), header->track);
}

static bool
has_button (const Track *track, int button)
{
  const bool records =
      track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
  if (button == ARM || button == MONITOR)
    return records;
  return track->kind != TRACK_MAIN && track->kind != TRACK_FOLDER;
}

static int
left_of (LqHeader *header)
{
  return ui_px (NAME_START + header->depth * 12);
}

static int
meter_x (GtkWidget *widget)
{
  return gtk_widget_get_width (widget) - 2 * ui_px (METER) - 1 - ui_px (3);
}

static void
draw_track (LqHeader *header, GtkSnapshot *snapshot, const Track *track, int height)
{
  GtkWidget *widget = GTK_WIDGET (header);
  const bool small = height < ui_px (HEIGHT_M);
  const int line = small ? height - 1 : ui_px (22), left = left_of (header);
  const GdkRGBA number = token_color (TOKEN_TEXT3), level = token_color (TOKEN_TEXT2);
  const GdkRGBA name = token_color (track->mute ? TOKEN_TEXT3 : TOKEN_TEXT1);
  const bool folds = gtk_widget_get_child_visible (header->fold);
  int buttons = 0;

  for (int i = 0; i < N_BUTTONS; i++)
    buttons += has_button (track, i);
  const int right = meter_x (widget) - buttons * ui_px (BUTTON_WIDTH + 2) - ui_px (4);
  g_autofree char *text = g_strdup_printf ("%d", header->number);
  text_draw_right (snapshot, widget, TEXT_CAPTION, text, ui_px (NUMBER_END), 0, line, &number);
  const int name_x = left + (folds ? ui_px (16) : 0);
  /* In a low row the number alone, and where there is no room for both, the name alone. */
  const char *unit = strrchr (header->value, ' ');
  g_autofree char *value =
      small && unit ? g_strndup (header->value, (gsize) (unit - header->value)) : NULL;
  int value_width = value ? text_width (widget, TEXT_CAPTION, value) + ui_px (8) : 0;
  if (text_width (widget, TEXT_NAME, header->name) > right - value_width - name_x)
    value_width = 0;
  text_draw (snapshot, widget, TEXT_NAME, header->name, name_x, 0, right - value_width - name_x,
             line, &name);
  if (small && value_width > 0)
    text_draw_right (snapshot, widget, TEXT_CAPTION, value, right - ui_px (4), 0, line, &level);
  else if (!small) {
    const int foot = line - ui_px (2);
    text_draw_right (snapshot, widget, TEXT_CAPTION, header->value, meter_x (widget) - ui_px (4),
                     foot, ui_px (16), &level);
    text_draw (snapshot, widget, TEXT_CAPTION, header->detail, left, foot,
               ui_px (SLIDER_START - 6) - left, ui_px (16), &number);
  }
}

static void
draw_lane (LqHeader *header, GtkSnapshot *snapshot, int height)
{
  const Row row = { .kind = header->kind, .item = header->item, .node = track_of (header) };
  const LaneHeader lane = { header->name, header->value, header->detail, left_of (header) };
  lane_header_draw (&lane, snapshot, GTK_WIDGET (header), height, take_of_row (&row),
                    header->focused);
}

static void
lq_header_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqHeader *header = LQ_HEADER (widget);
  const Track *track = track_of (header);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const bool lane = header->kind != ROW_TRACK;
  if (!track)
    return;
  const bool selected = lq_desk_track_is_selected (header->desk, header->track);
  const GdkRGBA floor = token_color (header->focused ? TOKEN_BG4
                                     : selected      ? TOKEN_BG3
                                     : lane          ? TOKEN_BG1
                                                     : TOKEN_BG2);
  const GdkRGBA line = token_color (TOKEN_BG0);
  GdkRGBA stripe = color_of_track (text_get (track->color));
  if (lane)
    stripe.alpha = 0.5f;

  fill_rect (snapshot, 0, 0, width, height, &floor);
  fill_rect (snapshot, 0, 0, ui_px (STRIPE), height - 1, &stripe);
  if (track->arm && lq_desk_is_recording (header->desk)) {
    const GdkRGBA record = token_color (TOKEN_RECORD);
    fill_rect (snapshot, ui_px (STRIPE), 0, 2, height - 1, &record);
  }
  if (lane)
    draw_lane (header, snapshot, height);
  else
    draw_track (header, snapshot, track, height);
  fill_rect (snapshot, 0, height - 1, width, 1, &line);
  for (int i = 0; i < N_BUTTONS; i++)
    gtk_widget_snapshot_child (widget, header->buttons[i], snapshot);
  gtk_widget_snapshot_child (widget, header->slider, snapshot);
  gtk_widget_snapshot_child (widget, header->fold, snapshot);
}

void
lq_header_snapshot_meter (LqHeader *header, GtkSnapshot *snapshot, double y)
{
  GtkWidget *widget = GTK_WIDGET (header);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  if (header->kind == ROW_TRACK && track_of (header))
    meter_draw_standing (snapshot, &header->meter, meter_x (widget), y + 1, ui_px (METER),
                         height - 3);
  if (header->focused)
    stroke_rect (snapshot, 0, y, width, height - 1, ui_ring (), &accent);
}

static void
place (GtkWidget *child, bool visible, int x, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, visible);
  if (!visible)
    return;
  GtkAllocation at = { x, y, width, height };
  gtk_widget_size_allocate (child, &at, -1);
}

static void
lq_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqHeader *header = LQ_HEADER (widget);
  const Track *track = track_of (header);
  const bool shows = track && header->kind == ROW_TRACK;
  const bool small = height < ui_px (HEIGHT_M);
  const int line = small || header->kind == ROW_TAKE ? height - 1 : ui_px (22);
  int right = meter_x (widget) - ui_px (4);

  for (int i = N_BUTTONS - 1; i >= 0; i--) {
    const bool auditions = header->kind == ROW_TAKE && i == SOLO;
    const bool here = auditions || (shows && has_button (track, i));
    place (header->buttons[i], here, right - ui_px (BUTTON_WIDTH),
           (line - ui_px (BUTTON_HEIGHT)) / 2, ui_px (BUTTON_WIDTH), ui_px (BUTTON_HEIGHT));
    if (here)
      right -= ui_px (BUTTON_WIDTH + 2);
  }
  const int slider_x = ui_px (SLIDER_START);
  place (header->slider, shows && !small && track->kind != TRACK_FOLDER, slider_x, line - ui_px (2),
         MAX (meter_x (widget) - ui_px (54) - slider_x, ui_px (26)), ui_px (16));
  const bool folds = shows && (track->kind == TRACK_GROUP || track->kind == TRACK_FOLDER);
  place (header->fold, folds, left_of (header) - ui_px (2), (line - ui_px (16)) / 2, ui_px (16),
         ui_px (16));
}

static void
lq_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  LqHeader *header = LQ_HEADER (widget);
  int least, wish;
  /* GTK wants every child measured before it is allocated. */
  for (int i = 0; i < N_BUTTONS; i++)
    gtk_widget_measure (header->buttons[i], orientation, -1, &least, &wish, NULL, NULL);
  gtk_widget_measure (header->slider, orientation, -1, &least, &wish, NULL, NULL);
  gtk_widget_measure (header->fold, orientation, -1, &least, &wish, NULL, NULL);
  *minimum = *natural = 0;
}

static void
toggled (GtkToggleButton *button, LqHeader *header)
{
  static const char *const keys[N_BUTTONS] = { "arm", "monitor", "mute", "solo" };
  const bool on = gtk_toggle_button_get_active (button);
  const LiveTarget mute = lq_desk_strip_target (header->track, LIVE_MUTE);
  if (header->quiet)
    return;
  if (header->kind == ROW_TAKE) {
    lq_desk_audition (header->desk, header->item);
    return;
  }
  if (header->buttons[MUTE] == GTK_WIDGET (button)) {
    lq_desk_switch (header->desk, &mute, on);
    return;
  }
  for (int i = 0; i < N_BUTTONS; i++)
    if (header->buttons[i] == GTK_WIDGET (button) &&
        !lq_desk_run (header->desk, NULL, "track.set track=%s %s=%s",
                      lq_desk_id (header->desk, header->track), keys[i],
                      on             ? "on"
                      : i == MONITOR ? "auto"
                                     : "off")) {
      header->quiet = true;
      gtk_toggle_button_set_active (button, !on);
      header->quiet = false;
    }
}

static void
fold_clicked (GtkButton *button, LqHeader *header)
{
  const Track *track = track_of (header);
  if (track)
    lq_desk_run (header->desk, NULL, "track.set track=%s fold=%s",
                 lq_desk_id (header->desk, header->track), track->fold ? "off" : "on");
}

static void
slider_moved (LqSlider *slider, double db, LqHeader *header)
{
  /* The row may show another track before the hand lets go. */
  if (!header->held.strip)
    header->held = lq_desk_strip_target (header->track, LIVE_GAIN);
  lq_desk_hold (header->desk, &header->held, db);
}

static void
slider_let_go (LqSlider *slider, LqHeader *header)
{
  if (header->held.strip)
    lq_desk_let_go (header->desk, &header->held);
  header->held = (LiveTarget){ 0 };
}

/* The level as it is just now: held by a hand, or led by its envelope. */
static void
show_gain (LqHeader *header)
{
  const LiveTarget gain = lq_desk_strip_target (header->track, LIVE_GAIN);
  const double db = lq_desk_value (header->desk, &gain);
  if (db == header->gain)
    return;
  header->gain = db;
  g_free (header->value);
  header->value = value_text_level (db);
  lq_slider_show_value (LQ_SLIDER (header->slider), db);
  gtk_widget_queue_draw (GTK_WIDGET (header));
}

/* Of a lane of automation, where the sound is or the cursor. */
static void
show_lane_value (LqHeader *header)
{
  const Track *track = track_of (header);
  const double value = track ? header_lane_value (header->desk, track, header->item) : NAN;
  if (header->value && (value == header->gain || isnan (value)))
    return;
  header->gain = value;
  g_free (header->value);
  header->value = header_lane_value_text (header->desk, track, header->item, value);
  gtk_widget_queue_draw (GTK_WIDGET (header));
}

static void
show_button (LqHeader *header, int button, bool on, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", what, header->name);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (header->buttons[button]), on);
  gtk_accessible_update_property (GTK_ACCESSIBLE (header->buttons[button]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Whether the row looks as the header does already. Lanes name what may be of other tracks. */
static bool
shows (LqHeader *header, const Row *row, bool focused)
{
  return row->kind == ROW_TRACK && header->kind == row->kind && header->shown == row->node &&
         header->number == row->number && header->depth == row->depth &&
         header->of_tracks == list_n (lq_desk_project (header->desk)->tracks) &&
         header->focused == focused && header->theme == theme_serial () &&
         header->selected == lq_desk_track_is_selected (header->desk, row->track) &&
         header->recording == lq_desk_is_recording (header->desk);
}

static void
remember (LqHeader *header, const Row *row)
{
  node_ref (&row->node->node);
  node_unref ((Node *) header->shown);
  header->shown = row->node;
  header->of_tracks = list_n (lq_desk_project (header->desk)->tracks);
  header->theme = theme_serial ();
  header->selected = lq_desk_track_is_selected (header->desk, row->track);
  header->recording = lq_desk_is_recording (header->desk);
}

void
lq_header_set_row (LqHeader *header, const Row *row, bool focused)
{
  const Track *track = row->node;
  if (shows (header, row, focused))
    return;
  remember (header, row);
  if (header->track != row->track)
    meter_ballistics_clear (&header->meter);
  header->kind = row->kind;
  header->track = row->track;
  header->item = row->item;
  header->number = row->number;
  header->depth = row->depth;
  header->focused = focused;
  g_clear_pointer (&header->name, g_free);
  g_clear_pointer (&header->detail, g_free);
  g_clear_pointer (&header->value, g_free);
  header_texts (lq_desk_project (header->desk), row, &header->name, &header->detail);
  header->gain = NAN; /* shown below */

  header->quiet = true;
  show_button (header, ARM, track->arm, _ ("Arm"));
  show_button (header, MONITOR, track->monitor == MONITOR_ON, _ ("Monitor"));
  show_button (header, MUTE, track->mute, _ ("Mute"));
  if (row->kind == ROW_TAKE)
    show_button (header, SOLO, lq_desk_auditioned (header->desk) == row->item, _ ("Hear alone"));
  else
    show_button (header, SOLO, track->solo, _ ("Solo"));
  if (row->kind == ROW_TRACK)
    show_gain (header);
  else
    show_lane_value (header);
  gtk_button_set_icon_name (GTK_BUTTON (header->fold),
                            track->fold ? "lq-closed-symbolic" : "lq-open-symbolic");
  header->quiet = false;
  g_autofree char *label = spoken_track (track, row->number);
  if (row->kind == ROW_TRACK)
    gtk_accessible_update_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, header->value, -1);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    header->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    header->value, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  row->number, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                  list_n (lq_desk_project (header->desk)->tracks), -1);
  g_autofree char *volume = g_strdup_printf (_ ("Volume, %s"), header->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (header->slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  volume, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (header));
  gtk_widget_queue_draw (GTK_WIDGET (header));
}

bool
lq_header_tick (LqHeader *header, gint64 now)
{
  StripMeterReading reading = { 0 };
  const Track *track = header->kind == ROW_TRACK ? track_of (header) : NULL;
  if (header->kind == ROW_AUTOMATION && lq_desk_is_rolling (header->desk))
    show_lane_value (header);
  if (!track)
    return false;
  if (header->held.strip || list_n (track->envelopes) > 0)
    show_gain (header);
  lq_desk_read_meter (header->desk, header->track, now, &reading);
  meter_ballistics_step (&header->meter, reading.level.peak, now);
  const double height = gtk_widget_get_height (GTK_WIDGET (header)) - 3;
  const uint64_t mark = meter_standing_mark (&header->meter, height);
  const bool moved = mark != header->meter_mark;
  header->meter_mark = mark;
  return moved;
}

void
lq_header_clear_peaks (LqHeader *header)
{
  meter_ballistics_clear (&header->meter);
}

static void
lq_header_dispose (GObject *object)
{
  LqHeader *header = LQ_HEADER (object);
  for (int i = 0; i < N_BUTTONS; i++)
    g_clear_pointer (&header->buttons[i], gtk_widget_unparent);
  g_clear_pointer (&header->slider, gtk_widget_unparent);
  g_clear_pointer (&header->fold, gtk_widget_unparent);
  node_unref ((Node *) header->shown);
  header->shown = NULL;
  g_clear_object (&header->desk);
  g_clear_pointer (&header->name, g_free);
  g_clear_pointer (&header->detail, g_free);
  g_clear_pointer (&header->value, g_free);
  G_OBJECT_CLASS (lq_header_parent_class)->dispose (object);
}

static void
lq_header_class_init (LqHeaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_header_dispose;
  widget_class->snapshot = lq_header_snapshot;
  widget_class->size_allocate = lq_header_size_allocate;
  widget_class->measure = lq_header_measure;
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
lq_header_init (LqHeader *header)
{
  static const struct {
    const char *text, *icon, *css;
  } looks[N_BUTTONS] = { { NULL, "lq-record-symbolic", "arm" },
                         { NULL, "lq-monitor-symbolic", "monitor" },
                         { "M", NULL, "mute" },
                         { "S", NULL, "solo" } };
  GtkWidget *widget = GTK_WIDGET (header);

  meter_ballistics_clear (&header->meter);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  for (int i = 0; i < N_BUTTONS; i++) {
    GtkWidget *button = gtk_toggle_button_new ();
    if (looks[i].text)
      gtk_button_set_label (GTK_BUTTON (button), looks[i].text);
    else
      gtk_button_set_icon_name (GTK_BUTTON (button), looks[i].icon);
    gtk_widget_add_css_class (button, "strip-button");
    gtk_widget_add_css_class (button, looks[i].css);
    gtk_widget_set_focusable (button, FALSE);
    gtk_widget_set_parent (button, widget);
    g_signal_connect (button, "toggled", G_CALLBACK (toggled), header);
    header->buttons[i] = button;
  }
  header->slider = lq_slider_new (_ ("Volume"));
  gtk_widget_set_focusable (header->slider, FALSE);
  gtk_widget_set_parent (header->slider, widget);
  g_signal_connect (header->slider, "moved", G_CALLBACK (slider_moved), header);
  g_signal_connect (header->slider, "let-go", G_CALLBACK (slider_let_go), header);
  header->fold = gtk_button_new_from_icon_name ("lq-open-symbolic");
  gtk_widget_add_css_class (header->fold, "bare");
  gtk_widget_set_focusable (header->fold, FALSE);
  gtk_widget_set_parent (header->fold, widget);
  g_signal_connect (header->fold, "clicked", G_CALLBACK (fold_clicked), header);
}

GtkWidget *
lq_header_new (LqDesk *desk)
{
  LqHeader *header = g_object_new (LQ_TYPE_HEADER, NULL);
  header->desk = g_object_ref (desk);
  return GTK_WIDGET (header);
}

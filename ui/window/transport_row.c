/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/draw/value_text.h"
#include "ui/window/actions/do.h"
#include "ui/window/frame_rows.h"
#include "ui/window/master_meter.h"
#include "ui/window/position.h"
#include "ui/widgets/field.h"
#include "ui/widgets/room.h"
#include "ui/widgets/still_box.h"

typedef struct {
  LqWindow *window;
  int counted; /* the beat of a count-in that lights the record button; 0: none */
  gint64 lit; /* since when, microseconds */
  GtkWidget *play, *record, *loop, *position, *tempo, *meter, *key, *loop_range, *metronome,
      *count_in, *count_in_bars, *punch, *automation, *master, *monitor;
  bool narrow;
} TransportRow;

#define AUTOMATION_RANK 9 /* among the parts that give way */

static const char *const mode_names[] = { N_ ("Off"),   N_ ("Read"),  N_ ("Touch"),
                                          N_ ("Latch"), N_ ("Write"), N_ ("Trim") };

static TransportRow *
parts (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "parts");
}

static GtkWidget *
action_button (const char *icon, const char *action, const char *css)
{
  const Action *row = action_find (action);
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "transport-button");
  if (css)
    gtk_widget_add_css_class (button, css);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  gtk_widget_set_tooltip_text (button, row ? _ (row->text) : action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  row ? _ (row->text) : action, -1);
  return button;
}

static void
entered (LqField *field, const char *text, TransportRow *row)
{
  LqDesk *desk = lq_window_desk (row->window);
  g_autofree char *quoted = g_shell_quote (text);
  g_autoptr (GError) error = NULL;
  const char *key = GTK_WIDGET (field) == row->tempo   ? "tempo"
                    : GTK_WIDGET (field) == row->meter ? "meter"
                                                       : "key";
  if (!lq_desk_run (desk, &error, "project.set %s=%s", key, quoted))
    lq_window_toast (row->window, error->message, false);
  lq_window_focus_view (row->window);
}

static GtkWidget *
add_field (GtkWidget *box, TransportRow *row, const char *caption)
{
  GtkWidget *field = lq_field_new (caption, caption);
  g_signal_connect (field, "entered", G_CALLBACK (entered), row);
  gtk_box_append (GTK_BOX (box), field);
  return field;
}

static void
automation_clicked (GtkGestureClick *gesture, int n, double x, double y, TransportRow *row)
{
  do_action (row->window, "track.automation-mode");
}

/* The mode of the track at the cursor; a click takes the next one. */
static void
add_automation (GtkWidget *box, TransportRow *row)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *field = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = gtk_label_new (_ ("Automation"));
  row->automation = gtk_label_new ("");
  gtk_widget_add_css_class (field, "field");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (row->automation, "value");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_xalign (GTK_LABEL (row->automation), 0);
  gtk_box_append (GTK_BOX (field), caption);
  gtk_box_append (GTK_BOX (field), row->automation);
  g_signal_connect (click, "released", G_CALLBACK (automation_clicked), row);
  gtk_widget_add_controller (field, GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (box), field);
  room_rank (field, AUTOMATION_RANK);
}

/* The button says how many bars are counted. */
static void
add_count_in (GtkWidget *box, TransportRow *row)
{
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  row->count_in = action_button ("lq-countin-symbolic", "transport.count-in", "toggle");
  row->count_in_bars = gtk_label_new ("");
  gtk_box_append (GTK_BOX (inner), gtk_image_new_from_icon_name ("lq-countin-symbolic"));
  gtk_box_append (GTK_BOX (inner), row->count_in_bars);
  gtk_widget_set_halign (inner, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (row->count_in), inner);
  gtk_widget_add_css_class (row->count_in, "count-in");
  gtk_box_append (GTK_BOX (box), row->count_in);
}

static void
position_clicked (GtkGestureClick *gesture, int n, double x, double y, TransportRow *row)
{
  do_action (row->window, "go.to");
}

static GtkWidget *
position_display (TransportRow *row)
{
  GtkGesture *click = gtk_gesture_click_new ();
  row->position = position_new ();
  g_signal_connect (click, "released", G_CALLBACK (position_clicked), row);
  gtk_widget_add_controller (row->position, GTK_EVENT_CONTROLLER (click));
  return row->position;
}

typedef struct {
  LqWindow *window;
  const char *action;
} Secondary;

static void
secondary_pressed (Secondary *secondary)
{
  do_action (secondary->window, secondary->action);
}

/* A right click runs an action. */
static void
add_secondary (GtkWidget *widget, TransportRow *row, const char *action)
{
  GtkGesture *click = gtk_gesture_click_new ();
  Secondary *secondary = g_new (Secondary, 1);
  *secondary = (Secondary){ row->window, action };
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_object_set_data_full (G_OBJECT (click), "secondary", secondary, g_free);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (secondary_pressed), secondary);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
transport_row_new (LqWindow *window)
{
  GtkWidget *box = still_box_new (0, TOKEN_BG2);
  TransportRow *row = g_new0 (TransportRow, 1);

  row->window = window;
  gtk_widget_add_css_class (box, "transport-row");
  gtk_box_append (GTK_BOX (box), action_button ("lq-start-symbolic", "go.start", NULL));
  gtk_box_append (GTK_BOX (box), action_button ("lq-stop-symbolic", "transport.panic", NULL));
  row->play = action_button ("lq-play-symbolic", "transport.play-stop", "play");
  row->record = action_button ("lq-record-symbolic", "transport.record", "record");
  row->loop = action_button ("lq-loop-symbolic", "transport.loop", "toggle");
  gtk_box_append (GTK_BOX (box), row->play);
  gtk_box_append (GTK_BOX (box), row->record);
  gtk_box_append (GTK_BOX (box), row->loop);
  gtk_box_append (GTK_BOX (box), position_display (row));
  row->tempo = add_field (box, row, _ ("Tempo"));
  row->meter = add_field (box, row, _ ("Signature"));
  row->key = add_field (box, row, _ ("Key"));
  row->loop_range = lq_field_new (_ ("Loop"), _ ("Loop"));
  gtk_widget_set_can_target (row->loop_range, FALSE);
  gtk_widget_add_css_class (row->loop_range, "loop-range");
  gtk_box_append (GTK_BOX (box), row->loop_range);
  row->metronome = action_button ("lq-metronome-symbolic", "transport.metronome", "toggle");
  row->punch = action_button ("lq-punch-symbolic", "transport.punch", "toggle");
  gtk_box_append (GTK_BOX (box), row->metronome);
  add_count_in (box, row);
  gtk_box_append (GTK_BOX (box), row->punch);
  add_secondary (row->metronome, row, "metronome.settings");
  add_automation (box, row);
  row->master = master_meter_new ();
  gtk_widget_set_hexpand (row->master, TRUE);
  gtk_widget_set_halign (row->master, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), row->master);
  row->monitor = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (row->monitor, "bare");
  gtk_widget_add_css_class (row->monitor, "monitor-level");
  gtk_widget_set_valign (row->monitor, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->monitor), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->monitor), "s", "monitor.source");
  gtk_widget_set_tooltip_text (row->monitor, _ ("Monitors"));
  gtk_box_append (GTK_BOX (box), row->monitor);
  add_secondary (row->master, row, "monitor.source");
  room_use (box);
  GtkWidget *const give_way[] = { row->position,   row->loop,      row->tempo,    row->master,
                                  row->meter,      row->metronome, row->count_in, row->key,
                                  row->loop_range, row->punch,     row->monitor };
  for (size_t i = 1; i < G_N_ELEMENTS (give_way); i++)
    room_rank (give_way[i], (int) i);
  g_object_set_data_full (G_OBJECT (box), "parts", row, g_free);
  return box;
}

static void
light (GtkWidget *button, bool on)
{
  if (on)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
}

static char *
key_title (const char *key)
{
  if (!*key)
    return g_strdup ("—");
  GString *text = g_string_new (NULL);
  const bool minor = g_str_has_suffix (key, "m") && !strchr (key, ' ');
  for (const char *c = key; *c; c++) {
    if (*c == '#')
      g_string_append (text, "♯");
    else if (*c == 'b' && c > key)
      g_string_append (text, "♭");
    else if (!(minor && !c[1]))
      g_string_append_c (text, *c);
  }
  if (!strchr (key, ' '))
    g_string_append (text, minor ? _ (" minor") : _ (" major"));
  return g_string_free (text, FALSE);
}

/* The level, and in words whatever is not neutral. */
static void
show_monitor (TransportRow *row, LqDesk *desk)
{
  Live *live = lq_desk_live (desk);
  gtk_widget_set_visible (row->monitor, live && !row->narrow);
  if (!live)
    return;
  const MonitorSettings *settings = live_monitor (live);
  const List *cues = lq_desk_project (desk)->cues;
  const bool warns = settings->dim || settings->mono || settings->source || settings->reference;
  g_autofree char *level = value_text_level (settings->level_db);
  GString *text = g_string_new (level);
  if (settings->dim)
    g_string_append_printf (text, " %s", _ ("Dim"));
  if (settings->mono)
    g_string_append_printf (text, " %s", _ ("Mono"));
  if (settings->reference)
    g_string_append_printf (text, " %s", _ ("Reference"));
  else if (settings->source > 0 && settings->source <= list_n (cues))
    g_string_append_printf (text, " %s", node_name (list_get (cues, settings->source - 1)));
  g_autofree char *name = g_strdup_printf (_ ("Monitors: %s"), text->str);
  gtk_button_set_label (GTK_BUTTON (row->monitor), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->monitor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (warns)
    gtk_widget_add_css_class (row->monitor, "warns");
  else
    gtk_widget_remove_css_class (row->monitor, "warns");
  g_string_free (text, TRUE);
}

void
transport_row_show (GtkWidget *widget, LqDesk *desk)
{
  TransportRow *row = parts (widget);
  const Project *project = lq_desk_project (desk);
  const TempoMap *map = lq_desk_map (desk);
  const Ticks at = tempo_map_ticks (map, int64_max (lq_desk_playhead (desk), 0));
  int numerator, denominator;

  show_monitor (row, desk);
  position_forget (row->position);
  light (row->play, lq_desk_is_rolling (desk));
  light (row->record, lq_desk_is_recording (desk));
  light (row->loop, project->loop);
  light (row->metronome, project->metronome != METRONOME_OFF);
  light (row->count_in, project->count_in_bars > 0);
  light (row->punch, project->punch);
  g_autofree char *bars =
      g_strdup_printf (ngettext ("%d bar", "%d bars", (gulong) project->count_in_bars),
                       (int) project->count_in_bars);
  gtk_label_set_text (GTK_LABEL (row->count_in_bars), bars);
  gtk_widget_set_visible (row->count_in_bars, project->count_in_bars > 0 && !row->narrow);
  const Track *track = project_find_track (project, lq_desk_cursor_track (desk));
  gtk_label_set_text (GTK_LABEL (row->automation), track ? _ (mode_names[track->automation]) : "—");
  g_autofree char *tempo = value_text_number (tempo_map_bpm (map, at), 2);
  lq_field_set (LQ_FIELD (row->tempo), tempo);
  tempo_map_meter (map, at, &numerator, &denominator);
  g_autofree char *meter = g_strdup_printf ("%d/%d", numerator, denominator);
  lq_field_set (LQ_FIELD (row->meter), meter);
  g_autofree char *key = key_title (text_get (project->key));
  lq_field_set (LQ_FIELD (row->key), key);
  const bool has_loop = tempo_map_position_units (map, project->loop_to) >
                        tempo_map_position_units (map, project->loop_from);
  g_autofree char *loop =
      has_loop ? g_strdup_printf ("%s – %s", lq_desk_place (desk, project->loop_from),
                                  lq_desk_place (desk, project->loop_to))
               : g_strdup (_ ("None"));
  lq_field_set (LQ_FIELD (row->loop_range), loop);
}

#define BLINK 150000 /* microseconds of a beat that the record button is lit */

/* Once a beat while bars are counted, then steadily. */
static void
blink (TransportRow *row, LqDesk *desk, gint64 now)
{
  Live *live = lq_desk_live (desk);
  int beat, n_beats, per_bar;
  if (!live || !live_count (live, &beat, &n_beats, &per_bar)) {
    if (row->counted)
      light (row->record, lq_desk_is_recording (desk));
    row->counted = 0;
    return;
  }
  if (beat != row->counted)
    row->lit = now;
  row->counted = beat;
  light (row->record, now - row->lit < BLINK);
}

bool
transport_row_tick (GtkWidget *widget, LqDesk *desk, gint64 now)
{
  TransportRow *row = parts (widget);
  const bool moved = position_tick (row->position, desk);
  blink (row, desk, now);
  master_meter_tick (row->master, desk, now);
  return moved;
}

GtkWidget *
transport_row_metronome (GtkWidget *widget)
{
  return parts (widget)->metronome;
}

GtkWidget *
transport_row_monitor (GtkWidget *widget)
{
  return parts (widget)->monitor;
}

GtkWidget *
transport_row_master (GtkWidget *widget)
{
  return parts (widget)->master;
}

void
transport_row_set_narrow (GtkWidget *widget, bool narrow)
{
  TransportRow *row = parts (widget);
  row->narrow = narrow;
  if (lq_window_desk (row->window))
    transport_row_show (widget, lq_window_desk (row->window));
  master_meter_set_narrow (row->master, narrow);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/mixer/mixer_spoken.h"
#include "ui/mixer/mixer_widget.h"

#define GAP 1 /* pixels between strips */
#define FAMILY_GAP 4 /* design units between families */
#define MOST_TOLD 4 /* peaks that are written anew in one frame */
#define BAR 4 /* design units: what shows where one has scrolled to */

G_DEFINE_FINAL_TYPE (LqMixer, lq_mixer, GTK_TYPE_WIDGET)

static int
n_strips (LqMixer *mixer)
{
  return (int) mixer->model->strips->len;
}

static const MixerStrip *
strip (LqMixer *mixer, int index)
{
  return &g_array_index (mixer->model->strips, MixerStrip, index);
}

static bool
is_main (LqMixer *mixer, int index)
{
  return strip (mixer, index)->node->kind == TRACK_MAIN;
}

/* Of what scrolls. */
static int
room (LqMixer *mixer)
{
  return gtk_widget_get_width (GTK_WIDGET (mixer)) - mixer->main.width - ui_px (FAMILY_GAP);
}

static int
wide (LqMixer *mixer)
{
  return mixer->xs->len ? g_array_index (mixer->xs, int, mixer->xs->len - 1) : 0;
}

void
mixer_scroll_to (LqMixer *mixer, int x)
{
  const int to = CLAMP (x, 0, MAX (wide (mixer) - room (mixer), 0));
  if (to == mixer->x)
    return;
  mixer->x = to;
  gtk_widget_queue_allocate (GTK_WIDGET (mixer));
  gtk_widget_queue_draw (GTK_WIDGET (mixer));
}

static int
strip_x (LqMixer *mixer, int index)
{
  if (is_main (mixer, index))
    return gtk_widget_get_width (GTK_WIDGET (mixer)) - mixer->main.width;
  return g_array_index (mixer->xs, int, index) - mixer->x;
}

static void
place_strips (LqMixer *mixer)
{
  int inserts, sends, x = 0;
  const int height = gtk_widget_get_height (GTK_WIDGET (mixer)) - ui_px (BAR);
  mixer_model_most (mixer->model, &inserts, &sends);
  strip_layout (&mixer->layout, mixer->model->width, height, inserts, sends, ui_px);
  strip_layout (&mixer->main, STRIP_MAIN, height, inserts, sends, ui_px);
  g_array_set_size (mixer->xs, 0);
  for (int i = 0; i < n_strips (mixer) && !is_main (mixer, i); i++) {
    x += strip (mixer, i)->leads ? ui_px (FAMILY_GAP) : i > 0 ? GAP : 0;
    g_array_append_val (mixer->xs, x);
    x += mixer->layout.width;
  }
  g_array_append_val (mixer->xs, x);
}

bool
mixer_strip_draw (LqMixer *mixer, int index, StripDraw *draw)
{
  LqDesk *desk = mixer->desk;
  const MixerStrip *one = strip (mixer, index);
  *draw = (StripDraw){ .widget = GTK_WIDGET (mixer),
                       .desk = desk,
                       .model = mixer->model,
                       .strip = one,
                       .layout = is_main (mixer, index) ? &mixer->main : &mixer->layout,
                       .x = strip_x (mixer, index),
                       .at_cursor = one->track == lq_desk_cursor_track (desk),
                       .selected = lq_desk_track_is_selected (desk, one->track),
                       .focused = mixer->focused };
  return is_main (mixer, index) || (draw->x + draw->layout->width > 0 && draw->x < room (mixer));
}

StripFace *
mixer_face (LqMixer *mixer, Id track)
{
  StripFace *face = g_hash_table_lookup (mixer->faces, &track);
  if (!face) {
    face = strip_face_new ();
    g_hash_table_insert (mixer->faces, g_memdup2 (&track, sizeof track), face);
  }
  return face;
}

static void
draw_strip (LqMixer *mixer, int index, GtkSnapshot *snapshot)
{
  StripDraw draw;
  if (!mixer_strip_draw (mixer, index, &draw))
    return;
  StripFace *face = mixer_face (mixer, draw.strip->track);
  if (face->stale != mixer->change || !face->face) {
    strip_face_read (face, &draw);
    face->stale = mixer->change;
  }
  strip_face_draw (face, &draw, snapshot);
}

/* Where one has scrolled to. */
static void
draw_bar (LqMixer *mixer, GtkSnapshot *snapshot)
{
  const int high = ui_px (BAR), all = wide (mixer), seen = room (mixer);
  const int y = gtk_widget_get_height (GTK_WIDGET (mixer)) - high;
  const GdkRGBA color = token_color (TOKEN_LINE2);
  if (all > seen && seen > 0)
    fill_rect (snapshot, (double) mixer->x * seen / all, y + 1, (double) seen * seen / all,
               high - 2, &color);
}

static void
lq_mixer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqMixer *mixer = LQ_MIXER (widget);
  const int height = gtk_widget_get_height (widget); /* the frame has drawn the floor */
  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) MAX (room (mixer), 0), (float) height));
  for (int i = 0; i < n_strips (mixer); i++)
    if (!is_main (mixer, i))
      draw_strip (mixer, i, snapshot);
  mixer_blocks_draw (mixer, snapshot);
  gtk_snapshot_pop (snapshot);
  if (n_strips (mixer) > 0 && is_main (mixer, n_strips (mixer) - 1)) {
    draw_strip (mixer, n_strips (mixer) - 1, snapshot);
    mixer_blocks_draw_main (mixer, snapshot);
  }
  draw_bar (mixer, snapshot);
  mixer_pointer_draw (mixer->pointer, snapshot);
}

static void
lq_mixer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqMixer *mixer = LQ_MIXER (widget);
  place_strips (mixer);
  mixer->x = CLAMP (mixer->x, 0, MAX (wide (mixer) - room (mixer), 0));
  mixer->change++;
  mixer_proxies_allocate (mixer->proxies);
}

static void
lq_mixer_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
reveal (LqMixer *mixer)
{
  const int at = mixer_model_at (mixer->model);
  mixer->reveals = false;
  if (at < 0 || is_main (mixer, at) || room (mixer) <= 0)
    return;
  const int left = g_array_index (mixer->xs, int, at), right = left + mixer->layout.width;
  if (left < mixer->x)
    mixer_scroll_to (mixer, left);
  else if (right > mixer->x + room (mixer))
    mixer_scroll_to (mixer, right - room (mixer));
}

static bool
read_meter (LqMixer *mixer, Id track, gint64 now, StripMeterReading *reading)
{
  if (mixer->meters)
    return mixer->meters (track, reading, mixer->meters_data);
  return lq_desk_read_meter (mixer->desk, track, now, reading);
}

void
lq_mixer_tick (LqMixer *mixer, gint64 now)
{
  bool changed = false;
  int tells = MOST_TOLD;
  if (!gtk_widget_get_mapped (GTK_WIDGET (mixer)))
    return;
  if (mixer->stale) {
    mixer_model_refresh (mixer->model);
    place_strips (mixer);
    mixer->stale = false;
    mixer_proxies_follow (mixer->proxies, false);
    gtk_widget_queue_allocate (GTK_WIDGET (mixer));
  }
  if (mixer->reveals)
    reveal (mixer);
  for (int i = 0; i < n_strips (mixer); i++) {
    StripDraw draw;
    StripMeterReading reading = { .momentary = NAN };
    if (!mixer_strip_draw (mixer, i, &draw))
      continue;
    StripFace *face = mixer_face (mixer, draw.strip->track);
    /* Envelopes move values that nobody tells of. */
    if (face->stale != mixer->change || list_n (draw.strip->node->envelopes) > 0)
      changed |= strip_face_read (face, &draw);
    face->stale = mixer->change;
    read_meter (mixer, draw.strip->track, now, &reading);
    changed |= strip_face_tick (face, &draw, &reading, now, &tells);
  }
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (mixer));
}

static void
desk_changed (LqDesk *desk, guint what, LqMixer *mixer)
{
  mixer->change++;
  if (what & (DESK_PROJECT | DESK_VIEW)) {
    mixer->stale = true;
    /* Strips of the old project are not to be looked at. */
    mixer_model_refresh (mixer->model);
  }
  if (what & DESK_CURSOR) {
    const Track *track = mixer_model_track (mixer->model);
    if (track)
      mixer->model->cell = mixer_nearest_cell (track, mixer->model->cell);
    mixer->reveals = true;
    mixer_proxies_follow (mixer->proxies, true);
  } else if (what & (DESK_TOUCH | DESK_PROJECT | DESK_SELECTION))
    mixer_proxies_follow (mixer->proxies, false);
  gtk_widget_queue_draw (GTK_WIDGET (mixer));
}

void
lq_mixer_changed (LqMixer *mixer)
{
  mixer->change++;
  mixer->stale = mixer->reveals = true;
  mixer_model_refresh (mixer->model);
  place_strips (mixer);
  mixer_proxies_follow (mixer->proxies, true);
  gtk_widget_queue_allocate (GTK_WIDGET (mixer));
  gtk_widget_queue_draw (GTK_WIDGET (mixer));
  lq_desk_set_hint (mixer->desk, lq_desk_hint (mixer->desk)); /* the status names the cell */
}

void
lq_mixer_clear_peaks (LqMixer *mixer, bool all)
{
  GHashTableIter iter;
  gpointer key, face;
  const Id own = lq_desk_cursor_track (mixer->desk);
  g_hash_table_iter_init (&iter, mixer->faces);
  while (g_hash_table_iter_next (&iter, &key, &face))
    if (all || *(const Id *) key == own)
      strip_face_clear_peak (face);
}

Box
mixer_box_of (LqMixer *mixer, int index, Cell cell)
{
  StripDraw draw;
  mixer_strip_draw (mixer, index, &draw);
  const StripLayout *layout = draw.layout;
  const Track *track = draw.strip->node;
  const Box parts[] = {
    [CELL_EQ] = layout->eq,         [CELL_PAN] = layout->pan,     [CELL_WIDTH] = layout->pan_text,
    [CELL_FADER] = layout->fader,   [CELL_VALUE] = layout->value, [CELL_PEAK] = layout->peak,
    [CELL_OUTPUT] = layout->output, [CELL_NAME] = layout->name
  };
  Box box = { 0 };
  if (cell.kind == CELL_INSERT || cell.kind == CELL_SEND)
    box = strip_layout_slot (layout, cell.kind, cell.index - strip_draw_first (&draw, cell.kind));
  else if (cell.kind == CELL_BUTTON)
    box = strip_layout_button (layout, mixer_buttons (track, layout->parts_phase), cell.index);
  else if (cell.kind < (CellKind) G_N_ELEMENTS (parts))
    box = parts[cell.kind];
  if (box.width == 0)
    box = cell.kind == CELL_BUTTON && layout->phase.width ? layout->phase
          : layout->counters.width                        ? layout->counters
                                                          : layout->name;
  return strip_draw_box (&draw, box);
}

Box
mixer_cell_box (LqMixer *mixer)
{
  const int at = mixer_model_at (mixer->model);
  return at >= 0 ? mixer_box_of (mixer, at, mixer->model->cell) : (Box){ 0, 0, 1, 1 };
}

int
mixer_strip_at (LqMixer *mixer, double x, double y, Cell *cell)
{
  for (int i = n_strips (mixer) - 1; i >= 0; i--) {
    StripDraw draw;
    if (!mixer_strip_draw (mixer, i, &draw) || x < draw.x || x >= draw.x + draw.layout->width)
      continue;
    const Track *track = draw.strip->node;
    *cell = strip_layout_at (draw.layout, mixer_buttons (track, draw.layout->parts_phase),
                             (int) (x - draw.x), (int) y);
    if (cell->kind == CELL_INSERT || cell->kind == CELL_SEND)
      cell->index += strip_draw_first (&draw, cell->kind);
    if (track->kind == TRACK_VCA && y < draw.layout->buttons.y)
      *cell = (Cell){ CELL_NONE, 0 };
    return i;
  }
  return -1;
}

void
lq_mixer_cell_place (LqMixer *mixer, double *x, double *y)
{
  const Box box = mixer_cell_box (mixer);
  *x = box.x;
  *y = box.y + box.height;
}

char *
lq_mixer_said (LqMixer *mixer)
{
  return mixer_said (mixer->model);
}

MixerModel *
lq_mixer_model (LqMixer *mixer)
{
  return mixer->model;
}

bool
lq_mixer_focus (LqMixer *mixer)
{
  return gtk_widget_grab_focus (mixer_proxies_current (mixer->proxies));
}

bool
lq_mixer_has_focus (LqMixer *mixer)
{
  return mixer->focused;
}

bool
lq_mixer_cancel_drag (LqMixer *mixer)
{
  return mixer_pointer_cancel (mixer->pointer);
}

void
lq_mixer_set_meters (LqMixer *mixer, MixerMeters meters, void *data)
{
  mixer->meters = meters;
  mixer->meters_data = data;
}

static gboolean
lq_mixer_grab_focus (GtkWidget *widget)
{
  return lq_mixer_focus (LQ_MIXER (widget));
}

static void
focus_changed (GtkEventControllerFocus *within, GParamSpec *spec, LqMixer *mixer)
{
  mixer->focused = gtk_event_controller_focus_contains_focus (within);
  mixer->change++;
  gtk_widget_queue_draw (GTK_WIDGET (mixer));
}

static void
lq_mixer_dispose (GObject *object)
{
  LqMixer *mixer = LQ_MIXER (object);
  g_clear_pointer (&mixer->pointer, mixer_pointer_free);
  g_clear_pointer (&mixer->proxies, mixer_proxies_free);
  g_clear_pointer (&mixer->faces, g_hash_table_unref);
  g_clear_pointer (&mixer->xs, g_array_unref);
  g_clear_pointer (&mixer->blocks, g_array_unref);
  g_clear_pointer (&mixer->model, mixer_model_free);
  g_clear_object (&mixer->desk);
  G_OBJECT_CLASS (lq_mixer_parent_class)->dispose (object);
}

static void
lq_mixer_class_init (LqMixerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_mixer_dispose;
  widget_class->snapshot = lq_mixer_snapshot;
  widget_class->size_allocate = lq_mixer_size_allocate;
  widget_class->measure = lq_mixer_measure;
  widget_class->grab_focus = lq_mixer_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "mixer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lq_mixer_init (LqMixer *mixer)
{
  mixer->faces = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, strip_face_free);
  mixer->xs = g_array_new (FALSE, FALSE, sizeof (int));
  mixer->blocks = mixer_blocks_new ();
  gtk_widget_set_overflow (GTK_WIDGET (mixer), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mixer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Mixer"), -1);
}

GtkWidget *
lq_mixer_new (LqDesk *desk)
{
  LqMixer *mixer = g_object_new (LQ_TYPE_MIXER, NULL);
  GtkEventController *within = gtk_event_controller_focus_new ();
  mixer->desk = g_object_ref (desk);
  mixer->model = mixer_model_new (desk);
  place_strips (mixer);
  mixer->proxies = mixer_proxies_new (mixer);
  mixer->pointer = mixer_pointer_new (mixer);
  g_signal_connect_object (within, "notify::contains-focus", G_CALLBACK (focus_changed), mixer, 0);
  gtk_widget_add_controller (GTK_WIDGET (mixer), within);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), mixer, 0);
  return GTK_WIDGET (mixer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/mixer_proxies.h"

#include <math.h>

#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/mixer_spoken.h"
#include "ui/mixer/mixer_widget.h"
#include "ui/widgets/range.h"

#define SILENCE -90.0

/* A value: GtkRange alone tells a reader of value, minimum and maximum in GTK 4.8. */
#define LQ_TYPE_VALUE_PROXY (lq_value_proxy_get_type ())
G_DECLARE_FINAL_TYPE (LqValueProxy, lq_value_proxy, LQ, VALUE_PROXY, GtkRange)

struct _LqValueProxy {
  GtkRange parent_instance;
  LqMixer *mixer; /* whose child it is */
  bool quiet; /* the value is shown, not set */
};

G_DEFINE_FINAL_TYPE (LqValueProxy, lq_value_proxy, GTK_TYPE_RANGE)

static void
lq_value_proxy_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
}

static void
lq_value_proxy_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* By a reader. */
static void
lq_value_proxy_value_changed (GtkRange *range)
{
  LqValueProxy *proxy = LQ_VALUE_PROXY (range);
  LqMixer *mixer = proxy->mixer;
  const Track *track = mixer ? mixer_model_track (mixer->model) : NULL;
  LiveTarget target;
  if (proxy->quiet || !track || !mixer_target (track, mixer->model->cell, &target))
    return;
  lq_desk_nudge (mixer->desk, &target, gtk_range_get_value (range));
}

static void
lq_value_proxy_class_init (LqValueProxyClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->snapshot = lq_value_proxy_snapshot;
  widget_class->measure = lq_value_proxy_measure;
  GTK_RANGE_CLASS (class)->value_changed = lq_value_proxy_value_changed;
  gtk_widget_class_set_css_name (widget_class, "proxy");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
lq_value_proxy_init (LqValueProxy *proxy)
{
  range_silence_gestures (GTK_WIDGET (proxy));
  gtk_range_set_round_digits (GTK_RANGE (proxy), -1);
}

/* All else. */
#define LQ_TYPE_CELL_PROXY (lq_cell_proxy_get_type ())
G_DECLARE_FINAL_TYPE (LqCellProxy, lq_cell_proxy, LQ, CELL_PROXY, GtkWidget)

struct _LqCellProxy {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LqCellProxy, lq_cell_proxy, GTK_TYPE_WIDGET)

static void
lq_cell_proxy_class_init (LqCellProxyClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "proxy");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
lq_cell_proxy_init (LqCellProxy *proxy)
{
}

struct MixerProxies {
  LqMixer *mixer;
  GtkWidget *all[4]; /* values, then the others */
  int now;
};

static void
show_value (LqMixer *mixer, LqValueProxy *proxy, const LiveTarget *target)
{
  const ParamSpec *spec = lq_desk_param (mixer->desk, target);
  const bool gain = !spec && target->param == LIVE_GAIN;
  const double value = lq_desk_value (mixer->desk, target);
  proxy->quiet = true;
  gtk_range_set_range (GTK_RANGE (proxy),
                       spec                          ? spec->min
                       : gain                        ? SILENCE
                       : target->param == LIVE_WIDTH ? 0
                                                     : -1,
                       spec                          ? spec->max
                       : gain                        ? 10
                       : target->param == LIVE_WIDTH ? 2
                                                     : 1);
  gtk_range_set_value (GTK_RANGE (proxy), fmax (value, spec ? spec->min : SILENCE));
  proxy->quiet = false;
}

static void
describe (MixerProxies *proxies, GtkWidget *proxy)
{
  LqMixer *mixer = proxies->mixer;
  MixerModel *model = mixer->model;
  const Track *track = mixer_model_track (model);
  LiveTarget target;
  if (!track)
    return;
  g_autofree char *cell = mixer_cell_name (model, track, model->cell);
  g_autofree char *value = mixer_cell_value (model, track, model->cell);
  g_autofree char *name = g_strdup_printf ("%s, %s", cell, text_get (track->name));
  if (LQ_IS_VALUE_PROXY (proxy) && mixer_target (track, model->cell, &target))
    show_value (mixer, LQ_VALUE_PROXY (proxy), &target);
  else if (model->cell.kind == CELL_BUTTON)
    gtk_accessible_update_state (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_STATE_PRESSED,
                                 mixer_button_on (mixer->desk, track, model->cell.index)
                                     ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                     : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_STATE_PRESSED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
  if (LQ_IS_VALUE_PROXY (proxy))
    gtk_accessible_update_property (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    value, -1);
}

void
mixer_proxies_follow (MixerProxies *proxies, bool moved)
{
  MixerModel *model = proxies->mixer->model;
  const Track *track = mixer_model_track (model);
  LiveTarget target;
  const int kind = track && mixer_target (track, model->cell, &target) ? 0 : 2;
  GtkWidget *before = proxies->all[proxies->now];
  if (moved || proxies->now / 2 * 2 != kind)
    proxies->now = kind + (proxies->now == kind ? 1 : 0);
  GtkWidget *next = proxies->all[proxies->now];
  describe (proxies, next);
  if (next != before) {
    gtk_widget_set_focusable (next, TRUE);
    if (gtk_widget_is_focus (before))
      gtk_widget_grab_focus (next);
    gtk_widget_set_focusable (before, FALSE);
  }
  gtk_widget_queue_allocate (GTK_WIDGET (proxies->mixer));
}

void
mixer_proxies_allocate (MixerProxies *proxies)
{
  const Box box = mixer_cell_box (proxies->mixer);
  for (int i = 0; i < 4; i++) {
    GtkAllocation at = { box.x, box.y, MAX (box.width, 1), MAX (box.height, 1) };
    int least, wish;
    gtk_widget_measure (proxies->all[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
    gtk_widget_size_allocate (proxies->all[i], &at, -1);
  }
}

MixerProxies *
mixer_proxies_new (LqMixer *mixer)
{
  MixerProxies *proxies = g_new0 (MixerProxies, 1);
  proxies->mixer = mixer;
  for (int i = 0; i < 4; i++) {
    proxies->all[i] = g_object_new (i < 2 ? LQ_TYPE_VALUE_PROXY : LQ_TYPE_CELL_PROXY, "focusable",
                                    i == 0, "can-target", FALSE, NULL);
    gtk_widget_set_parent (proxies->all[i], GTK_WIDGET (mixer));
    if (i < 2)
      LQ_VALUE_PROXY (proxies->all[i])->mixer = mixer;
  }
  mixer_proxies_follow (proxies, false);
  return proxies;
}

void
mixer_proxies_free (MixerProxies *proxies)
{
  for (int i = 0; i < 4; i++)
    gtk_widget_unparent (proxies->all[i]);
  g_free (proxies);
}

GtkWidget *
mixer_proxies_current (MixerProxies *proxies)
{
  return proxies->all[proxies->now];
}

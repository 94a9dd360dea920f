/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/audio_proxies.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"

#define WIDE 12 /* design units: a flag */

#define LQ_TYPE_AUDIO_PROXY (lq_audio_proxy_get_type ())
G_DECLARE_FINAL_TYPE (LqAudioProxy, lq_audio_proxy, LQ, AUDIO_PROXY, GtkWidget)

struct _LqAudioProxy {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LqAudioProxy, lq_audio_proxy, GTK_TYPE_WIDGET)

static void
lq_audio_proxy_class_init (LqAudioProxyClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "proxy");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
lq_audio_proxy_init (LqAudioProxy *proxy)
{
  gtk_widget_set_can_target (GTK_WIDGET (proxy), FALSE);
}

struct AudioProxies {
  GtkWidget *page, *both[2];
  AudioView *view;
  int now;
};

static void
describe (AudioProxies *proxies, GtkWidget *proxy)
{
  AudioView *view = proxies->view;
  const int chosen = audio_view_chosen (view);
  const char *place = lq_desk_place (view->desk, lq_desk_cursor (view->desk)->at);
  g_autofree char *name = chosen >= 0 ? g_strdup_printf (_ ("Warp marker %d of %u, %s"), chosen + 1,
                                                         view->markers->len, place)
                                      : g_strdup (place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_STATE_SELECTED, chosen >= 0,
                               -1);
}

void
audio_proxies_follow (AudioProxies *proxies, bool moved)
{
  GtkWidget *before = proxies->both[proxies->now];
  if (moved)
    proxies->now = 1 - proxies->now;
  GtkWidget *next = proxies->both[proxies->now];
  describe (proxies, next);
  if (next != before) {
    gtk_widget_set_focusable (next, TRUE);
    if (gtk_widget_is_focus (before))
      gtk_widget_grab_focus (next);
    gtk_widget_set_focusable (before, FALSE);
  }
  gtk_widget_queue_allocate (proxies->page);
}

void
audio_proxies_allocate (AudioProxies *proxies, int left, int height)
{
  AudioView *view = proxies->view;
  const Units at =
      tempo_map_position_units (lq_desk_map (view->desk), lq_desk_cursor (view->desk)->at);
  const int wide = ui_px (WIDE);
  const double x = audio_view_x (view, at) - wide / 2.0;
  GtkAllocation box = { left + (int) CLAMP (x, 0, MAX (view->width - wide, 0)), 0, wide,
                        MAX (height, 1) };
  for (int i = 0; i < 2; i++) {
    int least, wish;
    gtk_widget_measure (proxies->both[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL,
                        NULL);
    gtk_widget_size_allocate (proxies->both[i], &box, -1);
  }
}

AudioProxies *
audio_proxies_new (GtkWidget *page, AudioView *view)
{
  AudioProxies *proxies = g_new0 (AudioProxies, 1);
  proxies->page = page;
  proxies->view = view;
  for (int i = 0; i < 2; i++) {
    proxies->both[i] = g_object_new (LQ_TYPE_AUDIO_PROXY, "focusable", i == 0, NULL);
    gtk_widget_set_parent (proxies->both[i], page);
  }
  describe (proxies, proxies->both[0]);
  return proxies;
}

void
audio_proxies_free (AudioProxies *proxies)
{
  if (!proxies)
    return;
  for (int i = 0; i < 2; i++)
    gtk_widget_unparent (proxies->both[i]);
  g_free (proxies);
}

bool
audio_proxies_grab (AudioProxies *proxies)
{
  return gtk_widget_grab_focus (proxies->both[proxies->now]);
}

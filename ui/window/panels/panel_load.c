/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sound costs: its load, the tracks that cost most, and what was not heard. */
#include <glib/gi18n.h>
#include <math.h>

#include "device/device.h"
#include "ui/window/panels/panel.h"
#include "ui/window/panels/panels.h"

#define SHOW_EVERY 500000 /* microseconds */
#define HEAVIEST 5 /* tracks */
#define LATEST 4 /* troubles */

typedef struct {
  LqDesk *desk;
  GtkWidget *device, *tracks, *troubles;
  gint64 shown;
} Load;

typedef struct {
  const Track *track;
  double load;
} Cost;

static void
load_free (gpointer data)
{
  Load *load = data;
  g_object_unref (load->desk);
  g_free (load);
}

static int
by_load (gconstpointer a, gconstpointer b)
{
  const double x = ((const Cost *) a)->load, y = ((const Cost *) b)->load;
  return x < y ? 1 : x > y ? -1 : 0;
}

static char *
tracks_text (LqDesk *desk, const Live *live)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) costs = g_array_new (FALSE, FALSE, sizeof (Cost));
  GString *text = g_string_new (NULL);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    const Cost cost = { track, live_strip_load (live, track->node.id) };
    if (cost.load >= 0.001)
      g_array_append_val (costs, cost);
  }
  g_array_sort (costs, by_load);
  for (guint i = 0; i < costs->len && i < HEAVIEST; i++) {
    const Cost *cost = &g_array_index (costs, Cost, i);
    g_string_append_printf (text, "%s%s  %.1f %%", i ? "\n" : "",
                            cost->track->kind == TRACK_MAIN ? _ ("Master")
                                                            : text_get (cost->track->name),
                            cost->load * 100);
  }
  if (text->len == 0)
    g_string_append (text, _ ("Nothing plays."));
  return g_string_free (text, FALSE);
}

static char *
troubles_text (LqDesk *desk, const Live *live)
{
  const GArray *troubles = live_troubles (live);
  GString *text = g_string_new (NULL);
  const guint first = troubles->len > LATEST ? troubles->len - LATEST : 0;
  for (guint i = first; i < troubles->len; i++) {
    g_autofree char *line =
        trouble_text (&g_array_index (troubles, Trouble, i), lq_desk_project (desk));
    g_string_append_printf (text, "%s%s", text->len ? "\n" : "", line);
  }
  for (guint i = 0; i < live_warnings (live)->len && i < LATEST; i++)
    g_string_append_printf (text, "%s%s", text->len ? "\n" : "",
                            (const char *) live_warnings (live)->pdata[i]);
  if (text->len == 0)
    g_string_append (text, _ ("Everything was heard."));
  return g_string_free (text, FALSE);
}

static void
tick (void *data, gint64 now)
{
  Load *load = data;
  Live *live = lq_desk_session (load->desk) ? lq_desk_live (load->desk) : NULL;
  if (!live || now - load->shown < SHOW_EVERY)
    return;
  load->shown = now;
  const AudioDevice *device = live_device (live);
  const gulong xruns = (gulong) device_n_xruns (device);
  g_autofree char *counted =
      g_strdup_printf (ngettext ("%lu dropout", "%lu dropouts", xruns), xruns);
  g_autofree char *text = g_strdup_printf (
      _ ("%.1f ms for each %u frames. %s since the device was opened."),
      device_block (device) * 1000.0 / device_rate (device), device_block (device), counted);
  g_autofree char *tracks = tracks_text (load->desk, live);
  g_autofree char *troubles = troubles_text (load->desk, live);
  gtk_label_set_text (GTK_LABEL (load->device), text);
  gtk_label_set_text (GTK_LABEL (load->tracks), tracks);
  gtk_label_set_text (GTK_LABEL (load->troubles), troubles);
}

static GtkWidget *
caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

void
panel_load (LqWindow *window, GtkWidget *anchor)
{
  LqDesk *desk = lq_window_desk (window);
  GtkWidget *panel = desk && lq_desk_live (desk)
                         ? panel_new (window, anchor, NULL, _ ("Load of the sound"))
                         : NULL;
  if (!panel)
    return;
  Load *load = g_new0 (Load, 1);
  load->desk = g_object_ref (desk);
  load->device = panel_hint ("");
  load->tracks = panel_hint ("");
  load->troubles = panel_hint ("");
  panel_add (panel, NULL, load->device);
  panel_add (panel, NULL, caption (_ ("Heaviest tracks")));
  panel_add (panel, NULL, load->tracks);
  panel_add (panel, NULL, caption (_ ("Not heard")));
  panel_add (panel, NULL, load->troubles);
  g_object_set_data_full (G_OBJECT (panel), "load", load, load_free);
  tick (load, SHOW_EVERY);
  panel_open (panel, tick, load);
}

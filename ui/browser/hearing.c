/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/hearing.h"

#include "ui/browser/audition.h"

#define PLACE_MS 40

struct Hearing {
  Audition *audition;
  LqFoot *foot;
  bool on, sync;
  guint timer; /* while something is heard */
};

static gboolean
show_place (gpointer data)
{
  Hearing *hearing = data;
  const double place = audition_place (hearing->audition);
  lq_foot_set_place (hearing->foot, place);
  if (place >= 0)
    return G_SOURCE_CONTINUE;
  hearing->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
heard (gpointer data)
{
  Hearing *hearing = data;
  if (!hearing->timer)
    hearing->timer = g_timeout_add (PLACE_MS, show_place, hearing);
}

Hearing *
hearing_new (LqDesk *desk, LqFoot *foot)
{
  Hearing *hearing = g_new0 (Hearing, 1);
  hearing->audition = audition_new (desk, heard, hearing);
  hearing->foot = foot;
  return hearing;
}

void
hearing_free (Hearing *hearing)
{
  if (!hearing)
    return;
  g_clear_handle_id (&hearing->timer, g_source_remove);
  audition_free (hearing->audition);
  g_free (hearing);
}

bool
hearing_set (Hearing *hearing, bool on, bool sync)
{
  const bool changed = hearing->on != on || hearing->sync != sync;
  hearing->on = on;
  hearing->sync = sync;
  lq_foot_show_preview (hearing->foot, on, sync);
  return changed;
}

void
hearing_show (Hearing *hearing, GtkWidget *browser, LqNode *node)
{
  GtkRoot *root = gtk_widget_get_root (browser);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  const bool here = focus && gtk_widget_is_ancestor (focus, browser);
  g_clear_handle_id (&hearing->timer, g_source_remove);
  lq_foot_set_place (hearing->foot, -1);
  if (hearing->on && here && node && lq_node_kind (node) == ENTRY_AUDIO && lq_node_path (node))
    audition_play (hearing->audition, lq_node_path (node), hearing->sync);
  else
    audition_stop (hearing->audition);
}

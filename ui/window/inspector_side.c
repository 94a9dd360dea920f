/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/inspector_side.h"

#include "ui/inspector/inspector.h"
#include "ui/window/actions/do.h"
#include "ui/window/prefs.h"

static void
asked (LqInspector *inspector, const char *action, LqWindow *window)
{
  do_action (window, action);
}

static void
said (LqInspector *inspector, const char *sentence, LqWindow *window)
{
  lq_window_toast (window, sentence, false);
}

GtkWidget *
inspector_side_new (LqWindow *window)
{
  GtkWidget *inspector =
      lq_inspector_new (lq_window_desk (window), prefs (), lq_window_keymap (window));
  g_signal_connect_object (inspector, "do", G_CALLBACK (asked), window, 0);
  g_signal_connect_object (inspector, "said", G_CALLBACK (said), window, 0);
  return inspector;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The windows beside the main one. */
#include "ui/window/actions/do.h"
#include "ui/window/windows/history_window.h"
#include "ui/window/settings/keys_window.h"
#include "ui/window/settings/settings_window.h"

static void
history (LqWindow *window, int arg)
{
  history_window_toggle (window);
}

static void
keys (LqWindow *window, int arg)
{
  keys_window_toggle (window);
}

static void
settings (LqWindow *window, int arg)
{
  settings_window_toggle (window);
}

const Doing doings_windows[] = {
  { "edit.history", history },
  { "app.help-keys", keys },
  { "app.preferences", settings },
  { NULL },
};

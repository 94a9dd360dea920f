/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bottom editor and its pages. */
#include "ui/desk/target.h"
#include "ui/window/actions/do.h"
#include "ui/window/editor_side.h"

static void
bottom (LqWindow *window, int arg)
{
  lq_window_toggle_panel (window, PANEL_BOTTOM);
}

enum { PIANO_ROLL, AUDIO_CLIP, DEVICES, COMMENTS };

static void
page (LqWindow *window, int arg)
{
  static const char *const pages[] = { "piano-roll", "audio-clip", "devices", "comments" };
  LqDesk *desk = lq_window_desk (window);
  LqEditor *editor = LQ_EDITOR (lq_window_editor (window));
  g_autoptr (GArray) clips = desk_target_clips (desk);
  /* Where none was chosen yet, the one under the cursor. */
  if (arg <= AUDIO_CLIP && !lq_editor_clip (editor) && clips->len > 0)
    lq_editor_set_clip (editor, g_array_index (clips, Id, 0));
  editor_side_open (window, pages[arg]);
}

const Doing doings_editor[] = {
  { "view.bottom", bottom },
  { "view.piano-roll", page, PIANO_ROLL },
  { "view.audio-clip", page, AUDIO_CLIP },
  { "view.devices", page, DEVICES },
  { "view.comments", page, COMMENTS },
  { NULL },
};

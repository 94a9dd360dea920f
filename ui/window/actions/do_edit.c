/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo. What edits is in ui/deeds. */
#include <glib/gi18n.h>

#include "ui/window/actions/do.h"

static void
undo (LqWindow *window, int arg)
{
  Document *document = lq_desk_document (lq_window_desk (window));
  if (arg < 0 ? !document_undo (document) : !document_redo (document))
    lq_window_toast (window, arg < 0 ? _ ("Nothing to undo.") : _ ("Nothing to redo."), false);
}

const Doing doings_edit[] = {
  { "edit.undo", undo, -1 },
  { "edit.redo", undo, 1 },
  { NULL },
};

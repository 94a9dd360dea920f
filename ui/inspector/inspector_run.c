/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of the inspector run: values, steps, buttons, files that are found. GTK thread. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/compat.h"
#include "ui/inspector/inspector_private.h"
#include "ui/inspector/media.h"

/* One step: joined with the one before where it is one line of the same value. */
static bool
run (LqInspector *inspector, GPtrArray *lines, uint64_t join, GError **error)
{
  if (lines->len == 0)
    return true;
  if (lines->len == 1 && join)
    return document_run_joined (lq_desk_document (inspector->desk), lines->pdata[0], join, error);
  return lq_desk_run_lines (inspector->desk, lines, NULL, error);
}

bool
inspector_enter (LqInspector *inspector, const RowSpec *spec, int index, const char *text,
                 char **sentence)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const InspectPage *page;
  const InspectRow *row = inspector_row (inspector, spec, index, &page);

  if (!row)
    return true;
  const bool good =
      inspect_enter (page, row, text, lines, sentence, &error) && run (inspector, lines, 0, &error);
  if (!good) {
    g_free (*sentence);
    *sentence = g_strdup (error->message);
  }
  inspector_queue_show (inspector);
  return good;
}

void
inspector_step (LqInspector *inspector, const RowSpec *spec, int index, double steps)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const InspectPage *page;
  const InspectRow *row = inspector_row (inspector, spec, index, &page);

  if (!row)
    return;
  const uint64_t join =
      g_str_hash (spec->key) ^ ((uint64_t) index << 40) ^
      (page->clips->len ? g_array_index (page->clips, InspectItem, 0).clip->node.id : 0);
  if (!inspect_step (page, row, steps, lines, &error) || !run (inspector, lines, join, &error))
    inspector_say (inspector, error->message);
  inspector_queue_show (inspector);
}

static void
run_located (LqInspector *inspector, GPtrArray *lines, int missing)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  if (lines->len == 0)
    text = g_strdup (_ ("None of the missing files lies there."));
  else if (!lq_desk_run_lines (inspector->desk, lines, NULL, &error))
    text = g_strdup (error->message);
  else
    text = g_strdup_printf (
        ngettext ("Found %u of %d missing file", "Found %u of %d missing files", (gulong) missing),
        lines->len, missing);
  inspector_say (inspector, text);
}

static void
file_chosen (GListModel *files, void *data)
{
  LqInspector *inspector = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  const Clip *clip =
      project_find_clip (lq_desk_project (inspector->desk), inspector->locating, NULL, NULL);
  if (path && clip) {
    g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (lines, media_locate_line (clip, path));
    run_located (inspector, lines, 1);
  }
}

static void
folder_chosen (GListModel *files, void *data)
{
  LqInspector *inspector = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  int missing;
  if (!path)
    return;
  g_autoptr (GPtrArray) lines = media_locate_lines (inspector->desk, path, &missing);
  run_located (inspector, lines, missing);
}

static void
locate (LqInspector *inspector, const InspectPage *page, bool folder)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (inspector)));
  inspector->locating = g_array_index (page->clips, InspectItem, 0).clip->node.id;
  compat_choose (window, folder ? CHOOSE_FOLDER : CHOOSE_OPEN,
                 folder ? _ ("Locate the folder of missing files") : _ ("Locate the missing file"),
                 NULL, NULL, NULL, folder ? folder_chosen : file_chosen, inspector);
}

void
inspector_press (LqInspector *inspector, const RowSpec *spec, int index)
{
  const InspectPage *page;
  g_autofree char *sentence = NULL;
  const InspectRow *row = inspector_row (inspector, spec, index, &page);

  if (!row)
    return;
  if (spec->show == SHOW_DEVICE)
    inspector_do (inspector, "view.devices");
  else if (spec->action)
    inspector_do (inspector, spec->action);
  else if (!strcmp (spec->key, "clip.locate") || !strcmp (spec->key, "clip.locate-folder"))
    locate (inspector, page, !strcmp (spec->key, "clip.locate-folder"));
  else if (!inspector_enter (inspector, spec, index, "", &sentence))
    inspector_say (inspector, sentence);
}

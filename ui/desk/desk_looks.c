/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a desk remembers of its looks, in view/desk.ini of the project: no undo step, and nothing is
 * lost where it cannot be written. */
#include <string.h>

#include "ui/desk/desk_notes.h"
#include "ui/desk/desk_private.h"

static char *
looks_path (LqDesk *desk)
{
  g_autofree char *folder =
      project_folder_sub (session_project_folder (desk->session), FOLDER_VIEW, NULL);
  return folder ? g_build_filename (folder, "desk.ini", NULL) : NULL;
}

void
desk_load_looks (LqDesk *desk)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = looks_path (desk);
  gsize n = 0;

  if (!path || !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  g_auto (GStrv) groups = g_key_file_get_groups (file, &n);
  for (gsize i = 0; i < n; i++) {
    Id id;
    if (!id_read (groups[i], &id))
      continue;
    *row_look_edit (&desk->looks, id) =
        (RowLook){ .height = g_key_file_get_integer (file, groups[i], "height", NULL),
                   .automation = g_key_file_get_boolean (file, groups[i], "automation", NULL),
                   .takes = g_key_file_get_boolean (file, groups[i], "takes", NULL),
                   .hidden = g_key_file_get_boolean (file, groups[i], "hidden", NULL),
                   .strip_hidden = g_key_file_get_boolean (file, groups[i], "strip-hidden", NULL) };
  }
  const int mode = g_key_file_get_integer (file, "record", "notes", NULL);
  g_autofree char *grid = g_key_file_get_string (file, "record", "grid", NULL);
  desk->note_mode = (RecordMode) CLAMP (mode, RECORD_TAKES, RECORD_REPLACE);
  lq_desk_set_note_grid (desk, grid ? grid : "");
  const double px = g_key_file_get_double (file, "view", "px-per-second", NULL);
  if (px > 0) {
    desk->view.px_per_second = px;
    desk->view.x = g_key_file_get_int64 (file, "view", "x", NULL);
    desk->view.y = g_key_file_get_int64 (file, "view", "y", NULL);
    desk->cursor.at.value = int64_max (g_key_file_get_int64 (file, "view", "cursor", NULL), 0);
    desk->cursor.row = g_key_file_get_integer (file, "view", "row", NULL);
  }
}

void
desk_save_looks (LqDesk *desk)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = looks_path (desk);
  GHashTableIter iter;
  gpointer key, value;

  if (!path)
    return;
  g_hash_table_iter_init (&iter, desk->looks.looks);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    const RowLook *look = value;
    char id[ID_TEXT_SIZE];
    id_write (id, *(const Id *) key);
    g_key_file_set_integer (file, id, "height", look->height);
    g_key_file_set_boolean (file, id, "automation", look->automation);
    g_key_file_set_boolean (file, id, "takes", look->takes);
    g_key_file_set_boolean (file, id, "hidden", look->hidden);
    g_key_file_set_boolean (file, id, "strip-hidden", look->strip_hidden);
  }
  g_key_file_set_integer (file, "record", "notes", (int) desk->note_mode);
  g_key_file_set_string (file, "record", "grid", desk->note_grid);
  g_key_file_set_double (file, "view", "px-per-second", desk->view.px_per_second);
  g_key_file_set_int64 (file, "view", "x", desk->view.x);
  g_key_file_set_int64 (file, "view", "y", desk->view.y);
  g_key_file_set_int64 (file, "view", "cursor",
                        tempo_map_position_ticks (desk->map, desk->cursor.at));
  g_key_file_set_integer (file, "view", "row", desk->cursor.row);
  g_key_file_save_to_file (file, path, NULL);
}

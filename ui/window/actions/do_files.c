/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project becomes beside itself: copies, versions, templates, presets of tracks, media that
 * nothing uses, takes of what was just played. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/desk/desk_copy.h"
#include "ui/desk/target.h"
#include "ui/draw/compat.h"
#include "ui/window/ask.h"
#include "ui/window/actions/do.h"
#include "ui/window/editor_side.h"
#include "ui/window/start/new_project.h"
#include "ui/window/prompt.h"

/* The window goes on with the copy; what was open stays as it was last saved. */
static char *
go_on_with (LqWindow *window, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!desk_copy (lq_window_desk (window), path, &error))
    return g_strdup (error->message);
  LqDesk *desk = lq_desk_open (path, &error);
  if (!desk)
    return g_strdup (error->message);
  lq_window_take_desk (window, desk);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), name);
  lq_window_toast (window, text, false);
  return NULL;
}

static void
save_as_chosen (GListModel *files, void *data)
{
  LqWindow *window = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  const char *path = file ? g_file_peek_path (file) : NULL;
  g_autofree char *problem = path && lq_window_desk (window) ? go_on_with (window, path) : NULL;
  if (problem)
    lq_window_toast (window, problem, false);
}

static void
save_as (LqWindow *window, int arg)
{
  g_autofree char *next = desk_version_path (lq_window_desk (window));
  g_autofree char *name = g_path_get_basename (next), *folder = g_path_get_dirname (next);
  compat_choose (GTK_WINDOW (window), CHOOSE_SAVE, _ ("Save the project as"), folder, name, NULL,
                 save_as_chosen, window);
}

static void
save_version (LqWindow *window, int arg)
{
  g_autofree char *path = desk_version_path (lq_window_desk (window));
  g_autofree char *problem = go_on_with (window, path);
  if (problem)
    lq_window_toast (window, problem, false);
}

static char *
template_typed (LqWindow *window, const char *text, void *data)
{
  g_autoptr (GError) error = NULL;
  if (!desk_save_template (lq_window_desk (window), text, &error))
    return g_strdup (error->message);
  g_autofree char *told = g_strdup_printf (_ ("Saved the template “%s”"), text);
  lq_window_toast (window, told, false);
  return NULL;
}

static void
save_template (LqWindow *window, int arg)
{
  prompt (window, _ ("Name of the template"), lq_desk_name (lq_window_desk (window)),
          template_typed, NULL);
}

static char *
preset_typed (LqWindow *window, const char *text, void *data)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  g_autoptr (GError) error = NULL;
  if (!desk_save_tracks (desk, tracks, text, &error))
    return g_strdup (error->message);
  g_autofree char *told =
      g_strdup_printf (_ ("Saved “%s”: Ctrl T makes such a track by its name"), text);
  lq_window_toast (window, told, false);
  return NULL;
}

static void
save_preset (LqWindow *window, int arg)
{
  const Track *track = desk_cursor_track (lq_window_desk (window));
  if (track)
    prompt (window, _ ("Name of the preset of this track"), text_get (track->name), preset_typed,
            NULL);
}

/* --- Media that nothing uses -------------------------------------------------------------------
 */

#define MOST_SHOWN 12

static void
clean_up_answered (int answer, void *data)
{
  LqWindow *window = data;
  LqDesk *desk = lq_window_desk (window);
  if (answer == 1 && lq_desk_run (desk, NULL, "project.clean_up move=on") &&
      lq_window_save (window))
    lq_window_toast (window, _ ("Moved unused media to unused/"), false);
}

static void
clean_up (LqWindow *window, int arg)
{
  static const char *const answers[] = { N_ ("Keep"), N_ ("Move to unused/"), NULL };
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  const ImportWatch watch = { .said = said };

  session_watch_imports (lq_desk_session (desk), &watch);
  const bool good = lq_desk_run (desk, NULL, "project.clean_up");
  session_watch_imports (lq_desk_session (desk), NULL);
  if (!good)
    return;
  /* The last line counts. */
  const guint files = said->len > 0 ? said->len - 1 : 0;
  if (files == 0) {
    lq_window_toast (window, _ ("All media are used."), false);
    return;
  }
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < files && i < MOST_SHOWN; i++)
    g_string_append_printf (text, "%s\n", (const char *) said->pdata[i]);
  if (files > MOST_SHOWN)
    g_string_append_printf (text, _ ("… and %u more\n"), files - MOST_SHOWN);
  g_string_append (text, _ ("No clip, take, undo step or autosave uses them. Nothing is deleted."));
  ask (window, _ ("Clean up media"), text->str, answers, 0, clean_up_answered, window);
  g_string_free (text, TRUE);
}

static void
reveal (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const ProjectFolder *folder = session_project_folder (lq_desk_session (desk));
  g_autoptr (GArray) clips = desk_target_clips (desk);
  const Clip *clip = clips->len > 0 ? project_find_clip (lq_desk_project (desk),
                                                         g_array_index (clips, Id, 0), NULL, NULL)
                                    : NULL;
  const Source *source = clip ? project_find_source (lq_desk_project (desk), clip->source) : NULL;
  g_autofree char *path = source ? project_folder_media (folder, text_get (source->file)) : NULL;
  if (!path) {
    lq_window_toast (window, _ ("No audio clip lies under the cursor."), false);
    return;
  }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-folder", "s", path);
}

/* What Enter does on a canvas: the editor of a clip, else the name or value of the thing. */
static void
open_thing (LqWindow *window, int arg)
{
  LqDesk *desk = lq_window_desk (window);
  const Place place = lq_window_place (window);
  g_autoptr (GArray) clips = desk_target_clips (desk);

  if (place == PLACE_CLIP_LANE && clips->len > 0) {
    editor_side_open_clip (window, g_array_index (clips, Id, 0));
    return;
  }
  do_action (window, "edit.rename");
}

const Doing doings_files[] = {
  { "project.save-as", save_as },
  { "project.save-version", save_version },
  { "project.save-template", save_template },
  { "project.clean-up", clean_up },
  { "track.save-preset", save_preset },
  { "clip.reveal-file", reveal },
  { "edit.open", open_thing },
  { NULL },
};

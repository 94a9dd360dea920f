/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_presets.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/id.h"
#include "ui/device/param_step.h"

#define ENDING ".preset"

char *
presets_folder (const char *kind)
{
  return g_build_filename (g_get_user_data_dir (), "lacquer", "presets", kind, NULL);
}

/* Names are file names: what no file system takes stands as an underscore. */
static char *
path_of (const char *kind, const char *name)
{
  g_autofree char *folder = presets_folder (kind), *safe = g_strdup (name);
  g_strdelimit (safe, "/\\:\n\t", '_');
  if (*safe == '.')
    *safe = '_';
  g_autofree char *file = g_strconcat (safe, ENDING, NULL);
  return g_build_filename (folder, file, NULL);
}

static int
compare (const void *a, const void *b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
presets_list (const char *kind)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = presets_folder (kind);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;
  while (dir && (file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ENDING))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (ENDING)));
  g_ptr_array_sort (names, compare);
  return names;
}

bool
presets_save (const char *kind, const char *name, const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  if (!*trimmed) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, _ ("A preset needs a name."));
    return false;
  }
  g_autofree char *folder = presets_folder (kind), *path = path_of (kind, trimmed);
  if (g_mkdir_with_parents (folder, 0755) < 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, _ ("%s cannot be made: %s"), folder,
                 g_strerror (errno));
    return false;
  }
  return g_file_set_contents (path, text, -1, error);
}

char *
presets_load (const char *kind, const char *name, GError **error)
{
  g_autofree char *path = path_of (kind, name);
  char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, _ ("'%s' is no preset."), name);
    g_clear_pointer (&text, g_free);
  }
  return text;
}

bool
presets_remove (const char *kind, const char *name, GError **error)
{
  g_autofree char *path = path_of (kind, name);
  if (g_unlink (path) == 0)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, _ ("'%s' cannot be removed: %s"), name,
               g_strerror (errno));
  return false;
}

char *
preset_of_device (const DeviceSpec *spec, const Effect *effect)
{
  g_autofree double *values = g_new0 (double, spec->n_params + 1);
  GString *text = g_string_new (NULL);
  device_values (spec, effect, values);
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    g_autofree char *value = NULL;
    if (param->type == PARAM_FILE) {
      const char *file = device_file (effect, param);
      value = *file ? g_shell_quote (file) : NULL;
    } else if (values[i] != param->initial) {
      value = param_write (param, values[i]);
    }
    if (value)
      g_string_append_printf (text, "%s%s=%s", text->len ? " " : "", param->name, value);
  }
  return g_string_free (text, FALSE);
}

GPtrArray *
preset_device_lines (Id track, Id effect, const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *values = g_strstrip (g_strdup (text));
  g_ptr_array_add (lines, device_line ("effect.preset", track, effect, "preset=default"));
  if (*values)
    g_ptr_array_add (lines, device_line ("effect.set", track, effect, values));
  return lines;
}

/* Where a device is written as a line of its own, its kind comes first and its name is quoted. */
static void
append_device (GString *text, const Effect *effect, const char *track)
{
  const DeviceSpec *spec = device_spec (text_get (effect->kind));
  if (!spec)
    return;
  g_autofree char *values = preset_of_device (spec, effect);
  g_string_append_printf (text, "effect.add track=%s kind=%s", track, spec->kind);
  if (effect->name && *text_get (effect->name)) {
    g_autofree char *name = g_shell_quote (text_get (effect->name));
    g_string_append_printf (text, " name=%s", name);
  }
  g_string_append_printf (text, "%s%s\n", *values ? " " : "", values);
}

#define TRACK_WORD "$1"

char *
preset_of_chain (const Track *track)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < list_n (track->effects); i++)
    append_device (text, (const Effect *) list_get (track->effects, i), TRACK_WORD);
  return g_string_free (text, FALSE);
}

static void
add_lines (GPtrArray *lines, const char *text, const char *track)
{
  g_auto (GStrv) all = g_strsplit (text, "\n", -1);
  for (char **line = all; *line; line++) {
    if (!g_str_has_prefix (*line, "effect.add track=" TRACK_WORD " "))
      continue;
    const char *rest = *line + strlen ("effect.add track=" TRACK_WORD);
    g_ptr_array_add (lines, g_strdup_printf ("effect.add track=%s%s", track, rest));
  }
}

GPtrArray *
preset_chain_lines (const Track *track, const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  char id[ID_TEXT_SIZE];
  for (int i = 0; i < list_n (track->effects); i++)
    g_ptr_array_add (
        lines, device_line ("effect.remove", track->node.id, list_get (track->effects, i)->id, ""));
  add_lines (lines, text, id_write (id, track->node.id));
  return lines;
}

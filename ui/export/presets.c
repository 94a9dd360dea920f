/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export/presets.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "render/render.h"

#define ENDING ".export"
#define BIT(format) (1u << (format))

/* Levels as the services ask for them; a demo and a CD stay as they were mixed. */
static const struct {
  const char *name;
  bool stems, midi;
  unsigned formats;
  int rate; /* 0 = the project's */
  EncodeBits bits;
  DitherKind dither;
  int mp3;
  double loudness, ceiling;
} built_in[] = {
  { N_ ("Streaming master"), false, false, BIT (ENCODE_WAV), 0, ENCODE_24, DITHER_TPDF, 320, -14,
    -1 },
  { N_ ("Streaming master + stems"), true, false, BIT (ENCODE_WAV) | BIT (ENCODE_MP3), 0, ENCODE_24,
    DITHER_TPDF, 320, -14, -1 },
  { N_ ("CD"), false, false, BIT (ENCODE_WAV), 44100, ENCODE_16, DITHER_SHAPED, 320, 0, -1 },
  { N_ ("Podcast"), false, false, BIT (ENCODE_MP3), 44100, ENCODE_16, DITHER_TPDF, 128, -16, -1 },
  { N_ ("Demo"), false, false, BIT (ENCODE_MP3), 44100, ENCODE_16, DITHER_TPDF, 192, 0, -1 },
  { N_ ("Archive"), true, true, BIT (ENCODE_FLAC), 0, ENCODE_24, DITHER_TPDF, 320, 0, -1 },
};

static void
preset_free (gpointer data)
{
  ExportPreset *preset = data;
  g_free (preset->name);
  export_settings_clear (&preset->settings);
  g_free (preset);
}

static ExportPreset *
preset_new (const Project *project, const char *name, bool own)
{
  ExportPreset *preset = g_new0 (ExportPreset, 1);
  preset->name = g_strdup (name);
  preset->own = own;
  export_settings_init (&preset->settings, project);
  return preset;
}

static void
add_built_in (GPtrArray *presets, const Project *project)
{
  for (size_t i = 0; i < G_N_ELEMENTS (built_in); i++) {
    ExportPreset *preset = preset_new (project, _ (built_in[i].name), false);
    ExportSettings *settings = &preset->settings;
    settings->mix = true;
    settings->stems = built_in[i].stems;
    settings->midi = built_in[i].midi;
    settings->formats = built_in[i].formats;
    settings->rate = built_in[i].rate == (int) project->rate ? 0 : built_in[i].rate;
    settings->bits = built_in[i].bits;
    settings->dither = built_in[i].dither;
    settings->mp3 = built_in[i].mp3;
    settings->loudness = built_in[i].loudness;
    settings->ceiling = built_in[i].ceiling;
    g_ptr_array_add (presets, preset);
  }
}

static char *
folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "lacquer", "presets", "export", NULL);
}

static char *
path_of (const char *name)
{
  g_autofree char *base = render_file_name (name), *there = folder ();
  g_autofree char *file = g_strconcat (base, ENDING, NULL);
  return g_build_filename (there, file, NULL);
}

static int
compare (const void *a, const void *b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
add_own (GPtrArray *presets, const Project *project)
{
  g_autofree char *there = folder ();
  g_autoptr (GDir) dir = g_dir_open (there, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *file;
  while (dir && (file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ENDING))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (ENDING)));
  g_ptr_array_sort (names, compare);
  for (guint i = 0; i < names->len; i++) {
    g_autoptr (GKeyFile) keys = g_key_file_new ();
    g_autofree char *path = path_of (names->pdata[i]);
    if (!g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
      continue;
    ExportPreset *preset = preset_new (project, names->pdata[i], true);
    export_settings_read (&preset->settings, keys);
    g_ptr_array_add (presets, preset);
  }
}

GPtrArray *
export_presets (const Project *project)
{
  GPtrArray *presets = g_ptr_array_new_with_free_func (preset_free);
  add_built_in (presets, project);
  add_own (presets, project);
  return presets;
}

void
export_preset_apply (const ExportPreset *preset, ExportSettings *settings)
{
  const ExportSettings old = *settings;
  *settings = preset->settings;
  settings->what = old.what;
  settings->folder = old.folder;
  settings->name = old.name;
  settings->replace = old.replace;
}

bool
export_preset_is (const ExportPreset *preset, const ExportSettings *settings)
{
  const ExportSettings *own = &preset->settings;
  return own->mix == settings->mix && own->stems == settings->stems &&
         own->stems_all == settings->stems_all && own->midi == settings->midi &&
         own->formats == settings->formats && own->rate == settings->rate &&
         own->bits == settings->bits && own->dither == settings->dither &&
         own->mp3 == settings->mp3 && own->opus == settings->opus &&
         own->loudness == settings->loudness && own->ceiling == settings->ceiling;
}

bool
export_preset_save (const char *name, const ExportSettings *settings, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  if (!*trimmed) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, _ ("A preset needs a name."));
    return false;
  }
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *there = folder (), *path = path_of (trimmed);
  if (g_mkdir_with_parents (there, 0755) != 0)
    return error_set_errno (error, errno, "cannot make the folder", there);
  export_settings_write (settings, keys);
  return g_key_file_save_to_file (keys, path, error);
}

bool
export_preset_remove (const char *name, GError **error)
{
  g_autofree char *path = path_of (name);
  if (g_unlink (path) == 0)
    return true;
  return error_set_errno (error, errno, "cannot remove", path);
}

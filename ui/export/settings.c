/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export/settings.h"

#include <glib/gstdio.h>

#define GROUP "export"

const EncodeFormat export_formats[N_EXPORT_FORMATS] = { ENCODE_WAV, ENCODE_FLAC, ENCODE_AIFF,
                                                        ENCODE_MP3, ENCODE_OPUS, ENCODE_OGG };

const char *
export_format_name (EncodeFormat format)
{
  static const char *const names[] = { "WAV", "FLAC", "MP3", "Opus", "Ogg", "AIFF" };
  return names[format];
}

bool
export_format_is_lossy (EncodeFormat format)
{
  return format == ENCODE_MP3 || format == ENCODE_OPUS || format == ENCODE_OGG;
}

void
export_settings_init (ExportSettings *settings, const Project *project)
{
  *settings = (ExportSettings){ .mix = true,
                                .formats = 1u << ENCODE_WAV,
                                .bits = ENCODE_24,
                                .dither = DITHER_TPDF,
                                .mp3 = 320,
                                .opus = 160,
                                .loudness = project->loudness_target,
                                .ceiling = project->ceiling < 0 ? project->ceiling : -1,
                                .folder = g_strdup ("Bounces"),
                                .name = g_strdup (EXPORT_PATTERN) };
}

void
export_settings_clear (ExportSettings *settings)
{
  g_clear_pointer (&settings->folder, g_free);
  g_clear_pointer (&settings->name, g_free);
}

void
export_settings_copy (ExportSettings *to, const ExportSettings *from)
{
  *to = *from;
  to->folder = g_strdup (from->folder);
  to->name = g_strdup (from->name);
}

static char *
file_of (const char *folder)
{
  return g_build_filename (folder, "view", "export", NULL);
}

static void
read_int (GKeyFile *file, const char *key, int low, int high, int *value)
{
  g_autoptr (GError) error = NULL;
  const int read = g_key_file_get_integer (file, GROUP, key, &error);
  if (!error && read >= low && read <= high)
    *value = read;
}

static void
read_bool (GKeyFile *file, const char *key, bool *value)
{
  g_autoptr (GError) error = NULL;
  const gboolean read = g_key_file_get_boolean (file, GROUP, key, &error);
  if (!error)
    *value = read;
}

static void
read_double (GKeyFile *file, const char *key, double low, double high, double *value)
{
  g_autoptr (GError) error = NULL;
  const double read = g_key_file_get_double (file, GROUP, key, &error);
  if (!error && read >= low && read <= high)
    *value = read;
}

static void
read_text (GKeyFile *file, const char *key, char **value)
{
  char *read = g_key_file_get_string (file, GROUP, key, NULL);
  if (!read || !*read) {
    g_free (read);
    return;
  }
  g_free (*value);
  *value = read;
}

void
export_settings_read (ExportSettings *settings, GKeyFile *file)
{
  int what = (int) settings->what, formats, bits, dither;

  formats = (int) settings->formats;
  bits = (int) settings->bits;
  dither = (int) settings->dither;
  read_int (file, "what", EXPORT_SONG, N_EXPORT_WHATS - 1, &what);
  read_int (file, "formats", 0, (1 << N_EXPORT_FORMATS) - 1, &formats);
  read_int (file, "bits", ENCODE_16, ENCODE_32F, &bits);
  read_int (file, "dither", DITHER_NONE, DITHER_SHAPED, &dither);
  settings->what = (ExportWhat) what;
  settings->formats = (unsigned) formats;
  settings->bits = (EncodeBits) bits;
  settings->dither = (DitherKind) dither;
  read_int (file, "rate", 0, 384000, &settings->rate);
  read_int (file, "mp3", 32, 320, &settings->mp3);
  read_int (file, "opus", 16, 510, &settings->opus);
  read_bool (file, "mix", &settings->mix);
  read_bool (file, "stems", &settings->stems);
  read_bool (file, "stems-all", &settings->stems_all);
  read_bool (file, "midi", &settings->midi);
  read_bool (file, "replace", &settings->replace);
  read_double (file, "loudness", -70, 0, &settings->loudness);
  read_double (file, "ceiling", -20, 0, &settings->ceiling);
  read_text (file, "folder", &settings->folder);
  read_text (file, "name", &settings->name);
}

void
export_settings_write (const ExportSettings *settings, GKeyFile *file)
{
  g_key_file_set_integer (file, GROUP, "what", (int) settings->what);
  g_key_file_set_boolean (file, GROUP, "mix", settings->mix);
  g_key_file_set_boolean (file, GROUP, "stems", settings->stems);
  g_key_file_set_boolean (file, GROUP, "stems-all", settings->stems_all);
  g_key_file_set_boolean (file, GROUP, "midi", settings->midi);
  g_key_file_set_integer (file, GROUP, "formats", (int) settings->formats);
  g_key_file_set_integer (file, GROUP, "rate", settings->rate);
  g_key_file_set_integer (file, GROUP, "bits", (int) settings->bits);
  g_key_file_set_integer (file, GROUP, "dither", (int) settings->dither);
  g_key_file_set_integer (file, GROUP, "mp3", settings->mp3);
  g_key_file_set_integer (file, GROUP, "opus", settings->opus);
  g_key_file_set_double (file, GROUP, "loudness", settings->loudness);
  g_key_file_set_double (file, GROUP, "ceiling", settings->ceiling);
  g_key_file_set_string (file, GROUP, "folder", settings->folder);
  g_key_file_set_string (file, GROUP, "name", settings->name);
  g_key_file_set_boolean (file, GROUP, "replace", settings->replace);
}

bool
export_settings_load (ExportSettings *settings, const Project *project, const char *folder)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = file_of (folder);

  export_settings_init (settings, project);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return false;
  export_settings_read (settings, file);
  return true;
}

bool
export_settings_save (const ExportSettings *settings, const char *folder, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = file_of (folder);
  g_autofree char *view = g_path_get_dirname (path);

  g_mkdir_with_parents (view, 0777);
  export_settings_write (settings, file);
  return g_key_file_save_to_file (file, path, error);
}

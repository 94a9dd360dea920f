/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/recovery.h"

#include "base/error.h"
#include "store/file.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TEMPORARY ".autosave" PROJECT_SUFFIX
#define DATE_FORMAT "%Y-%m-%d %H-%M-%S UTC"
#define DATE_LENGTH 23 /* 2026-11-23 07-02-14 UTC */
#define HOUR INT64_C (3600)
#define DAY (24 * HOUR)

static void
entry_free (void *data)
{
  RecoveryEntry *entry = data;
  g_free (entry->path);
  g_free (entry->name);
  g_free (entry);
}

/* The digits of a field; -1 where others stand there. */
static int
read_digits (const char *text, int n)
{
  int x = 0;
  for (int i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    x = 10 * x + text[i] - '0';
  }
  return x;
}

/* "2026-11-23 07-02-14 UTC" and maybe " 2" up to `end`. */
static bool
read_date (const char *text, const char *end, int64_t *time, int *ordinal)
{
  if (end - text < DATE_LENGTH || text[4] != '-' || text[7] != '-' || text[10] != ' ' ||
      text[13] != '-' || text[16] != '-' || strncmp (text + 19, " UTC", 4) != 0)
    return false;
  const int year = read_digits (text, 4), month = read_digits (text + 5, 2);
  const int day = read_digits (text + 8, 2), hour = read_digits (text + 11, 2);
  const int minute = read_digits (text + 14, 2), second = read_digits (text + 17, 2);
  if (year < 1 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0)
    return false;
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (!date)
    return false;
  *time = g_date_time_to_unix (date);
  *ordinal = 1;
  const char *rest = text + DATE_LENGTH;
  if (rest == end)
    return true;
  *ordinal = rest[0] == ' ' && end - rest >= 2 && end - rest <= 6
                 ? read_digits (rest + 1, (int) (end - rest - 1))
                 : -1;
  return *ordinal > 1;
}

static int
compare_entries (const void *a, const void *b)
{
  const RecoveryEntry *p = *(RecoveryEntry *const *) a, *q = *(RecoveryEntry *const *) b;
  if (p->time != q->time)
    return p->time < q->time ? 1 : -1;
  return q->ordinal - p->ordinal;
}

static char *
recovery_path (const ProjectFolder *folder)
{
  return g_build_filename (project_folder_path (folder), "recovery", NULL);
}

GPtrArray *
recovery_list (const ProjectFolder *folder)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autofree char *path = recovery_path (folder), *stem = project_folder_stem (folder);
  g_autofree char *prefix = g_strconcat (stem, " ", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  struct stat saved = { 0 }, info;

  if (stat (project_folder_file (folder), &saved) != 0)
    saved.st_mtim.tv_sec = 0;
  while (dir && (name = g_dir_read_name (dir))) {
    RecoveryEntry found = { 0 };
    if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, PROJECT_SUFFIX) ||
        strlen (name) < strlen (prefix) + strlen (PROJECT_SUFFIX) ||
        !read_date (name + strlen (prefix), name + strlen (name) - strlen (PROJECT_SUFFIX),
                    &found.time, &found.ordinal))
      continue;
    found.path = g_build_filename (path, name, NULL);
    if (stat (found.path, &info) != 0 || !S_ISREG (info.st_mode)) {
      g_free (found.path);
      continue;
    }
    found.name = g_filename_display_name (name);
    found.size = info.st_size;
    /* Both stamps are of the file system's clock; names have whole seconds. */
    found.newer = info.st_mtim.tv_sec != saved.st_mtim.tv_sec
                      ? info.st_mtim.tv_sec > saved.st_mtim.tv_sec
                      : info.st_mtim.tv_nsec > saved.st_mtim.tv_nsec;
    g_ptr_array_add (entries, g_memdup2 (&found, sizeof found));
  }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

Project *
recovery_load (const RecoveryEntry *entry, GError **error)
{
  g_autoptr (GBytes) bytes = file_read (entry->path, entry->name, XML_MAX_BYTES, NULL, error);
  gsize size;
  if (!bytes)
    return NULL;
  const char *text = g_bytes_get_data (bytes, &size);
  return project_read_xml (text, size, entry->name, error);
}

char *
recovery_write (const ProjectFolder *folder, const Project *project, GError **error)
{
  g_autofree char *path = project_folder_sub (folder, FOLDER_RECOVERY, error);
  g_autofree char *stem = project_folder_stem (folder);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, DATE_FORMAT);

  if (!path)
    return NULL;
  g_autofree char *name = g_strdup_printf ("%s %s" PROJECT_SUFFIX, stem, date);
  char *file = g_build_filename (path, name, NULL);
  for (int ordinal = 2; g_file_test (file, G_FILE_TEST_EXISTS); ordinal++) {
    g_free (name);
    g_free (file);
    name = g_strdup_printf ("%s %s %d" PROJECT_SUFFIX, stem, date, ordinal);
    file = g_build_filename (path, name, NULL);
  }
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GBytes) bytes = project_write_xml (project);
  if (!file_replace (file, shown, TEMPORARY, bytes, NULL, error))
    g_clear_pointer (&file, g_free);
  return file;
}

int
recovery_prune (const ProjectFolder *folder, int64_t saved)
{
  g_autoptr (GPtrArray) entries = recovery_list (folder);
  int64_t hour = INT64_MAX, day = INT64_MAX; /* of the last one kept for it */
  int kept = 0, removed = 0;

  for (guint i = 0; i < entries->len; i++) {
    const RecoveryEntry *entry = entries->pdata[i];
    const int64_t age = saved - entry->time;
    bool keep = i == 0 || age < 0;
    if (!keep && kept < RECOVERY_MAX)
      keep =
          (age < DAY && entry->time / HOUR != hour) || (age < 31 * DAY && entry->time / DAY != day);
    if (keep) {
      kept++;
      hour = entry->time / HOUR;
      day = entry->time / DAY;
    } else if (unlink (entry->path) == 0) {
      removed++;
    }
  }
  return removed;
}

bool
recovery_discard_newer (const ProjectFolder *folder, GError **error)
{
  g_autoptr (GPtrArray) entries = recovery_list (folder);

  for (guint i = 0; i < entries->len; i++) {
    const RecoveryEntry *entry = entries->pdata[i];
    if (entry->newer && unlink (entry->path) != 0 && errno != ENOENT) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot remove '%s': %s", entry->name,
                   g_strerror (errno));
      return false;
    }
  }
  return true;
}

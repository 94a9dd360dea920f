/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/jack_database.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

/* The kernel's names of both: proc_pid_syscall(5), proc_pid_maps(5). */
static char *
read_proc (pid_t pid, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int) pid, what);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

char *
jack_database_stopping (pid_t child)
{
  g_autofree char *call = read_proc (child, "syscall");
  g_autofree char *maps = read_proc (child, "maps");
  unsigned long address, begin, end;
  int number;

  if (!call || !maps || sscanf (call, "%d %lx", &number, &address) != 2 || number != SYS_futex)
    return NULL;
  g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line; line++)
    if (sscanf (*line, "%lx-%lx", &begin, &end) == 2 && address >= begin && address < end) {
      const char *path = strchr (*line, '/');
      g_autofree char *folder = path ? g_path_get_dirname (path) : NULL;
      g_autofree char *name = path ? g_path_get_basename (folder) : NULL;
      return name && g_str_has_prefix (name, "jack_db-") ? g_steal_pointer (&folder) : NULL;
    }
  return NULL;
}

void
jack_database_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
}

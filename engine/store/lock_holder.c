/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock_holder.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define FIRST_LINE "Lacquer has this project open for writing"

/* The 22nd field of /proc/PID/stat; the second, the name, may hold blanks and parentheses. */
static uint64_t
read_start_time (int64_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/stat", pid);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !strrchr (text, ')'))
    return 0;
  const char *at = strrchr (text, ')');
  for (int field = 2; field < 22 && at; field++)
    if ((at = strchr (at, ' ')))
      at++;
  return at ? g_ascii_strtoull (at, NULL, 10) : 0;
}

static void
copy_printable (char *slot, size_t size, const char *text)
{
  size_t n = 0;
  for (; text[n] && n + 1 < size; n++)
    slot[n] = (unsigned char) text[n] < 0x20 || text[n] == 0x7f ? '?' : text[n];
  slot[n] = '\0';
}

static void
read_first_line (char *slot, size_t size, const char *path)
{
  g_autofree char *text = NULL;
  slot[0] = '\0';
  if (g_file_get_contents (path, &text, NULL, NULL))
    copy_printable (slot, size, g_strstrip (text));
}

/* The machine id itself is confidential, a hash of it is not. */
static void
fill_machine (LockHolder *holder)
{
  char id[64];
  read_first_line (id, sizeof id, "/etc/machine-id");
  holder->machine[0] = '\0';
  if (strlen (id) < 32)
    return;
  g_autofree char *hash = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) "lacquer",
                                                     7, id, (gssize) strlen (id));
  copy_printable (holder->machine, 33, hash);
}

void
lock_holder_init (LockHolder *holder, const char *program)
{
  char host[256] = "";
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  *holder = (LockHolder){ .pid = getpid () };
  gethostname (host, sizeof host - 1);
  copy_printable (holder->host, sizeof holder->host, host);
  fill_machine (holder);
  read_first_line (holder->boot, sizeof holder->boot, "/proc/sys/kernel/random/boot_id");
  holder->started = read_start_time (holder->pid);
  copy_printable (holder->time, sizeof holder->time, time);
  copy_printable (holder->program, sizeof holder->program, program);
}

GString *
lock_holder_write (const LockHolder *holder)
{
  GString *text = g_string_new (FIRST_LINE "\n");
  g_string_append_printf (text, "pid %" G_GINT64_FORMAT "\n", holder->pid);
  g_string_append_printf (text, "host %s\n", holder->host);
  g_string_append_printf (text, "machine %s\n", holder->machine);
  g_string_append_printf (text, "boot %s\n", holder->boot);
  g_string_append_printf (text, "started %" G_GUINT64_FORMAT "\n", holder->started);
  g_string_append_printf (text, "time %s\n", holder->time);
  g_string_append_printf (text, "program %s\n", holder->program);
  return text;
}

bool
lock_holder_read (LockHolder *holder, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 16); /* the rest is line ends */
  int n = 0;

  *holder = (LockHolder){ 0 };
  for (int i = 0; lines[i] && lines[i + 1]; i++) { /* what ends without a line end is not whole */
    char *value = strchr (lines[i], ' ');
    if (!value)
      continue;
    *value++ = '\0';
    n++;
    if (strcmp (lines[i], "pid") == 0)
      holder->pid = g_ascii_strtoll (value, NULL, 10);
    else if (strcmp (lines[i], "host") == 0)
      copy_printable (holder->host, sizeof holder->host, value);
    else if (strcmp (lines[i], "machine") == 0)
      copy_printable (holder->machine, sizeof holder->machine, value);
    else if (strcmp (lines[i], "boot") == 0)
      copy_printable (holder->boot, sizeof holder->boot, value);
    else if (strcmp (lines[i], "started") == 0)
      holder->started = g_ascii_strtoull (value, NULL, 10);
    else if (strcmp (lines[i], "time") == 0)
      copy_printable (holder->time, sizeof holder->time, value);
    else if (strcmp (lines[i], "program") == 0)
      copy_printable (holder->program, sizeof holder->program, value);
    else
      n--;
  }
  return n == 7 && holder->pid > 0;
}

bool
lock_holder_is_here (const LockHolder *holder)
{
  LockHolder here;
  lock_holder_init (&here, "");
  if (*here.machine && *holder->machine)
    return strcmp (here.machine, holder->machine) == 0;
  return strcmp (here.host, holder->host) == 0;
}

bool
lock_holder_lives (const LockHolder *holder)
{
  LockHolder here;
  lock_holder_init (&here, "");
  if (*here.boot && *holder->boot && strcmp (here.boot, holder->boot) != 0)
    return false;
  if (kill ((pid_t) holder->pid, 0) != 0 && errno == ESRCH)
    return false;
  const uint64_t started = read_start_time (holder->pid);
  return !started || !holder->started || started == holder->started;
}

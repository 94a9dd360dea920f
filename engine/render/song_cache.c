/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/song_cache.h"

#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>
#include <utime.h>

#define KEY_LENGTH 64
#define MIX ".wav"
#define BESIDE ".txt" /* what was said when the mix was made; its time is when it was used */
#define GRACE (60 * 60) /* seconds: another program may be reading it now */

const SongCacheLimits song_cache_limits = { .bytes = INT64_C (8) << 30,
                                            .seconds = 90 * 24 * 60 * 60 };

typedef struct {
  char *name;
  int64_t bytes, used;
} Mix;

static void
mix_clear (void *data)
{
  g_free (((Mix *) data)->name);
}

static bool
is_mix (const char *name)
{
  return strlen (name) == KEY_LENGTH + strlen (MIX) &&
         strspn (name, "0123456789abcdef") == KEY_LENGTH && g_str_has_suffix (name, MIX);
}

/* What output_open () writes beside until it is whole. */
static bool
is_half_written (const char *name)
{
  return g_str_has_prefix (name, ".lacquer-") && g_str_has_suffix (name, ".part");
}

static char *
beside (const char *path)
{
  return g_strconcat (path, BESIDE, NULL);
}

void
song_cache_use (const char *path)
{
  g_autofree char *words = beside (path);
  /* Where it cannot be noted, it only goes sooner. */
  if (g_utime (words, NULL) != 0)
    g_debug ("cannot note the use of %s", path);
}

static bool
look_at (const char *folder, const char *name, Mix *mix)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *words = beside (path);
  GStatBuf file, note;

  if (g_lstat (path, &file) != 0 || !S_ISREG (file.st_mode))
    return false;
  *mix = (Mix){ g_strdup (name), file.st_size, file.st_mtime };
  if (g_lstat (words, &note) == 0) {
    mix->bytes += note.st_size;
    mix->used = MAX (mix->used, note.st_mtime);
  }
  return true;
}

static int
compare_used (const void *a, const void *b)
{
  const Mix *p = a, *q = b;
  return p->used != q->used ? (p->used < q->used ? -1 : 1) : strcmp (p->name, q->name);
}

/* Mix, what was not used for longest first; half written files, too, where `all`. */
static GArray *
list_mixes (const char *folder, bool all)
{
  GArray *mixes = g_array_new (FALSE, FALSE, sizeof (Mix));
  GDir *dir = g_dir_open (folder, 0, NULL);
  Mix mix;

  g_array_set_clear_func (mixes, mix_clear);
  for (const char *name = NULL; dir && (name = g_dir_read_name (dir));)
    if ((is_mix (name) || (all && is_half_written (name))) && look_at (folder, name, &mix))
      g_array_append_val (mixes, mix);
  if (dir)
    g_dir_close (dir);
  g_array_sort (mixes, compare_used);
  return mixes;
}

static int64_t
sum_of (const GArray *mixes)
{
  int64_t bytes = 0;
  for (guint i = 0; i < mixes->len; i++)
    bytes += g_array_index (mixes, Mix, i).bytes;
  return bytes;
}

void
song_cache_prune (const char *folder, const char *const *kept, const SongCacheLimits *limits,
                  int64_t now)
{
  g_autoptr (GArray) mixes = list_mixes (folder, true);
  int64_t bytes = sum_of (mixes);

  for (guint i = 0; i < mixes->len; i++) {
    const Mix *mix = &g_array_index (mixes, Mix, i);
    const int64_t age = now - mix->used;
    const bool half = is_half_written (mix->name);
    if (age <= GRACE || g_strv_contains (kept, mix->name) ||
        !(half || age > limits->seconds || bytes > limits->bytes))
      continue;
    g_autofree char *path = g_build_filename (folder, mix->name, NULL);
    g_autofree char *words = beside (path);
    if (g_unlink (path) != 0)
      continue;
    g_unlink (words);
    bytes -= mix->bytes;
  }
}

int64_t
song_cache_size (const char *folder, int *n)
{
  g_autoptr (GArray) mixes = list_mixes (folder, false);
  *n = (int) mixes->len;
  return sum_of (mixes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/float_store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PART 4096

struct FloatStore {
  int fd;
  Frames frames;
};

FloatStore *
float_store_new (GError **error)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("lacquer-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;
  g_unlink (path); /* gone with the process, however it ends */
  FloatStore *store = g_new0 (FloatStore, 1);
  store->fd = fd;
  return store;
}

void
float_store_free (FloatStore *store)
{
  if (!store)
    return;
  close (store->fd);
  g_free (store);
}

Frames
float_store_frames (const FloatStore *store)
{
  return store->frames;
}

static bool
write_all (FloatStore *store, const char *bytes, size_t size, GError **error)
{
  while (size > 0) {
    const ssize_t done = write (store->fd, bytes, size);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return error_set_errno (error, errno, "cannot keep the mix in", g_get_tmp_dir ());
    bytes += done;
    size -= (size_t) done;
  }
  return true;
}

bool
float_store_append (FloatStore *store, const float *const *audio, int n, GError **error)
{
  float part[2 * PART];

  for (int done = 0; done < n;) {
    const int now = MIN (PART, n - done);
    for (int i = 0; i < now; i++) {
      part[2 * i] = audio[0][done + i];
      part[2 * i + 1] = audio[1][done + i];
    }
    if (!write_all (store, (const char *) part, sizeof (float) * 2 * (size_t) now, error))
      return false;
    done += now;
  }
  store->frames += n;
  return true;
}

int
float_store_read (FloatStore *store, Frames at, int n, float *const *audio, GError **error)
{
  float part[2 * PART];
  int done = 0;

  n = (int) int64_min (n, store->frames - at);
  while (done < n) {
    const size_t want = sizeof (float) * 2 * (size_t) MIN (PART, n - done);
    const ssize_t got = pread (store->fd, part, want, (at + done) * (off_t) sizeof (float) * 2);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < (ssize_t) (2 * sizeof (float))) {
      error_set_errno (error, got < 0 ? errno : EIO, "cannot read the mix back from",
                       g_get_tmp_dir ());
      return -1;
    }
    const int frames = (int) ((size_t) got / (2 * sizeof (float)));
    for (int i = 0; i < frames; i++) {
      audio[0][done + i] = part[2 * i];
      audio[1][done + i] = part[2 * i + 1];
    }
    done += frames;
  }
  return MAX (n, 0);
}

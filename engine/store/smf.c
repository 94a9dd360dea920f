/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/smf.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

/* No MIDI file is larger; a larger one is something else. */
#define MAX_SIZE (64 << 20)

static void
text_clear (void *text)
{
  g_free (((SmfText *) text)->text);
}

static void
bytes_clear (void *bytes)
{
  g_bytes_unref (((SmfBytes *) bytes)->bytes);
}

static void
track_free (void *data)
{
  SmfTrack *track = data;

  g_free (track->name);
  g_array_unref (track->notes);
  g_array_unref (track->events);
  g_array_unref (track->texts);
  g_array_unref (track->bytes);
  g_free (track);
}

SmfFile *
smf_new (void)
{
  SmfFile *file = g_new0 (SmfFile, 1);

  file->format = 1;
  file->division = TICKS_PER_QUARTER;
  file->tempos = g_array_new (FALSE, FALSE, sizeof (SmfTempo));
  file->meters = g_array_new (FALSE, FALSE, sizeof (SmfMeter));
  file->keys = g_array_new (FALSE, FALSE, sizeof (SmfKey));
  file->tracks = g_ptr_array_new_with_free_func (track_free);
  return file;
}

void
smf_free (SmfFile *file)
{
  if (!file)
    return;
  g_array_unref (file->tempos);
  g_array_unref (file->meters);
  g_array_unref (file->keys);
  g_ptr_array_unref (file->tracks);
  g_free (file);
}

static int
compare_notes (const void *a, const void *b)
{
  const SmfNote *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->length < y->length ? -1 : x->length > y->length;
}

void
smf_sort_notes (SmfTrack *track)
{
  g_array_sort (track->notes, compare_notes);
}

SmfTrack *
smf_add_track (SmfFile *file, const char *name)
{
  SmfTrack *track = g_new0 (SmfTrack, 1);

  track->name = g_strdup (name);
  track->notes = g_array_new (FALSE, FALSE, sizeof (SmfNote));
  track->events = g_array_new (FALSE, FALSE, sizeof (SmfEvent));
  track->texts = g_array_new (FALSE, FALSE, sizeof (SmfText));
  g_array_set_clear_func (track->texts, text_clear);
  track->bytes = g_array_new (FALSE, FALSE, sizeof (SmfBytes));
  g_array_set_clear_func (track->bytes, bytes_clear);
  g_ptr_array_add (file->tracks, track);
  return track;
}

void
smf_add_text (SmfTrack *track, Ticks at, SmfTextType type, const char *text)
{
  const SmfText entry = { .at = at, .type = type, .text = g_strdup (text) };
  g_array_append_val (track->texts, entry);
}

void
smf_add_bytes (SmfTrack *track, Ticks at, SmfBytesType type, const void *data, size_t size)
{
  const SmfBytes entry = { .at = at, .type = type, .bytes = g_bytes_new (data, size) };
  g_array_append_val (track->bytes, entry);
}

/* The whole file, or NULL with errno or with EFBIG. */
static GByteArray *
load (const char *path)
{
  /* Not even opening may wait, where the path is a pipe. */
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  FILE *stream = fd >= 0 ? fdopen (fd, "rb") : NULL;
  GByteArray *data;
  uint8_t part[65536];
  size_t n;

  if (!stream)
    return NULL;
  data = g_byte_array_new ();
  errno = 0;
  while (data->len <= MAX_SIZE && (n = fread (part, 1, sizeof part, stream)) > 0)
    g_byte_array_append (data, part, (guint) n);

  const int number = ferror (stream) ? (errno ? errno : EIO) : data->len > MAX_SIZE ? EFBIG : 0;
  fclose (stream);
  if (number == 0)
    return data;
  g_byte_array_unref (data);
  errno = number;
  return NULL;
}

SmfFile *
smf_read (const char *path, GError **error)
{
  GError *cause = NULL;
  GByteArray *data = load (path);

  if (!data) {
    error_set_errno (error, errno, "cannot read", path);
    return NULL;
  }
  SmfFile *file = smf_read_bytes (data->data, data->len, &cause);
  g_byte_array_unref (data);
  if (!file) {
    g_set_error (error, cause->domain, cause->code, "cannot read '%s': %s", path, cause->message);
    g_error_free (cause);
  }
  return file;
}

bool
smf_write (const SmfFile *file, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = smf_write_bytes (file);
  GError *cause = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_set_contents_full (path, data, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &cause))
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot write '%s': %s", path,
               cause->message);
  g_error_free (cause);
  return false;
}

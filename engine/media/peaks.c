/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks.h"

#include "base/error.h"
#include "media/half.h"
#include "media/peaks_file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LEVELS 32

struct Peaks {
  const PeakFileHeader *header;
  const PackedBin *levels[MAX_LEVELS];
  size_t size;
};

char *
peaks_path (const char *cache_dir, const char *hash)
{
  return g_strdup_printf ("%s/%s.peaks", cache_dir, hash);
}

Frames
peaks_bin_frames (int level)
{
  Frames frames = PEAKS_BASE;
  for (int i = 0; i < level; i++)
    frames *= PEAKS_FACTOR;
  return frames;
}

static bool
has_hash (const PeakFileHeader *header, const char *hash)
{
  char padded[sizeof header->hash] = { 0 };
  memcpy (padded, hash, MIN (strlen (hash), sizeof padded));
  return memcmp (padded, header->hash, sizeof padded) == 0;
}

/* Every size in the header is tested against the size of the file before anything is read by it. */
static bool
find_levels (Peaks *peaks, const char *hash)
{
  const PeakFileHeader *header = peaks->header;
  if (header->magic != PEAKS_MAGIC || header->version != PEAKS_VERSION ||
      header->base != PEAKS_BASE || header->factor != PEAKS_FACTOR || header->frames < 0 ||
      header->frames > INT64_MAX / 1024 || header->channels < 1 || header->channels > 65535 ||
      header->levels != (uint32_t) peaks_count_levels (header->frames) ||
      (hash && !has_hash (header, hash)))
    return false;

  size_t at = sizeof *header;
  for (int level = 0; level < (int) header->levels; level++) {
    const uint64_t bins = (uint64_t) peaks_bins (header->frames, level) * header->channels;
    if (bins > (peaks->size - at) / sizeof (PackedBin))
      return false;
    peaks->levels[level] = (const PackedBin *) ((const uint8_t *) header + at);
    at += bins * sizeof (PackedBin);
  }
  return at == peaks->size;
}

Peaks *
peaks_open (const char *path, const char *hash, GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) != 0) {
    error_set_errno (error, errno, "cannot open", path);
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  void *map = MAP_FAILED;
  if (status.st_size >= (off_t) sizeof (PeakFileHeader))
    map = mmap (NULL, (size_t) status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  close (fd);

  Peaks *peaks = g_new0 (Peaks, 1);
  if (map != MAP_FAILED) {
    peaks->header = map;
    peaks->size = (size_t) status.st_size;
    if (find_levels (peaks, hash))
      return peaks;
  }
  peaks_close (peaks);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "'%s' does not hold the peaks of this sound", path);
  return NULL;
}

void
peaks_close (Peaks *peaks)
{
  if (peaks == NULL)
    return;
  if (peaks->header)
    munmap ((void *) peaks->header, peaks->size);
  g_free (peaks);
}

Frames
peaks_frames (const Peaks *peaks)
{
  return peaks->header->frames;
}

int
peaks_rate (const Peaks *peaks)
{
  return (int) peaks->header->rate;
}

int
peaks_channels (const Peaks *peaks)
{
  return (int) peaks->header->channels;
}

int
peaks_levels (const Peaks *peaks)
{
  return (int) peaks->header->levels;
}

int
peaks_level (const Peaks *peaks, double frames_per_column)
{
  int level = -1;
  while (level + 1 < peaks_levels (peaks) &&
         (double) peaks_bin_frames (level + 1) <= frames_per_column)
    level++;
  return level;
}

void
peaks_read (const Peaks *peaks, int level, int channel, int64_t first, int n, PeakBin *bins)
{
  const int64_t count = peaks_bins (peaks->header->frames, level);
  const PackedBin *packed = peaks->levels[level] + count * channel;
  for (int i = 0; i < n; i++) {
    const int64_t at = first + i;
    if (at < 0 || at >= count) {
      bins[i] = (PeakBin){ 0 };
      continue;
    }
    bins[i] = (PeakBin){ half_to_float (packed[at].min), half_to_float (packed[at].max),
                         half_to_float (packed[at].rms) };
  }
}

static void
join (PeakBin *to, const PeakBin *bin, int so_far)
{
  to->min = fminf (to->min, bin->min);
  to->max = fmaxf (to->max, bin->max);
  const float squares = to->rms * to->rms * (float) so_far + bin->rms * bin->rms;
  to->rms = sqrtf (squares / (float) (so_far + 1));
}

void
peaks_columns (const Peaks *peaks, int channel, double from, double frames_per_column, int n,
               PeakBin *columns)
{
  const int level = MAX (peaks_level (peaks, frames_per_column), 0);
  const double bin_frames = (double) peaks_bin_frames (level);
  for (int i = 0; i < n; i++) {
    const int64_t first = (int64_t) floor ((from + i * frames_per_column) / bin_frames);
    const int64_t next = (int64_t) floor ((from + (i + 1) * frames_per_column) / bin_frames);
    peaks_read (peaks, level, channel, first, 1, columns + i);
    for (int64_t at = first + 1; at < next; at++) {
      PeakBin bin;
      peaks_read (peaks, level, channel, at, 1, &bin);
      join (columns + i, &bin, (int) (at - first));
    }
  }
}

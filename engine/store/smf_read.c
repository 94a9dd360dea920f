/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file around its tracks: header, chunks, and what tracks say of the whole song. */
#include "store/smf.h"

#include "base/error.h"
#include "store/smf_track.h"

#include <string.h>

/* The header counts tracks in 16 bits. */
#define MAX_TRACKS 65535

/* Tempos, meters and keys all begin with their tick. */
static Ticks
entry_at (const GArray *entries, unsigned i)
{
  Ticks at;

  memcpy (&at, entries->data + (size_t) i * g_array_get_element_size ((GArray *) entries),
          sizeof at);
  return at;
}

/* Of entries [first, end) that share a tick keeps the last, or the first. */
static void
thin_entries (GArray *entries, unsigned first, bool keep_last)
{
  const size_t size = g_array_get_element_size (entries);
  unsigned n = first;

  for (unsigned i = first; i < entries->len; i++) {
    const bool same = n > first && entry_at (entries, n - 1) == entry_at (entries, i);
    if (same && !keep_last)
      continue;
    n -= same;
    memmove (entries->data + n * size, entries->data + i * size, size);
    n++;
  }
  g_array_set_size (entries, n);
}

static int
compare_entries (const void *a, const void *b)
{
  Ticks x, y;

  memcpy (&x, a, sizeof x);
  memcpy (&y, b, sizeof y);
  return x < y ? -1 : x > y;
}

/* Where tracks disagree the first one counts: it is the conductor of format 1. */
static void
settle_entries (GArray *entries)
{
  g_array_sort (entries, compare_entries);
  thin_entries (entries, 0, false);
}

/* Tracks of format 2 follow one another. */
static bool
read_track (SmfFile *file, SmfInput *input, const SmfScale *scale)
{
  const unsigned n_tempos = file->tempos->len, n_meters = file->meters->len;
  const unsigned n_keys = file->keys->len, n_tracks = file->tracks->len;
  const Ticks offset = file->format == 2 && n_tracks > 0 ? smf_track (file, n_tracks - 1)->end : 0;
  const bool damaged = smf_read_track (file, input, scale, offset);

  thin_entries (file->tempos, n_tempos, true);
  thin_entries (file->meters, n_meters, true);
  thin_entries (file->keys, n_keys, true);
  return damaged;
}

static bool
printable (const uint8_t *name)
{
  for (int i = 0; i < 4; i++)
    if (name[i] < 0x20 || name[i] > 0x7e)
      return false;
  return true;
}

/* Reads the tracks, steps over other chunks, and looks for the next track where a length is wrong.
 */
static void
read_chunks (SmfFile *file, const SmfScale *scale, const uint8_t *at, const uint8_t *end)
{
  while (end - at >= 8 && file->tracks->len < MAX_TRACKS) {
    const size_t size = smf_big_endian (at + 4, 4), rest = (size_t) (end - at) - 8;
    if (memcmp (at, "MTrk", 4) == 0) {
      SmfInput input = { at + 8, at + 8 + MIN (size, rest) };
      const bool damaged = read_track (file, &input, scale);
      file->n_damaged += damaged || size > rest;
      at = size <= rest ? at + 8 + size : input.at;
    } else if (printable (at) && size <= rest) {
      at += 8 + size;
    } else {
      at = memmem (at + 1, (size_t) (end - at) - 1, "MTrk", 4);
      if (!at)
        return;
    }
  }
}

/* From the division word: positive, ticks a quarter; else frames a second and ticks a frame. Film
 * runs as if a quarter were half a second; its "29" is 30000/1001. */
static bool
read_division (unsigned word, int *division, SmfScale *scale)
{
  const int frames = 256 - (int) (word >> 8), per_frame = (int) (word & 0xff);

  if (!(word & 0x8000)) {
    *division = (int) word;
    *scale = (SmfScale){ TICKS_PER_QUARTER, (int64_t) word };
    return word > 0;
  }
  *division = 0;
  if (frames == 29)
    *scale = (SmfScale){ 2 * TICKS_PER_QUARTER * 1001, (int64_t) 30000 * per_frame };
  else
    *scale = (SmfScale){ 2 * TICKS_PER_QUARTER, (int64_t) frames * per_frame };
  return per_frame > 0 && (frames == 24 || frames == 25 || frames == 29 || frames == 30);
}

/* The MIDI file itself, also inside RIFF or behind the 128 bytes of MacBinary; false without one.
 */
static bool
unwrap (SmfInput *bytes)
{
  const uint8_t *at = bytes->at;
  const size_t size = smf_left (bytes);

  if (size >= 20 && memcmp (at, "RIFF", 4) == 0 && memcmp (at + 8, "RMID", 4) == 0)
    at = memmem (at + 12, size - 12, "MThd", 4);
  else if (size >= 128 + 14 && memcmp (at, "MThd", 4) != 0)
    at += 128;
  if (!at || bytes->end - at < 14 || memcmp (at, "MThd", 4) != 0)
    return false;
  bytes->at = at;
  return true;
}

SmfFile *
smf_read_bytes (const void *data, size_t size, GError **error)
{
  SmfInput bytes = { data, (const uint8_t *) data + size };
  g_autoptr (SmfFile) file = smf_new ();
  SmfScale scale;

  if (!unwrap (&bytes)) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "this is no MIDI file");
    return NULL;
  }
  const uint8_t *head = bytes.at;
  const size_t head_size = MIN (MAX (smf_big_endian (head + 4, 4), 6), smf_left (&bytes) - 8);
  file->format = (int) MIN (smf_big_endian (head + 8, 2), 2);
  if (!read_division (smf_big_endian (head + 12, 2), &file->division, &scale)) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                         "the MIDI file does not say how it counts time");
    return NULL;
  }
  read_chunks (file, &scale, head + 8 + head_size, bytes.end);
  settle_entries (file->tempos);
  settle_entries (file->meters);
  settle_entries (file->keys);
  return g_steal_pointer (&file);
}

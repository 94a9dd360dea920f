/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain PCM straight out of a mapped file: random access with no copy, lock, allocation or system
 * call. Opened and closed on any thread but audio; read on many at once, the audio thread among
 * them once the disk thread has brought the pages in. */
#pragma once

#include <glib.h>
#include "base/realtime.h"
#include "base/types.h"

typedef enum {
  PCM_INT16,
  PCM_INT24,
  PCM_INT32,
  PCM_FLOAT32,
  PCM_FLOAT64,
} PcmEncoding;

typedef struct PcmFile PcmFile;

typedef struct {
  Frames frames; /* at the file's own rate; what of them is really there */
  int channels, rate;
  PcmEncoding encoding;
  int bits; /* that carry sound: 20 in a 3-byte container says 20 */
  bool truncated; /* the header promised more frames than there are */
  int64_t data_at; /* bytes before frame 0 */
  int frame_bytes;
} PcmInfo;

/* Opens WAV, RF64, BW64 and W64 with integers of 16, 24 or 32 bits or floats of 32 or 64. Anything
 * else, broken or compressed, gives NULL and ENGINE_ERROR_INVALID; a file that cannot be read at
 * all ENGINE_ERROR_FAILED. The length is taken once, here: a file that another program shortens
 * later ends the process with SIGBUS, as with every mapping, which is why media are never
 * rewritten. */
PcmFile *pcm_open (const char *path, GError **error);
PcmFile *pcm_ref (PcmFile *file);
void pcm_unref (PcmFile *file); /* NULL is fine; the last one unmaps */

const PcmInfo *pcm_info (const PcmFile *file) REALTIME;

/* As given to pcm_open. */
const char *pcm_path (const PcmFile *file);

/* Two that are equal field by field are the same file, unchanged. */
typedef struct {
  uint64_t device, inode;
  int64_t size, modified; /* bytes; ns */
} PcmIdentity;

PcmIdentity pcm_identity (const PcmFile *file);

/* Opens the file once more, for read () of its bytes; to be closed. -1 with ENGINE_ERROR_FAILED
 * when it is gone or another one stands in its place. */
int pcm_reopen (const PcmFile *file, GError **error);

/* Writes n frames from `at` of the channels first .. first + channels - 1 to planar[0 ...], floats
 * with full scale at +-1: exactly int / 2^(bits - 1); 32-bit integers and doubles are rounded to
 * nearest. Frames before 0 and past the end are 0, and so are infinities and NaN. */
void pcm_read (const PcmFile *file, Frames at, int n, int first, int channels,
               float *const *planar) REALTIME;

/* The same for whole frames that the caller has read himself. bytes[-1] must exist. */
void pcm_decode (const PcmFile *file, const uint8_t *bytes, int n, int first, int channels,
                 float *const *planar) REALTIME;

/* Frame 0 in the mapping, as it stands in the file. */
const uint8_t *pcm_bytes (const PcmFile *file) REALTIME;

/* Starts reading n frames from `at` from the disk, without waiting. Disk thread. */
void pcm_prefetch (const PcmFile *file, Frames at, Frames n);

/* Brings n frames from `at` into memory and maps them, so that pcm_read takes no page fault there
 * as long as memory is not short. Disk thread; waits for the disk. */
void pcm_prefault (const PcmFile *file, Frames at, Frames n);

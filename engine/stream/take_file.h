/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio file of a take while it is being recorded: a WAV that any program can read up to the
 * last sync whenever the power goes, and that grows into an RF64 past 4 GiB. Writer thread; one
 * thread at a time. */
#pragma once

#include <glib.h>
#include "media/pcm.h"

typedef struct {
  const char *folder; /* is there */
  const char *name; /* without ending; what cannot stand in a file name becomes '_' */
  int rate, channels;
  PcmEncoding encoding; /* PCM_INT24 or PCM_FLOAT32 */
  Frames song_frame; /* of the first frame, at `rate`: the time reference */
  const char *originator, *reference; /* of the bext chunk, cut at 32 bytes; NULL = empty */
  uint64_t limit; /* RIFF size past which it is an RF64; 0 = what 32 bits hold */
} TakeFileSpec;

typedef struct TakeFile TakeFile;

/* Makes "name.wav", or "name 2.wav" and so on where that is taken, with a header of 0 frames.
 * ENGINE_ERROR_FAILED when it cannot be made. */
TakeFile *take_file_new (const TakeFileSpec *spec, GError **error);

const char *take_file_path (const TakeFile *take);
/* What has been handed to the system, which survives a killed process, and what survives a loss of
 * power. */
Frames take_file_frames (const TakeFile *take);
Frames take_file_synced (const TakeFile *take);

/* Appends n frames; full scale is +-1. 24 bits are rounded to nearest and clamped, which gives back
 * exactly what a 24-bit converter sent; infinities and NaN become 0. On failure (a full disk) the
 * whole frames that found room are kept, and every later write fails with the same sentence. */
bool take_file_write (TakeFile *take, const float *const *planar, int n, GError **error);

/* Sets the sizes in the header and waits until all is on the disk. Works after a failed write. */
bool take_file_sync (TakeFile *take, GError **error);

/* The same in three steps, so that writing goes on while another thread waits for the disk. The
 * first sets the header and makes the disk begin; `last`: nothing more will be written. The second
 * waits, returns 0 or errno, and may run on any thread beside writes. The third takes what it
 * returned. */
bool take_file_start_sync (TakeFile *take, bool last, GError **error);
int take_file_wait (const TakeFile *take);
bool take_file_end_sync (TakeFile *take, int number, GError **error);

/* Syncs and frees. On failure it is freed, too; what could be written stays. */
bool take_file_close (TakeFile *take, GError **error);
/* Frees one whose last sync has ended, or failed. */
void take_file_free (TakeFile *take);
/* As take_file_close; *hash is the SHA-256 of the file (media/hash.h), the caller's. */
bool take_file_finish (TakeFile *take, char **hash, GError **error);
/* Frees it and removes a file without a frame. */
void take_file_remove_empty (TakeFile *take);

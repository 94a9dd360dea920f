/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import will do, before anything is written: which files, as which tracks, where. Any
 * thread but audio. */
#pragma once

#include "base/types.h"
#include "exchange/sniff.h"

typedef struct {
  char *path; /* absolute */
  char *shown; /* its name in UTF-8 */
  MediaInfo info;
} ImportFile;

typedef struct {
  char *name;
  const char *color; /* of the palette */
  int file; /* index of the only file, or of the left one */
  int right; /* of a pair of mono files, else -1 */
  int first_channel; /* of the file, from 0 */
  int channels; /* that the track takes; 1 or 2 */
  bool stamped; /* it goes to `start`, else to the beginning */
  Units start;
} ImportTrack;

typedef struct {
  GArray *files; /* ImportFile */
  GArray *tracks; /* ImportTrack, in order */
  GPtrArray *midi; /* paths */
  double tempo; /* that all names and files agree on, 0 = unknown */
  GPtrArray *notes; /* sentences for the user: guesses, what was left out, what disagrees */
} ImportPlan;

/* Of n files and folders. Of folders, audio and MIDI files are taken in natural order, those of
 * folders inside them too; what cannot be imported there is left out with a note, while a file that
 * was named itself is an error. Hidden files are left out. ENGINE_ERROR_NOT_FOUND when nothing is
 * left.
 *
 * Files stand at the beginning, or at their time stamps where these differ. Stamps from an hour on
 * are times of the day or of a reel: then the earliest is the beginning. A single file goes to its
 * time stamp below an hour. `rate` is the project's, to say which files have another. */
ImportPlan *import_plan_new (const char *const *paths, int n, int rate, GError **error);
void import_plan_free (ImportPlan *plan); /* NULL is fine */

static inline const ImportFile *
import_plan_file (const ImportPlan *plan, int index)
{
  return &g_array_index (plan->files, ImportFile, index);
}

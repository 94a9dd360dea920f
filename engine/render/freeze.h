/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Freezing and bouncing: what a track computes as a file among the media of the project. Any thread
 * but audio; works on a value. */
#pragma once

#include <gio/gio.h>

#include "edit/command.h"

typedef struct {
  const Project *project;
  const char *folder; /* of the project; the file goes into its audio/ */
  GCancellable *cancellable; /* or NULL */
  GPtrArray *copied; /* gets the path of the file when it was made; or NULL */
} FreezeSpec;

/* Renders the pre tap of a track as track.freeze wants it: a fresh Source without id, and in *key
 * (to be freed) what mix/frozen.h knows the file by; NULL with an error, also where media are
 * missing: a file with a hole in it would be trusted. */
Source *freeze_track (const FreezeSpec *spec, Id track, char **key, GError **error);

/* Renders a tap of a track as a file named as the bounce says. A fresh Source without id, and in
 * *start the song position of its first frame: silence before the first sound is left out where no
 * range was named. Errors as above. */
Source *bounce_track (const FreezeSpec *spec, const Bounce *bounce, Frames *start, GError **error);

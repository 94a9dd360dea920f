/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A switch that moves between 0 and 1 along 3u^2 - 2u^3, too slowly to click, the same for any
 * cutting. Realtime. */
#pragma once

#include "base/types.h"

typedef struct {
  float from, to;
  int done, length; /* frames; at rest when equal */
} Fade;

static inline float
fade_at (const Fade *fade, int done)
{
  if (done >= fade->length)
    return fade->to;
  const float u = (float) done / (float) fade->length;
  return fade->from + (fade->to - fade->from) * (u * u * (3.0f - 2.0f * u));
}

/* From where it stands to `to` in `length` frames; nothing happens if it is on its way there. */
static inline void
fade_set (Fade *fade, float to, int length, bool jump)
{
  if (jump)
    *fade = (Fade){ .from = to, .to = to };
  else if (to != fade->to)
    *fade = (Fade){ .from = fade_at (fade, fade->done), .to = to, .length = length };
}

static inline bool
fade_rests (const Fade *fade)
{
  return fade->done >= fade->length;
}

/* At 0 and staying there. */
static inline bool
fade_is_off (const Fade *fade)
{
  return fade->to == 0.0f && fade_rests (fade);
}

/* The value of the next frame. */
static inline float
fade_next (Fade *fade)
{
  if (fade->done < fade->length)
    fade->done++;
  return fade_at (fade, fade->done);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/preview.h"

#include <glib.h>
#include <stdatomic.h>

#include "base/ring.h"
#include "realtime/player.h"

#define REQUESTS 64
#define FADE_MS 5

typedef struct {
  float *sides[2];
  Frames n;
  unsigned number;
} Sound;

struct Preview {
  unsigned number; /* main's: of the last request */
  Ring requests, returned; /* Sound * */
  _Atomic Frames at; /* -1: nothing plays */
  _Atomic unsigned done; /* number of the sound that ended last */

  /* Audio thread. */
  Sound *now, *next; /* or NULL */
  Frames place;
  float gain, step;
  float out[2][PLAYER_MOST_BLOCK];
  const float *sides[2];
};

static void
sound_free (Sound *sound)
{
  if (!sound)
    return;
  if (sound->sides[1] != sound->sides[0])
    g_free (sound->sides[1]);
  g_free (sound->sides[0]);
  g_free (sound);
}

Preview *
preview_new (int rate)
{
  Preview *preview = g_new0 (Preview, 1);

  preview->at = -1;
  preview->step = 1000.0f / (float) (FADE_MS * rate);
  preview->sides[0] = preview->out[0];
  preview->sides[1] = preview->out[1];
  /* What is on its way back never fills its ring. */
  if (!ring_init (&preview->requests, sizeof (Sound *), REQUESTS) ||
      !ring_init (&preview->returned, sizeof (Sound *), 4 * REQUESTS))
    g_error ("out of memory");
  return preview;
}

void
preview_free (Preview *preview)
{
  Sound *sound;

  if (!preview)
    return;
  preview_poll (preview);
  while (ring_read (&preview->requests, &sound))
    sound_free (sound);
  sound_free (preview->now);
  sound_free (preview->next);
  ring_clear (&preview->requests);
  ring_clear (&preview->returned);
  g_free (preview);
}

void
preview_play (Preview *preview, float *left, float *right, Frames n)
{
  Sound *sound = g_new (Sound, 1);

  preview_poll (preview);
  *sound = (Sound){ { left, right }, n, preview->number + 1 };
  if (ring_write (&preview->requests, &sound))
    preview->number++;
  else
    sound_free (sound); /* nobody plays */
}

void
preview_poll (Preview *preview)
{
  Sound *sound;

  while (ring_read (&preview->returned, &sound))
    sound_free (sound);
}

bool
preview_at (const Preview *preview, Frames *at)
{
  *at = atomic_load_explicit (&preview->at, memory_order_relaxed);
  return *at >= 0 ||
         (preview->number > 0 &&
          atomic_load_explicit (&preview->done, memory_order_relaxed) != preview->number);
}

static void
give_back (Preview *preview, Sound **sound)
{
  if (!*sound)
    return;
  atomic_store_explicit (&preview->done, (*sound)->number, memory_order_relaxed);
  ring_write (&preview->returned, sound);
  *sound = NULL;
}

static void
begin_next (Preview *preview)
{
  give_back (preview, &preview->now);
  preview->now = preview->next;
  preview->next = NULL;
  preview->place = 0;
  preview->gain = 1.0f;
}

const float *const *
preview_process (Preview *preview, int n)
{
  Sound *sound;

  while (ring_read (&preview->requests, &sound)) {
    give_back (preview, &preview->next);
    preview->next = sound;
  }
  if (!preview->now && !preview->next) {
    atomic_store_explicit (&preview->at, -1, memory_order_relaxed);
    return NULL;
  }
  for (int i = 0; i < n; i++) {
    if (preview->next && (!preview->now || preview->gain <= 0.0f))
      begin_next (preview);
    if (preview->now && preview->place >= preview->now->n)
      give_back (preview, &preview->now);
    preview->out[0][i] = preview->out[1][i] = 0.0f;
    if (!preview->now)
      continue;
    for (int c = 0; c < 2; c++)
      preview->out[c][i] = preview->now->sides[c][preview->place] * preview->gain;
    preview->place++;
    if (preview->next)
      preview->gain -= preview->step;
  }
  atomic_store_explicit (&preview->at, preview->now ? preview->place : -1, memory_order_relaxed);
  return preview->sides;
}

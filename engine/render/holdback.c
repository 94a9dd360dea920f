/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/holdback.h"

#include <string.h>

void
holdback_init (Holdback *holdback, Frames from, HoldbackTarget target, void *data)
{
  *holdback =
      (Holdback){ .target = target, .data = data, .from = from, .next = from, .released = from };
}

void
holdback_clear (Holdback *holdback)
{
  g_free (holdback->held[0]);
  g_free (holdback->held[1]);
  holdback->held[0] = holdback->held[1] = NULL;
}

static void
hold (Holdback *holdback, const float *const *audio, int n)
{
  const size_t there = (size_t) (holdback->next - holdback->released);

  if (there + (size_t) n > holdback->room) {
    holdback->room = MAX (2 * holdback->room, there + (size_t) n + 8192);
    for (int c = 0; c < 2; c++)
      holdback->held[c] = g_renew (float, holdback->held[c], holdback->room);
  }
  for (int c = 0; c < 2; c++)
    memcpy (holdback->held[c] + there, audio[c], sizeof (float) * (size_t) n);
  holdback->next += n;
}

bool
holdback_release (Holdback *holdback, Frames until, GError **error)
{
  const Frames there = holdback->next - holdback->released;
  const Frames n = int64_min (until - holdback->released, there);

  if (n <= 0)
    return true;
  const float *const audio[2] = { holdback->held[0], holdback->held[1] };
  if (!holdback->target (holdback->data, audio, (int) n, error))
    return false;
  for (int c = 0; c < 2; c++)
    memmove (holdback->held[c], holdback->held[c] + n, sizeof (float) * (size_t) (there - n));
  holdback->released += n;
  return true;
}

bool
holdback_push (Holdback *holdback, Frames position, const float *const *audio, int n, Frames until,
               GError **error)
{
  const int early = (int) int64_min (int64_max (holdback->next - position, 0), n);
  const float *const rest[2] = { audio[0] + early, audio[1] + early };

  n -= early;
  if (n == 0)
    return true;
  /* The usual case, nothing held and all of it wanted, copies nothing. */
  if (holdback->next == holdback->released && holdback->next + n <= until) {
    holdback->next += n;
    holdback->released += n;
    return holdback->target (holdback->data, rest, n, error);
  }
  hold (holdback, rest, n);
  return holdback_release (holdback, until, error);
}

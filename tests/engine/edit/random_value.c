/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_value.h"

#include "base/hash.h"

void
random_init (Random *random, uint64_t seed)
{
  *random = (Random){ .key = hash_key (seed, 1, 2) };
}

int
random_below (Random *random, int n)
{
  return (int) (hash_at (random->key, (int64_t) random->count++) >> 33) % n;
}

double
random_unit (Random *random)
{
  return random_below (random, 1 << 20) / (double) (1 << 20);
}

char *
any_position (Random *random)
{
  switch (random_below (random, 5)) {
  case 0:
    return g_strdup_printf ("%d.%d.%d", 1 + random_below (random, 24), 1 + random_below (random, 4),
                            1 + random_below (random, 4));
  case 1:
    return g_strdup_printf ("%d", 1 + random_below (random, 24));
  case 2:
    return g_strdup_printf ("%.3fs", 40 * random_unit (random));
  case 3:
    return g_strdup_printf ("%df", random_below (random, 2000000));
  default:
    return g_strdup_printf ("%d.1.1.%d", 1 + random_below (random, 16),
                            random_below (random, 3840));
  }
}

char *
any_length (Random *random)
{
  const char *sign = random_below (random, 6) == 0 ? "-" : "";

  switch (random_below (random, 4)) {
  case 0:
    return g_strdup_printf ("%s%db", sign, random_below (random, 9));
  case 1:
    return g_strdup_printf ("%s%dbar", sign, 1 + random_below (random, 4));
  case 2:
    return g_strdup_printf ("%s%.3fs", sign, 4 * random_unit (random));
  default:
    return g_strdup_printf ("%s%dms", sign, random_below (random, 500));
  }
}

char *
any_number (Random *random, const ArgSpec *spec)
{
  /* Counts are kept small, so that the project does not explode. */
  const double low = spec->min < spec->max ? spec->min : -12;
  const double high = spec->min < spec->max ? spec->max : 12;
  const double most = spec->type == ARG_INT && low >= 0 ? MIN (high, low + 6) : high;
  const double x = low + (most - low) * random_unit (random);

  if (spec->type == ARG_INT)
    return g_strdup_printf ("%d", (int) x);
  return g_strdup_printf ("%.3f", x);
}

static bool
is_warped (const Clip *clip)
{
  return clip->warps != NULL;
}

static bool
is_controlled (const Clip *clip)
{
  return clip->kind == CLIP_NOTES && list_n (clip->envelopes) > 0;
}

/* One of all that are so; NULL: there is none. */
static const Clip *
clip_that (Random *random, const Project *project, bool (*is) (const Clip *clip))
{
  const List *tracks = project->tracks;
  const Clip *found = NULL;

  for (int t = 0, n = 0; t < list_n (tracks); t++) {
    const List *clips = ((const Track *) list_get (tracks, t))->clips;
    for (int c = 0; c < list_n (clips); c++)
      if (is ((const Clip *) list_get (clips, c)) && random_below (random, ++n) == 0)
        found = (const Clip *) list_get (clips, c);
  }
  return found;
}

const Clip *
random_warped_clip (Random *random, const Project *project)
{
  return clip_that (random, project, is_warped);
}

const Clip *
random_controlled_clip (Random *random, const Project *project)
{
  return clip_that (random, project, is_controlled);
}

static char *
any_id (Random *random, const List *list)
{
  char id[ID_TEXT_SIZE];
  return g_strdup (id_write (id, list_get (list, random_below (random, list_n (list)))->id));
}

char *
any_warp (Random *random, const Project *project)
{
  const Clip *clip = random_warped_clip (random, project);
  return clip ? any_id (random, clip->warps) : NULL;
}

char *
any_chain (Random *random, const Track *track)
{
  const List *effects = track ? track->effects : NULL, *chains = NULL;

  for (int e = 0; e < list_n (effects); e++)
    if (((const Effect *) list_get (effects, e))->chains)
      chains = ((const Effect *) list_get (effects, e))->chains;
  return chains ? any_id (random, chains) : g_strdup ("1");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_sides.h"

#include <string.h>

typedef struct {
  bool b;
  int n; /* 0: the other side was never looked at */
  double *other;
} Sides;

struct DeviceSides {
  GHashTable *by_effect; /* Id * to Sides * */
};

static void
free_sides (void *data)
{
  Sides *sides = data;
  g_free (sides->other);
  g_free (sides);
}

DeviceSides *
device_sides_new (void)
{
  DeviceSides *sides = g_new0 (DeviceSides, 1);
  sides->by_effect = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_sides);
  return sides;
}

void
device_sides_free (DeviceSides *sides)
{
  g_hash_table_unref (sides->by_effect);
  g_free (sides);
}

static Sides *
find (DeviceSides *sides, Id effect)
{
  const gint64 key = (gint64) effect;
  Sides *found = g_hash_table_lookup (sides->by_effect, &key);
  if (!found) {
    found = g_new0 (Sides, 1);
    g_hash_table_insert (sides->by_effect, g_memdup2 (&key, sizeof key), found);
  }
  return found;
}

bool
device_sides_is_b (const DeviceSides *sides, Id effect)
{
  const gint64 key = (gint64) effect;
  const Sides *found = g_hash_table_lookup (sides->by_effect, &key);
  return found && found->b;
}

void
device_sides_copy (DeviceSides *sides, Id effect, const double *values, int n)
{
  Sides *found = find (sides, effect);
  g_free (found->other);
  found->other = g_memdup2 (values, sizeof (double) * (gsize) n);
  found->n = n;
}

void
device_sides_swap (DeviceSides *sides, Id effect, double *values, int n)
{
  Sides *found = find (sides, effect);
  if (found->n != n)
    device_sides_copy (sides, effect, values, n);
  for (int i = 0; i < n; i++) {
    const double other = found->other[i];
    found->other[i] = values[i];
    values[i] = other;
  }
  found->b = !found->b;
}

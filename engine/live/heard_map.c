/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/heard_map.h"

#include <stddef.h>

const HeardSpan *
heard_map_last (const HeardMap *map)
{
  return map->n ? &map->spans[(map->n - 1) % HEARD_SPANS] : NULL;
}

const HeardSpan *
heard_map_add (HeardMap *map, Frames device, Frames song, Frames n, bool records)
{
  HeardSpan *last = map->n ? &map->spans[(map->n - 1) % HEARD_SPANS] : NULL;

  if (last && last->device + last->n == device && last->song + last->n == song &&
      last->records == records) {
    last->n += n;
    return last;
  }
  last = &map->spans[map->n % HEARD_SPANS];
  *last = (HeardSpan){ device, song, n, ++map->n, records };
  return last;
}

const HeardSpan *
heard_map_find (const HeardMap *map, Frames device)
{
  const unsigned oldest = map->n > HEARD_SPANS ? map->n - HEARD_SPANS : 0;

  for (unsigned i = map->n; i > oldest; i--) {
    const HeardSpan *span = &map->spans[(i - 1) % HEARD_SPANS];
    if (device >= span->device)
      return device < span->device + span->n ? span : NULL;
  }
  return NULL;
}

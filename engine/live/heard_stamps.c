/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/heard_stamps.h"

#include <glib.h>

#define STAMPS 8192 /* of blocks of 64 frames: ten seconds without a poll */

void
heard_stamps_init (HeardStamps *stamps)
{
  *stamps = (HeardStamps){ 0 };
  if (!ring_init (&stamps->ring, sizeof (HeardStamp), STAMPS))
    g_error ("out of memory");
}

void
heard_stamps_clear (HeardStamps *stamps)
{
  ring_clear (&stamps->ring);
}

void
heard_stamps_write (HeardStamps *stamps, const Player *player, const PlayerBlock *played)
{
  HeardStamp stamp = { .block = played->clock, .serial = player_touched (player) };

  for (int i = 0; i < played->n; i++) {
    const PlayerPiece *piece = &played->pieces[i];
    for (int done = 0; done < piece->n;) {
      const TimelinePart part =
          timeline_part (player_timeline (player), piece->time + done, piece->n - done);
      stamp.clock = played->clock + piece->from + done;
      stamp.time = piece->time + done;
      stamp.song = part.song;
      stamp.n = part.n;
      stamp.start = piece->start;
      ring_write (&stamps->ring, &stamp);
      done += part.n;
    }
  }
  if (played->n == 0 && (stamps->rolled || stamp.serial != stamps->serial)) {
    stamp.clock = stamp.block;
    ring_write (&stamps->ring, &stamp);
  }
  stamps->rolled = played->n > 0;
  stamps->serial = stamp.serial;
}

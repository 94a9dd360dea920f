/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/level_match.h"

#include "dsp/loudness.h"

#define MOST 8192 /* frames of one reading: 170 ms at 48 kHz */
#define QUIET -60.0 /* LUFS: below that it is no measure */

struct LevelMatch {
  Id track; /* that is looked at */
  int rate;
  uint64_t read; /* frames, ever */
  bool known;
  double louder;
  Loudness in, out;
  float before[MOST], after[MOST];
};

LevelMatch *
level_match_new (void)
{
  return g_new0 (LevelMatch, 1);
}

void
level_match_free (LevelMatch *match)
{
  g_free (match);
}

static void
begin (LevelMatch *match, Live *live, Id track)
{
  live_watch_chain (live, track);
  match->track = track;
  match->rate = live_rate (live);
  match->read = live_chain_written (live);
  match->known = false;
  loudness_init (&match->in, match->rate, 1, NULL);
  loudness_init (&match->out, match->rate, 1, NULL);
}

void
level_match_read (LevelMatch *match, Live *live, Id track, bool works)
{
  if (match->track != track || match->rate != live_rate (live))
    begin (match, live, track);
  const uint64_t written = live_chain_written (live);
  const int n = (int) MIN (written - match->read, MOST);
  match->read = written;
  if (n <= 0 || !works)
    return;
  const float *const before[] = { match->before }, *const after[] = { match->after };
  live_copy_chain (live, false, match->before, n);
  live_copy_chain (live, true, match->after, n);
  loudness_process (&match->in, before, n);
  loudness_process (&match->out, after, n);
  const double in = loudness_short_term (&match->in), out = loudness_short_term (&match->out);
  if (in < QUIET || out < QUIET)
    return;
  match->louder = out - in;
  match->known = true;
}

void
level_match_stop (LevelMatch *match, Live *live)
{
  live_watch_chain (live, 0);
  match->track = 0;
  match->known = false;
}

bool
level_match_known (const LevelMatch *match, Id track, double *louder)
{
  *louder = match->louder;
  return match->known && match->track == track;
}

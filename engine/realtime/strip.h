/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One strip of the graph: source or sum of inputs, inserts, fader, pan, taps. The structs are
 * filled by mix/ off the audio thread and then only read; what changes while running is behind
 * `state` pointers.
 *
 * Buffers: each strip has `slots` pairs of post and, where somebody listens there, pre tap buffers,
 * so that several threads can work on neighboring blocks. */
#pragma once

#include <stdatomic.h>

#include "realtime/chain_match.h"
#include "realtime/live_keys.h"
#include "realtime/notes.h"
#include "realtime/region.h"
#include "realtime/strip_load.h"
#include "realtime/strip_meter.h"
#include "realtime/timeline.h"

#define STRIP_SLEEP_GRID 1024
#define STRIP_STANDS_NOWHERE (INT64_MIN / 4) /* far from where differences overflow */

/* One fader of the product: what is held of it stands in for it. */
typedef struct {
  Id id; /* of the strip, send or VCA */
  double fixed;
  bool muted;
  const Curve *gain, *mute; /* or NULL: the constants */
} GainPart;

/* A gain that is a product of constants and curves, or silence. */
typedef struct {
  double fixed; /* linear */
  bool muted; /* itself or by a VCA: both taps are silent */
  const Curve *own; /* the fader's envelope (CURVE_LEVEL), or NULL */
  const Curve *const *vcas;
  int n_vcas;
  const Curve *const *mutes; /* 0 or 1: its own, and those of VCAs */
  int n_mutes;
  int n_parts; /* the same once more, its own first, for live values; 0: they never come */
  const GainPart *parts;
  GainTouch *touch; /* with n_parts */
} Gain;

typedef enum { EDGE_SUM, EDGE_SEND, EDGE_SIDECHAIN } EdgeKind;
typedef enum { STRIP_TAP_POST, STRIP_TAP_PRE } StripTap;
typedef enum { EDGE_STAYS, EDGE_ENTERS, EDGE_LEAVES } EdgeFade;
typedef struct StripFade StripFade;

/* A connection into a strip. */
typedef struct Edge {
  Id id; /* of a send */
  EdgeKind kind;
  int from; /* index of the strip it comes from */
  StripTap tap;
  int insert; /* sidechain: which insert listens: first_insert, and on as strip_insert counts */
  Gain gain; /* of a send */
  double pan; /* balance of a send */
  const Curve *pan_curve;
  DelayLine *delay; /* latency compensation, or NULL */
  const Gain *mute_of; /* pre taps: mute and solo of the source, or NULL */
  bool overhears; /* what is silent to others, too: see Strip.listened */
  EdgeTouch *touch; /* of a send or a pre tap where live values may come, else NULL */
  float *capture[2]; /* slots x block: a copy of what it gives, for stems; NULL when not wanted */
  EdgeFade fade; /* over StripContext.fade_at */
  const struct Edge *before; /* what it was before an edit: its gain, pan and mute; or NULL */
} Edge;

/* What a strip remembers between blocks. */
typedef struct {
  bool asleep;
  Frames zeros; /* frames of exact zeros that came in last */
  Frames quiet; /* frames under -160 dBFS that went out last */
  Frames played_to; /* an instrument's: song position behind the last frame it played */
  bool broken; /* silent until its states are reset, see strip_guard.h */
  bool unsaid; /* it broke, and nobody was told */
  int fade; /* frames left of the fade behind that */
  bool tape_known;
  int tape; /* frames of its ramp, as far as it is recorded over; see strip_tape.h */
  Frames calm; /* frames left in which breaking again is the same event */
} StripState;

struct Strip {
  Id id;
  int index;
  int channels; /* at the source: 1 or 2 */
  int pre_channels; /* at the pre tap */
  Frames in_latency; /* song position of the source is that of the graph less this */
  Frames pre_latency; /* and of the pre tap */
  Frames out_latency; /* behind the master chain: differs from pre only on main */
  Frames early; /* of in_latency: negative track delay, for which the others wait */
  Frames lead; /* frames before a start that it plays, too: of a frozen file */

  /* Device channels that are heard through the strip: 0, 1 or 2 of them. */
  int n_live;
  int live[2];
  bool live_always; /* else while the song does not play or is recorded over: tape-style */
  bool records_strip; /* its clips are silent while it is recorded over with another strip */
  const RegionList *regions; /* or NULL */
  bool frozen; /* they are a file in place of what it would compute */
  bool thaws; /* it is not to be frozen; else it may compute in place of its file */
  Frames shift; /* track delay */
  const NoteList *notes; /* with `instrument`, or NULL */
  Insert *instrument;
  LiveKeys *keys; /* of an instrument that can be played live, or NULL */
  bool hears_keys;
  uint32_t key_port; /* or LIVE_PORT_ALL */
  int key_channel; /* from 0; -1: all */
  DelayLine *late; /* track delay of a strip that sums, or NULL */

  int n_edges;
  Edge *edges; /* in project order */

  const StripFade *fade; /* on its way from what it was before an edit; or NULL */
  int invert; /* bit 0 left, bit 1 right */
  int first_insert; /* the number of its first insert, as edges know it */
  int n_inserts;
  Insert *inserts;
  int n_master;
  Insert *master; /* main only: behind the fader */

  Gain gain;
  double pan, width;
  const Curve *pan_curve, *width_curve;
  int pan_law;
  bool is_output; /* main */
  bool silent; /* muted or not soloed for good: nothing is computed */
  bool listened; /* it is `silent`, and computed for edges that overhear it: PFL */
  bool muted; /* `silent` for no other reason than its mute or that of a VCA */
  StripTouch *touch; /* NULL: live values never come */

  bool sleeps; /* has inserts, and all of them end */
  Frames tail;
  StripState *state;

  StripMeter *meter; /* at the post tap; NULL: nobody reads */

  StripLoad *load; /* NULL: it is not measured, as offline */

  bool *zero; /* slots: the post tap of that block is all zeros */
  float *post[2]; /* slots x block, and the next likewise */
  float *pre[2]; /* NULL when nobody listens */
  float *input[2]; /* a copy of what goes into the inserts; NULL when not wanted */
};

/* Inserts and master chain as one row, as edges number them. */
static inline Insert *
strip_insert (const Strip *strip, int index)
{
  return index < strip->n_inserts ? &strip->inserts[index]
                                  : &strip->master[index - strip->n_inserts];
}

/* Whether nothing of it is to be computed: a mute that a hand holds may be off at any time. */
static inline bool
strip_is_silent (const Strip *strip)
{
  return strip->silent && !(strip->muted && strip->gain.touch && strip->gain.touch->mutes);
}

struct StripContext {
  int rate;
  int block; /* the most frames of one call */
  int slots;
  const TempoTrack *tempo;
  const Timeline *timeline; /* graph time to song position; NULL: the same */
  const float *const *inputs; /* of the device, at the call's first frame; NULL: none */
  int n_inputs;
  const PlayedEvents *played; /* of the device's block; NULL: none */
  int played_from; /* the frame of it that is the call's first */
  Frames clock; /* of the player at the call's first frame: what live values move by */
  bool stands; /* the song does not play: clips and notes are silent */
  bool records; /* armed strips are recorded over */
  unsigned callback; /* counts those of the device, for StripLoad */
  _Atomic unsigned *breaks; /* counts strips that have become `unsaid`; NULL: nobody listens */
  InsertTap *tap; /* or NULL: nobody looks at an insert */
  ChainMatch *match; /* or NULL: nobody compares the inserts of a strip with none */
  Frames starts_at; /* graph time of the start: each strip begins there in its own time */
  Frames stands_until; /* before this graph time sources stand, too */
  Frames fade_at; /* graph time at which what fades begins to */
  int fade_length;
  Strip *strips; /* every strip stands behind those it listens to */
  int n;
};

/* What is held of an insert moves by the player's clock, which `offset` frames into the call meets
 * this song position. */
static inline void
strip_meet_clock (const StripContext *context, Insert *insert, Frames song, int offset)
{
  if (insert->touch && insert->touch->any)
    insert->touch->ahead = context->clock + offset - song;
}

/* Floats of scratch that strip_process needs. */
#define STRIP_SCRATCH(block) (8 * (size_t) (block))

/* Computes the strip for graph times [position, position + n), n <= block, into buffer `slot`.
 * The strips it listens to have done so before. */
void strip_process (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                    float *scratch) REALTIME;

/* Every state of it to silence, as at a start or a locate. */
void strip_reset (Strip *strip) REALTIME;

/* The pan of a strip as a matrix: out left = m[0] l + m[1] r, out right = m[2] l + m[3] r. Mono
 * uses m[0] and m[2]. COMMANDS, "What the numbers mean". */
void strip_pan_matrix (int pan_law, int channels, double pan, double width, double m[4]) REALTIME;

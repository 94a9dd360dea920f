/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the compiler: what its parts share while a graph is built. */
#pragma once

#include "mix/frozen.h"
#include "mix/mix.h"
#include "model/clip.h"

typedef struct {
  const MixRequest *request;
  const Project *project;
  TempoMap *map;
  int rate;
  MixGraph *result, *previous;
  GHashTable *index_of; /* Id * -> position in the list of tracks + 1 */
  /* By position in the list of tracks. */
  int n_tracks;
  int *output_of; /* where its sound goes, -1 = nowhere */
  GArray **feeds; /* int: the tracks whose sound or send goes here, in order; NULL = none */
  int *strip_of; /* -1 = none */
  bool *soloed; /* itself or by a VCA */
  bool *sounds;
  bool *sends_only; /* does not sound, but is heard through a send to a soloed return */
  bool *listened; /* what it gives before its mute is listened to, or goes into what is */
  bool any_solo;
  bool refuses, anew; /* states are not taken over just now */
  bool silenced; /* the strip that is being filled, by mute or solo */
  bool same_ground; /* as the previous graph */
  GPtrArray *part_memory; /* of the part that is being made; NULL: what is made is the graph's */
  bool *replaced; /* feeds a track that plays a frozen file */
} Build;

/* Memory that lives as long as the graph, zeroed; `aligned` to 64 bytes. */
void *build_alloc (Build *build, size_t bytes);
/* mlock, where the request asks for it. What is freed goes back to the pool of the C library, which
 * keeps it locked and gives it to the next graph. */
void build_lock (MixGraph *graph, const void *memory, size_t bytes);
void build_note (Build *build, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A note that something cannot be heard: media or a device that is not there. */
void build_lack (Build *build, const char *format, ...) G_GNUC_PRINTF (2, 3);

static inline Track *
build_track (const Build *build, int index)
{
  return (Track *) list_get (build->project->tracks, index);
}
int build_track_index (const Build *build, Id id); /* -1 for 0 and unknown */

Frames build_frames (const Build *build, Position position);

static inline const GArray *
build_feeds (const Build *build, int index)
{
  return build->feeds[index];
}

/* compile.c */
float *build_buffer (Build *build); /* of a block in each slot */
Strip *build_strip (Build *build, int strip);

/* edges.c */
void build_want_pre (Build *build, Strip *strip); /* somebody listens there */
/* Adds to `edges`; the strip of `from` has been filled. */
void build_edge (Build *build, GArray *edges, const Track *from, EdgeKind kind, Tap tap,
                 int insert);
void build_send (Build *build, GArray *edges, const Track *from, const Send *send);
/* What track `to` sums, in project order. */
void build_inputs (Build *build, GArray *edges, int to);
/* What n inserts listen to beside; `first` is the number of the first: those of the master chain
 * count on. */
void build_sidechains (Build *build, GArray *edges, const Effect *const *of, int first, int n);
void build_edges (Build *build, Strip *strip, const GArray *edges); /* copies them to it */
/* The strip's in_latency: every path into it arrives when the slowest does, and no earlier than
 * in_latency says before; a sidechain when its insert's input does. `early` frames of negative
 * track delay: what comes in counts as that much later than it is, so that everyone else waits. */
void build_align (Build *build, Strip *strip, Frames early);
/* Where all who listen to a strip wait for something slower, it works that much later itself: so an
 * edit of it, and what is played through it, is not held up in a delay line. */
void build_work_late (Build *build);
void build_delays (Build *build, Strip *strip); /* when all latencies stand */

/* parts.c: what is made of one node, for this graph and those that follow it. */
typedef enum { PART_REGIONS, PART_NOTES, PART_CURVE /* and on by CurveScale */ } PartRole;

void build_parts_init (Build *build);
void mix_parts_free (MixGraph *graph);
/* True, and fills *result, where it is there. */
bool build_part_find (Build *build, const Node *node, PartRole role, const void **result);
/* What build_alloc () gives between these two belongs to the part. With `lasts` it depends on
 * nothing but the node and the ground of the graph. */
void build_part_begin (Build *build);
void build_part_end (Build *build, const Node *node, PartRole role, const void *result, bool lasts);

/* buses.c */
int build_most_buses (const Build *build);
/* Puts the strips of buses behind main, whose latency is known. */
void build_buses (Build *build);

/* order.c */
/* Fills index_of, output_of and feeds. */
void build_routing (Build *build);
/* The track that a send goes to, -1 = none (a cue). */
int build_send_target (const Build *build, const Send *send);
/* Whether what `from` gives or sends to `to` is let through by solo. */
bool build_is_heard (const Build *build, int from, int to, bool send);
void build_solo (Build *build);
/* Fills `listened`, solo being known. */
void build_listened (Build *build);
void build_say_solo (Build *build); /* a note that names what is soloed */
/* The tracks that have strips, each behind those it listens to; *n of them. NULL with an error when
 * there is a cycle. Free with g_free. */
int *build_order (Build *build, int *n, GError **error);

/* curves.c: NULL when there is no such envelope or it is off or empty. */
const Curve *build_track_curve (Build *build, const Track *track, Id device, const char *param,
                                CurveScale scale);
const Curve *build_clip_curve (Build *build, const Clip *clip, const char *param);
void build_gain (Build *build, const Track *track, Gain *gain);
/* What live values of a gain start from; n >= 1. */
void build_gain_parts (Build *build, const GainPart *parts, int n, Gain *gain);
const TempoTrack *build_tempo (Build *build);

/* regions.c */
const RegionList *build_regions (Build *build, const Track *track);
/* The whole of a source from song frame `start` on. */
const RegionList *build_whole (Build *build, const AudioSource *audio, Frames start);

/* frozen.c */
/* The file of a frozen track in place of all that feeds its pre tap, which has no insert then and
 * the latency of `shape`; NULL where it is computed: not frozen, stale, missing. */
const RegionList *build_frozen (Build *build, const Track *track, FrozenShape *shape);
/* Whether the strip of a track hears an input of the device. */
bool build_listens (const Build *build, const Track *track);
/* What only frozen tracks would hear need not be computed. */
void build_silence_replaced (Build *build);

/* events.c */
const NoteList *build_notes (Build *build, const Track *track);

/* devices.c, chains.c */
typedef struct {
  int channels;
  Frames latency, tail; /* tail INT64_MAX: never ends */
} ChainShape;
/* How many inserts a list of effects makes at the most. */
int build_chain_most (const List *effects);
/* Fills n inserts from a list of effects; *shape goes in with the channels that come in. `of`: the
 * effect of each, NULL of the marks of parallel chains; they stand flat (realtime/parallel.h). */
Insert *build_chain (Build *build, const Track *track, const List *effects, int *n,
                     ChainShape *shape, const Effect **of);
/* One of them; false, and a note, where it is silent. */
bool build_insert (Build *build, const Track *track, const Effect *effect, Insert *insert,
                   ChainShape *shape);
Insert *build_instrument (Build *build, const Track *track, ChainShape *shape);

/* states.c: memory outside graphs, zeroed when fresh. */
typedef struct {
  gatomicrefcount refs;
  uint64_t key;
  size_t bytes;
  const Processor *processor; /* NULL for plain memory */
  void *memory;
} MixState;

void *build_state (Build *build, Id id, int role, size_t bytes, bool *fresh);
void *build_processor_state (Build *build, const Processor *processor, const ProcessorSetup *setup,
                             uint64_t signature, const char **message);
/* A delay line of a number of frames >= 1, empty when fresh. */
DelayLine *build_delay (Build *build, Id id, int role, Frames length, int channels);
GHashTable *mix_states_new (void);

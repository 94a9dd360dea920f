/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiler: project value -> graph. Never on the audio thread; the result is given to it whole.
 */
#pragma once

#include "model/warp.h"
#include "realtime/swap.h"

/* Where sound comes from: an open source at the project rate, stretched, warped and transposed as
 * the clip asks (`warp` NULL: not warped). Borrowed for as long as the pool behind `data` lives.
 * NULL with an error: the clip is left out. */
typedef struct {
  const AudioSource *(*find) (void *data, const Source *source, double stretch, double transpose,
                              bool formant, const WarpMap *warp, GError **error);
  void *data;
  /* The first seconds of any audio file, as impulse responses are, at the project rate; borrowed
   * likewise. NULL with an error. */
  const ProcessorSound *(*sound) (void *data, const char *path, GError **error);
  const char *folder; /* of the project: relative paths in parameters start here; NULL = none */
} MixMedia;

/* A strip that is listened to alone, behind its fader (AFL) or before it (PFL). */
typedef struct {
  Id track;
  bool pre;
} MixListen;

typedef struct {
  const Project *project;
  const MixMedia *media;
  int block; /* the most frames of one call */
  int slots; /* buffers for so many blocks at once; 1 when one thread runs it */
  bool no_master; /* leave the mastering chain out */
  bool meters; /* every strip has a meter; that of main measures loudness */
  bool live; /* strips hear the device's inputs, as their monitor modes say; cues and direct outs */
  bool lock; /* keep its memory from being swapped out, as far as the system lets */
  const MixListen *listen; /* with `live`: what the monitor section is to hear in place of main */
  int n_listen;
  bool references; /* with `live`: those of the project that are on play along, for the monitor */
  bool restart; /* take over no state that cannot be copied: see mix_transition () */
  bool stems; /* capture what each edge gives, and the input of main */
  Id tap; /* keep the pre tap of this track's strip; 0 = none */
} MixRequest;

typedef struct MixGraph MixGraph;

/* What of a project goes into all clips, notes and envelopes. References, but for the media. */
typedef struct {
  const void *media;
  int rate, pan_law;
  List *sources, *tempos, *meters;
} MixGround;

/* What the audio thread needs, and what keeps it alive. */
struct MixGraph {
  Graph graph;
  GPtrArray *memory; /* freed with the graph */
  GHashTable *states; /* MixState *, shared with graphs before and after */
  GHashTable *parts; /* what was made of clips, notes and envelopes, likewise */
  MixGround ground;
  GPtrArray *notes; /* sentences for the user: solo on, media missing, ... ; owned strings */
  GPtrArray *lacks; /* those of them that say what is not heard as it should be; owned strings */
  GHashTable *missing; /* what was already said */
  bool locks; /* goes on to lock: nothing was refused yet */
};

/* Compiles a value. DSP states of `previous` (may be NULL) are taken over by id where the processor
 * and its setup are the same. NULL only when the routing has a cycle. */
MixGraph *mix_compile (const MixRequest *request, MixGraph *previous, GError **error);
void mix_graph_free (MixGraph *graph); /* NULL is fine */

/* How to go over from a graph that plays to the next, which was compiled against it with the same
 * block, and with `restart` where mix_must_restart () says so. Both outlive it. */
typedef struct MixTransition MixTransition;
MixTransition *mix_transition_new (MixGraph *playing, MixGraph *next);
void mix_transition_free (MixTransition *transition); /* NULL is fine */
GraphSwap *mix_transition_swap (MixTransition *transition); /* owner: `next` */
/* Whether the old graph must run on beside the next one, as where the latency changes, while an
 * instrument plays whose state cannot be copied: then `next` is to be compiled again with
 * `restart`. */
bool mix_must_restart (MixGraph *playing, MixGraph *next);

/* Index of the strip of a track, -1 when it has none (folders, VCAs, MIDI tracks). */
int mix_graph_strip (const MixGraph *graph, Id track);

/* Computing time of that strip over playing time, smoothed; 0 when it has none or is not live. */
double mix_graph_load (const MixGraph *graph, Id track);

/* The end of the last clip in frames of the project rate; 0 when there is none. */
Frames mix_song_end (const Project *project);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the checks of a project value: what a whole check and a check of a change share. Any
 * thread. */
#pragma once

#include "model/check.h"
#include "model/tempo_map.h"

typedef struct {
  const Project *project;
  GHashTable *ids; /* Id * -> Node *; notes are not in it */
  bool partial; /* ids holds only what was met so far: the rest is looked up in the project */
  bool routing; /* of a partial check: something changed that routing follows */
  GHashTable *notes; /* Id * of every note; made when first asked for */
  GPtrArray *faults;
} Check;

void check_fault (Check *check, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* "clip 'Vox'", or by id where it has no name; to be freed. */
char *check_describe (const Node *node);
/* The node of an id, or NULL. */
const Node *check_find (Check *check, Id id);
/* Whether an id may name nothing; what a snapshot remembers may. */
bool check_may_dangle (const Node *node, const Field *field, bool remembered);

/* Fields, points, notes and values of one node, not of those below it. Where `old` is not NULL,
 * what is as in it is taken for good; `touched` says what is not, see node_touched. `remembered`:
 * in the strip of a snapshot. */
void check_node (Check *check, const Node *node, const Node *parent, const Node *old,
                 uint64_t touched, bool remembered);

void check_tempo_map (Check *check);
void check_lane (Check *check, const TempoMap *map, const List *clips);
void check_comp (Check *check, const TempoMap *map, const Comp *comp);
/* That groups hold groups and none itself, and that main is the last. */
void check_groups (Check *check);
void check_main (Check *check);
void check_routing (Check *check);

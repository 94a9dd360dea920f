/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mend.c (nodes one by one) and mend_tracks.c (how they stand together) share. */
#pragma once

#include "store/mend.h"

typedef struct {
  Project *project; /* private down to every node once mend_ids has run */
  GHashTable *ids; /* Id * (owned) -> NodeKind + 1, of what can be referred to */
  IdSource source;
  GPtrArray *done;
} Mend;

G_GNUC_PRINTF (2, 3)
void mend_say (Mend *mend, const char *format, ...);
char *mend_describe (const Node *node);
Id mend_new_id (Mend *mend, NodeKind kind);

void mend_tempo_map (Mend *mend);
void mend_tracks (Mend *mend);

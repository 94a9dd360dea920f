/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which fields name other nodes by id, and what of a tree names anything of a kind, so that whoever
 * looks for a name passes by what has none. Any thread but where a function says more. */
#pragma once

#include "model/node.h"

#define REFERENCES_MOST 8 /* fields of one kind that name something */

typedef struct {
  const Field *fields[REFERENCES_MOST];
  int n;
} References;

/* Sets of letters of ids, as bits. */
static inline uint32_t
letter_bit (Id id)
{
  return UINT32_C (1) << (id_letter (id) - 'a');
}

/* Whether the field holds ids that must name something of the project. A clip of a link or pattern
 * may outlive its partner, a comment what it is about; a song's project is elsewhere; an expression
 * names a note. */
bool reference_binds (NodeKind kind, const Field *field);

/* Fills, for each kind, its fields that may name an id of these letters. Returns the kinds that
 * have any, as bits. */
uint64_t references_find (References table[N_NODE_KINDS], uint32_t letters);

/* Notes in every list of the value which letters are named in it and below, as far as that is not
 * known from a value that it shares the list with. By the thread that made the value, which nobody
 * writes from now on. */
void references_note (const Node *root);

/* The same of a value that an edit made of `old`, the root of which is of the same kind. Lists that
 * were edited may be noted to name more letters than they still do. */
void references_note_change (const Node *root, const Node *old);

/* Notes for a list that the caller may write that it names no other letters than `from`, since it
 * holds some of what that holds, moved and cut; lists below that are new must be noted. */
void list_named_as (List *list, const List *from);

/* As above, where `from` is no more: what list_mark () said of it, or of several together. 0 leaves
 * it open. */
uint32_t list_mark (const List *list);
void list_set_mark (List *list, uint32_t mark);

/* What was noted; all letters where nothing was. What a snapshot remembers counts for nothing. */
uint32_t list_named (const List *list);

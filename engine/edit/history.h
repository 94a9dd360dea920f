/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a document: a tree of values, each with the words of the step that made it. Undo
 * goes towards the root, redo along the branch last left; other branches stay. Main thread. */
#pragma once

#include "model/project.h"

typedef struct HistoryStep HistoryStep;
struct HistoryStep {
  Project *project;
  char *words; /* "Split Lead Vox"; "Open" at the root */
  char **lines; /* the commands that made it, NULL-terminated; NULL at the root */
  gint64 time; /* microseconds since 1970, UTC */
  size_t bytes; /* that this value adds to its parent's */
  uint64_t join; /* what later steps may join with, 0 = nothing */
  HistoryStep *parent, *first_child, *next_sibling;
  HistoryStep *redo; /* the child that redo goes to, NULL at a tip */
};

typedef struct History History;

History *history_new (const Project *project, gint64 time);
void history_free (History *history);

HistoryStep *history_root (const History *history);
HistoryStep *history_current (const History *history);
/* Bytes of all values beyond the root's, as far as they are not shared. */
size_t history_bytes (const History *history);
int history_n_steps (const History *history);

/* A new child of the current step becomes current. Copies words and lines, references the value. */
void history_add (History *history, const Project *project, const char *words,
                  const char *const *lines, gint64 time);
/* The same, but when the current step has the same non-zero `join`, is a tip, is not the saved one,
 * and is younger than `within` microseconds, the value replaces its. Returns whether it joined. */
bool history_join (History *history, const Project *project, const char *words,
                   const char *const *lines, gint64 time, uint64_t join, gint64 within);

/* The value to show next, or NULL when there is none. */
const Project *history_undo (History *history);
const Project *history_redo (History *history);
/* To any step of the tree; the way from there back here becomes its redo path. */
const Project *history_go (History *history, HistoryStep *step);

/* Remembers the current step as the saved one: joins do not cross it. */
void history_mark_saved (History *history);
bool history_is_saved (const History *history);

/* Drops the oldest steps until no more than `bytes` are held: first tips of side branches, then the
 * root end. The current step and its undo path of at least `keep` steps stay. Returns how many
 * went. */
int history_prune (History *history, size_t bytes, int keep);

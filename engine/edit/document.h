/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document: the current value, its history, and who wants to know of changes. Main thread. */
#pragma once

#include "edit/command.h"
#include "edit/history.h"

typedef struct Document Document;

/* Called after every change with both values; they are borrowed for the call. */
typedef void (*DocumentListener) (Document *document, const Project *old, const Project *next,
                                  void *data);

/* `seed` and the ids of what is in the project start the generator of ids; host must outlive the
 * document. */
Document *document_new (const Project *project, uint64_t seed, const EditHost *host);
void document_free (Document *document);

const Project *document_project (const Document *document); /* borrowed */
History *document_history (const Document *document); /* borrowed, to look at and to prune */

/* Runs command lines as one undo step, all or nothing. `created` may be NULL. */
bool document_run (Document *document, const char *const *lines, int n, GArray *created,
                   GError **error);
/* One line; steps with the same non-zero `join` within 600 ms become one. */
bool document_run_joined (Document *document, const char *line, uint64_t join, GError **error);
/* Several lines as one step that joins likewise. `words` names it; NULL: as the last line says. */
bool document_run_step (Document *document, const char *const *lines, int n, const char *words,
                        uint64_t join, GArray *created, GError **error);

/* Part of an undo step named `words`: calls with the same non-zero `join`, with nothing else
 * between them, are one step however long they take. For what becomes known bit by bit. */
bool document_run_part (Document *document, const char *const *lines, int n, uint64_t join,
                        const char *words, GError **error);

/* Makes a whole new value the next undo step, named `words`: for changes that are no commands. Its
 * new ids come from document_ids (). ENGINE_ERROR_INVALID when the value has a fault. */
bool document_replace (Document *document, const Project *project, const char *words,
                       GError **error);
IdSource *document_ids (Document *document); /* borrowed */
/* No id that the value holds now is drawn again: where the seed was one that a user chose, it may
 * have drawn them. */
void document_reserve_ids (Document *document);

/* False when there is nothing to go to. */
bool document_undo (Document *document);
bool document_redo (Document *document);
void document_go (Document *document, HistoryStep *step);

/* Returns a handle for document_unlisten. */
int document_listen (Document *document, DocumentListener listener, void *data);
void document_unlisten (Document *document, int handle);

/* The history holds at most this much beyond the first value; 256 MiB at first. */
void document_set_history_bytes (Document *document, size_t bytes);

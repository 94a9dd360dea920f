/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the browser's tree: a heading, a folder that is listed when it unfolds, a file. Disk and
 * headers of files are read on other threads. GTK thread. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef enum { ENTRY_HEADING, ENTRY_FOLDER, ENTRY_AUDIO, ENTRY_MIDI } EntryKind;

#define LQ_TYPE_NODE (lq_node_get_type ())
G_DECLARE_FINAL_TYPE (LqNode, lq_node, LQ, NODE, GObject)

/* Signals: "changed" when it looks different, "listed" when a folder has been read. */
LqNode *lq_node_new (EntryKind kind, const char *name, const char *path);

EntryKind lq_node_kind (LqNode *node);
const char *lq_node_name (LqNode *node);
const char *lq_node_path (LqNode *node); /* NULL: a heading */
bool lq_node_is_file (LqNode *node);
/* At the right: a length, a number of files, why it cannot be read. Never NULL. */
const char *lq_node_note (LqNode *node);
void lq_node_set_note (LqNode *node, const char *note);
/* Reads a sound's length, once. */
void lq_node_ask_length (LqNode *node);

/* Shown quietly: it is there, but nothing plays it. */
bool lq_node_is_quiet (LqNode *node);
void lq_node_set_quiet (LqNode *node, bool quiet);
/* A folder that the user has put here and may take away. */
bool lq_node_is_place (LqNode *node);
void lq_node_set_place (LqNode *node, bool place);
/* The folder of a project: what only the program needs is left out, and its audio unfolds. */
bool lq_node_is_project (LqNode *node);
void lq_node_set_project (LqNode *node, bool project);

/* LqNode, of a folder; borrowed. Empty until lq_node_list () has come back. */
GListStore *lq_node_children (LqNode *node);
/* Lists it anew; what is still there stays the same object. */
void lq_node_list (LqNode *node);
bool lq_node_is_listed (LqNode *node);

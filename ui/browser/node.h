/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the browser's tree: a heading, a folder that is listed when it unfolds, a file; a device
 * or a preset. Disk and headers of files are read on other threads. GTK thread. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef enum {
  ENTRY_HEADING,
  ENTRY_FOLDER,
  ENTRY_AUDIO,
  ENTRY_MIDI,
  ENTRY_FAMILY, /* holds what was put into it */
  ENTRY_EFFECT, /* so may a device */
  ENTRY_INSTRUMENT,
  ENTRY_PRESET, /* of an effect, or a chain of them */
  ENTRY_SOUND, /* a preset of an instrument */
  ENTRY_MORE, /* searches on */
} EntryKind;

/* What is dragged away, but for files, is this and its path. */
#define NODE_DRAG "lacquer-insert:"

#define LQ_TYPE_NODE (lq_node_get_type ())
G_DECLARE_FINAL_TYPE (LqNode, lq_node, LQ, NODE, GObject)

/* Signals: "changed" when it looks different, "listed" when a folder has been read. */
LqNode *lq_node_new (EntryKind kind, const char *name, const char *path);

EntryKind lq_node_kind (LqNode *node);
const char *lq_node_name (LqNode *node);
const char *lq_node_path (LqNode *node); /* NULL: a heading; of devices and presets a key */
bool lq_node_is_file (LqNode *node);
bool lq_node_is_device (LqNode *node); /* or a preset: it goes onto a track by its key */
bool lq_node_unfolds (LqNode *node);
/* Into a family or a device. Takes the child. */
void lq_node_add (LqNode *node, LqNode *child);
/* A sentence for the foot; never NULL. */
const char *lq_node_about (LqNode *node);
void lq_node_set_about (LqNode *node, const char *about);
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

/* LqNode; borrowed. Of a folder it is empty until lq_node_list () has come back. NULL: none. */
GListStore *lq_node_children (LqNode *node);
/* Lists it anew; what is still there stays the same object. */
void lq_node_list (LqNode *node);
bool lq_node_is_listed (LqNode *node);

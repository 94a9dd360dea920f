/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one parse, shared by xml_read.c (versions, bounds), xml_sax.c (the parser),
 * xml_nodes.c and xml_items.c (points, notes, parameters). On the thread that reads. */
#pragma once

#include <libxml/parser.h>

#include "store/xml_names.h"
#include "store/xml_read.h"
#include "store/xml_unknown.h"

typedef enum { FRAME_NODE, FRAME_WRAPPER, FRAME_ITEM } FrameType;

/* An open element. */
typedef struct {
  FrameType type;
  const Field *field; /* where it goes in its owner, or the field that a wrapper stands for */
  Node *node; /* owned by a frame of a node, borrowed from its owner by the others */
  GString *unknown_attributes, *unknown_elements; /* NULL when there are none */
  int child_hint;
  GArray *params; /* Param, of a node */
  int64_t last_at; /* of the points or notes of a node */
  bool has_items;
  XmlItem item;
  Point point;
  Note note;
  Param param;
} Frame;

typedef struct {
  xmlParserCtxtPtr context;
  const XmlNames *names;
  Frame frames[XML_MAX_DEPTH];
  int n_frames;
  struct {
    const xmlChar *name, *prefix;
  } open[XML_MAX_DEPTH]; /* every open element: of frames, then kept or left out */
  int n_open;
  const xmlChar *attributes[5 * XML_MAX_ATTRIBUTES_READ]; /* of a damaged tag, each once */
  int node_depth;
  int64_t n_elements;
  int skipped; /* open elements below and with one that is left out */
  bool stray_text_told;
  XmlCapture capture;
  IdSource ids; /* for those that are missing in a damaged file */
  GPtrArray *damage; /* NULL: the first fault ends the parse */
  GError *error;
  bool old; /* the version is older: nothing is read */
  bool cut_off; /* the file does not end as it should */
  const char *bytes; /* what has not been handed to the parser yet */
  gsize left;
  int version, n_versions; /* of the file and of the program */
  Project *project;
} Reader;

/* Says what is wrong at the current line: the end of a strict parse, else a sentence in damage.
 * `effect` says what is done about it in the latter case. */
G_GNUC_PRINTF (3, 4)
void reader_fault (Reader *reader, const char *effect, const char *format, ...);

/* Then nothing more is read. The parser itself is never stopped from inside: that would free the
 * values that are being looked at. */
static inline bool
reader_failed (const Reader *reader)
{
  return reader->error != NULL || reader->old;
}

/* The frame of the node that the top frame is, or is in. */
static inline Frame *
reader_node_frame (Reader *reader)
{
  int i = reader->n_frames - 1;
  while (i > 0 && reader->frames[i].type != FRAME_NODE)
    i--;
  return &reader->frames[i];
}

GString *reader_unknown (GString **slot); /* made when first asked for */

/* Ends any parse, also that of a damaged file. */
G_GNUC_PRINTF (2, 3)
void reader_stop (Reader *reader, const char *format, ...);

/* One pass of the parser over reader->bytes; then there is a project, an error or neither. */
void reader_run (Reader *reader);

/* Open elements: the root, a node, the wrapper of a field, a point, note or parameter of a node. */
void reader_start_root (Reader *reader, const XmlTag *tag);
void reader_start_node (Reader *reader, const Field *field, NodeKind kind, const XmlTag *tag);
void reader_start_wrapper (Reader *reader, const Field *field, Node *node, const XmlTag *tag);
void reader_start_item_frame (Reader *reader, const Field *field, Node *node, const XmlTag *tag);
/* Puts what the top frame has read into its owner and drops the frame. */
void reader_end_frame (Reader *reader);
/* Drops the top frame with what it owns. */
void reader_pop (Reader *reader);

/* "is not a number ('abc')" for `what` of an element, as a fault. */
void reader_value_fault (Reader *reader, const char *element, const char *attribute, XmlValue value,
                         const char *wrong);

/* Starts a point, note or parameter; false when it is left out. The frame is pushed by the caller.
 */
bool reader_start_item (Reader *reader, Frame *frame, const XmlTag *tag);
/* Puts the item of the frame into its node. */
void reader_end_item (Reader *reader, Frame *frame);
/* Gives the node its parameters. */
void reader_end_params (Reader *reader, Frame *frame);
void reader_clear_item (Frame *frame);

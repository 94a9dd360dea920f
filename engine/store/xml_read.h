/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads project files: strict on what it knows, keeping what it does not, with bounds on size,
 * depth and counts, and with no document type, entity or network. Any thread but audio.
 *
 * Errors are ENGINE_ERROR_INVALID, "cannot open 'Song/Song.lacquer': line 41: gain is not a
 * number". The name is what stands in the quotes. */
#pragma once

#include "model/project.h"
#include "store/upgrade.h"

#define XML_MAX_BYTES (INT64_C (512) << 20)
#define XML_MAX_ELEMENTS 8000000
#define XML_MAX_TRACKS 10000
#define XML_MAX_ATTRIBUTES_READ 256 /* of one element */
#define XML_MAX_DEPTH 64 /* of elements */
#define XML_MAX_NODE_DEPTH 20 /* of nodes: what the model searches */

/* A project without faults (model/check.h), or NULL with the first thing that is wrong. The caller
 * owns the reference. */
Project *project_read_xml (const char *bytes, gsize size, const char *name, GError **error);

/* The same without project_check: a value that is well-typed but may not be consistent. */
Project *project_parse_xml (const char *bytes, gsize size, const char *name, GError **error);

/* The same by a program that has other upgrade functions. */
Project *project_parse_xml_with (const char *bytes, gsize size, const char *name,
                                 const UpgradeFunction *functions, int n_functions, GError **error);

/* As much as can be read of a damaged file. Each thing that is wrong is one sentence in `damage`;
 * bad values get their initial one, elements that lack what they need are left out, ids that are
 * missing are drawn anew. The project may be inconsistent. NULL when it is no project at all. */
Project *project_salvage_xml (const char *bytes, gsize size, const char *name, GPtrArray *damage,
                              GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the arrangement from top to bottom: tracks, their automation lanes and take lanes, as
 * groups fold. Main thread. */
#pragma once

#include "model/project.h"

typedef enum { ROW_TRACK, ROW_AUTOMATION, ROW_TAKE } RowKind;

#define HEIGHT_S 24
#define HEIGHT_M 40
#define HEIGHT_L 72
#define HEIGHT_XL 144

typedef struct {
  RowKind kind;
  Id track;
  Id item; /* envelope or take lane */
  int depth; /* groups around it */
  int number; /* of the track, from 1 */
  int y, height; /* pixels from the first row */
  const Track *node; /* borrowed from the project */
} Row;

/* What the user sees of a track, or of a lane (its height alone), by its id. */
typedef struct {
  int height; /* design units; 0: as its kind has it */
  bool automation, takes, hidden;
  bool strip_hidden; /* in the mixer alone */
} RowLook;

typedef struct {
  GHashTable *looks; /* Id * -> RowLook * */
} RowLooks;

typedef struct {
  int n, height;
  Row *rows;
} Rows;

RowLook row_look (const RowLooks *looks, Id track);
RowLook *row_look_edit (RowLooks *looks, Id track);

/* `px` turns design units into pixels. To be freed with rows_free (). */
Rows *rows_new (const Project *project, const RowLooks *looks, int (*px) (double));
void rows_free (Rows *rows);
/* The row at a height in pixels, or the nearest one; -1 where there are none. */
int rows_at (const Rows *rows, int64_t y);
int rows_find (const Rows *rows, RowKind kind, Id track, Id item); /* -1: it does not show */

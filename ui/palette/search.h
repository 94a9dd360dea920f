/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the palette finds for a typed text. Main thread. */
#pragma once

#include "ui/palette/item.h"

typedef enum {
  FILTER_ALL,
  FILTER_ACTIONS, /* > */
  FILTER_PLACES, /* @ */
  FILTER_TRACKS, /* # */
  FILTER_DEVICES, /* + */
  FILTER_SETTINGS, /* = */
  N_FILTERS
} PaletteFilter;

typedef struct {
  LqDesk *desk; /* NULL: no project is open */
  GSettings *settings; /* NULL: none to show */
  const char *const *recent; /* ids of actions run before, the last first; NULL: none */
  const char *(*refused) (const Action *action, void *data); /* why it cannot run now, or NULL */
  void *data;
} PaletteContext;

/* The sign that a filter is typed with, "" for all. */
const char *filter_sign (PaletteFilter filter);
/* The filter that a text asks for; *rest is the text behind its sign. */
PaletteFilter filter_of (const char *text, const char **rest);

/* PaletteItem, the best first, to be freed with the array. *n_actions (may be NULL): how many of
 * them are commands and settings. */
GPtrArray *palette_search (const PaletteContext *context, const char *text, int *n_actions);

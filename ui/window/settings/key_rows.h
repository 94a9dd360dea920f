/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key map as rows of a list: places, each with its actions. GTK thread. */
#pragma once

#include <gio/gio.h>

#include "ui/commands/keymap.h"
#include "ui/commands/layout.h"

#define LQ_TYPE_KEY_ROW (lq_key_row_get_type ())
G_DECLARE_FINAL_TYPE (LqKeyRow, lq_key_row, LQ, KEY_ROW, GObject)

struct _LqKeyRow {
  GObject parent_instance;
  Place place;
  const Action *action; /* NULL: the heading of the place */
  bool heard; /* a heading of a place that hears keys now */
};

/* Fills a list of LqKeyRow with what matches all words of `search`, the places that hear keys while
 * `focus` has the focus first. A key matches by its name and by what the layout prints on it. */
void key_rows_fill (GListStore *rows, const KeyMap *map, const KeyLayout *layout, Place focus,
                    const char *search);

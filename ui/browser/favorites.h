/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user has starred, by path or key: files, folders, devices, presets. Whoever keeps it
 * hears "asked" when a star was clicked. GTK thread. */
#pragma once

#include "ui/browser/node.h"

#define LQ_TYPE_FAVORITES (lq_favorites_get_type ())
G_DECLARE_FINAL_TYPE (LqFavorites, lq_favorites, LQ, FAVORITES, GObject)

/* Signals: "changed"; "asked" (const char *path) to turn one on or off. */
LqFavorites *lq_favorites_new (void);
void lq_favorites_set (LqFavorites *favorites, const char *const *paths);
bool lq_favorites_has (LqFavorites *favorites, const char *path); /* NULL is none */
const char *const *lq_favorites_all (LqFavorites *favorites); /* as they were set; borrowed */
void lq_favorites_ask (LqFavorites *favorites, const char *path);
/* All but headings and the project's own folder. */
bool lq_node_can_be_favorite (LqNode *node);

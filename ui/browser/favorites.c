/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/favorites.h"

struct _LqFavorites {
  GObject parent_instance;
  char **paths;
};

G_DEFINE_FINAL_TYPE (LqFavorites, lq_favorites, G_TYPE_OBJECT)

enum { CHANGED, ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
lq_favorites_finalize (GObject *object)
{
  g_strfreev (LQ_FAVORITES (object)->paths);
  G_OBJECT_CLASS (lq_favorites_parent_class)->finalize (object);
}

static void
lq_favorites_class_init (LqFavoritesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_favorites_finalize;
  signals[CHANGED] = g_signal_new ("changed", LQ_TYPE_FAVORITES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", LQ_TYPE_FAVORITES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lq_favorites_init (LqFavorites *favorites)
{
  favorites->paths = g_new0 (char *, 1);
}

LqFavorites *
lq_favorites_new (void)
{
  return g_object_new (LQ_TYPE_FAVORITES, NULL);
}

void
lq_favorites_set (LqFavorites *favorites, const char *const *paths)
{
  char **next = g_strdupv ((char **) paths);
  g_strfreev (favorites->paths);
  favorites->paths = next;
  g_signal_emit (favorites, signals[CHANGED], 0);
}

bool
lq_favorites_has (LqFavorites *favorites, const char *path)
{
  return path && g_strv_contains ((const char *const *) favorites->paths, path);
}

const char *const *
lq_favorites_all (LqFavorites *favorites)
{
  return (const char *const *) favorites->paths;
}

void
lq_favorites_ask (LqFavorites *favorites, const char *path)
{
  g_signal_emit (favorites, signals[ASKED], 0, path);
}

bool
lq_node_can_be_favorite (LqNode *node)
{
  return lq_node_path (node) && !lq_node_is_project (node);
}

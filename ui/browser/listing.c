/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/listing.h"

#include <string.h>

#include "edit/natural_order.h"

#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME                                                                   \
  "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE                    \
  "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK

static const char *const audio_endings[] = { "wav",  "wave", "bwf",  "w64", "rf64", "aif",
                                             "aiff", "aifc", "flac", "ogg", "oga",  "opus",
                                             "mp3",  "caf",  "au",   "snd", NULL };
static const char *const midi_endings[] = { "mid", "midi", NULL };

bool
listing_kind (const char *name, ListedKind *kind)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *ending = dot ? g_ascii_strdown (dot + 1, -1) : NULL;

  if (!ending)
    return false;
  if (g_strv_contains (audio_endings, ending))
    *kind = LISTED_AUDIO;
  else if (g_strv_contains (midi_endings, ending))
    *kind = LISTED_MIDI;
  else
    return false;
  return true;
}

static void
listed_free (gpointer data)
{
  Listed *listed = data;
  g_free (listed->name);
  g_free (listed->path);
  g_free (listed);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Listed *x = *(Listed *const *) a, *y = *(Listed *const *) b;
  if ((x->kind == LISTED_FOLDER) != (y->kind == LISTED_FOLDER))
    return x->kind == LISTED_FOLDER ? -1 : 1;
  return natural_compare (x->name, y->name);
}

static Listed *
listed_of (GFile *folder, GFileInfo *info)
{
  ListedKind kind = LISTED_FOLDER;
  const char *name = g_file_info_get_display_name (info);

  if (g_file_info_get_is_hidden (info))
    return NULL;
  switch (g_file_info_get_file_type (info)) {
  case G_FILE_TYPE_DIRECTORY:
    break;
  case G_FILE_TYPE_REGULAR:
    if (!listing_kind (name, &kind))
      return NULL;
    break;
  default:
    return NULL;
  }
  Listed *listed = g_new (Listed, 1);
  *listed = (Listed){ .kind = kind,
                      .name = g_strdup (name),
                      .path = g_build_filename (g_file_peek_path (folder),
                                                g_file_info_get_name (info), NULL) };
  return listed;
}

static GPtrArray *
read_folder (const char *folder, bool links, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) files =
      g_file_enumerate_children (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, error);
  GFileInfo *info;

  if (!files)
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (listed_free);
  while (g_file_enumerator_iterate (files, &info, NULL, cancellable, NULL) && info) {
    Listed *listed = listed_of (file, info);
    if (!listed)
      continue;
    if (!links && listed->kind == LISTED_FOLDER && g_file_info_get_is_symlink (info))
      listed_free (listed);
    else
      g_ptr_array_add (list, listed);
  }
  g_ptr_array_sort (list, compare);
  return list;
}

GPtrArray *
listing_read (const char *folder, GCancellable *cancellable, GError **error)
{
  return read_folder (folder, true, cancellable, error);
}

static bool
matches (const char *name, char **words)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  for (int i = 0; words[i]; i++)
    if (!strstr (folded, words[i]))
      return false;
  return true;
}

typedef struct {
  GHashTable *seen; /* folders: places may lie in each other */
  GQueue waiting; /* paths */
  GPtrArray *found;
  char **words;
} Search;

static void
enqueue (Search *search, const char *folder)
{
  if (g_hash_table_add (search->seen, g_strdup (folder)))
    g_queue_push_tail (&search->waiting, g_strdup (folder));
}

static void
look_into (Search *search, const char *folder, guint most, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) list = read_folder (folder, false, cancellable, NULL);
  for (guint i = 0; list && i < list->len; i++) {
    Listed *listed = list->pdata[i];
    if (listed->kind == LISTED_FOLDER)
      enqueue (search, listed->path);
    else if (matches (listed->name, search->words) && search->found->len < most) {
      list->pdata[i] = NULL;
      g_ptr_array_add (search->found, listed);
    }
  }
  if (list)
    g_ptr_array_set_free_func (list, NULL);
  for (guint i = 0; list && i < list->len; i++)
    if (list->pdata[i])
      listed_free (list->pdata[i]);
}

GPtrArray *
listing_search (const char *const *folders, const char *text, guint most, double seconds,
                GCancellable *cancellable, bool *all)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  const gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  Search search = { .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                    .waiting = G_QUEUE_INIT,
                    .found = g_ptr_array_new_with_free_func (listed_free),
                    .words = words };
  char *folder;

  for (int i = 0; folders[i]; i++)
    enqueue (&search, folders[i]);
  while (search.found->len < most && g_get_monotonic_time () < end &&
         !g_cancellable_is_cancelled (cancellable) &&
         (folder = g_queue_pop_head (&search.waiting))) {
    look_into (&search, folder, most, cancellable);
    g_free (folder);
  }
  *all = g_queue_is_empty (&search.waiting) && search.found->len < most;
  g_queue_clear_full (&search.waiting, g_free);
  g_hash_table_unref (search.seen);
  return search.found;
}

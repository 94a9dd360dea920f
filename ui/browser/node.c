/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/node.h"

#include <glib/gi18n.h>
#include <string.h>

#include "media/probe.h"
#include "ui/browser/listing.h"
#include "ui/draw/value_text.h"

struct _LqNode {
  GObject parent_instance;
  EntryKind kind;
  char *name, *path, *note, *about;
  GListStore *children;
  bool quiet, place, project, listing, listed, asked;
};

G_DEFINE_FINAL_TYPE (LqNode, lq_node, G_TYPE_OBJECT)

enum { CHANGED, LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
lq_node_finalize (GObject *object)
{
  LqNode *node = LQ_NODE (object);
  g_free (node->name);
  g_free (node->path);
  g_free (node->note);
  g_free (node->about);
  g_clear_object (&node->children);
  G_OBJECT_CLASS (lq_node_parent_class)->finalize (object);
}

static void
lq_node_class_init (LqNodeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_node_finalize;
  signals[CHANGED] = g_signal_new ("changed", LQ_TYPE_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[LISTED] =
      g_signal_new ("listed", LQ_TYPE_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lq_node_init (LqNode *node)
{
}

LqNode *
lq_node_new (EntryKind kind, const char *name, const char *path)
{
  LqNode *node = g_object_new (LQ_TYPE_NODE, NULL);
  node->kind = kind;
  node->name = g_strdup (name);
  node->path = g_strdup (path);
  if (kind == ENTRY_FOLDER)
    node->children = g_list_store_new (LQ_TYPE_NODE);
  return node;
}

EntryKind
lq_node_kind (LqNode *node)
{
  return node->kind;
}

const char *
lq_node_name (LqNode *node)
{
  return node->name;
}

const char *
lq_node_path (LqNode *node)
{
  return node->path;
}

bool
lq_node_is_file (LqNode *node)
{
  return node->kind == ENTRY_AUDIO || node->kind == ENTRY_MIDI;
}

bool
lq_node_is_device (LqNode *node)
{
  return node->kind == ENTRY_EFFECT || node->kind == ENTRY_INSTRUMENT ||
         node->kind == ENTRY_PRESET || node->kind == ENTRY_SOUND;
}

bool
lq_node_unfolds (LqNode *node)
{
  return node->children &&
         (node->kind == ENTRY_FOLDER || g_list_model_get_n_items (G_LIST_MODEL (node->children)));
}

void
lq_node_add (LqNode *node, LqNode *child)
{
  if (!node->children)
    node->children = g_list_store_new (LQ_TYPE_NODE);
  g_list_store_append (node->children, child);
  g_object_unref (child);
}

const char *
lq_node_about (LqNode *node)
{
  return node->about ? node->about : "";
}

void
lq_node_set_about (LqNode *node, const char *about)
{
  g_free (node->about);
  node->about = g_strdup (about);
}

const char *
lq_node_note (LqNode *node)
{
  return node->note ? node->note : "";
}

void
lq_node_set_note (LqNode *node, const char *note)
{
  if (g_strcmp0 (node->note, note) == 0)
    return;
  g_free (node->note);
  node->note = g_strdup (note);
  g_signal_emit (node, signals[CHANGED], 0);
}

bool
lq_node_is_quiet (LqNode *node)
{
  return node->quiet;
}

void
lq_node_set_quiet (LqNode *node, bool quiet)
{
  node->quiet = quiet;
}

bool
lq_node_is_place (LqNode *node)
{
  return node->place;
}

void
lq_node_set_place (LqNode *node, bool place)
{
  node->place = place;
}

bool
lq_node_is_project (LqNode *node)
{
  return node->project;
}

void
lq_node_set_project (LqNode *node, bool project)
{
  node->project = project;
}

GListStore *
lq_node_children (LqNode *node)
{
  return node->children;
}

bool
lq_node_is_listed (LqNode *node)
{
  return node->listed;
}

/* --- Lengths ------------------------------------------------------------------------------------
 */

typedef struct {
  LqNode *node;
  char *note;
} Asked;

static gboolean
length_known (gpointer data)
{
  Asked *asked = data;
  if (asked->note && !*lq_node_note (asked->node))
    lq_node_set_note (asked->node, asked->note);
  g_object_unref (asked->node);
  g_free (asked->note);
  g_free (asked);
  return G_SOURCE_REMOVE;
}

static void
probe (gpointer data, gpointer user)
{
  Asked *asked = data;
  MediaInfo info;
  if (media_probe (asked->node->path, &info, NULL)) {
    if (info.rate > 0)
      asked->note = value_text_short_clock (frames_to_units (info.frames, info.rate));
    media_info_clear (&info);
  }
  g_idle_add (length_known, asked);
}

void
lq_node_ask_length (LqNode *node)
{
  static GThreadPool *pool; /* one thread: the disk reads one header after the other anyway */
  if (node->kind != ENTRY_AUDIO || node->asked)
    return;
  node->asked = true;
  if (!pool)
    pool = g_thread_pool_new (probe, NULL, 1, FALSE, NULL);
  Asked *asked = g_new (Asked, 1);
  *asked = (Asked){ .node = g_object_ref (node) };
  g_thread_pool_push (pool, asked, NULL);
}

/* --- Folders ------------------------------------------------------------------------------------
 */

static void
read_folder (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *list = listing_read (LQ_NODE (source)->path, cancellable, &error);
  if (list)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static bool
is_left_out (LqNode *node, const Listed *listed)
{
  static const char *const own[] = { "cache", "recovery", "view", NULL };
  return node->project && listed->kind == LISTED_FOLDER && g_strv_contains (own, listed->name);
}

static LqNode *
node_of (const Listed *listed)
{
  static const EntryKind kinds[] = {
    [LISTED_FOLDER] = ENTRY_FOLDER, [LISTED_AUDIO] = ENTRY_AUDIO, [LISTED_MIDI] = ENTRY_MIDI
  };
  return lq_node_new (kinds[listed->kind], listed->name, listed->path);
}

static bool
is_same (GListModel *old, guint i, GPtrArray *next, guint k)
{
  g_autoptr (LqNode) node = g_list_model_get_item (old, i);
  return !strcmp (node->path, LQ_NODE (next->pdata[k])->path);
}

/* What begins and ends the list as before stays, with what is unfolded in it. */
static void
replace (GListStore *store, GPtrArray *next)
{
  GListModel *old = G_LIST_MODEL (store);
  const guint n = g_list_model_get_n_items (old);
  guint head = 0, tail = 0;

  while (head < n && head < next->len && is_same (old, head, next, head))
    head++;
  while (tail < n - head && tail < next->len - head &&
         is_same (old, n - 1 - tail, next, next->len - 1 - tail))
    tail++;
  if (head + tail < n || head + tail < next->len)
    g_list_store_splice (store, head, n - head - tail, next->pdata + head, next->len - head - tail);
}

static void
folder_read (GObject *source, GAsyncResult *result, gpointer data)
{
  LqNode *node = LQ_NODE (source);
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_object_unref);
  guint files = 0;

  node->listing = false;
  for (guint i = 0; list && i < list->len; i++) {
    const Listed *listed = list->pdata[i];
    if (is_left_out (node, listed))
      continue;
    files += listed->kind != LISTED_FOLDER;
    g_ptr_array_add (next, node_of (listed));
  }
  node->listed = list != NULL;
  replace (node->children, next);
  g_autofree char *note = list == NULL ? g_strdup (_ ("offline"))
                          : files > 0  ? g_strdup_printf ("%u", files)
                                       : NULL;
  node->quiet = list == NULL;
  lq_node_set_note (node, note);
  g_signal_emit (node, signals[CHANGED], 0);
  g_signal_emit (node, signals[LISTED], 0);
}

void
lq_node_list (LqNode *node)
{
  if (node->kind != ENTRY_FOLDER || node->listing)
    return;
  node->listing = true;
  g_autoptr (GTask) task = g_task_new (node, NULL, folder_read, NULL);
  g_task_run_in_thread (task, read_folder);
}

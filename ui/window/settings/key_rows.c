/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/key_rows.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (LqKeyRow, lq_key_row, G_TYPE_OBJECT)

static void
lq_key_row_class_init (LqKeyRowClass *class)
{
}

static void
lq_key_row_init (LqKeyRow *row)
{
}

typedef struct {
  GPtrArray *out;
  const KeyMap *map;
  const KeyLayout *layout;
  char *const *words;
} Filling;

static bool
matches (const Filling *filling, const Action *action)
{
  int n;
  const KeyPress *keys = keymap_keys (filling->map, action, &n);
  g_autofree char *names = keymap_keys_text (filling->map, action);
  GString *all = g_string_new (NULL);
  g_string_append_printf (all, "%s %s %s %s %s", _ (action->text), action->text,
                          action->aliases ? action->aliases : "", _ (place_title (action->place)),
                          names);
  for (int i = 0; i < n; i++) {
    g_autofree char *label = key_label (filling->layout, &keys[i]);
    g_string_append_printf (all, " %s", label);
  }
  g_autofree char *folded = g_utf8_casefold (all->str, -1);
  g_string_free (all, TRUE);
  for (char *const *word = filling->words; *word; word++)
    if (!strstr (folded, *word))
      return false;
  return true;
}

static void
add_place (const Filling *filling, Place place, bool heard)
{
  int n;
  const Action *all = actions_all (&n);
  bool headed = false;
  for (int i = 0; i < n; i++) {
    if (all[i].place != place || !matches (filling, &all[i]))
      continue;
    if (!headed) {
      LqKeyRow *heading = g_object_new (LQ_TYPE_KEY_ROW, NULL);
      heading->place = place;
      heading->heard = heard;
      g_ptr_array_add (filling->out, heading);
      headed = true;
    }
    LqKeyRow *row = g_object_new (LQ_TYPE_KEY_ROW, NULL);
    row->place = place;
    row->action = &all[i];
    g_ptr_array_add (filling->out, row);
  }
}

void
key_rows_fill (GListStore *rows, const KeyMap *map, const KeyLayout *layout, Place focus,
               const char *search)
{
  Place chain[N_PLACES];
  bool done[N_PLACES] = { 0 };
  const int n = place_chain (focus, chain);
  g_autofree char *folded = g_utf8_casefold (search, -1);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (folded), " ", -1);
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func (g_object_unref);
  const Filling filling = { out, map, layout, words };

  for (int i = 0; i < n; i++) {
    add_place (&filling, chain[i], true);
    done[chain[i]] = true;
  }
  for (int place = 0; place < N_PLACES; place++)
    if (!done[place])
      add_place (&filling, (Place) place, false);
  g_list_store_splice (rows, 0, g_list_model_get_n_items (G_LIST_MODEL (rows)), out->pdata,
                       out->len);
}

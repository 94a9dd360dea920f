/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/search.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/palette/arguments.h"
#include "ui/palette/finds.h"
#include "ui/palette/outcome.h"
#include "ui/palette/settings.h"

#define ID_WEIGHT 0.75
#define ALIAS_WEIGHT 0.6
#define RECENT_WEIGHT 0.25
#define RECENT_STEP 0.01
#define ORDER_STEP 1e-7 /* of two alike the one that stands first in the table */
#define WEAK 0.55 /* of the best score */
#define MOST_ALSO 8
#define LEAST_ALSO 2 /* letters, before everything with that letter is found besides */

static const char *const signs[N_FILTERS] = { "", ">", "@", "#", "+", "=" };

const char *
filter_sign (PaletteFilter filter)
{
  return signs[filter];
}

PaletteFilter
filter_of (const char *text, const char **rest)
{
  text += strspn (text, " ");
  for (int i = FILTER_ACTIONS; i < N_FILTERS; i++)
    if (*text == *signs[i]) {
      /* "+3" and "=" of values stand behind a name, never first. */
      *rest = text + 1 + strspn (text + 1, " ");
      return (PaletteFilter) i;
    }
  *rest = text;
  return FILTER_ALL;
}

static double
recent_weight (const PaletteContext *context, const char *id)
{
  for (int i = 0; context->recent && context->recent[i]; i++)
    if (!strcmp (context->recent[i], id))
      return MAX (RECENT_WEIGHT - RECENT_STEP * i, RECENT_STEP);
  return 0;
}

static PaletteItem *
find_action (const Action *action, const char *query)
{
  FuzzyMatch match;
  double score;
  if (fuzzy_match (query, _ (action->text), &match))
    score = match.score;
  else if (fuzzy_match (query, action->id, &match))
    score = ID_WEIGHT * match.score;
  else if (action->aliases && fuzzy_match (query, action->aliases, &match))
    score = ALIAS_WEIGHT * match.score;
  else
    return NULL;
  PaletteItem *item = item_new (ITEM_ACTION, score);
  item->action = action;
  item_set_texts (item, g_strdup (_ (action->text)),
                  g_strdup_printf ("%s · %s", _ (place_title (action->place)), action->id), NULL);
  if (!fuzzy_match (query, item->title, &item->match))
    item->match = (FuzzyMatch){ 0 };
  return item;
}

/* Actions whose names hold what was typed; how many of them by their name. */
static int
add_actions (const PaletteContext *context, const char *query, GPtrArray *items)
{
  int n, by_name = 0;
  const Action *all = actions_all (&n);
  for (int i = 0; i < n; i++) {
    if (all[i].place == PLACE_DIALOG)
      continue;
    PaletteItem *item = find_action (&all[i], query);
    if (!item)
      continue;
    by_name += item->match.n > 0;
    item->score += recent_weight (context, all[i].id) - ORDER_STEP * i;
    if (context->refused)
      item->refused = g_strdup (context->refused (&all[i], context->data));
    if (context->desk && !item->refused)
      item->outcome = outcome_text (context->desk, &all[i]);
    const char *word = arguments_word (&all[i]);
    item->fill = word ? g_strdup_printf ("%s ", word) : NULL;
    g_ptr_array_add (items, item);
  }
  return by_name;
}

/* What only resembles is no answer where something is called so. */
static void
drop_weak (GPtrArray *items)
{
  double best = 0;
  for (guint i = 0; i < items->len; i++)
    best = MAX (best, MIN (((const PaletteItem *) items->pdata[i])->score, 1));
  for (guint i = items->len; i-- > 0;)
    if (((const PaletteItem *) items->pdata[i])->score < best * WEAK)
      g_ptr_array_remove_index (items, i);
}

/* What is wrong with an argument is said where no name was meant. */
static void
drop_problems (GPtrArray *items)
{
  for (guint i = items->len; i-- > 0;)
    if (((const PaletteItem *) items->pdata[i])->kind == ITEM_PROBLEM)
      g_ptr_array_remove_index (items, i);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return item_compare (*(const PaletteItem *const *) a, *(const PaletteItem *const *) b);
}

/* Names of the project and of devices: below the commands, or alone. */
static void
add_also (const PaletteContext *context, const char *query, GPtrArray *items)
{
  const bool besides = items->len > 0;
  g_autoptr (GPtrArray) also = g_ptr_array_new ();
  finds_add_tracks (context->desk, query, also);
  finds_add_places (context->desk, query, also);
  finds_add_devices (context->desk, query, also);
  g_ptr_array_sort (also, compare);
  for (guint i = 0; i < also->len; i++) {
    PaletteItem *item = also->pdata[i];
    item->also = besides;
    if (i < MOST_ALSO)
      g_ptr_array_add (items, item);
    else
      item_free (item);
  }
}

GPtrArray *
palette_search (const PaletteContext *context, const char *text, int *n_actions)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  const char *query;
  const PaletteFilter filter = filter_of (text, &query);
  LqDesk *desk = context->desk;
  int by_name = 0;

  if (desk && (filter == FILTER_ALL || filter == FILTER_ACTIONS || filter == FILTER_TRACKS))
    arguments_read (desk, query, items);
  if (filter == FILTER_ALL || filter == FILTER_ACTIONS)
    by_name = add_actions (context, query, items);
  if (context->settings &&
      (filter == FILTER_SETTINGS || (filter == FILTER_ALL && strlen (query) >= LEAST_ALSO)))
    settings_add (context->settings, query, items);
  if (by_name > 0)
    drop_problems (items);
  if (*query)
    drop_weak (items);
  if (n_actions)
    *n_actions = (int) items->len;
  if (desk && filter == FILTER_ALL && strlen (query) >= LEAST_ALSO)
    add_also (context, query, items);
  if (desk && filter == FILTER_PLACES)
    finds_add_places (desk, query, items);
  if (desk && (filter == FILTER_TRACKS || (filter == FILTER_PLACES && *query)))
    finds_add_tracks (desk, query, items);
  if (desk && filter == FILTER_DEVICES)
    finds_add_devices (desk, query, items);
  g_ptr_array_sort (items, compare);
  return items;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of the actions that ask for a text: repeat 4, transpose -2, normalize -16LUFS. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/deeds/deed.h"
#include "ui/desk/target.h"
#include "ui/palette/arguments_private.h"

typedef struct {
  const char *word, *action;
  bool whole; /* the word itself is part of what the action reads */
} Form;

static const Form forms[] = {
  { "repeat", "edit.repeat" },       { "transpose", "clip.transpose" },
  { "normalize", "clip.normalize" }, { "bars", "tempo.from-range" },
  { "strip", "clip.strip-silence" }, { "color", "track.color" },
  { "comment", "comment.add" },      { "note", "track.note" },
  { "bounce", "clip.bounce" },       { "group", "track.group", true },
  { "folder", "track.group", true }, { "input", "header.input" },
  { "output", "header.output" },     { "crossfade", "comp.crossfade" },
};

const char *
deeds_word (const Action *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    if (!strcmp (forms[i].action, action->id))
      return forms[i].word;
  return NULL;
}

static Place
place_of (LqDesk *desk)
{
  const Row *row = desk_cursor_row (desk);
  if (lq_desk_ruler (desk) != N_RULERS)
    return PLACE_RULER_LANE;
  if (!row || row->kind == ROW_TRACK)
    return PLACE_CLIP_LANE;
  return row->kind == ROW_TAKE ? PLACE_TAKE_LANE : PLACE_AUTOMATION_LANE;
}

static void
add_form (Reading *reading, const Form *form)
{
  const Action *action = action_find (form->action);
  g_autofree char *text = reading_join (reading, form->whole ? 0 : 1, reading->n);
  g_autofree char *shown = reading_join (reading, 1, reading->n);
  g_auto (Deed) deed = { 0 };
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE);
  const bool good =
      deed_plan (deed_find (form->action), reading->desk, place_of (reading->desk), text, &deed);

  item_set_texts (item, g_strdup_printf ("%s: %s", _ (action->text), shown),
                  g_strdup_printf ("%s · %s", _ (place_title (action->place)), action->id), NULL);
  for (guint i = 0; good && i < deed.lines->len; i++)
    item_add_line (item, g_strdup (deed.lines->pdata[i]));
  if (!good)
    item->refused = g_strdup (deed.problem);
  reading_add (reading, item, NULL);
}

bool
read_deed (Reading *reading)
{
  const guint before = reading->items->len;
  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    if (!g_ascii_strcasecmp (forms[i].word, reading->words[0]))
      add_form (reading, &forms[i]);
  return reading->items->len > before;
}

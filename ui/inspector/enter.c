/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entered value means for everything that is selected: command lines. Main thread. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "ui/inspector/rows.h"

static bool
is_number (const RowSpec *spec)
{
  return spec->show == SHOW_VALUE || spec->show == SHOW_LEVEL || spec->show == SHOW_PAN ||
         spec->show == SHOW_SEND;
}

static char *
target_of (const RowSpec *spec, const InspectItem *item)
{
  char id[ID_TEXT_SIZE];
  const bool clip = spec->of == OF_CLIPS;
  return g_strdup_printf ("%s=%s", clip ? "clip" : "track",
                          id_write (id, clip ? item->clip->node.id : item->track->node.id));
}

static char *
value_text (const RowSpec *spec, double value)
{
  char number[NUMBER_TEXT_SIZE];
  if (spec->show == SHOW_SWITCH)
    return g_strdup (value ? "on" : "off");
  if (spec->values)
    return g_strdup (spec->values[(int) value]);
  if (spec->kind.form == FORM_MS || spec->kind.form == FORM_CLOCK)
    return inspect_seconds (value);
  return g_strdup (number_write (number, value));
}

static char *
line_of (const InspectPage *page, const RowSpec *spec, const InspectItem *item, double value)
{
  if (spec->line)
    return spec->line (page, item, value);
  g_autofree char *target = target_of (spec, item), *text = value_text (spec, value);
  return g_strdup_printf ("%s %s %s=%s", spec->command, target, spec->arg, text);
}

/* Values of two decimals more than show, so that sums do not leave 0.30000000000000004. */
static double
tidy (const ValueKind *kind, double value)
{
  if (!isfinite (value))
    return value;
  if (kind->form == FORM_MS || kind->form == FORM_CLOCK || kind->form == FORM_PLACE ||
      kind->form == FORM_SPAN || kind->form == FORM_PITCH)
    return rint (value);
  return rint (value * 1e4) / 1e4;
}

static bool
enter_all (const InspectPage *page, const InspectRow *row, const Entered *entered, GPtrArray *lines,
           bool *limited, GError **error)
{
  const RowSpec *spec = row->spec;
  bool own, any = false;

  if (spec->enter)
    return spec->enter (page, spec, entered, lines, limited, error);
  GArray *items = inspect_items (page, row, &own);
  for (guint i = 0; i < items->len; i++) {
    const InspectItem *item = &g_array_index (items, InspectItem, i);
    const double now = spec->number (page, item);
    ValuePlace place = page->place;
    bool here;
    place.from = inspect_from (page, item);
    const double next =
        tidy (&spec->kind, entered_apply (entered, &spec->kind, &place, now, &here));
    any |= here;
    if (next != now)
      g_ptr_array_add (lines, line_of (page, spec, item, next));
  }
  *limited = any;
  if (own)
    g_array_unref (items);
  return true;
}

static void
enter_text (const InspectPage *page, const InspectRow *row, const char *text, GPtrArray *lines)
{
  const RowSpec *spec = row->spec;
  bool own;
  GArray *items = inspect_items (page, row, &own);
  for (guint i = 0; i < items->len; i++) {
    const InspectItem *item = &g_array_index (items, InspectItem, i);
    g_autofree char *now = spec->text ? spec->text (page, item) : g_strdup ("");
    g_autofree char *target = target_of (spec, item), *quoted = g_shell_quote (text);
    if (strcmp (now, text) != 0)
      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s %s=%s", spec->command, target, spec->arg, quoted));
  }
  if (own)
    g_array_unref (items);
}

static char *
limit_text (const InspectPage *page, const RowSpec *spec, const Entered *entered)
{
  const ValueKind *kind = &spec->kind;
  ValuePlace place = page->place;
  g_autofree char *low = value_kind_text (kind, &place, kind->min);
  g_autofree char *high = value_kind_text (kind, &place, kind->max);
  const char *unit = kind->unit ? _ (kind->unit) : "";
  if (kind->max > 1e12)
    return g_strdup (_ ("Set to the least that there is."));
  return g_strdup_printf (_ ("Set to the nearest: it goes from %s to %s %s"), low, high, unit);
}

static bool
enter_index (const InspectPage *page, const InspectRow *row, const char *text, GPtrArray *lines,
             GError **error)
{
  const RowSpec *spec = row->spec;
  Entered entered = { .how = ENTERED_VALUE, .amount = -1 };
  bool limited;
  for (int i = 0; spec->values && spec->values[i]; i++)
    if (!strcmp (spec->values[i], text))
      entered.amount = i;
  if (!spec->values)
    entered.amount = !strcmp (text, "on");
  if (entered.amount < 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, _ ("“%s” cannot be chosen here."),
                 text);
    return false;
  }
  return enter_all (page, row, &entered, lines, &limited, error);
}

/* Where sends are tapped. */
static void
enter_tap (const InspectPage *page, const InspectRow *row, const char *tap, GPtrArray *lines)
{
  bool own;
  g_autoptr (GArray) items = inspect_items (page, row, &own);
  for (guint i = 0; i < items->len; i++) {
    const InspectItem *item = &g_array_index (items, InspectItem, i);
    char track[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
    g_ptr_array_add (lines, g_strdup_printf ("send.set track=%s send=%s tap=%s",
                                             id_write (track, item->track->node.id),
                                             id_write (id, item->send->node.id), tap));
  }
}

bool
inspect_enter (const InspectPage *page, const InspectRow *row, const char *text, GPtrArray *lines,
               char **note, GError **error)
{
  const RowSpec *spec = row->spec;
  ValuePlace place = page->place;
  Entered entered = { 0 };
  bool limited = false;

  if (note)
    *note = NULL;
  if (spec->show == SHOW_BUTTON)
    return !spec->enter || spec->enter (page, spec, &entered, lines, &limited, error);
  if (spec->show == SHOW_SEND && (!strcmp (text, "pre") || !strcmp (text, "post"))) {
    enter_tap (page, row, text, lines);
    return true;
  }
  if (spec->values || spec->show == SHOW_SWITCH || spec->show == SHOW_DEVICE)
    return enter_index (page, row, text, lines, error);
  if (!is_number (spec)) {
    if (spec->show == SHOW_TEXT && !*text) {
      g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, _ ("A name is not empty."));
      return false;
    }
    enter_text (page, row, text, lines);
    return true;
  }
  if (spec->of == OF_CLIPS)
    place.from = inspect_from (page, &g_array_index (page->clips, InspectItem, 0));
  if (!entered_read (&spec->kind, &place, text, &entered, error) ||
      !enter_all (page, row, &entered, lines, &limited, error))
    return false;
  if (limited && note)
    *note = limit_text (page, spec, &entered);
  return true;
}

bool
inspect_step (const InspectPage *page, const InspectRow *row, double steps, GPtrArray *lines,
              GError **error)
{
  bool limited = false;
  if (!is_number (row->spec) || row->spec->kind.step == 0)
    return true;
  const Entered entered = entered_step (&row->spec->kind, steps);
  return enter_all (page, row, &entered, lines, &limited, error);
}

void
choice_add (GArray *choices, const char *label, const char *value)
{
  const Choice choice = { g_strdup (label), g_strdup (value) };
  g_array_append_val (choices, choice);
}

static void
clear_choice (gpointer data)
{
  Choice *choice = data;
  g_free (choice->label);
  g_free (choice->value);
}

GArray *
inspect_choices (const InspectPage *page, const InspectRow *row, int *chosen)
{
  const RowSpec *spec = row->spec;
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (Choice));

  g_array_set_clear_func (choices, clear_choice);
  for (int i = 0; spec->labels && spec->labels[i]; i++)
    choice_add (choices, _ (spec->labels[i]), spec->values[i]);
  if (spec->list)
    spec->list (page, choices);
  *chosen = -1;
  for (guint i = 0; i < choices->len && *chosen < 0; i++)
    if (!g_strcmp0 (row->text, g_array_index (choices, Choice, i).label))
      *chosen = (int) i;
  return choices;
}

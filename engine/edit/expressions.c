/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/expressions.h"

#include <string.h>

#include "edit/command.h"

#define SEMITONES 48

const char *const expression_params[] = { "pitch", "pressure", "timbre", NULL };

void
expression_range (int kind, double *least, double *most)
{
  *least = kind == EXPRESSION_PITCH ? -SEMITONES : 0;
  *most = kind == EXPRESSION_PITCH ? SEMITONES : 127;
}

double
expression_still (int kind)
{
  return kind == EXPRESSION_TIMBRE ? 64 : 0;
}

bool
expression_read_value (int kind, const char *text, double *value, GError **error)
{
  double least, most;
  char unit[8];

  if (!value_read_quantity (text, value, unit, sizeof unit, error))
    return false;
  expression_range (kind, &least, &most);
  if (!strcmp (unit, "%"))
    *value *= most / 100;
  else if (*unit)
    return edit_fail (error, "'%s' is no value; write a number or a percentage", text);
  if (!(*value >= least && *value <= most))
    return edit_fail (error, "%s is out of range, it goes from %g to %g", text, least, most);
  return true;
}

const Expression *
expression_find (const Clip *content, Id note, int kind)
{
  for (int i = 0; i < list_n (content->expressions); i++) {
    const Expression *expression = (const Expression *) list_get (content->expressions, i);
    if (expression->note == note && !strcmp (text_get (expression->param), expression_params[kind]))
      return expression;
  }
  return NULL;
}

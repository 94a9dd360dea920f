/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dropouts.h"

#include <inttypes.h>

char *
dropouts_write (const GArray *marks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < marks->len; i++) {
    const DropoutMark *mark = &g_array_index (marks, DropoutMark, i);
    g_string_append_printf (text, "%s%" PRId64, i > 0 ? " " : "", mark->frame);
    if (mark->missing > 0)
      g_string_append_printf (text, "+%" PRId64, mark->missing);
  }
  return g_string_free (text, FALSE);
}

/* Digits alone: no sign, no blank. */
static bool
read_number (const char **at, Frames *number)
{
  char *end;

  if (!g_ascii_isdigit (**at))
    return false;
  *number = g_ascii_strtoll (*at, &end, 10);
  *at = end;
  return *number <= UNITS_MAX;
}

bool
dropouts_read (const char *text, GArray *marks)
{
  while (*text) {
    DropoutMark mark = { 0 };
    if (!read_number (&text, &mark.frame))
      return false;
    if (*text == '+') {
      text++;
      if (!read_number (&text, &mark.missing))
        return false;
    }
    if (*text && *text != ' ')
      return false;
    while (*text == ' ')
      text++;
    g_array_append_val (marks, mark);
  }
  return true;
}

void
dropouts_set (Source *source, const GArray *marks)
{
  list_unref (source->dropouts);
  source->dropouts = NULL;
  for (guint i = 0; i < marks->len; i++) {
    const DropoutMark *mark = &g_array_index (marks, DropoutMark, i);
    Dropout *dropout = (Dropout *) node_new (NODE_DROPOUT);
    dropout->frame = mark->frame;
    dropout->missing = mark->missing;
    list_insert (&source->dropouts, -1, &dropout->node);
  }
}

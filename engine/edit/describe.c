/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/describe.h"

#include <string.h>

static bool
is_switch (const Args *args, const Wording *wording)
{
  return wording->off && !arg_bool (args, wording->arg);
}

void
edit_describe_set (Edit *edit, const Args *args, const Wording *wordings, const char *name)
{
  const char *words = NULL;

  for (const Wording *row = wordings; row->arg; row++) {
    if (!arg_given (args, row->arg))
      continue;
    const char *own = is_switch (args, row) ? row->off : row->words;
    if (words && strcmp (words, own) != 0) {
      edit_describe (edit, "Change %s", name);
      return;
    }
    words = own;
  }
  if (!words)
    words = "Change %";
  const char *sign = strchr (words, '%');
  edit_describe (edit, "%.*s%s%s", (int) (sign - words), words, name, sign + 1);
}

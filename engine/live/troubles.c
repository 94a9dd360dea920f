/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/troubles.h"

#include <string.h>

void
troubles_add (GArray *troubles, const PlayerReport *report)
{
  Trouble trouble = { .kind = report->kind, .at = report->at };

  if ((report->kind != PLAYER_LATE && report->kind != PLAYER_XRUN &&
       report->kind != PLAYER_BROKEN) ||
      troubles->len >= TROUBLES_MOST)
    return;
  memcpy (trouble.strips, report->strips, sizeof trouble.strips);
  g_array_append_val (troubles, trouble);
}

static const char *
name_of (const Project *project, Id id)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Node *node = list_get (project->tracks, t);
    if (node->id == id)
      return node_name (node);
  }
  return NULL; /* deleted since */
}

static char *
names_of (const Trouble *trouble, const Project *project)
{
  GString *names = g_string_new (NULL);

  for (int i = 0; i < PLAYER_WORST && trouble->strips[i]; i++) {
    const char *name = name_of (project, trouble->strips[i]);
    if (name)
      g_string_append_printf (names, "%s%s", names->len ? ", " : "", name);
  }
  return g_string_free (names, FALSE);
}

char *
trouble_text (const Trouble *trouble, const Project *project)
{
  const int64_t tenths = trouble->at * 10 / (Frames) project->rate;
  g_autofree char *names = names_of (trouble, project);
  g_autofree char *place = g_strdup_printf ("%d:%02d.%d", (int) (tenths / 600),
                                            (int) (tenths / 10 % 60), (int) (tenths % 10));

  if (trouble->kind == PLAYER_BROKEN)
    return g_strdup_printf ("%s gave NaN or infinity at %s: it was silenced for a moment",
                            *names ? names : "a track", place);
  if (trouble->kind == PLAYER_XRUN)
    return g_strdup_printf ("xrun at %s", place);
  return *names ? g_strdup_printf ("late at %s: mostly %s", place, names)
                : g_strdup_printf ("late at %s", place);
}

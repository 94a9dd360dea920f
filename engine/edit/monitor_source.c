/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/monitor_source.h"

#include <string.h>

#include "edit/args.h"

bool
monitor_source_read (const Project *project, const char *text, int *cue, Id *reference,
                     GError **error)
{
  List *both = NULL;
  Id id = 0;

  *cue = 0;
  *reference = 0;
  if (strcmp (text, "main") == 0 || strcmp (text, "master") == 0)
    return true;
  for (int i = 0; i < list_n (project->cues); i++)
    list_insert (&both, -1, node_ref (list_get (project->cues, i)));
  for (int i = 0; i < list_n (project->references); i++)
    list_insert (&both, -1, node_ref (list_get (project->references, i)));
  const bool good = resolve_in_list (both, "cue or reference", text, &id, error);
  list_unref (both);
  const int index = good ? list_find (project->cues, id) : -1;
  *cue = index + 1;
  *reference = good && index < 0 ? id : 0;
  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clip that a command names, to read and to take out of its lane. Main thread. */
#pragma once

#include "edit/command.h"
#include "model/project.h"

/* Borrowed; commands resolve their arguments before, so there is one. */
static inline const Clip *
clip_find (const Edit *edit, Id id)
{
  return (const Clip *) project_find (edit->project, id, NULL);
}

/* The clip out of its lane, as a fresh copy that the caller owns; *list is where it stood. NULL
 * when it was taken out before. */
static inline Clip *
clip_take (Edit *edit, Id id, List ***list)
{
  int index;
  *list = project_edit_list_of (edit->project, id, &index);
  if (!*list)
    return NULL;
  Clip *clip = (Clip *) node_copy (list_get (**list, index));
  list_remove (*list, index);
  return clip;
}

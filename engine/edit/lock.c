/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/lock.h"

static bool
is_same (Position a, Position b)
{
  return a.value == b.value && a.base == b.base;
}

/* What a step would do to it; NULL: nothing that matters. */
static const char *
harm (const Clip *before, const Clip *after)
{
  if (!is_same (before->start, after->start) || before->start_fine != after->start_fine)
    return "would move";
  if (!is_same (before->length, after->length))
    return "would be cut or change its length";
  if (before->offset != after->offset || before->offset_fine != after->offset_fine ||
      before->source != after->source || before->reverse != after->reverse ||
      before->loop != after->loop || before->loop_start != after->loop_start ||
      before->loop_length != after->loop_length || before->stretch_mode != after->stretch_mode ||
      before->stretch != after->stretch || before->unwarped != after->unwarped ||
      before->warps != after->warps)
    return "would play something else";
  return NULL;
}

static bool
fail (const Clip *clip, const char *what, GError **error)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "'%s' is locked and %s: unlock it first",
               text_get (clip->name), what);
  return false;
}

static bool
check_list (const List *before, const List *after, GError **error)
{
  if (before == after)
    return true;
  for (int i = 0; i < list_n (before); i++) {
    const Clip *old = (const Clip *) list_get (before, i);
    if (!old->locked || (i < list_n (after) && list_get (after, i) == &old->node))
      continue;
    const int index = list_find (after, old->node.id);
    if (index < 0)
      return fail (old, "would be removed or leave its track", error);
    const Clip *now = (const Clip *) list_get (after, index);
    const char *what = now->locked ? harm (old, now) : NULL;
    if (what)
      return fail (old, what, error);
  }
  return true;
}

bool
locks_check (const Project *before, const Project *after, GError **error)
{
  for (int t = 0; t < list_n (before->tracks); t++) {
    const Track *old = (const Track *) list_get (before->tracks, t);
    if (t < list_n (after->tracks) && list_get (after->tracks, t) == &old->node)
      continue;
    const Track *now = project_find_track (after, old->node.id);
    if (!now || now == old)
      continue;
    if (!check_list (old->clips, now->clips, error))
      return false;
    for (int i = 0; i < list_n (old->lanes); i++) {
      const Lane *lane = (const Lane *) list_get (old->lanes, i);
      const int index = list_find (now->lanes, lane->node.id);
      if (index >= 0 &&
          !check_list (lane->clips, ((const Lane *) list_get (now->lanes, index))->clips, error))
        return false;
    }
  }
  return true;
}

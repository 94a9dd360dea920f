/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/chain.h"

#include <string.h>

#include "base/text.h"
#include "edit/device_values.h"

static int
count (const char *const *names)
{
  int n = 0;
  while (names && names[n])
    n++;
  return n;
}

bool
chain_fail_unknown_kind (const EditHost *host, const char *kind, GError **error)
{
  const char *const *effects = host ? host->effect_kinds : NULL;
  const char *const *instruments = host ? host->instrument_kinds : NULL;
  const char *nearest = text_nearest (kind, effects, count (effects));
  if (!nearest)
    nearest = text_nearest (kind, instruments, count (instruments));
  return edit_fail (error, "there is no effect '%s'%s%s%s", kind, nearest ? "; did you mean '" : "",
                    nearest ? nearest : "", nearest ? "'?" : "");
}

static int
find_effect (const List *chain, const char *name)
{
  for (int i = 0; i < list_n (chain); i++)
    if (strcmp (text_get (((const Effect *) list_get (chain, i))->name), name) == 0)
      return i;
  for (int i = 0; i < list_n (chain); i++)
    if (strcmp (text_get (((const Effect *) list_get (chain, i))->kind), name) == 0)
      return i;
  return -1;
}

static bool
set_one (Edit *edit, List **chain, const char *name, const char *text, GError **error)
{
  const char *dot = strchr (name, '.');

  if (!dot || dot == name)
    return edit_fail (error, "'%s' is neither an argument nor EFFECT.PARAM", name);
  g_autofree char *head = g_strndup (name, (gsize) (dot - name));
  int index = find_effect (*chain, head);
  if (index < 0) {
    const DeviceSpec *spec =
        edit->host && edit->host->find_effect ? edit->host->find_effect (head) : NULL;
    if (!spec)
      return chain_fail_unknown_kind (edit->host, head, error);
    Effect *fresh = edit_new_node (edit, NODE_EFFECT, true);
    text_set (&fresh->kind, spec->kind);
    fresh->version = spec->version;
    list_insert (chain, -1, &fresh->node);
    index = list_n (*chain) - 1;
  }
  Effect *effect = (Effect *) list_edit (chain, index);
  const DeviceSpec *spec = device_spec_of (edit->host, effect);
  if (!spec)
    return edit_fail (error, "'%s' is not known to this version", text_get (effect->kind));
  return device_set (effect, spec, dot + 1, text, error);
}

bool
chain_set_rest (Edit *edit, List **chain, const Args *args, GError **error)
{
  for (int switches = 0; switches < 2; switches++)
    for (int i = 0; i < args_rest (args); i++)
      if (device_is_switch (args_rest_name (args, i)) == (switches == 1) &&
          !set_one (edit, chain, args_rest_name (args, i), args_rest_value (args, i), error))
        return false;
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/shelf.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "base/id.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "ui/device/device_presets.h"

static const struct {
  const char *kind;
  DeviceFamily family;
} families[] = {
  { "eq", FAMILY_EQ },           { "compressor", FAMILY_DYNAMICS },
  { "gate", FAMILY_DYNAMICS },   { "limiter", FAMILY_DYNAMICS },
  { "delay", FAMILY_SPACE },     { "reverb", FAMILY_SPACE },
  { "saturator", FAMILY_COLOR }, { "utility", FAMILY_UTILITY },
};

typedef enum { KEY_DEVICE, KEY_PRESET, KEY_USER, KEY_CHAIN, N_KEYS } KeyKind;
static const char *const prefixes[N_KEYS] = { "device:", "preset:", "user:", "chain:" };

const char *
shelf_family_name (DeviceFamily family)
{
  static const char *const names[N_FAMILIES] = { N_ ("Instruments"), N_ ("Equalizers"),
                                                 N_ ("Dynamics"),    N_ ("Delay and reverb"),
                                                 N_ ("Distortion"),  N_ ("Utility") };
  return _ (names[family]);
}

DeviceFamily
shelf_family (const DeviceSpec *spec)
{
  if (instrument_find (spec->kind))
    return FAMILY_INSTRUMENT;
  for (size_t i = 0; i < G_N_ELEMENTS (families); i++)
    if (!strcmp (families[i].kind, spec->kind))
      return families[i].family;
  return FAMILY_UTILITY;
}

static void
add_of_family (GPtrArray *devices, const Processor *const *all, int n, DeviceFamily family)
{
  for (int i = 0; i < n; i++)
    if (shelf_family (all[i]->spec) == family)
      g_ptr_array_add (devices, (gpointer) all[i]->spec);
}

GPtrArray *
shelf_family_devices (DeviceFamily family)
{
  GPtrArray *devices = g_ptr_array_new ();
  int n;
  const Processor *const *instruments = instruments_all (&n);
  add_of_family (devices, instruments, n, family);
  const Processor *const *effects = effects_all (&n);
  add_of_family (devices, effects, n, family);
  return devices;
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

static KeyKind
kind_of (const char *key)
{
  for (int i = 0; i < N_KEYS; i++)
    if (g_str_has_prefix (key, prefixes[i]))
      return (KeyKind) i;
  return N_KEYS;
}

bool
shelf_is_key (const char *text)
{
  return kind_of (text) != N_KEYS;
}

char *
shelf_key_device (const DeviceSpec *spec)
{
  return g_strconcat (prefixes[KEY_DEVICE], spec->kind, NULL);
}

char *
shelf_key_preset (const DeviceSpec *spec, const char *name)
{
  return g_strconcat (prefixes[KEY_PRESET], spec->kind, ":", name, NULL);
}

char *
shelf_key_user (const DeviceSpec *spec, const char *name)
{
  return g_strconcat (prefixes[KEY_USER], spec->kind, ":", name, NULL);
}

char *
shelf_key_chain (const char *name)
{
  return g_strconcat (prefixes[KEY_CHAIN], name, NULL);
}

typedef struct {
  KeyKind kind;
  const DeviceSpec *spec; /* NULL: a chain, or not known */
  const char *name; /* of the preset; in the key */
} KeyParts;

static KeyParts
parts_of (const char *key)
{
  KeyParts parts = { .kind = kind_of (key) };
  if (parts.kind == N_KEYS)
    return parts;
  const char *rest = key + strlen (prefixes[parts.kind]);
  if (parts.kind == KEY_CHAIN) {
    parts.name = rest;
    return parts;
  }
  const char *colon = parts.kind == KEY_DEVICE ? NULL : strchr (rest, ':');
  g_autofree char *device = colon ? g_strndup (rest, (gsize) (colon - rest)) : g_strdup (rest);
  parts.spec = device_spec (device);
  parts.name = colon ? colon + 1 : NULL;
  return parts;
}

const DeviceSpec *
shelf_device (const char *key)
{
  return parts_of (key).spec;
}

static const ParamPreset *
built_in (const KeyParts *parts)
{
  for (int i = 0; parts->name && i < parts->spec->n_presets; i++)
    if (!strcmp (parts->spec->presets[i].name, parts->name))
      return &parts->spec->presets[i];
  return NULL;
}

static const char *
folder_of (const KeyParts *parts)
{
  return parts->kind == KEY_CHAIN ? PRESETS_OF_CHAINS : parts->spec->kind;
}

static bool
is_kept (const KeyParts *parts)
{
  g_autoptr (GPtrArray) names = presets_list (folder_of (parts));
  return parts->name && g_ptr_array_find_with_equal_func (names, parts->name, g_str_equal, NULL);
}

static bool
is_there (const KeyParts *parts)
{
  switch (parts->kind) {
  case KEY_DEVICE:
    return parts->spec != NULL;
  case KEY_PRESET:
    return parts->spec && built_in (parts);
  case KEY_USER:
    return parts->spec && is_kept (parts);
  case KEY_CHAIN:
    return is_kept (parts);
  default:
    return false;
  }
}

char *
shelf_name (const char *key)
{
  const KeyParts parts = parts_of (key);
  if (!is_there (&parts))
    return NULL;
  return g_strdup (parts.kind == KEY_DEVICE ? parts.spec->label : parts.name);
}

bool
shelf_is_removable (const char *key)
{
  const KeyParts parts = parts_of (key);
  return (parts.kind == KEY_USER || parts.kind == KEY_CHAIN) && is_there (&parts);
}

bool
shelf_remove (const char *key, GError **error)
{
  const KeyParts parts = parts_of (key);
  return presets_remove (folder_of (&parts), parts.name, error);
}

/* --- Command lines ------------------------------------------------------------------------------
 */

static bool
take (const KeyParts *parts, GError **error)
{
  if (is_there (parts))
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, _ ("This is no longer there."));
  return false;
}

/* Behind "effect.add track=… kind=…"; to be freed. */
static char *
values_of (const KeyParts *parts, GError **error)
{
  if (parts->kind == KEY_DEVICE)
    return g_strdup ("");
  if (parts->kind == KEY_PRESET)
    return g_strdup (built_in (parts)->values);
  char *text = presets_load (parts->spec->kind, parts->name, error);
  return text ? g_strstrip (text) : NULL;
}

static bool
is_instrument (const KeyParts *parts)
{
  return parts->spec && instrument_find (parts->spec->kind);
}

static bool
takes (const Track *track, const KeyParts *parts)
{
  if (!track || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return false;
  return !is_instrument (parts) || track->kind == TRACK_INSTRUMENT;
}

static bool
stands_in (const Project *project, const Track *track, Id group)
{
  while (track && track->group && track->group != group)
    track = project_find_track (project, track->group);
  return track && track->group == group;
}

/* Beside the other: in its group, behind it and all that stands in it. */
static void
add_track (GPtrArray *lines, const Project *project, const KeyParts *parts, const Track *other)
{
  char id[ID_TEXT_SIZE];
  g_autofree char *name = g_shell_quote (parts->name ? parts->name : parts->spec->label);
  GString *line = g_string_new (NULL);
  g_string_append_printf (line, "track.add kind=%s name=%s",
                          is_instrument (parts) ? "instrument" : "audio", name);
  if (other && other->group)
    g_string_append_printf (line, " in=%s", id_write (id, other->group));
  const Node *behind = other ? &other->node : NULL;
  for (int i = 0; other && i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (stands_in (project, track, other->node.id))
      behind = &track->node;
  }
  if (behind)
    g_string_append_printf (line, " after=%s", id_write (id, behind->id));
  g_ptr_array_add (lines, g_string_free (line, FALSE));
}

static void
add_chain (GPtrArray *lines, const char *text, const char *track)
{
  g_auto (GStrv) all = g_strsplit (text, "\n", -1);
  for (char **line = all; *line; line++)
    if (g_str_has_prefix (*line, "effect.add track=$1 "))
      g_ptr_array_add (lines, g_strdup_printf ("effect.add track=%s %s", track,
                                               *line + strlen ("effect.add track=$1 ")));
}

static bool
add_thing (GPtrArray *lines, const KeyParts *parts, const char *track, const char *place,
           GError **error)
{
  if (parts->kind == KEY_CHAIN) {
    g_autofree char *text = presets_load (PRESETS_OF_CHAINS, parts->name, error);
    if (text)
      add_chain (lines, text, track);
    return text != NULL;
  }
  g_autofree char *values = values_of (parts, error);
  if (values)
    g_ptr_array_add (lines, g_strdup_printf ("effect.add track=%s kind=%s%s%s%s", track,
                                             parts->spec->kind, place, *values ? " " : "", values));
  return values != NULL;
}

GPtrArray *
shelf_lines (const Project *project, const char *key, Id track, bool *makes_track, GError **error)
{
  const KeyParts parts = parts_of (key);
  const Track *on = track ? project_find_track (project, track) : NULL;
  char id[ID_TEXT_SIZE];
  if (!take (&parts, error))
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  *makes_track = !takes (on, &parts);
  if (*makes_track)
    add_track (lines, project, &parts, on && on->kind != TRACK_MAIN ? on : NULL);
  if (add_thing (lines, &parts, *makes_track ? "$1" : id_write (id, track), "", error))
    return lines;
  g_ptr_array_unref (lines);
  return NULL;
}

GPtrArray *
shelf_replace_lines (const Project *project, const char *key, Id track, Id effect, GError **error)
{
  const KeyParts parts = parts_of (key);
  const Track *on = track ? project_find_track (project, track) : NULL;
  g_autoptr (GArray) slots = device_slots (on);
  const DeviceSlot *slot = device_slot_of (slots, effect);
  char id[ID_TEXT_SIZE];
  if (!take (&parts, error))
    return NULL;
  if (!slot || parts.kind == KEY_CHAIN ||
      is_instrument (&parts) != (slot->row == DEVICE_INSTRUMENT)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 _ ("Choose a device of the same sort first: it is what is replaced."));
    return NULL;
  }
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *place = slot->row == DEVICE_INSTRUMENT ? g_strdup ("")
                           : slot->row == DEVICE_MASTER
                               ? g_strdup_printf (" master=on at=%d", slot->at)
                               : g_strdup_printf (" at=%d", slot->at);
  if (slot->row != DEVICE_INSTRUMENT)
    g_ptr_array_add (lines, device_line ("effect.remove", track, effect, ""));
  if (add_thing (lines, &parts, id_write (id, track), place, error))
    return lines;
  g_ptr_array_unref (lines);
  return NULL;
}

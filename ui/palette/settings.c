/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/settings.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define OTHER_WEIGHT 0.75 /* of key and aliases */
#define TYPED 1.0 /* more where the value stands behind it */

typedef struct {
  GSettings *settings;
  GSettingsSchemaKey *schema;
  const char *key, *title, *aliases;
  FuzzyMatch match; /* in the title */
  double score;
  GPtrArray *items;
} Setting;

/* What is no row here (folders, devices by name, what the window keeps for itself) is not typed. */
static const struct {
  const char *key, *title, *aliases;
} rows[] = {
  { "theme", N_ ("Theme"), "appearance dark light colors" },
  { "high-contrast", N_ ("High contrast"), "appearance accessibility" },
  { "spoken-moves", N_ ("Tell moves of the cursor in words"), "accessibility speak screen reader" },
  { "scale", N_ ("Size of the interface"), "zoom dpi scale large small" },
  { "rate", N_ ("Rate of the audio device in Hz"), "sample rate" },
  { "preview", N_ ("Hear files in the browser"), "audition listen preview" },
  { "preview-sync", N_ ("Hear files in the tempo of the song"), "audition sync tempo" },
  { "record-float", N_ ("Record as 32-bit floats"), "recording format bits 24" },
  { "follow", N_ ("Follow the playhead"), "scroll page smooth" },
  { "snap", N_ ("Snap to the grid when a project opens"), "editing grid" },
  { "overlap-fades", N_ ("Clips laid over others fade into them"), "editing crossfade overlap" },
  { "split-fade", N_ ("Fade at splits, ms"), "editing cut click" },
  { "reduce-motion", N_ ("Less motion"), "appearance accessibility animation" },
  { "history-mib", N_ ("Memory for undo, MiB"), "editing history" },
  { "block", N_ ("Buffer of the audio device in frames"), "latency block size" },
};

static char *
text_of (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? _ ("on") : _ ("off"));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup_printf ("%g", g_variant_get_double (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return g_strdup_printf ("%d", g_variant_get_int32 (value));
  return g_variant_dup_string (value, NULL);
}

/* `value` is floating, or NULL where it is still to be typed. */
static void
add (Setting *setting, GVariant *value, double less)
{
  PaletteItem *item = item_new (ITEM_SETTING, setting->score - less);
  g_autoptr (GVariant) now = g_settings_get_value (setting->settings, setting->key);
  g_autofree char *next = value ? text_of (value) : g_strdup ("…");
  g_autofree char *current = text_of (now);

  item_set_texts (item, g_strdup_printf ("%s: %s", setting->title, next),
                  g_strdup_printf (_ ("Setting · %s"), setting->key),
                  g_strdup_printf (_ ("now %s"), current));
  item->match = setting->match;
  item->setting = g_strdup (setting->key);
  item->fill = g_strdup_printf ("=%s ", setting->key);
  if (!value) {
    item->refused = g_strdup (_ ("Type a value behind it"));
  } else {
    item->value = g_variant_ref_sink (value);
    if (g_variant_equal (value, now))
      item->refused = g_strdup (_ ("It is so already"));
    else if (!g_settings_schema_key_range_check (setting->schema, value))
      item->refused = g_strdup (_ ("Out of range"));
  }
  g_ptr_array_add (setting->items, item);
}

/* The value that a text means for the key; NULL where it means none. Floating. */
static GVariant *
value_typed (const Setting *setting, const char *text)
{
  const GVariantType *type = g_settings_schema_key_get_value_type (setting->schema);
  bool on;
  double x;
  int64_t i;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_BOOLEAN))
    return value_read_bool (text, &on, NULL) ? g_variant_new_boolean (on) : NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_DOUBLE)) {
    g_autofree char *number = g_strdup (text);
    const bool percent = g_str_has_suffix (text, "%");
    if (percent)
      number[strlen (number) - 1] = '\0';
    return value_read_number (number, &x, NULL) ? g_variant_new_double (percent ? x / 100 : x)
                                                : NULL;
  }
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
    return value_read_int (text, &i, NULL) && i >= G_MININT32 && i <= G_MAXINT32
               ? g_variant_new_int32 ((gint32) i)
               : NULL;
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (text));
  return g_settings_schema_key_range_check (setting->schema, value) ? g_variant_new_string (text)
                                                                    : NULL;
}

static void
add_values (Setting *setting)
{
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (setting->schema);
  g_autoptr (GVariant) now = g_settings_get_value (setting->settings, setting->key);
  g_autoptr (GVariant) choices = NULL;
  const char *kind;

  g_variant_get (range, "(&sv)", &kind, &choices);
  if (!strcmp (kind, "enum")) {
    for (gsize i = 0; i < g_variant_n_children (choices); i++) {
      g_autoptr (GVariant) choice = g_variant_get_child_value (choices, i);
      if (!g_variant_equal (choice, now))
        add (setting, g_variant_new_string (g_variant_get_string (choice, NULL)),
             1e-4 * (double) i);
    }
  } else if (g_variant_is_of_type (now, G_VARIANT_TYPE_BOOLEAN)) {
    add (setting, g_variant_new_boolean (!g_variant_get_boolean (now)), 0);
  } else {
    add (setting, NULL, 0);
  }
}

static bool
named (Setting *setting, const char *name)
{
  FuzzyMatch other;
  if (fuzzy_match (name, setting->title, &setting->match)) {
    setting->score = setting->match.score;
    return true;
  }
  setting->match = (FuzzyMatch){ 0 };
  if (!fuzzy_match (name, setting->key, &other) && !fuzzy_match (name, setting->aliases, &other))
    return false;
  setting->score = other.score * OTHER_WEIGHT;
  return true;
}

void
settings_add (GSettings *settings, const char *query, GPtrArray *items)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_object_get (settings, "settings-schema", &schema, NULL);
  const char *blank = strrchr (query, ' ');
  g_autofree char *name = blank ? g_strndup (query, (gsize) (blank - query)) : NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (!g_settings_schema_has_key (schema, rows[i].key))
      continue;
    g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, rows[i].key);
    Setting setting = { .settings = settings,
                        .schema = key,
                        .key = rows[i].key,
                        .title = _ (rows[i].title),
                        .aliases = rows[i].aliases,
                        .items = items };
    GVariant *typed = name && *name && blank[1] ? value_typed (&setting, blank + 1) : NULL;
    if (typed && named (&setting, name))
      add (&setting, g_steal_pointer (&typed), -TYPED);
    else if (named (&setting, query))
      add_values (&setting);
    if (typed)
      g_variant_unref (g_variant_ref_sink (typed));
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/layout.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "ui/commands/key_names.h"

#define FOLDER "/org/lacquer/Lacquer/keymaps/"

typedef struct {
  char keysym[32]; /* "" prints nothing */
  char *shown;
} Print;

struct KeyLayout {
  Print prints[KEY_N_CODES];
  const KeyName *moved[KEY_N_CODES]; /* what the layout's file puts there */
  bool latin; /* some key prints a letter A to Z */
};

static bool
is_letter (const char *keysym)
{
  return g_ascii_isalpha (keysym[0]) && !keysym[1];
}

/* The key that a US keyboard has there, if layouts print on it: the four rows, and what ISO and
 * Japanese keyboards have beside them. */
static const KeyName *
printing_of_code (unsigned code)
{
  const bool in_rows = (code >= 2 && code <= 13) || (code >= 16 && code <= 27) ||
                       (code >= 30 && code <= 41) || (code >= 43 && code <= 53);
  return in_rows || code == 86 || code == 89 || code == 124 ? key_name_of_code (code) : NULL;
}

KeyLayout *
key_layout_new (void)
{
  return g_new0 (KeyLayout, 1);
}

void
key_layout_free (KeyLayout *layout)
{
  for (int i = 0; i < KEY_N_CODES; i++)
    g_free (layout->prints[i].shown);
  g_free (layout);
}

/* Dead keys are no characters, so that toolkits have no text for them. */
static const char *const dead_marks[][2] = {
  { "dead_acute", "´" },     { "dead_grave", "`" },    { "dead_circumflex", "^" },
  { "dead_diaeresis", "¨" }, { "dead_tilde", "~" },    { "dead_cedilla", "¸" },
  { "dead_caron", "ˇ" },     { "dead_ogonek", "˛" },   { "dead_abovering", "˚" },
  { "dead_breve", "˘" },     { "dead_abovedot", "˙" }, { "dead_doubleacute", "˝" },
  { "dead_macron", "¯" },    { "dead_stroke", "/" },   { "dead_belowdot", "." },
};

static const char *
text_of (const char *keysym, const char *shown)
{
  for (size_t i = 0; i < G_N_ELEMENTS (dead_marks); i++)
    if (strcmp (keysym, dead_marks[i][0]) == 0)
      return dead_marks[i][1];
  return shown && *shown ? shown : keysym;
}

void
key_layout_print (KeyLayout *layout, unsigned code, const char *keysym, const char *shown)
{
  if (!printing_of_code (code))
    return;
  g_strlcpy (layout->prints[code].keysym, keysym, sizeof layout->prints[code].keysym);
  g_free (layout->prints[code].shown);
  layout->prints[code].shown = g_strdup (text_of (keysym, shown));
  layout->latin |= is_letter (keysym);
}

static const char *
printed (const KeyLayout *layout, unsigned code)
{
  if (layout)
    return code < KEY_N_CODES ? layout->prints[code].keysym : "";
  const KeyName *name = printing_of_code (code);
  return name ? name->keysym : "";
}

/* A punctuation mark, letter or digit of the map by its keysym; Equal and Minus for + and -. */
static const KeyName *
mark_of_keysym (const char *keysym)
{
  if (strcmp (keysym, "plus") == 0)
    keysym = "equal";
  for (int i = 0; i < n_key_table; i++)
    if (printing_of_code (key_table[i].code) &&
        (strcmp (key_table[i].keysym, keysym) == 0 ||
         (is_letter (keysym) && g_ascii_strcasecmp (key_table[i].keysym, keysym) == 0)))
      return &key_table[i];
  return NULL;
}

/* The rules of the header, in their order. */
static const KeyName *
key_at (const KeyLayout *layout, unsigned code)
{
  const char *print = printed (layout, code);
  const KeyName *here = printing_of_code (code);

  if (!here || !*print)
    return NULL;
  if (layout && layout->moved[code])
    return layout->moved[code];
  if (is_letter (print) || strcmp (print, "plus") == 0 || strcmp (print, "minus") == 0)
    return mark_of_keysym (print);
  const KeyName *mark = mark_of_keysym (print);
  if (layout && layout->latin && is_letter (here->keysym) && mark)
    return mark;
  return here;
}

/* Keysyms whose Key has another one in the table: what Shift, NumLock and other names make. */
static const char *const same_keys[][2] = {
  { "ISO_Left_Tab", "Tab" },
  { "ISO_Enter", "Return" },
  { "nobreakspace", "space" },
  { "Prior", "Page_Up" },
  { "Next", "Page_Down" },
  { "Break", "Pause" },
  { "Sys_Req", "Print" },
  { "KP_Separator", "KP_Decimal" },
  { "KP_Space", "space" },
  { "KP_Tab", "Tab" },
  { "KP_Home", "Home" },
  { "KP_End", "End" },
  { "KP_Left", "Left" },
  { "KP_Right", "Right" },
  { "KP_Up", "Up" },
  { "KP_Down", "Down" },
  { "KP_Page_Up", "Page_Up" },
  { "KP_Prior", "Page_Up" },
  { "KP_Page_Down", "Page_Down" },
  { "KP_Next", "Page_Down" },
  { "KP_Insert", "Insert" },
  { "KP_Delete", "Delete" },
};

static const KeyName *
key_of_keysym (const char *keysym)
{
  for (size_t i = 0; i < G_N_ELEMENTS (same_keys); i++)
    if (strcmp (keysym, same_keys[i][0]) == 0) {
      keysym = same_keys[i][1];
      break;
    }
  for (int i = 0; i < n_key_table; i++)
    if (!printing_of_code (key_table[i].code) && strcmp (key_table[i].keysym, keysym) == 0)
      return &key_table[i];
  return NULL;
}

Key
key_from_event (const KeyLayout *layout, unsigned code, const char *keysym, unsigned mods)
{
  const KeyName *name = key_of_keysym (keysym);
  Key key = { .mods = mods };

  if (!name)
    name = key_at (layout, code);
  /* Keys that no keyboard of this layout has: those of screen keyboards and test programs. */
  if (!name)
    name = mark_of_keysym (keysym);
  if (name)
    g_strlcpy (key.name, name->name, sizeof key.name);
  return key;
}

unsigned
key_layout_code (const KeyLayout *layout, const Key *key)
{
  const KeyName *name = key_name_find (key->name);
  unsigned best = 0;

  if (!name)
    return 0;
  if (!printing_of_code (name->code))
    return name->code;
  for (unsigned code = 1; code < KEY_N_CODES; code++) {
    if (key_at (layout, code) != name)
      continue;
    if (mark_of_keysym (printed (layout, code)) == name)
      return code;
    if (!best || code == name->code)
      best = code;
  }
  return best;
}

char *
key_label (const KeyLayout *layout, const Key *key)
{
  const KeyName *name = key_name_find (key->name);
  const Key bare = { .mods = key->mods };
  g_autofree char *mods = key_text (&bare);
  const char *shown = name && name->shown ? name->shown : key->name;

  g_strdelimit (mods, "+", ' ');
  if (layout && name && printing_of_code (name->code) && !is_letter (name->keysym)) {
    const unsigned code = key_layout_code (layout, key);
    const bool digit_at_home = g_ascii_isdigit (key->name[0]) && code == name->code;
    if (code && layout->prints[code].shown && !digit_at_home)
      shown = layout->prints[code].shown;
  }
  return g_strconcat (mods, shown, NULL);
}

/* How many keys of a US keyboard have no place. */
static int
count_lost (const KeyLayout *layout)
{
  int n = 0;

  for (unsigned code = 1; code <= 53; code++) {
    const KeyName *name = printing_of_code (code);
    Key key = { 0 };
    if (!name)
      continue;
    g_strlcpy (key.name, name->name, sizeof key.name);
    n += !key_layout_code (layout, &key);
  }
  return n;
}

static const KeyName *
find_printing (const char *word, const char *file, int line, GError **error)
{
  const KeyName *name = key_name_find (word);
  if (name && printing_of_code (name->code))
    return name;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "%s, line %d: no key that prints is called '%s': did you mean '%s'?", file, line,
               word, text_nearest (word, key_names (), n_key_table));
  return NULL;
}

static const char *
without_dead (const char *keysym)
{
  return g_str_has_prefix (keysym, "dead_") ? keysym + strlen ("dead_") : keysym;
}

/* Reads a file into `moved`. *fits: the layout prints what the file says; *marks: each of its keys
 * lies where its own mark is printed. */
static bool
read_file (const KeyLayout *layout, const char *text, const char *file, const KeyName **moved,
           bool *fits, bool *marks, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  *fits = *marks = true;
  for (int i = 0; lines[i]; i++) {
    char name[20], position[20], keysym[32], more[2];
    lines[i][strcspn (lines[i], "#")] = '\0';
    const int n = sscanf (lines[i], "%19s %19s %31s %1s", name, position, keysym, more);
    if (n <= 0)
      continue;
    if (n != 3) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                   "%s, line %d: a line is a key, the place it has on this layout, and what is "
                   "printed there",
                   file, i + 1);
      return false;
    }
    const KeyName *key = find_printing (name, file, i + 1, error);
    const KeyName *place = key ? find_printing (position, file, i + 1, error) : NULL;
    if (!place)
      return false;
    moved[place->code] = key;
    const char *there = printed (layout, place->code);
    *fits &= strcmp (without_dead (there), without_dead (keysym)) == 0;
    *marks &= strcmp (keysym, key->keysym) == 0;
  }
  return true;
}

bool
key_layout_fit (KeyLayout *layout, const char *text, const char *file, bool *used, GError **error)
{
  const KeyName *moved[KEY_N_CODES] = { 0 }, *old[KEY_N_CODES];
  bool fits, marks;

  if (!read_file (layout, text, file, moved, &fits, &marks, error))
    return false;
  const int before = count_lost (layout);
  memcpy (old, layout->moved, sizeof old);
  memcpy (layout->moved, moved, sizeof moved);
  const int after = count_lost (layout);
  const bool helps = fits && (after < before || (after == before && marks));
  if (!helps)
    memcpy (layout->moved, old, sizeof old);
  if (used)
    *used = helps;
  return true;
}

void
key_layout_fit_bundled (KeyLayout *layout)
{
  g_auto (GStrv) names =
      g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (char **name = names; name && *name; name++) {
    g_autoptr (GError) error = NULL;
    if (!g_str_has_prefix (*name, "layout-"))
      continue;
    g_autofree char *path = g_strconcat (FOLDER, *name, NULL);
    g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
    gsize size = 0;
    const char *data = bytes ? g_bytes_get_data (bytes, &size) : "";
    g_autofree char *text = g_strndup (data, size);
    if (error || !key_layout_fit (layout, text, *name, NULL, &error))
      g_error ("%s", error->message);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_values.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

#define MAX_IDS_OF_A_SET 4096

const char *
xml_value_read_int (XmlValue value, int64_t min, int64_t max, int64_t *x)
{
  int64_t read;
  if (!number_read_int_bytes (value.text, value.n, &read))
    return "is not a whole number";
  if (read < min || read > max)
    return "is out of range";
  *x = read;
  return NULL;
}

const char *
xml_value_read_double (XmlValue value, double min, double max, double *x)
{
  double read;
  if (!number_read_bytes (value.text, value.n, &read))
    return "is not a number";
  if (read < min || read > max)
    return "is out of range";
  *x = read;
  return NULL;
}

const char *
xml_value_read_bool (XmlValue value, bool *x)
{
  const bool yes = value.n == 3 && memcmp (value.text, "yes", 3) == 0;
  if (!yes && !(value.n == 2 && memcmp (value.text, "no", 2) == 0))
    return "is neither yes nor no";
  *x = yes;
  return NULL;
}

const char *
xml_value_read_choice (XmlValue value, const char *const *choices, int *x)
{
  for (int i = 0; choices[i]; i++)
    if (strlen (choices[i]) == value.n && memcmp (choices[i], value.text, value.n) == 0) {
      *x = i;
      return NULL;
    }
  return "is none of its words";
}

const char *
xml_value_read_id (XmlValue value, char letter, Id *id)
{
  char text[ID_TEXT_SIZE] = "";
  Id read;

  if (value.n != ID_TEXT_SIZE - 1)
    return "is not an id";
  memcpy (text, value.text, value.n);
  if (!id_read (text, &read))
    return "is not an id";
  if (letter && id_letter (read) != letter)
    return "is an id of another kind";
  *id = read;
  return NULL;
}

const char *
xml_value_read_text (XmlValue value, GRefString **text)
{
  if (value.n > TEXT_BYTES_MAX)
    return "is too long";
  *text = value.n > 0 ? g_ref_string_new_len (value.text, (gssize) value.n) : NULL;
  return NULL;
}

static const char *
read_ids (XmlValue value, IdSet **slot)
{
  g_autofree Id *ids = NULL;
  int n = 0;

  if (value.n == 0) {
    *slot = NULL;
    return NULL;
  }
  const size_t count = (value.n + 1) / ID_TEXT_SIZE;
  if (count > MAX_IDS_OF_A_SET)
    return "has too many ids";
  if (count * ID_TEXT_SIZE != value.n + 1)
    return "is not a list of ids";
  ids = g_new (Id, count);
  for (size_t i = 0; i < count; i++) {
    const XmlValue one = { value.text + i * ID_TEXT_SIZE, ID_TEXT_SIZE - 1 };
    const char *wrong = xml_value_read_id (one, 0, &ids[n]);
    if (wrong || (i + 1 < count && one.text[ID_TEXT_SIZE - 1] != ' '))
      return "is not a list of ids";
    for (int k = 0; k < n; k++)
      if (ids[k] == ids[n])
        return "names one id twice";
    n++;
  }
  IdSet *set = g_malloc (sizeof (IdSet) + (size_t) n * sizeof (Id));
  g_atomic_ref_count_init (&set->refs);
  set->n = n;
  memcpy (set->ids, ids, (size_t) n * sizeof (Id));
  *slot = set;
  return NULL;
}

static const char *
read_position (XmlValue value, Position *position)
{
  Position read = { 0 };

  if (value.n == 0 || (value.text[value.n - 1] != 't' && value.text[value.n - 1] != 'u') ||
      !number_read_int_bytes (value.text, value.n - 1, &read.value))
    return "is not a place in ticks (15360t) or units (705600000u)";
  read.base = value.text[value.n - 1] == 't' ? TIME_MUSICAL : TIME_ABSOLUTE;
  const int64_t most = read.base == TIME_MUSICAL ? TICKS_MAX : UNITS_MAX;
  if (read.value < -most || read.value > most)
    return "is out of range";
  *position = read;
  return NULL;
}

static const char *
read_int_field (const Field *field, XmlValue value, int64_t *slot)
{
  int64_t x;
  const char *wrong = xml_value_read_int (value, INT64_MIN, INT64_MAX, &x);
  if (wrong)
    return wrong;
  /* The table has its bounds as doubles. */
  if ((double) x < field->min || (double) x > field->max)
    return "is out of range";
  *slot = x;
  return NULL;
}

const char *
xml_value_read (const Field *field, XmlValue value, void *slot)
{
  switch (field->type) {
  case FIELD_BOOL:
    return xml_value_read_bool (value, slot);
  case FIELD_INT:
    return read_int_field (field, value, slot);
  case FIELD_DOUBLE:
    return xml_value_read_double (value, field->min, field->max, slot);
  case FIELD_ENUM:
    return xml_value_read_choice (value, field->choices, slot);
  case FIELD_TEXT:
    return xml_value_read_text (value, slot);
  case FIELD_ID:
    return xml_value_read_id (value, 0, slot);
  case FIELD_IDS:
    return read_ids (value, slot);
  case FIELD_POSITION:
    return read_position (value, slot);
  default:
    return "is no attribute";
  }
}

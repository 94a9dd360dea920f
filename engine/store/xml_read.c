/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml_read.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/check.h"
#include "store/xml_reader.h"

/* As many passes as versions need. */
static Project *
read_project (Reader *reader, const char *bytes, gsize size, const UpgradeFunction *functions)
{
  g_autoptr (GBytes) upgraded = NULL;

  reader->bytes = bytes;
  reader->left = size;
  reader_run (reader);
  if (reader->old && !reader->error) {
    upgraded =
        upgrade_xml (bytes, size, reader->version, functions, reader->n_versions, &reader->error);
    if (!upgraded)
      return NULL;
    reader->bytes = g_bytes_get_data (upgraded, &reader->left);
    reader->old = false;
    reader->n_elements = 0;
    reader_run (reader);
  }
  if (reader->error) {
    g_clear_pointer (&reader->project, project_unref);
    return NULL;
  }
  if (!reader->project)
    g_set_error (&reader->error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "this is not a Lacquer project");
  return reader->project;
}

static bool
ends_as_it_should (const char *bytes, gsize size)
{
  static const char end[] = "</project>";

  while (size > 0 && g_ascii_isspace (bytes[size - 1]))
    size--;
  return size >= strlen (end) && memcmp (bytes + size - strlen (end), end, strlen (end)) == 0;
}

/* What can be said before parsing. `damaged` allows for bytes that are no text. */
static bool
looks_like_xml (const char *bytes, gsize size, bool damaged, GError **error)
{
  gsize start = size >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0;
  int line = 1;

  if (size > XML_MAX_BYTES) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "the file is too large for a project (%" G_GSIZE_FORMAT " MB)", size >> 20);
    return false;
  }
  while (start < size && g_ascii_isspace (bytes[start]))
    start++;
  if (start == size) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the file is empty");
    return false;
  }
  if (bytes[start] != '<') {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "this is not a Lacquer project: it is not XML");
    return false;
  }
  const gsize invalid = text_find_invalid (bytes, size);
  if (invalid == size || damaged)
    return true;
  for (gsize i = 0; i < invalid; i++)
    line += bytes[i] == '\n';
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "line %d: this is not UTF-8 text", line);
  return false;
}

Project *
project_parse_xml_with (const char *bytes, gsize size, const char *name,
                        const UpgradeFunction *functions, int n_functions, GError **error)
{
  Project *project = NULL;

  if (looks_like_xml (bytes, size, false, error)) {
    Reader *reader = g_new0 (Reader, 1); /* the frames are too many for a stack */
    reader->n_versions = n_functions;
    reader->cut_off = !ends_as_it_should (bytes, size);
    project = read_project (reader, bytes, size, functions);
    if (!project)
      g_propagate_error (error, reader->error);
    g_free (reader);
  }
  if (!project)
    g_prefix_error (error, "cannot open '%s': ", name);
  return project;
}

Project *
project_parse_xml (const char *bytes, gsize size, const char *name, GError **error)
{
  return project_parse_xml_with (bytes, size, name, upgrade_functions (), PROJECT_VERSION, error);
}

Project *
project_read_xml (const char *bytes, gsize size, const char *name, GError **error)
{
  Project *project = project_parse_xml (bytes, size, name, error);
  if (!project)
    return NULL;
  g_autoptr (GPtrArray) faults = project_check (project);
  if (faults->len == 0)
    return project;
  g_autofree char *more =
      faults->len > 1 ? g_strdup_printf (", and %u more faults", faults->len - 1) : NULL;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "cannot open '%s': %s%s (\"lacquer check --repair\" may mend it)", name,
               (const char *) faults->pdata[0], more ? more : "");
  project_unref (project);
  return NULL;
}

/* A copy with U+003F for each byte that XML cannot carry. */
static char *
clean (const char *bytes, gsize size, GPtrArray *damage)
{
  char *copy = g_memdup2 (bytes, size);
  gsize at = 0, n = 0;

  while ((at += text_find_invalid (copy + at, size - at)) < size) {
    copy[at] = '?';
    n++;
  }
  for (gsize i = 0; i < size; i++)
    if ((unsigned char) copy[i] < 0x20 && !strchr ("\t\r\n", copy[i])) {
      copy[i] = '?';
      n++;
    }
  if (n > 0)
    g_ptr_array_add (damage, g_strdup_printf ("%" G_GSIZE_FORMAT " bytes are no text (each is "
                                              "replaced by a question mark)",
                                              n));
  return copy;
}

Project *
project_salvage_xml (const char *bytes, gsize size, const char *name, GPtrArray *damage,
                     GError **error)
{
  Project *project = NULL;

  if (looks_like_xml (bytes, size, true, error)) {
    g_autofree char *text = clean (bytes, size, damage);
    Reader *reader = g_new0 (Reader, 1);
    reader->n_versions = PROJECT_VERSION;
    reader->damage = damage;
    reader->cut_off = !ends_as_it_should (text, size);
    id_source_init (&reader->ids, hash_key (size, damage->len, 0));
    project = read_project (reader, text, size, upgrade_functions ());
    if (!project)
      g_propagate_error (error, reader->error);
    g_free (reader);
  }
  if (!project)
    g_prefix_error (error, "cannot open '%s': ", name);
  return project;
}

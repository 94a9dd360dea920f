/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer: what is read of any bytes has no faults, is written and reads back the same, to the
 * same bytes; and of what is refused a repair makes a project of which all that is true. */
#include <stdio.h>
#include <stdlib.h>

#include "model/check.h"
#include "store/repair.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* abort: libFuzzer keeps the input of that, and not of a trap. */
static void
fail (const char *what, const char *text, gsize size)
{
  fprintf (stderr, "%s\n%.*s\n", what, (int) size, text);
  abort ();
}

static void
check (Project *project)
{
  GError *error = NULL;
  gsize size;
  g_autoptr (GPtrArray) faults = project_check (project);
  if (faults->len > 0)
    fail (faults->pdata[0], "", 0);
  g_autoptr (GBytes) bytes = project_write_xml (project);
  const char *text = g_bytes_get_data (bytes, &size);
  Project *back = project_read_xml (text, size, "back", &error);
  if (!back)
    fail (error->message, text, size);
  g_autoptr (GBytes) again = project_write_xml (back);
  if (!node_equal (&project->node, &back->node) || !g_bytes_equal (bytes, again))
    fail ("the project differs", text, size);
  project_unref (back);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Project *project = project_read_xml ((const char *) data, size, "fuzz", &error);

  if (!project) {
    project = project_salvage ((const char *) data, size, "fuzz", done, NULL);
    if (project && done->len == 0)
      fail (error->message, "refused, but nothing to repair", 30);
  }
  if (project) {
    check (project);
    project_unref (project);
  }
  return 0;
}

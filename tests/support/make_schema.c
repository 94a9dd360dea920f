/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints data/lacquer-project.rng. */
#include <stdio.h>

#include "schema.h"

int
main (void)
{
  g_autoptr (GString) text = schema_make ();
  return fputs (text->str, stdout) < 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the RELAX NG schema of project files from the table of fields. Any thread. */
#pragma once

#include <glib.h>

/* The schema describes files as this version writes them, with lists in the order of the table, and
 * takes what the reader keeps: attributes and elements of unknown names and namespaces anywhere.
 * (The reader takes children in any order.) */
GString *schema_make (void);

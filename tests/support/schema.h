/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the RELAX NG schema of project files from the table of fields. Any thread. */
#pragma once

#include <glib.h>

/* The schema describes files as this version writes them: lists in the order of the table, nothing
 * unknown. (The reader takes children in any order and keeps what it does not know.) */
GString *schema_make (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which people list names: "2" before "10", capitals among small letters; the same in
 * every language of the machine. Pure functions; any thread. */
#pragma once

/* As strcmp; 0 only for the same bytes. */
int natural_compare (const char *a, const char *b);
/* The same for elements of a GPtrArray of texts. */
int natural_compare_pointers (const void *a, const void *b);

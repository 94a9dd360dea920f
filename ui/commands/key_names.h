/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a keyboard: what the map, GTK, a US keyboard and the kernel call each. Constant data.
 */
#pragma once

typedef struct {
  const char *name; /* of Key */
  /* XKB's name of what it gives without modifiers; gtk_accelerator_parse () reads it too. */
  const char *keysym;
  const char *shown; /* on a US keyboard; NULL: its name */
  unsigned code; /* evdev (linux/input-event-codes.h) */
} KeyName;

enum { KEY_N_CODES = 256 }; /* every code of the table is less */

extern const KeyName key_table[];
extern const int n_key_table;

const KeyName *key_name_find (const char *name); /* NULL: none, in any case of letters */
const KeyName *key_name_of_code (unsigned code); /* NULL: none */

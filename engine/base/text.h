/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text of the project may hold: UTF-8 that XML can carry; and which name was meant. Any
 * thread but audio. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* UTF-8 without control characters (tab and line ends are none here) and without U+FFFE, U+FFFF. */
bool text_is_plain (const char *text, gsize n_bytes);
/* The offset of the first byte of `text` that is not UTF-8, or n_bytes. NUL bytes are not. */
gsize text_find_invalid (const char *text, gsize n_bytes);
/* The one of n names (some may be NULL) nearest to `text` by edit distance, or one that contains
 * it; NULL where there are none. */
const char *text_nearest (const char *text, const char *const *names, int n);

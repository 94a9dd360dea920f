/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text in the C locale, in the shortest form that reads back the same. Any thread but
 * audio. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_TEXT_SIZE 32

/* Writes x ("-3", "0.1", "1e-9", "-inf") to text; returns text. NaN is a caller's mistake. */
char *number_write (char text[NUMBER_TEXT_SIZE], double x);
char *number_write_int (char text[NUMBER_TEXT_SIZE], int64_t x);

/* The whole of text must be the number. "inf" and "-inf" are accepted, NaN never. */
bool number_read (const char *text, double *x);
bool number_read_int (const char *text, int64_t *x);
/* The same of the n bytes at text, which need not end with NUL; -0 and +1 are whole numbers too. */
bool number_read_bytes (const char *text, size_t n, double *x);
bool number_read_int_bytes (const char *text, size_t n, int64_t *x);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as users write them in commands, options and fields: "-3dB", "17.1.1", "2.5kHz", "L30".
 * Every reader takes the whole text or fails with a sentence that says what was expected. Main
 * thread. */
#pragma once

#include "model/tempo_map.h"

/* A duration that may depend on where it is measured. */
typedef enum { LENGTH_ABSOLUTE, LENGTH_BEATS, LENGTH_BARS, LENGTH_TICKS } LengthKind;
typedef struct {
  LengthKind kind;
  double amount; /* beats or bars; else whole units or ticks */
} Length;

bool value_read_level (const char *text, double *db, GError **error); /* "-3dB" "-3" "-inf" */
bool value_read_number (const char *text, double *x, GError **error);
bool value_read_int (const char *text, int64_t *x, GError **error);
bool value_read_bool (const char *text, bool *x, GError **error); /* on off yes no true false 1 0 */
bool value_read_pan (const char *text, double *pan, GError **error); /* "L30" "C" "R100" "-0.3" */
bool value_read_pitch (const char *text, int *pitch, GError **error); /* "A4" = 69, "C#3", "69" */
bool value_read_meter (const char *text, int64_t *numerator, int64_t *denominator, GError **error);
bool value_read_choice (const char *text, const char *const *choices, int *index, GError **error);
/* "1.5s" "250ms" "12345f" "2b" "4bar" "480t" "150cd" (frames of a CD, 1/75 s); rate is the
 * project's, for frames. */
bool value_read_length (const char *text, int rate, Length *length, GError **error);
/* "17.1.1" "17.1.1.240" "17" "1:23.456" "83.4s" "250ms" "12345f". */
bool value_read_position (const char *text, const TempoMap *map, int rate, Position *position,
                          GError **error);
/* A number with the unit of a parameter: "440Hz" "2.5kHz" "25%" "4:1" "10ms" "0.2s" "-3dB" "7st".
 */
bool value_read_quantity (const char *text, double *x, char *unit, size_t unit_size,
                          GError **error);

/* The duration from a place on, as a position's value in the given base. */
int64_t length_at (const Length *length, const TempoMap *map, Position from, TimeBase base);
/* The place that lies a length behind another one, in the base of `from` where that is exact. */
Position position_add (const TempoMap *map, Position from, const Length *length);

/* Fresh text: "17.1.1" or "17.1.1.240"; absolute "83.4s". */
char *value_write_position (const TempoMap *map, Position position);
char *value_write_level (double db); /* "-3 dB", "-inf dB" */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as a field of the inspector shows them, and what is typed into it: a number, or a sum that
 * changes each value that is there. Main thread; no screen. */
#pragma once

#include "edit/value.h"

typedef enum {
  FORM_NUMBER,
  FORM_LEVEL, /* dB */
  FORM_PAN, /* -1..1 */
  FORM_MS, /* Units, shown as milliseconds */
  FORM_CLOCK, /* Units, shown as minutes and seconds */
  FORM_PLACE, /* Units of the song, shown as bars */
  FORM_SPAN, /* Units from a place on, shown as bars */
  FORM_PITCH, /* of MIDI */
} Form;

typedef struct {
  Form form;
  const char *unit; /* behind the number, or NULL */
  int decimals; /* of FORM_NUMBER */
  double min, max; /* min == max: not limited */
  double step; /* of an arrow key, in the unit that shows; 0: none */
} ValueKind;

/* Where times are read and shown. */
typedef struct {
  const TempoMap *map;
  int rate; /* of the project */
  Units from; /* spans begin there */
} ValuePlace;

/* Text without unit; to be freed. */
char *value_kind_text (const ValueKind *kind, const ValuePlace *place, double value);

typedef enum { ENTERED_VALUE, ENTERED_SUM, ENTERED_FACTOR } EnteredHow;

typedef struct {
  EnteredHow how;
  double amount; /* in the kind's own unit; of times the sign of a sum, or the value */
  Length length; /* of times, where it is no fixed value */
  bool has_length;
} Entered;

/* "-6", "-6dB", "1.2k", "3/4", "17.2.1", "0:42.5" set a value; "+1.5", "+-1.5" and "-=1.5" add;
 * "*2" and "/2" multiply. Where no value is below zero, "-1" subtracts. False with a sentence. */
bool entered_read (const ValueKind *kind, const ValuePlace *place, const char *text,
                   Entered *entered, GError **error);
/* What a value becomes, within the limits of the kind; *limited says that they were hit. */
double entered_apply (const Entered *entered, const ValueKind *kind, const ValuePlace *place,
                      double value, bool *limited);
/* The sum that an arrow key stands for: `steps` of the kind's steps, tenths for fine ones. */
Entered entered_step (const ValueKind *kind, double steps);

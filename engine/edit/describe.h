/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain words for steps that set some of many arguments: "Mute Kick", not "Change Kick". Main
 * thread. */
#pragma once

#include "edit/command.h"

typedef struct {
  const char *arg;
  const char *words; /* "Mute %": the name of the thing stands at the sign */
  const char *off; /* of a switch that goes off: "Unmute %"; else NULL */
} Wording;

/* Names the step after the arguments that were given: by their wording where one alone, or several
 * of the same wording, were; else "Change Kick". A row without arg ends
 * the table. */
void edit_describe_set (Edit *edit, const Args *args, const Wording *wordings, const char *name);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is played on single notes of a clip: pitch, pressure, timbre. Main thread. */
#pragma once

#include "base/error.h"
#include "model/project.h"

enum { EXPRESSION_PITCH, EXPRESSION_PRESSURE, EXPRESSION_TIMBRE, N_EXPRESSIONS };

extern const char *const expression_params[N_EXPRESSIONS + 1]; /* as they are kept; NULL */

/* Semitones from -48 to 48; 0 to 127 of pressure and of timbre. */
void expression_range (int kind, double *least, double *most);
/* What plays where no point stands: 0, of timbre 64. */
double expression_still (int kind);
/* A number in its range, or a percentage of it. */
bool expression_read_value (int kind, const char *text, double *value, GError **error);
/* That of a note; NULL: none. */
const Expression *expression_find (const Clip *content, Id note, int kind);

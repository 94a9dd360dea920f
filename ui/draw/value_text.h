/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the screen shows them, with a real minus sign. Any thread; texts are to be freed. */
#pragma once

#include "base/param.h"
#include "model/tempo_map.h"

char *value_text_number (double x, int decimals); /* "−1.5" */
char *value_text_level (double db); /* "−1.5 dB", "−∞ dB" */
char *value_text_param (const ParamSpec *param, double value); /* "4.12 kHz" */
char *value_text_clock (Units at); /* "0:01:13.750" */
char *value_text_short_clock (Units at); /* "1:05" */
/* "30.3.1" and ".000"; `ticks` may be NULL. */
char *value_text_bar (const TempoMap *map, Units at, char **ticks);
/* "F♯m7", of the name of a chord or key as files have it, "F#m7". */
char *value_text_chord (const char *name);
char *value_text_pan (double pan); /* "30 left" */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where decibels stand on faders and meters. Any thread. */
#pragma once

/* From the top, 0..1, as DESIGN 5.1 has it: +10 dB is 0, 0 dB a quarter, -inf 1. */
double fader_law_position (double db);
double fader_law_db (double position);
/* Of lying meters, 0..1 from the left: ((dB + 60) / 60)^1.6. */
double meter_law_position (double db);

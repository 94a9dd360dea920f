/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A true-peak meter to judge others by: 16x, 512 taps a phase, in double, sharing no code with
 * them. */
#pragma once

/* The largest magnitude of the band-limited signal through x, silence around it. Linear. */
double peak_reference (const float *x, int n);

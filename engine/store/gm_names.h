/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the sounds of General MIDI. Constant; any thread. */
#pragma once

/* Of program 0..127, as General MIDI 1 names them. */
const char *gm_program_name (int program);

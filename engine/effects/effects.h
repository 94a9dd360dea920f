/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of built-in effects. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

/* By kind, or NULL. */
const Processor *effect_find (const char *kind);
/* All of them, in the order that menus show; *n is set. */
const Processor *const *effects_all (int *n);

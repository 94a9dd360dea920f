/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of built-in instruments. Constant; any thread. */
#pragma once

#include "dsp/processor.h"

/* By kind, or NULL. */
const Processor *instrument_find (const char *kind);
/* All of them, in the order that menus show; *n is set. */
const Processor *const *instruments_all (int *n);

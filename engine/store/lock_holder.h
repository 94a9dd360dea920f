/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The holder of a lock as text, and whether it still lives. Any thread. */
#pragma once

#include "store/lock.h"

/* This process. */
void lock_holder_init (LockHolder *holder, const char *program);
GString *lock_holder_write (const LockHolder *holder);
/* False when the text is not whole. */
bool lock_holder_read (LockHolder *holder, const char *text);

/* Whether the holder was on this machine: the question can only be answered here. */
bool lock_holder_is_here (const LockHolder *holder);
/* Whether a holder on this machine still lives. */
bool lock_holder_lives (const LockHolder *holder);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains of effects as commands of whole chains set them: "limiter.ceiling=-1". Main thread. */
#pragma once

#include "edit/command.h"

/* Sets EFFECT.PARAM=VALUE of all pairs beyond a command's own arguments. An effect that the chain
 * does not have by name or kind is added at its end and counts among the results. The list is the
 * caller's to write. */
bool chain_set_rest (Edit *edit, List **chain, const Args *args, GError **error);

/* For errors: there is no effect of this kind. */
bool chain_fail_unknown_kind (const EditHost *host, const char *kind, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to happen to references when their target goes. Main thread. */
#pragma once

#include "edit/command.h"

/* Call it when nodes have been taken out of the project: whatever lives by them goes too (sends to
 * a track, envelopes of an effect, parts of a take ...), whatever only names them names nothing. */
void edit_forget (Edit *edit, const Id *ids, int n);
/* The same for a node and all below it. */
void edit_forget_tree (Edit *edit, const Node *removed);

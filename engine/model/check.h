/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what is wrong with a project value: what every edit and every file must leave right. Any
 * thread. */
#pragma once

#include "model/project.h"

/* Faults as sentences ("clip 'Vox' refers to a source that is not there"), empty when all is well:
 * ids unique and of the right kind, references that resolve, one main track at the end, numbers in
 * range, texts without control characters, clips of a lane that overlap only in crossfades, points
 * and notes in order, comps that abut, routing without cycles. The strings are owned by the array.
 */
GPtrArray *project_check (const Project *project);

/* The same faults, as far as `next` has them and `old`, which has none, does not. What both share
 * is passed over, so that the cost follows the change. */
GPtrArray *project_check_change (const Project *old, const Project *next);

/* The names along a cycle of routing (groups, outputs, sends, sidechains), "A > B > A"; NULL when
 * there is none. Free with g_free. */
char *project_find_cycle (const Project *project);

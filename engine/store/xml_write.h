/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a project value as XML: the same value gives the same bytes. Any thread but audio.
 *
 * One element a line. Attributes stand in the order of the field table, `id` first; one that has
 * its initial value is left out, unless it is required. Places are ticks ("15360t") or units
 * ("705600000u"), choices are words, truth is "yes" or "no", texts, ids and numbers as base/ writes
 * them. Lists whose field has a name stand in an element of that name, others directly in their
 * owner; empty lists write nothing. What a newer version wrote comes back at the end of its
 * element.
 */
#pragma once

#include "model/project.h"

/* UTF-8 with a declaration, ending in a line end. The caller owns the bytes. */
GBytes *project_write_xml (const Project *project);

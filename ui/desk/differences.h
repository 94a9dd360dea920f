/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two states of one project differ in, in words. Any thread. */
#pragma once

#include "model/project.h"

/* A sentence for each track and each list of the project that is not the same: "Lead Vox: 2 clips
 * added, settings changed". Empty where nothing differs. Free with g_strfreev. */
char **project_differences (const Project *old, const Project *next);

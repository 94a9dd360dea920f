/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a song that an export writes as files of their own. No GTK; any thread. */
#pragma once

#include "model/project.h"

typedef struct {
  char *name; /* "01 Intro": files sort as the song goes, and none is like another */
  Units from, to;
} ExportSection;

/* ExportSection: the sections; where there are none, what lies between markers, up to the end of
 * the song. Free with g_array_unref. */
GArray *export_sections (const Project *project);
bool export_has_sections (const Project *project); /* false: those would be of markers */

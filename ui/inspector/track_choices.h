/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs, outputs and VCAs of tracks: as text, and as what can be chosen. Main thread; no screen.
 */
#pragma once

#include "ui/inspector/page.h"

/* "In 1-2", "Gtr L", "none"; to be freed. */
char *track_input_text (const Project *project, const Track *track);
char *track_output_text (const Project *project, const Track *track);
char *track_vca_text (const Project *project, const Track *track);

/* Add Choice of the page's tracks. */
void track_list_inputs (const InspectPage *page, GArray *choices);
void track_list_outputs (const InspectPage *page, GArray *choices);
void track_list_vcas (const InspectPage *page, GArray *choices);

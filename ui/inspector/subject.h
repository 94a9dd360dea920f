/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the inspector's model: the clips, tracks and notes that a page is about. Main thread. */
#pragma once

#include "ui/inspector/rows.h"

/* Fills clips, tracks or notes of the page by its tab. */
void subject_find (InspectPage *page);
/* Title, detail, color, or the sentence of an empty page. */
void subject_describe (InspectPage *page);

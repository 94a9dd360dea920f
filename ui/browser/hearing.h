/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that the browser has come to, heard, with its place in the foot. GTK thread. */
#pragma once

#include "ui/browser/foot.h"
#include "ui/desk/desk.h"

typedef struct Hearing Hearing;

/* The foot outlives it. */
Hearing *hearing_new (LqDesk *desk, LqFoot *foot);
void hearing_free (Hearing *hearing); /* what plays ends; NULL is fine */
/* Whether files are heard, and in the tempo of the song; true where that is news. */
bool hearing_set (Hearing *hearing, bool on, bool sync);
/* Hears the file in place of the last one; NULL, or no audio: silence. Only where the focus is in
 * `browser`: what the user has come to, not what stands there anyway. */
void hearing_show (Hearing *hearing, GtkWidget *browser, LqNode *node);

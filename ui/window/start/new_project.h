/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making projects: in the user's folder, empty or from a template. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* Music/Lacquer, or as set; made when it is not there. To be freed. */
char *new_project_folder (void);
/* Makes one with the next free name and shows it; `template` may be NULL. */
void new_project (LqWindow *window, const char *template);
/* One armed track, recording. */
void new_project_record (LqWindow *window);

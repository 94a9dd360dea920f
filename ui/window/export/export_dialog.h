/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export dialog and its parts. GTK thread. */
#pragma once

#include "ui/export/queue.h"
#include "ui/window/window.h"

void export_dialog_show (LqWindow *window);
/* With the settings that the project has kept; opens the dialog where there are none. */
void export_again (LqWindow *window);

/* The right column: what the last export measured, checks, summary. */
GtkWidget *export_report_new (LqWindow *window);
/* `plan` may be NULL, then `problem` says why; `measured` may be NULL. */
void export_report_show (GtkWidget *report, const ExportPlan *plan, const char *problem,
                         double target, const ExportJob *measured);

/* The rows of the queue, which follow it by themselves. */
GtkWidget *export_rows_new (void);
/* "12 % of Lantern Tide", a button for the status row that shows only while something is exported.
 */
GtkWidget *export_chip_new (void);

/* Tells by a toast what has ended; once for the program. */
void export_tell_ends (void);
void export_show_folder (const char *path);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An arrangement in small: its clips as blocks. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/project.h"

#define LQ_TYPE_OUTLINE (lq_outline_get_type ())
G_DECLARE_FINAL_TYPE (LqOutline, lq_outline, LQ, OUTLINE, GtkWidget)

GtkWidget *outline_new (const Project *project); /* NULL: empty */

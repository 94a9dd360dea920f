/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the inspector as widgets: head, groups that fold, rows. Widgets stay when what they
 * show goes, so that another selection only fills them in. GTK thread. */
#pragma once

#include "ui/inspector/row_view.h"

#define LQ_TYPE_PAGE_VIEW (lq_page_view_get_type ())
G_DECLARE_FINAL_TYPE (LqPageView, lq_page_view, LQ, PAGE_VIEW, GtkWidget)

GtkWidget *lq_page_view_new (LqInspector *inspector, GSettings *prefs);
/* `old` is what showed before, or NULL. */
void lq_page_view_show (LqPageView *view, const InspectPage *page, const InspectPage *old);
/* The first control of a page that shows, or NULL: known before anything has a size. */
GtkWidget *lq_page_view_first (LqPageView *view, const InspectPage *page);
/* Sliders as they are just now. */
void lq_page_view_show_live (LqPageView *view, const InspectPage *page);

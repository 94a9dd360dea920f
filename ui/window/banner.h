/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A problem of the session under the transport: one sentence at a time, with a count where there
 * are more, and a button that helps. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* The first is shown first. */
typedef enum {
  BANNER_TROUBLE, /* the device went, the disk is full */
  BANNER_LOST, /* a recording has holes */
  BANNER_SILENT, /* there is no device to be heard through */
  N_BANNERS
} BannerKind;

GtkWidget *banner_new (void);
/* NULL takes that sentence away. `action` of the key map with its label, or NULL. */
void banner_set (GtkWidget *banner, BannerKind kind, const char *text, const char *label,
                 const char *action);
void banner_clear (GtkWidget *banner); /* of everything */

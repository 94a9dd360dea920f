/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the start screen, shared by its files alone. GTK thread. */
#pragma once

#include "device/device_list.h"
#include "ui/window/recent.h"
#include "ui/window/window.h"

typedef struct {
  LqWindow *window;
  GtkWidget *page, *first, *left, *recovery, *recent_part, *recent, *search, *templates, *status;
  GtkWidget *backend, *interface, *latency, *sentence; /* of the audio box */
  DeviceSearch *devices; /* under way; or NULL */
  guint device_timer;
  char **paths; /* of the recent projects */
  int next_path; /* to be read */
  unsigned serial; /* of this reading */
} Start;

Start *start_of (LqWindow *window);
GtkWidget *start_label (const char *text, const char *css);
void start_show_status (Start *start);

GtkWidget *start_left_new (Start *start);

GtkWidget *start_audio_new (Start *start);
/* Asks what devices there are; the box says it when that is known. */
void start_audio_ask (Start *start);
void start_audio_cancel (Start *start);

GtkWidget *start_recent_new (Start *start);
void start_recent_read (Start *start);

void start_recovery_add (Start *start, const RecentFacts *facts);
/* The first that is offered, if any. */
void start_recover (Start *start);

GtkWidget *start_templates_new (Start *start);

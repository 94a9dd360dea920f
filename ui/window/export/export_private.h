/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the export dialog consists of, for the two files that make it. GTK thread. */
#pragma once

#include "ui/export/presets.h"
#include "ui/window/export/export_dialog.h"

#define MOST_CHOICES 12
#define N_MP3_RATES 5
#define N_OPUS_RATES 6

typedef struct {
  LqWindow *window;
  ExportSettings settings;
  ExportPlan *plan; /* of what is chosen now, or NULL */
  bool filling; /* widgets are being set: no answer to their signals */
  GtkWidget *what[N_EXPORT_WHATS], *mix, *stems, *stems_all, *midi;
  GtkWidget *formats[N_EXPORT_FORMATS], *rate, *bits, *dither, *mp3, *opus;
  GtkWidget *loudness, *ceiling, *folder, *name, *preview, *replace;
  GtkWidget *box, *body, *report, *add, *go;
  GtkWidget *preset, *saving, *preset_name, *remove;
  GPtrArray *presets; /* ExportPreset, as in the list behind its first line */
  int rates[MOST_CHOICES];
  double targets[MOST_CHOICES];
} Dialog;

extern const int export_mp3_rates[N_MP3_RATES], export_opus_rates[N_OPUS_RATES]; /* kbit/s */

/* Builds the widgets and sets them; nothing follows from it yet. */
GtkWidget *export_dialog_build (Dialog *dialog);

/* The selected range in units; false where there is none. */
bool export_range (LqDesk *desk, Units range[2]);
/* The user has changed something. */
void export_changed (Dialog *dialog);
void export_choose_folder (Dialog *dialog);
void export_add_clicked (Dialog *dialog);
void export_go_clicked (Dialog *dialog);
void export_close_clicked (Dialog *dialog);

/* The list of presets for the head, and its buttons for the foot. */
GtkWidget *export_presets_new (Dialog *dialog);
void export_presets_add_foot (Dialog *dialog, GtkWidget *foot);
/* Shows which preset the settings are, if any. */
void export_presets_match (Dialog *dialog);
/* Keys of the entry for a name; true where that was one. */
bool export_presets_key (Dialog *dialog, GtkWidget *focus, guint key);
/* The dialog again, with other settings; the focus is on the list of presets. */
void export_dialog_show_preset (LqWindow *window, const ExportSettings *settings);

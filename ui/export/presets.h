/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named sets of export settings: built in, or kept by the user as files. They say what is written
 * and how, not which part of the song, where to, or under which name. No GTK; main thread. */
#pragma once

#include "ui/export/settings.h"

typedef struct {
  char *name; /* shown; of one built in, translated */
  bool own; /* the user's */
  ExportSettings settings;
} ExportPreset;

/* ExportPreset: built in, then the user's by name. Free with g_ptr_array_unref. */
GPtrArray *export_presets (const Project *project);
/* Takes over what a preset speaks of. */
void export_preset_apply (const ExportPreset *preset, ExportSettings *settings);
/* Whether the settings are the preset's in all that it speaks of. */
bool export_preset_is (const ExportPreset *preset, const ExportSettings *settings);

/* False with a sentence. One of the user's of that name is replaced. */
bool export_preset_save (const char *name, const ExportSettings *settings, GError **error);
bool export_preset_remove (const char *name, GError **error);

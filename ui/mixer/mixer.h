/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mix view: one canvas with all strips, main always at its right. Strips that are out of sight
 * are neither read nor drawn. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/mixer/mixer_model.h"

#define LQ_TYPE_MIXER (lq_mixer_get_type ())
G_DECLARE_FINAL_TYPE (LqMixer, lq_mixer, LQ, MIXER, GtkWidget)

GtkWidget *lq_mixer_new (LqDesk *desk);
/* Once a frame, `now` in microseconds: meters, values. Nothing while it does not show. */
void lq_mixer_tick (LqMixer *mixer, gint64 now);
MixerModel *lq_mixer_model (LqMixer *mixer); /* borrowed; after changes lq_mixer_changed () */
/* The cell, the strips or their width have changed: looks, focus and what readers say follow, and
 * the strip of the cursor comes into sight. */
void lq_mixer_changed (LqMixer *mixer);
/* Of the strip of the cursor, or of all. */
void lq_mixer_clear_peaks (LqMixer *mixer, bool all);
/* Takes the focus and gives it on to the cell of the cursor, which is a child. */
bool lq_mixer_focus (LqMixer *mixer);
bool lq_mixer_has_focus (LqMixer *mixer);
/* Takes back what the pointer drags; false where it drags nothing. */
bool lq_mixer_cancel_drag (LqMixer *mixer);
/* The cell of the cursor in words: "Lead Vox · Fader −1.5 dB". To be freed. */
char *lq_mixer_said (LqMixer *mixer);
/* The place of the cell of the cursor in the widget, for menus. */
void lq_mixer_cell_place (LqMixer *mixer, double *x, double *y);
/* Reads meters in place of the sound's, for benches and tests; NULL: the sound's. */
typedef bool (*MixerMeters) (Id track, StripMeterReading *reading, void *data);
void lq_mixer_set_meters (LqMixer *mixer, MixerMeters meters, void *data);

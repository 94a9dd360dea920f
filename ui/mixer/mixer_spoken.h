/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the mixer in words, for the status line and for screen readers. No GTK; main thread.
 * Texts are to be freed. */
#pragma once

#include "ui/mixer/mixer_model.h"

/* "Send FX Plate", "Volume", "Mute". */
char *mixer_cell_name (const MixerModel *model, const Track *track, Cell cell);
/* "−14.0 dB, post fader", "on". "" where there is nothing to say. */
char *mixer_cell_value (const MixerModel *model, const Track *track, Cell cell);
/* The cell of the cursor: "Lead Vox · Fader −1.5 dB". */
char *mixer_said (const MixerModel *model);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of deeds. Main thread. */
#pragma once

#include "ui/deeds/deed.h"
#include "ui/desk/target.h"

/* Tables of the files, ended by a row without id. */
extern const DeedRow deeds_clip[];
extern const DeedRow deeds_clip_edges[];
extern const DeedRow deeds_clip_sound[];
extern const DeedRow deeds_clip_points[];
extern const DeedRow deeds_range[];
extern const DeedRow deeds_move[];
extern const DeedRow deeds_tempo[];
extern const DeedRow deeds_automation[];
extern const DeedRow deeds_comp[];
extern const DeedRow deeds_ruler[];
extern const DeedRow deeds_track[];
extern const DeedRow deeds_items[];
extern const DeedRow deeds_transients[];
extern const DeedRow deeds_audio[];
extern const DeedRow deeds_audio_level[];
extern const DeedRow deeds_mixer[];

void deed_line (Deed *deed, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* For problems: returns false. */
bool deed_fail (Deed *deed, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A number as commands read it, with so many decimals, without zeros behind. To be freed. */
char *deed_number (double value, int decimals);
/* The clips that are meant, or a problem and none. To be freed. */
GArray *deed_clips (Deed *deed);
const Clip *deed_clip (const Deed *deed, const GArray *clips, guint index);
/* The clip of the audio clip editor, else the one under the cursor; or a problem and NULL. */
const Clip *deed_audio_clip (Deed *deed);
/* The gain points of a clip that are meant, those of the range or the one at the cursor, go up by
 * tenths of a decibel; false where there are none. */
bool deed_raise_points (Deed *deed, const Clip *clip, int tenths);
/* A grid step, or without snap 10 pixels, from a place in a direction, as a length for commands.
 * To be freed. */
char *deed_step (const Deed *deed, Position from, int direction);
/* A length of time as commands read it, in frames. To be freed. */
char *deed_length (const Deed *deed, Units length);
/* The level or loudness that clips are normalized to, as last chosen. To be freed. */
char *deed_normalize_target (LqDesk *desk, Place place);
/* Cuts an audio clip at its transients in the range and moves the parts to the grid. */
bool deed_quantize_audio (Deed *deed, const Clip *clip);
char *deed_quantize_grid (LqDesk *desk); /* as commands read it; to be freed */
double deed_quantize_strength (LqDesk *desk); /* percent */
/* Lines that hold the edges of a clip before it is warped at a place, where nothing does yet. */
void deed_add_warp (Deed *deed, const Clip *clip, Units at);

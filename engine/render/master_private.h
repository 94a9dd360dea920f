/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside mastering: what songs and albums share. Any thread but audio. */
#pragma once

#include "render/master.h"

/* The ending of a format's files, without a dot. */
const char *master_ending (EncodeFormat format);
/* Moves those of `rest` that come out of one run of the graph with its first to a fresh array. */
GPtrArray *master_take_run (GPtrArray *rest);
/* A note where the true peak of one passes its ceiling without a target. */
void master_note_peak (Master *one);

/* Makes the deliveries of an album in `folder`, one folder each, and adds a Master for every song
 * behind each. */
bool master_album (const MasterSpec *spec, MasterReport *report, const char *folder,
                   GError **error);

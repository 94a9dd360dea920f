/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Peaks and samples of a project's sources for drawing: opened where they are kept, built on a
 * thread of their own where they are not. Main thread; nothing here waits. */
#pragma once

#include "media/pcm.h"
#include "media/peaks.h"
#include "model/project.h"
#include "store/folder.h"

typedef struct Pictures Pictures;

typedef enum { PICTURE_READY, PICTURE_UNDER_WAY, PICTURE_MISSING } PictureState;

/* `ready` is called on the main thread whenever something new can be drawn. */
Pictures *pictures_new (const ProjectFolder *folder, int rate, void (*ready) (void *data),
                        void *data);
void pictures_free (Pictures *pictures); /* NULL is fine; waits for the file under way */

/* *peaks is borrowed for as long as the pictures live, NULL unless ready. */
PictureState pictures_peaks (Pictures *pictures, const Source *source, const Peaks **peaks);
/* The sound at the project's rate, for drawing single samples; NULL until it is there. */
const PcmFile *pictures_samples (Pictures *pictures, const Source *source);
/* Grows when something became ready. */
unsigned pictures_serial (const Pictures *pictures);
/* How many files wait or are under way. */
int pictures_waiting (const Pictures *pictures);

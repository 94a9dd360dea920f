/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of what the mixer does. Main thread. */
#pragma once

#include "ui/mixer/mixer_model.h"

/* The strips that are meant by one of them: itself, or those that it is linked with. Id; to be
 * freed. */
GArray *mixer_meant (const MixerModel *model, const Track *track);

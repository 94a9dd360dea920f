/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer does in the mixer: cursor and selection, values, switches, the order of inserts.
 * GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/mixer/mixer.h"

typedef struct MixerPointer MixerPointer;

MixerPointer *mixer_pointer_new (LqMixer *mixer);
void mixer_pointer_free (MixerPointer *pointer);
bool mixer_pointer_cancel (MixerPointer *pointer); /* false where nothing is dragged */
/* Where what is dragged would land. */
void mixer_pointer_draw (MixerPointer *pointer, GtkSnapshot *snapshot);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small song on a desk, for tests of the palette. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Tracks Drums (group), Kick, Gtr L, Gtr R, Lead Vox (-3 dB), Hall Verb and Plate Verb (returns);
 * sections Intro 1, Verse 5, Chorus 13, Chorus 2 21; marker "lift" at 9; note clips of 8 bars at 17
 * on both guitars; 120 bpm. The cursor is on Gtr L at 1. */
LqDesk *desk_fixture_new (void);
void desk_fixture_free (LqDesk *desk);

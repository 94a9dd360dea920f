/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small song on a desk, and what is typed into the inspector's rows of it. Main thread. */
#pragma once

#include "ui/inspector/page.h"

typedef struct {
  char *folder;
  LqDesk *desk;
  InspectNotes notes;
  Id a, b, keys; /* clips on Vox and Gtr, notes on Keys */
} Fixture;

/* Vox (audio, to Hall at -12 dB, an equalizer) with a clip of a second at 2.1.1, Gtr (audio) with
 * one at 3.1.1, Keys (instrument) with an empty note clip of two bars, Hall (return), All (VCA);
 * 120 bpm. Files of Vox hold nothing but samples of 1, of Gtr of 2 of 32768. */
void fixture_set_up (Fixture *song, gconstpointer data);
void fixture_tear_down (Fixture *song, gconstpointer data);

const Clip *fixture_clip (Fixture *song, Id id);
const Track *fixture_track (Fixture *song, const char *name);

/* Types into a row and runs what comes of it as one step; the lines, to be freed. */
char *fixture_type (Fixture *song, Inspect tab, const char *key, const char *text);
/* The same, and something must come of it. */
void fixture_enter (Fixture *song, Inspect tab, const char *key, const char *text);
/* NULL: what is selected does not agree. */
void fixture_assert_shows (Fixture *song, Inspect tab, const char *key, const char *text);
bool fixture_has (Fixture *song, Inspect tab, const char *key);

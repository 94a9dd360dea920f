/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project to edit and a host that needs no files, for tests and benchmarks. */
#pragma once

#include "edit/document.h"

/* Built-in effects and instruments; files of 10 s at 48 kHz whose content is their name; levels of
 * -6; freezing gives a file. The project "other" is fixture_song (). A file named "missing.wav"
 * cannot be imported. */
const EditHost *fixture_host (void);

/* Runs one line per text line on a value; aborts with the sentence when it fails. Takes `project`
 * and returns the next value. */
Project *fixture_run (Project *project, IdSource *ids, const char *script);
/* Runs it and returns the sentence of its failure (to be freed), or NULL when it succeeds. */
char *fixture_failure (const Project *project, IdSource *ids, const char *script);

/* Six tracks with clips, takes, notes, effects, sends, automation, sections and what else there is:
 * Drums and Bass (audio), Keys (instrument), Band (group), Room (return), Lead (vca). */
Project *fixture_song (IdSource *ids);

/* A song of n_tracks audio tracks of n_clips clips each, a second apart; each track has an envelope
 * of n_points, and every clip one of as many. */
Project *fixture_large (IdSource *ids, int n_tracks, int n_clips, int n_points);

/* All that a value says, down to the last point: equal values have equal digests. */
uint64_t fixture_digest (const Project *project);
/* Aborts with the first fault, when there is one. */
void fixture_assert_good (const Project *project);

/* Borrowed; aborts where there is none of that name. */
const Track *fixture_track (const Project *project, const char *name);
/* The clips of a playing lane as "name from-to;" in seconds of four digits, in the order of time.
 * To be freed. */
char *fixture_lane_text (const Project *project, const char *track);
void fixture_assert_lane (const Project *project, const char *track, const char *expected);

/* A consistent song of two clips, a marker, automation and three sections at 120 bpm, and what a
 * script makes of it. The caller owns it. */
Project *fixture_tune (const char *script);

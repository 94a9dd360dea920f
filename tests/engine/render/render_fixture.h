/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project folder with audio files in it, and renders of it. Tests only; one thread. */
#pragma once

#include "edit/command.h"
#include "media_fixture.h"
#include "render/render.h"

typedef struct RenderFixture RenderFixture;

RenderFixture *render_fixture_new (void); /* 48 kHz, 120 bpm, nothing in it */
void render_fixture_free (RenderFixture *fixture);
const char *render_fixture_folder (const RenderFixture *fixture);

/* Writes NAME.wav of floats into the folder, ready for `clip.import file='NAME.wav'`. */
void render_fixture_add (RenderFixture *fixture, const char *name, int channels,
                         const float *interleaved, Frames frames);
/* Noise of +-level by hash of the name. */
void render_fixture_add_noise (RenderFixture *fixture, const char *name, int channels,
                               Frames frames, double level);

/* Command lines separated by newlines; file='NAME.wav' is a file that was
 * added. */
void render_fixture_run (RenderFixture *fixture, const char *lines);

/* The whole song to mix.wav in 32-bit floats; change what a test needs. The path is in the fixture.
 */
RenderSpec render_fixture_spec (RenderFixture *fixture);
RenderFile *render_fixture_file (RenderFixture *fixture); /* files[0] of the spec */

/* Renders, fails the test on an error; to be cleared. */
RenderReport render_fixture_render (const RenderSpec *spec);
/* Interleaved samples of a file in the folder, to be freed; *frames of them, stereo. */
float *render_fixture_read (RenderFixture *fixture, const char *name, Frames *frames);

/* How many notes hold this text. */
int render_notes_with (const RenderReport *report, const char *text);

/* The whole song as interleaved floats; nothing may be missing from it. The caller's. */
GBytes *render_fixture_play (RenderFixture *fixture);
/* The largest difference of two of them in dBFS; a longer tail lies under -90 dBFS. */
double render_difference (GBytes *a, GBytes *b);

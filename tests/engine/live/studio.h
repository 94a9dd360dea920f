/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project that plays on a null device driven by hand, to be recorded. Tests only; one thread. */
#pragma once

#include "live/live.h"
#include "render_fixture.h"

typedef struct {
  RenderFixture *project; /* with noise.wav: stereo, 200000 frames of +-0.4 */
  Live *live;
  uint32_t block;
} Studio;

/* The project that `lines` make; `loopback`: frames after which outputs come back as inputs. */
Studio studio_new (const char *lines, uint32_t block, int loopback);
Studio studio_new_on (const char *lines, uint32_t block, const NullOptions *options);
/* The same with a keyboard, whose events are a ring of MidiEvent; NULL: without. */
Studio studio_new_with (const char *lines, uint32_t block, const NullOptions *options,
                        Ring *keyboard);
void studio_free (Studio *studio);

/* Plays on, under the real-time guard. */
void studio_run (Studio *studio, int frames);
void studio_edit (Studio *studio, const char *lines);
/* From `from` to `to` and until everything has come in, recording. */
void studio_record (Studio *studio, Frames from, Frames to);
/* Disarms, waits until the takes are whole; they are those of the live's recording. */
const GPtrArray *studio_finish (Studio *studio);

/* The left side of a take; to be freed. */
float *studio_read_left (const RecordedTake *take, Frames *frames);
/* The left side of the song as it is rendered; to be freed. */
float *studio_render_left (Studio *studio, Frames from, Frames n);

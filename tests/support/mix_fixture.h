/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects made from command lines, with signals instead of files, compiled and run in memory.
 * Tests only; one thread.
 *
 * `clip.import file=KIND:CHANNELS:FRAMES[:ARGUMENT[:RATE]]` brings a signal; its samples are those
 * at the project rate, also where its source has another, and however it is stretched:
 *   sine (frequency, amplitude 0.5), noise (seed, +-0.5), impulse (frame of the 1), dc (value),
 *   ramp (frame / 2^20), nan (frame of the NaN in zeros), hole (frame of the NaN in a sine of 440
 * Hz), broken (nothing but NaN), work (microseconds that reading takes, of dc 0.25). On stereo the
 * right side differs: sine a fifth higher, noise of another seed, impulse, dc and ramp halved. */
#pragma once

#include "edit/command.h"
#include "mix/mix.h"

typedef struct {
  Project *project;
  IdSource ids;
  GArray *created; /* Id: what the last run added */
  MixMedia media;
  MixRequest request; /* filled with defaults: block 512, slots for any number of threads; change
                         what a test needs */
  struct MixFixtureHost *host;
} MixFixture;

MixFixture *mix_fixture_new (void); /* 48 kHz, 120 bpm */
void mix_fixture_free (MixFixture *fixture);

/* A project with something of everything, some 60000 frames long; mix_rich.c. */
MixFixture *mix_fixture_rich (void);

/* Command lines, separated by newlines; blanks in front are fine. Fails the test where they do. */
void mix_fixture_run (MixFixture *fixture, const char *lines);
/* Private to the fixture's value, to be written. */
Track *mix_fixture_track (MixFixture *fixture, const char *name);

MixGraph *mix_fixture_compile (MixFixture *fixture, MixGraph *previous);

typedef struct {
  int n;
  float *audio[2];
} MixSound;

void mix_sound_free (MixSound *sound);

/* Song positions [from, from + n) as they leave main, from a fresh graph. */
MixSound mix_fixture_play (MixFixture *fixture, Frames from, int n, int block, int threads);
/* The same of the post tap of another track, in the song positions there. */
MixSound mix_fixture_play_track (MixFixture *fixture, const char *name, Frames from, int n);
/* A compiled graph from graph position `from`; what comes belongs to song position from - latency.
 */
MixSound mix_graph_play (MixGraph *graph, Frames from, int n, int threads);

/* One sample of the signals above. */
float mix_signal (const char *kind, double argument, int channel, Frames frame);

double mix_sound_peak (const MixSound *sound, int from, int to);
/* Fails with the place where the two differ by a bit. */
void mix_sound_assert_same (const MixSound *a, const MixSound *b);
/* The largest difference. */
double mix_sound_difference (const MixSound *a, const MixSound *b);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "base/types.h"
#include "device/midi_clock.h"

#define RATE 48000.0
#define MAX_MESSAGES 64

/* The messages of a run as text: "FA@0 F8@0 F8@1000", frames counted from the start of the run. */
typedef struct {
  MidiClock clock;
  GString *text;
  int64_t frame;
  int n_clocks;
  double last_clock, largest_gap, smallest_gap;
} Run;

static void
take (Run *run, bool is_rolling, double begin, double end, double bpm, uint32_t n_frames)
{
  MidiClockMessage messages[MAX_MESSAGES];
  const int n = midi_clock_block (&run->clock, is_rolling, begin, end, bpm, RATE, n_frames,
                                  messages, MAX_MESSAGES);

  g_assert_cmpint (n, <, MAX_MESSAGES);
  for (int i = 0; i < n; i++) {
    const MidiClockMessage *message = &messages[i];
    const double at = (double) run->frame + message->frame;
    g_assert_cmpuint (message->frame, <, n_frames);
    if (i > 0)
      g_assert_cmpuint (message->frame, >=, messages[i - 1].frame);
    if (message->data[0] == 0xf8) {
      if (run->n_clocks++ > 0) {
        run->largest_gap = fmax (run->largest_gap, at - run->last_clock);
        run->smallest_gap = fmin (run->smallest_gap, at - run->last_clock);
      }
      run->last_clock = at;
    }
    g_string_append_printf (run->text, "%s%02X", run->text->len ? " " : "", message->data[0]);
    if (message->size == 3)
      g_string_append_printf (run->text, "(%d)", message->data[1] + 128 * message->data[2]);
    g_string_append_printf (run->text, "@%d", (int) at);
  }
  run->frame += n_frames;
}

static void
run_init (Run *run)
{
  *run = (Run){ .text = g_string_new (NULL), .smallest_gap = INFINITY };
}

static void
expect (Run *run, const char *text)
{
  g_assert_cmpstr (run->text->str, ==, text);
  g_string_truncate (run->text, 0);
}

/* At 120 a clock comes every 1000 frames; a tick lasts 1.5625 frames. */
static double
ticks (double frames)
{
  return frames / 1.5625;
}

static void
test_start_stop (void)
{
  Run run;
  run_init (&run);

  take (&run, false, 0, 0, 120, 512);
  expect (&run, "F2(0)@0 F8@0");
  take (&run, false, 0, 0, 120, 1536);
  expect (&run, "F8@1000 F8@2000");
  take (&run, true, 0, ticks (2500), 120, 2500);
  expect (&run, "FA@2048 F8@2048 F8@3048 F8@4048");
  take (&run, true, ticks (2500), ticks (2900), 120, 400);
  expect (&run, "");
  /* The clocks go on from where they were. */
  take (&run, false, ticks (2900), 0, 120, 1200);
  expect (&run, "FC@4948 F2(1)@4948 F8@5048 F8@6048");
  g_string_free (run.text, TRUE);
}

static void
test_from_between (void)
{
  Run run;
  run_init (&run);

  /* A sixteenth is 6000 frames. From frame 6100 the others start at 12000. */
  take (&run, true, ticks (6100), ticks (6200), 120, 100);
  expect (&run, "F2(2)@0");
  take (&run, true, ticks (6200), ticks (12600), 120, 6400);
  expect (&run, "F8@900 F8@1900 F8@2900 F8@3900 F8@4900 FB@5900 F8@5900");
  /* Stopped before it began there is nothing to stop. */
  Run early;
  run_init (&early);
  take (&early, true, ticks (6100), ticks (6200), 120, 100);
  take (&early, false, ticks (6200), 0, 120, 100);
  expect (&early, "F2(2)@0");
  g_string_free (early.text, TRUE);
  g_string_free (run.text, TRUE);
}

static void
test_loop_and_locate (void)
{
  Run run;
  run_init (&run);

  take (&run, true, ticks (12000), ticks (12500), 120, 500);
  expect (&run, "F2(2)@0 FB@0 F8@0");
  take (&run, true, ticks (6000), ticks (6500), 120, 500); /* a loop back to 6000 */
  expect (&run, "FC@500 F2(1)@500 FB@500 F8@500");
  take (&run, true, 0, ticks (500), 120, 500);
  expect (&run, "FC@1000 FA@1000 F8@1000");
  /* A count-in stands before the song: clocks, and the start when it begins. */
  take (&run, true, ticks (-1500), ticks (500), 120, 2000);
  expect (&run, "FC@1500 F8@2000 FA@3000 F8@3000");
  take (&run, true, TICKS_PER_QUARTER * 5000.0, TICKS_PER_QUARTER * 5000.0 + 10, 120, 100);
  expect (&run, "FC@3500 F2(16383)@3500 F8@3500");
  g_string_free (run.text, TRUE);
}

/* Over a minute with rounded block borders and a tempo that moves: no clock is lost or doubled, and
 * each stands within a frame of its tick. */
static void
test_long (void)
{
  const uint32_t blocks[] = { 16, 64, 100, 512, 1024 };

  for (size_t b = 0; b < G_N_ELEMENTS (blocks); b++) {
    Run run;
    run_init (&run);
    double at = 0;
    const double per_frame = 133.7 / 60 * TICKS_PER_QUARTER / RATE;
    while (run.frame < 60 * RATE) {
      const double end = at + per_frame * blocks[b];
      take (&run, true, at, end, 133.7, blocks[b]);
      at = end + (run.frame % 3 - 1) * 1e-9;
    }
    const int expected = (int) ceil (at / (TICKS_PER_QUARTER / 24));
    g_assert_cmpint (run.n_clocks, ==, expected);
    const double gap = TICKS_PER_QUARTER / 24 / per_frame;
    g_assert_cmpfloat (run.largest_gap, <, gap + 1.001);
    g_assert_cmpfloat (run.smallest_gap, >, gap - 1.001);
    g_string_free (run.text, TRUE);
  }
}

/* Standing still, clocks keep the tempo: 24 a quarter. */
static void
test_free (void)
{
  Run run;
  run_init (&run);

  while (run.frame < 60 * RATE)
    take (&run, false, 0, 0, 90, 128);
  g_assert_cmpint (run.n_clocks, ==, 90 * 24);
  g_assert_cmpfloat (run.largest_gap - run.smallest_gap, <=, 1);
  g_string_free (run.text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/midi-clock/start-stop", test_start_stop);
  g_test_add_func ("/midi-clock/from-between", test_from_between);
  g_test_add_func ("/midi-clock/loop-and-locate", test_loop_and_locate);
  g_test_add_func ("/midi-clock/long", test_long);
  g_test_add_func ("/midi-clock/free", test_free);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "device/device_slot.h"
#include "device/null_device.h"
#include "rt_guard.h"

#define RECORDED 8192

/* Plays a ramp of numbers and records channel 0 of the input. */
typedef struct {
  float recorded[RECORDED];
  int64_t next_frame;
  int64_t last_ns;
  _Atomic int n_blocks;
  atomic_bool is_over; /* stop has returned */
  int n_faults, n_xruns;
  int64_t latest_late_ns;
  double latency_ns; /* output after input */
} Recorder;

static float
sample (int64_t frame, unsigned channel)
{
  return (float) ((frame * 7919 + channel * 31) % 10007) / 10007;
}

static void
record (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
        unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Recorder *recorder = user;

  recorder->n_faults += atomic_load (&recorder->is_over) || block->frame != recorder->next_frame;
  for (uint32_t i = 0; i < n_frames; i++) {
    if (n_inputs && block->frame + i < RECORDED)
      recorder->recorded[block->frame + i] = inputs[0][i];
    for (unsigned c = 0; c < n_outputs; c++)
      outputs[c][i] = sample (block->frame + i, c);
  }
  recorder->next_frame = block->frame + n_frames;
  recorder->last_ns = block->callback_ns;
  recorder->n_xruns += block->xrun;
  recorder->latency_ns = (double) (block->output_ns - block->input_ns);
  atomic_fetch_add (&recorder->n_blocks, 1);
}

static void
test_by_hand (void)
{
  const DeviceConfig config = { .rate = 44100, .block = 64, .n_inputs = 1, .n_outputs = 3 };
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  Recorder recorder = { 0 };
  GError *error = NULL;
  AudioDevice *device = device_open_null (&config, &options, record, &recorder, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (device_rate (device), ==, 44100);
  g_assert_cmpuint (device_block (device), ==, 64);
  g_assert_cmpuint (device_n_inputs (device), ==, 1);
  g_assert_cmpuint (device_n_outputs (device), ==, 3);
  g_assert_cmpstr (device_name (device), ==, "null");
  g_assert_true (device_is_null (device));
  null_device_run (device, 5);
  g_assert_cmpint (recorder.n_blocks, ==, 0);
  g_assert_true (device_start (device, &error));
  rt_guard_enter ();
  null_device_run (device, 100);
  rt_guard_leave ();
  g_assert_cmpstr (rt_guard_first (), ==, NULL);
  g_assert_cmpint (recorder.n_blocks, ==, 100);
  g_assert_cmpint (recorder.next_frame, ==, 6400);
  g_assert_cmpint (recorder.last_ns, ==, (int64_t) (99 * 64 * 1e9 / 44100));
  g_assert_cmpint (recorder.n_faults, ==, 0);

  null_device_xrun (device);
  null_device_run (device, 2);
  g_assert_cmpint (recorder.n_xruns, ==, 1);
  g_assert_cmpuint (device_poll (device).n_xruns, ==, 1);
  g_assert_cmpuint (device_poll (device).n_xruns, ==, 0);
  g_assert_cmpuint (device_n_xruns (device), ==, 1);

  /* Frames count on where they stopped. */
  device_stop (device);
  null_device_run (device, 5);
  g_assert_cmpint (recorder.n_blocks, ==, 102);
  g_assert_true (device_start (device, &error));
  null_device_run (device, 1);
  g_assert_cmpint (recorder.next_frame, ==, 103 * 64);
  g_assert_cmpint (recorder.n_faults, ==, 0);
  device_close (device);
}

static void
test_loopback (void)
{
  const int delays[] = { 64, 65, 128, 1000, 3000 };

  for (size_t d = 0; d < G_N_ELEMENTS (delays); d++) {
    const DeviceConfig config = { .block = 64 };
    const NullOptions options = { .by_hand = true, .loopback = delays[d] };
    Recorder *recorder = g_new0 (Recorder, 1);
    AudioDevice *device = device_open_null (&config, &options, record, recorder, NULL);

    g_assert_cmpint (device_input_latency (device) + device_output_latency (device), ==, delays[d]);
    device_start (device, NULL);
    null_device_run (device, RECORDED / 64);
    for (int i = 0; i < RECORDED; i++)
      g_assert_cmpfloat (recorder->recorded[i], ==, i < delays[d] ? 0 : sample (i - delays[d], 0));
    g_assert_cmpfloat (fabs (recorder->latency_ns - delays[d] * 1e9 / 48000), <, 3);
    device_close (device);
    g_free (recorder);
  }

  const DeviceConfig config = { .block = 64 };
  const NullOptions short_loop = { .by_hand = true, .loopback = 63 };
  Recorder recorder = { 0 };
  GError *error = NULL;
  g_assert_null (device_open_null (&config, &short_loop, record, &recorder, &error));
  g_assert_nonnull (error);
  g_error_free (error);
}

static void
test_inputs (void)
{
  float material[1000];
  const float *rows[] = { material };
  const DeviceConfig config = { .block = 128 };
  const NullOptions options = {
    .by_hand = true, .loopback = -1, .inputs = rows, .n_inputs = 1, .n_frames = 1000
  };
  Recorder recorder = { 0 };

  for (int i = 0; i < 1000; i++)
    material[i] = (float) (i + 1);
  AudioDevice *device = device_open_null (&config, &options, record, &recorder, NULL);
  device_start (device, NULL);
  null_device_run (device, 10);
  for (int i = 0; i < 1280; i++)
    g_assert_cmpfloat (recorder.recorded[i], ==, i < 1000 ? (float) (i + 1) : 0);
  device_close (device);
}

/* In real time it gives as many frames as time passes, and none after stop. */
static void
test_paced (void)
{
  const DeviceConfig config = { .name = DEVICE_NULL_NAME, .rate = 48000, .block = 128 };
  Recorder recorder = { 0 };
  GError *error = NULL;
  AudioDevice *device = device_open (&config, record, &recorder, &error);

  g_assert_no_error (error);
  for (int round = 0; round < 3; round++) {
    const int64_t frames_before = recorder.next_frame;
    atomic_store (&recorder.is_over, false);
    const int64_t begin = device_now_ns ();
    g_assert_true (device_start (device, &error));
    g_usleep (200000);
    device_poll (device);
    device_stop (device);
    atomic_store (&recorder.is_over, true);
    const double seconds = (double) (device_now_ns () - begin) * 1e-9;
    const double frames = (double) (recorder.next_frame - frames_before);
    /* A machine that stalls loses time, never gains any. */
    g_assert_cmpfloat (frames, <=, seconds * 48000 + 2 * 128);
    g_assert_cmpfloat (frames, >, 0);
    g_usleep (20000);
  }
  g_assert_cmpint (recorder.n_faults, ==, 0);
  g_assert_cmpint (recorder.n_xruns, ==, (int) device_n_xruns (device));
  g_assert_nonnull (device_priority_report (device));
  device_close (device);
}

/* Half as fast as it must be: what is lost is told, and time goes on. */
static void
slow (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
      unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  record (user, inputs, n_inputs, outputs, n_outputs, n_frames, block);
  g_usleep (2 * n_frames * 1000000 / 48000);
}

static void
test_overload (void)
{
  const DeviceConfig config = { .name = DEVICE_NULL_NAME, .rate = 48000, .block = 480 };
  Recorder recorder = { 0 };
  AudioDevice *device = device_open (&config, slow, &recorder, NULL);

  device_start (device, NULL);
  g_usleep (500000);
  device_stop (device);
  /* 10 ms behind with every block, of which 60 are caught up with. */
  g_assert_cmpint (recorder.n_xruns, >=, 2);
  g_assert_cmpint (recorder.n_xruns, <=, recorder.n_blocks / 2);
  g_assert_cmpint (recorder.n_xruns, ==, (int) device_n_xruns (device));
  g_assert_cmpint (recorder.n_faults, ==, 0);
  device_close (device);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/null-device/by-hand", test_by_hand);
  g_test_add_func ("/null-device/loopback", test_loopback);
  g_test_add_func ("/null-device/inputs", test_inputs);
  g_test_add_func ("/null-device/paced", test_paced);
  g_test_add_func ("/null-device/overload", test_overload);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PortAudio on a JACK server of the test's own: listing, a loop that returns every bit, loss and
 * return. Timing is not judged, the machine may stall. */
#include <glib.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "device/device_child.h"
#include "device/device_list.h"
#include "device/device_slot.h"
#include "jack_server.h"

#define RECORDED 48000

typedef struct {
  float recorded[RECORDED];
  int64_t next_frame;
  _Atomic int64_t n_frames;
  int n_faults;
  int64_t last_start_ns;
  int n_backwards;
} Recorder;

/* White and never twice the same in the part that is compared. */
static float
sample (int64_t frame)
{
  const uint32_t hash = (uint32_t) (frame + 1) * 2654435761u;
  return (float) (hash >> 8) / (1 << 24) - 0.5f;
}

static void
record (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
        unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Recorder *recorder = user;

  recorder->n_faults += block->frame != recorder->next_frame || n_inputs != 2 || n_outputs != 2;
  recorder->n_backwards += block->start_ns <= recorder->last_start_ns;
  recorder->last_start_ns = block->start_ns;
  recorder->next_frame = block->frame + n_frames;
  for (uint32_t i = 0; i < n_frames; i++) {
    if (block->frame + i < RECORDED)
      recorder->recorded[block->frame + i] = inputs[0][i];
    outputs[0][i] = sample (block->frame + i);
    outputs[1][i] = -outputs[0][i];
  }
  atomic_store (&recorder->n_frames, recorder->next_frame);
}

static void
test_list (void)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) none = device_list (&error);
  g_assert_no_error (error);
  g_assert_null (device_info_find (none, "JACK: loopback", NULL));
  g_assert_cmpstr (((DeviceInfo *) g_ptr_array_index (none, none->len - 1))->name, ==, "null");

  JackServer *server = jack_server_start (48000, 256);
  g_autoptr (GPtrArray) list = device_list (&error);
  g_assert_no_error (error);
  const DeviceInfo *info = device_info_find (list, "loopback", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->name, ==, "JACK: loopback");
  g_assert_cmpstr (info->host, ==, "JACK");
  g_assert_cmpuint (info->n_inputs, ==, 2);
  g_assert_cmpuint (info->n_outputs, ==, 2);
  for (int r = 0; r < DEVICE_N_RATES; r++)
    g_assert_true (info->has_rate[r] == (device_rates[r] == 48000));
  jack_server_stop (server);
}

static void
wait_frames (AudioDevice *device, Recorder *recorder, int64_t n)
{
  for (int i = 0; i < 1000 && atomic_load (&recorder->n_frames) < n; i++) {
    device_poll (device);
    g_usleep (10000);
  }
  g_assert_cmpint (atomic_load (&recorder->n_frames), >=, n);
}

/* Where the frames from `from` on came back; the device lags, the server may have lost a block. */
static int64_t
find_lag (const Recorder *recorder, int64_t from)
{
  for (int64_t lag = 0; lag < 8192; lag++) {
    int i = 0;
    while (i < 1000 && recorder->recorded[from + lag + i] == sample (from + i))
      i++;
    if (i == 1000)
      return lag;
  }
  return -1;
}

static void
check_loop (int period, uint32_t block)
{
  JackServer *server = jack_server_start (48000, period);
  const DeviceConfig config = { .name = "JACK: loopback", .rate = 44100, .block = block };
  Recorder *recorder = g_new0 (Recorder, 1);
  GError *error = NULL;
  int policy, priority;

  AudioDevice *device = device_open (&config, record, recorder, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (device_rate (device), ==, 48000); /* the server's, it has no other */
  g_assert_cmpuint (device_block (device), ==, block);
  g_assert_true (device_start (device, &error));
  g_assert_no_error (error);
  const int reported = device_input_latency (device) + device_output_latency (device);
  wait_frames (device, recorder, 20000);
  g_assert_true (device_thread_policy (device, &policy, &priority));
  g_test_message ("%s", device_priority_report (device));
  device_stop (device);
  const int64_t n = atomic_load (&recorder->n_frames);
  g_usleep (50000);
  g_assert_cmpint (atomic_load (&recorder->n_frames), ==, n);

  const int64_t lag = find_lag (recorder, 9000);
  g_test_message ("period %d, block %u: lag %d, reported %d, xruns %d", period, block, (int) lag,
                  reported, (int) device_n_xruns (device));
  g_assert_cmpint (lag, ==, reported);
  g_assert_cmpint (recorder->n_faults, ==, 0);
  g_assert_cmpint (recorder->n_backwards, ==, 0);
  device_close (device);
  g_free (recorder);
  jack_server_stop (server);
}

static void
test_loop (void)
{
  check_loop (256, 256);
  check_loop (128, 64);
}

static DeviceEvents
poll_until (AudioDevice *device, bool lost)
{
  for (int i = 0; i < 1000; i++) {
    const DeviceEvents events = device_poll (device);
    if (lost ? events.lost : events.back)
      return events;
    g_usleep (10000);
  }
  g_assert_not_reached ();
}

/* The server ends in good order, or is killed. */
static void
check_loss (int signal)
{
  JackServer *server = jack_server_start (48000, 256);
  const DeviceConfig config = { .name = "loopback", .block = 256 };
  Recorder *recorder = g_new0 (Recorder, 1);
  GError *error = NULL;
  AudioDevice *device = device_open (&config, record, recorder, &error);

  g_assert_no_error (error);
  g_assert_true (device_start (device, &error));
  wait_frames (device, recorder, 5000);
  jack_server_end (server, signal);
  poll_until (device, true);
  g_test_message ("lost: %s", device_loss_reason (device));
  wait_frames (device, recorder, atomic_load (&recorder->n_frames) + 5000);
  g_assert_true (device_is_lost (device));

  server = jack_server_start (44100, 256);
  const DeviceEvents back = poll_until (device, false);
  g_assert_true (back.format_changed);
  g_assert_cmpfloat (device_rate (device), ==, 44100);
  g_assert_cmpstr (device_name (device), ==, "JACK: loopback");
  wait_frames (device, recorder, atomic_load (&recorder->n_frames) + 5000);
  g_assert_cmpint (recorder->n_faults, ==, 0);
  device_close (device);
  g_free (recorder);
  jack_server_stop (server);
}

static void
test_loss (void)
{
  check_loss (SIGTERM);
  check_loss (SIGKILL);
}

static void
test_no_device (void)
{
  const DeviceConfig config = { .name = "JACK: loopback" }, any = { .name = NULL };
  Recorder *recorder = g_new0 (Recorder, 1);
  GError *error = NULL;

  g_assert_null (device_open (&config, record, recorder, &error));
  g_assert_cmpstr (error->message, ==,
                   "there is no audio device 'JACK: loopback'; see 'lacquer devices'");
  g_clear_error (&error);
  AudioDevice *device = device_open (&any, record, recorder, &error);
  g_assert_no_error (error);
  device_close (device);
  g_free (recorder);
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  g_test_init (&argc, &argv, NULL);
  jack_server_init ();
  g_test_add_func ("/jack/list", test_list);
  g_test_add_func ("/jack/loop", test_loop);
  g_test_add_func ("/jack/loss", test_loss);
  g_test_add_func ("/jack/no-device", test_no_device);
  return g_test_run ();
}

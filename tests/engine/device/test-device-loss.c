/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that goes away and comes back, on a backend that the test is. */
#include <glib.h>
#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "device/device_slot.h"
#include "device/device_stream.h"

#define NAME "Fake: card (hw:A,0)"

typedef struct {
  DeviceStream base;
  StreamProcess process;
  void *user;
  float rows[4][512];
} FakeStream;

/* One card; what the test does to it. */
static struct {
  bool is_there, gives_up, hangs_in_stop, cannot_start;
  double rate;
  FakeStream *stream; /* open */
  FakeStream *stale; /* lost, in a driver that hangs */
  _Atomic int n_open;
  _Atomic int may_stop;
} fake;

static DeviceStream *
fake_open (const DeviceBackend *backend, const DeviceConfig *config, StreamProcess process,
           void *user, GError **error)
{
  if (!fake.is_there || !strstr (NAME, config->name)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no audio device '%s'",
                 config->name);
    return NULL;
  }
  FakeStream *stream = g_new0 (FakeStream, 1);
  stream->base.backend = backend->data ? backend->data : backend;
  stream->base.name = g_strdup (NAME);
  stream->base.format = (StreamFormat){ .rate = fake.rate,
                                        .block = config->block,
                                        .n_inputs = 2,
                                        .n_outputs = 2,
                                        .input_latency = 100,
                                        .output_latency = 200 };
  stream->process = process;
  stream->user = user;
  fake.stream = stream;
  atomic_fetch_add (&fake.n_open, 1);
  return &stream->base;
}

static bool
fake_start (DeviceStream *stream, GError **error)
{
  if (fake.cannot_start)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "the card does not start");
  return !fake.cannot_start;
}

static void
fake_stop (DeviceStream *stream)
{
  while (fake.hangs_in_stop && !atomic_load (&fake.may_stop))
    g_usleep (1000);
}

static void
fake_close (DeviceStream *stream)
{
  g_free (stream->name);
  g_free (stream);
  atomic_fetch_sub (&fake.n_open, 1);
}

static bool
fake_is_active (DeviceStream *stream)
{
  return !fake.gives_up;
}

static bool
fake_look (const DeviceBackend *backend, void **search, const char *name)
{
  g_assert_cmpstr (name, ==, NAME);
  *search = &fake;
  return fake.is_there;
}

static void
fake_look_end (void **search)
{
  *search = NULL;
}

static const DeviceBackend fake_backend = {
  .open = fake_open,
  .start = fake_start,
  .stop = fake_stop,
  .close = fake_close,
  .is_active = fake_is_active,
  .look = fake_look,
  .look_end = fake_look_end,
};

typedef struct {
  int64_t next_frame;
  _Atomic int n_blocks;
  int n_faults;
  unsigned n_outputs;
} Player;

static void
play (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
      unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Player *player = user;

  player->n_faults += block->frame != player->next_frame || n_inputs != 2 || n_outputs != 2;
  player->next_frame = block->frame + n_frames;
  for (unsigned c = 0; c < n_outputs; c++)
    for (uint32_t i = 0; i < n_frames; i++)
      outputs[c][i] = 1;
  atomic_fetch_add (&player->n_blocks, 1);
}

/* What the driver's thread would do. The first sample that comes out. */
static float
pump (FakeStream *stream)
{
  const float *inputs[] = { stream->rows[0], stream->rows[1] };
  float *outputs[] = { stream->rows[2], stream->rows[3] };

  stream->rows[2][0] = -1;
  stream->process (stream->user, inputs, outputs, stream->base.format.block, false);
  return stream->rows[2][0];
}

static AudioDevice *
open_card (Player *player, bool may_be_absent, GError **error)
{
  const DeviceConfig config = { .name = "card", .block = 128, .may_be_absent = may_be_absent };

  return device_open_backend (&fake_backend, &config, play, player, error);
}

static void
set_up (void)
{
  memset (&fake, 0, sizeof fake);
  fake.is_there = true;
  fake.rate = 44100;
}

/* Polls until the condition holds, some seconds at most; what the polls said together. */
static DeviceEvents
poll_until (AudioDevice *device, bool lost)
{
  DeviceEvents all = { 0 };

  for (int i = 0; i < 500 && device_is_lost (device) != lost; i++) {
    const DeviceEvents events = device_poll (device);
    all.lost |= events.lost;
    all.back |= events.back;
    all.format_changed |= events.format_changed;
    g_usleep (10000);
  }
  g_assert_true (device_is_lost (device) == lost);
  const DeviceEvents events = device_poll (device);
  all.lost |= events.lost;
  all.back |= events.back;
  all.format_changed |= events.format_changed;
  return all;
}

static void
test_gives_up (void)
{
  Player player = { 0 };
  set_up ();
  AudioDevice *device = open_card (&player, false, NULL);

  g_assert_cmpstr (device_name (device), ==, NAME);
  g_assert_true (device_start (device, NULL));
  g_assert_cmpfloat (pump (fake.stream), ==, 1);
  g_assert_false (device_poll (device).lost);

  fake.is_there = false;
  fake.gives_up = true;
  fake.hangs_in_stop = true;
  fake.stale = fake.stream;
  const DeviceEvents lost = poll_until (device, true);
  g_assert_true (lost.lost && !lost.back && !lost.format_changed);
  g_assert_cmpstr (device_loss_reason (device), ==, "the device has gone away");

  /* The null device goes on in its place, and what comes late from the lost one is silence. */
  g_assert_cmpfloat (pump (fake.stale), ==, 0);
  const int n = player.n_blocks;
  for (int i = 0; i < 200 && player.n_blocks < n + 10; i++)
    g_usleep (5000);
  g_assert_cmpint (player.n_blocks, >=, n + 10);
  g_assert_cmpfloat (device_rate (device), ==, 44100);
  g_assert_cmpuint (device_block (device), ==, 128);
  g_assert_cmpint (device_input_latency (device), ==, 100);
  g_assert_cmpint (device_output_latency (device), ==, 200);
  g_assert_cmpstr (device_name (device), ==, NAME);

  /* Back only when the old stream is closed. */
  fake.is_there = true;
  fake.gives_up = false;
  g_usleep (600000);
  g_assert_false (device_poll (device).back);
  atomic_store (&fake.may_stop, 1);
  const DeviceEvents back = poll_until (device, false);
  g_assert_true (back.back && !back.lost && !back.format_changed);
  g_assert_cmpfloat (pump (fake.stream), ==, 1);
  g_assert_cmpint (atomic_load (&fake.n_open), ==, 1);
  g_assert_null (device_loss_reason (device));
  g_assert_cmpint (player.n_faults, ==, 0);
  device_close (device);
  g_assert_cmpint (atomic_load (&fake.n_open), ==, 0);
}

/* No error, only no callback any more. */
static void
test_falls_silent (void)
{
  Player player = { 0 };
  set_up ();
  AudioDevice *device = open_card (&player, false, NULL);

  g_assert_true (device_start (device, NULL));
  for (int i = 0; i < 15; i++) {
    pump (fake.stream);
    g_assert_false (device_poll (device).lost);
    g_usleep (10000);
  }
  const int64_t begin = device_now_ns ();
  fake.is_there = false;
  g_assert_true (poll_until (device, true).lost);
  const double seconds = (double) (device_now_ns () - begin) * 1e-9;
  g_test_message ("noticed after %.2f s", seconds);
  g_assert_cmpfloat (seconds, >, 0.9);
  g_assert_cmpstr (device_loss_reason (device), ==, "the device does not ask for sound any more");

  /* It comes back with another rate, while stopped. */
  device_stop (device);
  const int n = player.n_blocks;
  fake.is_there = true;
  fake.rate = 96000;
  const DeviceEvents back = poll_until (device, false);
  g_assert_true (back.back && back.format_changed);
  g_assert_cmpfloat (device_rate (device), ==, 96000);
  g_assert_cmpfloat (pump (fake.stream), ==, 0);
  g_assert_cmpint (player.n_blocks, ==, n);
  g_assert_true (device_start (device, NULL));
  g_assert_cmpfloat (pump (fake.stream), ==, 1);
  g_assert_cmpint (player.n_faults, ==, 0);
  device_close (device);
}

static void
test_absent (void)
{
  Player player = { 0 };
  GError *error = NULL;
  set_up ();
  fake.is_there = false;

  g_assert_null (open_card (&player, false, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  const DeviceConfig config = { .name = NAME, .rate = 48000, .block = 64, .may_be_absent = true };
  AudioDevice *device = device_open_backend (&fake_backend, &config, play, &player, &error);
  g_assert_no_error (error);
  g_assert_true (device_is_lost (device));
  g_assert_false (device_is_null (device));
  g_assert_cmpstr (device_loss_reason (device), ==, "there is no audio device '" NAME "'");
  g_assert_true (device_poll (device).lost);
  g_assert_true (device_start (device, &error));
  fake.is_there = true;
  const DeviceEvents back = poll_until (device, false);
  g_assert_true (back.back && back.format_changed);
  g_assert_cmpfloat (device_rate (device), ==, 44100);
  g_assert_cmpfloat (pump (fake.stream), ==, 1);
  device_close (device);
}

static void
test_cannot_start (void)
{
  Player player = { 0 };
  set_up ();
  AudioDevice *device = open_card (&player, false, NULL);

  fake.cannot_start = true;
  fake.is_there = false;
  g_assert_true (device_start (device, NULL));
  g_assert_true (device_is_running (device));
  g_assert_true (device_is_lost (device));
  g_assert_cmpstr (device_loss_reason (device), ==, "the card does not start");
  g_assert_true (device_poll (device).lost);
  device_close (device);
  g_assert_cmpint (atomic_load (&fake.n_open), ==, 0);
}

/* A driver that hangs holds up neither a stop nor the end. */
static void
test_hangs (void)
{
  Player player = { 0 };
  set_up ();
  AudioDevice *device = open_card (&player, false, NULL);

  g_assert_true (device_start (device, NULL));
  pump (fake.stream);
  fake.hangs_in_stop = true;
  g_usleep (1100000);
  const int64_t begin = device_now_ns ();
  device_stop (device);
  g_assert_true (device_is_lost (device));
  g_assert_false (device_is_running (device));
  g_assert_cmpint (device_now_ns () - begin, <, INT64_C (4000000000));
  device_close (device);
  g_assert_cmpint (device_now_ns () - begin, <, INT64_C (5000000000));
  atomic_store (&fake.may_stop, 1);
  for (int i = 0; i < 200 && atomic_load (&fake.n_open) > 0; i++)
    g_usleep (10000);
  g_assert_cmpint (atomic_load (&fake.n_open), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-loss/gives-up", test_gives_up);
  g_test_add_func ("/device-loss/falls-silent", test_falls_silent);
  g_test_add_func ("/device-loss/absent", test_absent);
  g_test_add_func ("/device-loss/cannot-start", test_cannot_start);
  g_test_add_func ("/device-loss/hangs", test_hangs);
  return g_test_run ();
}

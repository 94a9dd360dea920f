/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/calibration.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>

#include "base/error.h"
#include "base/hash.h"

#define BURST 8192
#define BURST_GAIN 0.25f
#define LONGEST_SECONDS 1.0 /* that is looked for */
#define LEAST_MATCH 0.3
#define MOST_DRIFT 0.5 /* frames in a second */
#define REACH 8 /* frames on each side of the peak that the interpolation reads */
#define STEPS 128 /* of a frame */
#define MOST_INPUTS 32

typedef struct {
  float burst[BURST];
  int64_t starts[2]; /* frames since the first block at which a burst begins */
  int64_t length; /* frames that are heard */
  float *heard[MOST_INPUTS];
  unsigned n_inputs;
  int64_t at; /* audio thread */
  _Atomic bool done;
} Session;

static void
process (void *user, const float *const *inputs, unsigned n_inputs, float *const *outputs,
         unsigned n_outputs, uint32_t n_frames, const DeviceBlock *block)
{
  Session *session = user;

  for (uint32_t i = 0; i < n_frames; i++, session->at++) {
    float sample = 0;
    for (int b = 0; b < 2; b++) {
      const int64_t place = session->at - session->starts[b];
      if (place >= 0 && place < BURST)
        sample = session->burst[place];
    }
    for (unsigned c = 0; c < n_outputs; c++)
      outputs[c][i] = sample;
    for (unsigned c = 0; c < session->n_inputs && c < n_inputs && session->at < session->length;
         c++)
      session->heard[c][session->at] = inputs[c][i];
  }
  if (session->at >= session->length)
    atomic_store (&session->done, true);
}

G_GNUC_PRINTF (2, 3)
static bool
fail (GError **error, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "");
  if (error) {
    g_free ((*error)->message);
    (*error)->message = g_strdup_vprintf (format, list);
  }
  va_end (list);
  return false;
}

#define LANES 8

static double
correlate (const float *burst, int n, const float *heard)
{
  double sums[LANES] = { 0 }, sum = 0;

  for (int i = 0; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++)
      sums[k] += (double) burst[i + k] * heard[i + k];
  for (int i = n - n % LANES; i < n; i++)
    sum += (double) burst[i] * heard[i];
  for (int k = 0; k < LANES; k++)
    sum += sums[k];
  return sum;
}

/* The correlation between two lags, from those at whole frames around them. */
static double
between (const double *lags, double place)
{
  double sum = 0;

  for (int k = 0; k <= 2 * REACH; k++) {
    const double x = place - k;
    const double window = 0.5 + 0.5 * cos (G_PI * x / (REACH + 1));
    if (fabs (x) < REACH + 1)
      sum += lags[k] * window * (fabs (x) < 1e-9 ? 1 : sin (G_PI * x) / (G_PI * x));
  }
  return sum;
}

double
calibration_find (const float *burst, int n, const float *heard, int n_heard, double *match,
                  double *gain)
{
  const double power = correlate (burst, n, burst);
  int best = 0;
  double most = 0, lags[2 * REACH + 1];

  /* A part of the burst is enough to find the place. */
  for (int lag = 0; lag + n <= n_heard; lag++) {
    const double here = correlate (burst, n / 4, heard + lag);
    if (fabs (here) > fabs (most)) {
      most = here;
      best = lag;
    }
  }
  most = 0;
  for (int k = 0; k <= 2 * REACH; k++) {
    const int lag = best + k - REACH;
    lags[k] = lag >= 0 && lag + n <= n_heard ? correlate (burst, n, heard + lag) : 0;
  }
  double place = REACH;
  for (int s = -STEPS; s <= STEPS; s++) {
    const double value = between (lags, REACH + (double) s / STEPS);
    if (fabs (value) > fabs (most)) {
      most = value;
      place = REACH + (double) s / STEPS;
    }
  }
  const double heard_power = correlate (heard + best, n, heard + best);
  *match = heard_power > 0 ? fabs (most) / sqrt (power * heard_power) : 0;
  *gain = fabs (most) / power;
  return best + place - REACH;
}

static bool
evaluate (const Session *session, Calibration *calibration, GError **error)
{
  double best = 0;

  for (unsigned c = 0; c < session->n_inputs; c++) {
    double lags[2], match[2], gain = 0;
    for (int b = 0; b < 2; b++) {
      const int64_t from = session->starts[b];
      const int n =
          (int) int64_min (session->starts[1] - session->starts[0], session->length - from);
      lags[b] =
          calibration_find (session->burst, BURST, session->heard[c] + from, n, &match[b], &gain);
    }
    if (MIN (match[0], match[1]) <= best)
      continue;
    best = MIN (match[0], match[1]);
    calibration->round_trip = lags[0];
    calibration->drift = lags[1] - lags[0];
    calibration->level_db = 20 * log10 (gain);
    calibration->input = c;
  }
  if (best < LEAST_MATCH)
    return fail (error,
                 "what was played did not come back: connect an output to an input, turn both "
                 "up, and try again");
  if (fabs (calibration->drift) > MOST_DRIFT)
    return fail (error,
                 "the way back took %.2f frames more the second time: the device loses sound "
                 "or its inputs have a clock of their own; try a larger block",
                 calibration->drift);
  return true;
}

static bool
run (AudioDevice *device, const NullOptions *null, Session *session, GError **error)
{
  const unsigned n = MIN (device_n_inputs (device), MOST_INPUTS);

  if (n == 0 || device_n_outputs (device) == 0)
    return fail (error, "%s has no input to listen to", device_name (device));
  const int64_t second = (int64_t) device_rate (device);
  session->starts[0] = second / 10;
  session->starts[1] = session->starts[0] + (int64_t) (LONGEST_SECONDS * (double) second) + BURST;
  session->length = 2 * session->starts[1] - session->starts[0];
  for (unsigned c = 0; c < n; c++)
    session->heard[c] = g_new0 (float, session->length);
  session->n_inputs = n;
  if (!device_start (device, error))
    return false;
  while (!atomic_load (&session->done)) {
    if (null && null->by_hand)
      null_device_run (device, 1);
    else
      g_usleep (20000);
    if (device_poll (device).lost)
      return fail (error, "%s", device_loss_reason (device));
  }
  device_stop (device);
  return true;
}

bool
calibrate (const DeviceConfig *config, const NullOptions *null, Calibration *calibration,
           GError **error)
{
  Session *session = g_new0 (Session, 1);
  bool good = false;

  for (int i = 0; i < BURST; i++)
    session->burst[i] = BURST_GAIN * hash_noise (hash_key (7, 7, 0), i);
  AudioDevice *device = null ? device_open_null (config, null, process, session, error)
                             : device_open (config, process, session, error);
  if (device) {
    *calibration =
        (Calibration){ .rate = device_rate (device),
                       .block = device_block (device),
                       .reported = device_input_latency (device) + device_output_latency (device) };
    good = run (device, null, session, error) && evaluate (session, calibration, error);
    if (good)
      calibration->device = g_strdup (device_name (device));
    device_close (device);
  }
  for (unsigned c = 0; c < session->n_inputs; c++)
    g_free (session->heard[c]);
  g_free (session);
  return good;
}

/* --- The user's file */

char *
calibration_file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lacquer", "devices.ini", NULL);
}

static char *
key_of (double rate, uint32_t block)
{
  return g_strdup_printf ("round-trip-%.0f-%u", rate, block);
}

bool
calibration_save (const char *path, const char *device, double rate, uint32_t block,
                  const Calibration *calibration, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_uri_escape_string (device, " :,", TRUE); /* no brackets in it */
  g_autofree char *key = key_of (rate, block);
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, NULL);
  g_key_file_set_double (file, group, key, calibration->round_trip);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return error_set_errno (error, errno, "cannot make", folder);
  return g_key_file_save_to_file (file, path, error);
}

bool
calibration_load (const char *path, const char *device, double rate, uint32_t block,
                  double *round_trip)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_uri_escape_string (device, " :,", TRUE); /* no brackets in it */
  g_autofree char *key = key_of (rate, block);
  GError *error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return false;
  const double value = g_key_file_get_double (file, group, key, &error);
  const bool good = !error && value >= 0 && value < 10 * rate;
  g_clear_error (&error);
  if (good)
    *round_trip = value;
  return good;
}

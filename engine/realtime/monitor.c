/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/monitor.h"

#include <math.h>
#include <string.h>

#include "base/math.h"
#include "realtime/mix_kernels.h"

#define RAMP_MS 10
#define LISTEN (MONITOR_MOST_CUES + 1) /* among the sources; behind it references, from 1 */
#define SOURCES (MONITOR_MOST_CUES + 2 + MONITOR_MOST_REFERENCES)

void
monitor_settings_init (MonitorSettings *settings)
{
  memset (settings, 0, sizeof *settings);
  settings->dim_db = MONITOR_DIM_DB;
  settings->rest_db = -INFINITY;
  settings->n_speakers = 1;
  settings->speakers[0] = (MonitorPair){ 0, 1 };
  for (int i = 0; i < MONITOR_MOST_CUES; i++)
    settings->cues[i] = (MonitorPair){ -1, -1 };
}

/* --- Slopes
 * ------------------------------------------------------------------------------------------------
 */

static void
slope_go (MonitorSlope *slope, float to, int length)
{
  if (slope->to == to)
    return;
  slope->to = to;
  slope->step = (to - slope->now) / (float) length;
  slope->left = length;
}

static bool
slope_rests (const MonitorSlope *slope)
{
  return slope->left == 0;
}

/* The next n values. */
static void
slope_run (MonitorSlope *slope, float *values, int n)
{
  for (int i = 0; i < n; i++) {
    if (slope->left > 0 && --slope->left > 0)
      slope->now += slope->step;
    else
      slope->now = slope->to;
    values[i] = slope->now;
  }
}

static void
add_scaled (float *restrict out, const float *restrict in, const float *restrict gains, int n)
{
  for (int i = 0; i < n; i++)
    out[i] += in[i] * gains[i];
}

/* --- What is heard
 * ------------------------------------------------------------------------------------------------
 */

static const PlayerBus *
find_bus (const PlayerBuses *buses, int source)
{
  const BusKind kind = source == LISTEN ? BUS_LISTEN : source > LISTEN ? BUS_REFERENCE : BUS_CUE;

  for (int i = 0; i < buses->n; i++) {
    const PlayerBus *bus = &buses->buses[i];
    if (bus->bus.kind == kind &&
        (kind == BUS_LISTEN || bus->bus.number == (kind == BUS_CUE ? source : source - LISTEN)))
      return bus;
  }
  return NULL;
}

/* Among the sources; 0 where it does not play. */
static int
find_reference (const PlayerBuses *buses, Id id)
{
  for (int i = 0; id != 0 && i < buses->n; i++) {
    const PlayerBus *bus = &buses->buses[i];
    if (bus->bus.kind == BUS_REFERENCE && bus->bus.id == id && !bus->leaves &&
        bus->bus.number <= MONITOR_MOST_REFERENCES)
      return LISTEN + bus->bus.number;
  }
  return 0;
}

static int
wanted_source (const Monitor *monitor, const PlayerBuses *buses)
{
  const PlayerBus *listen = find_bus (buses, LISTEN);
  const int reference = find_reference (buses, monitor->settings.reference);

  if (listen && !listen->leaves)
    return LISTEN;
  return reference ? reference : monitor->settings.source;
}

/* How loud a source is to be: what is listened to may leave main beneath it. */
static float
level_of (const Monitor *monitor, int source, int wanted)
{
  if (source == wanted)
    return 1.0f;
  return source == 0 && wanted == LISTEN ? (float) db_to_gain (monitor->settings.rest_db) : 0.0f;
}

/* Only one source, and it at unity: its very bits. */
static void
select_source (Monitor *monitor, const MonitorInput *input, int n)
{
  const int wanted = wanted_source (monitor, input->buses);
  bool alone = true;

  for (int s = 0; s < SOURCES; s++) {
    const float level = level_of (monitor, s, wanted);
    slope_go (&monitor->sources[s], level, monitor->ramp);
    alone &= slope_rests (&monitor->sources[s]) && (s == wanted || level == 0.0f);
  }
  for (int c = 0; c < 2; c++)
    mix_zero (monitor->heard[c], n);
  for (int s = 0; s < SOURCES; s++) {
    MonitorSlope *weight = &monitor->sources[s];
    if (slope_rests (weight) && weight->now == 0.0f)
      continue;
    const PlayerBus *bus = s > 0 ? find_bus (input->buses, s) : NULL;
    if (!alone)
      slope_run (weight, monitor->gains, n);
    if (s > 0 && !bus)
      continue;
    for (int c = 0; c < 2; c++) {
      const float *from = bus ? bus->audio[c] : input->main[c];
      if (alone)
        memcpy (monitor->heard[c], from, sizeof (float) * (size_t) n);
      else
        add_scaled (monitor->heard[c], from, monitor->gains, n);
    }
  }
}

static void
fold_to_mono (Monitor *monitor, int n)
{
  float *left = monitor->heard[0], *right = monitor->heard[1];

  slope_go (&monitor->mono, monitor->settings.mono ? 1.0f : 0.0f, monitor->ramp);
  if (slope_rests (&monitor->mono) && monitor->mono.now == 0.0f)
    return;
  slope_run (&monitor->mono, monitor->gains, n);
  for (int i = 0; i < n; i++) {
    const float mean = 0.5f * (left[i] + right[i]);
    left[i] += (mean - left[i]) * monitor->gains[i];
    right[i] += (mean - right[i]) * monitor->gains[i];
  }
}

static void
apply_level (Monitor *monitor, int n)
{
  const MonitorSettings *settings = &monitor->settings;
  const double db = settings->level_db + (settings->dim ? settings->dim_db : 0.0);

  slope_go (&monitor->gain, (float) db_to_gain (db), monitor->ramp);
  if (slope_rests (&monitor->gain) && monitor->gain.now == 1.0f)
    return;
  slope_run (&monitor->gain, monitor->gains, n);
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < n; i++)
      monitor->heard[c][i] *= monitor->gains[i];
}

/* --- Where it goes
 * ------------------------------------------------------------------------------------------------
 */

/* Adds to the channel; into silence at unity it copies. */
static void
put (float *to, const float *from, const float *gains, bool copy, int n)
{
  if (copy)
    memcpy (to, from, sizeof (float) * (size_t) n);
  else if (gains)
    add_scaled (to, from, gains, n);
  else
    mix_add (to, from, n);
}

static void
put_pair (Monitor *monitor, MonitorPair pair, const float *const from[2], const float *gains,
          bool copy, float *const *outputs, int n_outputs, int n)
{
  if (pair.left < 0 || pair.left >= n_outputs || pair.right >= n_outputs)
    return;
  if (pair.right >= 0 && pair.right != pair.left) {
    put (outputs[pair.left], from[0], gains, copy, n);
    put (outputs[pair.right], from[1], gains, copy, n);
    return;
  }
  float *to = outputs[pair.left];
  for (int i = 0; i < n; i++)
    to[i] += 0.5f * (from[0][i] + from[1][i]) * (gains ? gains[i] : 1.0f);
}

static bool
same_pair (MonitorPair a, MonitorPair b)
{
  return a.left == b.left && a.right == b.right;
}

static void
put_route (Monitor *monitor, MonitorRoute *route, MonitorPair wanted, const float *const from[2],
           bool first, float *const *outputs, int n_outputs, int n)
{
  MonitorSlope *weight = &route->weight;

  if (slope_rests (weight) && weight->now == 0.0f)
    route->now = wanted;
  slope_go (weight, same_pair (route->now, wanted) ? 1.0f : 0.0f, monitor->ramp);
  if (slope_rests (weight)) {
    put_pair (monitor, route->now, from, NULL, first, outputs, n_outputs, n);
    return;
  }
  slope_run (weight, monitor->gains, n);
  put_pair (monitor, route->now, from, monitor->gains, false, outputs, n_outputs, n);
}

static MonitorPair
speakers (const MonitorSettings *settings, int n_outputs)
{
  const MonitorPair pair = settings->speakers[settings->speaker];

  if (pair.left >= 0 && pair.left < n_outputs && pair.right < n_outputs)
    return pair;
  return (MonitorPair){ 0, n_outputs > 1 ? 1 : -1 };
}

static void
put_buses (Monitor *monitor, const PlayerBuses *buses, float *const *outputs, int n_outputs, int n)
{
  for (int i = 0; i < buses->n; i++) {
    const PlayerBus *bus = &buses->buses[i];
    const float *const from[2] = { bus->audio[0], bus->audio[1] };
    const MonitorPair pair = { bus->bus.left, bus->bus.right };
    if (bus->bus.kind == BUS_DIRECT) {
      put_pair (monitor, pair, from, NULL, false, outputs, n_outputs, n);
    } else if (bus->bus.kind == BUS_CUE && bus->bus.number <= MONITOR_MOST_CUES) {
      const MonitorPair set = monitor->settings.cues[bus->bus.number - 1];
      put_route (monitor, &monitor->cues[bus->bus.number - 1], set.left >= 0 ? set : pair, from,
                 false, outputs, n_outputs, n);
    }
  }
}

void
monitor_process (Monitor *monitor, const MonitorInput *input, float *const *outputs, int n_outputs,
                 int n)
{
  const float *const heard[2] = { monitor->heard[0], monitor->heard[1] };

  for (int c = 0; c < n_outputs; c++)
    mix_zero (outputs[c], n);
  select_source (monitor, input, n);
  for (int c = 0; input->click && c < 2; c++)
    mix_add (monitor->heard[c], input->click, n);
  for (int c = 0; input->beside && c < 2; c++)
    mix_add (monitor->heard[c], input->beside[c], n);
  fold_to_mono (monitor, n);
  apply_level (monitor, n);
  put_route (monitor, &monitor->speakers, speakers (&monitor->settings, n_outputs), heard, true,
             outputs, n_outputs, n);
  put_buses (monitor, input->buses, outputs, n_outputs, n);
}

void
monitor_init (Monitor *monitor, int rate)
{
  memset (monitor, 0, sizeof *monitor);
  monitor->ramp = rate * RAMP_MS / 1000;
  monitor_settings_init (&monitor->settings);
  monitor->gain = monitor->sources[0] = (MonitorSlope){ .now = 1.0f, .to = 1.0f };
  monitor->speakers = (MonitorRoute){ { 0, 1 }, { .now = 1.0f, .to = 1.0f } };
}

void
monitor_set (Monitor *monitor, const MonitorSettings *settings)
{
  monitor->settings = *settings;
}

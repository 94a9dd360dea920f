/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/target.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/math.h"
#include "effects/effects.h"

#define PART 4096
#define PASSES 8
#define CLOSE_ENOUGH 0.02 /* LU; the promise is 0.1 */
#define LIMITER_CEILING (-1.0) /* dBTP; other ceilings by a gain behind it */
#define MARGIN 0.005 /* dB, for the dither of short words */
/* dB by which the scan may miss a peak near half the rate; the limiter looks closer. */
#define READS_LOW 0.7
#define MOST_GAIN 60.0 /* dB: what is quieter is noise */

/* The limiter as it stands on a strip, with its gain and ceiling set. */
typedef struct {
  const Processor *processor;
  void *state;
  double *values;
  int latency;
  Frames position;
} Limiter;

static void
set_value (Limiter *limiter, const char *name, double value)
{
  const DeviceSpec *spec = limiter->processor->spec;
  for (int i = 0; i < spec->n_params; i++)
    if (strcmp (spec->params[i].name, name) == 0)
      limiter->values[i] = value;
}

static bool
limiter_init (Limiter *limiter, int rate, GError **error)
{
  const char *message = NULL;

  *limiter = (Limiter){ .processor = effect_find ("limiter") };
  const DeviceSpec *spec = limiter->processor->spec;
  g_autofree const char **texts = g_new0 (const char *, spec->n_params + 1);
  limiter->values = g_new0 (double, spec->n_params + 1);
  for (int i = 0; i < spec->n_params; i++)
    limiter->values[i] = spec->params[i].initial;
  set_value (limiter, "gain", 0);
  set_value (limiter, "ceiling", LIMITER_CEILING);
  const ProcessorSetup setup = {
    .rate = rate, .channels = 2, .values = limiter->values, .texts = texts
  };
  const size_t room = (limiter->processor->state_size (&setup) + 127) / 64 * 64;
  limiter->state = aligned_alloc (64, room);
  memset (limiter->state, 0, room);
  if (!limiter->processor->init (limiter->state, &setup, &message)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "the limiter cannot start: %s", message);
    free (limiter->state);
    g_free (limiter->values);
    return false;
  }
  limiter->processor->set (limiter->state, limiter->values, true);
  limiter->latency = limiter->processor->latency (&setup);
  limiter->position = -limiter->latency;
  return true;
}

static void
limiter_clear (Limiter *limiter)
{
  if (limiter->processor->clear)
    limiter->processor->clear (limiter->state);
  free (limiter->state);
  g_free (limiter->values);
}

/* One part at `at`, amplified; zeros behind the end. Returns how many frames are real. */
static int
read_amplified (FloatStore *mix, Frames at, int n, double gain, float *const *audio,
                GCancellable *cancellable, GError **error)
{
  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "stopped; nothing was written");
    return -1;
  }
  const int got = at < float_store_frames (mix) ? float_store_read (mix, at, n, audio, error) : 0;

  if (got < 0)
    return -1;
  for (int c = 0; c < 2; c++) {
    for (int i = 0; i < got; i++)
      audio[c][i] *= (float) gain;
    memset (audio[c] + got, 0, sizeof (float) * (size_t) (n - got));
  }
  return got;
}

bool
loudness_target_apply (FloatStore *mix, int rate, const LoudnessTarget *target, TargetSink sink,
                       void *data, GCancellable *cancellable, GError **error)
{
  static const int part = PART;
  /* The limiter always keeps the same ceiling: any other is a matter of scale. */
  const double scale = target->limited ? LIMITER_CEILING - (target->ceiling - target->margin) : 0.0;
  const double gain = db_to_gain (target->gain_db + scale);
  const float back = (float) db_to_gain (-scale);
  const Frames frames = float_store_frames (mix);
  g_autofree float *left = g_new (float, PART), *right = g_new (float, PART);
  float *const audio[2] = { left, right };
  Limiter limiter = { 0 };
  bool good = true;

  if (target->limited && !limiter_init (&limiter, rate, error))
    return false;
  for (Frames at = 0, out = -limiter.latency; out < frames && good; at += part, out += part) {
    const int n = (int) int64_min (part, frames - out);
    good = read_amplified (mix, at, n, gain, audio, cancellable, error) >= 0;
    if (good && target->limited) {
      const ProcessContext context = { .position = limiter.position };
      limiter.processor->process (limiter.state, audio, n, &context);
      limiter.position += n;
      for (int c = 0; c < 2; c++)
        for (int i = 0; i < n; i++)
          audio[c][i] *= back;
    }
    /* What the limiter owes from its look-ahead comes before the first frame. */
    const int early = (int) int64_min (int64_max (-out, 0), n);
    const float *const rest[2] = { left + early, right + early };
    if (good && n > early)
      good = sink (data, rest, n - early, error);
  }
  if (target->limited)
    limiter_clear (&limiter);
  return good;
}

static bool
scan_sink (void *data, const float *const *audio, int n, GError **error)
{
  loudness_scan_process (data, audio, n);
  return true;
}

static bool
measure (FloatStore *mix, int rate, LoudnessTarget *target, GCancellable *cancellable,
         GError **error)
{
  LoudnessScan *scan = loudness_scan_new (rate, 2);
  const bool good = loudness_target_apply (mix, rate, target, scan_sink, scan, cancellable, error);

  loudness_report_clear (&target->reached);
  if (good)
    loudness_scan_finish (scan, &target->reached);
  loudness_scan_free (scan);
  return good;
}

static double
over_ceiling (const LoudnessTarget *target)
{
  return target->reached.true_peak - target->ceiling;
}

static void
say_miss (LoudnessTarget *target, double loudness)
{
  const double miss = target->reached.integrated - loudness;

  if (!(fabs (miss) <= 0.1))
    target->note =
        g_strdup_printf ("%.1f LUFS was not reached: the mix is at %.1f LUFS with its peaks "
                         "held at %.1f dBTP, %.1f LU %s",
                         loudness, target->reached.integrated, target->ceiling, fabs (miss),
                         miss < 0 ? "below" : "above");
  else if (over_ceiling (target) > 0)
    target->note = g_strdup_printf ("the ceiling of %.1f dBTP is passed by %.2f dB",
                                    target->ceiling, over_ceiling (target));
}

bool
loudness_target_solve (FloatStore *mix, int rate, double loudness, double ceiling,
                       LoudnessTarget *target, GCancellable *cancellable, GError **error)
{
  *target = (LoudnessTarget){ .ceiling = ceiling };
  if (!measure (mix, rate, target, cancellable, error))
    return false;
  if (!isfinite (target->reached.integrated)) {
    target->note = g_strdup ("the mix is silent, so that no loudness can be reached");
    return true;
  }
  const double natural = target->reached.integrated;
  target->gain_db = MIN (loudness - natural, MOST_GAIN);
  target->limited = over_ceiling (target) + target->gain_db > -READS_LOW;
  target->margin = target->limited ? MARGIN : 0;
  /* Limiting takes loudness away; the gain makes up for it. Far targets converge slowly: the step
   * is lengthened by what the last one brought (a secant), within reason. */
  double last_gain = 0, last_loudness = natural;
  for (int pass = 1; pass < PASSES; pass++) {
    if (!measure (mix, rate, target, cancellable, error))
      return false;
    const double now = target->reached.integrated, miss = loudness - now;
    const double over = target->limited ? over_ceiling (target) + MARGIN / 2 : 0;
    if (!target->limited || (fabs (miss) <= CLOSE_ENOUGH && over <= 0) || pass == PASSES - 1)
      break;
    target->margin += MAX (over, 0);
    const double slope = (now - last_loudness) / (target->gain_db - last_gain);
    last_gain = target->gain_db;
    last_loudness = now;
    target->gain_db += miss / (slope >= 0.2 ? MIN (slope, 1.0) : 0.2);
    target->gain_db = MIN (target->gain_db, MOST_GAIN);
  }
  say_miss (target, loudness);
  return true;
}

void
loudness_target_clear (LoudnessTarget *target)
{
  loudness_report_clear (&target->reached);
  g_clear_pointer (&target->note, g_free);
}

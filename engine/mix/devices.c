/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects and instruments of the value as inserts with states. */
#include <string.h>

#include "base/hash.h"
#include "effects/effects.h"
#include "instruments/instruments.h"
#include "mix/build.h"

/* The static values of a device by its table; texts of files as absolute paths. */
static const double *
read_values (Build *build, const Effect *effect, const DeviceSpec *spec, const char *const **texts)
{
  double *values = build_alloc (build, sizeof (double) * (size_t) (spec->n_params + 1));
  const char **paths = build_alloc (build, sizeof (char *) * (size_t) (spec->n_params + 1));

  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    const Param *set = params_find (effect->params, param->name);
    values[i] = param->initial;
    if (!set)
      continue;
    if (param->type == PARAM_FILE) {
      const char *text = text_get (set->text);
      char *path = *text && !g_path_is_absolute (text) && build->request->media->folder
                       ? g_build_filename (build->request->media->folder, text, NULL)
                       : g_strdup (text);
      g_ptr_array_add (build->result->memory, path);
      paths[i] = *path ? path : NULL;
    } else if (set->text && param->choices) {
      for (int k = 0; param->choices[k]; k++)
        if (strcmp (param->choices[k], set->text) == 0)
          values[i] = k;
    } else {
      values[i] = CLAMP (set->value, param->min, param->max);
    }
  }
  *texts = paths;
  return values;
}

/* What the files of `setup` hold, where the pool can open files. */
static const ProcessorSound *
read_sounds (Build *build, const Track *track, const DeviceSpec *spec, const ProcessorSetup *setup)
{
  const MixMedia *media = build->request->media;
  ProcessorSound *sounds = build_alloc (build, sizeof *sounds * (size_t) (spec->n_params + 1));

  for (int i = 0; i < spec->n_params; i++) {
    g_autoptr (GError) error = NULL;
    const ProcessorSound *sound = setup->texts[i] && media->sound
                                      ? media->sound (media->data, setup->texts[i], &error)
                                      : NULL;
    if (sound)
      sounds[i] = *sound;
    else if (error)
      build_note (build, "%s of '%s': %s", spec->label, text_get (track->name), error->message);
  }
  return sounds;
}

/* Changes of these need a new state; all else the running one takes on. */
static uint64_t
signature_of (const DeviceSpec *spec, const ProcessorSetup *setup)
{
  uint64_t signature = hash_mix ((uint64_t) setup->rate * 4 + (uint64_t) setup->channels);

  for (int i = 0; i < spec->n_params; i++) {
    uint64_t bits;
    memcpy (&bits, &setup->values[i], sizeof bits);
    if (spec->params[i].rebuild)
      signature = hash_mix (signature ^ bits) + (uint64_t) i;
    if (spec->params[i].type == PARAM_FILE && setup->texts[i])
      signature = hash_mix (signature ^ g_str_hash (setup->texts[i])) + (uint64_t) i;
    if (setup->sounds)
      signature = hash_mix (signature ^ (uint64_t) setup->sounds[i].frames);
  }
  return signature;
}

static void
add_curves (Build *build, const Track *track, const Effect *effect, Insert *insert)
{
  const DeviceSpec *spec = insert->processor->spec;
  const Curve **curves = build_alloc (build, sizeof (Curve *) * (size_t) (spec->n_params + 1));

  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    if (param->rebuild || param->type == PARAM_FILE)
      continue;
    curves[i] = build_track_curve (build, track, effect->node.id, param->name,
                                   param->scale == PARAM_LOG ? CURVE_LOG : CURVE_LINEAR);
    insert->automated |= curves[i] != NULL;
  }
  insert->curves = curves;
}

/* The longest tail that the static values and the least and most of each envelope give: a strip
 * must not fall asleep in the pause before an echo that automation made longer. */
static Frames
longest_tail (const Insert *insert, const ProcessorSetup *setup)
{
  const Processor *processor = insert->processor;
  const int n = processor->spec->n_params;
  g_autofree double *values = g_memdup2 (setup->values, sizeof (double) * (gsize) (n + 1));
  ProcessorSetup moved = *setup;
  Frames tail = processor->tail ? processor->tail (setup) : 0;

  moved.values = values;
  for (int most = 0; most < 2 && processor->tail && insert->automated; most++) {
    for (int i = 0; i < n; i++) {
      const Curve *curve = insert->curves[i];
      if (!curve)
        continue;
      values[i] = curve->points[0].value;
      for (int k = 1; k < curve->n; k++)
        values[i] = most ? MAX (values[i], curve->points[k].value)
                         : MIN (values[i], curve->points[k].value);
      values[i] = CLAMP (values[i], processor->spec->params[i].min, processor->spec->params[i].max);
    }
    tail = int64_max (tail, processor->tail (&moved));
  }
  return tail;
}

static uint64_t
key_of (const double *values, int n)
{
  uint64_t key = 0, bits;

  for (int i = 0; i < n; i++) {
    memcpy (&bits, &values[i], sizeof bits);
    key = hash_mix (key + hash_at (bits, i));
  }
  return key ? key : 1;
}

static bool
fill_insert (Build *build, const Track *track, const Effect *effect, const Processor *processor,
             Insert *insert, ChainShape *shape)
{
  const DeviceSpec *spec = processor->spec;
  bool one_side = effect->channels != CHANNELS_STEREO && shape->channels == 2;
  const char *message = "it cannot start";
  bool fresh;
  ProcessorSetup setup = { .rate = build->rate,
                           .channels = one_side ? 1 : shape->channels,
                           .seed = (uint64_t) build->project->seed,
                           .id = effect->node.id };

  setup.values = read_values (build, effect, spec, &setup.texts);
  /* What makes two channels of one cannot work on one side. */
  if (one_side && processor->channels && processor->channels (&setup) > 1) {
    one_side = false;
    setup.channels = shape->channels;
    build_note (build, "%s of '%s' works on both sides: it makes stereo of mono", spec->label,
                text_get (track->name));
  }
  if (processor->hears_files)
    setup.sounds = read_sounds (build, track, spec, &setup);
  *insert = (Insert){ .id = effect->node.id,
                      .processor = processor,
                      .targets = setup.values,
                      .targets_key = key_of (setup.values, spec->n_params),
                      .bypass = effect->bypass,
                      .mode = one_side ? (InsertChannels) effect->channels : INSERT_STEREO,
                      .channels_in = shape->channels };
  insert->latency = processor->latency ? processor->latency (&setup) : 0;
  insert->channels_out = one_side              ? 2
                         : processor->channels ? processor->channels (&setup)
                                               : shape->channels;
  const uint64_t signature = signature_of (spec, &setup);
  insert->memory = build_processor_state (build, processor, &setup, signature, &message);
  if (!insert->memory) {
    build_lack (build, "%s of '%s' is silent: %s", spec->label, text_get (track->name), message);
    return false;
  }
  /* Of the same key as the processor's: a fresh processor has not been given its values. */
  build->refuses = processor->restarts && build->request->restart;
  insert->state = build_state (build, effect->node.id ^ signature, 1,
                               insert_state_size (spec->n_params), &fresh);
  build->refuses = false;
  if (fresh) /* else it may be playing */
    insert->state->n = spec->n_params;
  if (insert->latency > 0)
    insert->dry = build_delay (build, effect->node.id, 2, insert->latency, insert->channels_out);
  if (insert->latency > 0 && one_side)
    insert->other = build_delay (build, effect->node.id, 4, insert->latency, 1);
  add_curves (build, track, effect, insert);
  if (build->request->live)
    insert->touch = build_alloc (build, sizeof (InsertTouch) +
                                            sizeof (LiveValue *) * (size_t) (spec->n_params + 1));
  insert->tail = longest_tail (insert, &setup);
  shape->channels = insert->channels_out;
  shape->latency += insert->latency;
  shape->tail = insert->tail == INT64_MAX || shape->tail == INT64_MAX
                    ? INT64_MAX
                    : shape->tail + insert->tail + insert->latency;
  return true;
}

bool
build_insert (Build *build, const Track *track, const Effect *effect, Insert *insert,
              ChainShape *shape)
{
  const Processor *processor = effect_find (text_get (effect->kind));

  if (!processor)
    build_lack (build, "the effect '%s' on '%s' is not known to this version and is passed by",
                text_get (effect->kind), text_get (track->name));
  return processor && fill_insert (build, track, effect, processor, insert, shape);
}

Insert *
build_instrument (Build *build, const Track *track, ChainShape *shape)
{
  const Effect *effect = track->instrument;
  const Processor *processor = effect ? instrument_find (text_get (effect->kind)) : NULL;
  Insert *insert = build_alloc (build, sizeof (Insert));

  if (effect && !processor)
    build_lack (build, "the instrument '%s' on '%s' is not known to this version",
                text_get (effect->kind), text_get (track->name));
  shape->channels = 2;
  if (!processor || !fill_insert (build, track, effect, processor, insert, shape))
    return NULL;
  return insert;
}

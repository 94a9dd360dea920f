/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor_check.h"

#include "base/hash.h"
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Rig *
rig_new (const Processor *processor, int rate, int channels, const char *settings)
{
  Rig *rig = g_new0 (Rig, 1);
  const DeviceSpec *spec = processor->spec;
  const char *message = NULL;

  rig->processor = processor;
  rig->values = g_new0 (double, spec->n_params + 1);
  for (int i = 0; i < spec->n_params; i++)
    rig->values[i] = spec->params[i].initial;
  rig->setup = (ProcessorSetup){ .rate = rate,
                                 .channels = channels,
                                 .seed = 1,
                                 .id = 2,
                                 .values = rig->values,
                                 .texts = g_new0 (const char *, spec->n_params + 1) };
  rig_settings (rig, settings);
  rig->size = (processor->state_size (&rig->setup) + 63) / 64 * 64;
  rig->state = aligned_alloc (64, rig->size);
  memset (rig->state, 0, rig->size);
  if (!processor->init (rig->state, &rig->setup, &message))
    g_error ("%s: init: %s", spec->kind, message);
  rig_set (rig, true);
  return rig;
}

void
rig_free (Rig *rig)
{
  if (rig->processor->clear)
    rig->processor->clear (rig->state);
  free (rig->state);
  g_free (rig->values);
  for (int i = 0; i < rig->processor->spec->n_params; i++)
    g_free ((void *) rig->setup.texts[i]);
  g_free ((void *) rig->setup.texts);
  g_free (rig);
}

static double
param_value (const ParamSpec *param, const char *text)
{
  double value;

  if (number_read (text, &value))
    return value;
  if (strcmp (text, "on") == 0)
    return 1;
  if (strcmp (text, "off") == 0)
    return 0;
  for (int i = 0; param->choices && param->choices[i]; i++)
    if (strcmp (param->choices[i], text) == 0)
      return i;
  g_error ("%s=%s: no such value", param->name, text);
}

void
rig_settings (Rig *rig, const char *settings)
{
  const DeviceSpec *spec = rig->processor->spec;
  g_auto (GStrv) words = g_strsplit (settings ? settings : "", " ", -1);

  for (char **word = words; *word; word++) {
    char *equals = strchr (*word, '=');
    int i;
    if (!equals)
      continue;
    *equals = '\0';
    for (i = 0; i < spec->n_params; i++)
      if (strcmp (spec->params[i].name, *word) == 0)
        break;
    if (i == spec->n_params)
      g_error ("%s has no parameter '%s'", spec->kind, *word);
    if (spec->params[i].type == PARAM_FILE) {
      g_free ((void *) rig->setup.texts[i]);
      ((const char **) rig->setup.texts)[i] = g_strdup (equals + 1);
      continue;
    }
    rig->values[i] = param_value (&spec->params[i], equals + 1);
    if (rig->values[i] < spec->params[i].min || rig->values[i] > spec->params[i].max)
      g_error ("%s %s=%s is out of range", spec->kind, *word, equals + 1);
  }
}

void
rig_set (Rig *rig, bool jump)
{
  rig->processor->set (rig->state, rig->values, jump);
}

int
rig_channels (const Rig *rig)
{
  return rig->processor->channels ? rig->processor->channels (&rig->setup) : rig->setup.channels;
}

int
rig_latency (const Rig *rig)
{
  return rig->processor->latency ? rig->processor->latency (&rig->setup) : 0;
}

void
rig_process (Rig *rig, float *const *audio, const float *const *sidechain, int n)
{
  for (int done = 0; done < n;) {
    int now = n - done;
    if (rig->processor->grid) {
      const int cell =
          CONTROL_GRID - (int) (((rig->position % CONTROL_GRID) + CONTROL_GRID) % CONTROL_GRID);
      now = MIN (now, cell);
    }
    float *part[2] = { audio[0] + done, audio[1] ? audio[1] + done : NULL };
    const double beat = (double) rig->position / rig->setup.rate * 2.0;
    ProcessContext context = { .position = rig->position, .bpm = 120, .beat = beat };
    if (sidechain) {
      context.sidechain[0] = sidechain[0] + done;
      context.sidechain[1] = sidechain[1] + done;
    }
    rig->processor->process (rig->state, part, now, &context);
    rig->position += now;
    done += now;
  }
}

#define LENGTH 12000

typedef float Signal[2][LENGTH];

/* Moves every value that may be automated at some grid points, as a user in a hurry would. */
static void
move_values (Rig *rig, Frames position)
{
  const DeviceSpec *spec = rig->processor->spec;
  for (int i = 0; i < spec->n_params; i++) {
    const ParamSpec *param = &spec->params[i];
    const uint64_t bits = hash_at (hash_key (3, (Id) i, 0), position);
    if (param->rebuild || param->type == PARAM_FILE || bits % 7 != 0)
      continue;
    const double u = (double) (bits >> 40) / (double) (1 << 24);
    if (param->type == PARAM_FLOAT && param->scale == PARAM_LOG)
      rig->values[i] = param->min * pow (param->max / param->min, u);
    else if (param->type == PARAM_FLOAT)
      rig->values[i] = param->min + u * (param->max - param->min);
    else
      rig->values[i] = param->min + floor (u * (param->max - param->min + 0.999));
  }
  rig_set (rig, false);
}

/* Cuts the signal at random and at multiples of 2048, where the values move. */
static void
run (Rig *rig, Signal audio, Signal sidechain, int from, int largest, uint64_t seed)
{
  for (int at = from; at < LENGTH;) {
    int n = 1 + (int) (hash_at (seed, at) % (uint64_t) largest);
    n = MIN (n, LENGTH - at);
    n = MIN (n, 2048 - at % 2048);
    if (at % 2048 == 0 && at > 0)
      move_values (rig, at);
    float *const part[2] = { audio[0] + at, audio[1] + at };
    const float *const side[2] = { sidechain[0] + at, sidechain[1] + at };
    rig_process (rig, part, rig->processor->spec->sidechain && at >= 4096 ? side : NULL, n);
    at += n;
  }
}

static void
fill (Signal audio, float gain)
{
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++) {
      const float burst = i / 3000 % 2 ? 0.05f : 1.0f;
      audio[c][i] = gain * burst * hash_noise (hash_key (5, 1, (unsigned) c), i);
    }
}

static void
compare (const Rig *rig, Signal a, Signal b, int from, const char *what)
{
  for (int c = 0; c < rig_channels (rig); c++)
    for (int i = from; i < LENGTH; i++)
      if (memcmp (&a[c][i], &b[c][i], sizeof (float)) != 0)
        g_error ("%s (%d Hz, %d channels): %s differs in channel %d at frame %d: %.9g, %.9g",
                 rig->processor->spec->kind, rig->setup.rate, rig->setup.channels, what, c, i,
                 a[c][i], b[c][i]);
}

static void
check_cutting (const Processor *processor, const char *settings, int rate, int channels)
{
  Signal *whole = g_new (Signal, 1), *cut = g_new (Signal, 1), *side = g_new (Signal, 1);
  Rig *rig = rig_new (processor, rate, channels, settings);

  fill (*whole, 0.7f);
  fill (*side, 0.3f);
  run (rig, *whole, *side, 0, 2048, 1);

  const int largest[] = { 1, 7, 64, 500 };
  for (size_t i = 0; i < G_N_ELEMENTS (largest); i++) {
    Rig *other = rig_new (processor, rate, channels, settings);
    fill (*cut, 0.7f);
    run (other, *cut, *side, 0, largest[i], 2);
    compare (rig, *whole, *cut, 0, "another cutting");
    rig_free (other);
  }

  /* The first rig again, after a reset. */
  rig_settings (rig, settings);
  for (int i = 0; i < processor->spec->n_params; i++)
    rig->values[i] = processor->spec->params[i].initial;
  rig_settings (rig, settings);
  rig_set (rig, true);
  processor->reset (rig->state);
  rig->position = 0;
  fill (*cut, 0.7f);
  run (rig, *cut, *side, 0, 300, 4);
  compare (rig, *whole, *cut, 0, "a second run after reset");
  rig_free (rig);

  /* A state copied in the middle continues the same. */
  Rig *first = rig_new (processor, rate, channels, settings);
  Rig *second = rig_new (processor, rate, channels, settings);
  fill (*cut, 0.7f);
  for (int at = 0; at < 5000;) {
    const int n = MIN (5000 - at, 2048 - at % 2048);
    if (at % 2048 == 0 && at > 0)
      move_values (first, at);
    float *const part[2] = { (*cut)[0] + at, (*cut)[1] + at };
    const float *const s[2] = { (*side)[0] + at, (*side)[1] + at };
    rig_process (first, part, processor->spec->sidechain && at >= 4096 ? s : NULL, n);
    at += n;
  }
  if (processor->state_copy)
    processor->state_copy (second->state, first->state);
  else
    memcpy (second->state, first->state, first->size);
  memcpy (second->values, first->values, sizeof (double) * (size_t) processor->spec->n_params);
  second->position = first->position;
  Signal *rest = g_new (Signal, 1);
  fill (*rest, 0.7f);
  run (second, *rest, *side, 5000, 400, 5);
  run (first, *cut, *side, 5000, 2048, 6);
  compare (second, *cut, *rest, 5000, "a copied state");
  if (processor->state_copy == NULL && processor->clear)
    memset (second->state, 0, second->size),
        processor->init (second->state, &second->setup, &(const char *){ 0 });
  rig_free (first);
  rig_free (second);
  g_free (rest);
  g_free (whole);
  g_free (cut);
  g_free (side);
}

static void
check_finite (const Processor *processor, const char *settings, int rate, int channels)
{
  Signal *audio = g_new (Signal, 1), *side = g_new0 (Signal, 1);
  for (int kind = 0; kind < 4; kind++) {
    Rig *rig = rig_new (processor, rate, channels, settings);
    memset (*audio, 0, sizeof *audio);
    if (kind == 1)
      fill (*audio, 100.0f);
    for (int i = 0; kind >= 2 && i < LENGTH; i++)
      (*audio)[0][i] = (*audio)[1][i] = kind == 2 ? 1.0f : (i & 1 ? -1.0f : 1.0f);
    run (rig, *audio, *side, 0, 512, 7);
    for (int c = 0; c < rig_channels (rig); c++)
      for (int i = 0; i < LENGTH; i++)
        if (!isfinite ((*audio)[c][i]))
          g_error ("%s (%d Hz): not finite at frame %d of signal %d", processor->spec->kind, rate,
                   i, kind);
    rig_free (rig);
  }
  g_free (audio);
  g_free (side);
}

void
processor_check (const Processor *processor, const char *settings)
{
  const int rates[] = { 44100, 96000, 192000 };

  realtime_thread_init ();
  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    for (int channels = 1; channels <= 2; channels++) {
      check_cutting (processor, settings, rates[i], channels);
      check_finite (processor, settings, rates[i], channels);
    }
}

void
rig_event (Rig *rig, Event event)
{
  rig->processor->event (rig->state, &event);
}

typedef struct {
  Frames at;
  Event event;
} TimedEvent;

#define N_EVENTS 96

/* In order of time; every note-on has its off, some notes pair by id and some by key. */
static int
compose (TimedEvent *events)
{
  const uint64_t key = hash_key (11, 1, 0);
  int n = 0;

  for (int i = 0; i < N_EVENTS / 2; i++) {
    const uint64_t bits = hash_at (key, i);
    const Frames at = 100 + (Frames) (bits % 10000);
    const uint32_t note = i % 3 ? (uint32_t) i + 1 : 0;
    const uint8_t pitch = (uint8_t) (30 + (bits >> 20) % 70);
    switch (i % 8) {
    case 5:
      events[n++] =
          (TimedEvent){ at, { EVENT_BEND, 0, 0, (float) (bits >> 40) / 8388608.0f - 1.0f, 0 } };
      break;
    case 6:
      events[n++] = (TimedEvent){
        at, { EVENT_CONTROL, 0, i % 16 == 6 ? 64 : 1, (float) ((bits >> 40) & 127) / 127.0f, 0 }
      };
      break;
    case 7:
      events[n++] =
          (TimedEvent){ at,
                        { i % 16 == 7 ? EVENT_PRESSURE : EVENT_NOTE_PRESSURE, 0, pitch, 0.5f, 0 } };
      break;
    default:
      events[n++] = (TimedEvent){
        at, { EVENT_NOTE_ON, 0, pitch, (float) (1 + ((bits >> 40) & 63)) / 64.0f, note }
      };
      events[n++] = (TimedEvent){ at + 20 + (Frames) ((bits >> 32) % 3000),
                                  { EVENT_NOTE_OFF, 0, pitch, 0, note } };
    }
  }
  events[n++] = (TimedEvent){ 7777, { EVENT_ALL_OFF, 0, 0, 0, 0 } };

  for (int i = 1; i < n; i++) {
    const TimedEvent event = events[i];
    int j = i;
    for (; j > 0 && events[j - 1].at > event.at; j--)
      events[j] = events[j - 1];
    events[j] = event;
  }
  return n;
}

/* As run (), and cut at every event too. */
static void
play (Rig *rig, Signal audio, const TimedEvent *events, int n_events, int from, int to, int largest,
      uint64_t seed)
{
  int e = 0;
  while (e < n_events && events[e].at < from)
    e++;
  for (int at = from; at < to;) {
    if (at % 2048 == 0 && at > 0)
      move_values (rig, at);
    for (; e < n_events && events[e].at == at; e++)
      rig_event (rig, events[e].event);
    int n = 1 + (int) (hash_at (seed, at) % (uint64_t) largest);
    n = MIN (n, to - at);
    n = MIN (n, 2048 - at % 2048);
    if (e < n_events)
      n = (int) MIN ((Frames) n, events[e].at - at);
    float *const part[2] = { audio[0] + at, audio[1] + at };
    rig_process (rig, part, NULL, n);
    at += n;
  }
}

static void
check_playing (const Processor *processor, const char *settings, int rate, bool copies)
{
  TimedEvent events[N_EVENTS + 1];
  const int n_events = compose (events);
  Signal *whole = g_new0 (Signal, 1), *cut = g_new0 (Signal, 1);
  Rig *rig = rig_new (processor, rate, 2, settings);

  play (rig, *whole, events, n_events, 0, LENGTH, 2048, 1);
  float most = 0;
  for (int c = 0; c < rig_channels (rig); c++)
    for (int i = 0; i < LENGTH; i++) {
      if (!isfinite ((*whole)[c][i]))
        g_error ("%s (%d Hz): not finite at frame %d", processor->spec->kind, rate, i);
      if (i < events[0].at && (*whole)[c][i] != 0)
        g_error ("%s (%d Hz): sounds before the first note", processor->spec->kind, rate);
      most = MAX (most, fabsf ((*whole)[c][i]));
    }
  if (most < 1e-4f)
    g_error ("%s (%d Hz): is not heard", processor->spec->kind, rate);

  const int largest[] = { 1, 7, 64, 500 };
  for (size_t i = 0; i < G_N_ELEMENTS (largest); i++) {
    Rig *other = rig_new (processor, rate, 2, settings);
    play (other, *cut, events, n_events, 0, LENGTH, largest[i], 2);
    compare (rig, *whole, *cut, 0, "another cutting");
    rig_free (other);
  }

  for (int i = 0; i < processor->spec->n_params; i++)
    rig->values[i] = processor->spec->params[i].initial;
  rig_settings (rig, settings);
  rig_set (rig, true);
  processor->reset (rig->state);
  rig->position = 0;
  play (rig, *cut, events, n_events, 0, LENGTH, 300, 4);
  compare (rig, *whole, *cut, 0, "a second run after reset");

  if (copies) {
    Rig *first = rig_new (processor, rate, 2, settings);
    Rig *second = rig_new (processor, rate, 2, settings);
    play (first, *cut, events, n_events, 0, 5000, 2048, 5);
    if (processor->state_copy)
      processor->state_copy (second->state, first->state);
    else
      memcpy (second->state, first->state, first->size);
    memcpy (second->values, first->values, sizeof (double) * (size_t) processor->spec->n_params);
    second->position = first->position;
    play (second, *cut, events, n_events, 5000, LENGTH, 400, 6);
    compare (rig, *whole, *cut, 0, "a copied state");
    rig_free (first);
    rig_free (second);
  }

  /* Whatever still sounds ends: the tail counts from the values that stand now. */
  rig_event (rig, (Event){ EVENT_ALL_OFF, 0, 0, 0, 0 });
  const Frames tail = processor->tail ? processor->tail (&rig->setup) : 0;
  for (Frames passed = 0; tail < INT64_MAX && passed < tail; passed += 4096) {
    float *const part[2] = { (*cut)[0], (*cut)[1] };
    rig_process (rig, part, NULL, 4096);
  }
  if (tail < INT64_MAX) {
    float *const part[2] = { (*cut)[0], (*cut)[1] };
    rig_process (rig, part, NULL, 4096);
    for (int c = 0; c < rig_channels (rig); c++)
      for (int i = 0; i < 4096; i++)
        if (fabsf ((*cut)[c][i]) > 1e-6f)
          g_error ("%s (%d Hz): sounds after its tail", processor->spec->kind, rate);
  }
  rig_free (rig);
  g_free (whole);
  g_free (cut);
}

void
instrument_check (const Processor *processor, const char *settings, bool copies)
{
  const int rates[] = { 44100, 96000, 192000 };

  realtime_thread_init ();
  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    check_playing (processor, settings, rates[i], copies);
}

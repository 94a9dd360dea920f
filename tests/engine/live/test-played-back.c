/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was played on a keyboard sounds as it was played: notes, pressure of single keys and of
 * whole channels, wheels, pedals. */
#include <math.h>
#include <string.h>

#include "instruments/instruments.h"
#include "model/tempo_map.h"
#include "render_fixture.h"
#include "store/xml_read.h"
#include "store/xml_write.h"

#define RATE 48000
#define FRAMES 72000
#define PIECE 32

typedef struct {
  Frames at;
  uint8_t n, bytes[3];
} Message;

/* By place; frames that ticks at 120 bpm hit exactly. Two keys on one channel, the same key on
 * another, which has wheels of its own. */
static const Message played[] = {
  { 1000, 3, { 0x90, 60, 100 } }, { 2000, 3, { 0x90, 67, 80 } },   { 3000, 3, { 0x91, 60, 90 } },
  { 4000, 3, { 0xa0, 60, 30 } },  { 6000, 3, { 0xa0, 60, 127 } },  { 7000, 3, { 0xa0, 72, 99 } },
  { 8000, 3, { 0xa1, 60, 64 } },  { 10000, 2, { 0xd0, 50 } },      { 11000, 2, { 0xd1, 20 } },
  { 12000, 3, { 0xe0, 0, 96 } },  { 14000, 3, { 0xe1, 0, 16 } },   { 15000, 3, { 0xa0, 67, 80 } },
  { 16000, 3, { 0xb0, 1, 70 } },  { 18000, 3, { 0xb0, 64, 127 } }, { 20000, 3, { 0x80, 60, 64 } },
  { 21000, 3, { 0x90, 60, 60 } }, { 22000, 3, { 0xa0, 60, 40 } },  { 23000, 3, { 0xa0, 60, 0 } },
  { 24000, 2, { 0xd0, 0 } },      { 25000, 3, { 0x80, 60, 0 } },   { 30000, 3, { 0x80, 67, 0 } },
  { 36000, 3, { 0xb0, 64, 0 } },  { 38000, 3, { 0xb0, 11, 80 } },  { 40000, 3, { 0x81, 60, 10 } },
};

static Event
event_of (const Message *message)
{
  const uint8_t *bytes = message->bytes;
  Event event = { .channel = bytes[0] & 15, .key = bytes[1], .value = (float) (bytes[2] / 127.0) };

  switch (bytes[0] & 0xf0) {
  case 0x80:
    event.type = EVENT_NOTE_OFF;
    break;
  case 0x90:
    event.type = EVENT_NOTE_ON;
    break;
  case 0xa0:
    event.type = EVENT_NOTE_PRESSURE;
    break;
  case 0xb0:
    event.type = EVENT_CONTROL;
    break;
  case 0xd0:
    event.type = EVENT_PRESSURE;
    event.value = (float) (bytes[1] / 127.0);
    break;
  default:
    event.type = EVENT_BEND;
    event.value = (float) ((bytes[2] * 128 + bytes[1] - 8192) / (bytes[2] < 64 ? 8192.0 : 8191.0));
  }
  return event;
}

/* The instrument of the track, played by hand. */
static void
play_by_hand (const Project *project, float *left)
{
  const Track *track = (const Track *) list_get (project->tracks, 0);
  const Processor *synth = instrument_find ("synth");
  double values[128];
  const char *message = NULL;
  ProcessorSetup setup = { .rate = RATE,
                           .channels = 2,
                           .seed = (uint64_t) project->seed,
                           .id = track->instrument->node.id,
                           .values = values };
  uint32_t notes[16][128] = { { 0 } }, n_notes = 0;
  float right[PIECE];
  size_t next = 0;

  for (int i = 0; i < synth->spec->n_params; i++)
    values[i] = synth->spec->params[i].initial;
  const size_t size = (synth->state_size (&setup) + 63) / 64 * 64;
  void *state = g_aligned_alloc0 (1, size, 64);
  g_assert_true (synth->init (state, &setup, &message));
  synth->set (state, values, true);
  for (Frames at = 0; at < FRAMES;) {
    for (; next < G_N_ELEMENTS (played) && played[next].at == at; next++) {
      Event event = event_of (&played[next]);
      if (event.type == EVENT_NOTE_ON)
        notes[event.channel][event.key] = ++n_notes;
      if (event.type == EVENT_NOTE_ON || event.type == EVENT_NOTE_OFF ||
          event.type == EVENT_NOTE_PRESSURE)
        event.note = notes[event.channel][event.key];
      synth->event (state, &event);
    }
    Frames end = at - at % PIECE + PIECE;
    if (next < G_N_ELEMENTS (played) && played[next].at < end)
      end = played[next].at;
    const ProcessContext context = { .position = at, .bpm = 120, .beat = (double) at / 24000 };
    synth->process (state, (float *[]){ left + at, right }, (int) (end - at), &context);
    at = end;
  }
  if (synth->clear)
    synth->clear (state);
  g_aligned_free (state);
}

static char *
record_line (void)
{
  GString *line = g_string_new ("notes.record track=Keys from=0f to=48000f events=");

  for (size_t i = 0; i < G_N_ELEMENTS (played); i++) {
    g_string_append_printf (line, "%s%d:", i ? "," : "", (int) played[i].at);
    for (int b = 0; b < played[i].n; b++)
      g_string_append_printf (line, "%02x", played[i].bytes[b]);
  }
  return g_string_free (line, FALSE);
}

static RenderFixture *
fixture_new (const char *mode)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree char *line = record_line ();
  g_autofree char *lines = g_strconcat ("track.add kind=instrument name=Keys\n"
                                        "effect.add track=Keys kind=synth\n",
                                        line, mode, NULL);

  render_fixture_run (fixture, lines);
  return fixture;
}

/* Both sides of the song from `from` on. */
static float *
render_from (RenderFixture *fixture, const Project *project, Frames from)
{
  RenderSpec spec = render_fixture_spec (fixture);
  Frames frames;

  spec.project = project ? project : spec.project;
  spec.from = from;
  spec.to = FRAMES;
  RenderReport report = render_fixture_render (&spec);
  render_report_clear (&report);
  float *samples = render_fixture_read (fixture, "mix.wav", &frames);
  g_assert_cmpint (frames, ==, FRAMES - from);
  return samples;
}

static double
difference (const float *a, const float *b, Frames n)
{
  double most = 0;

  for (Frames i = 0; i < 2 * n; i++)
    most = MAX (most, fabs ((double) a[i] - (double) b[i]));
  return most;
}

/* As a take that was promoted and as what plays at once: the bits of the instrument itself. Every
 * message counts: without one of them it is something else. */
static void
test_sounds (void)
{
  static const char *const modes[] = { "\ntake.promote track=Keys lane=1", " mode=overdub" };

  for (size_t m = 0; m < G_N_ELEMENTS (modes); m++) {
    RenderFixture *fixture = fixture_new (modes[m]);
    g_autofree float *heard = render_from (fixture, NULL, 0);
    g_autofree float *by_hand = g_new (float, FRAMES);
    double loudest = 0;
    play_by_hand (render_fixture_spec (fixture).project, by_hand);
    for (int i = 0; i < FRAMES; i++) {
      g_assert_cmpfloat (heard[2 * i], ==, by_hand[i]);
      loudest = MAX (loudest, fabs ((double) by_hand[i]));
    }
    g_assert_cmpfloat (loudest, >, 0.01);
    render_fixture_free (fixture);
  }
}

static void
drop_expressions (Project *project)
{
  const Track *track = (const Track *) list_get (project->tracks, 0);
  const Clip *shown = (const Clip *) list_get (track->clips, 0);
  Clip *clip = project_edit_clip (project, shown->node.id);

  while (list_n (clip->expressions) > 0)
    list_remove (&clip->expressions, 0);
}

/* Saved and loaded it is the same; a start in the middle of a pressed note knows how it is pressed.
 */
static void
test_kept (void)
{
  RenderFixture *fixture = fixture_new (" mode=overdub");
  const Project *project = render_fixture_spec (fixture).project;
  g_autoptr (GBytes) text = project_write_xml (project);
  GError *error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  Project *loaded = project_parse_xml (bytes, size, "x", &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = project_write_xml (loaded);
  g_assert_true (g_bytes_equal (text, again));

  const Clip *clip =
      (const Clip *) list_get (((const Track *) list_get (loaded->tracks, 0))->clips, 0);
  g_assert_cmpint (list_n (clip->expressions), ==, 4); /* the key that was not down has none */
  g_autofree float *a = render_from (fixture, project, 0);
  g_autofree float *b = render_from (fixture, loaded, 0);
  g_assert_cmpfloat (difference (a, b, FRAMES), ==, 0);

  g_autofree float *middle = render_from (fixture, loaded, 9000);
  drop_expressions (loaded);
  g_autofree float *plain = render_from (fixture, loaded, 9000);
  g_autofree float *plain_all = render_from (fixture, loaded, 0);
  g_assert_cmpfloat (difference (a, plain_all, FRAMES), >, 1e-3);
  g_assert_cmpfloat (difference (a, plain_all, 4000), ==, 0);
  g_assert_cmpfloat (difference (middle, plain, 1000), >, 1e-5); /* before any later pressure */
  project_unref (loaded);
  render_fixture_free (fixture);
}

static const Clip *
clip_of (RenderFixture *fixture)
{
  const Project *project = render_fixture_spec (fixture).project;
  return (const Clip *) list_get (((const Track *) list_get (project->tracks, 0))->clips, 0);
}

static GArray *
values_of (const Clip *clip, const char *param)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < list_n (clip->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (clip->envelopes, i);
    if (strcmp (text_get (envelope->param), param) == 0)
      for (int k = 0; k < run_n (envelope->points); k++)
        g_array_append_val (values, run_point (envelope->points, k)->value);
  }
  return values;
}

static void
assert_values (RenderFixture *fixture, const char *param, const double *values, guint n)
{
  g_autoptr (GArray) there = values_of (clip_of (fixture), param);

  g_assert_cmpuint (there->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (g_array_index (there, double, i), ==, values[i]);
}

/* Overdubbed, a controller that was moved gives way where it was moved, others stay; replaced,
 * all of them go from the pass, and with a note its pressure. */
static void
test_over (void)
{
  for (int replace = 0; replace < 2; replace++) {
    RenderFixture *fixture = fixture_new (" mode=overdub");
    render_fixture_run (fixture, replace
                                     ? "notes.record track=Keys mode=replace from=17000f to=30000f "
                                       "events=22000:b00109,23000:b00108"
                                     : "notes.record track=Keys mode=overdub from=15000f to=30000f "
                                       "events=15500:b00109,23000:b00108");
    const double wheel[] = { replace ? 70 : 9, replace ? 9 : 8, 8 };
    assert_values (fixture, "cc1", wheel, replace ? 3 : 2);
    const double pedal[] = { replace ? 0 : 127, 0 };
    assert_values (fixture, "cc64", pedal, replace ? 1 : 2);
    g_assert_cmpint (run_n (clip_of (fixture)->notes), ==, replace ? 3 : 4);
    g_assert_cmpint (list_n (clip_of (fixture)->expressions), ==, replace ? 3 : 4);
    render_fixture_free (fixture);
  }
}

int
main (int argc, char **argv)
{
  realtime_thread_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/played-back/sounds", test_sounds);
  g_test_add_func ("/live/played-back/kept", test_kept);
  g_test_add_func ("/live/played-back/over", test_over);
  return g_test_run ();
}

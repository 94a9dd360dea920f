/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand plays in the window: heard by the track in focus alone, or as a keyboard is. */
#include "live/live_hand.h"
#include "render_fixture.h"

#define BLOCK 256

typedef struct {
  RenderFixture *project;
  Live *live;
  Ring events, sent;
} Studio;

static Studio *
studio_new (const char *lines)
{
  Studio *studio = g_aligned_alloc0 (1, sizeof (Studio), 64);
  const NullOptions options = { .by_hand = true, .loopback = -1 };
  const LiveMidiConfig midi = { .events = &studio->events, .sent = &studio->sent };
  const LiveConfig config = { .null = &options, .block = BLOCK, .may_record = true, .midi = &midi };
  GError *error = NULL;

  studio->project = render_fixture_new ();
  render_fixture_run (studio->project, lines);
  g_assert_true (ring_init (&studio->events, sizeof (MidiEvent), 256));
  g_assert_true (ring_init (&studio->sent, sizeof (MidiEvent), 256));
  studio->live = live_new (render_fixture_folder (studio->project),
                           render_fixture_spec (studio->project).project, &config, &error);
  g_assert_no_error (error);
  return studio;
}

static void
studio_free (Studio *studio)
{
  live_free (studio->live, NULL);
  render_fixture_free (studio->project);
  ring_clear (&studio->events);
  ring_clear (&studio->sent);
  g_aligned_free (studio);
}

static void
run (Studio *studio, int frames)
{
  for (int at = 0; at < frames; at += BLOCK) {
    null_device_run (live_null_device (studio->live), 1);
    live_poll (studio->live);
  }
}

static Id
track_named (Studio *studio, const char *name)
{
  const Project *project = render_fixture_spec (studio->project).project;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (g_str_equal (text_get (track->name), name))
      return track->node.id;
  }
  g_assert_not_reached ();
}

static bool
sounds (Studio *studio, HandTo to)
{
  live_hand_on (studio->live, to, 60, 100);
  run (studio, 9600);
  const bool heard = live_quiet (studio->live) < BLOCK;
  live_hand_off (studio->live, to, 60);
  run (studio, 480000);
  g_assert_cmpint (live_quiet (studio->live), >, 4800);
  return heard;
}

static const char keys[] = "track.add kind=instrument name=Keys\n"
                           "effect.add track=Keys kind=synth\n";

static void
test_focus (void)
{
  Studio *studio = studio_new (keys);
  run (studio, 9600);
  g_assert_false (sounds (studio, HAND_TRACK));
  live_hand_focus (studio->live, track_named (studio, "Keys"));
  run (studio, 9600);
  g_assert_true (sounds (studio, HAND_TRACK));
  g_assert_true (sounds (studio, HAND_KEYBOARD));
  /* An edit leaves the focus alone. */
  render_fixture_run (studio->project, "track.set track=Keys gain=-1dB");
  live_set_project (studio->live, render_fixture_spec (studio->project).project);
  run (studio, 9600);
  g_assert_true (sounds (studio, HAND_TRACK));
  live_hand_focus (studio->live, 0);
  run (studio, 9600);
  g_assert_false (sounds (studio, HAND_TRACK));
  studio_free (studio);
}

/* An armed track is played by the letter keys where it is in focus or heard, but not by what is
 * heard of another. */
static void
test_armed (void)
{
  g_autofree char *lines = g_strconcat (
      keys, "track.add kind=instrument name=Silent\ntrack.set track=Keys arm=on", NULL);
  Studio *studio = studio_new (lines);
  run (studio, 9600);
  g_assert_false (sounds (studio, HAND_KEYBOARD));
  g_assert_false (sounds (studio, HAND_TRACK));
  live_hand_focus (studio->live, track_named (studio, "Silent"));
  run (studio, 9600);
  g_assert_false (sounds (studio, HAND_TRACK));
  live_hand_focus (studio->live, track_named (studio, "Keys"));
  run (studio, 9600);
  g_assert_true (sounds (studio, HAND_TRACK));
  g_assert_true (sounds (studio, HAND_KEYBOARD));
  /* With its input heard, it is played whatever is in focus. */
  render_fixture_run (studio->project, "track.set track=Keys monitor=on");
  live_set_project (studio->live, render_fixture_spec (studio->project).project);
  live_hand_focus (studio->live, 0);
  run (studio, 9600);
  g_assert_true (sounds (studio, HAND_KEYBOARD));
  g_assert_false (sounds (studio, HAND_TRACK));
  studio_free (studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/hand/focus", test_focus);
  g_test_add_func ("/live/hand/armed", test_armed);
  return g_test_run ();
}

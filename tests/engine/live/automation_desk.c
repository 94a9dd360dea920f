/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "automation_desk.h"

#include <math.h>
#include <string.h>

#include "edit/points.h"
#include "rt_guard.h"

const Project *
desk_project_of (const Desk *desk)
{
  return render_fixture_spec (desk->project).project;
}

const Track *
desk_track_of (const Desk *desk, const char *name)
{
  const List *tracks = desk_project_of (desk)->tracks;

  for (int i = 0; i < list_n (tracks); i++)
    if (strcmp (node_name (list_get (tracks, i)), name) == 0)
      return (const Track *) list_get (tracks, i);
  g_assert_not_reached ();
}

LiveTarget
desk_strip (const Desk *desk, int param)
{
  return (LiveTarget){ desk_track_of (desk, "Vox")->node.id, 0, param };
}

Desk *
desk_new (const char *lines)
{
  static const NullOptions options = { .by_hand = true, .loopback = -1 };
  Desk *desk = g_new0 (Desk, 1);
  g_autofree float *level = g_new (float, 2 * 8 * RATE);
  GError *error = NULL;

  for (int i = 0; i < 2 * 8 * RATE; i++)
    level[i] = 0.25f;
  desk->project = render_fixture_new ();
  desk->lines = g_ptr_array_new_with_free_func (g_free);
  desk->runs_them = true;
  render_fixture_add (desk->project, "level", 2, level, 8 * RATE);
  render_fixture_run (desk->project, "track.add kind=audio name=Vox\n"
                                     "clip.import track=Vox file='level.wav' at=0f name=l\n");
  if (lines)
    render_fixture_run (desk->project, lines);
  g_autofree char *capture =
      g_build_filename (render_fixture_folder (desk->project), "played.wav", NULL);
  const LiveConfig config = {
    .null = &options, .block = BLOCK, .capture = capture, .may_record = true
  };
  desk->live =
      live_new (render_fixture_folder (desk->project), desk_project_of (desk), &config, &error);
  g_assert_no_error (error);
  return desk;
}

static void
desk_hear (Desk *desk)
{
  const LiveEvents events = live_poll (desk->live);
  char **lines;

  g_assert_null (events.problem);
  for (int n = 0; (lines = live_written (desk->live, NULL)); n++) {
    g_assert_true (n > 0 || events.written);
    g_autofree char *all = g_strjoinv ("\n", lines);
    g_test_message ("%.300s", all);
    if (desk->runs_them)
      render_fixture_run (desk->project, all);
    for (char **line = lines; *line; line++)
      g_ptr_array_add (desk->lines, g_strdup (*line));
    g_strfreev (lines);
    desk->n_passes++;
    if (desk->runs_them)
      live_set_project (desk->live, desk_project_of (desk));
  }
}

void
desk_run (Desk *desk, int blocks)
{
  for (int i = 0; i < blocks; i++) {
    rt_guard_enter ();
    null_device_run (live_null_device (desk->live), 1);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    desk_hear (desk);
  }
}

void
desk_drag (Desk *desk, LiveTarget target, double from, double to, int blocks)
{
  for (int i = 0; i <= blocks; i++) {
    g_assert_true (live_touch (desk->live, &target, from + (to - from) * i / blocks));
    desk_run (desk, 1);
  }
}

void
desk_stop (Desk *desk)
{
  live_stop (desk->live);
  desk_run (desk, 10);
  g_assert_false (live_is_rolling (desk->live));
}

void
desk_free (Desk *desk)
{
  GError *error = NULL;

  if (desk->live)
    live_free (desk->live, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (desk->lines);
  render_fixture_free (desk->project);
  g_free (desk);
}

/* --- What is left behind
 * ---------------------------------------------------------------------------------- */

static const Envelope *
envelope_of (const Desk *desk, const char *param)
{
  const Track *track = desk_track_of (desk, "Vox");

  for (int i = 0; i < list_n (track->envelopes); i++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, i);
    if (strcmp (text_get (envelope->param), param) == 0)
      return envelope;
  }
  return NULL;
}

int
desk_n_points (const Desk *desk, const char *param)
{
  const Envelope *envelope = envelope_of (desk, param);
  return envelope ? run_n (envelope->points) : 0;
}

double
desk_value_at (const Desk *desk, const char *param, Frames frame)
{
  const Envelope *envelope = envelope_of (desk, param);
  const PointScale scale = point_scale (NULL, param);

  g_assert_nonnull (envelope);
  /* 120 bpm: two quarters a second. */
  return points_value (envelope->points, frame * 2 * TICKS_PER_QUARTER / RATE, &scale);
}

void
desk_assert (const Desk *desk, const char *param, Frames frame, double value, double within)
{
  const double there = desk_value_at (desk, param, frame);

  g_test_message ("%s at %d: %.3f, wanted %.3f", param, (int) frame, there, value);
  g_assert_cmpfloat_with_epsilon (there, value, within);
}

double
desk_compare (Desk *desk, Frames from, Frames to, Frames song)
{
  Frames n_played, n_rendered;
  GError *error = NULL;
  Frames where = 0;
  double most = 0;

  if (desk->live)
    live_free (desk->live, &error);
  desk->live = NULL;
  g_assert_no_error (error);
  const RenderSpec spec = render_fixture_spec (desk->project);
  RenderReport report = render_fixture_render (&spec);
  render_report_clear (&report);
  g_autofree float *played = render_fixture_read (desk->project, "played.wav", &n_played);
  g_autofree float *rendered = render_fixture_read (desk->project, "mix.wav", &n_rendered);
  g_assert_cmpint (to, <=, n_played);
  g_assert_cmpint (to - from + song, <=, n_rendered);
  for (Frames i = 0; i < to - from; i++)
    for (int c = 0; c < 2; c++) {
      const double a = fabs ((double) played[2 * (from + i) + c]) + 1e-6;
      const double b = fabs ((double) rendered[2 * (song + i) + c]) + 1e-6;
      const double off = fabs (20 * log10 (a / b));
      if (off > most)
        where = i;
      most = fmax (most, off);
    }
  g_test_message ("largest difference %.4f dB, at %d", most, (int) (from + where));
  return most;
}

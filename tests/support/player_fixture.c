/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player_fixture.h"

#include "rt_guard.h"

static void
ask (PlayerFixture *fixture, PlayerRequest request)
{
  g_assert_true (player_ask (fixture->player, &request));
}

static void
hear (PlayerFixture *fixture)
{
  PlayerReport report;

  while (player_hear (fixture->player, &report))
    switch (report.kind) {
    case PLAYER_TAKEN:
      g_assert_true (report.owner == fixture->next);
      mix_transition_free (fixture->transition);
      mix_graph_free (fixture->playing);
      fixture->playing = fixture->next;
      fixture->transition = NULL;
      fixture->next = NULL;
      break;
    case PLAYER_STARTED:
      fixture->n_started++;
      break;
    case PLAYER_STOPPED:
      fixture->stopped_at = report.at;
      break;
    case PLAYER_LATE:
      fixture->n_late++;
      fixture->late = report;
      break;
    case PLAYER_XRUN:
      break;
    case PLAYER_BROKEN:
      fixture->n_broken++;
      fixture->broken = report;
      break;
    }
}

static void
hand_over (PlayerFixture *fixture)
{
  g_assert_null (fixture->transition);
  fixture->next = mix_fixture_compile (fixture->fixture, fixture->playing);
  if (fixture->playing && mix_must_restart (fixture->playing, fixture->next)) {
    mix_graph_free (fixture->next);
    fixture->fixture->request.restart = true;
    fixture->next = mix_fixture_compile (fixture->fixture, fixture->playing);
    fixture->fixture->request.restart = false;
  }
  fixture->transition = mix_transition_new (fixture->playing, fixture->next);
  ask (fixture,
       (PlayerRequest){ .kind = PLAYER_TAKE, .swap = mix_transition_swap (fixture->transition) });
}

PlayerFixture *
player_fixture_new (MixFixture *mix)
{
  PlayerFixture *fixture = g_new0 (PlayerFixture, 1);

  fixture->fixture = mix;
  fixture->fixture->request.slots = 1;
  fixture->fixture->request.live = true;
  fixture->player = player_new (48000);
  fixture->stopped_at = -1;
  hand_over (fixture);
  return fixture;
}

void
player_fixture_free (PlayerFixture *fixture)
{
  workers_free (fixture->workers);
  player_free (fixture->player);
  mix_transition_free (fixture->transition);
  mix_graph_free (fixture->playing);
  mix_graph_free (fixture->next);
  mix_fixture_free (fixture->fixture);
  g_free (fixture);
}

void
player_fixture_set_workers (PlayerFixture *fixture, int n, int64_t patience_ns)
{
  fixture->workers = workers_new (n);
  g_assert_nonnull (fixture->workers);
  g_assert_cmpint (workers_count (fixture->workers), ==, n);
  workers_allow (fixture->workers, true, true);
  g_assert_true (player_set_workers (fixture->player, fixture->workers, patience_ns));
}

void
player_fixture_play (PlayerFixture *fixture, Frames from, Frames to)
{
  ask (fixture, (PlayerRequest){ .kind = PLAYER_PLAY, .from = from, .to = to });
}

void
player_fixture_stop (PlayerFixture *fixture)
{
  ask (fixture, (PlayerRequest){ .kind = PLAYER_STOP });
}

void
player_fixture_locate (PlayerFixture *fixture, Frames at)
{
  ask (fixture, (PlayerRequest){ .kind = PLAYER_LOCATE, .from = at });
}

void
player_fixture_loop (PlayerFixture *fixture, Frames from, Frames to)
{
  ask (fixture, (PlayerRequest){ .kind = PLAYER_LOOP, .from = from, .to = to });
}

void
player_fixture_edit (PlayerFixture *fixture, const char *lines)
{
  hear (fixture);
  mix_fixture_run (fixture->fixture, lines);
  hand_over (fixture);
}

bool
player_fixture_set (PlayerFixture *fixture, const Project *project)
{
  MixRequest request = fixture->fixture->request;

  hear (fixture);
  request.project = project;
  MixGraph *graph = mix_compile (&request, NULL, NULL);
  if (!graph)
    return false;
  mix_graph_free (graph);
  project_unref (fixture->fixture->project);
  fixture->fixture->project = project_ref (project);
  hand_over (fixture);
  return true;
}

MixSound
player_fixture_run (PlayerFixture *fixture, int n, int block)
{
  const float *inputs[8];
  PlayerBlock played;
  MixSound sound = { n, { g_new0 (float, n), g_new0 (float, n) } };

  for (int at = 0; at < n; at += block) {
    float *const out[2] = { sound.audio[0] + at, sound.audio[1] + at };
    rt_guard_enter ();
    for (int c = 0; c < fixture->n_inputs; c++)
      inputs[c] = fixture->inputs[c] + at;
    player_process (fixture->player, fixture->inputs ? inputs : NULL, fixture->n_inputs, out, 2,
                    MIN (block, n - at), &played);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    hear (fixture);
  }
  return sound;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixer without its canvas: which strips it has, where their parts stand, and what keys and
 * hands make of cells, each as one step that can be undone. */
#include <math.h>

#include "deeds_fixture.h"
#include "temporary.h"
#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/mixer_spoken.h"

static char *holder;

static int
same (double units)
{
  return (int) units;
}

static LqDesk *
open_desk (void)
{
  static int n;
  g_autofree char *folder = g_strdup_printf ("%s/%d", holder, n++);
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_autofree char *song = deeds_fixture_make (folder);
  LqDesk *desk = lq_desk_open (song, &error);
  g_assert_no_error (error);
  lq_desk_set_px (desk, same);
  return desk;
}

static void
close_desk (LqDesk *desk)
{
  lq_desk_close (desk);
  g_object_unref (desk);
}

static void
run (LqDesk *desk, const char *line)
{
  g_autoptr (GError) error = NULL;
  lq_desk_run (desk, &error, "%s", line);
  g_assert_no_error (error);
}

static char *
names (const GArray *strips)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < strips->len; i++) {
    const MixerStrip *strip = &g_array_index (strips, MixerStrip, i);
    g_string_append_printf (text, "%s%s",
                            strip->leads ? " | "
                            : i          ? " "
                                         : "",
                            text_get (strip->node->name));
  }
  return g_string_free (text, FALSE);
}

static void
expect_strips (LqDesk *desk, Id spilled, const char *search, const char *expected)
{
  g_autoptr (GArray) strips = strips_new (desk, spilled, search);
  g_autofree char *found = names (strips);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_strips (void)
{
  LqDesk *desk = open_desk ();
  run (desk, "track.add kind=group name=Drums");
  run (desk, "track.move track=Drums to=1");
  run (desk, "track.move track=Kick in=Drums");
  run (desk, "track.move track=Snare in=Drums");
  run (desk, "track.add kind=vca name=Low");
  run (desk, "track.set track=Bass vca=Low");
  /* A group stands behind its members, and main is last. */
  expect_strips (desk, 0, NULL, "Kick Snare Drums | Vox | Keys | Bass | Hall | Low | Master");
  expect_strips (desk, 0, "s", "Snare Drums | Keys | Bass | Master");
  expect_strips (desk, deeds_fixture_track (desk, "Drums")->node.id, NULL,
                 "Kick Snare Drums | Master");
  expect_strips (desk, deeds_fixture_track (desk, "Low")->node.id, NULL, "Bass Low | Master");
  run (desk, "track.set track=Drums fold=on");
  expect_strips (desk, 0, NULL, "Drums | Vox | Keys | Bass | Hall | Low | Master");
  g_autofree char *output =
      strip_output_text (lq_desk_project (desk), deeds_fixture_track (desk, "Kick"));
  g_assert_cmpstr (output, ==, "› Drums");

  /* What is hidden here stays in the arrangement. */
  const Id bass = deeds_fixture_track (desk, "Bass")->node.id;
  lq_desk_hide_strip (desk, bass, true);
  expect_strips (desk, 0, NULL, "Drums | Vox | Keys | Hall | Low | Master");
  g_assert_cmpint (rows_find (lq_desk_rows (desk), ROW_TRACK, bass, 0), >=, 0);
  lq_desk_hide_strip (desk, bass, false);
  expect_strips (desk, 0, NULL, "Drums | Vox | Keys | Bass | Hall | Low | Master");
  close_desk (desk);
}

static void
test_layout (void)
{
  static const int heights[] = { 180, 240, 300, 400, 520, 900 };
  for (size_t h = 0; h < G_N_ELEMENTS (heights); h++)
    for (int as = STRIP_NARROW; as <= STRIP_MAIN; as++) {
      StripLayout layout;
      strip_layout (&layout, (StripWidth) as, heights[h], 9, 5, same);
      const Box *rows[] = { &layout.eq,     &layout.counters, &layout.inserts, &layout.sends,
                            &layout.pan,    &layout.buttons,  &layout.fader,   &layout.value,
                            &layout.output, &layout.name,     &layout.color };
      int foot = 0;
      /* One below the other, all inside. */
      for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
        if (rows[i]->width == 0 || rows[i]->height == 0)
          continue;
        g_assert_cmpint (rows[i]->y, >=, foot);
        foot = rows[i]->y + rows[i]->height;
        g_assert_cmpint (rows[i]->x + rows[i]->width, <=, layout.width);
      }
      g_assert_cmpint (foot, <=, MAX (heights[h], 220));
      g_assert_cmpint (layout.reduction.x + layout.reduction.width, <=, layout.width);
      /* The law of the fader, from end to end. */
      g_assert_cmpfloat (strip_layout_fader_y (&layout, 10), ==, layout.fader.y);
      g_assert_cmpfloat (strip_layout_fader_y (&layout, 0), ==,
                         layout.fader.y + layout.fader.height * 0.25);
      g_assert_cmpfloat (strip_layout_fader_y (&layout, -INFINITY), ==,
                         layout.fader.y + layout.fader.height);
    }
  StripLayout tall;
  strip_layout (&tall, STRIP_NORMAL, 520, 5, 2, same);
  g_assert_cmpint (tall.n_inserts, >=, 4);
  g_assert_cmpint (tall.n_sends, ==, 2);
  const unsigned buttons = 1u << BUTTON_MUTE | 1u << BUTTON_SOLO;
  const Box solo = strip_layout_button (&tall, buttons, BUTTON_SOLO);
  const Cell at = strip_layout_at (&tall, buttons, solo.x + solo.width / 2, solo.y + 5);
  g_assert_cmpint (at.kind, ==, CELL_BUTTON);
  g_assert_cmpint (at.index, ==, BUTTON_SOLO);
  const Cell send = strip_layout_at (&tall, buttons, 20, tall.sends.y + tall.slot + 2);
  g_assert_cmpint (send.kind, ==, CELL_SEND);
  g_assert_cmpint (send.index, ==, 1);
}

static void
test_cells (void)
{
  LqDesk *desk = open_desk ();
  run (desk, "effect.add track=Vox kind=eq");
  const Track *vox = deeds_fixture_track (desk, "Vox");
  static const Cell way[] = { { CELL_EQ, 0 },
                              { CELL_INSERT, 0 },
                              { CELL_INSERT, 1 }, /* the empty one */
                              { CELL_SEND, 0 },
                              { CELL_SEND, 1 },
                              { CELL_PAN, 0 },
                              { CELL_WIDTH, 0 },
                              { CELL_BUTTON, BUTTON_ARM },
                              { CELL_BUTTON, BUTTON_MONITOR },
                              { CELL_BUTTON, BUTTON_MUTE },
                              { CELL_BUTTON, BUTTON_SOLO },
                              { CELL_BUTTON, BUTTON_PHASE },
                              { CELL_FADER, 0 } };
  Cell cell = way[0];
  for (size_t i = 0; i + 1 < G_N_ELEMENTS (way); i++) {
    const Cell next = mixer_next_cell (vox, cell, 1);
    g_assert_cmpint (next.kind, ==, way[i + 1].kind);
    g_assert_cmpint (next.index, ==, way[i + 1].index);
    const Cell back = mixer_next_cell (vox, next, -1);
    g_assert_cmpint (back.kind, ==, cell.kind);
    g_assert_cmpint (back.index, ==, cell.index);
    cell = next;
  }
  g_assert_cmpint (mixer_next_cell (vox, cell, 1).kind, ==, CELL_FADER);
  /* Main has no sends: the cursor goes to what there is. */
  const Track *main_track = project_main (lq_desk_project (desk));
  g_assert_cmpint (mixer_nearest_cell (main_track, way[3]).kind, ==, CELL_FADER);
  close_desk (desk);
}

static double
gain_of (LqDesk *desk, const char *name)
{
  return deeds_fixture_track (desk, name)->gain_db;
}

static void
test_values (void)
{
  LqDesk *desk = open_desk ();
  g_autoptr (MixerModel) model = mixer_model_new (desk);
  const Cell fader = { CELL_FADER, 0 }, pan = { CELL_PAN, 0 }, send = { CELL_SEND, 0 };
  History *history = document_history (lq_desk_document (desk));
  const HistoryStep *before = history_current (history);

  /* Steps in a row are one step of undo. */
  for (int i = 0; i < 3; i++)
    g_assert_true (mixer_step (model, deeds_fixture_track (desk, "Kick"), fader, -1));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -3);
  g_assert_true (history_current (history)->parent == before);
  g_assert_true (mixer_step (model, deeds_fixture_track (desk, "Kick"), pan, -2));
  g_assert_cmpfloat_with_epsilon (deeds_fixture_track (desk, "Kick")->pan, -0.1, 1e-9);
  g_assert_true (mixer_step (model, deeds_fixture_track (desk, "Vox"), send, 1));
  g_assert_cmpfloat (mixer_send (deeds_fixture_track (desk, "Vox"), 0)->gain_db, ==, -11);
  g_assert_true (mixer_reset (model, deeds_fixture_track (desk, "Kick"), fader));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, 0);

  /* What is typed; a sentence for what is no value. */
  g_assert_null (mixer_type (model, deeds_fixture_track (desk, "Kick"), fader, "−6.5 dB"));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -6.5);
  g_assert_null (mixer_type (model, deeds_fixture_track (desk, "Kick"), fader, "+1.5"));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -5);
  g_assert_null (mixer_type (model, deeds_fixture_track (desk, "Kick"), fader, "-inf"));
  g_assert_true (isinf (gain_of (desk, "Kick")));
  g_assert_null (mixer_type (model, deeds_fixture_track (desk, "Kick"), pan, "L30"));
  g_assert_cmpfloat_with_epsilon (deeds_fixture_track (desk, "Kick")->pan, -0.3, 1e-9);
  g_autofree char *problem = mixer_type (model, deeds_fixture_track (desk, "Kick"), fader, "loud");
  g_assert_nonnull (problem);
  g_autofree char *said = mixer_cell_value (model, deeds_fixture_track (desk, "Vox"), send);
  g_assert_cmpstr (said, ==, "−11.0 dB, post fader");
  close_desk (desk);
}

static void
test_drag (void)
{
  LqDesk *desk = open_desk ();
  g_autoptr (MixerModel) model = mixer_model_new (desk);
  const Cell fader = { CELL_FADER, 0 };
  const Project *before = lq_desk_project (desk);
  mixer_drag_begin (model, deeds_fixture_track (desk, "Kick"), fader);
  mixer_drag (model, -0.125);
  g_assert_true (lq_desk_project (desk) == before);
  mixer_drag_end (model, false);
  g_assert_true (lq_desk_project (desk) == before);
  mixer_drag_begin (model, deeds_fixture_track (desk, "Kick"), fader);
  mixer_drag (model, -0.125);
  mixer_drag_end (model, true);
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -5);

  /* Linked strips go the same way, as one step. */
  const Id both[] = { deeds_fixture_track (desk, "Kick")->node.id,
                      deeds_fixture_track (desk, "Snare")->node.id };
  lq_desk_select_tracks (desk, both, 2);
  model->linked = true;
  g_assert_true (mixer_step (model, deeds_fixture_track (desk, "Kick"), fader, -2));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -7);
  g_assert_cmpfloat (gain_of (desk, "Snare"), ==, -2);
  g_assert_true (document_undo (lq_desk_document (desk)));
  g_assert_cmpfloat (gain_of (desk, "Kick"), ==, -5);
  g_assert_cmpfloat (gain_of (desk, "Snare"), ==, 0);
  close_desk (desk);
}

static void
test_inserts (void)
{
  LqDesk *desk = open_desk ();
  g_autoptr (MixerModel) model = mixer_model_new (desk);
  run (desk, "effect.add track=Vox kind=eq");
  run (desk, "effect.add track=Vox kind=compressor");
  const Cell first = { CELL_INSERT, 0 }, send = { CELL_SEND, 0 };
  const Track *vox = deeds_fixture_track (desk, "Vox");
  g_assert_true (mixer_move_insert (model, vox, 0, vox, 1));
  vox = deeds_fixture_track (desk, "Vox");
  g_assert_cmpstr (text_get (mixer_insert (vox, 0)->kind), ==, "compressor");
  g_assert_false (mixer_move_insert (model, vox, 0, vox, 2));
  g_assert_true (mixer_bypass (model, vox, first));
  vox = deeds_fixture_track (desk, "Vox");
  g_assert_true (mixer_insert (vox, 0)->bypass);
  /* One works still, so all are switched off, and then on. */
  g_assert_true (mixer_bypass_all (model, vox));
  vox = deeds_fixture_track (desk, "Vox");
  g_assert_true (mixer_insert (vox, 0)->bypass && mixer_insert (vox, 1)->bypass);
  g_assert_true (mixer_bypass_all (model, vox));
  g_assert_false (mixer_insert (deeds_fixture_track (desk, "Vox"), 1)->bypass);
  g_assert_true (mixer_move_insert (model, deeds_fixture_track (desk, "Vox"), 0,
                                    deeds_fixture_track (desk, "Bass"), 0));
  g_assert_cmpint (mixer_n_inserts (deeds_fixture_track (desk, "Vox")), ==, 1);
  g_assert_cmpint (mixer_n_inserts (deeds_fixture_track (desk, "Bass")), ==, 1);
  g_assert_true (mixer_send_pre (model, deeds_fixture_track (desk, "Vox"), send));
  g_assert_cmpint (mixer_send (deeds_fixture_track (desk, "Vox"), 0)->tap, ==, TAP_PRE);
  g_assert_true (mixer_remove (model, deeds_fixture_track (desk, "Vox"), send));
  g_assert_null (mixer_send (deeds_fixture_track (desk, "Vox"), 0));
  mixer_switch (model, deeds_fixture_track (desk, "Vox"), BUTTON_PHASE);
  g_assert_cmpint (deeds_fixture_track (desk, "Vox")->phase, ==, PHASE_INVERT);
  close_desk (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  holder = temporary_folder_new ();
  g_test_add_func ("/ui/mixer/strips", test_strips);
  g_test_add_func ("/ui/mixer/layout", test_layout);
  g_test_add_func ("/ui/mixer/cells", test_cells);
  g_test_add_func ("/ui/mixer/values", test_values);
  g_test_add_func ("/ui/mixer/drag", test_drag);
  g_test_add_func ("/ui/mixer/inserts", test_inserts);
  const int failed = g_test_run ();
  temporary_folder_remove (holder);
  return failed;
}

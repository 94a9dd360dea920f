/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controller.*: what is drawn, what stays around it, what clips of one link and patterns share. */
#include <math.h>
#include <string.h>

#include "edit/controllers.h"
#include "edit_fixture.h"

#define QUARTER TICKS_PER_QUARTER

static Project *
run (const char *script)
{
  g_autofree char *whole = g_strconcat ("track.add kind=instrument name=Keys\n"
                                        "clip.add track=Keys name=Riff at=2.1.1 length=4bar\n",
                                        script, NULL);
  IdSource ids;
  id_source_init (&ids, 7);
  Project *project = fixture_run (project_new (), &ids, whole);
  fixture_assert_good (project);
  return project;
}

static const Clip *
clip_of (const Project *project, int index)
{
  return (const Clip *) list_get (fixture_track (project, "Keys")->clips, index);
}

static void
assert_values (const Project *project, const char *param, const double *values, int n)
{
  const Envelope *envelope = controller_find (clip_of (project, 0), param);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (controller_value (envelope, i * QUARTER / 2, -9), values[i],
                                    1e-9);
}

/* The first curve holds its last value; nothing was there that could come back. */
static void
test_first (void)
{
  static const double values[] = { -9, -9, 10, 90, 90, 90, 90 };
  Project *project = run ("controller.write clip=Riff controller=Modulation from=2.2.1 to=2.3.1 "
                          "points=0:10,7680:90");
  assert_values (project, "cc1", values, G_N_ELEMENTS (values));
  g_assert_cmpint (run_n (controller_find (clip_of (project, 0), "cc1")->points), ==, 2);
  project_unref (project);
}

/* A line is cut, and is where it was in front and behind. */
static void
test_between (void)
{
  static const double values[] = { 0, 10, 50, 60, 40, 50, 60 };
  Project *project =
      run ("controller.add clip=Riff controller=cc1 at=2.1.1 value=0 shape=linear\n"
           "controller.add clip=Riff controller=cc1 at=2.4.1 value=60 shape=linear\n"
           "controller.write clip=Riff controller=cc1 from=2.2.1 to=2.3.1 points=0:50,7680:60");
  assert_values (project, "cc1", values, G_N_ELEMENTS (values));
  project_unref (project);
}

/* A pedal that was down is down again behind what was drawn. */
static void
test_steps (void)
{
  static const double values[] = { 127, 127, 0, 64, 127, 127 };
  Project *project =
      run ("controller.add clip=Riff controller=sustain at=2.1.1 value=100%\n"
           "controller.write clip=Riff controller=cc64 from=2.2.1 to=2.3.1 points=0:0,7680:64");
  assert_values (project, "cc64", values, G_N_ELEMENTS (values));
  g_assert_cmpint (run_n (controller_find (clip_of (project, 0), "cc64")->points), ==, 4);
  project_unref (project);
}

static void
test_linked (void)
{
  Project *project = run ("clip.duplicate clip=Riff count=1 linked=on\n"
                          "clip.set clip=$3 name=Again\n"
                          "controller.add clip=Riff controller=bend@3 at=2.2.1 value=-50%\n");
  const Envelope *other = controller_find (clip_of (project, 1), "bend@3");
  g_assert_nonnull (other);
  g_assert_cmpfloat (run_point (other->points, 0)->value, ==, -0.5);
  g_assert_cmpuint (other->node.id, !=, controller_find (clip_of (project, 0), "bend@3")->node.id);
  IdSource ids;
  id_source_init (&ids, 8);
  char id[ID_TEXT_SIZE];
  g_autofree char *line = g_strdup_printf ("controller.remove clip=%s controller=bend@3",
                                           id_write (id, clip_of (project, 0)->node.id));
  project = fixture_run (project, &ids, line);
  g_assert_null (controller_find (clip_of (project, 0), "bend@3"));
  g_assert_null (controller_find (clip_of (project, 1), "bend@3"));
  project_unref (project);
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "CC7", "cc7" },     { "Expression", "cc11" },
    { "bend@1", "bend" }, { "pressure@16", "pressure@16" },
    { "cc128", NULL },    { "bend@17", NULL },
    { "cc", NULL },       { "cc5x", NULL },
    { "wheel", NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *read = controller_read (names[i][0], NULL);
    g_assert_cmpstr (read, ==, names[i][1]);
  }
  g_assert_true (controller_steps ("cc64"));
  g_assert_true (controller_steps ("program@2"));
  g_assert_false (controller_steps ("cc1"));
  g_assert_false (controller_steps ("bend"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/controllers/first", test_first);
  g_test_add_func ("/edit/controllers/between", test_between);
  g_test_add_func ("/edit/controllers/steps", test_steps);
  g_test_add_func ("/edit/controllers/linked", test_linked);
  g_test_add_func ("/edit/controllers/names", test_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Controllers that were drawn reach the instrument at their places: until then the sound is to the
 * bit what it is without them, from there on it is another one. */
#include "render_fixture.h"

#define CHANGE 24000 /* frames: bar 1, beat 2 at 120 bpm */

static GBytes *
play (const char *line)
{
  RenderFixture *fixture = render_fixture_new ();
  g_autofree char *lines =
      g_strconcat ("track.add kind=instrument name=Keys\n"
                   "effect.add track=Keys kind=synth\n"
                   "clip.add track=Keys name=Riff at=1.1.1 length=1bar\n"
                   "note.add clip=Riff at=1.1.1 length=1bar pitch=60 velocity=100\n",
                   line, NULL);
  render_fixture_run (fixture, lines);
  GBytes *sound = render_fixture_play (fixture);
  render_fixture_free (fixture);
  return sound;
}

static void
test_place (gconstpointer line)
{
  g_autoptr (GBytes) plain = play ("");
  g_autoptr (GBytes) changed = play (line);
  gsize n, m;
  const float *a = g_bytes_get_data (plain, &n), *b = g_bytes_get_data (changed, &m);
  double off = 0;
  g_assert_cmpuint (MIN (n, m), >, 4 * CHANGE * sizeof (float));
  for (int i = 0; i < 2 * CHANGE; i++)
    g_assert_cmpfloat (a[i], ==, b[i]);
  for (int i = 2 * CHANGE; i < 4 * CHANGE; i++)
    off = MAX (off, ABS ((double) a[i] - (double) b[i]));
  g_assert_cmpfloat (off, >, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/render/controllers/bend",
                        "controller.add clip=Riff controller=bend at=1.2.1 value=100%", test_place);
  g_test_add_data_func ("/render/controllers/volume",
                        "controller.write clip=Riff controller=cc7 from=1.2.1 to=1.4.1 "
                        "points=0:90,960:60,1920:30",
                        test_place);
  g_test_add_data_func ("/render/controllers/modulation",
                        "controller.add clip=Riff controller=modulation at=1.2.1 value=127",
                        test_place);
  g_test_add_data_func ("/render/controllers/note-pitch",
                        "expression.add clip=Riff note=1 expression=pitch at=1.2.1 value=-2.5",
                        test_place);
  g_test_add_data_func ("/render/controllers/note-timbre",
                        "expression.write clip=Riff note=1 expression=timbre from=1.2.1 to=1.3.1 "
                        "points=0:0,960:100",
                        test_place);
  g_test_add_data_func ("/render/controllers/note-pressure",
                        "expression.add clip=Riff note=1 expression=pressure at=1.2.1 value=127",
                        test_place);
  return g_test_run ();
}

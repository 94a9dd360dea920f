/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every effect gives the same bits with AVX2 as without: two programs that differ in nothing else
 * (print-bits.c) print the same hashes. */
#include <glib.h>

static char **programs; /* as it is, and the baseline */

static char **
lines_of (char *program)
{
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char *[]){ program, NULL }, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_strsplit (out, "\n", -1);
}

static void
test_effects (void)
{
  g_auto (GStrv) best = lines_of (programs[0]);
  g_auto (GStrv) plain = lines_of (programs[1]);
  int n = 0;

  g_test_message ("as it is: %s; baseline: %s", best[0], plain[0]);
  g_assert_cmpstr (plain[0], ==, "avx2\t0");
  for (n = 1; best[n] && plain[n]; n++)
    g_assert_cmpstr (best[n], ==, plain[n]);
  g_assert_null (best[n]);
  g_assert_null (plain[n]);
  g_test_message ("%d settings give the same bits", n - 2);
  g_assert_cmpint (n, >, 150);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  programs = argv + 1;
  g_test_add_func ("/effects/bits/avx2", test_effects);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export says about itself before it is done. */
#include <glib/gi18n.h>

#include "ui/export/plan.h"

#define OGG_BITRATE 256
#define FLAC_SHARE 0.6

static double
bytes_of (const RenderFile *file, int rate, double seconds)
{
  static const int word[] = { 2, 3, 4 };
  const double plain = seconds * rate * 2 * word[file->bits];
  switch (file->format) {
  case ENCODE_FLAC:
    return plain * FLAC_SHARE;
  case ENCODE_MP3:
  case ENCODE_OPUS:
    return seconds * file->bitrate * 125;
  case ENCODE_OGG:
    return seconds * OGG_BITRATE * 125;
  default:
    return plain;
  }
}

static double
part_bytes (const ExportPlan *plan)
{
  const int rate = (int) plan->project->rate;
  const double seconds = (double) plan->frames / rate;
  double sum = plan->n_stems * bytes_of (&plan->stem, rate, seconds);
  for (int p = 0; p < plan->n_passes; p++)
    for (int f = 0; f < plan->passes[p].n_files; f++)
      sum += bytes_of (&plan->passes[p].files[f], plan->passes[p].rate, seconds);
  return sum;
}

double
export_plan_bytes (const ExportPlan *plan)
{
  double sum = 0;
  for (int i = 0; i < export_plan_n_parts (plan); i++)
    sum += part_bytes (export_plan_part (plan, i));
  return sum;
}

char *
export_plan_text (const ExportPlan *plan)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < N_EXPORT_FORMATS; i++) {
    int n = plan->n_stems && plan->stem.format == export_formats[i] ? plan->n_stems : 0;
    n += plan->settings.mix && (plan->settings.formats & (1u << export_formats[i]));
    n *= export_plan_n_parts (plan);
    if (n > 0)
      g_string_append_printf (text, ngettext ("%s%d %s file", "%s%d %s files", (gulong) n),
                              text->len > 0 ? ", " : "", n, export_format_name (export_formats[i]));
  }
  if (plan->midi)
    g_string_append_printf (text, _ ("%s1 MIDI file"), text->len > 0 ? ", " : "");
  return g_string_free (text, FALSE);
}

static void
add_check (GArray *checks, bool good, char *text, char *value, Id track)
{
  const ExportCheck check = { good, text, value ? value : g_strdup (""), track };
  g_array_append_val (checks, check);
}

static void
clear_check (gpointer data)
{
  ExportCheck *check = data;
  g_free (check->text);
  g_free (check->value);
}

static void
check_media (const ExportPlan *plan, GArray *checks)
{
  const int n = list_n (plan->project->sources);
  const char *first = NULL;
  int missing = 0;

  for (int i = 0; i < n; i++) {
    const Source *source = (const Source *) list_get (plan->project->sources, i);
    g_autofree char *path = g_build_filename (plan->folder, text_get (source->file), NULL);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      continue;
    first = first ? first : text_get (source->file);
    missing++;
  }
  if (missing > 0)
    add_check (checks, false,
               g_strdup_printf (ngettext ("%s is missing and will be silent",
                                          "%s and others are missing and will be silent",
                                          (gulong) missing),
                                first),
               g_strdup_printf (ngettext ("%d file", "%d files", (gulong) missing), missing), 0);
  else
    add_check (checks, true, g_strdup (_ ("No missing media")),
               g_strdup_printf (ngettext ("%d file", "%d files", (gulong) n), n), 0);
}

static void
check_tracks (const ExportPlan *plan, GArray *checks)
{
  const Track *muted = NULL, *alone = NULL;
  int mutes = 0, solos = 0;

  for (int t = 0; t < list_n (plan->project->tracks); t++) {
    const Track *track = (const Track *) list_get (plan->project->tracks, t);
    if (track->mute) {
      muted = muted ? muted : track;
      mutes++;
    }
    if (track->solo) {
      alone = alone ? alone : track;
      solos++;
    }
  }
  if (mutes == 1)
    add_check (checks, false,
               g_strdup_printf (_ ("%s is muted and will be silent"), text_get (muted->name)),
               g_strdup (_ ("1 track")), muted->node.id);
  else if (mutes > 1)
    add_check (checks, false,
               g_strdup_printf (_ ("%s and others are muted"), text_get (muted->name)),
               g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) mutes), mutes),
               muted->node.id);
  else
    add_check (checks, true, g_strdup (_ ("No track is muted")), NULL, 0);
  if (solos > 0)
    add_check (checks, false,
               g_strdup_printf (_ ("Solo is on: only %s is heard"),
                                solos == 1 ? text_get (alone->name) : _ ("what is soloed")),
               g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) solos), solos),
               alone->node.id);
}

GArray *
export_plan_checks (const ExportPlan *plan)
{
  GArray *checks = g_array_new (FALSE, FALSE, sizeof (ExportCheck));
  g_array_set_clear_func (checks, clear_check);
  check_media (plan, checks);
  check_tracks (plan, checks);
  for (int p = 1; p < plan->n_passes; p++)
    add_check (checks, true,
               g_strdup_printf (_ ("%s is rendered at its own rate"),
                                export_format_name (plan->passes[p].files[0].format)),
               g_strdup_printf ("%g kHz", plan->passes[p].rate / 1000.0), 0);
  if (plan->n_replaced > 0)
    add_check (checks, false, g_strdup (_ ("Files of the same name are replaced")),
               g_strdup_printf (ngettext ("%d file", "%d files", (gulong) plan->n_replaced),
                                plan->n_replaced),
               0);
  return checks;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_plan.h"

#include "base/error.h"
#include "edit/stem_names.h"
#include "exchange/import_files.h"

#include <math.h>
#include <string.h>

#define HOUR (3600 * UNITS_PER_SECOND)

static void G_GNUC_PRINTF (2, 3) note (ImportPlan *plan, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_ptr_array_add (plan->notes, g_strdup_vprintf (format, list));
  va_end (list);
}

static void
clear_file (void *data)
{
  ImportFile *file = data;
  g_free (file->path);
  g_free (file->shown);
  media_info_clear (&file->info);
}

static void
clear_track (void *data)
{
  g_free (((ImportTrack *) data)->name);
}

void
import_plan_free (ImportPlan *plan)
{
  if (!plan)
    return;
  g_array_unref (plan->files);
  g_array_unref (plan->tracks);
  g_ptr_array_unref (plan->midi);
  g_ptr_array_unref (plan->notes);
  g_free (plan);
}

/* --- Tracks -------------------------------------------------------------------------------------
 */

static void
add_track (ImportPlan *plan, const Stem *stem, const char *name, int first, int channels)
{
  const ImportTrack track = { .name = g_strdup (name),
                              .color = stem->color,
                              .file = stem->file,
                              .right = stem->right,
                              .first_channel = first,
                              .channels = channels };
  g_array_append_val (plan->tracks, track);
}

/* How many neighbors go together from channel `at` on: pairs, but for the center and the low
 * frequency channel of the surround orders of WAVE, and every channel of a field recorder alone. */
static int
channels_together (const MediaInfo *info, int at)
{
  const bool recorder = info->scene || info->take || info->tape;
  const bool surround = info->channels == 6 || info->channels == 8;

  if (recorder || (surround && (at == 2 || at == 3)) || at + 1 == info->channels)
    return 1;
  return 2;
}

static void
add_channels (ImportPlan *plan, const Stem *stem)
{
  const ImportFile *file = import_plan_file (plan, stem->file);
  const int all = file->info.channels;

  if (all <= 2) {
    add_track (plan, stem, stem->name, 0, stem->right < 0 ? all : 2);
    return;
  }
  int n_tracks = 0;
  for (int at = 0, n; at < all; at += n, n_tracks++) {
    n = channels_together (&file->info, at);
    g_autofree char *name = n == 1 ? g_strdup_printf ("%s %d", stem->name, at + 1)
                                   : g_strdup_printf ("%s %d-%d", stem->name, at + 1, at + 2);
    add_track (plan, stem, name, at, n);
  }
  note (plan, "'%s' has %d channels and becomes %d tracks", file->shown, all, n_tracks);
}

/* Two files that are halves by name are one sound if nothing but the length differs. */
static bool
is_pair (const ImportPlan *plan, const Stem *stem)
{
  const MediaInfo *left = &import_plan_file (plan, stem->file)->info;
  const MediaInfo *right = &import_plan_file (plan, stem->right)->info;

  return left->channels == 1 && right->channels == 1 && left->rate == right->rate &&
         left->has_time_reference == right->has_time_reference &&
         left->time_reference == right->time_reference;
}

static void
add_stem (ImportPlan *plan, Stem *stem)
{
  if (stem->right < 0) {
    add_channels (plan, stem);
    return;
  }
  const ImportFile *left = import_plan_file (plan, stem->file);
  const ImportFile *right = import_plan_file (plan, stem->right);
  if (is_pair (plan, stem)) {
    add_channels (plan, stem);
    note (plan, "'%s' and '%s' become the stereo track '%s'", left->shown, right->shown,
          stem->name);
    if (left->info.frames != right->info.frames)
      note (plan, "'%s' and '%s' differ in length: silence fills the shorter one", left->shown,
            right->shown);
    return;
  }
  for (int half = 0; half < 2; half++) {
    Stem one = *stem;
    g_autofree char *name = g_strconcat (stem->name, half ? " R" : " L", NULL);
    one.name = name;
    one.file = half ? stem->right : stem->file;
    one.right = -1;
    add_channels (plan, &one);
  }
}

/* --- Places -------------------------------------------------------------------------------------
 */

static Units
stamp_of (const MediaInfo *info)
{
  return frames_to_units (info->time_reference, info->rate);
}

static void
place_tracks (ImportPlan *plan)
{
  Units first = INT64_MAX, last = -1;
  int without = 0;

  for (guint i = 0; i < plan->files->len; i++) {
    const MediaInfo *info = &import_plan_file (plan, (int) i)->info;
    if (!info->has_time_reference || info->time_reference < 0) {
      without++;
      continue;
    }
    first = MIN (first, stamp_of (info));
    last = MAX (last, stamp_of (info));
  }
  const bool single = plan->files->len == 1 && last > 0 && last < HOUR;
  if (last < 0 || (first == last && !single))
    return;
  const Units origin = first >= HOUR ? first : 0;
  for (guint i = 0; i < plan->tracks->len; i++) {
    ImportTrack *track = &g_array_index (plan->tracks, ImportTrack, i);
    const MediaInfo *info = &import_plan_file (plan, track->file)->info;
    if (!info->has_time_reference || info->time_reference < 0)
      continue;
    track->stamped = true;
    track->start = stamp_of (info) - origin;
  }
  note (plan, "%s at %s time stamp%s%s", single ? "it stands" : "the files stand",
        single ? "its" : "their", single ? "" : "s", origin ? ", counted from the earliest" : "");
  if (without)
    note (plan, "%d files have no time stamp and stand at the beginning", without);
}

/* --- What disagrees -----------------------------------------------------------------------------
 */

static void
compare_rates (ImportPlan *plan, int rate)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->files->len; i++) {
    const int other = import_plan_file (plan, (int) i)->info.rate;
    if (other == rate || !g_hash_table_add (seen, GINT_TO_POINTER (other)))
      continue;
    int n = 0;
    for (guint k = i; k < plan->files->len; k++)
      n += import_plan_file (plan, (int) k)->info.rate == other;
    if (n == 1)
      note (plan, "'%s' has %d Hz and plays converted to %d Hz",
            import_plan_file (plan, (int) i)->shown, other, rate);
    else
      note (plan, "%d files have %d Hz and play converted to %d Hz", n, other, rate);
  }
}

static double
seconds_of (const MediaInfo *info)
{
  return (double) info->frames / info->rate;
}

static void
compare_lengths (ImportPlan *plan)
{
  double shortest = INFINITY, longest = 0;

  for (guint i = 0; i < plan->files->len; i++) {
    const ImportFile *file = import_plan_file (plan, (int) i);
    shortest = MIN (shortest, seconds_of (&file->info));
    longest = MAX (longest, seconds_of (&file->info));
    if (file->info.truncated)
      note (plan, "'%s' ends before its header says", file->shown);
    if (file->info.frames == 0)
      note (plan, "'%s' holds no sound", file->shown);
  }
  if (plan->files->len > 1 && longest - shortest > 0.001)
    note (plan, "the files differ in length: %.3f s to %.3f s", shortest, longest);
}

static void
agree_on_tempo (ImportPlan *plan, const StemNames *names)
{
  double tempo = names->tempo;
  bool differ = names->tempos_differ;

  for (guint i = 0; i < plan->files->len; i++) {
    const double said = import_plan_file (plan, (int) i)->info.bpm;
    if (said <= 0)
      continue;
    differ |= tempo > 0 && fabs (said - tempo) > 0.01;
    if (tempo == 0)
      tempo = said;
  }
  if (differ)
    note (plan, "the files name different tempos: the tempo stays");
  plan->tempo = differ ? 0 : tempo;
}

ImportPlan *
import_plan_new (const char *const *paths, int n, int rate, GError **error)
{
  ImportPlan *plan = g_new0 (ImportPlan, 1);
  StemNames names;

  plan->files = g_array_new (FALSE, TRUE, sizeof (ImportFile));
  plan->tracks = g_array_new (FALSE, TRUE, sizeof (ImportTrack));
  plan->midi = g_ptr_array_new_with_free_func (g_free);
  plan->notes = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (plan->files, clear_file);
  g_array_set_clear_func (plan->tracks, clear_track);
  for (int i = 0; i < n; i++)
    if (!import_files_add (plan, paths[i], error)) {
      import_plan_free (plan);
      return NULL;
    }
  if (plan->files->len == 0 && plan->midi->len == 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
                 "there is no audio or MIDI file in '%s'", paths[0]);
    import_plan_free (plan);
    return NULL;
  }

  g_autofree const char **shown = g_new0 (const char *, plan->files->len + 1);
  for (guint i = 0; i < plan->files->len; i++)
    shown[i] = import_plan_file (plan, (int) i)->shown;
  stem_names_guess (shown, (int) plan->files->len, &names);
  for (guint i = 0; i < names.stems->len; i++)
    add_stem (plan, &g_array_index (names.stems, Stem, i));
  place_tracks (plan);
  compare_rates (plan, rate);
  compare_lengths (plan);
  agree_on_tempo (plan, &names);
  stem_names_clear (&names);
  return plan;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transients of clips: going to them, cutting at them, quantizing by them; silence. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/args.h"
#include "edit/edit_group.h"
#include "edit/lane.h"
#include "media/cache.h"
#include "media/transients.h"
#include "model/clip.h"
#include "model/warp.h"
#include "ui/deeds/deed_private.h"
#include "ui/deeds/transients.h"

#define KNOWN_KEY "transients"
#define GRID_KEY "quantize-grid"
#define STRENGTH_KEY "quantize-strength"

static PcmFile *
open_source (LqDesk *desk, const Source *source)
{
  const ProjectFolder *folder = session_project_folder (lq_desk_session (desk));
  g_autofree char *path = project_folder_media (folder, text_get (source->file));
  g_autofree char *cache = project_folder_sub (folder, FOLDER_CACHE, NULL);
  return path ? media_open (path, text_get (source->hash), (int) source->rate, cache, NULL) : NULL;
}

/* Of a whole source, kept for as long as the desk lives; borrowed. NULL where it is missing. */
static const GArray *
transients_of (LqDesk *desk, const Source *source)
{
  GHashTable *known = g_object_get_data (G_OBJECT (desk), KNOWN_KEY);
  if (!known) {
    known =
        g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
    g_object_set_data_full (G_OBJECT (desk), KNOWN_KEY, known, (GDestroyNotify) g_hash_table_unref);
  }
  GArray *found = g_hash_table_lookup (known, &source->node.id);
  PcmFile *file = found ? NULL : open_source (desk, source);
  if (file) {
    found = transients_find (file, 0, source->frames, (int) source->first_channel,
                             (int) MIN (source->channels, 2));
    g_hash_table_insert (known, g_memdup2 (&source->node.id, sizeof source->node.id), found);
    pcm_unref (file);
  }
  return found;
}

static void
add_audio (LqDesk *desk, const Clip *clip, GArray *places)
{
  const TempoMap *map = lq_desk_map (desk);
  const Source *source = project_find_source (lq_desk_project (desk), clip->source);
  const GArray *found = source && !clip->reverse ? transients_of (desk, source) : NULL;
  g_auto (ClipContent) content = { 0 };

  if (!found)
    return;
  clip_content_init (&content, map, clip, source);
  for (guint i = 0; i < found->len; i++) {
    const int64_t frame = g_array_index (found, int64_t, i);
    const Units at = (Units) llround (clip_content_place (&content, (double) frame));
    g_array_append_val (places, at);
  }
}

static void
add_notes (LqDesk *desk, const Clip *clip, GArray *places)
{
  const TempoMap *map = lq_desk_map (desk);
  for (int i = 0; i < run_n (clip->notes); i++) {
    const Ticks at = clip->start.value + run_note (clip->notes, i)->at - clip->offset;
    const Units units = tempo_map_units (map, at);
    g_array_append_val (places, units);
  }
}

GArray *
transients_in_clip (LqDesk *desk, const Clip *clip)
{
  const TempoMap *map = lq_desk_map (desk);
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Units));

  if (clip->kind == CLIP_AUDIO)
    add_audio (desk, clip, places);
  else
    add_notes (desk, clip, places);
  for (guint i = places->len; i-- > 0;) {
    const Units at = g_array_index (places, Units, i);
    if (at < start || at >= end || (i > 0 && g_array_index (places, Units, i - 1) == at))
      g_array_remove_index (places, i);
  }
  return places;
}

static bool
go (Deed *deed, int direction)
{
  LqDesk *desk = deed->desk;
  const List *clips = desk_row_clips (desk, lq_desk_cursor (desk)->row);
  const Units from = desk_cursor_units (desk);
  Units best = direction > 0 ? INT64_MAX : -1;

  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const TempoMap *map = lq_desk_map (desk);
    if (direction > 0 ? clip_end_units (map, clip) <= from : clip_start_units (map, clip) >= from)
      continue;
    g_autoptr (GArray) places = transients_in_clip (desk, clip);
    for (guint k = 0; k < places->len; k++) {
      const Units at = g_array_index (places, Units, k);
      if (direction > 0 ? at > from && at < best : at < from && at > best)
        best = at;
    }
  }
  if (best < 0 || best == INT64_MAX)
    return deed_fail (deed, "%s",
                      direction > 0 ? _ ("No transient lies behind the cursor in this lane.")
                                    : _ ("No transient lies before the cursor in this lane."));
  deed->moves = true;
  deed->at = desk_position (desk, best);
  return true;
}

/* Without those outside of the range and those on the edges. */
static void
keep_in_range (LqDesk *desk, const Clip *clip, GArray *places)
{
  const TempoMap *map = lq_desk_map (desk);
  Units from = clip_start_units (map, clip) + EDGE_TOLERANCE,
        to = clip_end_units (map, clip) - EDGE_TOLERANCE, a, b;
  int first, last;

  if (lq_desk_range (desk, &a, &b, &first, &last)) {
    from = MAX (from, a);
    to = MIN (to, b);
  }
  for (guint i = places->len; i-- > 0;)
    if (g_array_index (places, Units, i) <= from || g_array_index (places, Units, i) >= to)
      g_array_remove_index (places, i);
}

static void
append_place (LqDesk *desk, GString *text, Position at)
{
  g_string_append_printf (text, "%s%s", text->len ? "," : "", lq_desk_place (desk, at));
}

/* Members of an edit group follow the first of them. */
static bool
follows (LqDesk *desk, GArray *owners, Id clip)
{
  const Id owner = edit_group_track_of (lq_desk_project (desk), clip);
  for (guint i = 0; i < owners->len && owner; i++) {
    const Id one = g_array_index (owners, Id, i);
    if (one != owner && edit_group_joins (lq_desk_project (desk), one, owner))
      return true;
  }
  g_array_append_val (owners, owner);
  return false;
}

static bool
split (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (Id));

  if (clips->len == 0)
    return false;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    g_autoptr (GArray) places = transients_in_clip (desk, clip);
    g_autoptr (GString) at = g_string_new (NULL);
    keep_in_range (desk, clip, places);
    if (places->len == 0 || follows (desk, owners, clip->node.id))
      continue;
    for (guint k = 0; k < places->len; k++)
      append_place (desk, at, desk_position (desk, g_array_index (places, Units, k)));
    deed_line (deed, "clip.slice clip=%s at=%s", lq_desk_id (desk, clip->node.id), at->str);
  }
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("No transient lies there."));
}

/* --- Quantizing --------------------------------------------------------------------------------
 */

char *
deed_quantize_grid (LqDesk *desk)
{
  const char *set = g_object_get_data (G_OBJECT (desk), GRID_KEY);
  return set ? g_strdup (set)
             : g_strdup_printf ("%" G_GINT64_FORMAT "t", lq_desk_grid_step (desk, 0));
}

double
deed_quantize_strength (LqDesk *desk)
{
  const char *set = g_object_get_data (G_OBJECT (desk), STRENGTH_KEY);
  double percent = 100;
  if (set)
    arg_read_percent (set, &percent, NULL);
  return percent;
}

static bool
slice_to_grid (Deed *deed, const Clip *clip, Ticks step)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  g_autoptr (GArray) places = transients_in_clip (desk, clip);
  g_autoptr (GString) from = g_string_new (NULL), to = g_string_new (NULL);
  const double share = deed_quantize_strength (desk) / 100;
  Units last = clip_start_units (map, clip);

  keep_in_range (desk, clip, places);
  for (guint i = 0; i < places->len; i++) {
    const Units at = g_array_index (places, Units, i);
    const Ticks ticks = tempo_map_ticks (map, at);
    const Units line = tempo_map_units (map, (ticks + step / 2) / step * step);
    const Units goal = at + (Units) llround ((double) (line - at) * share);
    /* Two that belong to one line: the later one stays with the first. */
    if (goal <= last + EDGE_TOLERANCE)
      continue;
    last = goal;
    append_place (desk, from, desk_position (desk, at));
    append_place (desk, to, desk_position (desk, goal));
  }
  if (from->len > 0)
    deed_line (deed, "clip.slice clip=%s at=%s to=%s", lq_desk_id (desk, clip->node.id), from->str,
               to->str);
  return true;
}

/* The step of the grid in ticks; 0 with a problem. */
static Ticks
grid_step (Deed *deed, const char *grid)
{
  LqDesk *desk = deed->desk;
  Length length;

  if (!arg_read_grid (grid, lq_desk_rate (desk), &length, NULL)) {
    deed_fail (deed, _ ("“%s” is no grid."), grid);
    return 0;
  }
  return MAX (length_at (&length, lq_desk_map (desk), (Position){ 0, TIME_MUSICAL }, TIME_MUSICAL),
              1);
}

bool
deed_quantize_audio (Deed *deed, const Clip *clip)
{
  g_autofree char *grid = deed_quantize_grid (deed->desk);
  const Ticks step = grid_step (deed, grid);

  if (step == 0)
    return false;
  slice_to_grid (deed, clip, step);
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("No transient lies there."));
}

static bool
quantize (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_autoptr (GArray) clips = deed_clips (deed);
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autofree char *grid = deed_quantize_grid (desk);

  if (clips->len == 0)
    return false;
  const Ticks step = grid_step (deed, grid);
  if (step == 0)
    return false;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    if (clip->kind == CLIP_NOTES)
      deed_line (deed, "notes.quantize clip=%s grid=%s strength=%.0f",
                 lq_desk_id (desk, clip->node.id), grid, deed_quantize_strength (desk));
    else if (!follows (desk, owners, clip->node.id))
      slice_to_grid (deed, clip, step);
  }
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("No transient lies there."));
}

static char *
quantize_initial (LqDesk *desk, Place place)
{
  const char *set = g_object_get_data (G_OBJECT (desk), GRID_KEY);
  return g_strdup_printf ("%s %.0f%%", set ? set : "grid", deed_quantize_strength (desk));
}

static bool
quantize_settings (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  g_auto (GStrv) words = g_strsplit (deed->text ? deed->text : "", " ", 2);
  g_autoptr (GError) error = NULL;
  Length length;
  double percent;

  if (!words[0])
    return deed_fail (deed, "%s", _ ("Type a grid, as 1/16 80%."));
  const bool grid = g_strcmp0 (words[0], "grid") == 0;
  if ((!grid && !arg_read_grid (words[0], lq_desk_rate (desk), &length, &error)) ||
      (words[1] && !arg_read_percent (g_strstrip (words[1]), &percent, &error)))
    return deed_fail (deed, "%s", error->message);
  g_object_set_data_full (G_OBJECT (desk), GRID_KEY, grid ? NULL : g_strdup (words[0]), g_free);
  if (words[1])
    g_object_set_data_full (G_OBJECT (desk), STRENGTH_KEY, g_strdup (words[1]), g_free);
  return true;
}

/* --- Silence -----------------------------------------------------------------------------------
 */

#define WINDOW_SECONDS 0.01
#define LEAST_SECONDS 0.1 /* of silence, to be cut out */
#define BEFORE_SECONDS 0.01 /* that stay before a sound */
#define BEHIND_SECONDS 0.05 /* and behind it */

static float
peak_in (const PcmFile *file, const Source *source, Frames at, int n, float *const *planes)
{
  const int channels = (int) MIN (source->channels, 2);
  float peak = 0;
  pcm_read (file, at, n, (int) source->first_channel, channels, planes);
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      peak = MAX (peak, fabsf (planes[c][i]));
  return peak;
}

static void
cut_out (Deed *deed, const Track *track, Units from, Units to)
{
  deed_line (deed, "range.remove from=%s to=%s tracks=%s", desk_place (deed->desk, from),
             desk_place (deed->desk, to), lq_desk_id (deed->desk, track->node.id));
}

static void
strip_clip (Deed *deed, const Clip *clip, double threshold)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  const Source *source = project_find_source (lq_desk_project (desk), clip->source);
  PcmFile *file = source ? open_source (desk, source) : NULL;
  Track *track;

  if (!file || clip->reverse || (list_n (clip->warps) > 0 && !clip->unwarped) ||
      !project_find_clip (lq_desk_project (desk), clip->node.id, &track, NULL)) {
    pcm_unref (file);
    return;
  }
  const int rate = (int) source->rate, n = (int) (WINDOW_SECONDS * rate);
  g_autofree float *samples = g_new (float, 2 * n);
  float *const planes[2] = { samples, samples + n };
  const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
  const double stretch = clip_stretch (map, clip);
  const Units window = (Units) (WINDOW_SECONDS * stretch * UNITS_PER_SECOND);
  const Units least = (Units) (LEAST_SECONDS * UNITS_PER_SECOND);
  Units silent_from = start;
  bool silent = true;

  Frames at = clip->offset;
  for (Units here = start; here < end; here += window, at += n) {
    const bool loud = peak_in (file, source, at, n, planes) >= threshold;
    if (loud && silent) {
      const Units to = here - (Units) (BEFORE_SECONDS * UNITS_PER_SECOND);
      if (to - silent_from >= least)
        cut_out (deed, track, silent_from, to);
    }
    if (!loud && !silent)
      silent_from = here + (Units) (BEHIND_SECONDS * UNITS_PER_SECOND);
    silent = !loud;
  }
  if (silent && end - silent_from >= least && silent_from > start)
    cut_out (deed, track, silent_from, end);
  pcm_unref (file);
}

static char *
silence_initial (LqDesk *desk, Place place)
{
  return g_strdup ("-50dB");
}

static bool
strip_silence (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  double level;

  if (clips->len == 0)
    return false;
  if (!deed->text || !value_read_level (deed->text, &level, NULL))
    return deed_fail (deed, _ ("“%s” is no level such as -50dB."), deed->text ? deed->text : "");
  for (guint i = 0; i < clips->len; i++)
    if (deed_clip (deed, clips, i)->kind == CLIP_AUDIO)
      strip_clip (deed, deed_clip (deed, clips, i), pow (10, level / 20));
  deed->words = g_strdup ("Strip silence");
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("There is no silence to cut out."));
}

const DeedRow deeds_transients[] = {
  { "cursor.next-transient", go, 1 },
  { "cursor.previous-transient", go, -1 },
  { "clip.split-transients", split },
  { "clip.quantize", quantize },
  { "clip.quantize-settings", quantize_settings, 0,
    N_ ("Quantize to (1/16, 1/8t, grid) and strength"), quantize_initial },
  { "clip.strip-silence", strip_silence, 0, N_ ("Silence is what stays below"), silence_initial },
  { NULL },
};

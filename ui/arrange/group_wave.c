/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/group_wave.h"

#include <math.h>
#include <string.h>

#include "base/math.h"
#include "ui/arrange/clip_paint.h"
#include "ui/arrange/clip_wave.h"

#define TILE 128 /* columns */
#define WIDE 2 /* logical pixels of a column */
#define MOST_TILES 1024
#define OCTAVES 64 /* of zoom, more than there are */
#define FOOT 3 /* design units above and below the wave */

typedef struct {
  float power_up, power_down, power; /* sums of squares: members sound at their own phases */
} Sum;

typedef struct {
  Sum columns[TILE];
} Tile;

/* What the tiles of one group are made of. Their columns last a power of two of seconds, so that
 * nothing is summed anew while the zoom moves within an octave. */
typedef struct {
  GPtrArray *members; /* Track *, a reference each */
  const TempoMap *map;
  double wave;
  unsigned pictures;
  GHashTable *tiles; /* int64_t * (its number from the song start, and its octave) -> Tile * */
} Group;

struct GroupWave {
  LqDesk *desk;
  GHashTable *groups; /* Id * -> Group * */
};

static void
group_free (gpointer data)
{
  Group *group = data;
  g_ptr_array_unref (group->members);
  g_hash_table_unref (group->tiles);
  g_free (group);
}

static void
unref_track (gpointer data)
{
  node_unref (data);
}

GroupWave *
group_wave_new (LqDesk *desk)
{
  GroupWave *wave = g_new (GroupWave, 1);
  *wave =
      (GroupWave){ desk, g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, group_free) };
  return wave;
}

void
group_wave_free (GroupWave *wave)
{
  if (!wave)
    return;
  g_hash_table_unref (wave->groups);
  g_free (wave);
}

static bool
stands_in (const Project *project, const Track *track, Id group)
{
  for (int depth = 0; track && track->group && depth < 64; depth++) {
    if (track->group == group)
      return true;
    track = project_find_track (project, track->group);
  }
  return false;
}

/* Those that sound, at any depth. */
static GPtrArray *
members_of (const Project *project, Id group)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (unref_track);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    const bool plays = list_n (track->clips) > 0 || list_n (track->comps) > 0;
    if (plays && !track->mute && track->group && stands_in (project, track, group))
      g_ptr_array_add (members, node_ref (&track->node));
  }
  return members;
}

static bool
same_members (const GPtrArray *a, const GPtrArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || !memcmp (a->pdata, b->pdata, a->len * sizeof (void *)));
}

/* The group with tiles of what there is now. */
static Group *
group_of (GroupWave *wave, Id id)
{
  LqDesk *desk = wave->desk;
  const DeskView *view = lq_desk_view (desk);
  GPtrArray *members = members_of (lq_desk_project (desk), id);
  Group *group = g_hash_table_lookup (wave->groups, &id);
  const Group now = { members, lq_desk_map (desk), view->wave,
                      pictures_serial (lq_desk_pictures (desk)), NULL };

  if (!group) {
    group = g_new (Group, 1);
    *group = now;
    group->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
    g_hash_table_insert (wave->groups, g_memdup2 (&id, sizeof id), group);
    return group;
  }
  if (!same_members (group->members, members) || group->map != now.map || group->wave != now.wave ||
      group->pictures != now.pictures || g_hash_table_size (group->tiles) > MOST_TILES)
    g_hash_table_remove_all (group->tiles);
  GHashTable *tiles = group->tiles;
  g_ptr_array_unref (group->members);
  *group = now;
  group->tiles = tiles;
  return group;
}

typedef struct {
  LqDesk *desk;
  LaneSpans *spans;
  Sum *columns;
  double at, step; /* units of the first column, and of one */
  float gain; /* of the track */
} Adding;

static int
column_of (const Adding *adding, Units at)
{
  return (int) CLAMP (floor (((double) at - adding->at) / adding->step), 0, TILE);
}

static void
add_sound (const Adding *adding, const Clip *clip, int first, int n)
{
  const Source *source = project_find_source (lq_desk_project (adding->desk), clip->source);
  const float gain = adding->gain * clip_wave_gain (adding->desk, clip);
  WaveColumn columns[TILE];
  bool samples;

  if (!source || clip_wave (adding->desk, clip, source, 0, adding->at + first * adding->step,
                            adding->step, columns, n, &samples) != CLIP_WAVE_DRAWN)
    return;
  for (int i = 0; i < n; i++) {
    Sum *sum = &adding->columns[first + i];
    const float up = fmaxf (columns[i].max, 0) * gain, down = fminf (columns[i].min, 0) * gain;
    sum->power_up += up * up;
    sum->power_down += down * down;
    sum->power += columns[i].rms * columns[i].rms * gain * gain;
  }
}

/* Nobody has heard them yet: a note counts as its velocity, for as long as it is held. */
static void
add_notes (const Adding *adding, const Clip *clip, Units from, Units to)
{
  const TempoMap *map = lq_desk_map (adding->desk);
  const Clip *content =
      clip->pattern ? project_find_clip (lq_desk_project (adding->desk), clip->pattern, NULL, NULL)
                    : clip;
  const Ticks start = tempo_map_position_ticks (map, clip->start) - clip->offset;
  for (int i = 0; content && i < run_n (content->notes); i++) {
    const Note *note = run_note (content->notes, i);
    const Units begin = tempo_map_units (map, start + note->at),
                end = tempo_map_units (map, start + note->at + note->length);
    if (note->mute || end <= from || begin >= to)
      continue;
    const int first = column_of (adding, int64_max (begin, from)),
              last = MAX (column_of (adding, int64_min (end, to)), first + 1);
    const float level = 0.5f * (float) note->velocity * adding->gain;
    for (int k = first; k < MIN (last, TILE); k++) {
      Sum *sum = &adding->columns[k];
      sum->power_up += level * level;
      sum->power_down += level * level;
      sum->power += level * level / 4;
    }
  }
}

static void
add_clips (const Adding *adding, const List *clips, Units from, Units to)
{
  int n;
  const ClipSpan *spans = lane_spans_get (adding->spans, lq_desk_map (adding->desk), clips, &n);
  for (int i = lane_spans_first (spans, n, from); i < n && spans[i].from < to; i++) {
    const Clip *clip = spans[i].clip;
    const Units begin = int64_max (spans[i].from, from), end = int64_min (spans[i].to, to);
    const int first = column_of (adding, begin), last = column_of (adding, end);
    if (clip->mute)
      continue;
    if (clip->kind == CLIP_NOTES)
      add_notes (adding, clip, begin, end);
    else if (last > first)
      add_sound (adding, clip, first, last - first);
  }
}

static void
add_track (const Adding *adding, const Track *track, Units from, Units to)
{
  const TempoMap *map = lq_desk_map (adding->desk);
  const int active = list_find (track->comps, track->active_comp);
  const Comp *comp = active < 0 ? NULL : (const Comp *) list_get (track->comps, active);

  add_clips (adding, track->clips, from, to);
  for (int i = 0; comp && i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const int lane = list_find (track->lanes, part->lane);
    const Units begin = int64_max (tempo_map_position_units (map, part->from), from),
                end = int64_min (tempo_map_position_units (map, part->to), to);
    if (lane >= 0 && begin < end)
      add_clips (adding, ((const Lane *) list_get (track->lanes, lane))->clips, begin, end);
  }
}

static const Tile *
tile_of (GroupWave *wave, LaneSpans *spans, Group *group, int octave, int64_t number)
{
  const int64_t key = number * OCTAVES + octave + OCTAVES / 2;
  Tile *tile = g_hash_table_lookup (group->tiles, &key);
  if (tile)
    return tile;
  tile = g_new0 (Tile, 1);
  g_hash_table_insert (group->tiles, g_memdup2 (&key, sizeof key), tile);
  const double step = ldexp (UNITS_PER_SECOND, octave);
  Adding adding = { wave->desk, spans, tile->columns, (double) number * TILE * step, step, 1 };
  for (guint i = 0; i < group->members->len; i++) {
    const Track *track = group->members->pdata[i];
    adding.gain = (float) db_to_gain (track->gain_db);
    add_track (&adding, track, (Units) adding.at, (Units) (adding.at + TILE * step));
  }
  return tile;
}

/* What sounds in columns [first, last) of an octave. */
static WaveColumn
column_over (GroupWave *wave, LaneSpans *spans, Group *group, int octave, int64_t first,
             int64_t last)
{
  Sum sum = { 0 };
  const Tile *tile = NULL;
  for (int64_t i = first; i < last; i++) {
    if (!tile || i % TILE == 0)
      tile = tile_of (wave, spans, group, octave, i / TILE);
    const Sum *one = &tile->columns[i % TILE];
    sum.power_up = fmaxf (sum.power_up, one->power_up);
    sum.power_down = fmaxf (sum.power_down, one->power_down);
    sum.power += one->power / (float) (last - first);
  }
  return (WaveColumn){ -sqrtf (sum.power_down), sqrtf (sum.power_up), sqrtf (sum.power) };
}

void
group_wave_draw (GroupWave *wave, LaneSpans *spans, const Row *row, PixelMap *map, int scale)
{
  Group *group = group_of (wave, row->track);
  const int64_t left = lq_desk_view (wave->desk)->x;
  const int pad = ui_px (FOOT) * scale, height = row->height * scale - 2 * pad;
  const GdkRGBA floor = token_color (TOKEN_TIMELINE);
  GdkRGBA color = color_of_track (text_get (row->node->color));
  g_autofree WaveColumn *columns = g_new (WaveColumn, map->width);
  /* Of a screen's column, in columns of the octave below: 1 to 2. */
  const double seconds = WIDE / lq_desk_view (wave->desk)->px_per_second;
  const int octave = CLAMP (ilogb (seconds), -OCTAVES / 2, OCTAVES / 2 - 1);
  const double ratio = ldexp (seconds, -octave);
  int64_t last = -1;

  if (group->members->len == 0 || height < 3)
    return;
  color = color_mix (&floor, &color, row->node->mute ? 0.3 : 0.7);
  for (int x = 0; x < map->width; x++) {
    const int64_t column = (left + x / scale) / WIDE;
    const double from = (double) column * ratio;
    columns[x] = x > 0 && column == last
                     ? columns[x - 1]
                     : column_over (wave, spans, group, octave, (int64_t) from,
                                    MAX ((int64_t) ceil (from + ratio), (int64_t) from + 1));
    last = column;
  }
  const uint32_t pixel = clip_paint_pixel (&color);
  wave_paint (map, 0, pad, height, columns, map->width, pixel, pixel, (float) scale);
}

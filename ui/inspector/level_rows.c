/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How loud the selected clip is, or what of it lies in the range. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/value_text.h"
#include "ui/inspector/rows.h"

static bool
is_measured (const InspectPage *page)
{
  return page->choice->levels && page->clips->len == 1 &&
         g_array_index (page->clips, InspectItem, 0).clip->kind == CLIP_AUDIO;
}

static bool
read_levels (const InspectPage *page, const Clip *clip, LevelsRead *read)
{
  const Source *source = project_find_source (page->project, clip->source);
  int64_t from, to;
  bool ranged;
  if (!source)
    return false;
  levels_frames (page->desk, clip, source, &from, &to, &ranged);
  return levels_of (page->choice->levels, source, from, to, read);
}

/* With the gain of the clip; an ellipsis while it is being measured. */
static char *
level_text (const InspectPage *page, const InspectItem *item, size_t offset, const char *unit)
{
  LevelsRead read;
  if (!read_levels (page, item->clip, &read))
    return g_strdup ("…");
  const double db =
      *(const double *) (const void *) ((const char *) &read + offset) + item->clip->gain_db;
  g_autofree char *number = isfinite (db) ? value_text_number (db, 1) : g_strdup ("−∞");
  return g_strdup_printf ("%s %s", number, unit);
}

static char *
peak_of (const InspectPage *page, const InspectItem *item)
{
  return level_text (page, item, offsetof (LevelsRead, peak), "dBFS");
}

static char *
rms_of (const InspectPage *page, const InspectItem *item)
{
  return level_text (page, item, offsetof (LevelsRead, rms), "dBFS");
}

static char *
loudness_of (const InspectPage *page, const InspectItem *item)
{
  return level_text (page, item, offsetof (LevelsRead, loudness), "LUFS");
}

const RowSpec level_rows[] = {
  { "range.peak", N_ ("Peak"), SHOW_FACT, GROUP_RANGE, OF_CLIPS, .shows = is_measured,
    .text = peak_of },
  { "range.rms", N_ ("RMS"), SHOW_FACT, GROUP_RANGE, OF_CLIPS, .shows = is_measured,
    .text = rms_of },
  { "range.loudness", N_ ("Loudness"), SHOW_FACT, GROUP_RANGE, OF_CLIPS, .shows = is_measured,
    .text = loudness_of },
};
const int n_level_rows = G_N_ELEMENTS (level_rows);

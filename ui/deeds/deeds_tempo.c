/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tempo and loop from what is selected. */
#include <glib/gi18n.h>
#include <math.h>

#include "model/clip.h"
#include "ui/deeds/deed_private.h"

#define LEAST_BPM 5
#define MOST_BPM 1000

/* Of the whole song where it has one tempo, else from a place on. */
static void
tempo_line (Deed *deed, double bpm, Units from)
{
  g_autofree char *number = deed_number (bpm, 4);
  if (list_n (lq_desk_project (deed->desk)->tempos) <= 1)
    deed_line (deed, "project.set tempo=%s", number);
  else
    deed_line (deed, "tempo.add at=%s bpm=%s", desk_place (deed->desk, from), number);
}

/* As many bars as the range has at a tempo that is not far from the song's, from a first beat on.
 */
static char *
bars_initial (LqDesk *desk, Place place)
{
  const TempoMap *map = lq_desk_map (desk);
  Units from, to;

  if (!desk_target_span (desk, &from, &to))
    return g_strdup ("4 1");
  const Ticks start = tempo_map_ticks (map, from);
  const double bars =
      (double) (tempo_map_ticks (map, to) - start) / (double) tempo_map_bar_length (map, start);
  const double power = exp2 (rint (log2 (fmax (bars, 1))));
  g_autofree char *number =
      deed_number (fabs (bars - rint (bars)) < 0.05 && bars >= 1 ? rint (bars) : power, 0);
  return g_strconcat (number, " 1", NULL);
}

/* The audio clips of the range, which stay where they are heard while the bars go to them; `base`
 * is the one they get. */
static void
base_lines (Deed *deed, const GArray *clips, const char *base)
{
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip = deed_clip (deed, clips, i);
    if (clip->kind == CLIP_AUDIO && clip->start.base == TIME_MUSICAL &&
        clip->stretch_mode == STRETCH_RATIO)
      deed_line (deed, "clip.set clip=%s time_base=%s", lq_desk_id (deed->desk, clip->node.id),
                 base);
  }
}

/* The range begins at a beat of a bar, from 1: what lies before it gets the tempo that takes the
 * bars there. */
static bool
align (Deed *deed, double bpm, Units from, int beat)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  const Ticks bar = tempo_map_bar_length (map, 0);
  const Ticks beats = (beat - 1) * tempo_map_beat_length (map, 0);
  const double natural = (double) from / UNITS_PER_SECOND * bpm / 60 * TICKS_PER_QUARTER;
  const double bars = fmax (rint ((natural - (double) beats) / (double) bar), 0);
  Ticks at = (Ticks) bars * bar + beats;

  if (beats >= bar)
    return deed_fail (deed, _ ("A bar has no beat %d."), beat);
  if (from == 0 && at > 0)
    return deed_fail (deed, "%s", _ ("The song begins there, with the first beat of a bar."));
  if (fabs (natural - (double) at) < 1) {
    tempo_line (deed, bpm, from);
    return true;
  }
  if (at == 0)
    at = bar;
  const double before = bpm * (double) at / natural;
  if (before < LEAST_BPM || before > MOST_BPM)
    return deed_fail (deed, _ ("What lies before would have %.0f BPM; it goes from %d to %d."),
                      before, LEAST_BPM, MOST_BPM);
  g_autoptr (GArray) clips = desk_target_clips (desk);
  g_autofree char *number = deed_number (before, 6), *now = deed_number (bpm, 4);
  base_lines (deed, clips, "absolute");
  deed_line (deed, "project.set tempo=%s", number);
  deed_line (deed, "tempo.add at=%s bpm=%s", lq_desk_place (desk, (Position){ at, TIME_MUSICAL }),
             now);
  base_lines (deed, clips, "musical");
  deed->words = g_strdup ("Set tempo and bars from a range");
  return true;
}

/* "4", how many bars the range has, or "4 1", at which beat of one it begins, too. */
static bool
from_range (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  g_auto (GStrv) words = g_strsplit_set (deed->text ? deed->text : "", " ", 2);
  double bars, beat = 0;
  Units from, to;

  if (!desk_target_span (desk, &from, &to))
    return deed_fail (deed, "%s", _ ("Select a range or clips first."));
  if (!*words || !value_read_number (words[0], &bars, NULL) || bars <= 0)
    return deed_fail (deed, _ ("“%s” is no number of bars."), *words ? words[0] : "");
  if (words[1] && *g_strstrip (words[1]) &&
      (!value_read_number (words[1], &beat, NULL) || beat < 0 || beat > 64 || beat != rint (beat)))
    return deed_fail (deed, _ ("“%s” is no beat of a bar."), words[1]);
  const double quarters = bars * (double) tempo_map_bar_length (map, tempo_map_ticks (map, from)) /
                          (double) TICKS_PER_QUARTER;
  const double bpm = quarters * 60 * (double) UNITS_PER_SECOND / (double) (to - from);
  if (bpm < LEAST_BPM || bpm > MOST_BPM)
    return deed_fail (deed, _ ("That would be %.0f BPM; it goes from %d to %d."), bpm, LEAST_BPM,
                      MOST_BPM);
  const Project *project = lq_desk_project (desk);
  if (beat >= 1 && list_n (project->tempos) <= 1 && list_n (project->meters) <= 1)
    return align (deed, bpm, from, (int) beat);
  if (beat >= 1)
    deed->told =
        g_strdup (_ ("The bars stay where they are: the song changes its tempo or meter."));
  tempo_line (deed, bpm, from);
  return true;
}

static bool
from_clip (Deed *deed, int arg)
{
  g_autoptr (GArray) clips = deed_clips (deed);
  if (clips->len == 0)
    return false;
  const Clip *clip = deed_clip (deed, clips, 0);
  const Source *source = project_find_source (lq_desk_project (deed->desk), clip->source);
  const double bpm = clip->source_bpm > 0 ? clip->source_bpm : source ? source->bpm : 0;
  if (bpm <= 0)
    return deed_fail (deed, "%s", _ ("The clip's file says no tempo: Ctrl Shift B asks for bars."));
  tempo_line (deed, bpm, clip_start_units (lq_desk_map (deed->desk), clip));
  return true;
}

static bool
loop_to_selection (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  Units from, to;
  if (!desk_selected_span (desk, &from, &to))
    return deed_fail (deed, "%s", _ ("Select a range or clips first."));
  deed_line (deed, "loop.set from=%s to=%s on=on",
             lq_desk_place (desk, (Position){ tempo_map_ticks (map, from), TIME_MUSICAL }),
             lq_desk_place (desk, (Position){ tempo_map_ticks (map, to), TIME_MUSICAL }));
  return true;
}

static bool
loop (Deed *deed, int arg)
{
  const Project *project = lq_desk_project (deed->desk);
  if (!project->loop && project->loop_to.value <= project->loop_from.value)
    return loop_to_selection (deed, arg);
  deed_line (deed, "loop.set on=%s", project->loop ? "off" : "on");
  return true;
}

const DeedRow deeds_tempo[] = {
  { "tempo.from-range", from_range, 0, N_ ("The range is how many bars"), bars_initial },
  { "tempo.from-clip", from_clip },
  { "transport.loop", loop },
  { "transport.loop-to-selection", loop_to_selection },
  { NULL },
};

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

/* As many bars as the range has at a tempo that is not far from the song's. */
static char *
bars_initial (LqDesk *desk, Place place)
{
  const TempoMap *map = lq_desk_map (desk);
  Units from, to;

  if (!desk_target_span (desk, &from, &to))
    return g_strdup ("4");
  const Ticks start = tempo_map_ticks (map, from);
  const double bars =
      (double) (tempo_map_ticks (map, to) - start) / (double) tempo_map_bar_length (map, start);
  const double power = exp2 (rint (log2 (fmax (bars, 1))));
  return deed_number (fabs (bars - rint (bars)) < 0.05 && bars >= 1 ? rint (bars) : power, 0);
}

static bool
from_range (Deed *deed, int arg)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);
  double bars;
  Units from, to;

  if (!desk_target_span (desk, &from, &to))
    return deed_fail (deed, "%s", _ ("Select a range or clips first."));
  if (!deed->text || !value_read_number (deed->text, &bars, NULL) || bars <= 0)
    return deed_fail (deed, _ ("“%s” is no number of bars."), deed->text ? deed->text : "");
  const double quarters = bars * (double) tempo_map_bar_length (map, tempo_map_ticks (map, from)) /
                          (double) TICKS_PER_QUARTER;
  const double bpm = quarters * 60 * (double) UNITS_PER_SECOND / (double) (to - from);
  if (bpm < LEAST_BPM || bpm > MOST_BPM)
    return deed_fail (deed, _ ("That would be %.0f BPM; it goes from %d to %d."), bpm, LEAST_BPM,
                      MOST_BPM);
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

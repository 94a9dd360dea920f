/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of clips. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/clip.h"
#include "ui/inspector/media.h"
#include "ui/inspector/rows.h"
#include "base/number.h"

#define LONGEST 1e15 /* units: 16 days */

static bool
all_clips (const InspectPage *page, ClipKind kind)
{
  for (guint i = 0; i < page->clips->len; i++)
    if (g_array_index (page->clips, InspectItem, i).clip->kind != (int) kind)
      return false;
  return page->clips->len > 0;
}

static bool
is_audio (const InspectPage *page)
{
  return all_clips (page, CLIP_AUDIO);
}

static bool
all_stretch (const InspectPage *page, StretchMode mode)
{
  for (guint i = 0; i < page->clips->len; i++)
    if (g_array_index (page->clips, InspectItem, i).clip->stretch_mode != (int) mode)
      return false;
  return is_audio (page);
}

static bool
has_ratio (const InspectPage *page)
{
  return all_stretch (page, STRETCH_RATIO);
}

static bool
is_one (const InspectPage *page)
{
  return page->clips->len == 1;
}

static char *
name_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup (text_get (item->clip->name));
}

static double
start_of (const InspectPage *page, const InspectItem *item)
{
  return (double) clip_start_units (page->place.map, item->clip);
}

static double
length_of (const InspectPage *page, const InspectItem *item)
{
  const TempoMap *map = page->place.map;
  return (double) (clip_end_units (map, item->clip) - clip_start_units (map, item->clip));
}

static double
offset_of (const InspectPage *page, const InspectItem *item)
{
  const Source *source = project_find_source (page->project, item->clip->source);
  return source ? (double) clip_offset_units (page->place.map, item->clip, source) : 0;
}

/* The clips of one lane keep their distances, so that none is laid over another: the first goes
 * where it was told. */
static bool
enter_start (const InspectPage *page, const RowSpec *spec, const Entered *entered, GPtrArray *lines,
             bool *limited, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < page->clips->len; i++) {
    const InspectItem *item = &g_array_index (page->clips, InspectItem, i);
    gconstpointer lane = item->lane ? (gconstpointer) item->lane : item->track;
    g_autoptr (GString) ids = g_string_new (NULL);
    double first = INFINITY;
    if (!g_hash_table_add (done, (gpointer) lane))
      continue;
    for (guint k = i; k < page->clips->len; k++) {
      const InspectItem *other = &g_array_index (page->clips, InspectItem, k);
      if (other->lane != item->lane || other->track != item->track)
        continue;
      char id[ID_TEXT_SIZE];
      g_string_append_printf (ids, "%s%s", ids->len ? "," : "",
                              id_write (id, other->clip->node.id));
      first = fmin (first, start_of (page, other));
    }
    const double next = entered_apply (entered, &spec->kind, &page->place, first, limited);
    g_autofree char *at = inspect_place (page, (Units) next);
    if (next != first)
      g_ptr_array_add (lines, g_strdup_printf ("clip.move clip=%s to=%s", ids->str, at));
  }
  return true;
}

static char *
line_of_length (const InspectPage *page, const InspectItem *item, double value)
{
  char id[ID_TEXT_SIZE];
  const Units from = clip_start_units (page->place.map, item->clip);
  g_autofree char *end = inspect_place (page, from + (Units) value);
  return g_strdup_printf ("clip.trim clip=%s end=%s", id_write (id, item->clip->node.id), end);
}

/* The content goes the other way: what sounds first lies later in the file. */
static char *
line_of_offset (const InspectPage *page, const InspectItem *item, double value)
{
  char id[ID_TEXT_SIZE];
  const double later = value - offset_of (page, item);
  const bool back = item->clip->reverse && !item->clip->loop;
  g_autofree char *by = inspect_seconds (back ? later : -later);
  return g_strdup_printf ("clip.slip clip=%s by=%s", id_write (id, item->clip->node.id), by);
}

static double
gain_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->gain_db;
}

static double
fade_in_of (const InspectPage *page, const InspectItem *item)
{
  return (double) item->clip->fade_in;
}

static double
fade_out_of (const InspectPage *page, const InspectItem *item)
{
  return (double) item->clip->fade_out;
}

static double
shape_in_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->fade_in_shape;
}

static double
shape_out_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->fade_out_shape;
}

static double
mode_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->stretch_mode;
}

static double
ratio_of (const InspectPage *page, const InspectItem *item)
{
  return clip_stretch (page->place.map, item->clip);
}

static char *
line_of_mode (const InspectPage *page, const InspectItem *item, double value)
{
  char id[ID_TEXT_SIZE], number[NUMBER_TEXT_SIZE];
  return g_strdup_printf (
      "clip.set clip=%s stretch=%s", id_write (id, item->clip->node.id),
      (int) value == STRETCH_TEMPO ? "tempo" : number_write (number, ratio_of (page, item)));
}

static double
tempo_of (const InspectPage *page, const InspectItem *item)
{
  const Source *source = project_find_source (page->project, item->clip->source);
  return item->clip->source_bpm > 0 ? item->clip->source_bpm : source ? source->bpm : 0;
}

static bool
has_tempo (const InspectPage *page)
{
  return is_one (page) && is_audio (page) &&
         tempo_of (page, &g_array_index (page->clips, InspectItem, 0)) > 0;
}

static bool
enter_song_tempo (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                  GPtrArray *lines, bool *limited, GError **error)
{
  char number[NUMBER_TEXT_SIZE];
  const double bpm = tempo_of (page, &g_array_index (page->clips, InspectItem, 0));
  g_ptr_array_add (lines, g_strdup_printf ("project.set tempo=%s", number_write (number, bpm)));
  return true;
}

/* Whole semitones and cents are one number to the clip. */
static double
semitones_of (const InspectPage *page, const InspectItem *item)
{
  return rint (item->clip->transpose);
}

static double
cents_of (const InspectPage *page, const InspectItem *item)
{
  const double cents = (item->clip->transpose - rint (item->clip->transpose)) * 100;
  return rint (cents * 100) / 100;
}

static char *
line_of_pitch (const InspectItem *item, double semitones, double cents)
{
  char id[ID_TEXT_SIZE], number[NUMBER_TEXT_SIZE];
  const double sum = CLAMP (semitones + cents / 100, -48, 48);
  return g_strdup_printf ("clip.set clip=%s transpose=%s", id_write (id, item->clip->node.id),
                          number_write (number, rint (sum * 10000) / 10000));
}

static char *
line_of_semitones (const InspectPage *page, const InspectItem *item, double value)
{
  return line_of_pitch (item, rint (value), cents_of (page, item));
}

static char *
line_of_cents (const InspectPage *page, const InspectItem *item, double value)
{
  return line_of_pitch (item, semitones_of (page, item), value);
}

static double
formant_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->formant;
}

static double
mute_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->mute;
}

static double
locked_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->locked;
}

static double
loop_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->loop;
}

static double
reverse_of (const InspectPage *page, const InspectItem *item)
{
  return item->clip->reverse;
}

static char *
color_of (const InspectPage *page, const InspectItem *item)
{
  const char *own = text_get (item->clip->color);
  return g_strdup (*own ? own : text_get (item->track->color));
}

static char *
take_of (const InspectPage *page, const InspectItem *item)
{
  if (!item->lane)
    return g_strdup (_ ("plays"));
  GString *text = g_string_new (text_get (item->lane->name));
  if (text->len == 0)
    g_string_printf (text, _ ("Take %d"), list_find (item->track->lanes, item->lane->node.id) + 1);
  for (int i = 0; i < item->lane->rating; i++)
    g_string_append (text, i ? "★" : " ★");
  return g_string_free (text, FALSE);
}

static bool
has_take (const InspectPage *page)
{
  for (guint i = 0; i < page->clips->len; i++)
    if (g_array_index (page->clips, InspectItem, i).lane)
      return true;
  return false;
}

static char *
file_of (const InspectPage *page, const InspectItem *item)
{
  const Source *source = project_find_source (page->project, item->clip->source);
  return source ? g_path_get_basename (text_get (source->file)) : g_strdup ("");
}

static bool
is_missing (const InspectPage *page)
{
  return is_audio (page) &&
         media_is_missing (page->desk, g_array_index (page->clips, InspectItem, 0).clip);
}

static bool
enter_normalize (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                 GPtrArray *lines, bool *limited, GError **error)
{
  for (guint i = 0; i < page->clips->len; i++) {
    char id[ID_TEXT_SIZE];
    const Clip *clip = g_array_index (page->clips, InspectItem, i).clip;
    g_ptr_array_add (lines,
                     g_strdup_printf ("clip.normalize clip=%s", id_write (id, clip->node.id)));
  }
  return true;
}

static const char *const shape_labels[] = { N_ ("Straight"), N_ ("Equal power"), N_ ("S curve"),
                                            N_ ("Logarithmic"), NULL };
static const char *const mode_labels[] = { N_ ("By ratio"), N_ ("With the tempo"), NULL };
static const char *const mode_values[] = { "ratio", "tempo", NULL };

const RowSpec clip_rows[] = {
  { "clip.name", N_ ("Name"), SHOW_TEXT, GROUP_HEAD, OF_CLIPS, .command = "clip.set", .arg = "name",
    .text = name_of },
  { "clip.start",
    N_ ("Start"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_CLIPS,
    { FORM_PLACE, N_ ("bar"), 0, 0, LONGEST, 1 },
    .number = start_of,
    .enter = enter_start },
  { "clip.length",
    N_ ("Length"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_CLIPS,
    { FORM_SPAN, N_ ("bar"), 0, 200000, LONGEST, 1 },
    .number = length_of,
    .line = line_of_length },
  { "clip.offset",
    N_ ("Source offset"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_CLIPS,
    { FORM_CLOCK, NULL, 0, -LONGEST, LONGEST, 10 },
    .shows = is_audio,
    .number = offset_of,
    .line = line_of_offset },
  { "clip.gain",
    N_ ("Clip gain"),
    SHOW_VALUE,
    GROUP_LEVEL,
    OF_CLIPS,
    { FORM_LEVEL, "dB", 1, -150, 36, 1 },
    "clip.set",
    "gain",
    .shows = is_audio,
    .number = gain_of },
  { "clip.fade-in",
    N_ ("Fade in"),
    SHOW_VALUE,
    GROUP_LEVEL,
    OF_CLIPS,
    { FORM_MS, "ms", 0, 0, LONGEST, 1 },
    "clip.set",
    "fade_in",
    .shows = is_audio,
    .number = fade_in_of },
  { "clip.fade-out",
    N_ ("Fade out"),
    SHOW_VALUE,
    GROUP_LEVEL,
    OF_CLIPS,
    { FORM_MS, "ms", 0, 0, LONGEST, 1 },
    "clip.set",
    "fade_out",
    .shows = is_audio,
    .number = fade_out_of },
  { "clip.shape-in", N_ ("Shape in"), SHOW_CHOICE, GROUP_LEVEL, OF_CLIPS, .command = "clip.set",
    .arg = "fade_in_shape", .labels = shape_labels, .values = fade_shapes, .shows = is_audio,
    .number = shape_in_of },
  { "clip.shape-out", N_ ("Shape out"), SHOW_CHOICE, GROUP_LEVEL, OF_CLIPS, .command = "clip.set",
    .arg = "fade_out_shape", .labels = shape_labels, .values = fade_shapes, .shows = is_audio,
    .number = shape_out_of },
  { "clip.normalize", N_ ("Normalize"), SHOW_BUTTON, GROUP_LEVEL, OF_CLIPS, .shows = is_audio,
    .enter = enter_normalize },
  { "clip.stretch", N_ ("Stretch"), SHOW_CHOICE, GROUP_TIME, OF_CLIPS, .labels = mode_labels,
    .values = mode_values, .shows = is_audio, .number = mode_of, .line = line_of_mode },
  { "clip.ratio",
    N_ ("Ratio"),
    SHOW_VALUE,
    GROUP_TIME,
    OF_CLIPS,
    { FORM_NUMBER, "×", 3, 0.05, 20, 0.1 },
    "clip.set",
    "stretch",
    .shows = has_ratio,
    .number = ratio_of },
  { "clip.tempo",
    N_ ("Source tempo"),
    SHOW_VALUE,
    GROUP_TIME,
    OF_CLIPS,
    { FORM_NUMBER, N_ ("BPM"), 2, 10, 999, 1 },
    "clip.set",
    "source_tempo",
    .shows = is_audio,
    .number = tempo_of },
  { "clip.song-tempo", N_ ("Use as song tempo"), SHOW_BUTTON, GROUP_TIME, OF_CLIPS,
    .shows = has_tempo, .enter = enter_song_tempo },
  { "clip.transpose",
    N_ ("Transpose"),
    SHOW_VALUE,
    GROUP_TIME,
    OF_CLIPS,
    { FORM_NUMBER, N_ ("st"), 0, -48, 48, 1 },
    .shows = is_audio,
    .number = semitones_of,
    .line = line_of_semitones },
  { "clip.fine",
    N_ ("Fine tune"),
    SHOW_VALUE,
    GROUP_TIME,
    OF_CLIPS,
    { FORM_NUMBER, N_ ("ct"), 0, -100, 100, 1 },
    .shows = is_audio,
    .number = cents_of,
    .line = line_of_cents },
  { "clip.formant", N_ ("Keep formants"), SHOW_SWITCH, GROUP_TIME, OF_CLIPS, .command = "clip.set",
    .arg = "formant", .shows = is_audio, .number = formant_of },
  { "clip.mute", N_ ("Mute"), SHOW_SWITCH, GROUP_PLAYING, OF_CLIPS, .command = "clip.set",
    .arg = "mute", .number = mute_of },
  { "clip.locked", N_ ("Locked"), SHOW_SWITCH, GROUP_PLAYING, OF_CLIPS, .command = "clip.set",
    .arg = "locked", .number = locked_of },
  { "clip.loop", N_ ("Loop"), SHOW_SWITCH, GROUP_PLAYING, OF_CLIPS, .command = "clip.set",
    .arg = "loop", .number = loop_of },
  { "clip.reverse", N_ ("Reverse"), SHOW_SWITCH, GROUP_PLAYING, OF_CLIPS, .command = "clip.set",
    .arg = "reverse", .shows = is_audio, .number = reverse_of },
  { "clip.color", N_ ("Color"), SHOW_COLOR, GROUP_PLAYING, OF_CLIPS, .command = "clip.set",
    .arg = "color", .text = color_of },
  { "clip.take", N_ ("Take"), SHOW_FACT, GROUP_PLAYING, OF_CLIPS, .shows = has_take,
    .text = take_of },
  { "clip.file", N_ ("File"), SHOW_FACT, GROUP_PLAYING, OF_CLIPS, .shows = is_audio,
    .text = file_of },
  { "clip.locate", N_ ("Locate"), SHOW_BUTTON, GROUP_PLAYING, OF_CLIPS, .shows = is_missing },
  { "clip.locate-folder", N_ ("Locate folder"), SHOW_BUTTON, GROUP_PLAYING, OF_CLIPS,
    .shows = is_missing },
};
const int n_clip_rows = G_N_ELEMENTS (clip_rows);

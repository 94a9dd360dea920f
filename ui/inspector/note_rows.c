/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of notes: those that are selected in their editor, else all of a clip. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "edit/notes.h"
#include "model/clip.h"
#include "ui/inspector/rows.h"

#define LONGEST 1e15

static const InspectItem *
item_at (const InspectPage *page, guint index)
{
  return &g_array_index (page->notes, InspectItem, index);
}

static bool
has_notes (const InspectPage *page)
{
  return page->notes->len > 0;
}

static char *
count_of (const InspectPage *page, const InspectItem *item)
{
  return g_strdup_printf ("%u", page->notes->len);
}

static char *
range_of (const InspectPage *page, const InspectItem *item)
{
  const ValueKind kind = { .form = FORM_PITCH };
  int low = 127, high = 0;
  for (guint i = 0; i < page->notes->len; i++) {
    low = MIN (low, item_at (page, i)->note->pitch);
    high = MAX (high, item_at (page, i)->note->pitch);
  }
  g_autofree char *from = value_kind_text (&kind, &page->place, low);
  g_autofree char *to = value_kind_text (&kind, &page->place, high);
  return low >= high ? g_strdup (from) : g_strdup_printf ("%s – %s", from, to);
}

static double
pitch_of (const InspectPage *page, const InspectItem *item)
{
  return item->note->pitch;
}

static double
velocity_of (const InspectPage *page, const InspectItem *item)
{
  return rint (item->note->velocity * 127);
}

static double
length_of (const InspectPage *page, const InspectItem *item)
{
  const TempoMap *map = page->place.map;
  const Ticks at = notes_to_song (map, item->clip, item->note->at);
  return (double) (tempo_map_units (map, at + item->note->length) - tempo_map_units (map, at));
}

static double
channel_of (const InspectPage *page, const InspectItem *item)
{
  return item->note->channel + 1;
}

static double
mute_of (const InspectPage *page, const InspectItem *item)
{
  return item->note->mute;
}

/* "all", or ids with commas; to be freed. */
static char *
ids_of (const InspectPage *page)
{
  if (page->all_notes)
    return g_strdup ("all");
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < page->notes->len; i++) {
    char id[ID_TEXT_SIZE];
    g_string_append_printf (ids, "%s%s", i ? "," : "", id_write (id, item_at (page, i)->note->id));
  }
  return g_string_free (ids, FALSE);
}

static void
add_line (const InspectPage *page, GPtrArray *lines, const char *command, const char *notes,
          const char *arg, double value)
{
  char clip[ID_TEXT_SIZE], number[NUMBER_TEXT_SIZE];
  g_autofree char *ids = ids_of (page);
  g_ptr_array_add (lines, g_strdup_printf ("%s clip=%s %s=%s %s=%s", command,
                                           id_write (clip, item_at (page, 0)->clip->node.id), notes,
                                           ids, arg, number_write (number, value)));
}

static double
limit (const RowSpec *spec, double value, bool *limited)
{
  *limited = value < spec->kind.min || value > spec->kind.max;
  return CLAMP (value, spec->kind.min, spec->kind.max);
}

static bool
enter_velocity (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                GPtrArray *lines, bool *limited, GError **error)
{
  if (entered->how == ENTERED_VALUE)
    add_line (page, lines, "notes.velocity", "notes", "to",
              rint (limit (spec, entered->amount, limited)));
  else if (entered->how == ENTERED_SUM)
    add_line (page, lines, "notes.velocity", "notes", "by",
              CLAMP (rint (entered->amount), -127, 127));
  else
    add_line (page, lines, "notes.velocity", "notes", "scale",
              CLAMP (entered->amount * 100, 0, 1000));
  return true;
}

/* A sum stops where the first note would leave the range. */
static bool
enter_pitch (const InspectPage *page, const RowSpec *spec, const Entered *entered, GPtrArray *lines,
             bool *limited, GError **error)
{
  int least = -127, most = 127;
  if (entered->how == ENTERED_VALUE) {
    add_line (page, lines, "note.set", "note", "pitch",
              rint (limit (spec, entered->amount, limited)));
    return true;
  }
  for (guint i = 0; i < page->notes->len; i++) {
    least = MAX (least, -item_at (page, i)->note->pitch);
    most = MIN (most, 127 - item_at (page, i)->note->pitch);
  }
  const double wish = rint (entered->how == ENTERED_SUM ? entered->amount : 0);
  const double by = CLAMP (wish, least, most);
  *limited = by != wish;
  if (by != 0)
    add_line (page, lines, "notes.transpose", "notes", "by", by);
  return true;
}

static bool
enter_channel (const InspectPage *page, const RowSpec *spec, const Entered *entered,
               GPtrArray *lines, bool *limited, GError **error)
{
  const double now = channel_of (page, item_at (page, 0));
  const double next = entered_apply (entered, &spec->kind, &page->place, now, limited);
  add_line (page, lines, "note.set", "note", "channel", rint (next));
  return true;
}

static char *
line_of_length (const InspectPage *page, const InspectItem *item, double value)
{
  char clip[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
  const TempoMap *map = page->place.map;
  const Ticks at = notes_to_song (map, item->clip, item->note->at);
  const Ticks ticks = tempo_map_ticks (map, tempo_map_units (map, at) + (Units) value) - at;
  return g_strdup_printf ("note.set clip=%s note=%s length=%" G_GINT64_FORMAT "t",
                          id_write (clip, item->clip->node.id), id_write (id, item->note->id),
                          MAX (ticks, 1));
}

static bool
enter_mute (const InspectPage *page, const RowSpec *spec, const Entered *entered, GPtrArray *lines,
            bool *limited, GError **error)
{
  char clip[ID_TEXT_SIZE];
  g_autofree char *ids = ids_of (page);
  g_ptr_array_add (lines, g_strdup_printf ("note.set clip=%s note=%s mute=%s",
                                           id_write (clip, item_at (page, 0)->clip->node.id), ids,
                                           entered->amount ? "on" : "off"));
  return true;
}

static const char *const grids[] = { "1/4",   "1/4t", "1/8",   "1/8t", "1/16",
                                     "1/16t", "1/32", "1/32t", NULL };

/* How the next quantizing goes belongs to the inspector, not to the project. */
static double
grid_of (const InspectPage *page, const InspectItem *item)
{
  return page->choice->grid;
}

static double
strength_of (const InspectPage *page, const InspectItem *item)
{
  return page->choice->strength;
}

static double
swing_of (const InspectPage *page, const InspectItem *item)
{
  return page->choice->swing;
}

static bool
enter_grid (const InspectPage *page, const RowSpec *spec, const Entered *entered, GPtrArray *lines,
            bool *limited, GError **error)
{
  page->choice->grid = entered->amount;
  return true;
}

static bool
enter_strength (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                GPtrArray *lines, bool *limited, GError **error)
{
  page->choice->strength =
      entered_apply (entered, &spec->kind, &page->place, page->choice->strength, limited);
  return true;
}

static bool
enter_swing (const InspectPage *page, const RowSpec *spec, const Entered *entered, GPtrArray *lines,
             bool *limited, GError **error)
{
  page->choice->swing =
      entered_apply (entered, &spec->kind, &page->place, page->choice->swing, limited);
  return true;
}

static bool
enter_quantize (const InspectPage *page, const RowSpec *spec, const Entered *entered,
                GPtrArray *lines, bool *limited, GError **error)
{
  char clip[ID_TEXT_SIZE], strength[NUMBER_TEXT_SIZE], swing[NUMBER_TEXT_SIZE];
  g_autofree char *ids = ids_of (page);
  g_ptr_array_add (lines,
                   g_strdup_printf ("notes.quantize clip=%s grid=%s strength=%s swing=%s notes=%s",
                                    id_write (clip, item_at (page, 0)->clip->node.id),
                                    grids[(int) page->choice->grid],
                                    number_write (strength, page->choice->strength),
                                    number_write (swing, page->choice->swing), ids));
  return true;
}

const RowSpec note_rows[] = {
  { "notes.count", N_ ("Notes"), SHOW_FACT, GROUP_HEAD, OF_NOTHING, .text = count_of },
  { "notes.range", N_ ("Range"), SHOW_FACT, GROUP_HEAD, OF_NOTHING, .shows = has_notes,
    .text = range_of },
  { "notes.pitch",
    N_ ("Pitch"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_NOTES,
    { FORM_PITCH, NULL, 0, 0, 127, 1 },
    .shows = has_notes,
    .number = pitch_of,
    .enter = enter_pitch },
  { "notes.velocity",
    N_ ("Velocity"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_NOTES,
    { FORM_NUMBER, NULL, 0, 1, 127, 1 },
    .shows = has_notes,
    .number = velocity_of,
    .enter = enter_velocity },
  { "notes.length",
    N_ ("Length"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_NOTES,
    { FORM_SPAN, N_ ("bar"), 0, 1, LONGEST, 0.25 },
    .shows = has_notes,
    .number = length_of,
    .line = line_of_length },
  { "notes.channel",
    N_ ("Channel"),
    SHOW_VALUE,
    GROUP_HEAD,
    OF_NOTES,
    { FORM_NUMBER, NULL, 0, 1, 16, 1 },
    .shows = has_notes,
    .number = channel_of,
    .enter = enter_channel },
  { "notes.mute", N_ ("Mute"), SHOW_SWITCH, GROUP_HEAD, OF_NOTES, .shows = has_notes,
    .number = mute_of, .enter = enter_mute },
  { "quantize.grid", N_ ("Grid"), SHOW_CHOICE, GROUP_QUANTIZE, OF_NOTHING, .labels = grids,
    .values = grids, .shows = has_notes, .number = grid_of, .enter = enter_grid },
  { "quantize.strength",
    N_ ("Strength"),
    SHOW_VALUE,
    GROUP_QUANTIZE,
    OF_NOTHING,
    { FORM_NUMBER, "%", 0, 0, 100, 5 },
    .shows = has_notes,
    .number = strength_of,
    .enter = enter_strength },
  { "quantize.swing",
    N_ ("Swing"),
    SHOW_VALUE,
    GROUP_QUANTIZE,
    OF_NOTHING,
    { FORM_NUMBER, "%", 0, 0, 100, 5 },
    .shows = has_notes,
    .number = swing_of,
    .enter = enter_swing },
  { "quantize.run", N_ ("Quantize"), SHOW_BUTTON, GROUP_QUANTIZE, OF_NOTHING, .shows = has_notes,
    .enter = enter_quantize },
};
const int n_note_rows = G_N_ELEMENTS (note_rows);

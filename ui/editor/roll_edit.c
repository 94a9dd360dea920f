/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll_edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/editor/roll_lane.h"

#define NEW_VELOCITY (100.0 / 127)
#define JOIN_KEY UINT64_C (0x6e6f746573) /* of values that are changed again and again */

static void add_line (GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GPtrArray *lines, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (lines, g_strdup_vprintf (format, args));
  va_end (args);
}

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* Their ids; "all" where that is shorter and the same. */
static char *
ids_text (const Roll *roll, const GArray *targets)
{
  GString *text = g_string_new (NULL);
  char id[ID_TEXT_SIZE];
  if (targets->len == roll->notes->len && targets->len > 1)
    return g_string_free (g_string_append (text, "all"), FALSE);
  for (guint i = 0; i < targets->len; i++)
    g_string_append_printf (text, "%s%s", i ? "," : "",
                            id_write (id, roll_note (roll, g_array_index (targets, guint, i))->id));
  return g_string_free (text, FALSE);
}

static const RollNote *
target (const Roll *roll, const GArray *targets, guint i)
{
  return roll_note (roll, g_array_index (targets, guint, i));
}

static const char *
place (const Roll *roll, Ticks at)
{
  return lq_desk_place (roll->desk, (Position){ at, TIME_MUSICAL });
}

static GArray *
all_notes (const Roll *roll)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < roll->notes->len; i++)
    g_array_append_val (all, i);
  return all;
}

int
roll_shift (const Roll *roll, const RollNote *note, int up)
{
  const int to = CLAMP (note->pitch + up, 0, 127);
  return up != 0 && roll->locked ? scale_nearest (&roll->scale, to) - note->pitch : up;
}

/* Lines that transpose each note by its own shift: one for each shift that occurs. */
static void
transpose_lines (const Roll *roll, const GArray *targets, const int *shifts, GPtrArray *lines,
                 const char *clip)
{
  for (int shift = -127; shift <= 127; shift++) {
    g_autoptr (GArray) those = g_array_new (FALSE, FALSE, sizeof (guint));
    for (guint i = 0; shift != 0 && i < targets->len; i++)
      if (shifts[i] == shift)
        g_array_append_val (those, g_array_index (targets, guint, i));
    if (those->len == 0)
      continue;
    g_autofree char *ids = ids_text (roll, those);
    add_line (lines, "notes.transpose clip=%s by=%d notes=%s", clip, shift, ids);
  }
}

static bool
in_range (const Roll *roll, const GArray *targets, const int *shifts)
{
  for (guint i = 0; i < targets->len; i++) {
    const int pitch = target (roll, targets, i)->pitch + shifts[i];
    if (pitch < 0 || pitch > 127)
      return false;
  }
  return true;
}

static const char *
transposed (Roll *roll, const GArray *targets, RollEdit edit, int arg, const char *clip,
            GPtrArray *lines)
{
  g_autofree int *shifts = g_new (int, targets->len);
  for (guint i = 0; i < targets->len; i++) {
    const int pitch = target (roll, targets, i)->pitch;
    shifts[i] = edit == EDIT_OCTAVE ? 12 * arg
                : roll->locked      ? scale_step (&roll->scale, pitch, arg) - pitch
                                    : arg;
  }
  if (!in_range (roll, targets, shifts))
    return _ ("A note would leave the range of pitches.");
  transpose_lines (roll, targets, shifts, lines, clip);
  return NULL;
}

/* How far notes may go to the left, at most `by`. */
static Ticks
clamp_move (const Roll *roll, const GArray *targets, Ticks by)
{
  Ticks first = INT64_MAX;
  for (guint i = 0; i < targets->len; i++)
    first = MIN (first, target (roll, targets, i)->at);
  return MAX (by, MIN (roll->from - first, 0));
}

static const char *
moved (Roll *roll, const GArray *targets, Ticks by, const char *clip, const char *ids,
       GPtrArray *lines)
{
  by = clamp_move (roll, targets, by);
  if (by == 0)
    return _ ("The notes stand at the start of the clip.");
  add_line (lines, "note.move clip=%s note=%s by=%" G_GINT64_FORMAT "t", clip, ids, by);
  return NULL;
}

static const char *
quantized (Roll *roll, const char *clip, const char *ids, GPtrArray *lines)
{
  const RollQuantize *quantize = &roll->quantize;
  const Ticks grid = quantize->grid ? quantize->grid : roll_grid_step (roll, roll->from);
  g_autofree char *swing =
      quantize->swing > 0 ? g_strdup_printf (" swing=%d", quantize->swing) : g_strdup ("");
  add_line (lines, "notes.quantize clip=%s grid=%" G_GINT64_FORMAT "t strength=%d%s%s notes=%s",
            clip, grid, quantize->strength, swing, quantize->ends ? " ends=on" : "", ids);
  return NULL;
}

static const char *
duplicated (Roll *roll, const GArray *targets, const char *clip, const char *ids, GPtrArray *lines)
{
  Ticks from = INT64_MAX, to = 0;
  for (guint i = 0; i < targets->len; i++) {
    from = MIN (from, target (roll, targets, i)->at);
    to = MAX (to, target (roll, targets, i)->end);
  }
  /* Right after, on the grid. */
  const Ticks step = MAX (roll_grid_step (roll, from), 1);
  const Ticks by = roll->grid.snap ? (to - from + step - 1) / step * step : to - from;
  add_line (lines, "notes.duplicate clip=%s by=%" G_GINT64_FORMAT "t notes=%s", clip, by, ids);
  return NULL;
}

static char *
note_line (const Roll *roll, Ticks at, Ticks length, int pitch, double velocity, const char *lyric)
{
  char clip[ID_TEXT_SIZE];
  g_autofree char *quoted = lyric && *lyric ? g_shell_quote (lyric) : NULL;
  return g_strdup_printf ("note.add clip=%s at=%s length=%" G_GINT64_FORMAT
                          "t pitch=%d velocity=%ld%s%s",
                          id_write (clip, roll->clip), place (roll, at), length, pitch,
                          lround (velocity * 127), quoted ? " lyric=" : "", quoted ? quoted : "");
}

static const char *
pasted (Roll *roll, GPtrArray *lines)
{
  const Ticks at = roll_at (roll);
  if (roll->copied->len == 0)
    return _ ("No notes were copied.");
  for (guint i = 0; i < roll->copied->len; i++) {
    const RollNote *note = &g_array_index (roll->copied, RollNote, i);
    if (at + note->at >= roll->from && at + note->at < roll->to)
      g_ptr_array_add (lines, note_line (roll, at + note->at, note->end - note->at, note->pitch,
                                         note->velocity, note->lyric));
  }
  return lines->len == 0 ? _ ("The cursor stands outside of the clip.") : NULL;
}

static const char *
inserted (Roll *roll, GPtrArray *lines)
{
  const Ticks at = roll_at (roll);
  const int pitch = roll->locked ? scale_nearest (&roll->scale, roll->pitch) : roll->pitch;
  if (at < roll->from || at >= roll->to)
    return _ ("The cursor stands outside of the clip.");
  g_ptr_array_add (lines,
                   note_line (roll, at, roll_grid_step (roll, at), pitch, NEW_VELOCITY, NULL));
  return NULL;
}

static bool
takes_all (RollEdit edit)
{
  return edit == EDIT_QUANTIZE || edit == EDIT_HUMANIZE || edit == EDIT_LEGATO ||
         edit == EDIT_REVERSE;
}

static const char *
fill_lines (Roll *roll, const GArray *targets, RollEdit edit, int arg, GPtrArray *lines)
{
  char clip[ID_TEXT_SIZE];
  const Ticks at = roll_at (roll);
  g_autofree char *ids = ids_text (roll, targets);
  const RollNote *first = target (roll, targets, 0);
  id_write (clip, roll->clip);

  switch (edit) {
  case EDIT_DELETE:
    add_line (lines, "note.remove clip=%s note=%s", clip, ids);
    return NULL;
  case EDIT_MOVE:
    return moved (roll, targets, arg * roll_grid_step (roll, first->at), clip, ids, lines);
  case EDIT_MOVE_FINE:
    return moved (roll, targets, arg, clip, ids, lines);
  case EDIT_TRANSPOSE:
  case EDIT_OCTAVE:
    return transposed (roll, targets, edit, arg, clip, lines);
  case EDIT_VELOCITY:
    add_line (lines, "notes.velocity clip=%s by=%d notes=%s", clip, arg, ids);
    return NULL;
  case EDIT_LENGTH:
    add_line (lines, "notes.trim clip=%s end_by=%" G_GINT64_FORMAT "t notes=%s", clip,
              arg * roll_grid_step (roll, first->at), ids);
    return NULL;
  case EDIT_TRIM_START:
  case EDIT_TRIM_END:
    add_line (lines, "notes.trim clip=%s %s=%s notes=%s", clip,
              edit == EDIT_TRIM_START ? "start" : "end", place (roll, at), ids);
    return NULL;
  case EDIT_SPLIT:
    add_line (lines, "notes.split clip=%s at=%s notes=%s", clip, place (roll, at), ids);
    return NULL;
  case EDIT_JOIN:
    if (targets->len < 2)
      return _ ("Select notes of one pitch first.");
    add_line (lines, "notes.join clip=%s notes=%s", clip, ids);
    return NULL;
  case EDIT_LEGATO:
    add_line (lines, "notes.legato clip=%s notes=%s", clip, ids);
    return NULL;
  case EDIT_QUANTIZE:
    return quantized (roll, clip, ids, lines);
  case EDIT_HUMANIZE:
    add_line (lines, "notes.humanize clip=%s seed=%" G_GINT64_FORMAT " notes=%s", clip,
              roll->seed++, ids);
    return NULL;
  case EDIT_MUTE:
    add_line (lines, "note.set clip=%s note=%s mute=%s", clip, ids, first->mute ? "off" : "on");
    return NULL;
  case EDIT_REVERSE:
    add_line (lines, "notes.reverse clip=%s notes=%s", clip, ids);
    return NULL;
  case EDIT_DUPLICATE:
    return duplicated (roll, targets, clip, ids, lines);
  case EDIT_INSERT:
  case EDIT_PASTE:
    break;
  }
  return NULL;
}

GPtrArray *
roll_lines (Roll *roll, RollEdit edit, int arg, const char **why)
{
  g_autoptr (GArray) targets = roll_targets (roll);
  g_autoptr (GPtrArray) lines = new_lines ();

  *why = NULL;
  if (!roll_clip (roll))
    *why = _ ("Select a clip to edit it here.");
  else if (edit == EDIT_INSERT)
    *why = inserted (roll, lines);
  else if (edit == EDIT_PASTE)
    *why = pasted (roll, lines);
  else {
    if (targets->len == 0 && takes_all (edit)) {
      g_array_unref (targets);
      targets = all_notes (roll);
    }
    *why = targets->len > 0 ? fill_lines (roll, targets, edit, arg, lines)
                            : _ ("No note lies under the cursor.");
  }
  return *why || lines->len == 0 ? NULL : g_steal_pointer (&lines);
}

/* What was made is selected; `taken` are the lines, which become ours. */
static bool
run (Roll *roll, GPtrArray *taken, bool select)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = taken;
  g_autoptr (GArray) created = g_array_new (FALSE, FALSE, sizeof (Id));
  if (lines->len == 0)
    return false;
  if (!lq_desk_run_lines (roll->desk, lines, created, &error)) {
    lq_desk_say (roll->desk, true, "%s", error->message);
    return false;
  }
  if (select && created->len > 0)
    roll_select_ids (roll, created);
  return true;
}

bool
roll_edit (Roll *roll, RollEdit edit, int arg)
{
  const char *why;
  if (roll->in_lane && roll_clip (roll) && roll_lane_edit (roll, edit, arg))
    return true;
  GPtrArray *lines = roll_lines (roll, edit, arg, &why);
  if (!lines) {
    if (why)
      lq_desk_say (roll->desk, false, "%s", why);
    return false;
  }
  if (edit == EDIT_VELOCITY) {
    const bool ran = lq_desk_run_joined (roll->desk, JOIN_KEY ^ roll->clip, "%s",
                                         (const char *) lines->pdata[0]);
    g_ptr_array_unref (lines);
    return ran;
  }
  const bool done = run (roll, lines, edit != EDIT_SPLIT);
  if (done && (edit == EDIT_TRANSPOSE || edit == EDIT_OCTAVE || edit == EDIT_INSERT)) {
    g_autoptr (GArray) targets = roll_targets (roll);
    if (targets->len > 0) {
      const RollNote note = *target (roll, targets, 0);
      if (edit != EDIT_INSERT)
        roll_set_cursor (roll, roll_at (roll), note.pitch, false);
      roll_hear (roll, note.pitch, note.velocity);
    }
  }
  return done;
}

/* --- For drags and single notes --- */

bool
roll_add_note (Roll *roll, Ticks at, Ticks length, int pitch, double velocity)
{
  if (at < roll->from || at >= roll->to) {
    lq_desk_say (roll->desk, false, "%s", _ ("That place lies outside of the clip."));
    return false;
  }
  GPtrArray *lines = new_lines ();
  g_ptr_array_add (lines, note_line (roll, at, length, pitch, velocity, NULL));
  return run (roll, lines, true);
}

bool
roll_move_notes (Roll *roll, Ticks by, int up, bool copy)
{
  g_autoptr (GArray) targets = roll_targets (roll);
  g_autofree char *ids = ids_text (roll, targets);
  GPtrArray *lines = new_lines ();
  char clip[ID_TEXT_SIZE];
  id_write (clip, roll->clip);
  by = targets->len > 0 ? clamp_move (roll, targets, by) : 0;
  if (copy) {
    add_line (lines, "notes.duplicate clip=%s by=%" G_GINT64_FORMAT "t transpose=%d notes=%s", clip,
              by, up, ids);
    return run (roll, lines, true);
  }
  g_autofree int *shifts = g_new (int, targets->len + 1);
  for (guint i = 0; i < targets->len; i++)
    shifts[i] = roll_shift (roll, target (roll, targets, i), up);
  if (by != 0)
    add_line (lines, "note.move clip=%s note=%s by=%" G_GINT64_FORMAT "t", clip, ids, by);
  transpose_lines (roll, targets, shifts, lines, clip);
  return run (roll, lines, false);
}

bool
roll_trim_notes (Roll *roll, bool start, Ticks by)
{
  g_autoptr (GArray) targets = roll_targets (roll);
  g_autofree char *ids = ids_text (roll, targets);
  GPtrArray *lines = new_lines ();
  char clip[ID_TEXT_SIZE];
  if (by != 0)
    add_line (lines, "notes.trim clip=%s %s=%" G_GINT64_FORMAT "t notes=%s",
              id_write (clip, roll->clip), start ? "start_by" : "end_by", by, ids);
  return run (roll, lines, false);
}

bool
roll_set_velocities (Roll *roll, double by)
{
  g_autoptr (GArray) targets = roll_targets (roll);
  g_autofree char *ids = ids_text (roll, targets);
  GPtrArray *lines = new_lines ();
  char clip[ID_TEXT_SIZE];
  if (lround (by * 127) != 0)
    add_line (lines, "notes.velocity clip=%s by=%ld notes=%s", id_write (clip, roll->clip),
              lround (by * 127), ids);
  return run (roll, lines, false);
}

bool
roll_split_note (Roll *roll, Id note, Ticks at)
{
  GPtrArray *lines = new_lines ();
  char clip[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
  add_line (lines, "notes.split clip=%s at=%s notes=%s", id_write (clip, roll->clip),
            place (roll, at), id_write (id, note));
  return run (roll, lines, false);
}

bool
roll_remove_notes (Roll *roll, const GArray *ids)
{
  GPtrArray *lines = new_lines ();
  GString *text = g_string_new (NULL);
  char id[ID_TEXT_SIZE];
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i ? "," : "", id_write (id, g_array_index (ids, Id, i)));
  if (ids->len > 0)
    add_line (lines, "note.remove clip=%s note=%s", id_write (id, roll->clip), text->str);
  g_string_free (text, TRUE);
  return run (roll, lines, false);
}

bool
roll_set_lyric (Roll *roll, Id note, const char *text)
{
  char clip[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
  g_autofree char *quoted = g_shell_quote (text);
  return lq_desk_run (roll->desk, NULL, "note.set clip=%s note=%s lyric=%s",
                      id_write (clip, roll->clip), id_write (id, note), quoted);
}

bool
roll_copy (Roll *roll)
{
  g_autoptr (GArray) targets = roll_targets (roll);
  if (targets->len == 0)
    return false;
  g_array_set_size (roll->copied, 0);
  g_ptr_array_set_size (roll->lyrics, 0);
  const Ticks first = target (roll, targets, 0)->at;
  for (guint i = 0; i < targets->len; i++) {
    RollNote note = *target (roll, targets, i);
    char *lyric = g_strdup (note.lyric);
    g_ptr_array_add (roll->lyrics, lyric);
    note.lyric = lyric;
    note.at -= first;
    note.end -= first;
    g_array_append_val (roll->copied, note);
  }
  return true;
}

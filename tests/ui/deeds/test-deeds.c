/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every editing action, on a small song: it makes one step that can be undone, and its command
 * lines, run by `lacquer edit` on a copy, give the same bytes. */
#include <glib.h>
#include <string.h>

#include "deeds_fixture.h"
#include "temporary.h"
#include "ui/commands/action.h"
#include "ui/deeds/deed.h"

#define SEED 7
#define SEED_TEXT "7"

static const char *lacquer; /* the program */
static char *holder, *song; /* the folder of all, the song that is copied */

typedef struct {
  const char *id; /* of the action */
  const char *track; /* where the cursor is */
  RowKind kind;
  int item; /* of its lanes or envelopes */
  const char *at;
  const char *from, *to; /* a range, or NULL */
  const char *text; /* what is typed */
  int ruler; /* that has the cursor; 0: none */
  const char *first[4]; /* command lines before */
  Place place; /* PLACE_GLOBAL: as the row says */
} Case;

#define KICK(id, at)                                                                               \
  {                                                                                                \
    id, "Kick", ROW_TRACK, 0, at                                                                   \
  }
#define KICK_RANGE(id)                                                                             \
  {                                                                                                \
    id, "Kick", ROW_TRACK, 0, "1", "1.2.1", "1.4.1"                                                \
  }
#define VOX_GAIN(id)                                                                               \
  {                                                                                                \
    id, "Vox", ROW_AUTOMATION, 0, "2.2.1"                                                          \
  }
#define TAKE(id)                                                                                   \
  {                                                                                                \
    id, "Vox", ROW_TAKE, 1, "2.2.1"                                                                \
  }
#define RULER(id, which, place)                                                                    \
  {                                                                                                \
    id, "Kick", ROW_TRACK, 0, place, .ruler = which                                                \
  }
#define HEADER(id, name)                                                                           \
  {                                                                                                \
    id, name, ROW_TRACK, 0, "1", .place = PLACE_HEADERS                                            \
  }

static const Case cases[] = {
  KICK ("clip.split", "1.3.1"),
  KICK_RANGE ("clip.split"),
  KICK ("clip.split-transients", "1.3.1"),
  KICK_RANGE ("clip.split-transients"),
  KICK ("clip.trim-start", "1.2.1"),
  KICK ("clip.trim-end", "1.3.1"),
  KICK ("clip.slip-left", "1.2.1"),
  KICK ("clip.slip-right", "1.2.1"),
  KICK ("clip.start-to-cursor", "1.2.1"),
  KICK ("clip.stretch-end", "1.4.1"),
  KICK ("clip.move-down", "1.2.1"),
  { "clip.move-up", "Snare", ROW_TRACK, 0, "2.2.1" },
  KICK ("clip.fade", "1.2.1"),
  KICK_RANGE ("clip.fade"),
  KICK ("clip.fade-shape", "1.2.1"),
  KICK ("clip.fade-edges", "1.2.1"),
  KICK ("clip.crossfade", "1.4.1"),
  KICK ("clip.gain-up", "1.2.1"),
  KICK ("clip.gain-down", "1.2.1"),
  KICK ("clip.gain-point", "1.2.1"),
  KICK_RANGE ("clip.gain-point"),
  { "clip.gain-point", "Kick", ROW_TRACK, 0, "1.2.1",
    .first = { "automation.add track=Kick clip=1 target=gain at=1.2.1 value=-3" } },
  { "clip.gain-up", "Kick", ROW_TRACK, 0, "1.2.1",
    .first = { "automation.add track=Kick clip=1 target=gain at=1.2.1 value=-3" } },
  KICK ("clip.gain-up-fine", "1.2.1"),
  KICK ("clip.gain-down-fine", "1.2.1"),
  { "clip.normalize", "Kick", ROW_TRACK, 0, "1.2.1", .text = "-3dB" },
  { "clip.normalize", "Snare", ROW_TRACK, 0, "2.2.1", .text = "-16LUFS" },
  { "clip.transpose", "Kick", ROW_TRACK, 0, "1.2.1", .text = "3" },
  { "clip.transpose", "Keys", ROW_TRACK, 0, "1.2.1", .text = "-2" },
  KICK ("clip.loop", "1.2.1"),
  KICK ("clip.mute", "1.2.1"),
  KICK ("clip.lock", "1.2.1"),
  KICK ("clip.reverse", "1.2.1"),
  { "clip.join", "Kick", ROW_TRACK, 0, "1", "1", "4" },
  { "clip.bounce", "Kick", ROW_TRACK, 0, "1.2.1", .text = "source replace" },
  { "clip.bounce", "Kick", ROW_TRACK, 0, "1.2.1", .text = "pre new" },
  { "clip.group", "Kick", ROW_TRACK, 0, "1", "1", "4" },
  { "clip.ungroup", "Snare", ROW_TRACK, 0, "2.2.1", .first = { "clip.group clips=snare,Riff" } },
  KICK ("clip.quantize", "1.2.1"),
  { "clip.quantize", "Keys", ROW_TRACK, 0, "1.2.1" },
  { "audio.previous-warp", "Snare", ROW_TRACK, 0, "3.3.1",
    .first = { "warp.add clip=snare at=3.1.1" }, .place = PLACE_AUDIO_CLIP },
  { "audio.next-warp", "Snare", ROW_TRACK, 0, "2.2.1", .first = { "warp.add clip=snare at=3.1.1" },
    .place = PLACE_AUDIO_CLIP },
  { "audio.previous-transient", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.next-transient", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.start", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.end", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.warp-add", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.warp-add", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.delete", "Snare", ROW_TRACK, 0, "3.1.1", .first = { "warp.add clip=snare at=3.1.1" },
    .place = PLACE_AUDIO_CLIP },
  { "audio.delete", "Kick", ROW_TRACK, 0, "1", "1.2.1", "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.warp-left", "Snare", ROW_TRACK, 0, "3.1.1", .first = { "warp.add clip=snare at=3.1.1" },
    .place = PLACE_AUDIO_CLIP },
  { "audio.warp-right", "Snare", ROW_TRACK, 0, "3.1.1", .first = { "warp.add clip=snare at=3.1.1" },
    .place = PLACE_AUDIO_CLIP },
  { "audio.warp", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.warp", "Snare", ROW_TRACK, 0, "3.1.1",
    .first = { "warp.add clip=snare at=3.1.1 to=3.1.2" }, .place = PLACE_AUDIO_CLIP },
  { "audio.mode", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.mode", "Snare", ROW_TRACK, 0, "3.1.1", .first = { "clip.set clip=snare formant=on" },
    .place = PLACE_AUDIO_CLIP },
  { "audio.split", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.trim-start", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.trim-end", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.fade", "Kick", ROW_TRACK, 0, "1.3.1", .place = PLACE_AUDIO_CLIP },
  { "audio.gain-up", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.gain-down", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.gain-up-fine", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.gain-down-fine", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.transpose-up", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.transpose-down", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.transpose-up-fine", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.transpose-down-fine", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.normalize", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.reverse", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.quantize", "Kick", ROW_TRACK, 0, "1.2.1", .place = PLACE_AUDIO_CLIP },
  { "audio.quantize", "Snare", ROW_TRACK, 0, "3.1.1",
    .first = { "warp.add clip=snare at=3.1.1.90" }, .place = PLACE_AUDIO_CLIP },
  { "clip.strip-silence", "Kick", ROW_TRACK, 0, "1.2.1", .text = "-40dB" },
  { "clip.replace-file", "Kick", ROW_TRACK, 0, "1.2.1", .text = "FOLDER/tone.wav" },
  { "clip.new", "Keys", ROW_TRACK, 0, "4", "4", "6" },
  { "range.bounce", "Kick", ROW_TRACK, 0, "1", "1", "2", .text = "pre" },
  { "tempo.from-range", "Kick", ROW_TRACK, 0, "1", "1", "2.3.1", .text = "1" },
  { "tempo.from-range", "Kick", ROW_TRACK, 0, "1", "1.2.1", "2.3.1", .text = "1 1" },
  { "tempo.from-clip", "Snare", ROW_TRACK, 0, "2.2.1",
    .first = { "clip.set clip=snare stretch=tempo", "project.set tempo=100" } },
  KICK ("nudge.left", "2.2.1"),
  KICK ("nudge.right", "1.2.1"),
  KICK ("nudge.left-fine", "2.2.1"),
  KICK ("nudge.right-fine", "1.2.1"),
  KICK_RANGE ("nudge.right"),
  { "nudge.right", "Kick", ROW_TRACK, 0, "1", "1", "4" },
  KICK_RANGE ("edit.cut"),
  KICK ("edit.cut", "1.2.1"),
  { "edit.paste", "Kick", ROW_TRACK, 0, "4", .first = { "range.copy from=1 to=2 tracks=Kick" } },
  { "edit.paste-insert", "Kick", ROW_TRACK, 0, "1.3.1",
    .first = { "range.copy from=1 to=2 tracks=Kick" } },
  KICK_RANGE ("edit.delete"),
  KICK ("edit.delete", "1.2.1"),
  KICK_RANGE ("edit.delete-items"),
  KICK_RANGE ("edit.delete-close"),
  KICK_RANGE ("edit.insert-time"),
  KICK_RANGE ("edit.duplicate"),
  KICK ("edit.duplicate", "1.2.1"),
  HEADER ("edit.duplicate", "Kick"),
  RULER ("edit.duplicate", RULER_SECTIONS, "3.2.1"),
  { "edit.repeat", "Kick", ROW_TRACK, 0, "1", "1", "2", .text = "3" },
  { "edit.repeat", "Keys", ROW_TRACK, 0, "1.2.1", .text = "3" },
  { "edit.rename", "Kick", ROW_TRACK, 0, "1.2.1", .text = "Boom" },
  { "edit.rename", "Kick", ROW_TRACK, 0, "1", .text = "Low", .place = PLACE_HEADERS },
  { "edit.rename", "Kick", ROW_TRACK, 0, "2.2.1", .text = "drop", .ruler = RULER_MARKERS },
  { "edit.rename", "Vox", ROW_TAKE, 1, "2", .text = "The one" },
  { "edit.rename", "Vox", ROW_AUTOMATION, 0, "1.2.3", .text = "-4.5dB" },
  { "mix.move-left", "Snare", ROW_TRACK, 0, "1", .place = PLACE_MIXER },
  { "mix.move-right", "Kick", ROW_TRACK, 0, "1", .place = PLACE_MIXER },
  { "mix.output", "Kick", ROW_TRACK, 0, "1", .text = "Hall", .place = PLACE_MIXER },
  { "mix.new-return", "Kick", ROW_TRACK, 0, "1", .text = "Long echo", .place = PLACE_MIXER },
  { "mix.vca", "Kick", ROW_TRACK, 0, "1", .text = "All drums", .place = PLACE_MIXER },
  { "mix.vca", "Kick", ROW_TRACK, 0, "1", .text = "none", .place = PLACE_MIXER,
    .first = { "track.add kind=vca name=Hits", "track.set track=Kick vca=Hits" } },
  { "mix.snapshot", "Kick", ROW_TRACK, 0, "1", .text = "Rough mix", .place = PLACE_MIXER },
  { "mix.compare", "Kick", ROW_TRACK, 0, "1", .place = PLACE_MIXER,
    .first = { "snapshot.add name=Rough", "track.set track=Kick gain=-9" } },
  VOX_GAIN ("auto.add-point"),
  VOX_GAIN ("auto.value-up"),
  VOX_GAIN ("auto.value-down"),
  VOX_GAIN ("auto.value-up-fine"),
  VOX_GAIN ("auto.value-down-fine"),
  { "auto.ramp", "Vox", ROW_AUTOMATION, 0, "1", "1.3.1", "2.3.1" },
  VOX_GAIN ("auto.curve"),
  { "auto.thin", "Vox", ROW_AUTOMATION, 0, "1", "1", "4",
    .first = { "automation.add track=Vox target=gain at=2.3.1 value=-4.5" } },
  VOX_GAIN ("auto.hold"),
  { "auto.parameter", "Vox", ROW_AUTOMATION, 0, "1", .text = "pan" },
  { "auto.parameter", "Vox", ROW_AUTOMATION, 0, "1", .text = "Hall.gain" },
  VOX_GAIN ("auto.bypass"),
  VOX_GAIN ("edit.delete"),
  VOX_GAIN ("nudge.right"),
  VOX_GAIN ("nudge.left-fine"),
  { "comp.swipe", "Vox", ROW_TAKE, 2, "1", "1.3.1", "2.2.1" },
  { "comp.swipe", "Vox", ROW_TAKE, 2, "1.2.1" },
  { "comp.swipe-next", "Vox", ROW_TAKE, 2, "1.2.1" },
  TAKE ("comp.take-up"),
  TAKE ("comp.take-down"),
  TAKE ("comp.split"),
  TAKE ("comp.trim-start"),
  { "comp.trim-end", "Vox", ROW_TAKE, 1, "1.3.1" },
  TAKE ("comp.gain-up"),
  TAKE ("comp.gain-down"),
  TAKE ("comp.gain-up-fine"),
  TAKE ("comp.gain-down-fine"),
  { "comp.crossfade", "Vox", ROW_TAKE, 1, "2.1.1", .text = "50ms" },
  TAKE ("comp.rate-1"),
  TAKE ("comp.rate-2"),
  TAKE ("comp.rate-3"),
  TAKE ("comp.rate-4"),
  TAKE ("comp.rate-5"),
  TAKE ("comp.next"),
  TAKE ("comp.new"),
  TAKE ("comp.flatten"),
  TAKE ("take.mute"),
  TAKE ("edit.delete"),
  { "ruler.add", "Kick", ROW_TRACK, 0, "8", .text = "end", .ruler = RULER_MARKERS },
  { "ruler.add", "Kick", ROW_TRACK, 0, "8", .text = "Outro", .ruler = RULER_SECTIONS },
  { "ruler.add", "Kick", ROW_TRACK, 0, "8", .text = "F", .ruler = RULER_CHORDS },
  { "ruler.add", "Kick", ROW_TRACK, 0, "8", .text = "fin", .ruler = RULER_LYRICS },
  { "ruler.add", "Kick", ROW_TRACK, 0, "8", .text = "90", .ruler = RULER_TEMPO },
  KICK ("marker.add", "3"),
  RULER ("ruler.trim-start", RULER_SECTIONS, "3.2.1"),
  RULER ("ruler.trim-end", RULER_SECTIONS, "3.2.1"),
  RULER ("ruler.value-up", RULER_TEMPO, "1"),
  RULER ("ruler.value-down", RULER_TEMPO, "1"),
  RULER ("ruler.value-up-fine", RULER_TEMPO, "1"),
  RULER ("ruler.value-down-fine", RULER_TEMPO, "1"),
  RULER ("ruler.value-up", RULER_CHORDS, "1"),
  RULER ("ruler.swap-previous", RULER_SECTIONS, "3.2.1"),
  RULER ("ruler.swap-next", RULER_SECTIONS, "3.2.1"),
  RULER ("ruler.loop", RULER_SECTIONS, "3.2.1"),
  RULER ("nudge.right", RULER_MARKERS, "2"),
  RULER ("nudge.left", RULER_SECTIONS, "5"),
  RULER ("nudge.right", RULER_CHORDS, "1"),
  RULER ("nudge.right-fine", RULER_LYRICS, "1"),
  RULER ("edit.delete", RULER_MARKERS, "2"),
  RULER ("edit.delete", RULER_SECTIONS, "3.2.1"),
  { "track.color", "Kick", ROW_TRACK, 0, "3", .text = "rose", .ruler = RULER_SECTIONS },
  { "track.color", "Bass", ROW_TRACK, 0, "3", .text = "rose" },
  { "comment.add", "Kick", ROW_TRACK, 0, "3", .text = "too loud?" },
  { "transport.loop", "Kick", ROW_TRACK, 0, "1", "1", "3" },
  { "transport.loop-to-selection", "Kick", ROW_TRACK, 0, "1", "1", "3" },
  KICK ("track.mute", "1"),
  KICK ("track.solo", "1"),
  { "track.unmute-all", "Kick", ROW_TRACK, 0, "1",
    .first = { "track.set track=Snare mute=on", "track.set track=Bass mute=on" } },
  { "track.unsolo-all", "Kick", ROW_TRACK, 0, "1", .first = { "track.set track=Snare solo=on" } },
  KICK ("track.volume-up", "1"),
  KICK ("track.volume-down", "1"),
  KICK ("track.volume-up-fine", "1"),
  KICK ("track.volume-down-fine", "1"),
  KICK ("track.pan-left", "1"),
  KICK ("track.pan-right", "1"),
  KICK ("track.pan-left-fine", "1"),
  KICK ("track.pan-right-fine", "1"),
  { "track.duplicate", "Vox", ROW_TRACK, 0, "1" },
  KICK ("track.duplicate-empty", "1"),
  { "track.group", "Kick", ROW_TRACK, 0, "1", .text = "group Drums" },
  { "track.group", "Snare", ROW_TRACK, 0, "1", .text = "folder Ideas" },
  { "track.edit-group", "Kick", ROW_TRACK, 0, "1",
    .first = { "edit_group.set name=Drums tracks=Kick,Snare" } },
  KICK ("track.automation-mode", "1"),
  { "track.freeze", "Kick", ROW_TRACK, 0, "1" },
  { "track.note", "Kick", ROW_TRACK, 0, "1", .text = "mic: D112" },
  HEADER ("header.delete", "Snare"),
  HEADER ("edit.delete", "Snare"),
  HEADER ("header.move-down", "Kick"),
  HEADER ("header.move-up", "Vox"),
  { "header.input", "Kick", ROW_TRACK, 0, "1", .text = "3" },
  { "header.output", "Kick", ROW_TRACK, 0, "1", .text = "Hall" },
  KICK_RANGE ("edit.copy"),
  KICK ("cursor.next-transient", "1.2.1"),
  KICK ("cursor.previous-transient", "1.4.1"),
  RULER ("ruler.select", RULER_SECTIONS, "3.2.1"),
  { "ruler.lanes", "Kick", ROW_TRACK, 0, "1", .text = "time bars markers" },
  { "clip.quantize-settings", "Kick", ROW_TRACK, 0, "1.2.1", .text = "1/16 80%" },
  { "clip.split-playhead", "Kick", ROW_TRACK, 0, "1.2.1" },
};

/* All cases run, whatever the first ones do. */
static void fault (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
fault (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
  g_test_fail ();
}

static Place
place_of_case (const Case *one)
{
  return one->place               ? one->place
         : one->ruler             ? PLACE_RULER_LANE
         : one->kind == ROW_TAKE  ? PLACE_TAKE_LANE
         : one->kind == ROW_TRACK ? PLACE_CLIP_LANE
                                  : PLACE_AUTOMATION_LANE;
}

static void
set_up (LqDesk *desk, const Case *one)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 4 && one->first[i]; i++) {
    lq_desk_run (desk, &error, "%s", one->first[i]);
    g_assert_no_error (error);
  }
  deeds_fixture_go (desk, one->track, one->kind, one->item, one->at);
  if (one->from)
    deeds_fixture_range (desk, one->from, one->to);
  if (one->ruler)
    lq_desk_set_ruler (desk, (Ruler) one->ruler);
  if (!strcmp (one->id, "clip.split-playhead"))
    lq_desk_locate (desk, UNITS_PER_SECOND / 2);
  if (g_str_has_prefix (one->id, "edit.paste")) {
    /* The window's own copy, of what the line above copied. */
    g_autofree char *told = NULL;
    const DeskCursor cursor = *lq_desk_cursor (desk);
    deeds_fixture_range (desk, "1", "2");
    g_assert_true (deed_do (deed_find ("edit.copy"), desk, PLACE_CLIP_LANE, NULL, &told, &error));
    lq_desk_set_cursor (desk, cursor.at, cursor.row, false);
  }
}

/* The lines of all steps from the first value on, in their order. */
static GPtrArray *
lines_of (const HistoryStep *step)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  for (; step->parent; step = step->parent)
    g_ptr_array_insert (steps, 0, (gpointer) step);
  for (guint i = 0; i < steps->len; i++)
    for (char **line = ((const HistoryStep *) steps->pdata[i])->lines; *line; line++)
      g_ptr_array_add (lines, g_strdup (*line));
  return lines;
}

static bool
run_lines (const char *project, const GPtrArray *lines)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *said = NULL, *wrong = NULL;
  int status;

  g_ptr_array_add (argv, (gpointer) lacquer);
  g_ptr_array_add (argv, (gpointer) "edit");
  g_ptr_array_add (argv, (gpointer) "--seed");
  g_ptr_array_add (argv, (gpointer) SEED_TEXT);
  g_ptr_array_add (argv, (gpointer) project);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (argv, lines->pdata[i]);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               &said, &wrong, &status, NULL));
  if (status != 0)
    fault ("lacquer edit: %s", wrong);
  return status == 0;
}

/* The table names every command that an action runs. */
static void
check_runs (const Case *one, const Action *action, char **lines, int before)
{
  g_auto (GStrv) named = g_strsplit (action->runs ? action->runs : "", " ", -1);

  for (char **line = lines + before; *line; line++) {
    g_autofree char *command = g_strndup (*line, strcspn (*line, " "));
    if (!g_strv_contains ((const char *const *) named, command))
      fault ("%s at %s runs %s, which its row does not name", one->id, one->at, command);
  }
}

static char *
read_project (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "Song.lacquer", NULL);
  char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
check (const Case *one, int number)
{
  const Action *action = action_find (one->id);
  const DeedRow *row = deed_find (one->id);
  g_autofree char *under_a = g_strdup_printf ("%s/a%d", holder, number);
  g_autofree char *under_b = g_strdup_printf ("%s/b%d", holder, number);
  g_autofree char *a = deeds_fixture_copy (song, under_a);
  g_autofree char *b = deeds_fixture_copy (song, under_b);
  g_auto (GStrv) parts = g_strsplit (one->text ? one->text : "", "FOLDER", -1);
  g_autofree char *text = g_strjoinv (holder, parts);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (action);
  g_assert_nonnull (row);
  LqDesk *desk = lq_desk_open_seeded (a, SEED, &error);
  g_assert_no_error (error);
  set_up (desk, one);
  History *history = document_history (lq_desk_document (desk));
  HistoryStep *before = history_current (history);
  const bool good =
      deed_do (row, desk, place_of_case (one), one->text ? text : NULL, &told, &error);
  if (!good)
    fault ("%s at %s: %s", one->id, one->at, error->message);
  HistoryStep *step = history_current (history);
  if (good && action->runs && strcmp (one->id, "edit.copy") &&
      strcmp (one->id, "clip.quantize-settings")) {
    if (step->parent != before) {
      fault ("%s at %s: no step", one->id, one->at);
      lq_desk_close (desk);
      g_object_unref (desk);
      return;
    }
    g_test_message ("%s", step->words);
    check_runs (one, action, step->lines, g_str_has_prefix (one->id, "edit.paste") ? 2 : 0);
    g_assert_cmpuint (strlen (step->words), >, 3);
    g_assert_false (g_str_has_prefix (step->words, "Change hits"));
    /* Undo gives the very value back. */
    g_assert_true (document_undo (lq_desk_document (desk)));
    g_assert_true (lq_desk_project (desk) == before->project);
    g_assert_true (document_redo (lq_desk_document (desk)));
    g_assert_true (lq_desk_save (desk, &error));
    g_autoptr (GPtrArray) lines = lines_of (step);
    if (run_lines (b, lines)) {
      g_autofree char *ours = read_project (a), *theirs = read_project (b);
      if (strcmp (ours, theirs) != 0)
        fault ("%s at %s: other bytes", one->id, one->at);
    }
  } else {
    if (good && step != before)
      fault ("%s makes a step and names no command", one->id);
  }
  lq_desk_close (desk);
  g_object_unref (desk);
}

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s at %s", cases[i].id, cases[i].at);
    check (&cases[i], (int) i);
  }
}

static void
test_all_rows (void)
{
  int n;
  const DeedRow *const *rows = deeds_all (&n);
  for (int i = 0; i < n; i++) {
    bool tested = false;
    g_test_message ("%s", rows[i]->id);
    g_assert_nonnull (action_find (rows[i]->id));
    for (size_t k = 0; k < G_N_ELEMENTS (cases); k++)
      tested |= !strcmp (cases[k].id, rows[i]->id);
    g_assert_true (tested);
    g_assert_true (!rows[i]->question == !rows[i]->initial);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  lacquer = argv[1];
  holder = temporary_folder_new ();
  song = deeds_fixture_make (holder);
  g_test_add_func ("/ui/deeds/all-rows", test_all_rows);
  g_test_add_func ("/ui/deeds/same-bytes", test_cases);
  const int result = g_test_run ();
  temporary_folder_remove (holder);
  g_free (holder);
  g_free (song);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample_project.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

typedef struct {
  uint64_t key;
  int64_t drawn;
  IdSource ids;
  bool unknown;
} Dice;

static uint64_t
draw (Dice *dice)
{
  return hash_at (dice->key, dice->drawn++);
}

static int64_t
draw_int (Dice *dice, double min, double max)
{
  if (draw (dice) % 8 == 0)
    return (int64_t) (draw (dice) % 2 ? min : max);
  return (int64_t) (min + (max - min) * ((double) (draw (dice) >> 11) * 0x1p-53));
}

static double
draw_double (Dice *dice, double min, double max)
{
  const double low = isinf (min) ? -200 : min, high = isinf (max) ? 200 : max;
  const double x = low + (high - low) * ((double) (draw (dice) >> 11) * 0x1p-53);

  switch (draw (dice) % 8) {
  case 0:
    return min;
  case 1:
    return max;
  case 2:
    return CLAMP (rint (x * 100) / 100, min, max);
  case 3:
    return CLAMP (x * 1e-9, min, max);
  default:
    return x;
  }
}

static GRefString *
draw_text (Dice *dice)
{
  static const char *const pieces[] = {
    "Vox",      " ",        "&",    "<b>", "\"x\"",   "'",     "\n",
    "\t",       "\303\251", "\r\n", "]]>", "a=\"1\"", "&#10;", "\360\237\216\270",
    "\302\205", "--",       "%20",  "\\"
  };
  g_autoptr (GString) text = g_string_new (NULL);
  for (uint64_t n = 1 + draw (dice) % 4; n > 0; n--)
    g_string_append (text, pieces[draw (dice) % G_N_ELEMENTS (pieces)]);
  return g_ref_string_new (text->str);
}

static GRefString *
draw_unknown (Dice *dice, bool attributes, bool elements)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (!dice->unknown || draw (dice) % 2)
    return NULL;
  if (attributes)
    g_string_append (text, " future=\"a &amp;&quot;&#10;b\" x:later=\"\"");
  if (elements)
    g_string_append (text,
                     "\n<future/>\n<x:later how=\"&lt;\">\n  <deep>text &amp;&#10;  more</deep>"
                     "\n  <mixed>a<b/>c</mixed>\n</x:later>");
  return text->len ? g_ref_string_new (text->str) : NULL;
}

static void
fill_points (Dice *dice, Run **slot)
{
  const int n = draw (dice) % 16 == 0 ? 700 : 3;
  int64_t at = -1000;

  for (int i = 0; i < n; i++) {
    Point point = { .at = at += 1 + (int64_t) (draw (dice) % 100000),
                    .value = draw_double (dice, -INFINITY, INFINITY),
                    .shape = (PointShape) (draw (dice) % 3),
                    .tension = draw_double (dice, -1, 1),
                    .unknown = draw_unknown (dice, true, draw (dice) % 2) };
    run_append_point (slot, &point);
    if (point.unknown)
      g_ref_string_release (point.unknown);
  }
}

static void
fill_notes (Dice *dice, Run **slot)
{
  const int n = draw (dice) % 16 == 0 ? 700 : 3;
  int64_t at = -1000;

  for (int i = 0; i < n; i++) {
    Note note = { .at = at += (int64_t) (draw (dice) % 3000),
                  .length = 1 + (int64_t) (draw (dice) % 100000),
                  .id = id_next (&dice->ids, NOTE_LETTER),
                  .pitch = (int) (draw (dice) % 128),
                  .channel = (int) (draw (dice) % 16),
                  .velocity = draw_double (dice, 0, 1),
                  .release = draw_double (dice, 0, 1),
                  .mute = draw (dice) % 2,
                  .lyric = draw (dice) % 2 ? draw_text (dice) : NULL,
                  .unknown = draw_unknown (dice, draw (dice) % 2, true) };
    run_append_note (slot, &note);
    if (note.lyric)
      g_ref_string_release (note.lyric);
    if (note.unknown)
      g_ref_string_release (note.unknown);
  }
}

static void
fill_params (Dice *dice, Params **slot)
{
  static const char *const names[] = { "freq", "q", "gain", "a&b", "impulse" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    GRefString *text = i == 4 ? draw_text (dice) : NULL;
    params_set (slot, names[i], draw_double (dice, -INFINITY, INFINITY), text);
    (*slot)->items[(*slot)->n - 1].unknown =
        (*slot)->items[(*slot)->n - 1].unknown ?: draw_unknown (dice, true, true);
    if (text)
      g_ref_string_release (text);
  }
}

static void
fill_field (Dice *dice, const Field *field, void *at)
{
  const char letter =
      field->child == NODE_PROJECT ? "tcaz"[draw (dice) % 4] : node_type (field->child)->letter;

  switch (field->type) {
  case FIELD_BOOL:
    *(bool *) at = draw (dice) % 2;
    break;
  case FIELD_INT:
    *(int64_t *) at = draw_int (dice, field->min, field->max);
    break;
  case FIELD_DOUBLE:
    *(double *) at = draw_double (dice, field->min, field->max);
    break;
  case FIELD_ENUM: {
    int n = 0;
    while (field->choices[n])
      n++;
    *(int *) at = (int) (draw (dice) % (uint64_t) n);
    break;
  }
  case FIELD_TEXT:
    *(GRefString **) at = draw (dice) % 4 ? draw_text (dice) : NULL;
    break;
  case FIELD_ID:
    if (field->required || draw (dice) % 2)
      *(Id *) at = id_next (&dice->ids, letter);
    break;
  case FIELD_IDS:
    for (uint64_t n = draw (dice) % 4; n > 0; n--)
      id_set_add (at, id_next (&dice->ids, letter));
    break;
  case FIELD_POSITION: {
    const TimeBase base = draw (dice) % 2 ? TIME_ABSOLUTE : TIME_MUSICAL;
    const double most = base == TIME_MUSICAL ? (double) TICKS_MAX : (double) UNITS_MAX;
    *(Position *) at = (Position){ draw (dice) % 4 ? draw_int (dice, -most, most) : 0, base };
    break;
  }
  default:
    break;
  }
}

static Node *fill_node (Dice *dice, NodeKind kind, int depth);

static void
fill_children (Dice *dice, const Field *field, void *at, int depth)
{
  switch (field->type) {
  case FIELD_POINTS:
    fill_points (dice, at);
    break;
  case FIELD_NOTES:
    fill_notes (dice, at);
    break;
  case FIELD_PARAMS:
    fill_params (dice, at);
    break;
  case FIELD_CHILD:
    if (depth < 7)
      *(Node **) at = fill_node (dice, field->child, depth + 1);
    break;
  case FIELD_LIST:
    for (uint64_t n = depth < 7 ? 1 + draw (dice) % 2 : 0; n > 0; n--)
      list_insert (at, -1, fill_node (dice, field->child, depth + 1));
    break;
  default:
    break;
  }
}

static Node *
fill_node (Dice *dice, NodeKind kind, int depth)
{
  Node *node = node_new (kind);
  const NodeType *type = node_type (kind);

  if (type->letter)
    node->id = id_next (&dice->ids, type->letter);
  for (int i = 0; i < type->n_fields; i++)
    fill_field (dice, &type->fields[i], (char *) node + type->fields[i].offset);
  for (int i = 0; i < type->n_children; i++)
    fill_children (dice, &type->children[i], (char *) node + type->children[i].offset, depth);
  if (kind == NODE_PROJECT && dice->unknown) {
    node->unknown_attributes = g_ref_string_new (" xmlns:x=\"urn:later\" future=\"1\"");
    node->unknown_elements =
        g_ref_string_new ("\n<future/>\n<tracks x:later=\"1\">\n  "
                          "<future>text</future>\n</tracks>\n<markers future=\"1\"/>");
  } else {
    node->unknown_attributes = draw_unknown (dice, true, false);
    node->unknown_elements = draw_unknown (dice, false, true);
  }
  return node;
}

Project *
sample_random_project (uint64_t seed, bool unknown)
{
  Dice dice = { .key = hash_mix (seed), .unknown = unknown };

  id_source_init (&dice.ids, seed);
  return (Project *) fill_node (&dice, NODE_PROJECT, 0);
}

/* A curve as a hand draws it: full precision, as good as random. */
static Run *
make_curve (Dice *dice, int n, int64_t step)
{
  Run *run = NULL;
  for (int i = 0; i < n; i++) {
    const Point point = { .at = i * step,
                          .value = -60 + 66 * ((double) (draw (dice) >> 11) * 0x1p-53),
                          .shape = POINT_LINEAR };
    run_append_point (&run, &point);
  }
  return run;
}

static void
add_envelope (Dice *dice, List **list, const char *param, int n_points, int64_t step)
{
  Envelope *envelope = (Envelope *) node_new (NODE_ENVELOPE);
  envelope->node.id = id_next (&dice->ids, 'v');
  text_set (&envelope->param, param);
  envelope->points = make_curve (dice, n_points, step);
  list_insert (list, -1, &envelope->node);
}

static void
add_effects (Dice *dice, Track *track)
{
  static const char *const kinds[] = { "eq", "compressor", "reverb" };
  static const char *const names[] = { "attack", "freq",  "gain",    "mix",
                                       "q",      "ratio", "release", "threshold" };
  for (size_t e = 0; e < G_N_ELEMENTS (kinds); e++) {
    Effect *effect = (Effect *) node_new (NODE_EFFECT);
    effect->node.id = id_next (&dice->ids, 'e');
    text_set (&effect->kind, kinds[e]);
    for (size_t p = 0; p < G_N_ELEMENTS (names); p++)
      params_set (&effect->params, names[p], rint (draw_double (dice, 0, 100) * 1000) / 1000, NULL);
    list_insert (&track->effects, -1, &effect->node);
  }
}

Project *
sample_large_project (int n_tracks, int n_clips, int clip_points)
{
  Dice dice = { .key = 1 };
  Project *project = project_new ();

  id_source_init (&dice.ids, 1);
  text_set (&project->name, "Large");
  for (int t = 0; t < n_tracks; t++) {
    Source *source = (Source *) node_new (NODE_SOURCE);
    source->node.id = id_next (&dice.ids, 'a');
    g_autofree char *file = g_strdup_printf ("audio/Take %d.wav", t + 1);
    text_set (&source->file, file);
    text_set (&source->hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    source->frames = 48000 * 240;
    source->rate = 48000;
    source->channels = 2;
    Dropout *dropout = (Dropout *) node_new (NODE_DROPOUT);
    dropout->frame = 96000 + t;
    list_insert (&source->dropouts, -1, &dropout->node);
    list_insert (&project->sources, -1, &source->node);

    Track *track = (Track *) node_new (NODE_TRACK);
    track->node.id = id_next (&dice.ids, 't');
    g_autofree char *name = g_strdup_printf ("Track %d", t + 1);
    text_set (&track->name, name);
    track->gain_db = -3.5;
    track->pan = (t % 21 - 10) / 10.0;
    add_effects (&dice, track);
    add_envelope (&dice, &track->envelopes, "gain", 20, TICKS_PER_QUARTER);
    for (int c = 0; c < n_clips; c++) {
      Clip *clip = (Clip *) node_new (NODE_CLIP);
      clip->node.id = id_next (&dice.ids, 'c');
      g_autofree char *clip_name = g_strdup_printf ("Take %d.%d", t + 1, c + 1);
      text_set (&clip->name, clip_name);
      clip->start = (Position){ (int64_t) c * 4 * TICKS_PER_QUARTER, TIME_MUSICAL };
      clip->length = (Position){ UNITS_PER_SECOND, TIME_ABSOLUTE };
      clip->source = source->node.id;
      clip->offset = c * 48000;
      clip->fade_in = clip->fade_out = UNITS_PER_SECOND / 200;
      if (clip_points > 0)
        add_envelope (&dice, &clip->envelopes, "gain", clip_points, 777);
      list_insert (&track->clips, -1, &clip->node);
    }
    list_insert (&project->tracks, list_n (project->tracks) - 1, &track->node);
  }
  return project;
}

static Node *
add (Dice *dice, List **list, NodeKind kind, int index)
{
  Node *node = node_new (kind);
  if (node_type (kind)->letter)
    node->id = id_next (&dice->ids, node_type (kind)->letter);
  list_insert (list, index, node);
  return node;
}

static void
add_notes_clip (Dice *dice, Track *track)
{
  Clip *clip = (Clip *) add (dice, &track->clips, NODE_CLIP, -1);
  clip->kind = CLIP_NOTES;
  text_set (&clip->name, "Riff");
  clip->length = (Position){ 16 * TICKS_PER_QUARTER, TIME_MUSICAL };
  for (int i = 0; i < 16; i++) {
    const Note note = { .at = (int64_t) i * TICKS_PER_QUARTER,
                        .length = TICKS_PER_QUARTER / 2,
                        .id = id_next (&dice->ids, NOTE_LETTER),
                        .pitch = 60 + i % 12,
                        .velocity = 0.8 };
    run_append_note (&clip->notes, &note);
  }
  Expression *expression = (Expression *) add (dice, &clip->expressions, NODE_EXPRESSION, -1);
  expression->note = run_note (clip->notes, 3)->id;
  text_set (&expression->param, "pitch");
  expression->points = make_curve (dice, 5, 100);
}

static void
add_song_map (Dice *dice, Project *project)
{
  Tempo *tempo = (Tempo *) add (dice, &project->tempos, NODE_TEMPO, -1);
  tempo->at = 64 * TICKS_PER_QUARTER;
  tempo->bpm = 132.5;
  Marker *marker = (Marker *) add (dice, &project->markers, NODE_MARKER, -1);
  marker->at = (Position){ 5 * UNITS_PER_SECOND, TIME_ABSOLUTE };
  text_set (&marker->name, "Refrain \"1\" & more");
  Section *section = (Section *) add (dice, &project->sections, NODE_SECTION, -1);
  section->length = 32 * TICKS_PER_QUARTER;
  text_set (&section->name, "Verse");
  Chord *chord = (Chord *) add (dice, &project->chords, NODE_CHORD, -1);
  text_set (&chord->symbol, "F\342\231\257m7");
  Comment *comment = (Comment *) add (dice, &project->comments, NODE_COMMENT, -1);
  text_set (&comment->text, "louder\nhere");
}

Project *
sample_song (void)
{
  Dice dice = { .key = 3 };
  Project *project = sample_large_project (3, 4, 3);

  id_source_init (&dice.ids, 77);
  text_set (&project->name, "S\303\266ng");
  Track *keys = (Track *) add (&dice, &project->tracks, NODE_TRACK, 0);
  keys->kind = TRACK_INSTRUMENT;
  text_set (&keys->name, "Keys");
  keys->instrument = (Effect *) node_new (NODE_EFFECT);
  keys->instrument->node.id = id_next (&dice.ids, 'e');
  text_set (&keys->instrument->kind, "sampler");
  params_set (&keys->instrument->params, "file", 0, "audio/piano.sf2");
  add_notes_clip (&dice, keys);
  Track *reverb = (Track *) add (&dice, &project->tracks, NODE_TRACK, 3);
  reverb->kind = TRACK_RETURN;
  text_set (&reverb->name, "Reverb");
  Send *send = (Send *) add (&dice, &keys->sends, NODE_SEND, -1);
  send->to = reverb->node.id;
  send->gain_db = -INFINITY;
  Lane *lane = (Lane *) add (&dice, &keys->lanes, NODE_LANE, -1);
  text_set (&lane->name, "Take 1");
  Comp *comp = (Comp *) add (&dice, &keys->comps, NODE_COMP, -1);
  Part *part = (Part *) add (&dice, &comp->parts, NODE_PART, -1);
  part->lane = lane->node.id;
  part->to = (Position){ TICKS_PER_QUARTER, TIME_MUSICAL };
  keys->active_comp = comp->node.id;
  Snapshot *snapshot = (Snapshot *) add (&dice, &project->snapshots, NODE_SNAPSHOT, -1);
  SnapshotStrip *strip = (SnapshotStrip *) add (&dice, &snapshot->strips, NODE_STRIP, -1);
  strip->track = keys->node.id;
  list_insert (&strip->effects, -1, node_ref (&keys->instrument->node));
  add_song_map (&dice, project);
  return project;
}

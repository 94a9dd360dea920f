/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of node kinds: one row per field, read by copying, comparing, XML and the schema. */
#include "model/project.h"

#include <math.h>

static const char *const project_kinds[] = { "song", "album", NULL };
static const char *const pan_laws[] = { "constant_power", "minus_4_5", "linear", NULL };
static const char *const metronome_modes[] = { "off", "on", "recording", NULL };
static const char *const monitor_modes[] = { "off", "auto", "on", NULL };
const char *const automation_modes[] = { "off", "read", "touch", "latch", "write", "trim", NULL };
static const char *const phases[] = { "normal", "invert", "left", "right", NULL };
static const char *const clip_kinds[] = { "audio", "notes", NULL };
static const char *const stretch_modes[] = { "ratio", "tempo", NULL };
static const char *const channel_modes[] = { "stereo", "mid", "side", "left", "right", NULL };
static const char *const time_bases[] = { "musical", "absolute", NULL };
const char *const track_kinds[] = { "audio",  "instrument", "midi", "group", "folder",
                                    "return", "vca",        "main", NULL };
const char *const fade_shapes[] = { "linear", "equal_power", "s", "log", NULL };
const char *const taps[] = { "post", "pre", NULL };

static const Field project_fields[] = {
  { "kind", FIELD_ENUM, offsetof (Project, kind), .choices = project_kinds },
  { "name", FIELD_TEXT, offsetof (Project, name) },
  { "rate", FIELD_INT, offsetof (Project, rate), .initial = 48000, .min = 44100, .max = 192000 },
  { "seed", FIELD_INT, offsetof (Project, seed), .initial = 1, .min = -9e18, .max = 9e18 },
  { "pan-law", FIELD_ENUM, offsetof (Project, pan_law), .choices = pan_laws },
  { "key", FIELD_TEXT, offsetof (Project, key) },
  { "artist", FIELD_TEXT, offsetof (Project, artist) },
  { "album", FIELD_TEXT, offsetof (Project, album) },
  { "author", FIELD_TEXT, offsetof (Project, author) },
  { "created", FIELD_TEXT, offsetof (Project, created) },
  { "note", FIELD_TEXT, offsetof (Project, note) },
  { "loop-from", FIELD_POSITION, offsetof (Project, loop_from) },
  { "loop-to", FIELD_POSITION, offsetof (Project, loop_to) },
  { "loop", FIELD_BOOL, offsetof (Project, loop) },
  { "punch-from", FIELD_POSITION, offsetof (Project, punch_from) },
  { "punch-to", FIELD_POSITION, offsetof (Project, punch_to) },
  { "punch", FIELD_BOOL, offsetof (Project, punch) },
  { "metronome", FIELD_ENUM, offsetof (Project, metronome), .choices = metronome_modes },
  { "metronome-gain", FIELD_DOUBLE, offsetof (Project, metronome_gain_db), .min = -INFINITY,
    .max = 60 },
  { "count-in", FIELD_INT, offsetof (Project, count_in_bars), .min = 0, .max = 16 },
  { "pre-roll", FIELD_INT, offsetof (Project, pre_roll_bars), .min = 0, .max = 16 },
  { "loudness", FIELD_DOUBLE, offsetof (Project, loudness_target), .min = -70, .max = 0 },
  { "ceiling", FIELD_DOUBLE, offsetof (Project, ceiling), .initial = -1, .min = -20, .max = 0 },
};

static const Field project_children[] = {
  { "sources", FIELD_LIST, offsetof (Project, sources), .child = NODE_SOURCE },
  { "tempo-map", FIELD_LIST, offsetof (Project, tempos), .child = NODE_TEMPO },
  { "meters", FIELD_LIST, offsetof (Project, meters), .child = NODE_METER },
  { "keys", FIELD_LIST, offsetof (Project, keys), .child = NODE_KEY },
  { "markers", FIELD_LIST, offsetof (Project, markers), .child = NODE_MARKER },
  { "sections", FIELD_LIST, offsetof (Project, sections), .child = NODE_SECTION },
  { "chords", FIELD_LIST, offsetof (Project, chords), .child = NODE_CHORD },
  { "lyrics", FIELD_LIST, offsetof (Project, lyrics), .child = NODE_LYRIC },
  { "comments", FIELD_LIST, offsetof (Project, comments), .child = NODE_COMMENT },
  { "tracks", FIELD_LIST, offsetof (Project, tracks), .child = NODE_TRACK },
  { "edit-groups", FIELD_LIST, offsetof (Project, edit_groups), .child = NODE_EDIT_GROUP },
  { "scenes", FIELD_LIST, offsetof (Project, scenes), .child = NODE_SCENE },
  { "snapshots", FIELD_LIST, offsetof (Project, snapshots), .child = NODE_SNAPSHOT },
  { "macros", FIELD_LIST, offsetof (Project, macros), .child = NODE_MACRO },
  { "modulators", FIELD_LIST, offsetof (Project, modulators), .child = NODE_MODULATOR },
  { "references", FIELD_LIST, offsetof (Project, references), .child = NODE_REFERENCE },
  { "cues", FIELD_LIST, offsetof (Project, cues), .child = NODE_CUE },
  { "songs", FIELD_LIST, offsetof (Project, songs), .child = NODE_SONG },
  { "deliveries", FIELD_LIST, offsetof (Project, deliveries), .child = NODE_DELIVERY },
  { "scratchpads", FIELD_LIST, offsetof (Project, scratchpads), .child = NODE_SCRATCHPAD },
};

static const Field track_fields[] = {
  { "kind", FIELD_ENUM, offsetof (Track, kind), .choices = track_kinds },
  { "name", FIELD_TEXT, offsetof (Track, name) },
  { "color", FIELD_TEXT, offsetof (Track, color) },
  { "group", FIELD_ID, offsetof (Track, group), .child = NODE_TRACK },
  { "output", FIELD_ID, offsetof (Track, output), .child = NODE_TRACK },
  { "direct-out", FIELD_TEXT, offsetof (Track, direct_out) },
  { "input", FIELD_TEXT, offsetof (Track, input) },
  { "monitor", FIELD_ENUM, offsetof (Track, monitor), .choices = monitor_modes },
  { "automation", FIELD_ENUM, offsetof (Track, automation), .choices = automation_modes,
    .initial = AUTOMATION_READ },
  { "arm", FIELD_BOOL, offsetof (Track, arm) },
  { "gain", FIELD_DOUBLE, offsetof (Track, gain_db), .min = -INFINITY, .max = 60 },
  { "pan", FIELD_DOUBLE, offsetof (Track, pan), .min = -1, .max = 1 },
  { "width", FIELD_DOUBLE, offsetof (Track, width), .initial = 1, .min = 0, .max = 2 },
  { "phase", FIELD_ENUM, offsetof (Track, phase), .choices = phases },
  { "mute", FIELD_BOOL, offsetof (Track, mute) },
  { "solo", FIELD_BOOL, offsetof (Track, solo) },
  { "solo-safe", FIELD_BOOL, offsetof (Track, solo_safe) },
  { "fold", FIELD_BOOL, offsetof (Track, fold) },
  { "delay", FIELD_INT, offsetof (Track, delay), .min = -4e15, .max = 4e15 },
  { "vcas", FIELD_IDS, offsetof (Track, vcas), .child = NODE_TRACK },
  { "note", FIELD_TEXT, offsetof (Track, note) },
  { "rating", FIELD_INT, offsetof (Track, rating), .min = 0, .max = 5 },
  { "midi-channel", FIELD_INT, offsetof (Track, midi_channel), .min = 0, .max = 16 },
  { "frozen", FIELD_ID, offsetof (Track, frozen), .child = NODE_SOURCE },
  { "frozen-key", FIELD_TEXT, offsetof (Track, frozen_key) },
  { "active-comp", FIELD_ID, offsetof (Track, active_comp), .child = NODE_COMP },
};

static const Field track_children[] = {
  { "instrument", FIELD_CHILD, offsetof (Track, instrument), .child = NODE_EFFECT },
  { "effects", FIELD_LIST, offsetof (Track, effects), .child = NODE_EFFECT },
  { "master", FIELD_LIST, offsetof (Track, master), .child = NODE_EFFECT },
  { NULL, FIELD_LIST, offsetof (Track, sends), .child = NODE_SEND },
  { NULL, FIELD_LIST, offsetof (Track, envelopes), .child = NODE_ENVELOPE },
  { NULL, FIELD_LIST, offsetof (Track, clips), .child = NODE_CLIP },
  { NULL, FIELD_LIST, offsetof (Track, lanes), .child = NODE_LANE },
  { NULL, FIELD_LIST, offsetof (Track, comps), .child = NODE_COMP },
};

static const Field clip_fields[] = {
  { "kind", FIELD_ENUM, offsetof (Clip, kind), .choices = clip_kinds },
  { "name", FIELD_TEXT, offsetof (Clip, name) },
  { "color", FIELD_TEXT, offsetof (Clip, color) },
  { "start", FIELD_POSITION, offsetof (Clip, start), .required = true },
  { "start-fine", FIELD_INT, offsetof (Clip, start_fine), .min = 0, .max = 4e12 },
  { "length", FIELD_POSITION, offsetof (Clip, length), .required = true },
  { "source", FIELD_ID, offsetof (Clip, source), .child = NODE_SOURCE },
  { "offset", FIELD_INT, offsetof (Clip, offset), .min = -4e15, .max = 4e15 },
  { "offset-fine", FIELD_INT, offsetof (Clip, offset_fine), .min = 0, .max = 4e12 },
  { "gain", FIELD_DOUBLE, offsetof (Clip, gain_db), .min = -INFINITY, .max = 60 },
  { "mute", FIELD_BOOL, offsetof (Clip, mute) },
  { "reverse", FIELD_BOOL, offsetof (Clip, reverse) },
  { "loop", FIELD_BOOL, offsetof (Clip, loop) },
  { "loop-start", FIELD_INT, offsetof (Clip, loop_start), .min = 0, .max = 4e15 },
  { "loop-length", FIELD_INT, offsetof (Clip, loop_length), .min = 0, .max = 4e15 },
  { "stretch-mode", FIELD_ENUM, offsetof (Clip, stretch_mode), .choices = stretch_modes },
  { "stretch", FIELD_DOUBLE, offsetof (Clip, stretch), .initial = 1, .min = 0.05, .max = 20 },
  { "source-bpm", FIELD_DOUBLE, offsetof (Clip, source_bpm), .min = 0, .max = 1000 },
  { "transpose", FIELD_DOUBLE, offsetof (Clip, transpose), .min = -48, .max = 48 },
  { "formant", FIELD_BOOL, offsetof (Clip, formant) },
  { "unwarped", FIELD_BOOL, offsetof (Clip, unwarped) },
  { "locked", FIELD_BOOL, offsetof (Clip, locked) },
  { "fade-in", FIELD_INT, offsetof (Clip, fade_in), .min = 0, .max = 4e18 },
  { "fade-out", FIELD_INT, offsetof (Clip, fade_out), .min = 0, .max = 4e18 },
  { "fade-in-shape", FIELD_ENUM, offsetof (Clip, fade_in_shape), .choices = fade_shapes },
  { "fade-out-shape", FIELD_ENUM, offsetof (Clip, fade_out_shape), .choices = fade_shapes },
  { "linked", FIELD_ID, offsetof (Clip, linked) },
  { "grouped", FIELD_ID, offsetof (Clip, grouped) },
  { "pattern", FIELD_ID, offsetof (Clip, pattern), .child = NODE_CLIP },
  { "track", FIELD_ID, offsetof (Clip, track), .child = NODE_TRACK },
  { "rating", FIELD_INT, offsetof (Clip, rating), .min = 0, .max = 5 },
  { "note", FIELD_TEXT, offsetof (Clip, note) },
};

static const Field clip_children[] = {
  { NULL, FIELD_LIST, offsetof (Clip, envelopes), .child = NODE_ENVELOPE },
  { NULL, FIELD_LIST, offsetof (Clip, expressions), .child = NODE_EXPRESSION },
  { NULL, FIELD_LIST, offsetof (Clip, warps), .child = NODE_WARP },
  { NULL, FIELD_NOTES, offsetof (Clip, notes) },
};

static const Field lane_fields[] = {
  { "name", FIELD_TEXT, offsetof (Lane, name) },
  { "color", FIELD_TEXT, offsetof (Lane, color) },
  { "rating", FIELD_INT, offsetof (Lane, rating), .min = 0, .max = 5 },
  { "mute", FIELD_BOOL, offsetof (Lane, mute) },
  { "from", FIELD_POSITION, offsetof (Lane, from) },
  { "to", FIELD_POSITION, offsetof (Lane, to) },
};

static const Field lane_children[] = {
  { NULL, FIELD_LIST, offsetof (Lane, clips), .child = NODE_CLIP },
};

static const Field comp_fields[] = {
  { "name", FIELD_TEXT, offsetof (Comp, name) },
};

static const Field comp_children[] = {
  { NULL, FIELD_LIST, offsetof (Comp, parts), .child = NODE_PART },
};

static const Field part_fields[] = {
  { "lane", FIELD_ID, offsetof (Part, lane), .child = NODE_LANE, .required = true },
  { "from", FIELD_POSITION, offsetof (Part, from), .required = true },
  { "to", FIELD_POSITION, offsetof (Part, to), .required = true },
  { "crossfade", FIELD_INT, offsetof (Part, crossfade), .initial = 7056000, .min = 0, .max = 4e12 },
  { "gain", FIELD_DOUBLE, offsetof (Part, gain_db), .min = -INFINITY, .max = 60 },
};

static const Field effect_fields[] = {
  { "kind", FIELD_TEXT, offsetof (Effect, kind) },
  { "name", FIELD_TEXT, offsetof (Effect, name) },
  { "version", FIELD_INT, offsetof (Effect, version), .initial = 1, .min = 0, .max = 1e6 },
  { "bypass", FIELD_BOOL, offsetof (Effect, bypass) },
  { "channels", FIELD_ENUM, offsetof (Effect, channels), .choices = channel_modes },
  { "sidechain", FIELD_ID, offsetof (Effect, sidechain), .child = NODE_TRACK },
  { "sidechain-tap", FIELD_ENUM, offsetof (Effect, sidechain_tap), .choices = taps, .initial = 1 },
  { "preset", FIELD_TEXT, offsetof (Effect, preset) },
  { "state", FIELD_TEXT, offsetof (Effect, state) },
  { "send-out", FIELD_TEXT, offsetof (Effect, send_out) },
  { "return-in", FIELD_TEXT, offsetof (Effect, return_in) },
  { "hardware-delay", FIELD_INT, offsetof (Effect, hardware_delay), .min = 0, .max = 4e18 },
};

static const Field effect_children[] = {
  { NULL, FIELD_PARAMS, offsetof (Effect, params) },
  { NULL, FIELD_LIST, offsetof (Effect, chains), .child = NODE_CHAIN },
};

static const Field chain_fields[] = {
  { "name", FIELD_TEXT, offsetof (Chain, name) },
  { "gain", FIELD_DOUBLE, offsetof (Chain, gain_db), .min = -INFINITY, .max = 60 },
  { "mute", FIELD_BOOL, offsetof (Chain, mute) },
};

static const Field chain_children[] = {
  { NULL, FIELD_LIST, offsetof (Chain, effects), .child = NODE_EFFECT },
};

static const Field send_fields[] = {
  { "to", FIELD_ID, offsetof (Send, to), .child = NODE_TRACK },
  { "cue", FIELD_ID, offsetof (Send, cue), .child = NODE_CUE },
  { "gain", FIELD_DOUBLE, offsetof (Send, gain_db), .min = -INFINITY, .max = 60 },
  { "pan", FIELD_DOUBLE, offsetof (Send, pan), .min = -1, .max = 1 },
  { "tap", FIELD_ENUM, offsetof (Send, tap), .choices = taps },
  { "mute", FIELD_BOOL, offsetof (Send, mute) },
};

static const Field envelope_fields[] = {
  { "device", FIELD_ID, offsetof (Envelope, device) },
  { "param", FIELD_TEXT, offsetof (Envelope, param) },
  { "base", FIELD_ENUM, offsetof (Envelope, base), .choices = time_bases },
  { "off", FIELD_BOOL, offsetof (Envelope, off) },
};

static const Field envelope_children[] = {
  { NULL, FIELD_POINTS, offsetof (Envelope, points) },
};

static const Field expression_fields[] = {
  { "note", FIELD_ID, offsetof (Expression, note), .required = true },
  { "param", FIELD_TEXT, offsetof (Expression, param) },
};

static const Field expression_children[] = {
  { NULL, FIELD_POINTS, offsetof (Expression, points) },
};

static const Field warp_fields[] = {
  { "frame", FIELD_INT, offsetof (Warp, frame), .min = 0, .max = 4e15, .required = true },
  { "at", FIELD_INT, offsetof (Warp, at), .min = -TICKS_MAX, .max = 4e15, .required = true },
};

static const Field source_fields[] = {
  { "file", FIELD_TEXT, offsetof (Source, file) },
  { "name", FIELD_TEXT, offsetof (Source, name) },
  { "frames", FIELD_INT, offsetof (Source, frames), .min = 0, .max = 4e15, .required = true },
  { "rate", FIELD_INT, offsetof (Source, rate), .min = 1, .max = 10000000, .required = true },
  { "channels", FIELD_INT, offsetof (Source, channels), .min = 1, .max = 1024, .required = true },
  { "first-channel", FIELD_INT, offsetof (Source, first_channel), .min = 0, .max = 1024 },
  { "hash", FIELD_TEXT, offsetof (Source, hash) },
  { "timestamp", FIELD_INT, offsetof (Source, timestamp), .initial = -1, .min = -1, .max = 4e15 },
  { "bpm", FIELD_DOUBLE, offsetof (Source, bpm), .min = 0, .max = 1000 },
  { "loop-start", FIELD_INT, offsetof (Source, loop_start), .min = 0, .max = 4e15 },
  { "loop-length", FIELD_INT, offsetof (Source, loop_length), .min = 0, .max = 4e15 },
  { "root-pitch", FIELD_INT, offsetof (Source, root_pitch), .initial = -1, .min = -1, .max = 127 },
  { "made-by", FIELD_TEXT, offsetof (Source, made_by) },
};

static const Field source_children[] = {
  { NULL, FIELD_LIST, offsetof (Source, dropouts), .child = NODE_DROPOUT },
};

static const Field dropout_fields[] = {
  { "frame", FIELD_INT, offsetof (Dropout, frame), .min = 0, .max = 4e15, .required = true },
  { "missing", FIELD_INT, offsetof (Dropout, missing), .min = 0, .max = 4e15 },
};

static const Field tempo_fields[] = {
  { "at", FIELD_INT, offsetof (Tempo, at), .min = 0, .max = TICKS_MAX, .required = true },
  { "bpm", FIELD_DOUBLE, offsetof (Tempo, bpm), .initial = 120, .min = 5, .max = 1000,
    .required = true },
  { "ramp", FIELD_BOOL, offsetof (Tempo, ramp) },
};

static const Field meter_fields[] = {
  { "at", FIELD_INT, offsetof (Meter, at), .min = 0, .max = TICKS_MAX, .required = true },
  { "numerator", FIELD_INT, offsetof (Meter, numerator), .initial = 4, .min = 1, .max = 64,
    .required = true },
  { "denominator", FIELD_INT, offsetof (Meter, denominator), .initial = 4, .min = 1, .max = 64,
    .required = true },
};

static const Field key_fields[] = {
  { "at", FIELD_INT, offsetof (Key, at), .min = 0, .max = TICKS_MAX, .required = true },
  { "key", FIELD_TEXT, offsetof (Key, key) },
};

static const Field marker_fields[] = {
  { "at", FIELD_POSITION, offsetof (Marker, at), .required = true },
  { "name", FIELD_TEXT, offsetof (Marker, name) },
  { "color", FIELD_TEXT, offsetof (Marker, color) },
};

static const Field section_fields[] = {
  { "at", FIELD_INT, offsetof (Section, at), .min = 0, .max = TICKS_MAX, .required = true },
  { "length", FIELD_INT, offsetof (Section, length), .min = 0, .max = TICKS_MAX, .required = true },
  { "name", FIELD_TEXT, offsetof (Section, name) },
  { "color", FIELD_TEXT, offsetof (Section, color) },
  { "key", FIELD_TEXT, offsetof (Section, key) },
  { "active", FIELD_ID, offsetof (Section, active), .child = NODE_ALTERNATIVE },
};

static const Field section_children[] = {
  { NULL, FIELD_LIST, offsetof (Section, alternatives), .child = NODE_ALTERNATIVE },
};

static const Field alternative_fields[] = {
  { "name", FIELD_TEXT, offsetof (Alternative, name) },
};

static const Field alternative_children[] = {
  { NULL, FIELD_LIST, offsetof (Alternative, clips), .child = NODE_CLIP },
};

static const Field chord_fields[] = {
  { "at", FIELD_INT, offsetof (Chord, at), .min = 0, .max = TICKS_MAX, .required = true },
  { "length", FIELD_INT, offsetof (Chord, length), .min = 0, .max = TICKS_MAX },
  { "symbol", FIELD_TEXT, offsetof (Chord, symbol) },
};

static const Field lyric_fields[] = {
  { "at", FIELD_POSITION, offsetof (Lyric, at), .required = true },
  { "length", FIELD_POSITION, offsetof (Lyric, length) },
  { "text", FIELD_TEXT, offsetof (Lyric, text) },
};

static const Field comment_fields[] = {
  { "at", FIELD_POSITION, offsetof (Comment, at), .required = true },
  { "text", FIELD_TEXT, offsetof (Comment, text) },
  { "author", FIELD_TEXT, offsetof (Comment, author) },
  { "role", FIELD_TEXT, offsetof (Comment, role) },
  { "created", FIELD_TEXT, offsetof (Comment, created) },
  { "resolved", FIELD_BOOL, offsetof (Comment, resolved) },
  { "about", FIELD_ID, offsetof (Comment, about) },
};

static const Field edit_group_fields[] = {
  { "name", FIELD_TEXT, offsetof (EditGroup, name) },
  { "off", FIELD_BOOL, offsetof (EditGroup, off) },
  { "tracks", FIELD_IDS, offsetof (EditGroup, tracks), .child = NODE_TRACK },
};

static const Field scene_fields[] = {
  { "name", FIELD_TEXT, offsetof (Scene, name) },
  { "color", FIELD_TEXT, offsetof (Scene, color) },
  { "bpm", FIELD_DOUBLE, offsetof (Scene, bpm), .min = 0, .max = 1000 },
};

static const Field scene_children[] = {
  { NULL, FIELD_LIST, offsetof (Scene, slots), .child = NODE_SLOT },
};

static const Field slot_fields[] = {
  { "track", FIELD_ID, offsetof (Slot, track), .child = NODE_TRACK, .required = true },
};

static const Field slot_children[] = {
  { NULL, FIELD_CHILD, offsetof (Slot, clip), .child = NODE_CLIP },
};

static const Field snapshot_fields[] = {
  { "name", FIELD_TEXT, offsetof (Snapshot, name) },
  { "created", FIELD_TEXT, offsetof (Snapshot, created) },
  { "note", FIELD_TEXT, offsetof (Snapshot, note) },
};

static const Field snapshot_children[] = {
  { NULL, FIELD_LIST, offsetof (Snapshot, strips), .child = NODE_STRIP },
};

static const Field strip_fields[] = {
  { "track", FIELD_ID, offsetof (SnapshotStrip, track), .child = NODE_TRACK, .required = true },
  { "gain", FIELD_DOUBLE, offsetof (SnapshotStrip, gain_db), .min = -INFINITY, .max = 60 },
  { "pan", FIELD_DOUBLE, offsetof (SnapshotStrip, pan), .min = -1, .max = 1 },
  { "width", FIELD_DOUBLE, offsetof (SnapshotStrip, width), .initial = 1, .min = 0, .max = 2 },
  { "phase", FIELD_ENUM, offsetof (SnapshotStrip, phase), .choices = phases },
  { "mute", FIELD_BOOL, offsetof (SnapshotStrip, mute) },
  { "solo", FIELD_BOOL, offsetof (SnapshotStrip, solo) },
};

static const Field strip_children[] = {
  { "effects", FIELD_LIST, offsetof (SnapshotStrip, effects), .child = NODE_EFFECT },
  { "master", FIELD_LIST, offsetof (SnapshotStrip, master), .child = NODE_EFFECT },
  { NULL, FIELD_LIST, offsetof (SnapshotStrip, sends), .child = NODE_SEND },
};

static const Field macro_fields[] = {
  { "name", FIELD_TEXT, offsetof (Macro, name) },
  { "value", FIELD_DOUBLE, offsetof (Macro, value), .min = 0, .max = 1 },
};

static const Field macro_children[] = {
  { NULL, FIELD_LIST, offsetof (Macro, routes), .child = NODE_ROUTE },
};

static const Field modulator_fields[] = {
  { "kind", FIELD_TEXT, offsetof (Modulator, kind) },
  { "name", FIELD_TEXT, offsetof (Modulator, name) },
  { "track", FIELD_ID, offsetof (Modulator, track), .child = NODE_TRACK },
};

static const Field modulator_children[] = {
  { NULL, FIELD_PARAMS, offsetof (Modulator, params) },
  { NULL, FIELD_LIST, offsetof (Modulator, routes), .child = NODE_ROUTE },
};

static const Field route_fields[] = {
  { "device", FIELD_ID, offsetof (Route, device), .required = true },
  { "param", FIELD_TEXT, offsetof (Route, param) },
  { "amount", FIELD_DOUBLE, offsetof (Route, amount), .min = -1, .max = 1 },
};

static const Field reference_fields[] = {
  { "name", FIELD_TEXT, offsetof (Reference, name) },
  { "source", FIELD_ID, offsetof (Reference, source), .child = NODE_SOURCE },
  { "gain", FIELD_DOUBLE, offsetof (Reference, gain_db), .min = -INFINITY, .max = 60 },
  { "offset", FIELD_INT, offsetof (Reference, offset), .min = -4e18, .max = 4e18 },
  { "off", FIELD_BOOL, offsetof (Reference, off) },
};

static const Field cue_fields[] = {
  { "name", FIELD_TEXT, offsetof (Cue, name) },
  { "output", FIELD_TEXT, offsetof (Cue, output) },
  { "gain", FIELD_DOUBLE, offsetof (Cue, gain_db), .min = -INFINITY, .max = 60 },
};

static const Field song_fields[] = {
  { "file", FIELD_TEXT, offsetof (Song, file) },
  { "project", FIELD_ID, offsetof (Song, project) },
  { "hash", FIELD_TEXT, offsetof (Song, hash) },
  { "title", FIELD_TEXT, offsetof (Song, title) },
  { "artist", FIELD_TEXT, offsetof (Song, artist) },
  { "isrc", FIELD_TEXT, offsetof (Song, isrc) },
  { "gap", FIELD_INT, offsetof (Song, gap), .min = 0, .max = 4e18 },
  { "crossfade", FIELD_INT, offsetof (Song, crossfade), .min = 0, .max = 4e18 },
  { "trim-start", FIELD_INT, offsetof (Song, trim_start), .min = 0, .max = 4e18 },
  { "trim-end", FIELD_INT, offsetof (Song, trim_end), .min = 0, .max = 4e18 },
  { "fade-in", FIELD_INT, offsetof (Song, fade_in), .min = 0, .max = 4e18 },
  { "fade-out", FIELD_INT, offsetof (Song, fade_out), .min = 0, .max = 4e18 },
  { "gain", FIELD_DOUBLE, offsetof (Song, gain_db), .min = -INFINITY, .max = 60 },
};

static const Field song_children[] = {
  { NULL, FIELD_LIST, offsetof (Song, effects), .child = NODE_EFFECT },
};

static const Field delivery_fields[] = {
  { "name", FIELD_TEXT, offsetof (Delivery, name) },
  { "format", FIELD_TEXT, offsetof (Delivery, format) },
  { "bits", FIELD_TEXT, offsetof (Delivery, bits) },
  { "rate", FIELD_INT, offsetof (Delivery, rate), .min = 0, .max = 384000 },
  { "dither", FIELD_TEXT, offsetof (Delivery, dither) },
  { "loudness", FIELD_DOUBLE, offsetof (Delivery, loudness), .min = -70, .max = 0 },
  { "ceiling", FIELD_DOUBLE, offsetof (Delivery, ceiling), .initial = -1, .min = -20, .max = 0 },
  { "bitrate", FIELD_INT, offsetof (Delivery, bitrate), .min = 0, .max = 10000 },
  { "stems", FIELD_BOOL, offsetof (Delivery, stems) },
  { "no-master", FIELD_BOOL, offsetof (Delivery, no_master) },
};

static const Field scratchpad_fields[] = {
  { "name", FIELD_TEXT, offsetof (Scratchpad, name) },
  { "text", FIELD_TEXT, offsetof (Scratchpad, text) },
};

static const Field scratchpad_children[] = {
  { NULL, FIELD_LIST, offsetof (Scratchpad, clips), .child = NODE_CLIP },
};

const NodeType node_types[N_NODE_KINDS] = {
  [NODE_PROJECT] = { "project", 'p', sizeof (Project), project_fields,
                     G_N_ELEMENTS (project_fields), project_children,
                     G_N_ELEMENTS (project_children) },
  [NODE_TRACK] = { "track", 't', sizeof (Track), track_fields, G_N_ELEMENTS (track_fields),
                   track_children, G_N_ELEMENTS (track_children) },
  [NODE_CLIP] = { "clip", 'c', sizeof (Clip), clip_fields, G_N_ELEMENTS (clip_fields),
                  clip_children, G_N_ELEMENTS (clip_children) },
  [NODE_LANE] = { "lane", 'l', sizeof (Lane), lane_fields, G_N_ELEMENTS (lane_fields),
                  lane_children, G_N_ELEMENTS (lane_children) },
  [NODE_COMP] = { "comp", 'k', sizeof (Comp), comp_fields, G_N_ELEMENTS (comp_fields),
                  comp_children, G_N_ELEMENTS (comp_children) },
  [NODE_PART] = { "part", 'q', sizeof (Part), part_fields, G_N_ELEMENTS (part_fields), NULL, 0 },
  [NODE_EFFECT] = { "effect", 'e', sizeof (Effect), effect_fields, G_N_ELEMENTS (effect_fields),
                    effect_children, G_N_ELEMENTS (effect_children) },
  [NODE_CHAIN] = { "chain", 'h', sizeof (Chain), chain_fields, G_N_ELEMENTS (chain_fields),
                   chain_children, G_N_ELEMENTS (chain_children) },
  [NODE_SEND] = { "send", 's', sizeof (Send), send_fields, G_N_ELEMENTS (send_fields), NULL, 0 },
  [NODE_ENVELOPE] = { "envelope", 'v', sizeof (Envelope), envelope_fields,
                      G_N_ELEMENTS (envelope_fields), envelope_children,
                      G_N_ELEMENTS (envelope_children) },
  [NODE_EXPRESSION] = { "expression", 'x', sizeof (Expression), expression_fields,
                        G_N_ELEMENTS (expression_fields), expression_children,
                        G_N_ELEMENTS (expression_children) },
  [NODE_WARP] = { "warp", 'w', sizeof (Warp), warp_fields, G_N_ELEMENTS (warp_fields), NULL, 0 },
  [NODE_SOURCE] = { "source", 'a', sizeof (Source), source_fields, G_N_ELEMENTS (source_fields),
                    source_children, G_N_ELEMENTS (source_children) },
  [NODE_DROPOUT] = { "dropout", 0, sizeof (Dropout), dropout_fields, G_N_ELEMENTS (dropout_fields),
                     NULL, 0 },
  [NODE_TEMPO] = { "tempo", 'o', sizeof (Tempo), tempo_fields, G_N_ELEMENTS (tempo_fields), NULL,
                   0 },
  [NODE_METER] = { "meter", 'i', sizeof (Meter), meter_fields, G_N_ELEMENTS (meter_fields), NULL,
                   0 },
  [NODE_KEY] = { "key", 'y', sizeof (Key), key_fields, G_N_ELEMENTS (key_fields), NULL, 0 },
  [NODE_MARKER] = { "marker", 'm', sizeof (Marker), marker_fields, G_N_ELEMENTS (marker_fields),
                    NULL, 0 },
  [NODE_SECTION] = { "section", 'b', sizeof (Section), section_fields,
                     G_N_ELEMENTS (section_fields), section_children,
                     G_N_ELEMENTS (section_children) },
  [NODE_ALTERNATIVE] = { "alternative", 'z', sizeof (Alternative), alternative_fields,
                         G_N_ELEMENTS (alternative_fields), alternative_children,
                         G_N_ELEMENTS (alternative_children) },
  [NODE_CHORD] = { "chord", 'j', sizeof (Chord), chord_fields, G_N_ELEMENTS (chord_fields), NULL,
                   0 },
  [NODE_LYRIC] = { "lyric", 'u', sizeof (Lyric), lyric_fields, G_N_ELEMENTS (lyric_fields), NULL,
                   0 },
  [NODE_COMMENT] = { "comment", 'r', sizeof (Comment), comment_fields,
                     G_N_ELEMENTS (comment_fields), NULL, 0 },
  [NODE_EDIT_GROUP] = { "edit-group", 'g', sizeof (EditGroup), edit_group_fields,
                        G_N_ELEMENTS (edit_group_fields), NULL, 0 },
  [NODE_SCENE] = { "scene", 'f', sizeof (Scene), scene_fields, G_N_ELEMENTS (scene_fields),
                   scene_children, G_N_ELEMENTS (scene_children) },
  [NODE_SLOT] = { "slot", 'd', sizeof (Slot), slot_fields, G_N_ELEMENTS (slot_fields),
                  slot_children, G_N_ELEMENTS (slot_children) },
  [NODE_SNAPSHOT] = { "snapshot", 'h', sizeof (Snapshot), snapshot_fields,
                      G_N_ELEMENTS (snapshot_fields), snapshot_children,
                      G_N_ELEMENTS (snapshot_children) },
  [NODE_STRIP] = { "strip", 0, sizeof (SnapshotStrip), strip_fields, G_N_ELEMENTS (strip_fields),
                   strip_children, G_N_ELEMENTS (strip_children) },
  [NODE_MACRO] = { "macro", 'n', sizeof (Macro), macro_fields, G_N_ELEMENTS (macro_fields),
                   macro_children, G_N_ELEMENTS (macro_children) },
  [NODE_MODULATOR] = { "modulator", 'n', sizeof (Modulator), modulator_fields,
                       G_N_ELEMENTS (modulator_fields), modulator_children,
                       G_N_ELEMENTS (modulator_children) },
  [NODE_ROUTE] = { "route", 0, sizeof (Route), route_fields, G_N_ELEMENTS (route_fields), NULL, 0 },
  [NODE_REFERENCE] = { "reference", 'r', sizeof (Reference), reference_fields,
                       G_N_ELEMENTS (reference_fields), NULL, 0 },
  [NODE_CUE] = { "cue", 'q', sizeof (Cue), cue_fields, G_N_ELEMENTS (cue_fields), NULL, 0 },
  [NODE_SONG] = { "song", 's', sizeof (Song), song_fields, G_N_ELEMENTS (song_fields),
                  song_children, G_N_ELEMENTS (song_children) },
  [NODE_DELIVERY] = { "delivery", 'd', sizeof (Delivery), delivery_fields,
                      G_N_ELEMENTS (delivery_fields), NULL, 0 },
  [NODE_SCRATCHPAD] = { "scratchpad", 'w', sizeof (Scratchpad), scratchpad_fields,
                        G_N_ELEMENTS (scratchpad_fields), scratchpad_children,
                        G_N_ELEMENTS (scratchpad_children) },
};

G_STATIC_ASSERT (N_NODE_KINDS <= 64);

uint64_t
node_kinds_above (uint64_t kinds)
{
  uint64_t above = 0;
  bool more = true;

  while (more) {
    more = false;
    for (int kind = 0; kind < N_NODE_KINDS; kind++)
      for (int i = 0; i < node_types[kind].n_children; i++) {
        const Field *field = &node_types[kind].children[i];
        const bool is_node = field->type == FIELD_CHILD || field->type == FIELD_LIST;
        if (is_node && kind != NODE_STRIP && !(above >> kind & 1) &&
            ((kinds | above) >> field->child & 1)) {
          above |= UINT64_C (1) << kind;
          more = true;
        }
      }
  }
  return above;
}

const char *
node_name (const Node *node)
{
  const NodeType *type = node_type_of (node);
  for (int i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == FIELD_TEXT && g_str_equal (type->fields[i].name, "name"))
      return text_get (*(GRefString *const *) ((const char *) node + type->fields[i].offset));
  return "";
}

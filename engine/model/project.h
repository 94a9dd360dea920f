/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of a project as structs. kinds.c says how each field is written and what it may hold.
 *
 * A project is a tree; references sideways are ids. Times: `Ticks` and `Position` as in node.h,
 * source frames at the source's own rate, lengths of fades in units. Gains are in dB, -inf allowed.
 */
#pragma once

#include "model/run.h"

#define PROJECT_VERSION 0 /* the number of upgrade functions in store/ */

typedef enum { PROJECT_SONG, PROJECT_ALBUM } ProjectKind;
typedef enum { PAN_CONSTANT_POWER, PAN_MINUS_4_5, PAN_LINEAR } PanLaw;
typedef enum { METRONOME_OFF, METRONOME_ON, METRONOME_RECORDING } MetronomeMode;

typedef struct {
  Node node;
  int kind; /* ProjectKind */
  GRefString *name;
  int64_t rate; /* Hz */
  int64_t seed; /* of noise and dither */
  int pan_law;
  GRefString *key; /* "Am"; sections and keys may say otherwise */
  GRefString *artist, *album, *author, *created, *note;
  Position loop_from, loop_to;
  bool loop;
  Position punch_from, punch_to;
  bool punch;
  int metronome;
  double metronome_gain_db;
  int64_t count_in_bars;
  int64_t pre_roll_bars;
  double loudness_target; /* LUFS of the master, for meters and renders that name none; 0 = none */
  double ceiling; /* dBTP */
  List *sources; /* Source */
  List *tempos; /* Tempo, by place */
  List *meters; /* Meter, by place */
  List *keys;
  List *markers;
  List *sections;
  List *chords;
  List *lyrics;
  List *comments;
  List *tracks; /* Track, in order; the one of kind main is last */
  List *edit_groups;
  List *scenes;
  List *snapshots;
  List *macros;
  List *modulators;
  List *references;
  List *cues;
  List *songs; /* of an album */
  List *deliveries;
  List *scratchpads;
} Project;

typedef enum {
  TRACK_AUDIO,
  TRACK_INSTRUMENT,
  TRACK_MIDI,
  TRACK_GROUP,
  TRACK_FOLDER,
  TRACK_RETURN,
  TRACK_VCA,
  TRACK_MAIN,
} TrackKind;
extern const char *const track_kinds[];

typedef enum { PHASE_NORMAL, PHASE_INVERT, PHASE_LEFT, PHASE_RIGHT } Phase;
typedef enum { MONITOR_OFF, MONITOR_AUTO, MONITOR_ON } MonitorMode;
/* Whether the envelopes of a strip are played, and what a held control writes while they are. */
typedef enum {
  AUTOMATION_OFF,
  AUTOMATION_READ,
  AUTOMATION_TOUCH, /* while it is held */
  AUTOMATION_LATCH, /* from when it is held to the stop */
  AUTOMATION_WRITE, /* from start to stop, with all that has an envelope */
  AUTOMATION_TRIM, /* while it is held, on top of what is there */
} AutomationMode;
extern const char *const automation_modes[];

typedef struct Effect Effect;

typedef struct {
  Node node;
  int kind; /* TrackKind */
  GRefString *name;
  GRefString *color; /* a name of the palette or #rrggbb */
  Id group; /* the group or folder that it stands in, 0 = top level */
  Id output; /* a group to route to instead; 0 = the enclosing group, else main */
  GRefString *direct_out; /* device channels, "3-4" */
  GRefString *input; /* device channels, a MIDI port or a track */
  int monitor;
  int automation; /* AutomationMode */
  bool arm;
  double gain_db;
  double pan; /* -1..1 */
  double width; /* 0..2, 1 = as it is */
  int phase;
  bool mute, solo, solo_safe;
  bool fold; /* of a group: members are folded away */
  Units delay; /* shifts the source; negative is earlier */
  IdSet *vcas; /* tracks of kind vca */
  GRefString *note;
  int64_t rating;
  int64_t midi_channel; /* 0 = all */
  Id frozen; /* a source that holds the pre tap, 0 = live */
  GRefString *frozen_key;
  Id active_comp;
  Effect *instrument; /* or NULL */
  List *effects; /* Effect: the inserts */
  List *master; /* Effect: of main only, behind its fader */
  List *sends;
  List *envelopes;
  List *clips; /* the playing lane */
  List *lanes; /* take lanes */
  List *comps;
} Track;

typedef enum { CLIP_AUDIO, CLIP_NOTES } ClipKind;
typedef enum { FADE_LINEAR, FADE_EQUAL_POWER, FADE_S, FADE_LOG } FadeShape;
extern const char *const fade_shapes[];
typedef enum { STRETCH_RATIO, STRETCH_TEMPO } StretchMode;

typedef struct {
  Node node;
  List *envelopes; /* children first: what walks over all clips then reads little of each */
  List *expressions;
  List *warps;
  Run *notes;
  int kind; /* ClipKind */
  GRefString *name;
  GRefString *color;
  Position start;
  Units start_fine; /* audio on a tick: how far behind it the clip begins */
  Position length; /* audio: units, or ticks when stretch_mode is tempo; notes: ticks */
  Id source; /* audio */
  int64_t offset; /* where the content enters: source frames of audio, ticks of notes */
  Units offset_fine; /* audio: how far behind that frame, in time of the song; see model/clip.h */
  double gain_db;
  bool mute, reverse, loop;
  int64_t loop_start, loop_length; /* source frames or ticks; length 0 = the whole source */
  int stretch_mode;
  double stretch; /* output length / source length */
  double source_bpm; /* for stretch_mode tempo; 0 = unknown */
  double transpose; /* semitones */
  bool formant; /* keep formants while transposing */
  bool unwarped; /* warp markers are kept, but not heard */
  Units fade_in, fade_out;
  int fade_in_shape, fade_out_shape;
  Id linked; /* clips of one link share their content; 0 = none */
  Id grouped; /* clips of one group are selected and moved together: one of them; 0 = none */
  Id pattern; /* a clip whose notes play here; 0 = its own */
  Id track; /* the track that it belongs to, where it does not stand in one */
  int64_t rating;
  GRefString *note;
  bool locked; /* keeps its place, edges and content */
} Clip;

typedef struct {
  Node node;
  GRefString *name, *color;
  int64_t rating;
  bool mute;
  Position from, to; /* the recorded pass */
  List *clips;
} Lane;

typedef struct {
  Node node;
  GRefString *name;
  List *parts;
} Comp;

typedef struct {
  Node node;
  Id lane;
  Position from, to;
  Units crossfade; /* at its start, centered */
  double gain_db; /* on top of the gains of its clips */
} Part;

typedef enum {
  CHANNELS_STEREO,
  CHANNELS_MID,
  CHANNELS_SIDE,
  CHANNELS_LEFT,
  CHANNELS_RIGHT
} ChannelMode;
typedef enum { TAP_POST, TAP_PRE } Tap;
extern const char *const taps[];

struct Effect {
  Node node;
  GRefString
      *kind; /* of the effect tables; "chain" holds parallel chains, "hardware" an outside device */
  GRefString *name;
  int64_t version; /* of the sound */
  bool bypass;
  int channels; /* ChannelMode: what of the strip it works on */
  Id sidechain; /* a track, 0 = its own input */
  int sidechain_tap;
  GRefString *preset;
  GRefString *state; /* base64, of plugins */
  GRefString *send_out; /* of hardware: device channels */
  GRefString *return_in; /* of hardware */
  Units hardware_delay; /* measured */
  Params *params;
  List *chains;
};

typedef struct {
  Node node;
  GRefString *name;
  double gain_db;
  bool mute;
  List *effects;
} Chain;

typedef struct {
  Node node;
  Id to; /* a return or group */
  Id cue; /* or a cue of the project */
  double gain_db;
  double pan;
  int tap;
  bool mute;
} Send;

/* Automation of one parameter. Target: the track or clip itself (device 0), or an effect or send.
 */
typedef struct {
  Node node;
  Id device;
  GRefString *param; /* "gain", "pan", "mute", "width" or a parameter's name */
  int base; /* TimeBase of the points; clip envelopes count from the clip's start */
  bool off;
  Run *points;
} Envelope;

/* Per-note expression: points in ticks from the note's start; of "pressure" 0..127. */
typedef struct {
  Node node;
  Id note;
  GRefString *param; /* gain pan pitch timbre pressure */
  Run *points;
} Expression;

typedef struct {
  Node node;
  int64_t frame; /* of the source */
  Units at; /* where it lies, in time of the source; see model/warp.h */
} Warp;

typedef struct {
  Node node;
  GRefString *file; /* relative to the project folder, with / */
  GRefString *name;
  int64_t frames;
  int64_t rate;
  int64_t channels; /* that it gives: 1 or 2 of those in the file */
  int64_t first_channel; /* of the file, from 0 */
  GRefString *hash; /* SHA-256 of the file */
  int64_t timestamp; /* BWF: samples since midnight, -1 = none */
  double bpm; /* of a loop, 0 = unknown */
  int64_t loop_start, loop_length;
  int64_t root_pitch; /* -1 = none */
  GRefString *made_by; /* "recording", "bounce"; empty = imported */
  List *dropouts; /* Dropout, in order */
} Source;

/* A place of a recording at which the device or the disk lost something. */
typedef struct {
  Node node;
  int64_t frame; /* of the source */
  int64_t missing; /* frames from there on that are silence; 0: nobody knows how many */
} Dropout;

typedef struct {
  Node node;
  Ticks at;
  double bpm; /* quarters a minute */
  bool ramp; /* runs linearly to the next */
} Tempo;

typedef struct {
  Node node;
  Ticks at; /* a bar line, or begins a new bar */
  int64_t numerator, denominator;
} Meter;

typedef struct {
  Node node;
  Ticks at;
  GRefString *key;
} Key;

typedef struct {
  Node node;
  Position at;
  GRefString *name, *color;
} Marker;

typedef struct {
  Node node;
  Ticks at, length;
  GRefString *name, *color, *key;
  Id active; /* the alternative that plays, 0 = the first */
  List *alternatives;
} Section;

typedef struct {
  Node node;
  GRefString *name;
  List *clips; /* each says its track */
} Alternative;

typedef struct {
  Node node;
  Ticks at;
  Ticks length; /* 0 = to the next */
  GRefString *symbol;
} Chord;

typedef struct {
  Node node;
  Position at;
  Position length;
  GRefString *text;
} Lyric;

typedef struct {
  Node node;
  Position at;
  GRefString *text, *author, *role, *created;
  bool resolved;
  Id about; /* a track, clip or take, 0 = the song */
} Comment;

typedef struct {
  Node node;
  GRefString *name;
  bool off;
  IdSet *tracks;
} EditGroup;

typedef struct {
  Node node;
  GRefString *name, *color;
  double bpm; /* 0 = as it is */
  List *slots;
} Scene;

typedef struct {
  Node node;
  Id track;
  Clip *clip;
} Slot;

typedef struct {
  Node node;
  GRefString *name, *created, *note;
  List *strips;
} Snapshot;

/* What a mix snapshot remembers of a track. */
typedef struct {
  Node node;
  Id track;
  double gain_db, pan, width;
  int phase;
  bool mute, solo;
  List *effects, *master, *sends;
} SnapshotStrip;

typedef struct {
  Node node;
  GRefString *name;
  double value; /* 0..1 */
  List *routes;
} Macro;

typedef struct {
  Node node;
  GRefString *kind; /* lfo, envelope, follower, steps */
  GRefString *name;
  Id track; /* where it lives */
  Params *params;
  List *routes;
} Modulator;

typedef struct {
  Node node;
  Id device; /* an effect, send or track */
  GRefString *param;
  double amount; /* -1..1 of the display scale */
} Route;

typedef struct {
  Node node;
  GRefString *name;
  Id source;
  double gain_db;
  Units offset;
  bool off;
} Reference;

typedef struct {
  Node node;
  GRefString *name;
  GRefString *output; /* device channels */
  double gain_db;
} Cue;

typedef struct {
  Node node;
  GRefString *file; /* a project or an audio file, relative */
  Id project;
  GRefString *hash;
  GRefString *title, *artist, *isrc;
  Units gap, crossfade, trim_start, trim_end, fade_in, fade_out;
  double gain_db;
  List *effects;
} Song;

typedef struct {
  Node node;
  GRefString *name;
  GRefString *format; /* wav flac mp3 opus ogg aiff */
  GRefString *bits; /* 16 24 32f */
  int64_t rate; /* 0 = the project's */
  GRefString *dither; /* none tpdf shaped */
  double loudness; /* LUFS, 0 = as mixed */
  double ceiling; /* dBTP */
  int64_t bitrate; /* kbit/s of lossy formats, 0 = the format's default */
  bool stems;
  bool no_master;
} Delivery;

typedef struct {
  Node node;
  GRefString *name, *text;
  List *clips;
} Scratchpad;

/* The name that the user gave to a node of any kind, or "" where its kind has none. */
const char *node_name (const Node *node);

/* --- Reading ------------------------------------------------------------------------------------
 */

Project *project_new (void); /* 48 kHz, 120 bpm, 4/4 and a main track, with ids from seed 0 */
Project *project_ref (const Project *project);
void project_unref (Project *project);

/* Borrowed, or NULL. */
Track *project_find_track (const Project *project, Id id);
Track *project_main (const Project *project);
Source *project_find_source (const Project *project, Id id);
/* The clip in any playing lane or take lane; *track and *lane (NULL = playing) may be NULL
 * pointers. */
Clip *project_find_clip (const Project *project, Id id, Track **track, Lane **lane);
Effect *project_find_effect (const Project *project, Id id, Track **track);
/* Any node by id, with its parent. */
Node *project_find (const Project *project, Id id, Node **parent);

/* The group that a track sends its sound to: its output, else the nearest enclosing group, else
 * main. 0 for main, vca and folder tracks. */
Id project_output_of (const Project *project, const Track *track);

/* --- Writing: see node.h -------------------------------------------------------------------------
 */

Project *project_edit (const Project *project); /* a new root that shares every child */
Track *project_edit_track (Project *project, Id id); /* NULL when there is none */
Source *project_edit_source (Project *project, Id id);
Clip *project_edit_clip (Project *project, Id id); /* in any lane of any track */
Effect *project_edit_effect (Project *project, Id id); /* insert, master, instrument, in chains */
Send *project_edit_send (Project *project, Id id);
/* Any node below the root, by id, private along its whole path. NULL when there is none. */
Node *project_edit_node (Project *project, Id id);
/* The same path, but to the list that the node stands in, with its index; NULL for a child outside
 * a list. The list is written through list_insert, list_remove, list_edit. */
List **project_edit_list_of (Project *project, Id id, int *index);

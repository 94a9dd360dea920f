/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project that sounds: player, device, media and the graphs between them. Main thread; nothing of
 * it waits for the audio thread. */
#pragma once

#include "device/null_device.h"
#include "live/monitoring.h"
#include "live/live_midi.h"
#include "live/recording.h"
#include "live/troubles.h"
#include "live/touches.h"
#include "model/project.h"
#include "realtime/player.h"
#include "realtime/strip_meter.h"

typedef struct Live Live;

typedef struct {
  const char *device; /* as device_list () names it; NULL for the default */
  int device_rate; /* Hz; 0: the project's. A device at another rate is converted */
  uint32_t block; /* frames; 0 for the device's default */
  const NullOptions *null; /* the null device with these options, whatever `device` says; or NULL */
  const char *capture; /* a WAV file of floats that gets what plays, as a render would; or NULL */
  bool meters; /* somebody reads them */
  const char *monitor_file; /* of the user's monitor section: monitor_file_path (); NULL: neutral */
  bool may_record; /* armed tracks are ready: their inputs are held and can be recorded */
  const LiveMidiConfig *midi; /* NULL: no MIDI */
} LiveConfig;

/* Sound is read ahead by a disk thread, but where the device is driven by hand: then it comes
 * straight from the mapped files, since nobody knows how fast that goes.
 *
 * Opens the device, at the project's rate where it can, and starts it; the transport stands at the
 * song start. `folder` is that of the project. ENGINE_ERROR_FAILED when it cannot be opened, or the
 * capture file cannot be made. */
Live *live_new (const char *folder, const Project *project, const LiveConfig *config,
                GError **error);
/* Stops at once. False when the capture file could not be finished; Live is gone all the same. */
bool live_free (Live *live, GError **error);

/* The value that sounds from now on: compiled, and crossfaded where it differs. When the one before
 * is still on its way, the last that comes in the meantime is taken next. */
void live_set_project (Live *live, const Project *project);

/* Song positions in frames. */
void live_play (Live *live, Frames from, Frames to); /* PLAYER_FOREVER: until it is stopped */
/* The same as the project's metronome asks: after its count-in bars, during which the song stands
 * at `from` and clicks sound; or from its pre-roll bars before, with nothing recorded until `from`
 * is reached the first time. */
void live_play_from (Live *live, Frames from, Frames to, bool with_count_in, bool with_pre_roll);
void live_stop (Live *live);
void live_locate (Live *live, Frames at);
void live_loop (Live *live, Frames from, Frames to); /* from == to: no loop */
/* How fast the song goes, 0.25 to 4, pitch following: glides there in 50 ms. It is the device that
 * is given another speed: positions, ranges, loops, clicks and the capture file are those of the
 * song. False with a sentence outside of that range and while
 * live_record () is on. */
bool live_set_speed (Live *live, double speed, GError **error);
double live_speed (const Live *live);
/* Whether armed tracks are recorded while the song plays, from now on. Needs a config that allows
 * it. The speed goes back to 1 first. */
void live_record (Live *live, bool on);
/* A hand holds a value: heard from the next block on, in a ramp of 10 ms, over model and envelope,
 * until it is let go; edits leave it alone. dB of the gain of a strip or send, -1..1, 0..2 or 0/1
 * of pan, width and mute, else the parameter's own unit; of a strip that is trimmed, steps on the
 * display scale on top of its envelope: dB, octaves of a frequency, else the unit. False when
 * TOUCHES are held already. */
bool live_touch (Live *live, const LiveTarget *target, double value);
/* The project's value takes over in the same ramp, once the newest project plays: set it first. */
void live_release (Live *live, const LiveTarget *target);
/* In which mode it writes when it is held; AUTOMATION_READ where it does not. */
AutomationMode live_touch_mode (const Live *live, const LiveTarget *target);
/* What its envelope says at the place that is heard, as live_touch () takes it; false where none is
 * read. */
bool live_envelope_value (const Live *live, const LiveTarget *target, double *value);
void live_drop (Live *live, const LiveTarget *target); /* at once: the hand's value is not kept */
/* While the song plays, what is held writes automation as the mode of its strip says (Track,
 * automation): `touch` and `trim` go back to the envelope when the hand goes, in 200 ms; `latch`
 * and `write` stay where it left them; `write` holds from the start all that has an envelope. A
 * stop, a locate or the end of a loop ends the pass, and then what no hand holds goes back.
 *
 * What the oldest such pass wrote, as command lines, one undo step; NULL: nothing. Run them and set
 * the project before the next poll. Free with g_strfreev; `words`, which may be NULL, gets "Vox
 * gain" for each control. */
char **live_written (Live *live, GPtrArray *words);
bool live_is_rolling (const Live *live); /* also while a start or a stop is under way */
Frames live_position (const Live *live);
/* While bars are counted before a start: the beat that is counted, from 1, and how many there are
 * in all and in a bar. False else. */
bool live_count (const Live *live, int *beat, int *n_beats, int *per_bar);
/* The monitor section: held from now on and kept in the user's file. False with an error where it
 * cannot be kept. */
bool live_monitor_set (Live *live, const MonitorSettings *settings, GError **error);
/* The same of its source alone, for now: main (0) or a cue, or in place of that a reference of the
 * project. */
void live_hear (Live *live, int cue, Id reference);
const MonitorSettings *live_monitor (const Live *live); /* borrowed until the next set */
/* What is listened to beside the song; borrowed. */
Preview *live_preview (const Live *live);
/* The highest sample that came in on any channel of the device since the last call, linear, and its
 * channel, from 0. Needs a config with meters. */
double live_input_peak (Live *live, int *channel);
/* Frames since something louder than -90 dBFS was given to the device. */
Frames live_quiet (const Live *live);

typedef struct {
  DeviceEvents device;
  bool stopped; /* by itself or by request */
  bool written; /* live_written () has lines */
  const char *problem; /* what the user has to know, a sentence; borrowed until the next poll */
} LiveEvents;

/* Frees what is no longer played, hands over what waits, writes the capture. Some 50 times a
 * second.
 */
LiveEvents live_poll (Live *live);

/* What went wrong meanwhile without stopping anything: a disk that was too slow, and where.
 * Sentences, borrowed. */
const GPtrArray *live_warnings (const Live *live);

/* What the compiler had to say of the value that plays: media missing, solo on. Borrowed. */
const GPtrArray *live_notes (const Live *live);

/* What was recorded and is heard of armed inputs; NULL without may_record. Borrowed. */
/* Disarms everything; live_poll () goes on until recording_is_idle (). */
void live_disarm (Live *live);
Recording *live_recording (Live *live);
LiveMidi *live_midi (Live *live); /* NULL without it in the config; borrowed */
/* From a frame that is played to the same coming back: device and calibration, frames. */
Frames live_round_trip (const Live *live);

const AudioDevice *live_device (const Live *live);
/* Another device, rate or block: `device`, `device_rate`, `block` and `null` of the config count.
 * The song plays on from where it is. False with an error: the one before goes on, or is waited
 * for. */
bool live_set_device (Live *live, const LiveConfig *config, GError **error);
/* A sentence where the device runs at another rate than the project; else NULL. Borrowed. */
const char *live_device_note (const Live *live);
AudioDevice *live_null_device (Live *live); /* to be driven by hand */
PlayerLoad live_load (Live *live); /* since the last call */
/* Computing time of a track's strip over playing time, smoothed; 0 where it has none. */
double live_strip_load (const Live *live, Id track);
const GArray *live_troubles (const Live *live); /* Trouble, the first ones; borrowed */
/* What the strip of a track gave since the last call, at its post tap; loudness of main alone.
 * False where there is no strip, or no config with meters. */
bool live_read_meter (Live *live, Id track, StripMeterReading *reading);
void live_reset_loudness (Live *live);
/* One effect of a strip can be looked at while it plays, from now on; 0: none. */
void live_watch (Live *live, Id effect);
/* What was seen of it since the last call, and the last n frames, up to INSERT_TAP_FRAMES / 2, of
 * one of its signals. Nothing new where nothing plays. */
void live_read_watched (Live *live, InsertTapReading *reading);
void live_copy_watched (Live *live, InsertTapSignal which, float *out, int n);
/* The strip of a track, as others hear it, beside that; 0: none. The last n frames of it. */
void live_watch_strip (Live *live, Id track);
void live_copy_strip (Live *live, float *out, int n);
/* The inserts of a track against none of them: they are looked at from now on; 0: those of none.
 * Where main has no inserts, its master chain is meant. */
void live_watch_chain (Live *live, Id track);
uint64_t live_chain_written (Live *live); /* frames, ever */
/* What goes in (or `after`: comes out), as live_copy_watched (). */
void live_copy_chain (Live *live, bool after, float *out, int n);
/* While all of them are bypassed the track is heard that much louder; no file is. Track 0: none. */
void live_match_chain (Live *live, Id track, double gain_db);
int live_rate (const Live *live);

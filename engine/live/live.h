/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project that sounds: player, device, media and the graphs between them. Main thread; nothing of
 * it waits for the audio thread. */
#pragma once

#include "device/null_device.h"
#include "live/recording.h"
#include "live/touches.h"
#include "model/project.h"
#include "realtime/player.h"

typedef struct Live Live;

typedef struct {
  const char *device; /* as device_list () names it; NULL for the default */
  uint32_t block; /* frames; 0 for the device's default */
  const NullOptions *null; /* the null device with these options, whatever `device` says; or NULL */
  const char *capture; /* a WAV file of floats that gets what plays, as a render would; or NULL */
  bool may_record; /* armed tracks are ready: their inputs are held and can be recorded */
} LiveConfig;

/* Sound is read ahead by a disk thread, but where the device is driven by hand: then it comes
 * straight from the mapped files, since nobody knows how fast that goes.
 *
 * Opens the device at the project's rate and starts it; the transport stands at the song start.
 * `folder` is that of the project. ENGINE_ERROR_FAILED with what to do when the device cannot run
 * at that rate, or the capture file cannot be made. */
Live *live_new (const char *folder, const Project *project, const LiveConfig *config,
                GError **error);
/* Stops at once. False when the capture file could not be finished; Live is gone all the same. */
bool live_free (Live *live, GError **error);

/* The value that sounds from now on: compiled, and crossfaded where it differs. When the one before
 * is still on its way, the last that comes in the meantime is taken next. */
void live_set_project (Live *live, const Project *project);

/* Song positions in frames. */
void live_play (Live *live, Frames from, Frames to); /* PLAYER_FOREVER: until it is stopped */
void live_stop (Live *live);
void live_locate (Live *live, Frames at);
void live_loop (Live *live, Frames from, Frames to); /* from == to: no loop */
/* Whether armed tracks are recorded while the song plays, from now on. Needs a config that allows
 * it. */
void live_record (Live *live, bool on);
/* A hand holds a value: heard from the next block on, in a ramp of 10 ms, over model and envelope,
 * until it is let go; edits leave it alone. dB of the gain of a strip or send, -1..1, 0..2 or 0/1
 * of pan, width and mute, else the parameter's own unit. False when TOUCHES are held already. */
bool live_touch (Live *live, const LiveTarget *target, double value);
/* The project's value takes over in the same ramp, once the newest project plays: set it first. */
void live_release (Live *live, const LiveTarget *target);
void live_drop (Live *live, const LiveTarget *target); /* at once: the hand's value is not kept */
Touches *live_touches (Live *live); /* for the three above */
bool live_is_rolling (const Live *live); /* also while a start or a stop is under way */
Frames live_position (const Live *live);
/* Frames since something louder than -90 dBFS was given to the device. */
Frames live_quiet (const Live *live);

typedef struct {
  DeviceEvents device;
  bool stopped; /* by itself or by request */
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
/* From a frame that is played to the same coming back: device and calibration, frames. */
Frames live_round_trip (const Live *live);

const AudioDevice *live_device (const Live *live);
AudioDevice *live_null_device (Live *live); /* to be driven by hand */
PlayerLoad live_load (Live *live); /* since the last call */
int live_rate (const Live *live);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that a hand moves: heard within one block, written as automation where the mode of the
 * track says so and the song plays, and one undo step when the hand lets go. For faders, knobs and
 * keys alike. Main thread.
 *
 * Values are dB of the gain of a track or send (-INFINITY for silence), -1..1 of a pan, 0..2 of a
 * width, 0 or 1 of a mute, else in the unit of the parameter. What is held can be asked for at any
 * time; "changed" with DESK_TOUCH tells that one has moved. */
#pragma once

#include "ui/desk/desk.h"

/* LIVE_GAIN .. LIVE_MUTE of a track, master, group or VCA, or of a send of it. */
LiveTarget lq_desk_strip_target (Id track, int param);
LiveTarget lq_desk_send_target (Id track, Id send, int param);
/* `param`: index in the table of the effect or instrument. */
LiveTarget lq_desk_device_target (Id track, Id device, int param);

/* The hand is at that value: the first call takes hold. Values out of range are set to the nearest.
 * Without sound nothing is heard, and all else is the same. */
void lq_desk_hold (LqDesk *desk, const LiveTarget *target, double value);
/* The hand goes: what it has set becomes one undo step, but for what it wrote as automation, which
 * comes with the end of the pass. NULL: everything that is held, in one step. */
void lq_desk_let_go (LqDesk *desk, const LiveTarget *target);
/* The same, and everything is as it was before; NULL: everything. For Escape. */
void lq_desk_drop (LqDesk *desk, const LiveTarget *target);
/* One step of a key or a wheel: held until 600 ms pass without another where it writes automation,
 * else set at once; such steps are one undo step. */
void lq_desk_nudge (LqDesk *desk, const LiveTarget *target, double value);
/* A switch, such as mute: where it writes automation it is held until it is switched back or the
 * song stops, else set at once. */
void lq_desk_switch (LqDesk *desk, const LiveTarget *target, bool on);

bool lq_desk_is_held (LqDesk *desk, const LiveTarget *target);
/* What a control shows: the hand's value, else its envelope's at the playhead, else the project's.
 * 0 where there is no such thing. */
double lq_desk_value (LqDesk *desk, const LiveTarget *target);
/* The table's row; NULL for strips and sends, and where there is none. */
const ParamSpec *lq_desk_param (LqDesk *desk, const LiveTarget *target);

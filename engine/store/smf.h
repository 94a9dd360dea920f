/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Standard MIDI File (RP-001, format 0, 1 and 2) as a plain structure, read and written.
 * Any thread but audio; a file belongs to one thread at a time. */
#pragma once

#include <glib.h>

#include "base/types.h"

/* The release velocity of a note whose file gives none. */
#define SMF_RELEASE 64

typedef struct {
  Ticks start;
  Ticks length; /* at least 1 */
  uint8_t channel, key;
  uint8_t velocity; /* 1..127 */
  uint8_t release; /* velocity of the key going up, 0..127 */
} SmfNote;

typedef enum { SMF_CONTROL, SMF_BEND, SMF_PROGRAM, SMF_PRESSURE, SMF_NOTE_PRESSURE } SmfEventType;

typedef struct {
  Ticks at;
  SmfEventType type;
  uint8_t channel;
  uint8_t number; /* controller, or key of a note pressure; else 0 */
  int16_t value; /* 0..127; of a bend -8192..8191 */
} SmfEvent;

/* The numbers of the meta events. */
typedef enum {
  SMF_TEXT = 1,
  SMF_COPYRIGHT = 2,
  SMF_INSTRUMENT = 4,
  SMF_LYRIC = 5,
  SMF_MARKER = 6,
  SMF_CUE = 7,
  SMF_PROGRAM_NAME = 8,
  SMF_DEVICE = 9,
} SmfTextType;

typedef struct {
  Ticks at;
  SmfTextType type;
  char *text; /* UTF-8, owned; may hold line ends, which mean something in karaoke lyrics */
} SmfText;

typedef enum {
  SMF_SYSEX = 0xf0, /* a system exclusive message without its 0xf0, with its 0xf7 */
  SMF_ESCAPE = 0xf7, /* a continued one, or any other bytes to send */
  SMF_META = 0xff, /* the number of a meta event that this structure has no field for, its data */
} SmfBytesType;

typedef struct {
  Ticks at;
  SmfBytesType type;
  GBytes *bytes; /* owned */
} SmfBytes;

/* One chunk. Everything is in order of time; what is at one tick keeps the order of the file. */
typedef struct {
  char *name; /* UTF-8, owned; NULL without one */
  GArray *notes; /* SmfNote, by start, then by length */
  GArray *events; /* SmfEvent */
  GArray *texts; /* SmfText */
  GArray *bytes; /* SmfBytes */
  Ticks end; /* where the track says that it ends */
} SmfTrack;

typedef struct {
  Ticks at;
  double bpm;
} SmfTempo;

typedef struct {
  Ticks at;
  int numerator; /* 1..255 */
  int denominator; /* 1, 2, 4 .. 64 */
} SmfMeter;

typedef struct {
  Ticks at;
  int sharps; /* -7 (flats) .. 7 */
  bool minor;
} SmfKey;

typedef struct {
  int format; /* as read: 0, 1, 2; of 2 the tracks stand one after the other in time */
  int division; /* as read: ticks a quarter; 0 where the file counts frames of film */
  int n_damaged; /* tracks that broke off or were repaired while reading */
  GArray *tempos; /* SmfTempo, by time, one at a tick; may be empty, which means 120 */
  GArray *meters; /* SmfMeter, likewise; empty means 4/4 */
  GArray *keys; /* SmfKey, likewise */
  GPtrArray *tracks; /* SmfTrack */
} SmfFile;

SmfFile *smf_new (void);
void smf_free (SmfFile *file); /* NULL is allowed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmfFile, smf_free)

/* Appends an empty track and borrows it out. `name` may be NULL. */
SmfTrack *smf_add_track (SmfFile *file, const char *name);
/* Appends; text and bytes are copied. */
void smf_add_text (SmfTrack *track, Ticks at, SmfTextType type, const char *text);
void smf_add_bytes (SmfTrack *track, Ticks at, SmfBytesType type, const void *data, size_t size);

/* Puts notes in their order. */
void smf_sort_notes (SmfTrack *track);

static inline SmfTrack *
smf_track (const SmfFile *file, unsigned i)
{
  return (SmfTrack *) g_ptr_array_index (file->tracks, i);
}

/* Reads a file, bare or wrapped in RIFF (.rmi). Its ticks become ours by exact fractions, rounded
 * half up once; frames of film become seconds at 120 BPM. A note with no end ends with its track;
 * one with no length gets one tick of the file. Of notes of one key that overlap, the first to
 * begin is the first to end. Text that is no UTF-8 is taken as Latin-1. Damaged tracks are kept as
 * far as they go and counted. ENGINE_ERROR_INVALID where there is no header or no usable division.
 */
SmfFile *smf_read (const char *path, GError **error);
SmfFile *smf_read_bytes (const void *data, size_t size, GError **error);

/* Writes format 0 where the file says so and has one track, else format 1, with the smallest
 * division from 480 up that keeps every tick. Nothing is left of a write that fails. What is out of
 * range is clamped; tempos are whole microseconds a quarter. */
bool smf_write (const SmfFile *file, const char *path, GError **error);
GBytes *smf_write_bytes (const SmfFile *file);

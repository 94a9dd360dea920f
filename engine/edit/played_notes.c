/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/played_notes.h"

#include "model/tempo_map.h"

#define NOTE_OFF 0x80
#define NOTE_ON 0x90
#define NOTE_PRESSURE 0xa0
#define CONTROL 0xb0
#define PROGRAM 0xc0
#define PRESSURE 0xd0
#define BEND 0xe0
#define CHANNEL_MODE 120 /* controllers from here on are commands */

static int
message_size (uint8_t status)
{
  return (status & 0xe0) == 0xc0 ? 2 : 3;
}

static bool
read_bytes (const char **text, PlayedMessage *message)
{
  const char *at = *text;

  for (message->n = 0; g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1]); at += 2) {
    if (message->n == 3)
      return false;
    message->bytes[message->n++] =
        (uint8_t) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));
  }
  *text = at;
  if (message->n == 0 || message->bytes[0] < NOTE_OFF || message->bytes[0] >= 0xf0 ||
      message->n != message_size (message->bytes[0]))
    return false;
  for (int i = 1; i < message->n; i++)
    if (message->bytes[i] > 127)
      return false;
  return true;
}

static int
compare_messages (const void *a, const void *b)
{
  const PlayedMessage *p = a, *q = b;
  return p->at < q->at ? -1 : p->at > q->at;
}

GArray *
played_messages_read (Edit *edit, const char *text, GError **error)
{
  GArray *messages = g_array_new (FALSE, FALSE, sizeof (PlayedMessage));
  const TempoMap *map = edit_tempo_map (edit);
  const char *at = text;

  while (*at) {
    char *end;
    const int64_t frame = g_ascii_strtoll (at, &end, 10);
    PlayedMessage message;
    const char *bytes = end + 1;
    if (end == at || *end != ':' || frame < 0 || !read_bytes (&bytes, &message) ||
        (*bytes && *bytes != ',')) {
      g_array_unref (messages);
      edit_fail (error, "'%.20s' is no message; write its frame and bytes as 48000:903c64", at);
      return NULL;
    }
    message.at = tempo_map_position_ticks (
        map, (Position){ frames_to_units (frame, (int) edit->project->rate), TIME_ABSOLUTE });
    g_array_append_val (messages, message);
    at = *bytes ? bytes + 1 : bytes;
  }
  g_array_sort (messages, compare_messages); /* which keeps the order of equal ones */
  return messages;
}

/* --- Notes
 * --------------------------------------------------------------------------------------------------
 */

static void
end_note (GArray *notes, int *open, Ticks at, double release)
{
  if (*open < 0)
    return;
  Note *note = &g_array_index (notes, Note, *open);
  note->length = MAX (at - note->at, 1);
  note->release = release;
  *open = -1;
}

static void
press (const GArray *notes, GArray *pressures, int open, const PlayedMessage *message)
{
  if (open < 0)
    return;
  const PlayedPressure pressure = { .note = (guint) open,
                                    .at = message->at - g_array_index (notes, Note, open).at,
                                    .value = message->bytes[2] };
  g_array_append_val (pressures, pressure);
}

static int
compare_pressures (const void *a, const void *b)
{
  const PlayedPressure *p = a, *q = b;
  return p->note < q->note ? -1 : p->note > q->note;
}

GArray *
played_notes (const GArray *messages, Ticks end, GArray **pressures)
{
  GArray *notes = g_array_new (FALSE, TRUE, sizeof (Note));
  int open[16][128];

  *pressures = g_array_new (FALSE, FALSE, sizeof (PlayedPressure));
  for (int i = 0; i < 16 * 128; i++)
    open[i / 128][i % 128] = -1;
  for (guint i = 0; i < messages->len; i++) {
    const PlayedMessage *message = &g_array_index (messages, PlayedMessage, i);
    const int type = message->bytes[0] & 0xf0, channel = message->bytes[0] & 15;
    const int key = message->bytes[1];
    if (message->at >= end)
      break;
    if (type == NOTE_PRESSURE)
      press (notes, *pressures, open[channel][key], message);
    if (type != NOTE_ON && type != NOTE_OFF)
      continue;
    end_note (notes, &open[channel][key], message->at,
              type == NOTE_OFF ? message->bytes[2] / 127.0 : 0);
    if (type == NOTE_OFF || message->bytes[2] == 0)
      continue;
    const Note note = {
      .at = message->at, .pitch = key, .channel = channel, .velocity = message->bytes[2] / 127.0
    };
    open[channel][key] = (int) notes->len;
    g_array_append_val (notes, note);
  }
  for (int i = 0; i < 16 * 128; i++)
    end_note (notes, &open[i / 128][i % 128], end, 0);
  g_array_sort (*pressures, compare_pressures); /* which keeps the order of equal ones */
  return notes;
}

/* --- Controllers
 * -------------------------------------------------------------------------------------------- */

bool
played_value (const PlayedMessage *message, char **param, double *value)
{
  const uint8_t *bytes = message->bytes;
  const int channel = (bytes[0] & 15) + 1;
  g_autofree char *name = NULL;

  switch (bytes[0] & 0xf0) {
  case CONTROL:
    if (bytes[1] >= CHANNEL_MODE)
      return false;
    name = g_strdup_printf ("cc%d", bytes[1]);
    *value = bytes[2];
    break;
  case PROGRAM:
    name = g_strdup ("program");
    *value = bytes[1];
    break;
  case PRESSURE:
    name = g_strdup ("pressure");
    *value = bytes[1];
    break;
  case BEND: {
    const int bend = (bytes[2] << 7 | bytes[1]) - 8192;
    name = g_strdup ("bend");
    *value = bend < 0 ? bend / 8192.0 : bend / 8191.0;
    break;
  }
  default:
    return false;
  }
  *param = channel == 1 ? g_steal_pointer (&name) : g_strdup_printf ("%s@%d", name, channel);
  return true;
}

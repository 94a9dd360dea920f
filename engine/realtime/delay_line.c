/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/delay_line.h"

#include <string.h>

#define PART 256

void
delay_line_clear (DelayLine *line)
{
  memset (line->samples, 0, sizeof (float) * (size_t) line->length * (size_t) line->channels);
  line->at = 0;
  line->quiet = line->length;
}

bool
delay_line_is_empty (const DelayLine *line)
{
  return line->quiet >= line->length;
}

static void
exchange (float *ring, const float *in, float *out, int n)
{
  float kept[PART];
  memcpy (kept, in, sizeof (float) * (size_t) n);
  memcpy (out, ring, sizeof (float) * (size_t) n);
  memcpy (ring, kept, sizeof (float) * (size_t) n);
}

static int
trailing_zeros (const float *const *in, int channels, int n)
{
  int zeros = 0;
  while (zeros < n && in[0][n - 1 - zeros] == 0.0f &&
         (channels < 2 || in[1][n - 1 - zeros] == 0.0f))
    zeros++;
  return zeros;
}

void
delay_line_process (DelayLine *line, const float *const *in, float *const *out, int n)
{
  const int zeros = trailing_zeros (in, line->channels, n);
  const int quiet = zeros == n ? line->quiet + n : zeros;

  line->quiet = quiet < line->length ? quiet : line->length;
  for (int done = 0; done < n;) {
    int now = n - done;
    if (now > line->length - line->at)
      now = line->length - line->at;
    if (now > PART)
      now = PART;
    for (int c = 0; c < line->channels; c++)
      exchange (line->samples + (size_t) c * (size_t) line->length + line->at, in[c] + done,
                out[c] + done, now);
    line->at = line->at + now == line->length ? 0 : line->at + now;
    done += now;
  }
}

void
delay_line_feed (DelayLine *line, const float *const *in, int n)
{
  float left[PART], right[PART];
  float *const out[2] = { left, right };

  for (int done = 0; done < n; done += PART) {
    const float *const part[2] = { in[0] + done, line->channels > 1 ? in[1] + done : NULL };
    delay_line_process (line, part, out, n - done < PART ? n - done : PART);
  }
}

void
delay_line_peek (const DelayLine *line, int from, int n, float *const *out)
{
  for (int c = 0; c < line->channels; c++) {
    const float *ring = line->samples + (size_t) c * (size_t) line->length;
    for (int i = 0; i < n; i++)
      out[c][i] = ring[(line->at + from + i) % line->length];
  }
}

void
delay_line_take_over (DelayLine *line, const DelayLine *other)
{
  const int kept = line->length < other->length ? line->length : other->length;

  delay_line_clear (line);
  for (int c = 0; c < line->channels && c < other->channels; c++) {
    const float *from = other->samples + (size_t) c * (size_t) other->length;
    float *to = line->samples + (size_t) c * (size_t) line->length;
    /* Oldest first: the newest stands before `at`. */
    int place = other->at - kept < 0 ? other->at - kept + other->length : other->at - kept;
    for (int i = 0; i < kept; i++) {
      to[line->length - kept + i] = from[place];
      place = place + 1 == other->length ? 0 : place + 1;
    }
  }
  line->quiet = other->quiet >= kept ? line->length : other->quiet;
}

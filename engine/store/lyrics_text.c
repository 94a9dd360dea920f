/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lyrics_text.h"

#include "base/error.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* How long the last line stays where it does not say. */
#define LAST_SECONDS 5.0

/* A hundred hours: longer is no song, and keeps numbers small. */
#define MAX_SECONDS 360000.0

static void
timed_text_clear (void *data)
{
  g_free (((TimedText *) data)->text);
}

GArray *
timed_texts_new (void)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (TimedText));

  g_array_set_clear_func (texts, timed_text_clear);
  return texts;
}

void
timed_texts_add (GArray *texts, double seconds, double end, const char *text)
{
  const TimedText entry = { .seconds = seconds, .end = end, .text = g_strdup (text) };
  g_array_append_val (texts, entry);
}

static int
compare_texts (const void *a, const void *b)
{
  const double x = ((const TimedText *) a)->seconds, y = ((const TimedText *) b)->seconds;
  return x < y ? -1 : x > y;
}

/* Borrows the texts. */
static GArray *
sorted (const GArray *texts)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (TimedText));

  g_array_append_vals (copy, texts->data, texts->len);
  g_array_sort (copy, compare_texts);
  return copy;
}

static int64_t
rounded (double seconds, int per_second)
{
  return (int64_t) rint (CLAMP (seconds, 0, MAX_SECONDS) * per_second);
}

/* In one line: every run of control characters is a blank. */
static char *
one_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *p = text; *p; p++) {
    const bool control = (unsigned char) *p < 0x20 || *p == 0x7f;
    if (!control)
      g_string_append_c (line, *p);
    else if (line->len > 0 && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');
  }
  return g_strchomp (g_string_free (line, FALSE));
}

static void
append_tag (GString *out, const char *name, const char *value)
{
  g_autofree char *line = value ? one_line (value) : NULL;

  if (line && *line)
    g_string_append_printf (out, "[%s:%s]\n", name, line);
}

static void
append_lrc_line (GString *out, int64_t hundredths, const char *text)
{
  g_string_append_printf (out, "[%02" PRId64 ":%02d.%02d]%s\n", hundredths / 6000,
                          (int) (hundredths / 100 % 60), (int) (hundredths % 100), text);
}

char *
lrc_write (const GArray *texts, const char *title, const char *artist)
{
  g_autoptr (GArray) lines = sorted (texts);
  GString *out = g_string_new (NULL);

  append_tag (out, "ti", title);
  append_tag (out, "ar", artist);
  for (unsigned i = 0; i < lines->len; i++) {
    const TimedText *line = &g_array_index (lines, TimedText, i);
    const TimedText *next = i + 1 < lines->len ? line + 1 : NULL;
    g_autofree char *text = one_line (line->text);
    append_lrc_line (out, rounded (line->seconds, 100), text);
    /* An empty line ends one that ends before the next begins. */
    if (line->end > MAX (line->seconds, 0) &&
        (!next || rounded (line->end, 100) < rounded (next->seconds, 100)))
      append_lrc_line (out, rounded (line->end, 100), "");
  }
  return g_string_free (out, FALSE);
}

static void
append_vtt_time (GString *out, int64_t ms)
{
  g_string_append_printf (out, "%02" PRId64 ":%02d:%02d.%03d", ms / 3600000,
                          (int) (ms / 60000 % 60), (int) (ms / 1000 % 60), (int) (ms % 1000));
}

static void
append_vtt_text (GString *out, const char *text)
{
  for (; *text; text++)
    switch (*text) {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    default:
      g_string_append_c (out, *text);
    }
}

char *
vtt_write (const GArray *texts)
{
  g_autoptr (GArray) lines = sorted (texts);
  GString *out = g_string_new ("WEBVTT\n");

  for (unsigned i = 0; i < lines->len; i++) {
    const TimedText *line = &g_array_index (lines, TimedText, i);
    const double next = i + 1 < lines->len ? line[1].seconds : line->seconds + LAST_SECONDS;
    const int64_t from = rounded (line->seconds, 1000);
    const int64_t to = rounded (line->end > MAX (line->seconds, 0) ? line->end : next, 1000);
    g_autofree char *text = one_line (line->text);
    if (!*text)
      continue;
    g_string_append_c (out, '\n');
    append_vtt_time (out, from);
    g_string_append (out, " --> ");
    append_vtt_time (out, MAX (to, from + 1));
    g_string_append_c (out, '\n');
    append_vtt_text (out, text);
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

static void
append_csv_field (GString *out, const char *text)
{
  if (!strpbrk (text, ",\"")) {
    g_string_append (out, text);
    return;
  }
  g_string_append_c (out, '"');
  for (; *text; text++) {
    if (*text == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *text);
  }
  g_string_append_c (out, '"');
}

char *
markers_csv_write (const GArray *texts)
{
  g_autoptr (GArray) lines = sorted (texts);
  GString *out = g_string_new ("seconds,position,name\n");

  for (unsigned i = 0; i < lines->len; i++) {
    const TimedText *line = &g_array_index (lines, TimedText, i);
    const int64_t ms = rounded (line->seconds, 1000);
    g_autofree char *text = one_line (line->text);
    g_string_append_printf (out, "%" PRId64 ".%03d,%" PRId64 ":%02d.%03d,", ms / 1000,
                            (int) (ms % 1000), ms / 60000, (int) (ms / 1000 % 60),
                            (int) (ms % 1000));
    append_csv_field (out, text);
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

/* "mm:ss", "mm:ss.fff", also with ':' before the fraction; *text moves behind it. */
static bool
read_time (const char **text, double *seconds)
{
  const char *p = *text;
  double minutes = 0, rest = 0, unit = 1;
  const char *start = p;

  for (; g_ascii_isdigit (*p); p++)
    minutes = minutes * 10 + (*p - '0');
  if (p == start || *p++ != ':' || !g_ascii_isdigit (*p))
    return false;
  for (; g_ascii_isdigit (*p); p++)
    rest = rest * 10 + (*p - '0');
  if (*p == '.' || *p == ':')
    for (p++; g_ascii_isdigit (*p); p++)
      rest += (*p - '0') * (unit /= 10);
  *text = p;
  *seconds = minutes * 60 + rest;
  return *seconds <= MAX_SECONDS;
}

/* A stamp in the given brackets; *text moves behind it. */
static bool
read_stamp (const char **text, char open, char close, double *seconds)
{
  const char *p = *text;

  if (*p++ != open || !read_time (&p, seconds) || *p != close)
    return false;
  *text = p + 1;
  return true;
}

static char *
without_word_stamps (const char *text)
{
  GString *out = g_string_new (NULL);
  double seconds;

  while (*text)
    if (!read_stamp (&text, '<', '>', &seconds))
      g_string_append_c (out, *text++);
  return g_strstrip (g_string_free (out, FALSE));
}

static void
read_line (GArray *texts, const char *line, double *offset)
{
  GArray *stamps = g_array_new (FALSE, FALSE, sizeof (double));
  double seconds;

  while (g_ascii_isspace (*line))
    line++;
  if (g_ascii_strncasecmp (line, "[offset:", 8) == 0)
    *offset = CLAMP (g_ascii_strtod (line + 8, NULL), -1e6, 1e6) / 1000;
  while (read_stamp (&line, '[', ']', &seconds))
    g_array_append_val (stamps, seconds);

  g_autofree char *text = without_word_stamps (line);
  for (unsigned i = 0; i < stamps->len; i++)
    timed_texts_add (texts, g_array_index (stamps, double, i), 0, text);
  g_array_unref (stamps);
}

/* An empty line is the end of the one before it; the empty ones gather behind and are dropped. */
static void
settle_ends (GArray *texts)
{
  unsigned n = 0;

  for (unsigned i = 0; i < texts->len; i++) {
    TimedText *line = &g_array_index (texts, TimedText, i);
    TimedText *kept = &g_array_index (texts, TimedText, n);
    if (*line->text) {
      const TimedText dropped = *kept;
      *kept = *line;
      *line = dropped;
      kept->end = kept->seconds;
      n++;
    } else if (n > 0 && kept[-1].end == kept[-1].seconds) {
      kept[-1].end = line->seconds;
    }
  }
  g_array_set_size (texts, n);
}

static char *
utf8_of (const char *text, gsize size)
{
  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    return utf8_of (text + 3, size - 3);
  if (g_utf8_validate_len (text, size, NULL))
    return g_strndup (text, size);

  GString *wide = g_string_new (NULL);
  for (gsize i = 0; i < size && text[i]; i++)
    g_string_append_unichar (wide, (unsigned char) text[i]);
  return g_string_free (wide, FALSE);
}

GArray *
lrc_read (const char *text, gsize size, GError **error)
{
  g_autofree char *all = utf8_of (text, size);
  GArray *texts = timed_texts_new ();
  double offset = 0;

  for (char *p = all; *p;) {
    const gsize length = strcspn (p, "\r\n");
    const bool last = p[length] == '\0';
    p[length] = '\0';
    read_line (texts, p, &offset);
    p += length + !last;
  }
  if (texts->len == 0) {
    g_array_unref (texts);
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                         "no line begins with a time, as in [01:23.45]");
    return NULL;
  }
  /* A positive offset shows the lines earlier. */
  for (unsigned i = 0; i < texts->len; i++) {
    TimedText *line = &g_array_index (texts, TimedText, i);
    line->seconds = MAX (line->seconds - offset, 0);
  }
  g_array_sort (texts, compare_texts);
  settle_ends (texts);
  return texts;
}

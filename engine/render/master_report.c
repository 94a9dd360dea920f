/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/master.h"

#include <math.h>

#include "base/json.h"

static const char *const formats[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff" };
static const char *const format_words[] = { "WAV", "FLAC", "MP3", "Opus", "Ogg Vorbis", "AIFF" };
static const char *const word_lengths[] = { "16", "24", "32f" };
static const char *const word_length_words[] = { "16 bit", "24 bit", "32 bit float" };
static const char *const dithers[] = { "none", "tpdf", "shaped" };

static bool
has_bits (const Master *one)
{
  return one->format == ENCODE_WAV || one->format == ENCODE_FLAC || one->format == ENCODE_AIFF;
}

static bool
is_dithered (const Master *one)
{
  return has_bits (one) && one->bits != ENCODE_32F && one->dither != DITHER_NONE;
}

static void
append_level (GString *text, const char *name, double value, const char *unit)
{
  if (isfinite (value))
    g_string_append_printf (text, "  %-16s %7.1f %s\n", name, value, unit);
  else
    g_string_append_printf (text, "  %-16s       -\n", name);
}

static void
append_form (GString *text, const Master *one)
{
  const int seconds = (int) (one->encoded.frames / one->rate);
  const int64_t rest = one->encoded.frames % one->rate * 1000 / one->rate;

  g_string_append_printf (text, "  %s", format_words[one->format]);
  if (has_bits (one))
    g_string_append_printf (text, ", %s", word_length_words[one->bits]);
  if (is_dithered (one))
    g_string_append (text, one->dither == DITHER_SHAPED ? ", shaped dither" : ", TPDF dither");
  if (one->bitrate > 0)
    g_string_append_printf (text, ", %d kbit/s", one->bitrate);
  g_string_append_printf (text, ", %g kHz, %d:%02d.%03d%s\n", one->rate / 1000.0, seconds / 60,
                          seconds % 60, (int) rest,
                          one->no_master ? ", without the mastering chain" : "");
}

static void
append_master (GString *text, const Master *one)
{
  g_string_append_printf (text, "\n%s\n", one->file);
  append_form (text, one);
  append_level (text, "integrated", one->loudness.integrated, "LUFS");
  append_level (text, "short-term max", one->loudness.short_term_max, "LUFS");
  append_level (text, "momentary max", one->loudness.momentary_max, "LUFS");
  append_level (text, "loudness range", one->loudness.lra, "LU");
  append_level (text, "true peak", one->loudness.true_peak, "dBTP");
  append_level (text, "PLR", one->loudness.plr, "dB");
  if (one->target != 0) {
    g_string_append_printf (text, "  %-16s %7.1f LUFS, by %+.1f dB%s\n", "target", one->target,
                            one->gain_db, one->limited ? " into a limiter" : "");
    if (one->limited)
      append_level (text, "limited at", one->ceiling, "dBTP");
  }
  g_string_append_printf (text, "  %-16s %7" G_GINT64_FORMAT "\n", "clipped samples",
                          one->encoded.clipped_samples);
  if (*one->encoded.sha256)
    g_string_append_printf (text, "  %-16s %s\n", "SHA-256", one->encoded.sha256);
  if (one->stems)
    g_string_append_printf (text, "  %-16s %s\n", "stems", one->stems);
  for (guint i = 0; i < one->notes->len; i++)
    g_string_append_printf (text, "  note: %s\n", (const char *) one->notes->pdata[i]);
}

char *
master_report_text (const MasterReport *report)
{
  GString *text = g_string_new (NULL);

  const guint n = report->masters->len / (guint) (1 + report->songs);

  if (report->songs > 0)
    g_string_append_printf (text, "%s: %d song%s, ", report->song, report->songs,
                            report->songs == 1 ? "" : "s");
  else
    g_string_append_printf (text, "%s: ", report->song);
  g_string_append_printf (text, "%u master%s\n", n, n == 1 ? "" : "s");
  g_string_append (text, "mastering chain: ");
  for (guint i = 0; i < report->chain->len; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", (const char *) report->chain->pdata[i]);
  g_string_append (text, report->chain->len ? "\n" : "none\n");
  for (guint i = 0; i < report->masters->len; i++)
    append_master (text, report->masters->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
write_texts (JsonWriter *json, const char *name, const GPtrArray *texts)
{
  json_open_list (json, name);
  for (guint i = 0; i < texts->len; i++)
    json_string (json, NULL, texts->pdata[i]);
  json_close_list (json);
}

/* Hundredths, as reports of loudness have them. */
static void
write_level (JsonWriter *json, const char *name, double value)
{
  json_double (json, name, rint (value * 100) / 100);
}

static void
write_master (JsonWriter *json, const Master *one)
{
  json_open_object (json, NULL);
  json_string (json, "delivery", one->delivery);
  json_string (json, "file", one->file);
  if (one->number > 0)
    json_int (json, "track", one->number);
  else
    json_null (json, "track");
  json_string (json, "stems", one->stems);
  json_string (json, "format", formats[one->format]);
  json_string (json, "bits", has_bits (one) ? word_lengths[one->bits] : NULL);
  json_string (json, "dither", is_dithered (one) ? dithers[one->dither] : "none");
  if (one->bitrate > 0)
    json_int (json, "bitrate", one->bitrate);
  else
    json_null (json, "bitrate");
  json_int (json, "rate", one->rate);
  json_int (json, "frames", one->encoded.frames);
  write_level (json, "integrated", one->loudness.integrated);
  write_level (json, "momentary_max", one->loudness.momentary_max);
  write_level (json, "short_term_max", one->loudness.short_term_max);
  write_level (json, "lra", one->loudness.lra);
  write_level (json, "true_peak", one->loudness.true_peak);
  write_level (json, "sample_peak", one->loudness.sample_peak);
  write_level (json, "plr", one->loudness.plr);
  write_level (json, "target", one->target != 0 ? one->target : NAN);
  write_level (json, "ceiling", one->ceiling);
  write_level (json, "gain", one->gain_db);
  json_bool (json, "limited", one->limited);
  json_bool (json, "no_master", one->no_master);
  json_int (json, "clipped_samples", one->encoded.clipped_samples);
  json_string (json, "sha256", *one->encoded.sha256 ? one->encoded.sha256 : NULL);
  write_texts (json, "notes", one->notes);
  json_close_object (json);
}

char *
master_report_json (const MasterReport *report)
{
  GString *text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_string (&json, "song", report->song);
  if (report->songs > 0)
    json_int (&json, "songs", report->songs);
  json_string (&json, "version", LACQUER_VERSION);
  write_texts (&json, "chain", report->chain);
  json_open_list (&json, "masters");
  for (guint i = 0; i < report->masters->len; i++)
    write_master (&json, report->masters->pdata[i]);
  json_close_list (&json);
  json_close_object (&json);
  return g_string_free (text, FALSE);
}

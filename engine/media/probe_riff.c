/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/probe_riff.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* Sampler: Microsoft's Multimedia Data Standards Update 3.0 (1994). Its loop ends are inclusive. */
static void
read_smpl (MediaInfo *info, const RiffChunk *chunk)
{
  if (chunk->size < 36)
    return;
  const uint32_t note = riff_u32 (chunk->bytes + 12);
  if (note < 128)
    info->root_note = (int) note;

  const size_t room = (chunk->size - 36) / 24;
  const size_t n = MIN (riff_u32 (chunk->bytes + 28), room);
  if (info->loops != NULL || n == 0)
    return;
  info->loops = g_new0 (MediaLoop, n);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *loop = chunk->bytes + 36 + 24 * i;
    const Frames start = riff_u32 (loop + 8);
    const Frames end = int64_min ((Frames) riff_u32 (loop + 12) + 1, info->frames);
    if (start < end)
      info->loops[info->n_loops++] =
          (MediaLoop){ start, end, (int) riff_u32 (loop + 20), riff_u32 (loop + 4) == 1 };
  }
}

/* Sony's ACID: flags (1 one-shot, 2 root note set), root note, beats, meter, tempo as a float. */
static void
read_acid (MediaInfo *info, const RiffChunk *chunk)
{
  if (chunk->size < 24)
    return;
  const uint32_t flags = riff_u32 (chunk->bytes);
  const uint32_t tempo_bits = riff_u32 (chunk->bytes + 20);
  float tempo;
  memcpy (&tempo, &tempo_bits, sizeof tempo);
  info->has_acid = true;
  info->one_shot = flags & 1;
  if (flags & 2 && info->root_note < 0 && riff_u16 (chunk->bytes + 4) < 128)
    info->root_note = riff_u16 (chunk->bytes + 4);
  info->acid_beats = (int) MIN (riff_u32 (chunk->bytes + 12), 1000000);
  info->acid_tempo = tempo > 0 && tempo < 10000 ? (double) tempo : 0.0;
}

static void
read_cue (GArray *ids, GArray *cues, const RiffChunk *chunk)
{
  if (chunk->size < 4)
    return;
  const size_t n = MIN (riff_u32 (chunk->bytes), (chunk->size - 4) / 24);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *point = chunk->bytes + 4 + 24 * i;
    const uint32_t id = riff_u32 (point);
    const MediaCue cue = { .at = riff_u32 (point + 20) };
    g_array_append_val (ids, id);
    g_array_append_val (cues, cue);
  }
}

/* "labl" names a cue point, "ltxt" gives it a length. */
static void
read_adtl (const GArray *ids, GArray *cues, const RiffChunk *chunk)
{
  if (chunk->size < 4 || memcmp (chunk->bytes, "adtl", 4) != 0)
    return;
  for (size_t at = 4; at + 8 <= chunk->size;) {
    const uint8_t *part = chunk->bytes + at;
    const size_t size = MIN (riff_u32 (part + 4), chunk->size - at - 8);
    for (guint i = 0; i < cues->len && size >= 4; i++) {
      MediaCue *cue = &g_array_index (cues, MediaCue, i);
      if (g_array_index (ids, uint32_t, i) != riff_u32 (part + 8))
        continue;
      if (memcmp (part, "labl", 4) == 0 && cue->name == NULL) {
        GString *name = g_string_new_len ((const char *) part + 12, (gssize) (size - 4));
        g_string_truncate (name, strlen (name->str));
        cue->name = g_utf8_make_valid (name->str, -1);
        g_string_free (name, TRUE);
      } else if (memcmp (part, "ltxt", 4) == 0 && size >= 8) {
        cue->length = riff_u32 (part + 12);
      }
    }
    at += 8 + size + (size & 1);
  }
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const MediaCue *one = a, *two = b;
  return one->at < two->at ? -1 : one->at > two->at;
}

static void
take_cues (MediaInfo *info, GArray *cues)
{
  for (guint i = 0; i < cues->len; i++) {
    MediaCue *cue = &g_array_index (cues, MediaCue, i);
    if (cue->name == NULL)
      cue->name = g_strdup_printf ("%u", i + 1);
  }
  g_array_sort (cues, compare_cues);
  info->n_cues = (int) cues->len;
  info->cues = (MediaCue *) (void *) g_array_free (cues, cues->len == 0);
}

/* Five elements, each once, of a small document by other programs, often not quite well-formed:
 * they are looked for by name. */
static char *
ixml_element (const char *text, const char *name)
{
  char *open = g_strdup_printf ("<%s>", name), *close = g_strdup_printf ("</%s>", name);
  const char *start = strstr (text, open);
  const char *end = start ? strstr (start, close) : NULL;
  char *value = NULL;
  if (end) {
    start += strlen (open);
    GString *string = g_string_new_len (start, end - start);
    g_string_replace (string, "&lt;", "<", 0);
    g_string_replace (string, "&gt;", ">", 0);
    g_string_replace (string, "&quot;", "\"", 0);
    g_string_replace (string, "&apos;", "'", 0);
    g_string_replace (string, "&amp;", "&", 0);
    value = g_strstrip (g_string_free (string, FALSE));
  }
  g_free (open);
  g_free (close);
  if (value && *value == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static void
read_ixml (MediaInfo *info, const RiffChunk *chunk)
{
  char *text = g_utf8_make_valid ((const char *) chunk->bytes,
                                  (gssize) strnlen ((const char *) chunk->bytes, chunk->size));
  char **const fields[] = { &info->project, &info->scene, &info->take, &info->tape, &info->note };
  static const char *const names[] = { "PROJECT", "SCENE", "TAKE", "TAPE", "NOTE" };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (*fields[i] == NULL)
      *fields[i] = ixml_element (text, names[i]);

  char *high = ixml_element (text, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI");
  char *low = ixml_element (text, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO");
  int64_t upper = 0, lower;
  if (low && !info->has_time_reference && number_read_int (low, &lower) && lower >= 0 &&
      lower <= UINT32_MAX && (high == NULL || number_read_int (high, &upper)) && upper >= 0 &&
      upper <= INT32_MAX) {
    info->has_time_reference = true;
    info->time_reference = upper << 32 | lower;
  }
  g_free (high);
  g_free (low);
  g_free (text);
}

void
probe_riff (MediaInfo *info, const RiffReader *reader)
{
  RiffReader walk = *reader;
  RiffChunk chunk;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  GArray *cues = g_array_new (FALSE, FALSE, sizeof (MediaCue));

  while (riff_next (&walk, &chunk)) {
    if (strcmp (chunk.id, "bext") == 0 && bext_read (&info->bext, chunk.bytes, chunk.size)) {
      info->has_bext = info->has_time_reference = true;
      info->time_reference = info->bext.time_reference;
    } else if (strcmp (chunk.id, "iXML") == 0) {
      read_ixml (info, &chunk);
    } else if (strcmp (chunk.id, "smpl") == 0) {
      read_smpl (info, &chunk);
    } else if (strcmp (chunk.id, "acid") == 0) {
      read_acid (info, &chunk);
    } else if (strcmp (chunk.id, "cue ") == 0) {
      read_cue (ids, cues, &chunk);
    } else if (g_ascii_strcasecmp (chunk.id, "id3 ") == 0) {
      tags_read_id3 (&info->tags, chunk.bytes, chunk.size);
    } else if (strcmp (chunk.id, "LIST") == 0 || strcmp (chunk.id, "list") == 0) {
      tags_read_info (&info->tags, chunk.bytes, chunk.size);
    }
  }
  /* Labels may stand before the points that they name. */
  walk = *reader;
  while (riff_next (&walk, &chunk))
    if (strcmp (chunk.id, "LIST") == 0)
      read_adtl (ids, cues, &chunk);
  g_array_unref (ids);
  take_cues (info, cues);
}

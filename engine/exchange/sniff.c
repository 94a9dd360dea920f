/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sniff.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

#define SUPPORTED "audio files (WAV, AIFF, FLAC, Ogg, Opus, MP3 and more) and MIDI files"
#define HEAD 512 /* bytes that are looked at */

/* What other programs write; the ending tells apart what begins in the same way. */
static const struct {
  const char *what;
  const char *ending; /* in small letters, or NULL */
  gsize at, size;
  const char *bytes; /* NULL: the ending is enough */
} others[] = {
  { "a REAPER project", NULL, 0, 15, "<REAPER_PROJECT" },
  { "an FL Studio project", NULL, 0, 4, "FLhd" },
  { "a Cubase project", NULL, 8, 4, "NUND" },
  { "a Pro Tools session", NULL, 0, 17,
    "\003"
    "0010111100101011" },
  { "an Ableton Live set", ".als", 0, 2, "\037\213" },
  { "an LMMS project", ".mmpz", 0, 0, NULL },
  { "a DAWproject", ".dawproject", 0, 2, "PK" },
  { "a Studio One song", ".song", 0, 2, "PK" },
  { "a Bitwig project", ".bwproject", 0, 0, NULL },
  { "an Audacity project", ".aup3", 0, 6, "SQLite" },
  { "an Ardour session", ".ardour", 0, 5, "<?xml" },
  { "a Lacquer project", ".lacquer", 0, 5, "<?xml" },
  { "a score in MusicXML", ".musicxml", 0, 5, "<?xml" },
  { "an archive", NULL, 0, 4, "PK\003\004" },
  { "an archive", NULL, 0, 6, "7z\274\257\047\034" },
  { "an archive", NULL, 0, 4, "Rar!" },
  { "a compressed file", NULL, 0, 2, "\037\213" },
  { "a video or MPEG-4 file", NULL, 4, 4, "ftyp" },
};

static const struct {
  const char *what, *ending;
} folders[] = {
  { "a Logic project", ".logicx" },
  { "a GarageBand project", ".band" },
};

static bool
has_ending (const char *path, const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  while (g_str_has_suffix (lower, "/"))
    lower[strlen (lower) - 1] = '\0';
  return g_str_has_suffix (lower, ending);
}

static SniffedKind
refuse (const char *path, const char *what, GError **error)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "cannot import '%s': it is %s; what can be imported are " SUPPORTED, path, what);
  return SNIFFED_OTHER;
}

static SniffedKind
sniff_folder (const char *path, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++)
    if (has_ending (path, folders[i].ending))
      return refuse (path, folders[i].what, error);
  return SNIFFED_FOLDER;
}

static gsize
read_head (const char *path, char head[HEAD])
{
  FILE *file = fopen (path, "rbe");
  const gsize n = file ? fread (head, 1, HEAD, file) : 0;
  if (file)
    fclose (file);
  return n;
}

static bool
is_midi (const char *head, gsize n)
{
  return (n >= 14 && memcmp (head, "MThd", 4) == 0) ||
         (n >= 20 && memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "RMID", 4) == 0);
}

SniffedKind
sniff (const char *path, MediaInfo *info, GError **error)
{
  char head[HEAD];

  *info = (MediaInfo){ 0 };
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return sniff_folder (path, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return refuse (path, "no regular file", error);
  const gsize n = read_head (path, head);
  if (is_midi (head, n))
    return SNIFFED_MIDI;
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    if ((!others[i].ending || has_ending (path, others[i].ending)) &&
        (!others[i].bytes || (n >= others[i].at + others[i].size &&
                              memcmp (head + others[i].at, others[i].bytes, others[i].size) == 0)))
      return refuse (path, others[i].what, error);
  GError *fault = NULL;
  if (media_probe (path, info, &fault))
    return SNIFFED_AUDIO;
  if (fault->code == ENGINE_ERROR_INVALID) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "%s; what can be imported are " SUPPORTED, fault->message);
    g_error_free (fault);
  } else {
    g_propagate_error (error, fault);
  }
  return SNIFFED_OTHER;
}

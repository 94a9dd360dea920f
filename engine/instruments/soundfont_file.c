/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/soundfont_file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The distribution's choice, then by quality. */
static const char *const names[] = {
  "default-GM.sf2",
  "default-GM.sf3",
  "default.sf2",
  "MuseScore_General_Full.sf2",
  "MuseScore_General.sf2",
  "MuseScore_General.sf3",
  "FluidR3_GM.sf2",
  "FluidR3Mono_GM.sf3",
  "GeneralUser-GS.sf2",
  "GeneralUser_GS.sf2",
  "MuseScore_General_Lite.sf3",
  "freepats-general-midi.sf2",
  "TimGM6mb.sf2",
};

static const char *const folders[] = { "sounds/sf2", "sounds/sf3", "soundfonts" };

#define N_NAMES (sizeof names / sizeof names[0])
#define N_FOLDERS (sizeof folders / sizeof folders[0])

/* `root` has no terminator of its own. */
static bool
find_name (char *path, size_t size, const char *root, size_t length, const char *name)
{
  for (size_t i = 0; i < N_FOLDERS; i++) {
    const int n = snprintf (path, size, "%.*s/%s/%s", (int) length, root, folders[i], name);
    if (n > 0 && (size_t) n < size && access (path, R_OK) == 0)
      return true;
  }
  return false;
}

/* `roots` are separated by colons; empty ones and relative ones say nothing. */
static bool
find_in (char *path, size_t size, const char *roots, const char *name)
{
  while (*roots) {
    const size_t length = strcspn (roots, ":");
    if (*roots == '/' && find_name (path, size, roots, length, name))
      return true;
    roots += length + (roots[length] == ':');
  }
  return false;
}

bool
soundfont_find (char *path, size_t size)
{
  const char *dirs = getenv ("XDG_DATA_DIRS"), *data = getenv ("XDG_DATA_HOME");
  const char *home = getenv ("HOME");
  char own[4096] = "";

  if (data && *data)
    snprintf (own, sizeof own, "%s", data);
  else if (home)
    snprintf (own, sizeof own, "%s/.local/share", home);
  if (!dirs || !*dirs)
    dirs = "/usr/local/share:/usr/share";
  for (size_t i = 0; i < N_NAMES; i++)
    if (find_in (path, size, own, names[i]) || find_in (path, size, dirs, names[i]))
      return true;
  return false;
}

static uint32_t
little_endian (const uint8_t *p)
{
  return p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;
}

/* The lists in order, each within the file of `size` bytes. */
static bool
has_lists (FILE *stream, int64_t size)
{
  static const char *const lists[] = { "INFO", "sdta", "pdta" };
  uint8_t head[12];
  int64_t at = 12;

  for (int i = 0; i < 3; i++) {
    if (fseeko (stream, at, SEEK_SET) != 0 || fread (head, 1, 12, stream) != 12)
      return false;
    if (memcmp (head, "LIST", 4) != 0 || memcmp (head + 8, lists[i], 4) != 0)
      return false;
    at += 8 + (int64_t) little_endian (head + 4);
    at += at % 2;
    if (at > size)
      return false;
  }
  return true;
}

SoundfontState
soundfont_check (const char *path)
{
  FILE *stream = fopen (path, "rbe");
  SoundfontState state = SOUNDFONT_ALIEN;
  uint8_t head[12];

  if (!stream)
    return SOUNDFONT_MISSING;
  if (fread (head, 1, 12, stream) == 12 && memcmp (head, "RIFF", 4) == 0 &&
      memcmp (head + 8, "sfbk", 4) == 0) {
    fseeko (stream, 0, SEEK_END);
    const int64_t size = ftello (stream);
    const bool whole = 8 + (int64_t) little_endian (head + 4) <= size + 1;
    state = whole && has_lists (stream, size + 1) ? SOUNDFONT_GOOD : SOUNDFONT_DAMAGED;
  }
  fclose (stream);
  return state;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/frozen.h"

#include <glib/gstdio.h>
#include <string.h>

#include "effects/effects.h"
#include "instruments/instruments.h"
#include "mix/build.h"
#include "mix/feed.h"
#include "mix/record_inputs.h"
#include "store/xml_write.h"

/* "1 HASH LATENCY LEAD CUT SIZE ...": a version, and numbers in frames and bytes. */
#define KEY_VERSION "1"
enum { PART_VERSION, PART_HASH, PART_LATENCY, PART_LEAD, PART_CUT, PART_SIZES };

/* --- The key ------------------------------------------------------------------------------------
 */

static char *
hash_of (const Project *feed)
{
  Project *bare = feed_bare (feed);
  g_autoptr (GBytes) xml = project_write_xml (bare);

  project_unref (bare);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, xml);
}

typedef struct {
  const char *folder;
  GArray *sizes; /* int64_t, -1 = not there */
} SizeWalk;

/* SoundFonts are known by their place only: their size says whether another one stands there. */
static bool
add_sizes (const Node *node, const Node *parent, void *data)
{
  const SizeWalk *walk = data;
  const Effect *effect = (const Effect *) node;

  if (node->kind != NODE_EFFECT)
    return true;
  const Processor *processor = instrument_find (text_get (effect->kind));
  if (!processor)
    processor = effect_find (text_get (effect->kind));
  for (int i = 0; processor && i < processor->spec->n_params; i++) {
    const Param *set = params_find (effect->params, processor->spec->params[i].name);
    GStatBuf status;
    int64_t size = -1;
    if (processor->spec->params[i].type != PARAM_FILE || !set || !*text_get (set->text))
      continue;
    g_autofree char *path = g_path_is_absolute (set->text) || !walk->folder
                                ? g_strdup (set->text)
                                : g_build_filename (walk->folder, set->text, NULL);
    if (g_stat (path, &status) == 0)
      size = status.st_size;
    g_array_append_val (walk->sizes, size);
  }
  return true;
}

static GArray *
sizes_of (const Project *feed, const char *folder)
{
  const SizeWalk walk = { folder, g_array_new (FALSE, FALSE, sizeof (int64_t)) };
  node_walk (&feed->node, NULL, add_sizes, (void *) &walk);
  return walk.sizes;
}

char *
frozen_key (const Project *feed, const char *folder, const FrozenShape *shape)
{
  GString *key = g_string_new (KEY_VERSION);
  g_autofree char *hash = hash_of (feed);
  g_autoptr (GArray) sizes = sizes_of (feed, folder);

  g_string_append_printf (key, " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          hash, shape->latency, shape->lead, shape->cut);
  for (guint i = 0; i < sizes->len; i++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT, g_array_index (sizes, int64_t, i));
  return g_string_free (key, FALSE);
}

/* A file that has gone since changes nothing that is frozen: that is what freezing is for. */
static bool
sizes_match (const Project *feed, const char *folder, char **parts)
{
  g_autoptr (GArray) sizes = sizes_of (feed, folder);

  if (g_strv_length (parts) != sizes->len)
    return false;
  for (guint i = 0; i < sizes->len; i++) {
    const int64_t size = g_array_index (sizes, int64_t, i);
    if (size >= 0 && size != g_ascii_strtoll (parts[i], NULL, 10))
      return false;
  }
  return true;
}

static bool
key_matches (const Project *project, const Track *track, const char *folder, FrozenShape *shape)
{
  g_auto (GStrv) parts = g_strsplit (text_get (track->frozen_key), " ", -1);

  if (g_strv_length (parts) < PART_SIZES || strcmp (parts[PART_VERSION], KEY_VERSION) != 0)
    return false;
  shape->latency = g_ascii_strtoll (parts[PART_LATENCY], NULL, 10);
  shape->lead = g_ascii_strtoll (parts[PART_LEAD], NULL, 10);
  shape->cut = g_ascii_strtoll (parts[PART_CUT], NULL, 10);
  if (shape->latency < 0 || shape->latency > INT32_MAX || shape->lead < 0 ||
      shape->lead > shape->latency)
    return false;
  /* Where the file was cut, a longer song would hear the end of it. */
  if (shape->cut > 0 && mix_song_end (project) > shape->cut)
    return false;
  Project *feed = feed_project (project, track->node.id, false);
  g_autofree char *hash = hash_of (feed);
  const bool good =
      strcmp (hash, parts[PART_HASH]) == 0 && sizes_match (feed, folder, parts + PART_SIZES);
  project_unref (feed);
  return good;
}

FrozenState
frozen_state (const Project *project, const Track *track, const char *folder, FrozenShape *shape)
{
  const Source *source = track->frozen ? project_find_source (project, track->frozen) : NULL;
  FrozenShape own;

  if (!track->frozen)
    return FROZEN_NOT;
  if (!source || !key_matches (project, track, folder, shape ? shape : &own))
    return FROZEN_STALE;
  g_autofree char *path = folder ? g_build_filename (folder, text_get (source->file), NULL) : NULL;
  return path && !g_file_test (path, G_FILE_TEST_IS_REGULAR) ? FROZEN_MISSING : FROZEN_GOOD;
}

char *
frozen_sentence (FrozenState state, const Track *track)
{
  if (state == FROZEN_STALE)
    return g_strdup_printf ("'%s' has changed since it was frozen and is computed again while it "
                            "plays; track.freeze makes a new file",
                            text_get (track->name));
  if (state == FROZEN_MISSING)
    return g_strdup_printf ("the frozen file of '%s' is missing, so that it is computed again "
                            "while it plays; track.freeze makes a new file",
                            text_get (track->name));
  return NULL;
}

/* --- In the compiler ---------------------------------------------------------------------------
 */

bool
build_listens (const Build *build, const Track *track)
{
  return build->request->live && track_input (build->project, track).kind == INPUT_DEVICE &&
         (track->monitor == MONITOR_ON || (track->monitor == MONITOR_AUTO && track->arm));
}

/* A file holds what is heard without solo and without what is played just now: while either is at
 * work the track is computed. */
static bool
is_whole (const Build *build, const Track *track, const bool *fed)
{
  if (build_listens (build, track))
    return false;
  for (int t = 0; t < build->n_tracks; t++) {
    const Track *from = build_track (build, t);
    if (fed[t] && (!build->sounds[t] || build_listens (build, from) ||
                   (build->request->live && records_strip (build->project, from))))
      return false;
  }
  return true;
}

const RegionList *
build_frozen (Build *build, const Track *track, FrozenShape *shape)
{
  const bool sums = track->kind != TRACK_AUDIO && track->kind != TRACK_INSTRUMENT;
  g_autofree bool *fed = g_new0 (bool, build->n_tracks + 1);
  g_autoptr (GError) error = NULL;

  /* Stems want what stands inside groups, too. */
  if (!track->frozen || track->kind == TRACK_MAIN || (sums && build->request->stems))
    return NULL;
  const FrozenState state =
      frozen_state (build->project, track, build->request->media->folder, shape);
  feed_mark (build->project, track->node.id, fed);
  if (state != FROZEN_GOOD) {
    g_autofree char *sentence = frozen_sentence (state, track);
    build_note (build, "%s", sentence);
    return NULL;
  }
  if (!is_whole (build, track, fed))
    return NULL;
  const Source *source = project_find_source (build->project, track->frozen);
  const AudioSource *audio = build->request->media->find (build->request->media->data, source, 1.0,
                                                          0.0, false, NULL, &error);
  if (!audio || audio->frames != source->frames) {
    build_note (build, "the frozen file of '%s' cannot be played, so that it is computed again: %s",
                text_get (track->name), error ? error->message : "it was cut short");
    return NULL;
  }
  if (shape->cut > 0)
    build_note (build, "'%s' was still sounding where its frozen file ends",
                text_get (track->name));
  for (int t = 0; t < build->n_tracks; t++)
    build->replaced[t] |= fed[t];

  return build_whole (build, audio, -shape->lead);
}

void
build_silence_replaced (Build *build)
{
  StripContext *context = &build->result->graph.context;
  g_autofree bool *heard = g_new0 (bool, context->n + 1);

  heard[build->result->graph.main] = true;
  for (int t = 0; build->request->live && t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    const int from = records_strip (build->project, track)
                         ? build_track_index (build, track_input (build->project, track).track)
                         : -1;
    if (from >= 0 && build->strip_of[from] >= 0)
      heard[build->strip_of[from]] = true;
  }
  for (int s = context->n - 1; s >= 0; s--) {
    const int track = build_track_index (build, context->strips[s].id);
    if (!heard[s] && build->replaced[track] && !build->listened[track])
      context->strips[s].silent = true;
    for (int e = 0; e < context->strips[s].n_edges; e++)
      if (!context->strips[s].silent)
        heard[context->strips[s].edges[e].from] = true;
  }
}

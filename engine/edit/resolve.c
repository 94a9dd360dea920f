/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/args.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"

/* What a text may name: candidates with their names, in the order of the project. */
typedef struct {
  const char *what; /* "track" */
  GPtrArray *names; /* borrowed texts */
  GArray *ids; /* Id */
} Candidates;

static Candidates
candidates_new (const char *what)
{
  return (Candidates){ what, g_ptr_array_new (), g_array_new (FALSE, FALSE, sizeof (Id)) };
}

static void
candidates_add (Candidates *candidates, const char *name, Id id)
{
  g_ptr_array_add (candidates->names, (char *) name);
  g_array_append_val (candidates->ids, id);
}

static void
candidates_clear (Candidates *candidates)
{
  g_ptr_array_unref (candidates->names);
  g_array_unref (candidates->ids);
}

static bool
fail_ambiguous (const Candidates *candidates, const char *text, GError **error)
{
  GString *list = g_string_new (NULL);
  for (guint i = 0; i < candidates->ids->len; i++) {
    char id[ID_TEXT_SIZE];
    if (strcmp (candidates->names->pdata[i], text) == 0)
      g_string_append_printf (list, "%s%s", list->len ? ", " : "",
                              id_write (id, g_array_index (candidates->ids, Id, i)));
  }
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
               "the name '%s' is shared by several %ss: %s; use an id", text, candidates->what,
               list->str);
  g_string_free (list, TRUE);
  return false;
}

/* A position (1-based), a name or an id among the candidates. A bare number is a position wherever
 * there is one, so that a track called "3" does not hide the third. */
static bool
pick (const Candidates *candidates, const char *text, Id *id, GError **error)
{
  const int n = (int) candidates->ids->len;
  int found = -1;
  int64_t position;
  Id wanted;
  const bool placed = number_read_int (text, &position) && position >= 1 && position <= n;

  if (placed)
    found = (int) position - 1;
  for (int i = 0; i < n && !placed; i++) {
    if (strcmp (candidates->names->pdata[i], text) != 0)
      continue;
    if (found >= 0)
      return fail_ambiguous (candidates, text, error);
    found = i;
  }
  if (found < 0 && id_read (text, &wanted))
    for (int i = 0; i < n && found < 0; i++)
      if (g_array_index (candidates->ids, Id, i) == wanted)
        found = i;
  if (found >= 0) {
    *id = g_array_index (candidates->ids, Id, found);
    return true;
  }
  const char *nearest = text_nearest (text, (const char *const *) candidates->names->pdata, n);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no %s '%s'%s%s%s",
               candidates->what, text, nearest ? "; did you mean '" : "", nearest ? nearest : "",
               nearest ? "'?" : "");
  return false;
}

/* What the user reads of a node: its name, or what it says. */
static const char *
label_of (const Node *node)
{
  switch (node->kind) {
  case NODE_CHORD:
    return text_get (((const Chord *) node)->symbol);
  case NODE_LYRIC:
    return text_get (((const Lyric *) node)->text);
  case NODE_COMMENT:
    return text_get (((const Comment *) node)->text);
  case NODE_SONG:
    return text_get (((const Song *) node)->title);
  default:
    return node_name (node);
  }
}

bool
resolve_in_list (const List *list, const char *what, const char *text, Id *id, GError **error)
{
  Candidates candidates = candidates_new (what);

  for (int i = 0; i < list_n (list); i++)
    candidates_add (&candidates, label_of (list_get (list, i)), list_get (list, i)->id);
  const bool good = pick (&candidates, text, id, error);
  candidates_clear (&candidates);
  return good;
}

bool
resolve_listed (const Project *project, ArgType type, const char *text, Id *id, GError **error)
{
  static const struct {
    ArgType type;
    const char *what;
    size_t offset;
  } lists[] = {
    { ARG_SECTION, "section", offsetof (Project, sections) },
    { ARG_MARKER, "marker", offsetof (Project, markers) },
    { ARG_CHORD, "chord", offsetof (Project, chords) },
    { ARG_LYRIC, "lyric", offsetof (Project, lyrics) },
    { ARG_COMMENT, "comment", offsetof (Project, comments) },
    { ARG_EDIT_GROUP, "edit group", offsetof (Project, edit_groups) },
    { ARG_SNAPSHOT, "mix snapshot", offsetof (Project, snapshots) },
    { ARG_CUE, "cue", offsetof (Project, cues) },
    { ARG_SONG, "song", offsetof (Project, songs) },
    { ARG_DELIVERY, "delivery", offsetof (Project, deliveries) },
    { ARG_REFERENCE, "reference", offsetof (Project, references) },
    { ARG_SCENE, "scene", offsetof (Project, scenes) },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].type == type)
      return resolve_in_list (
          *(List *const *) (const void *) ((const char *) project + lists[i].offset), lists[i].what,
          text, id, error);
  return false;
}

bool
resolve_track (const Project *project, const char *text, Id *id, GError **error)
{
  if (strcmp (text, "main") == 0 || strcmp (text, "master") == 0) {
    *id = project_main (project)->node.id;
    return true;
  }
  return resolve_in_list (project->tracks, "track", text, id, error);
}

static void
add_clips (Candidates *candidates, const List *clips)
{
  for (int i = 0; i < list_n (clips); i++)
    candidates_add (candidates, node_name (list_get (clips, i)), list_get (clips, i)->id);
}

/* The clip of a position, else of this name, where there is exactly one. Projects have many
 * clips, so nothing is gathered for that. */
static Id
find_clip (const Project *project, const char *text, Id track, bool *several)
{
  int64_t position = 0, passed = 0;
  Id named = 0, placed = 0;

  *several = false;
  if (!number_read_int (text, &position))
    position = 0;
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *at = (const Track *) list_get (project->tracks, t);
    const int n = list_n (at->clips);
    if (track && at->node.id != track)
      continue;
    for (int i = 0; i < n; i++) {
      const Clip *clip = (const Clip *) list_get (at->clips, i);
      if (strcmp (text_get (clip->name), text) != 0)
        continue;
      *several |= named != 0;
      named = clip->node.id;
    }
    if (position > passed && position <= passed + n)
      placed = list_get (at->clips, (int) (position - passed) - 1)->id;
    passed += n;
  }
  *several &= placed == 0;
  return placed ? placed : named;
}

bool
resolve_clip (const Project *project, const char *text, Id track, Id *id, GError **error)
{
  bool several;

  /* Clips of take lanes and elsewhere only by id, so that names stay those of what is heard. */
  if (id_read (text, id) && id_letter (*id) == 'c') {
    const Node *node = project_find (project, *id, NULL);
    if (node && node->kind == NODE_CLIP)
      return true;
  }
  *id = find_clip (project, text, track, &several);
  if (*id && !several)
    return true;
  Candidates candidates = candidates_new ("clip");
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *at = (const Track *) list_get (project->tracks, t);
    if (!track || at->node.id == track)
      add_clips (&candidates, at->clips);
  }
  const bool good = pick (&candidates, text, id, error);
  candidates_clear (&candidates);
  return good;
}

static bool
visit_effect (const Node *node, const Node *parent, void *data)
{
  GPtrArray *effects = data;
  if (node->kind == NODE_EFFECT)
    g_ptr_array_add (effects, (void *) node);
  return true;
}

bool
resolve_effect (const Project *project, const char *text, Id track, Id *id, GError **error)
{
  const Track *in = track ? project_find_track (project, track) : NULL;
  GPtrArray *effects = g_ptr_array_new ();
  Candidates names = candidates_new ("effect");
  bool good = false;
  int64_t position;

  if (in && strcmp (text, "instrument") == 0 && in->instrument) {
    *id = in->instrument->node.id;
    good = true;
  } else if (in && number_read_int (text, &position)) {
    /* The second insert, whatever else the track holds; on main the mastering chain follows. */
    const int n = list_n (in->effects);
    good = position >= 1 && position <= n + list_n (in->master);
    if (good)
      *id = position <= n ? list_get (in->effects, (int) position - 1)->id
                          : list_get (in->master, (int) position - 1 - n)->id;
    else
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "'%s' has no effect %s",
                   text_get (in->name), text);
  } else {
    node_walk (in ? &in->node : &project->node, NULL, visit_effect, effects);
    for (guint i = 0; i < effects->len; i++) {
      const Effect *effect = effects->pdata[i];
      if (effect->name)
        candidates_add (&names, text_get (effect->name), effect->node.id);
    }
    /* The first of a kind, behind those that bear the text as a name. */
    bool named = false;
    for (guint i = 0; i < names.names->len; i++)
      named |= strcmp (names.names->pdata[i], text) == 0;
    for (guint i = 0; i < effects->len && in; i++) {
      const Effect *effect = effects->pdata[i];
      bool listed = false;
      for (guint k = 0; k < names.names->len; k++)
        listed |= strcmp (names.names->pdata[k], text_get (effect->kind)) == 0;
      if (!listed && !(named && strcmp (text_get (effect->kind), text) == 0))
        candidates_add (&names, text_get (effect->kind), effect->node.id);
    }
    Id wanted;
    const Node *node = id_read (text, &wanted) ? project_find (project, wanted, NULL) : NULL;
    if (node && node->kind == NODE_EFFECT) {
      *id = wanted;
      good = true;
    } else {
      good = pick (&names, text, id, error);
    }
  }
  candidates_clear (&names);
  g_ptr_array_unref (effects);
  return good;
}

static bool
visit_chain (const Node *node, const Node *parent, void *data)
{
  if (node->kind == NODE_CHAIN)
    candidates_add (data, node_name (node), node->id);
  return true;
}

bool
resolve_chain (const Project *project, const char *text, Id track, Id *id, GError **error)
{
  const Track *in = track ? project_find_track (project, track) : NULL;
  Candidates candidates = candidates_new ("parallel chain");

  node_walk (in ? &in->node : &project->node, NULL, visit_chain, &candidates);
  const bool good = pick (&candidates, text, id, error);
  candidates_clear (&candidates);
  return good;
}

bool
resolve_send (const Project *project, const char *text, Id track, Id *id, GError **error)
{
  Candidates candidates = candidates_new ("send");
  bool good;

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *at = (const Track *) list_get (project->tracks, t);
    if (track && at->node.id != track)
      continue;
    for (int s = 0; s < list_n (at->sends); s++) {
      const Send *send = (const Send *) list_get (at->sends, s);
      const Node *to = project_find (project, send->to ? send->to : send->cue, NULL);
      candidates_add (&candidates, to ? node_name (to) : "", send->node.id);
    }
  }
  good = pick (&candidates, text, id, error);
  candidates_clear (&candidates);
  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixer: returns, VCAs, snapshots of the whole mix. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/deeds/deed_private.h"

/* Of the snapshot that holds what was heard before a comparison. */
#define BEFORE N_ ("Before comparing")

static GArray *
strips (Deed *deed)
{
  GArray *tracks = lq_desk_tracks (deed->desk);
  const Project *project = lq_desk_project (deed->desk);
  for (guint i = tracks->len; i-- > 0;) {
    const Track *track = project_find_track (project, g_array_index (tracks, Id, i));
    if (!track || track->kind == TRACK_MAIN)
      g_array_remove_index (tracks, i);
  }
  if (tracks->len == 0)
    deed_fail (deed, "%s", _ ("Select a strip other than main first."));
  return tracks;
}

static char *
return_initial (LqDesk *desk, Place place)
{
  return g_strdup (_ ("Return"));
}

/* A return that all of them feed, 12 dB down. */
static bool
new_return (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = strips (deed);
  g_autofree char *name = g_shell_quote (deed->text && *deed->text ? deed->text : _ ("Return"));
  const Project *project = lq_desk_project (deed->desk);
  if (tracks->len == 0)
    return false;
  deed_line (deed, "track.add kind=return name=%s", name);
  for (guint i = 0; i < tracks->len; i++) {
    const Id id = g_array_index (tracks, Id, i);
    const int kind = project_find_track (project, id)->kind;
    if (kind != TRACK_VCA && kind != TRACK_FOLDER && kind != TRACK_MIDI)
      deed_line (deed, "send.add track=%s to=$1 gain=-12", lq_desk_id (deed->desk, id));
  }
  deed->words = g_strdup_printf ("Add return %s", deed->text && *deed->text ? deed->text : "");
  return true;
}

static const Track *
vca_named (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind == TRACK_VCA && !g_ascii_strcasecmp (text_get (track->name), name))
      return track;
  }
  return NULL;
}

/* The VCA that leads the first of them, else the first there is. */
static char *
vca_initial (LqDesk *desk, Place place)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  const Track *first =
      tracks->len > 0 ? project_find_track (project, g_array_index (tracks, Id, 0)) : NULL;
  const Track *any = NULL;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_VCA)
      continue;
    any = any ? any : track;
    if (first && id_set_has (first->vcas, track->node.id))
      return g_strdup (text_get (track->name));
  }
  return g_strdup (any ? text_get (any->name) : _ ("VCA"));
}

/* One that is not there yet is made. */
static bool
vca (Deed *deed, int arg)
{
  g_autoptr (GArray) tracks = strips (deed);
  const char *text = deed->text ? deed->text : "";
  const bool none = !*text || !g_ascii_strcasecmp (text, "none");
  g_autofree char *name = g_shell_quote (none ? "none" : text);
  const Track *there = none ? NULL : vca_named (lq_desk_project (deed->desk), text);
  if (tracks->len == 0)
    return false;
  if (!none && !there)
    deed_line (deed, "track.add kind=vca name=%s", name);
  for (guint i = 0; i < tracks->len; i++) {
    const Id id = g_array_index (tracks, Id, i);
    if (there && there->node.id == id)
      continue;
    deed_line (deed, "track.set track=%s vca=%s", lq_desk_id (deed->desk, id), name);
  }
  deed->words = none ? g_strdup ("Take strips from their VCA")
                     : g_strdup_printf ("Move strips with VCA %s", text);
  return deed->lines->len > 0 || deed_fail (deed, "%s", _ ("A VCA does not lead itself."));
}

static char *
snapshot_initial (LqDesk *desk, Place place)
{
  return g_strdup_printf (_ ("Mix %d"), list_n (lq_desk_project (desk)->snapshots) + 1);
}

static bool
keep (Deed *deed, int arg)
{
  const char *text = deed->text && *deed->text ? deed->text : _ ("Mix");
  g_autofree char *name = g_shell_quote (text);
  deed_line (deed, "snapshot.add name=%s", name);
  deed->told = g_strdup_printf (_ ("Kept the mix as “%s”; X compares"), text);
  return true;
}

/* What is heard becomes a snapshot, and the other one is heard: so the same key goes back. */
static bool
compare (Deed *deed, int arg)
{
  const List *all = lq_desk_project (deed->desk)->snapshots;
  const int n = list_n (all);
  if (n == 0)
    return deed_fail (deed, "%s", _ ("Keep a mix snapshot first (Ctrl Shift N)."));
  const Snapshot *other = (const Snapshot *) list_get (all, n - 1);
  const bool back = !strcmp (text_get (other->name), _ (BEFORE));
  g_autofree char *name = g_shell_quote (_ (BEFORE));
  deed_line (deed, "snapshot.add name=%s", name);
  deed_line (deed, "snapshot.recall snapshot=%s", lq_desk_id (deed->desk, other->node.id));
  if (back)
    deed_line (deed, "snapshot.remove snapshot=%s", lq_desk_id (deed->desk, other->node.id));
  deed->words = g_strdup ("Compare mixes");
  deed->told = back ? g_strdup (_ ("The other mix; X again goes back"))
                    : g_strdup_printf (_ ("“%s”; X again goes back"), text_get (other->name));
  return true;
}

const DeedRow deeds_mixer[] = {
  { "mix.new-return", new_return, 0, N_ ("Name of the new return"), return_initial },
  { "mix.vca", vca, 0, N_ ("VCA that moves the strips: a name, or none"), vca_initial },
  { "mix.snapshot", keep, 0, N_ ("Name of the mix snapshot"), snapshot_initial },
  { "mix.compare", compare },
  { NULL },
};

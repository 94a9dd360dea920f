/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/take_lines.h"

#include <string.h>

#include "model/dropouts.h"

static const Track *
find_named (const Project *project, const char *name)
{
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (strcmp (text_get (track->name), name) == 0)
      return track;
  }
  return NULL;
}

static void
add (GStrvBuilder *lines, char *line)
{
  g_strv_builder_add (lines, line);
  g_free (line);
}

/* A fresh audio track; returns how later lines name it. */
static char *
make_track (GStrvBuilder *lines, int *n_created, const char *name, const Track *beside)
{
  g_autofree char *quoted = g_shell_quote (name);
  GString *line = g_string_new ("track.add kind=audio name=");
  char id[ID_TEXT_SIZE];

  g_string_append (line, quoted);
  if (beside && beside->group)
    g_string_append_printf (line, " in=%s", id_write (id, beside->group));
  add (lines, g_string_free (line, FALSE));
  return g_strdup_printf ("$%d", ++*n_created);
}

/* The track for channels from `first` on, 0 for the first of the file. */
static char *
track_for (GStrvBuilder *lines, int *n_created, const Project *project, const TakeLines *take,
           int first, int n)
{
  const char *base = take->track ? text_get (take->track->name) : take->spare;
  char id[ID_TEXT_SIZE];

  if (first == 0 && take->track)
    return g_strdup (id_write (id, take->track->node.id));
  if (first == 0)
    return make_track (lines, n_created, base, NULL);
  g_autofree char *name = n == 2 ? g_strdup_printf ("%s %d-%d", base, first + 1, first + 2)
                                 : g_strdup_printf ("%s %d", base, first + 1);
  const Track *there = find_named (project, name);
  if (there && there->kind == TRACK_AUDIO)
    return g_strdup (id_write (id, there->node.id));
  return make_track (lines, n_created, name, take->track);
}

void
take_lines_add (GStrvBuilder *lines, int *n_created, const Project *project, const TakeLines *take)
{
  g_autofree char *file = g_shell_quote (take->path);
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);

  for (int first = 0; first < MAX (take->channels, 1); first += 2) {
    const int n = MIN (take->channels - first, 2);
    g_autofree char *track = track_for (lines, n_created, project, take, first, n);
    GString *line = g_string_new (NULL);
    g_string_printf (line, "take.add track=%s file=%s at=%s", track, file, take->at);
    if (take->channels > 2)
      g_string_append_printf (line, n == 2 ? " channels=%d-%d" : " channels=%d", first + 1,
                              first + 2);
    if (take->name) {
      g_autofree char *name = g_shell_quote (take->name);
      g_string_append_printf (line, " name=%s", name);
    }
    if (take->dropouts && take->dropouts->len > 0) {
      g_autofree char *dropouts = dropouts_write (take->dropouts);
      g_string_append_printf (line, " dropouts='%s'", dropouts);
    }
    add (lines, g_string_free (line, FALSE));
    if (take->heard)
      g_ptr_array_add (heard,
                       g_strdup_printf ("take.promote track=%s lane=$%d", track, *n_created + 1));
    *n_created += 2; /* the lane and its clip */
  }
  for (guint i = 0; i < heard->len; i++)
    g_strv_builder_add (lines, heard->pdata[i]);
}

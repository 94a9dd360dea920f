/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/audition.h"

struct Audition {
  LqDesk *desk;
  void (*heard) (gpointer data);
  gpointer data;
  GCancellable *reading; /* what is wanted now; or NULL */
  Frames n; /* of what plays */
};

typedef struct {
  char *path;
  int rate;
  double bpm;
  float *sides[2];
  Frames n;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;
  if (reading->sides[1] != reading->sides[0])
    g_free (reading->sides[1]);
  g_free (reading->sides[0]);
  g_free (reading->path);
  g_free (reading);
}

Audition *
audition_new (LqDesk *desk, void (*heard) (gpointer data), gpointer data)
{
  Audition *audition = g_new0 (Audition, 1);
  audition->desk = g_object_ref (desk);
  audition->heard = heard;
  audition->data = data;
  return audition;
}

void
audition_free (Audition *audition)
{
  if (!audition)
    return;
  audition_stop (audition);
  g_object_unref (audition->desk);
  g_free (audition);
}

/* NULL: the project is closed, or silent. */
static Live *
live_of (const Audition *audition)
{
  return lq_desk_session (audition->desk) ? lq_desk_live (audition->desk) : NULL;
}

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_task_return_boolean (task, audition_read (reading->path, reading->rate, reading->bpm,
                                              reading->sides, &reading->n, cancellable));
}

static void
file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Audition *audition = data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  /* It was cancelled where something else is wanted, or the browser has gone. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  Live *live = live_of (audition);
  if (!live)
    return;
  audition->n = reading->n;
  preview_play (live_preview (live), reading->sides[0], reading->sides[1], reading->n);
  reading->sides[0] = reading->sides[1] = NULL;
  audition->heard (audition->data);
}

void
audition_play (Audition *audition, const char *path, bool sync)
{
  LqDesk *desk = audition->desk;
  audition_stop (audition);
  if (!live_of (audition))
    return;
  Reading *reading = g_new0 (Reading, 1);
  reading->path = g_strdup (path);
  reading->rate = lq_desk_rate (desk);
  if (sync)
    reading->bpm = tempo_map_bpm (lq_desk_map (desk),
                                  tempo_map_ticks (lq_desk_map (desk), lq_desk_playhead (desk)));
  audition->reading = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, audition->reading, file_read, audition);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_file);
}

void
audition_stop (Audition *audition)
{
  Live *live = live_of (audition);
  g_cancellable_cancel (audition->reading);
  g_clear_object (&audition->reading);
  if (live && audition_place (audition) >= 0)
    preview_play (live_preview (live), NULL, NULL, 0);
}

double
audition_place (const Audition *audition)
{
  Live *live = live_of (audition);
  Frames at;
  if (!live || audition->n <= 0 || !preview_at (live_preview (live), &at))
    return -1;
  return (double) MAX (at, 0) / (double) audition->n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/import_job.h"

#include <glib/gi18n.h>

#define LOOK_MS 100

typedef struct {
  LqWindow *window;
  LqDesk *desk; /* one reference */
  char **paths;
  int n, rate;
  char *folder; /* of the project */
  bool placed;
  ImportPlace place;
  ImportedFiles done;

  GThread *thread;
  GCancellable *cancellable;
  int parts; /* atomic: thousandths that are done */
  guint looking;

  /* Of the thread until it ends. */
  ImportPlan *plan;
  ImportMedia *media;
  GError *error;
} ImportJob;

static ImportJob *job; /* at most one */
static GtkWidget *chip; /* in the status row; not owned */

static void
show_chip (void)
{
  if (!chip)
    return;
  gtk_widget_set_visible (chip, job != NULL);
  if (!job)
    return;
  g_autofree char *text =
      g_strdup_printf (_ ("Importing %d %%  ✕"), g_atomic_int_get (&job->parts) / 10);
  gtk_button_set_label (GTK_BUTTON (chip), text);
}

static gboolean
look (gpointer data)
{
  show_chip ();
  return G_SOURCE_CONTINUE;
}

static void
progress (double done, void *data)
{
  g_atomic_int_set (&((ImportJob *) data)->parts, (int) (done * 1000));
}

static void
job_free (ImportJob *old)
{
  g_clear_handle_id (&old->looking, g_source_remove);
  import_media_free (old->media);
  import_plan_free (old->plan);
  g_clear_error (&old->error);
  g_object_unref (old->cancellable);
  g_object_unref (old->desk);
  g_strfreev (old->paths);
  g_free (old->folder);
  g_free (old);
}

static bool
takes_audio (LqDesk *desk, Id id)
{
  const Track *track = project_find_track (lq_desk_project (desk), id);
  return track && track->kind == TRACK_AUDIO;
}

/* The project changes: one step. */
static void
finish (ImportJob *ended)
{
  LqDesk *desk = ended->desk;
  const ImportPlan *plan = ended->plan;
  const bool single = plan->tracks->len == 1 && plan->midi->len == 0;
  const bool on_track =
      ended->placed && single && ended->place.track && takes_audio (desk, ended->place.track);
  const ImportOptions options = { .at =
                                      ended->placed ? lq_desk_place (desk, ended->place.at) : NULL,
                                  .track = on_track ? lq_desk_id (desk, ended->place.track) : NULL,
                                  .media = ended->media };
  ImportReport report = { 0 };
  if (!import_run (lq_desk_session (desk), ended->plan, &options, &report, &ended->error)) {
    lq_window_toast (ended->window, ended->error->message, false);
    return;
  }
  ended->done (ended->window, &(ImportResultOf){ plan, &report, on_track });
  import_report_clear (&report);
}

static gboolean
back (gpointer data)
{
  ImportJob *ended = data;
  job = NULL;
  g_thread_join (ended->thread);
  show_chip ();
  if (ended->media)
    finish (ended);
  else if (g_cancellable_is_cancelled (ended->cancellable))
    lq_window_toast (ended->window, _ ("The import was stopped; nothing was added"), false);
  else
    lq_window_toast (ended->window, ended->error->message, false);
  job_free (ended);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  ImportJob *own = data;
  own->plan = import_plan_new ((const char *const *) own->paths, own->n, own->rate, &own->error);
  if (own->plan)
    own->media =
        import_media_new (own->folder, own->plan, progress, own, own->cancellable, &own->error);
  g_idle_add (back, own);
  return NULL;
}

void
import_job_start (LqWindow *window, const char *const *paths, int n, const ImportPlace *place,
                  ImportedFiles done)
{
  LqDesk *desk = lq_window_desk (window);
  if (job) {
    lq_window_toast (window, _ ("Another import goes on; wait for it, or stop it first"), false);
    return;
  }
  job = g_new0 (ImportJob, 1);
  job->window = window;
  job->desk = g_object_ref (desk);
  job->paths = g_new0 (char *, n + 1);
  for (int i = 0; i < n; i++)
    job->paths[i] = g_strdup (paths[i]);
  job->n = n;
  job->rate = lq_desk_rate (desk);
  job->folder = g_strdup (session_folder (lq_desk_session (desk)));
  job->placed = place != NULL;
  if (place)
    job->place = *place;
  job->done = done;
  job->cancellable = g_cancellable_new ();
  job->looking = g_timeout_add (LOOK_MS, look, NULL);
  job->thread = g_thread_new ("import", run, job);
}

void
import_job_stop (void)
{
  ImportJob *old = job;
  if (!old)
    return;
  job = NULL;
  g_cancellable_cancel (old->cancellable);
  g_thread_join (old->thread);
  g_idle_remove_by_data (old);
  show_chip ();
  job_free (old);
}

static void
clicked (GtkButton *button, gpointer data)
{
  if (job)
    g_cancellable_cancel (job->cancellable);
}

GtkWidget *
import_chip_new (void)
{
  GtkWidget *made = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (made, "export-chip");
  gtk_widget_set_valign (made, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (made, _ ("Stop the import"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (made), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Stop the import"), -1);
  gtk_widget_set_visible (made, FALSE);
  g_signal_connect (made, "clicked", G_CALLBACK (clicked), NULL);
  g_clear_weak_pointer (&chip);
  g_set_weak_pointer (&chip, made);
  return made;
}

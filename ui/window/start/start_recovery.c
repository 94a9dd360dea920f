/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an interrupted session left behind: offered, compared, discarded. */
#include <glib/gi18n.h>

#include "ui/window/ask.h"
#include "ui/window/start/start.h"
#include "ui/window/start/start_private.h"

/* One project that is offered. Its card owns it; questions hold copies of their own. */
typedef struct {
  LqWindow *window;
  char *path, *name;
} Offer;

static Offer *
offer_new (LqWindow *window, const char *path, const char *name)
{
  Offer *offer = g_new (Offer, 1);
  *offer = (Offer){ window, g_strdup (path), g_strdup (name) };
  return offer;
}

static void
offer_free (gpointer data)
{
  Offer *offer = data;
  g_free (offer->path);
  g_free (offer->name);
  g_free (offer);
}

static void
recover (const Offer *offer)
{
  LqWindow *window = offer->window;
  lq_window_open (window, offer->path); /* takes the card away */
  if (lq_window_desk (window))
    recent_recover (window);
}

static void
compared_answer (int answer, void *data)
{
  if (answer == 1)
    recover (data);
  offer_free (data);
}

static void
compare_thread (GTask *task, gpointer page, gpointer data, GCancellable *cancellable)
{
  const Offer *offer = data;
  GError *error = NULL;
  char *text = recent_compare (offer->path, &error);
  if (text)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
was_compared (GObject *page, GAsyncResult *result, gpointer data)
{
  static const char *const answers[] = { N_ ("Close"), N_ ("Recover"), NULL };
  const Offer *offer = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  /* Something else may have been opened meanwhile. */
  if (!gtk_widget_get_root (GTK_WIDGET (page)) || lq_window_desk (offer->window))
    return;
  if (!text) {
    lq_window_toast (offer->window, error->message, false);
    return;
  }
  g_autofree char *title =
      g_strdup_printf (_ ("What was kept of “%s”, beside the saved project"), offer->name);
  ask (offer->window, title, text, answers, 0, compared_answer,
       offer_new (offer->window, offer->path, offer->name));
}

static void
compare (GtkButton *button, Offer *offer)
{
  g_autoptr (GTask) task = g_task_new (start_of (offer->window)->page, NULL, was_compared, NULL);
  g_task_set_task_data (task, offer_new (offer->window, offer->path, offer->name), offer_free);
  g_task_run_in_thread (task, compare_thread);
}

static void
discard_answer (int answer, void *data)
{
  Offer *offer = data;
  g_autoptr (GError) error = NULL;
  if (answer == 1) {
    if (!recent_discard (offer->path, &error))
      lq_window_toast (offer->window, error->message, false);
    start_show (start_of (offer->window)->page);
  }
  offer_free (offer);
}

static void
discard (GtkButton *button, const Offer *offer)
{
  static const char *const answers[] = { N_ ("Keep"), N_ ("Discard"), NULL };
  g_autofree char *title = g_strdup_printf (_ ("Discard what was kept of “%s”?"), offer->name);
  ask (
      offer->window, title,
      _ ("The saved project stays as it is. What was edited after the last save is gone for good."),
      answers, 0, discard_answer, offer_new (offer->window, offer->path, offer->name));
}

static void
recover_clicked (GtkButton *button, const Offer *offer)
{
  Offer *own = offer_new (offer->window, offer->path, offer->name);
  recover (own);
  offer_free (own);
}

static void
add_button (GtkWidget *box, const char *text, GCallback clicked, Offer *offer, bool primary)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "dialog-button");
  if (primary)
    gtk_widget_add_css_class (button, "primary");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, offer);
  gtk_box_append (GTK_BOX (box), button);
}

void
start_recovery_add (Start *start, const RecentFacts *facts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14),
            *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name ("lq-recover-symbolic");
  Offer *offer = offer_new (start->window, facts->path, facts->name);
  g_autofree char *title = g_strdup_printf (_ ("Recover “%s”"), facts->name);
  GtkWidget *name = start_label (title, "name"), *text = start_label (facts->recovery, "caption");

  gtk_widget_add_css_class (box, "recovery");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (names), name);
  gtk_box_append (GTK_BOX (names), text);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), names);
  add_button (box, _ ("Discard…"), G_CALLBACK (discard), offer, false);
  add_button (box, _ ("Compare"), G_CALLBACK (compare), offer, false);
  add_button (box, _ ("Recover"), G_CALLBACK (recover_clicked), offer, true);
  g_object_set_data_full (G_OBJECT (box), "offer", offer, offer_free);
  gtk_box_append (GTK_BOX (start->recovery), box);
  gtk_widget_set_visible (start->recovery, TRUE);
}

void
start_recover (Start *start)
{
  GtkWidget *card = gtk_widget_get_first_child (start->recovery);
  if (card)
    recover_clicked (NULL, g_object_get_data (G_OBJECT (card), "offer"));
  else
    lq_window_toast (start->window, _ ("No session was interrupted."), false);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/banner.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *box, *text, *count, *button;
  struct {
    char *text, *label, *action;
    char *closed; /* the sentence that was: the same does not come again */
  } rows[N_BANNERS];
} Banner;

static Banner *
parts (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "banner");
}

static void
clear_row (Banner *banner, int kind)
{
  g_clear_pointer (&banner->rows[kind].text, g_free);
  g_clear_pointer (&banner->rows[kind].label, g_free);
  g_clear_pointer (&banner->rows[kind].action, g_free);
}

static int
first_of (const Banner *banner, int *n)
{
  int first = -1;
  *n = 0;
  for (int i = N_BANNERS - 1; i >= 0; i--)
    if (banner->rows[i].text) {
      first = i;
      ++*n;
    }
  return first;
}

static void
show (Banner *banner)
{
  int n;
  const int first = first_of (banner, &n);
  gtk_widget_set_visible (banner->box, first >= 0);
  if (first < 0)
    return;
  g_autofree char *count = g_strdup_printf (_ ("1 of %d"), n);
  gtk_label_set_text (GTK_LABEL (banner->text), banner->rows[first].text);
  gtk_label_set_text (GTK_LABEL (banner->count), count);
  gtk_widget_set_visible (banner->count, n > 1);
  gtk_widget_set_visible (banner->button, banner->rows[first].action != NULL);
  if (!banner->rows[first].action)
    return;
  gtk_button_set_label (GTK_BUTTON (banner->button), banner->rows[first].label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (banner->button), "s",
                                    banner->rows[first].action);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner->button), "win.do");
}

static void
dismissed (Banner *banner)
{
  int n;
  const int first = first_of (banner, &n);
  if (first >= 0) {
    g_free (banner->rows[first].closed);
    banner->rows[first].closed = g_steal_pointer (&banner->rows[first].text);
    clear_row (banner, first);
  }
  show (banner);
}

static void
banner_free (gpointer data)
{
  Banner *banner = data;
  for (int i = 0; i < N_BANNERS; i++) {
    clear_row (banner, i);
    g_free (banner->rows[i].closed);
  }
  g_free (banner);
}

GtkWidget *
banner_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_from_icon_name ("lq-close-symbolic");
  Banner *banner = g_new0 (Banner, 1);

  banner->box = box;
  gtk_widget_add_css_class (box, "banner");
  banner->text = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_label_set_wrap (GTK_LABEL (banner->text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (banner->text), 0);
  gtk_widget_set_hexpand (banner->text, TRUE);
  banner->count = gtk_label_new ("");
  gtk_widget_add_css_class (banner->count, "hint");
  banner->button = gtk_button_new ();
  GtkWidget *const all[] = { banner->text, banner->count, banner->button, close };
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_box_append (GTK_BOX (box), all[i]);
  gtk_widget_add_css_class (close, "bare");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close this message"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (dismissed), banner);
  gtk_widget_set_visible (box, FALSE);
  g_object_set_data_full (G_OBJECT (box), "banner", banner, banner_free);
  return box;
}

void
banner_set (GtkWidget *widget, BannerKind kind, const char *text, const char *label,
            const char *action)
{
  Banner *banner = parts (widget);
  clear_row (banner, kind);
  if (!text || !*text)
    g_clear_pointer (&banner->rows[kind].closed, g_free); /* it is over, and may come again */
  else if (g_strcmp0 (text, banner->rows[kind].closed) == 0)
    text = NULL;
  banner->rows[kind].text = text && *text ? g_strdup (text) : NULL;
  banner->rows[kind].label = g_strdup (label);
  banner->rows[kind].action = g_strdup (action);
  show (banner);
}

void
banner_clear (GtkWidget *widget)
{
  Banner *banner = parts (widget);
  for (int i = 0; i < N_BANNERS; i++)
    clear_row (banner, i);
  show (banner);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/what_is_this.h"

#include <glib/gi18n.h>

#include "ui/arrange/spoken.h"
#include "ui/window/ask.h"
#include "ui/window/resolver.h"

/* The action that a button starts, or NULL. */
static const Action *
action_of (GtkWidget *widget)
{
  if (!GTK_IS_ACTIONABLE (widget))
    return NULL;
  GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget));
  return target && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING)
             ? action_find (g_variant_get_string (target, NULL))
             : NULL;
}

/* The words of the widget itself, else those around it. */
static const char *
words_of (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at && !GTK_IS_ROOT (at); at = gtk_widget_get_parent (at)) {
    if (gtk_widget_get_tooltip_text (at))
      return gtk_widget_get_tooltip_text (at);
    if (GTK_IS_BUTTON (at) && gtk_button_get_label (GTK_BUTTON (at)))
      return gtk_button_get_label (GTK_BUTTON (at));
    if (GTK_IS_ENTRY (at) && gtk_entry_get_placeholder_text (GTK_ENTRY (at)))
      return gtk_entry_get_placeholder_text (GTK_ENTRY (at));
    GtkWidget *first = gtk_widget_get_first_child (at);
    if (GTK_IS_LABEL (first) && *gtk_label_get_text (GTK_LABEL (first)))
      return gtk_label_get_text (GTK_LABEL (first));
  }
  return NULL;
}

static void
append_keys (GString *text, LqWindow *window, const Action *action)
{
  int n;
  const KeyPress *keys = keymap_keys (lq_window_keymap (window), action, &n);
  g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", _ (action->text));
  for (int i = 0; i < n; i++) {
    g_autofree char *label = key_label (resolver_layout (), &keys[i]);
    g_string_append_printf (text, i == 0 ? _ ("Key: %s") : ", %s", label);
  }
  if (n == 0)
    g_string_append (text, _ ("No key; in the palette it can be given one."));
  g_string_append_printf (text, "\n%s", action->id);
}

static void
answered (int answer, void *data)
{
}

void
what_is_this (LqWindow *window)
{
  static const char *const answers[] = { N_ ("Close"), NULL };
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  LqDesk *desk = lq_window_desk (window);
  const Place place = lq_window_place (window);
  const Action *action = focus ? action_of (focus) : NULL;
  const char *words = focus ? words_of (focus) : NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (place == PLACE_DIALOG) /* what has the focus lies in a layer already */
    return;
  if (desk && lq_arrange_has_focus (lq_window_arrange (window))) {
    Spoken spoken = spoken_at_cursor (desk);
    title = g_strdup (spoken.name);
    g_string_append_printf (text, "%s\n", spoken.description);
    g_string_append (text, _ ("Arrow keys move the cursor from here; F1 shows all keys of this "
                              "place and has a list of the clips."));
    spoken_clear (&spoken);
  } else
    title = g_strdup (words ? words : _ (place_title (place)));
  if (action)
    append_keys (text, window, action);
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", _ ("Place"),
                          _ (place_title (place)));
  ask (window, title, text->str, answers, 0, answered, NULL);
  g_string_free (text, TRUE);
}

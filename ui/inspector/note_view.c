/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/note_view.h"

#include <string.h>

typedef struct {
  GtkWidget *text;
  void (*written) (const char *text, void *data);
  void (*left) (void *data);
  void *data;
  char *shown;
  guint rest; /* source of the timeout after the last key */
} Note;

#define REST_MS 1000

static char *
text_of (Note *note)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (note->text));
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
keep (Note *note)
{
  g_autofree char *text = text_of (note);
  if (!strcmp (text, note->shown))
    return;
  g_free (note->shown);
  note->shown = g_strdup (text);
  note->written (text, note->data);
}

static gboolean
rested (gpointer data)
{
  Note *note = data;
  note->rest = 0;
  keep (note);
  return G_SOURCE_REMOVE;
}

/* So that what is saved meanwhile has it. */
static void
changed (GtkTextBuffer *buffer, Note *note)
{
  g_clear_handle_id (&note->rest, g_source_remove);
  note->rest = g_timeout_add (REST_MS, rested, note);
}

static void
focus_left (GtkEventControllerFocus *controller, Note *note)
{
  keep (note);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             Note *note)
{
  const bool enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  if (keyval != GDK_KEY_Escape && !(enter && state & GDK_CONTROL_MASK))
    return FALSE;
  keep (note);
  note->left (note->data);
  return TRUE;
}

static void
note_free (gpointer data)
{
  Note *note = data;
  g_clear_handle_id (&note->rest, g_source_remove);
  g_free (note->shown);
  g_free (note);
}

GtkWidget *
note_view_new (const char *name, void (*written) (const char *text, void *data),
               void (*left) (void *data), void *data)
{
  GtkWidget *frame = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  Note *note = g_new0 (Note, 1);

  *note = (Note){ gtk_text_view_new (), written, left, data, g_strdup ("") };
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (note->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (note->text), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (note->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left), note);
  gtk_widget_add_controller (note->text, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), note);
  gtk_widget_add_controller (note->text, keys);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note->text)), "changed",
                    G_CALLBACK (changed), note);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), note->text);
  gtk_widget_add_css_class (frame, "inspect-note");
  g_object_set_data_full (G_OBJECT (frame), "note", note, note_free);
  return frame;
}

void
note_view_show (GtkWidget *view, const char *text)
{
  Note *note = g_object_get_data (G_OBJECT (view), "note");
  if (!strcmp (note->shown, text) || gtk_widget_has_focus (note->text))
    return;
  g_free (note->shown);
  note->shown = g_strdup (text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note->text)), text, -1);
  g_clear_handle_id (&note->rest, g_source_remove);
}

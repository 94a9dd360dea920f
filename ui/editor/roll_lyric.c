/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing lyrics into notes, one after the other. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/theme.h"
#include "ui/editor/roll_edit.h"
#include "ui/editor/roll_page_private.h"

#define LEAST_WIDTH 72 /* design units */

static bool open_at (LqPianoRoll *page, int index);

void
roll_lyric_allocate (LqPianoRoll *page)
{
  const int index = page->entry ? roll_find (page->roll, page->lyric_of) : -1;
  if (index < 0)
    return;
  const RollNote *note = roll_note (page->roll, (guint) index);
  const double x = roll_x (page->roll, note->at), right = roll_x (page->roll, note->end);
  int least, wish, least_height, height;
  gtk_widget_measure (page->entry, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
  gtk_widget_measure (page->entry, GTK_ORIENTATION_VERTICAL, -1, &least_height, &height, NULL,
                      NULL);
  const int width = MAX (MAX (least, ui_px (LEAST_WIDTH)), (int) (right - x));
  GtkAllocation at = { ui_px (ROLL_KEYS) + (int) x,
                       ui_px (ROLL_RULER) + roll_y (page->roll, note->pitch) +
                           (page->roll->row_height - height) / 2,
                       width, height };
  gtk_widget_size_allocate (page->entry, &at, -1);
}

void
roll_lyric_close (LqPianoRoll *page)
{
  if (!page->entry)
    return;
  GtkWidget *entry = page->entry;
  page->entry = NULL;
  gtk_widget_unparent (entry);
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
keep (LqPianoRoll *page)
{
  const int index = roll_find (page->roll, page->lyric_of);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (page->entry));
  if (index >= 0 && !g_str_equal (text, roll_note (page->roll, (guint) index)->lyric))
    roll_set_lyric (page->roll, page->lyric_of, text);
}

/* The next note that begins later; with -1 the one that begins before. */
static int
neighbor (const Roll *roll, Id id, int direction)
{
  const int index = roll_find (roll, id);
  if (index < 0)
    return -1;
  const Ticks at = roll_note (roll, (guint) index)->at;
  for (int i = index + direction; i >= 0 && i < (int) roll->notes->len; i += direction)
    if (roll_note (roll, (guint) i)->at != at)
      return i;
  return -1;
}

static void
go_on (LqPianoRoll *page, int direction)
{
  keep (page);
  const int next = neighbor (page->roll, page->lyric_of, direction);
  if (next < 0 || !open_at (page, next))
    roll_lyric_close (page);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             LqPianoRoll *page)
{
  switch (key) {
  case GDK_KEY_space:
  case GDK_KEY_Tab:
    go_on (page, 1);
    return TRUE;
  case GDK_KEY_ISO_Left_Tab:
    go_on (page, -1);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    keep (page);
    roll_lyric_close (page);
    return TRUE;
  case GDK_KEY_Escape:
    roll_lyric_close (page);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
make_entry (LqPianoRoll *page)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  page->entry = gtk_entry_new ();
  gtk_widget_add_css_class (page->entry, "roll-lyric");
  gtk_editable_set_width_chars (GTK_EDITABLE (page->entry), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lyric"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), page);
  gtk_widget_add_controller (page->entry, keys);
  gtk_widget_set_parent (page->entry, GTK_WIDGET (page));
}

static bool
open_at (LqPianoRoll *page, int index)
{
  const RollNote note = *roll_note (page->roll, (guint) index);
  g_autofree char *lyric = g_strdup (note.lyric);
  if (!page->entry)
    make_entry (page);
  page->lyric_of = note.id;
  roll_select (page->roll, note.id, false);
  roll_set_cursor (page->roll, note.at, note.pitch, false);
  roll_reveal (page->roll);
  gtk_editable_set_text (GTK_EDITABLE (page->entry), lyric);
  gtk_widget_grab_focus (page->entry);
  gtk_editable_select_region (GTK_EDITABLE (page->entry), 0, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (page));
  return true;
}

bool
lq_piano_roll_type_lyric (LqPianoRoll *page)
{
  g_autoptr (GArray) targets = roll_targets (page->roll);
  return targets->len > 0 && open_at (page, (int) g_array_index (targets, guint, 0));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/spoken_moves.h"

#include <glib/gi18n.h>

#include "ui/arrange/spoken.h"
#include "ui/draw/value_text.h"
#include "ui/window/prefs.h"

#define KEY "lacquer-spoken-moves"
#define AFTER_MS 200 /* a held key says where it has come to, five times a second at most */

typedef struct {
  LqWindow *window;
  LqDesk *desk;
  guint timer;
} Moves;

static gboolean
speak (gpointer data)
{
  Moves *moves = data;
  moves->timer = 0;
  if (lq_window_desk (moves->window) != moves->desk)
    return G_SOURCE_REMOVE;
  const Units at =
      tempo_map_position_units (lq_desk_map (moves->desk), lq_desk_cursor (moves->desk)->at);
  g_autofree char *bar = value_text_bar (lq_desk_map (moves->desk), at, NULL);
  Spoken spoken = spoken_at_cursor (moves->desk);
  const bool places = g_str_has_prefix (spoken.name, bar); /* an empty place is named by it */
  const bool more = spoken.description && *spoken.description;
  g_autofree char *text =
      g_strconcat (places ? "" : bar, places ? "" : ", ", spoken.name, more ? ", " : "",
                   more ? spoken.description : "", spoken.selected ? ", " : "",
                   spoken.selected ? _ ("selected") : "", NULL);
  lq_window_toast (moves->window, text, false); /* an alert: readers speak it */
  spoken_clear (&spoken);
  return G_SOURCE_REMOVE;
}

static void
desk_changed (LqDesk *desk, guint what, Moves *moves)
{
  if (what & DESK_CURSOR && !moves->timer && g_settings_get_boolean (prefs (), "spoken-moves"))
    moves->timer = g_timeout_add (AFTER_MS, speak, moves);
}

static void
moves_free (gpointer data)
{
  Moves *moves = data;
  g_clear_handle_id (&moves->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (moves->desk, moves);
  g_object_unref (moves->desk);
  g_free (moves);
}

void
spoken_moves_attach (LqWindow *window)
{
  Moves *moves = g_new0 (Moves, 1);
  moves->window = window;
  moves->desk = g_object_ref (lq_window_desk (window));
  g_signal_connect (moves->desk, "changed", G_CALLBACK (desk_changed), moves);
  g_object_set_data_full (G_OBJECT (lq_window_arrange (window)), KEY, moves, moves_free);
}

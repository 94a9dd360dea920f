/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/desk.h"

#include <math.h>
#include <string.h>

#include "ui/desk/desk_private.h"
#include "model/clip.h"

#define AUTOSAVE_QUIET 2.0 /* seconds without an edit */

G_DEFINE_FINAL_TYPE (LqDesk, lq_desk, G_TYPE_OBJECT)

enum { CHANGED, MESSAGE, LOST, TROUBLE, N_SIGNALS };
static guint signals[N_SIGNALS];

void
desk_changed (LqDesk *desk, guint what)
{
  g_signal_emit (desk, signals[CHANGED], 0, what);
}

void
lq_desk_say (LqDesk *desk, bool failure, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_signal_emit (desk, signals[MESSAGE], 0, text, (gboolean) failure);
}

static int
px_as_designed (double units)
{
  return (int) lround (units);
}

static void
lq_desk_init (LqDesk *desk)
{
  desk->clips = g_array_new (FALSE, FALSE, sizeof (Id));
  desk->tracks = g_array_new (FALSE, FALSE, sizeof (Id));
  desk->moves = desk_moves_new ();
  desk->looks.looks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  desk->px = px_as_designed;
  desk->view = (DeskView){ .px_per_second = 20, .width = 800, .height = 400, .wave = 1 };
  desk->grid =
      (DeskGrid){ .step = TICKS_PER_QUARTER, .snap = true, .to_clips = true, .to_markers = true };
  desk->follow = FOLLOW_PAGE;
  desk->ruler = N_RULERS;
}

static void
lq_desk_finalize (GObject *object)
{
  LqDesk *desk = LQ_DESK (object);
  lq_desk_close (desk);
  g_array_unref (desk->clips);
  g_array_unref (desk->tracks);
  g_ptr_array_unref (desk->moves);
  g_clear_pointer (&desk->clip_set, g_hash_table_unref);
  g_hash_table_unref (desk->looks.looks);
  rows_free (desk->rows);
  tempo_map_free (desk->map);
  g_free (desk->name);
  g_free (desk->hint);
  g_free (desk->problem);
  for (int i = 0; i < DESK_TEXTS; i++)
    g_free (desk->texts[i]);
  G_OBJECT_CLASS (lq_desk_parent_class)->finalize (object);
}

static void
lq_desk_class_init (LqDeskClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_desk_finalize;
  /* guint: DeskChange bits */
  signals[CHANGED] = g_signal_new ("changed", LQ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  /* a sentence; whether something failed */
  signals[MESSAGE] = g_signal_new ("message", LQ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  /* a sentence on what the sound cannot do just now; NULL: that is over */
  signals[TROUBLE] = g_signal_new ("trouble", LQ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  /* a recording has holes: how many, the track and the place of the first */
  signals[LOST] = g_signal_new ("lost", LQ_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
}

static Units
length_of (const Project *project, const TempoMap *map)
{
  Units end = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->clips); k++) {
      const Clip *clip = (const Clip *) list_get (track->clips, k);
      end = int64_max (end, clip_end_units (map, clip));
    }
  }
  return end;
}

static void
take_value (LqDesk *desk, const Project *old, const Project *next)
{
  if (!old || old->tempos != next->tempos || old->meters != next->meters) {
    tempo_map_free (desk->map);
    desk->map = tempo_map_new (next);
  }
  if (!old || old->tracks != next->tracks || old->tempos != next->tempos)
    desk->length = length_of (next, desk->map);
  g_free (desk->name);
  g_autofree char *stem = project_folder_stem (session_project_folder (desk->session));
  desk->name = g_strdup (next->name && *text_get (next->name) ? text_get (next->name) : stem);
  desk_make_rows (desk);
  desk_forget_gone (desk);
  desk_set_heard (desk);
}

static void
document_changed (Document *document, const Project *old, const Project *next, void *data)
{
  LqDesk *desk = data;
  take_value (desk, old, next);
  desk_changed (desk, DESK_PROJECT | DESK_STATE);
}

static void
pictures_ready (void *data)
{
  desk_changed (data, DESK_PICTURES);
}

static LqDesk *
desk_of (Session *session)
{
  if (!session)
    return NULL;
  LqDesk *desk = g_object_new (LQ_TYPE_DESK, NULL);
  desk->session = session;
  desk->pictures = pictures_new (session_project_folder (session),
                                 (int) session_project (session)->rate, pictures_ready, desk);
  desk_load_looks (desk);
  take_value (desk, NULL, session_project (session));
  desk->listener = document_listen (session_document (session), document_changed, desk);
  history_mark_saved (document_history (session_document (session)));
  session_start_autosave (session, AUTOSAVE_QUIET, NULL, NULL);
  return desk;
}

LqDesk *
lq_desk_open (const char *path, GError **error)
{
  return desk_of (session_open (path, SESSION_WRITE, 0, error));
}

LqDesk *
lq_desk_open_seeded (const char *path, uint64_t seed, GError **error)
{
  return desk_of (session_open (path, SESSION_WRITE, seed, error));
}

LqDesk *
lq_desk_make (const char *path, const Project *project, GError **error)
{
  return desk_of (session_new (path, project, 0, error));
}

void
lq_desk_close (LqDesk *desk)
{
  if (!desk->session)
    return;
  desk_touch_close (desk);
  g_clear_pointer (&desk->growing, growing_free);
  g_clear_pointer (&desk->placed, g_hash_table_unref);
  if (desk->live)
    live_free (desk->live, NULL);
  desk->live = NULL;
  g_clear_pointer (&desk->meters, g_hash_table_unref);
  pictures_free (desk->pictures);
  desk->pictures = NULL;
  desk_save_looks (desk);
  document_unlisten (session_document (desk->session), desk->listener);
  session_close (desk->session);
  desk->session = NULL;
}

Session *
lq_desk_session (LqDesk *desk)
{
  return desk->session;
}

Document *
lq_desk_document (LqDesk *desk)
{
  return session_document (desk->session);
}

const Project *
lq_desk_project (LqDesk *desk)
{
  return session_project (desk->session);
}

const TempoMap *
lq_desk_map (LqDesk *desk)
{
  return desk->map;
}

int
lq_desk_rate (LqDesk *desk)
{
  return (int) lq_desk_project (desk)->rate;
}

Pictures *
lq_desk_pictures (LqDesk *desk)
{
  return desk->pictures;
}

Units
lq_desk_length (LqDesk *desk)
{
  return desk->length;
}

const char *
lq_desk_name (LqDesk *desk)
{
  return desk->name;
}

bool
lq_desk_is_saved (LqDesk *desk)
{
  return history_is_saved (document_history (lq_desk_document (desk)));
}

bool
lq_desk_save (LqDesk *desk, GError **error)
{
  if (!session_save (desk->session, error))
    return false;
  desk_save_looks (desk);
  desk_changed (desk, DESK_STATE);
  return true;
}

void
lq_desk_set_px (LqDesk *desk, int (*px) (double))
{
  desk->px = px;
  desk_make_rows (desk);
  desk_changed (desk, DESK_VIEW);
}

int
lq_desk_px (LqDesk *desk, double units)
{
  return desk->px (units);
}

bool
lq_desk_run_lines (LqDesk *desk, GPtrArray *lines, GArray *created, GError **error)
{
  return document_run (lq_desk_document (desk), (const char *const *) lines->pdata,
                       (int) lines->len, created, error);
}

static bool
run_line (LqDesk *desk, const char *line, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (document_run (lq_desk_document (desk), &line, 1, NULL, &problem))
    return true;
  if (error)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    lq_desk_say (desk, true, "%s", problem->message);
  return false;
}

bool
lq_desk_run (LqDesk *desk, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *line = g_strdup_vprintf (format, args);
  va_end (args);
  return run_line (desk, line, error);
}

bool
lq_desk_run_joined (LqDesk *desk, uint64_t join, const char *format, ...)
{
  g_autoptr (GError) problem = NULL;
  va_list args;
  va_start (args, format);
  g_autofree char *line = g_strdup_vprintf (format, args);
  va_end (args);
  if (document_run_joined (lq_desk_document (desk), line, join, &problem))
    return true;
  lq_desk_say (desk, true, "%s", problem->message);
  return false;
}

static const char *
keep_text (LqDesk *desk, char *text)
{
  char **slot = &desk->texts[desk->next_text];
  desk->next_text = (desk->next_text + 1) % DESK_TEXTS;
  g_free (*slot);
  return *slot = text;
}

const char *
lq_desk_place (LqDesk *desk, Position position)
{
  if (position.base == TIME_MUSICAL)
    return keep_text (desk, value_write_position (desk->map, position));
  const Frames frame = units_to_frames (position.value, lq_desk_rate (desk));
  if (frames_to_units (frame, lq_desk_rate (desk)) == position.value)
    return keep_text (desk, g_strdup_printf ("%" G_GINT64_FORMAT "f", frame));
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.10f",
                   (double) position.value / (double) UNITS_PER_SECOND);
  return keep_text (desk, g_strconcat (number, "s", NULL));
}

const char *
lq_desk_place_exact (LqDesk *desk, Position position)
{
  return keep_text (desk, value_write_position (desk->map, position));
}

const char *
lq_desk_id (LqDesk *desk, Id id)
{
  char text[ID_TEXT_SIZE];
  return keep_text (desk, g_strdup (id_write (text, id)));
}

Units
desk_units (LqDesk *desk, Position position)
{
  return tempo_map_position_units (desk->map, position);
}

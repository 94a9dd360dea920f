/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device that loses frames while a track is recorded: the take that grows shows where, so does
 * the one that stands in the project, and the desk tells it. */
#include <glib.h>
#include <string.h>

#include "temporary.h"
#include "ui/desk/desk.h"

#define RATE 48000
#define BLOCK 256
#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct {
  char *folder;
  LqDesk *desk;
  int n_lost, n_told;
  char *track, *place;
} Room;

static void
lost (LqDesk *desk, int n, const char *track, const char *place, Room *room)
{
  room->n_told++;
  room->n_lost = n;
  g_free (room->track);
  g_free (room->place);
  room->track = g_strdup (track);
  room->place = g_strdup (place);
}

static Room *
room_new (const char *const *commands)
{
  static const NullOptions options = { .by_hand = true, .loopback = 2 * BLOCK };
  Room *room = g_new0 (Room, 1);
  Project *project = project_new ();
  GError *error = NULL;

  room->folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (room->folder, "Song", NULL);
  room->desk = lq_desk_make (path, project, &error);
  g_assert_no_error (error);
  project_unref (project);
  for (; *commands; commands++)
    g_assert_true (lq_desk_run (room->desk, NULL, "%s", *commands));
  g_assert_true (lq_desk_start_null (room->desk, &options, BLOCK, &error));
  g_assert_no_error (error);
  g_signal_connect (room->desk, "lost", G_CALLBACK (lost), room);
  return room;
}

static void
room_free (Room *room)
{
  g_object_unref (room->desk);
  temporary_folder_remove (room->folder);
  g_free (room->folder);
  g_free (room->track);
  g_free (room->place);
  g_free (room);
}

static void
run (Room *room, int blocks)
{
  for (int i = 0; i < blocks; i++) {
    null_device_run (live_null_device (lq_desk_live (room->desk)), 1);
    lq_desk_poll (room->desk);
  }
}

static const Track *
track_at (const Room *room, int index)
{
  return (const Track *) list_get (lq_desk_project (room->desk)->tracks, index);
}

/* The disk writes when it likes: the song waits where it is. */
static GrowingTake
grown_with (Room *room, int dropouts)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  for (;;) {
    const GrowingTake take = growing_take (lq_desk_growing (room->desk), 0);
    if ((int) take.dropouts->len == dropouts)
      return take;
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    lq_desk_poll (room->desk);
    g_usleep (2000);
  }
}

static void
stop_and_keep (Room *room)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  lq_desk_stop (room->desk, false);
  while (lq_desk_growing (room->desk)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    run (room, 1);
    g_usleep (1000);
  }
}

static void
test_marks (void)
{
  static const char *const commands[] = { "track.add kind=audio name=Vox",
                                          "track.set track=Vox input=1 monitor=off arm=on", NULL };
  Room *room = room_new (commands);
  AudioDevice *device = live_null_device (lq_desk_live (room->desk));

  lq_desk_set_recording (room->desk, true);
  lq_desk_play (room->desk, 0, INT64_MAX);
  run (room, 100);
  g_assert_cmpuint (growing_take (lq_desk_growing (room->desk), 0).dropouts->len, ==, 0);
  const unsigned serial = growing_serial (lq_desk_growing (room->desk));
  null_device_xrun (device);
  run (room, 300);
  const GrowingTake take = grown_with (room, 1);
  const Frames at = g_array_index (take.dropouts, GrowingDropout, 0).at;
  g_assert_cmpint (at, >, 90 * BLOCK);
  g_assert_cmpint (at, <=, 100 * BLOCK);
  g_assert_cmpuint (growing_serial (lq_desk_growing (room->desk)), >, serial);
  null_device_xrun (device);
  run (room, 100);
  grown_with (room, 2);
  g_assert_cmpint (room->n_told, ==, 0);

  stop_and_keep (room);
  g_assert_cmpint (room->n_told, ==, 1);
  g_assert_cmpint (room->n_lost, ==, 2);
  g_assert_cmpstr (room->track, ==, "Vox");
  const Track *track = track_at (room, 0);
  g_assert_cmpint (list_n (track->clips), ==, 1);
  const Clip *clip = (const Clip *) list_get (track->clips, 0);
  const Source *source = project_find_source (lq_desk_project (room->desk), clip->source);
  g_assert_cmpint (list_n (source->dropouts), ==, 2);
  g_assert_cmpint (((const Dropout *) list_get (source->dropouts, 0))->frame, ==, at);
  Id id;
  Units where;
  g_assert_true (lq_desk_lost (room->desk, &id, &where));
  g_assert_true (id == track->node.id);
  g_assert_cmpint (units_to_frames (where, RATE), ==, at);

  /* The next recording, without a hole, takes the mark from the desk. */
  lq_desk_set_recording (room->desk, true);
  lq_desk_play (room->desk, 0, INT64_MAX);
  run (room, 100);
  g_assert_cmpuint (growing_take (lq_desk_growing (room->desk), 0).dropouts->len, ==, 0);
  stop_and_keep (room);
  g_assert_cmpint (room->n_told, ==, 1);
  g_assert_false (lq_desk_lost (room->desk, &id, &where));
  room_free (room);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dropouts/marks", test_marks);
  return g_test_run ();
}

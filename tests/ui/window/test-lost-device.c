/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio device goes while a real window records: one banner, the take so far is kept and the
 * song waits in place; the device comes back by its name, and is recorded from again. Usage:
 * test-lost-device PROJECT, on a display; PROJECT has an armed track Vox. */
#include <signal.h>

#include "device/device_child.h"
#include "jack_server.h"
#include "room.h"
#include "ui/window/window_private.h"

#define DEVICE "JACK: loopback"
#define LEAST 20 /* columns of a waveform */

static const AudioDevice *
device (void)
{
  return live_device (lq_desk_live (room.desk));
}

static bool
has_grown (void)
{
  const Growing *growing = lq_desk_growing (room.desk);
  return growing && growing_n (growing) == 1 && growing_take (growing, 0).columns->len > LEAST;
}

static bool
is_lost (void)
{
  return device_is_lost (device ());
}

static bool
is_back (void)
{
  return !device_is_lost (device ());
}

static bool
has_kept (void)
{
  return !lq_desk_is_rolling (room.desk) && !lq_desk_is_recording (room.desk) &&
         !lq_desk_growing (room.desk);
}

static bool
shows_loss (void)
{
  return room_find (room.window->banner, GTK_TYPE_LABEL, "the device") != NULL;
}

/* A loaded machine may have lost something else, which a banner of its own tells. */
static bool
shows_no_loss (void)
{
  return !room_find (room.window->banner, GTK_TYPE_LABEL, "the device");
}

static const Clip *
take (int index)
{
  const Track *vox = room_track ("Vox");
  room_check (list_n (vox->lanes) == index + 1, "as many takes as recordings");
  return (const Clip *) list_get (((const Lane *) list_get (vox->lanes, index))->clips, 0);
}

static JackServer *server;

static void
use (void)
{
  room_check (!g_strcmp0 (device_name (device ()), DEVICE), "the device of the settings runs");
  room_keys ("r");
  room_wait (has_grown, "something is recorded");
  jack_server_end (server, SIGKILL);
  room_wait (is_lost, "the device is lost");
  room_wait (has_kept, "the song waits, and the take is kept");
  room_wait (shows_loss, "a banner that says what happened");
  room_check (take (0)->length.value > 0, "the take so far is kept");
  room_check (lq_desk_playhead (room.desk) > 0, "the song waits where it was");

  server = jack_server_start (48000, 256);
  room_wait (is_back, "the device comes back by its name");
  room_wait (shows_no_loss, "the banner goes");
  room_check (!lq_desk_is_rolling (room.desk), "the song still waits");
  room_keys ("ctrl+Home r");
  room_wait (has_grown, "recorded again");
  room_keys ("space");
  room_wait (has_kept, "the second take");
  room_check (take (1)->length.value > 0, "the second take is kept");
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  jack_server_init ();
  server = jack_server_start (48000, 256);
  const int status = room_main (argc, argv, DEVICE, use);
  jack_server_stop (server);
  return status;
}

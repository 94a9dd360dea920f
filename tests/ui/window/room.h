/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real window with one project, in the program of the test: it can ask the window and the desk
 * what they show, and types real keys. GTK thread; tests only. What is not so ends the program. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/window/window.h"

typedef struct {
  LqWindow *window;
  LqDesk *desk;
  bool by_hand; /* the device is driven by the room */
} Room;

extern Room room;

/* Opens the project that the command line names, with this audio device, and calls `use`; the
 * program's status. */
int room_main (int argc, char **argv, const char *device, void (*use) (void));
/* From here on the device is one that room_run () drives, at 48 kHz in blocks of ROOM_BLOCK; what
 * it plays comes back in. */
#define ROOM_BLOCK 256
void room_drive (void);
void room_run (int blocks);
void room_turn (void); /* what GTK has to do */
/* Runs and turns until it is so. */
void room_wait (bool (*is_so) (void), const char *what);
void room_check (bool so, const char *what);

/* Real keys, by their names for xdotool, apart by spaces. */
void room_keys (const char *keys);
void room_press (const char *key, bool down); /* and holds it, or lets it go */
/* The real pointer, at pixels of the window. */
void room_pointer (int x, int y);
void room_click (int times);
void room_button (bool down);
/* Runs an action from the palette by a part of its text. */
void room_palette (const char *text);
/* The first widget of a type below another whose label is `text`, or begins with it. */
GtkWidget *room_find (GtkWidget *widget, GType type, const char *text);
/* The pixels of what a widget draws in about the color of a token. */
int room_count (GtkWidget *widget, int token);
const Track *room_track (const char *name);
/* A widget below another by the name of its type. */
GtkWidget *room_find_type (GtkWidget *widget, const char *type);

/* Notes, on a track Keys with one clip and one note in it (room_notes.c). */
void room_notes (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database of properties that libjack 2 shares between all JACK programs of a user. Its locks
 * outlive the program that held them: one that is killed at the wrong moment stops every later
 * client, and the server, in their start. Any thread. */
#pragma once

#include <sys/types.h>

/* The folder of the database where that child of ours waits for a lock inside it at this moment, or
 * NULL. A living owner holds one for microseconds: what waits for seconds waits for a dead one. */
char *jack_database_stopping (pid_t child);

/* Forgets all properties; libjack makes the database anew. Programs that run keep what they have
 * mapped. */
void jack_database_remove (const char *folder);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private JACK server without a sound card, whose client "loopback" returns what it is given, bit
 * by bit. Main thread; tests only. */
#pragma once

typedef struct JackServer JackServer;

/* From here on this process and its children use a server of their own, which need not run. */
void jack_server_init (void);
/* 48 kHz, two channels; waits until its devices are listed. The test fails where it does not come.
 */
JackServer *jack_server_start (int rate, int period);
void jack_server_stop (JackServer *server);
void jack_server_end (JackServer *server, int signal); /* by this signal */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets PortAudio survive the end of a JACK server. Any thread but audio.
 *
 * When the server is gone, PortAudio 19 waits up to ten minutes to stop a stream, and then ends the
 * process because ports cannot be taken back. Its handler for the end of the server would wake it,
 * but runs only once, when nobody waits yet. So these functions stand before JACK's own in the
 * program that links this: they hand on, note the handler to call it again, and say that all is
 * well where a client of a dead server is tidied up. */
#pragma once

/* Around Pa_Initialize: the client that is made meanwhile is PortAudio's. */
void jack_shutdown_begin_noting (void);
void jack_shutdown_end_noting (void);

/* Calls the handler again, if the server has ended. */
void jack_shutdown_again (void);
/* Before Pa_Terminate: it cannot be called any more. */
void jack_shutdown_forget (void);

/* As in jack/jack.h, which need not be installed. */
typedef struct _jack_client JackClient;
typedef struct _jack_port JackPort;
#define JACK_IN_FRONT __attribute__ ((visibility ("default")))
JACK_IN_FRONT void jack_on_shutdown (JackClient *client, void (*handler) (void *), void *data);
JACK_IN_FRONT int jack_port_unregister (JackClient *client, JackPort *port);
JACK_IN_FRONT int jack_deactivate (JackClient *client);
JACK_IN_FRONT int jack_client_close (JackClient *client);

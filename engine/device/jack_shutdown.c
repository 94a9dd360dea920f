/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/jack_shutdown.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_noting;
static bool is_down; /* the server of the noted client */
static JackClient *noted_client;
static void (*noted_handler) (void *); /* NULL when it may not be called */
static void *noted_data;

static void
on_shutdown (void *data)
{
  pthread_mutex_lock (&lock);
  is_down = true;
  if (noted_handler)
    noted_handler (noted_data);
  pthread_mutex_unlock (&lock);
}

void
jack_shutdown_again (void)
{
  pthread_mutex_lock (&lock);
  if (is_down && noted_handler)
    noted_handler (noted_data);
  pthread_mutex_unlock (&lock);
}

void
jack_shutdown_begin_noting (void)
{
  pthread_mutex_lock (&lock);
  is_noting = true;
  is_down = false;
  noted_client = NULL;
  noted_handler = NULL;
  pthread_mutex_unlock (&lock);
}

void
jack_shutdown_end_noting (void)
{
  pthread_mutex_lock (&lock);
  is_noting = false;
  pthread_mutex_unlock (&lock);
}

void
jack_shutdown_forget (void)
{
  pthread_mutex_lock (&lock);
  noted_handler = NULL;
  pthread_mutex_unlock (&lock);
}

void
jack_on_shutdown (JackClient *client, void (*handler) (void *), void *data)
{
  void (*next) (JackClient *, void (*) (void *), void *) = NULL;

  *(void **) &next = dlsym (RTLD_NEXT, "jack_on_shutdown");
  if (!next)
    return;
  pthread_mutex_lock (&lock);
  const bool is_ours = is_noting;
  if (is_ours) {
    noted_client = client;
    noted_handler = handler;
    noted_data = data;
  }
  pthread_mutex_unlock (&lock);
  next (client, is_ours ? on_shutdown : handler, data);
}

/* What is to be said of tidying up that returned `result`. */
static int
forgive (const JackClient *client, int result)
{
  pthread_mutex_lock (&lock);
  const bool is_dead = is_down && client == noted_client;
  pthread_mutex_unlock (&lock);
  return is_dead ? 0 : result;
}

int
jack_port_unregister (JackClient *client, JackPort *port)
{
  int (*next) (JackClient *, JackPort *) = NULL;

  *(void **) &next = dlsym (RTLD_NEXT, "jack_port_unregister");
  return next ? forgive (client, next (client, port)) : -1;
}

int
jack_deactivate (JackClient *client)
{
  int (*next) (JackClient *) = NULL;

  *(void **) &next = dlsym (RTLD_NEXT, "jack_deactivate");
  return next ? forgive (client, next (client)) : -1;
}

int
jack_client_close (JackClient *client)
{
  int (*next) (JackClient *) = NULL;

  *(void **) &next = dlsym (RTLD_NEXT, "jack_client_close");
  return next ? forgive (client, next (client)) : -1;
}

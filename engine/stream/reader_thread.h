/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the reader: what its two threads share, and what its own thread remembers. */
#pragma once

#include <pthread.h>
#include "stream/load.h"
#include "stream/reader.h"

#define READER_PLACES 64
#define READER_TROUBLES 64

typedef struct {
  StreamPlan *plan; /* NULL: nothing to read */
  Frames at;
  StreamReady *ready;
  void *data;
  uint64_t ticket;
} StreamPrepare;

struct ReaderThread {
  StreamReader *reader;
  StreamCache *cache;
  pthread_t id;
  atomic_ullong served;

  pthread_mutex_t lock; /* from here to the next blank line */
  pthread_cond_t wake;
  bool quit, changed;
  StreamPlan *plan; /* owned */
  GQueue prepares; /* StreamPrepare */
  GQueue troubles; /* StreamTrouble */
  uint64_t tickets;
  Frames places[READER_PLACES];
  int n_places;
  StreamFigures figures;
};

/* The thread's function; `data` is the ReaderThread. */
void *reader_thread_run (void *data);

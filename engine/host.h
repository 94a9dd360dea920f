/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands need from the layers below the edit layer: the tables of devices, and media. Main thread. */
#pragma once

#include "edit/command.h"

typedef struct {
  char *folder; /* of the project; NULL: files cannot be imported */
  const char *effect_kinds[64], *instrument_kinds[16]; /* filled by host_init */
} HostData;

/* Fills the table; `data` must outlive it. */
void host_init (EditHost *host, HostData *data);

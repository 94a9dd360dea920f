/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines at random, made from the table of commands itself, for tests. */
#pragma once

#include "edit/command.h"

typedef struct {
  uint64_t key, count;
} Random;

void random_init (Random *random, uint64_t seed);
/* 0 .. n - 1 */
int random_below (Random *random, int n);

/* A line of any command for this project, to be freed: mostly one that can be run, sometimes with
 * values out of range, unknown names or missing arguments. */
char *random_line (Random *random, const Project *project, const EditHost *host);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of the command line share: messages, exit codes, options. Main thread. */
#pragma once

#include <gio/gio.h>

#include "session.h"

/* COMMANDS: 0 success, 1 a failure that is explained in one sentence, 2 wrong usage. */
enum { CLI_OK = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* "lacquer: sentence" on standard error. Frees the error. Returns CLI_FAILED. */
int cli_fail (GError *error);
/* "lacquer: warning: sentence" on standard error: it was done, but not all is as it should be. */
void cli_warn (const char *sentence);
int cli_usage (const char *format, ...) G_GNUC_PRINTF (1, 2); /* returns CLI_USAGE */

/* False with a sentence where a file or a folder to write is a device or a pipe, or is the
 * project's file, one of its sources or the folder they are in. */
bool cli_may_write (const Session *session, const char *path, GError **error);

/* Reads options out of argv (which begins with the verb) and leaves the operands; `summary` is
 * "PROJECT FILE...". False: the message was printed and *status is the exit code (0 after --help).
 */
bool cli_options (int *argc, char ***argv, const GOptionEntry *entries, const char *summary,
                  int *status);

/* A position option as frames of the project; NULL leaves them. False when the message was printed.
 */
bool cli_read_position (const char *verb, const char *option, const char *text,
                        const Project *project, Frames *frames);

/* What a session is given as its seed for what a user gave to --seed. A session takes 0 for chance,
 * a user may mean it. */
#define CLI_SEED_BY_CHANCE G_MININT64
uint64_t cli_seed (gint64 seed);

/* Progress on a terminal, wiped at the end; nothing elsewhere. `data` is the word before it. */
void cli_progress (double done, void *data);
void cli_progress_end (void);

/* Set when Ctrl-C or SIGTERM came; long work takes it as its cancellable. Installed at the first
 * call. */
GCancellable *cli_cancellable (void);

typedef struct {
  const char *name;
  const char *summary; /* operands */
  const char *help;
  int (*run) (int argc, char **argv);
} Verb;

int verb_new (int argc, char **argv);
int verb_import (int argc, char **argv);
int verb_edit (int argc, char **argv);
int verb_commands (int argc, char **argv);
int verb_render (int argc, char **argv);
int verb_master (int argc, char **argv);
int verb_loudness (int argc, char **argv);
int verb_info (int argc, char **argv);
int verb_check (int argc, char **argv);
int verb_export (int argc, char **argv);
int verb_devices (int argc, char **argv);
int verb_play (int argc, char **argv);

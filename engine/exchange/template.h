/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting points for projects: lists of commands in the resources, and values that the user has
 * saved. Main thread. */
#pragma once

#include "session.h"

/* Their names, sorted, those of the user behind; free with g_strfreev. */
char **template_names (void);
/* Runs a template's commands on the project as one step; false with an error that names the
 * nearest. */
bool template_apply (Session *session, const char *name, GError **error);
/* The value that an empty project becomes by it, without a folder: to be shown. NULL on error. Any
 * thread. */
Project *template_project (const char *name, GError **error);
/* Its title and what it is for, in words to be freed; false where there is no such template. Any
 * thread. */
bool template_describe (const char *name, char **title, char **words);
/* Where a template of the user lies, or will. To be freed. Any thread. */
char *template_user_path (const char *name);

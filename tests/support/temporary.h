/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that a test makes and removes. Any thread. */
#pragma once

/* The caller's path; the test fails when it cannot be made. */
char *temporary_folder_new (void);
/* With everything in it; links are not followed. */
void temporary_folder_remove (const char *path);

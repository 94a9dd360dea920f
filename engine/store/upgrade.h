/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upgrades of old project files: function n turns a file of version n into one of version n + 1, on
 * the XML tree, before it is read. PROJECT_VERSION is their number. Any thread but audio. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

typedef bool (*UpgradeFunction) (xmlNode *root, GError **error);

/* The functions of this version of the program, PROJECT_VERSION of them. */
const UpgradeFunction *upgrade_functions (void);

/* The file with every function from its version up to n_functions applied, and `version` set so.
 * The caller owns it. */
GBytes *upgrade_xml (const char *bytes, size_t size, int version, const UpgradeFunction *functions,
                     int n_functions, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project says about a file that was brought into its folder. Any thread but audio. */
#pragma once

#include "media/import.h"
#include "media/probe.h"
#include "model/project.h"

/* A fresh Source without id; `path` is of the original, whose name it gets. */
Source *imported_source (const char *path, const MediaInfo *info, const ImportResult *result);

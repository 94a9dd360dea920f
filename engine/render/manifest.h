/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A render's report as JSON, and the manifest that says what went in and what came out. Any thread.
 */
#pragma once

#include "base/json.h"
#include "render/render.h"

/* The object of COMMANDS, "JSON": file, frames, rate, bits, integrated, true_peak, clipped_samples,
 * sha256, cpu_seconds, wall_seconds, notes; with several files or stems, `files` and `stems` lists,
 * too. `times`: with the seconds, which differ from run to run. */
void render_report_write (const RenderReport *report, JsonWriter *json, bool times);

/* Writes version, options, the hash of the project value and of every source, and the report
 * without its times, at once: the same render gives the same bytes. */
bool manifest_write (const char *path, const RenderSpec *spec, const RenderReport *report,
                     GError **error);

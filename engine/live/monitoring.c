/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/monitoring.h"

#include <string.h>

#include "base/math.h"
#include "base/ring.h"
#include "live/monitor_file.h"
#include "mix/mix.h"

#define REQUESTS 64

typedef enum { SET_MONITOR, SET_METRONOME } RequestKind;

typedef struct {
  RequestKind kind;
  MonitorSettings settings;
  ClickMode mode;
  float gain;
  MetronomeTable *table; /* NULL: as before */
} Request;

struct Monitoring {
  /* Main thread. */
  int rate;
  char *path; /* or NULL */
  MonitorSettings settings;
  Project *project; /* whose beats the table has; or NULL */
  Frames known; /* song end that it was made for */

  Ring requests; /* Request */
  Ring returned; /* MetronomeTable * */

  /* Audio thread. */
  Monitor monitor;
  Preview *preview; /* main asks it, too */
  Metronome metronome;
  float click[PLAYER_MOST_BLOCK];
};

Monitoring *
monitoring_new (int rate, const char *path)
{
  Monitoring *monitoring = g_new0 (Monitoring, 1);

  monitoring->rate = rate;
  monitoring->path = g_strdup (path);
  monitoring->preview = preview_new (rate);
  monitor_init (&monitoring->monitor, rate);
  metronome_init (&monitoring->metronome, rate);
  if (!ring_init (&monitoring->requests, sizeof (Request), REQUESTS) ||
      !ring_init (&monitoring->returned, sizeof (MetronomeTable *), 2 * REQUESTS))
    g_error ("out of memory");
  if (path)
    monitor_file_load (path, &monitoring->settings);
  else
    monitor_settings_init (&monitoring->settings);
  monitor_set (&monitoring->monitor, &monitoring->settings);
  return monitoring;
}

void
monitoring_free (Monitoring *monitoring)
{
  Request request;

  if (!monitoring)
    return;
  monitoring_poll (monitoring);
  preview_free (monitoring->preview);
  while (ring_read (&monitoring->requests, &request))
    g_free (request.table);
  g_free ((MetronomeTable *) monitoring->metronome.table);
  ring_clear (&monitoring->requests);
  ring_clear (&monitoring->returned);
  g_clear_pointer (&monitoring->project, project_unref);
  g_free (monitoring->path);
  g_free (monitoring);
}

static void
ask (Monitoring *monitoring, const Request *request)
{
  if (ring_write (&monitoring->requests, request))
    return;
  g_warning ("the monitor section takes no requests");
  g_free (request->table);
}

static void
set (Monitoring *monitoring, const MonitorSettings *settings)
{
  const Request request = { .kind = SET_MONITOR, .settings = *settings };

  monitoring->settings = *settings;
  ask (monitoring, &request);
}

void
monitoring_hear (Monitoring *monitoring, int source, Id reference)
{
  MonitorSettings settings = monitoring->settings;

  settings.source = source;
  settings.reference = reference;
  set (monitoring, &settings);
}

bool
monitoring_set (Monitoring *monitoring, const MonitorSettings *settings, GError **error)
{
  set (monitoring, settings);
  return !monitoring->path || monitor_file_save (monitoring->path, settings, error);
}

const MonitorSettings *
monitoring_settings (const Monitoring *monitoring)
{
  return &monitoring->settings;
}

/* Values share the lists that an edit left alone. */
static bool
beats_differ (const Monitoring *monitoring, const Project *project, Frames end)
{
  const Project *known = monitoring->project;

  return !known || known->tempos != project->tempos || known->meters != project->meters ||
         end > monitoring->known + (Frames) 3600 * monitoring->rate;
}

static ClickMode
click_mode (const Project *project)
{
  if (project->metronome == METRONOME_RECORDING)
    return CLICK_RECORDING;
  return project->metronome == METRONOME_ON ? CLICK_ALWAYS : CLICK_NEVER;
}

void
monitoring_set_project (Monitoring *monitoring, const Project *project)
{
  const Frames end = mix_song_end (project);
  Request request = { .kind = SET_METRONOME,
                      .mode = click_mode (project),
                      .gain = (float) db_to_gain (project->metronome_gain_db) };

  if (beats_differ (monitoring, project, end)) {
    request.table = metronome_table_new (project, end);
    monitoring->known = end;
    g_clear_pointer (&monitoring->project, project_unref);
    monitoring->project = project_ref ((Project *) project);
  }
  ask (monitoring, &request);
}

void
monitoring_poll (Monitoring *monitoring)
{
  MetronomeTable *table;

  while (ring_read (&monitoring->returned, &table))
    g_free (table);
  preview_poll (monitoring->preview);
}

Preview *
monitoring_preview (const Monitoring *monitoring)
{
  return monitoring->preview;
}

static void
obey (Monitoring *monitoring)
{
  Metronome *metronome = &monitoring->metronome;
  const Request *request;

  for (; (request = ring_peek (&monitoring->requests)); ring_skip (&monitoring->requests, 1)) {
    if (request->kind == SET_MONITOR) {
      monitor_set (&monitoring->monitor, &request->settings);
      continue;
    }
    metronome->mode = request->mode;
    metronome->gain = request->gain;
    if (!request->table)
      continue;
    if (metronome->table && !ring_write (&monitoring->returned, &metronome->table))
      return; /* main sleeps: the next block tries again */
    metronome->table = request->table;
  }
}

void
monitoring_process (Monitoring *monitoring, const MonitoringInput *input, float *const *outputs,
                    int n_outputs, int n)
{
  obey (monitoring);
  const bool clicks = metronome_process (&monitoring->metronome, player_timeline (input->player),
                                         input->played, input->records, monitoring->click, n);
  const MonitorInput to_monitor = { { input->main[0], input->main[1] },
                                    clicks ? monitoring->click : NULL,
                                    preview_process (monitoring->preview, n),
                                    player_buses (input->player) };
  monitor_process (&monitoring->monitor, &to_monitor, outputs, n_outputs, n);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export/plan.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "mix/mix.h"
#include "model/tempo_map.h"
#include "ui/export/sections.h"

#define MOST_NUMBER 9999

static const char *const endings[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff" };

bool
export_span (const Project *project, ExportWhat what, const Units range[2], Units *from, Units *to)
{
  *from = *to = 0;
  if (what == EXPORT_SONG) {
    *to = frames_to_units (mix_song_end (project), (int) project->rate);
  } else if (what == EXPORT_LOOP) {
    TempoMap *map = tempo_map_new (project);
    *from = tempo_map_position_units (map, project->loop_from);
    *to = tempo_map_position_units (map, project->loop_to);
    tempo_map_free (map);
  } else if (what == EXPORT_SECTIONS) {
    g_autoptr (GArray) sections = export_sections (project);
    if (sections->len > 0) {
      *from = g_array_index (sections, ExportSection, 0).from;
      *to = g_array_index (sections, ExportSection, sections->len - 1).to;
    }
  } else if (range) {
    *from = range[0];
    *to = range[1];
  }
  return *to > *from;
}

bool
export_has_notes (const Project *project)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int c = 0; c < list_n (track->clips); c++)
      if (((const Clip *) list_get (track->clips, c))->kind == CLIP_NOTES)
        return true;
  }
  return false;
}

static bool
has_sound (const Track *track)
{
  return track->kind != TRACK_MIDI && track->kind != TRACK_VCA && track->kind != TRACK_FOLDER &&
         track->kind != TRACK_MAIN;
}

/* What runs into a strip; `depth` ends a circle of sends. */
static int
count_into (const Project *project, Id into, bool all, int depth)
{
  int n = 0;
  for (int t = 0; depth > 0 && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    const int inner = all ? -1 : 0;
    if (!has_sound (track))
      continue;
    int times = project_output_of (project, track) == into;
    for (int s = 0; s < list_n (track->sends); s++) {
      const Send *send = (const Send *) list_get (track->sends, s);
      times += send->to == into && !send->mute;
    }
    if (times > 0)
      n += times * (1 + (inner ? count_into (project, track->node.id, all, depth - 1) : 0));
  }
  return n;
}

int
export_count_stems (const Project *project, bool all)
{
  const Track *last = project_main (project);
  return 1 + (last ? count_into (project, last->node.id, all, 8) : 0);
}

/* A pattern that does not say where the section goes has it at its end. */
static char *
expand (const ExportPlan *plan, const char *source, const char *part)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  const char *pattern = plan->settings.name;
  GString *text = g_string_new (*pattern ? pattern : EXPORT_PATTERN);
  g_string_replace (text, "{song}", plan->song, 0);
  g_string_replace (text, "{source}", source, 0);
  g_string_replace (text, "{date}", date, 0);
  if (part && !strstr (text->str, "{section}"))
    g_string_append (text, " {section}");
  g_string_replace (text, "{section}", part ? part : "", 0);
  g_autofree char *whole = g_string_free (text, FALSE);
  return render_file_name (g_strstrip (whole));
}

static char *
numbered (const char *folder, const char *base, int number, const char *ending)
{
  g_autofree char *name = number > 1 ? g_strdup_printf ("%s %d", base, number) : g_strdup (base);
  g_autofree char *file = ending ? g_strdup_printf ("%s.%s", name, ending) : g_strdup (name);
  return g_build_filename (folder, file, NULL);
}

static void
add_passes (ExportPlan *plan)
{
  const ExportSettings *settings = &plan->settings;
  const int wanted = settings->rate > 0 ? settings->rate : (int) plan->project->rate;

  for (int i = 0; settings->mix && i < N_EXPORT_FORMATS; i++) {
    const EncodeFormat format = export_formats[i];
    if (!(settings->formats & (1u << format)))
      continue;
    const int rate = encode_rate (format, wanted);
    ExportPass *pass = NULL;
    for (int p = 0; p < plan->n_passes && !pass; p++)
      if (plan->passes[p].rate == rate)
        pass = &plan->passes[p];
    if (!pass) {
      pass = &plan->passes[plan->n_passes++];
      pass->rate = rate;
    }
    pass->files[pass->n_files++] = (RenderFile){
      .format = format,
      .bits = format == ENCODE_FLAC && settings->bits == ENCODE_32F ? ENCODE_24 : settings->bits,
      .dither = settings->dither,
      .bitrate = format == ENCODE_MP3    ? settings->mp3
                 : format == ENCODE_OPUS ? settings->opus
                                         : 0,
    };
  }
  if (settings->stems && plan->n_passes == 0) {
    plan->passes[0].rate = (int) plan->project->rate;
    plan->n_passes = 1;
  }
}

/* Stems are worked on elsewhere, so that none is ever of a lossy format. */
static void
choose_stem (ExportPlan *plan)
{
  EncodeFormat format = ENCODE_WAV;
  for (int i = N_EXPORT_FORMATS - 1; i >= 0; i--)
    if ((plan->settings.formats & (1u << export_formats[i])) &&
        !export_format_is_lossy (export_formats[i]))
      format = export_formats[i];
  plan->stem = (RenderFile){ .format = format,
                             .bits = format == ENCODE_FLAC && plan->settings.bits == ENCODE_32F
                                         ? ENCODE_24
                                         : plan->settings.bits,
                             .dither = plan->settings.dither };
}

static void
name_files (ExportPlan *plan, int number)
{
  const ExportSettings *settings = &plan->settings;
  g_autofree char *mix = expand (plan, _ ("Mix"), plan->part);
  g_autofree char *stems = expand (plan, _ ("Stems"), plan->part);
  g_autofree char *midi = expand (plan, _ ("MIDI"), NULL);

  g_ptr_array_set_size (plan->paths, 0);
  for (int p = 0; p < plan->n_passes; p++)
    for (int f = 0; f < plan->passes[p].n_files; f++) {
      RenderFile *file = &plan->passes[p].files[f];
      file->path = numbered (plan->target, mix, number, endings[file->format]);
      g_ptr_array_add (plan->paths, (char *) file->path);
    }
  g_clear_pointer (&plan->stems, g_free);
  if (settings->stems)
    plan->stems = numbered (plan->target, stems, number, NULL);
  plan->midi = NULL;
  if (settings->midi) {
    plan->midi = numbered (plan->target, midi, number, "mid");
    g_ptr_array_add (plan->paths, plan->midi);
  }
}

static int
count_there (const ExportPlan *plan, bool (*taken) (const char *path))
{
  int n = 0;
  for (guint i = 0; i < plan->paths->len; i++) {
    const char *path = plan->paths->pdata[i];
    n += g_file_test (path, G_FILE_TEST_EXISTS) || (taken && taken (path));
  }
  if (plan->stems)
    n += g_file_test (plan->stems, G_FILE_TEST_EXISTS) || (taken && taken (plan->stems));
  return n;
}

static bool
is_of_project (const ExportPlan *plan, const char *path)
{
  for (int i = 0; i < list_n (plan->project->sources); i++) {
    const Source *source = (const Source *) list_get (plan->project->sources, i);
    g_autofree char *file = g_build_filename (plan->folder, text_get (source->file), NULL);
    if (!strcmp (file, path))
      return true;
  }
  return false;
}

static bool
choose_names (ExportPlan *plan, bool (*taken) (const char *path), GError **error)
{
  int number = 1;
  name_files (plan, number);
  while (!plan->settings.replace && count_there (plan, taken) > 0 && number < MOST_NUMBER)
    name_files (plan, ++number);
  plan->n_replaced = count_there (plan, NULL);
  for (guint i = 0; i < plan->paths->len; i++)
    if (is_of_project (plan, plan->paths->pdata[i])) {
      g_autofree char *name = g_path_get_basename (plan->paths->pdata[i]);
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                   _ ("“%s” is a file that this song plays. Choose another name or folder."), name);
      return false;
    }
  return true;
}

static bool
check_settings (const ExportSettings *settings, bool spans, GError **error)
{
  const char *why = NULL;
  if (!settings->mix && !settings->stems && !settings->midi)
    why = _ ("Choose at least one source.");
  else if (settings->mix && !settings->formats)
    why = _ ("Choose at least one format.");
  else if (!spans)
    why = settings->what == EXPORT_LOOP       ? _ ("No loop range is set.")
          : settings->what == EXPORT_RANGE    ? _ ("No range is selected.")
          : settings->what == EXPORT_SECTIONS ? _ ("The song has neither sections nor markers.")
                                              : _ ("The song is empty.");
  if (why)
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, why);
  return !why;
}

static ExportPlan *
new_part (const Project *project, const char *folder, const ExportSettings *settings,
          const ExportSection *part, bool (*taken) (const char *path), GError **error)
{
  const int rate = (int) project->rate;
  const bool whole = settings->what == EXPORT_SONG;
  ExportPlan *plan = g_new0 (ExportPlan, 1);
  plan->project = project_ref (project);
  plan->folder = g_strdup (folder);
  plan->song = *text_get (project->name) ? g_strdup (text_get (project->name))
                                         : g_path_get_basename (folder);
  export_settings_copy (&plan->settings, settings);
  plan->paths = g_ptr_array_new_with_free_func (g_free);
  plan->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) export_plan_free);
  plan->part = g_strdup (part->name);
  plan->from = whole ? 0 : units_to_frames (part->from, rate);
  plan->to = whole ? INT64_MAX : units_to_frames (part->to, rate);
  plan->frames = units_to_frames (part->to, rate) - units_to_frames (part->from, rate);
  plan->target = g_canonicalize_filename (settings->folder, folder);
  add_passes (plan);
  choose_stem (plan);
  if (settings->stems)
    plan->n_stems = export_count_stems (project, settings->stems_all);
  if (!choose_names (plan, taken, error)) {
    export_plan_free (plan);
    return NULL;
  }
  plan->n_files = (int) plan->paths->len + plan->n_stems;
  return plan;
}

/* The notes are those of the whole song, so they are written once. */
static bool
add_parts (ExportPlan *plan, const GArray *sections, bool (*taken) (const char *path),
           GError **error)
{
  ExportSettings settings = plan->settings; /* its texts are the plan's */
  settings.midi = false;
  for (guint i = 1; i < sections->len; i++) {
    if (!settings.mix && !settings.stems)
      break;
    ExportPlan *part = new_part (plan->project, plan->folder, &settings,
                                 &g_array_index (sections, ExportSection, i), taken, error);
    if (!part)
      return false;
    g_ptr_array_add (plan->parts, part);
    plan->n_files += part->n_files;
    plan->n_replaced += part->n_replaced;
  }
  return true;
}

ExportPlan *
export_plan_new (const Project *project, const char *folder, const ExportSettings *settings,
                 const Units range[2], bool (*taken) (const char *path), GError **error)
{
  ExportSection whole = { NULL, 0, 0 };
  const bool spans = export_span (project, settings->what, range, &whole.from, &whole.to);
  if (!check_settings (settings, spans, error))
    return NULL;
  if (settings->what != EXPORT_SECTIONS)
    return new_part (project, folder, settings, &whole, taken, error);
  g_autoptr (GArray) sections = export_sections (project);
  ExportPlan *plan = new_part (project, folder, settings,
                               &g_array_index (sections, ExportSection, 0), taken, error);
  if (plan && !add_parts (plan, sections, taken, error))
    g_clear_pointer (&plan, export_plan_free);
  return plan;
}

int
export_plan_n_parts (const ExportPlan *plan)
{
  return 1 + (int) plan->parts->len;
}

const ExportPlan *
export_plan_part (const ExportPlan *plan, int i)
{
  return i == 0 ? plan : plan->parts->pdata[i - 1];
}

void
export_plan_free (ExportPlan *plan)
{
  if (!plan)
    return;
  project_unref (plan->project);
  export_settings_clear (&plan->settings);
  g_ptr_array_unref (plan->paths);
  g_ptr_array_unref (plan->parts);
  g_free (plan->part);
  g_free (plan->folder);
  g_free (plan->song);
  g_free (plan->target);
  g_free (plan->stems);
  g_free (plan);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/manifest.h"

#include <string.h>

#include "media/output.h"
#include "store/xml_write.h"

static const char *const formats[] = { "wav", "flac", "mp3", "opus", "ogg", "aiff" };
static const char *const word_lengths[] = { "16", "24", "32f" };
static const char *const dithers[] = { "none", "tpdf", "shaped" };

static void
write_file (const RenderedFile *file, JsonWriter *json, const char *name)
{
  json_open_object (json, name);
  json_string (json, "file", file->path);
  json_int (json, "frames", file->encoded.frames);
  json_int (json, "clipped_samples", file->encoded.clipped_samples);
  json_string (json, "sha256", *file->encoded.sha256 ? file->encoded.sha256 : NULL);
  json_close_object (json);
}

static void
write_list (const GArray *files, JsonWriter *json, const char *name)
{
  json_open_list (json, name);
  for (guint i = 0; i < files->len; i++)
    write_file (&g_array_index (files, RenderedFile, i), json, NULL);
  json_close_list (json);
}

void
render_report_write (const RenderReport *report, JsonWriter *json, bool times)
{
  const RenderedFile *first =
      report->files->len ? &g_array_index (report->files, RenderedFile, 0) : NULL;

  json_open_object (json, NULL);
  json_string (json, "file", first ? first->path : NULL);
  json_int (json, "frames", report->frames);
  json_int (json, "rate", report->rate);
  json_string (json, "bits", report->bits);
  if (report->measured) {
    json_double (json, "integrated", report->loudness.integrated);
    json_double (json, "true_peak", report->loudness.true_peak);
  } else {
    json_null (json, "integrated");
    json_null (json, "true_peak");
  }
  json_int (json, "clipped_samples", first ? first->encoded.clipped_samples : 0);
  json_string (json, "sha256", first && *first->encoded.sha256 ? first->encoded.sha256 : NULL);
  if (times) {
    json_double (json, "cpu_seconds", report->cpu_seconds);
    json_double (json, "wall_seconds", report->wall_seconds);
  }
  if (report->files->len > 1)
    write_list (report->files, json, "files");
  if (report->stems->len > 0)
    write_list (report->stems, json, "stems");
  json_open_list (json, "notes");
  for (guint i = 0; i < report->notes->len; i++)
    json_string (json, NULL, report->notes->pdata[i]);
  json_close_list (json);
  json_close_object (json);
}

static void
write_inputs (const Project *project, JsonWriter *json)
{
  g_autoptr (GBytes) xml = project_write_xml (project);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, xml);

  json_string (json, "project", text_get (project->name));
  json_string (json, "project_sha256", hash);
  json_open_list (json, "sources");
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    json_open_object (json, NULL);
    json_string (json, "file", text_get (source->file));
    json_string (json, "sha256", text_get (source->hash));
    json_close_object (json);
  }
  json_close_list (json);
}

static void
write_options (const RenderSpec *spec, JsonWriter *json)
{
  json_open_object (json, "options");
  json_int (json, "from_frame", spec->from);
  if (spec->to == INT64_MAX)
    json_null (json, "to_frame");
  else
    json_int (json, "to_frame", spec->to);
  if (spec->tail < 0)
    json_null (json, "tail_seconds");
  else
    json_double (json, "tail_seconds", spec->tail);
  json_bool (json, "master", !spec->no_master);
  if (spec->loudness != 0) {
    json_double (json, "loudness", spec->loudness);
    json_double (json, "ceiling", spec->ceiling);
  }
  json_open_list (json, "forms");
  for (int i = 0; i < spec->n_files; i++) {
    json_open_object (json, NULL);
    json_string (json, "format", formats[spec->files[i].format]);
    json_string (json, "bits", word_lengths[spec->files[i].bits]);
    json_string (json, "dither", dithers[spec->files[i].dither]);
    json_close_object (json);
  }
  json_close_list (json);
  json_close_object (json);
}

bool
manifest_write (const char *path, const RenderSpec *spec, const RenderReport *report,
                GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_string (&json, "program", "lacquer " LACQUER_VERSION);
  write_inputs (spec->project, &json);
  write_options (spec, &json);
  json_close_object (&json);

  g_autoptr (GString) result = g_string_new (NULL);
  JsonWriter result_json;
  json_init (&result_json, result);
  render_report_write (report, &result_json, false);
  /* One object: the report goes in as a member. */
  g_string_truncate (text, text->len - strlen ("\n}\n"));
  g_string_append (text, ",\n  \"result\": ");
  g_strchomp (result->str);
  g_auto (GStrv) lines = g_strsplit (result->str, "\n", -1);
  g_autofree char *indented = g_strjoinv ("\n  ", lines);
  g_string_append_printf (text, "%s\n}\n", indented);

  OutputFile *output = output_open (path, error);
  if (!output)
    return false;
  if (!output_write (output, text->str, text->len, error)) {
    output_abort (output);
    return false;
  }
  return output_commit (output, true, error);
}

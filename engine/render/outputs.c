/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/outputs.h"

#include <glib/gstdio.h>
#include <string.h>

void
outputs_init (Outputs *outputs, const RenderSpec *spec, int rate)
{
  *outputs = (Outputs){ spec, rate, g_ptr_array_new (), g_ptr_array_new_with_free_func (g_free) };
}

static void
fill_tags (MediaTags *tags, const Project *project)
{
  *tags = (MediaTags){ .title = (char *) text_get (project->name),
                       .artist = project->artist ? (char *) text_get (project->artist) : NULL,
                       .album = project->album ? (char *) text_get (project->album) : NULL };
  if (project->created && strlen (text_get (project->created)) >= 10)
    tags->date = g_strndup (text_get (project->created), 10);
}

bool
outputs_open (Outputs *outputs, const RenderFile *file, const char *path, GError **error)
{
  const RenderSpec *spec = outputs->spec;
  MediaTags tags;
  BextInfo bext;

  fill_tags (&tags, spec->project);
  bext_init (&bext);
  g_strlcpy (bext.description, text_get (spec->project->name), sizeof bext.description);
  g_strlcpy (bext.originator, "Lacquer", sizeof bext.originator);
  if (tags.date)
    g_strlcpy (bext.date, tags.date, sizeof bext.date);
  bext.time_reference = int64_scale_floor (spec->from, outputs->rate, (int) spec->project->rate);
  const EncodeSpec encode = { .path = path,
                              .format = file->format,
                              .rate = outputs->rate,
                              .channels = 2,
                              .bits = file->bits,
                              .dither = file->dither,
                              .seed = (uint64_t) spec->project->seed,
                              .bitrate = file->bitrate,
                              .tags = &tags,
                              .bext = file->format == ENCODE_WAV ? &bext : NULL,
                              .want_hash = spec->want_hash };
  Encoder *encoder = encoder_open (&encode, error);
  g_free (tags.date);
  bext_clear (&bext);
  if (!encoder)
    return false;
  g_ptr_array_add (outputs->encoders, encoder);
  g_ptr_array_add (outputs->paths, g_strdup (path));
  return true;
}

bool
outputs_write (Outputs *outputs, int index, const float *const *audio, int n, GError **error)
{
  return encoder_write (outputs->encoders->pdata[index], audio, n, error);
}

static void
set_loudness (const Outputs *outputs, Encoder *encoder, const LoudnessReport *loudness)
{
  const Project *project = outputs->spec->project;
  BextInfo bext;

  bext_init (&bext);
  g_strlcpy (bext.description, text_get (project->name), sizeof bext.description);
  g_strlcpy (bext.originator, "Lacquer", sizeof bext.originator);
  if (project->created && strlen (text_get (project->created)) >= 10)
    g_strlcpy (bext.date, text_get (project->created), 11);
  bext.time_reference = int64_scale_floor (outputs->spec->from, outputs->rate, (int) project->rate);
  bext.integrated = loudness->integrated;
  bext.range = loudness->lra;
  bext.true_peak = loudness->true_peak;
  bext.max_momentary = loudness->momentary_max;
  bext.max_short_term = loudness->short_term_max;
  encoder_set_bext (encoder, &bext);
  bext_clear (&bext);
}

bool
outputs_close (Outputs *outputs, const LoudnessReport *loudness, GArray *to, GError **error)
{
  while (outputs->encoders->len > 0) {
    Encoder *encoder = outputs->encoders->pdata[0];
    RenderedFile file = { .path = g_strdup (outputs->paths->pdata[0]) };
    const int index = (int) to->len;
    if (loudness && index < outputs->spec->n_files &&
        outputs->spec->files[index].format == ENCODE_WAV)
      set_loudness (outputs, encoder, loudness);
    g_ptr_array_remove_index (outputs->encoders, 0);
    g_ptr_array_remove_index (outputs->paths, 0);
    if (!encoder_close (encoder, &file.encoded, error)) {
      g_free (file.path);
      return false;
    }
    g_array_append_val (to, file);
  }
  return true;
}

void
outputs_remove (GArray *files)
{
  for (guint i = 0; i < files->len; i++)
    g_unlink (g_array_index (files, RenderedFile, i).path);
  g_array_set_size (files, 0);
}

void
outputs_clear (Outputs *outputs)
{
  for (guint i = 0; i < outputs->encoders->len; i++)
    encoder_abort (outputs->encoders->pdata[i]);
  g_ptr_array_unref (outputs->encoders);
  g_ptr_array_unref (outputs->paths);
}

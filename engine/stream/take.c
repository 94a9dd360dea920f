/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/take.h"

#include <glib.h>

Take *
take_new (int channels)
{
  Take *take = g_new0 (Take, 1);
  atomic_init (&take->refs, 1);
  take->channels = channels;
  take->peaks = take_peaks_new (channels);
  return take;
}

Take *
take_ref (Take *take)
{
  atomic_fetch_add_explicit (&take->refs, 1, memory_order_relaxed);
  return take;
}

void
take_unref (Take *take)
{
  if (!take || atomic_fetch_sub_explicit (&take->refs, 1, memory_order_acq_rel) > 1)
    return;
  take_peaks_unref (take->peaks);
  g_free (take->path);
  g_free (take->file);
  g_free (take->name);
  g_free (take);
}

Frames
take_frames (const Take *take)
{
  return atomic_load_explicit (&take->frames, memory_order_acquire);
}

Frames
take_synced (const Take *take)
{
  return atomic_load_explicit (&take->synced, memory_order_acquire);
}

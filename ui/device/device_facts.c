/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/device_facts.h"

#include <glib/gi18n.h>

#include "ui/device/device_probe.h"

int
device_facts_latency (const DeviceSlot *slot, int rate)
{
  if (!slot->spec || slot->effect->bypass)
    return 0;
  g_autofree double *values = g_new0 (double, slot->spec->n_params + 1);
  device_values (slot->spec, slot->effect, values);
  const DeviceProbe probe = { slot->spec, values, rate, 0 };
  return device_probe_latency (&probe);
}

char *
device_facts_text (const Track *track, int rate, double load)
{
  g_autoptr (GArray) slots = device_slots (track);
  double frames = 0;
  for (guint i = 0; i < slots->len; i++)
    frames += device_facts_latency (&g_array_index (slots, DeviceSlot, i), rate);
  g_autofree char *devices =
      g_strdup_printf (ngettext ("%u device", "%u devices", slots->len), slots->len);
  GString *text = g_string_new (text_get (track->name));
  g_string_append_printf (text, " · %s · ", devices);
  g_string_append_printf (text, _ ("%.1f ms latency"), 1000 * frames / rate);
  if (load > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("%.1f %% DSP"), 100 * load);
  }
  return g_string_free (text, FALSE);
}

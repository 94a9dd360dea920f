/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the layout of devices: what its ways share. Any thread. */
#pragma once

#include "ui/device/device_layout.h"

#define DEVICE_GAP 4

void layout_add_cell (DeviceLayout *layout, int param, DeviceCellKind kind, int page, int group,
                      const int at[4]);
/* Returns its index. */
int layout_add_group (DeviceLayout *layout, const char *title, int number, int page,
                      const int at[4]);
/* device_layout_bands.c: a card for each band of an equalizer, and one for its output. */
void layout_bands (DeviceLayout *layout, const DeviceSpec *spec, const double *values, int width,
                   int height);
/* device_labels.c: the part of a name before its dot, "" for none. */
void param_prefix (const ParamSpec *param, char out[32]);
/* "Oscillator 1" of "osc1". */
void prefix_title (const char *prefix, char out[32]);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which audio devices there are. A child process asks PortAudio, because that can take long, write
 * to the terminal and even abort. Main thread.
 *
 * The child is this very program, started anew: main () must begin with
 *   if (device_child_is_wanted (argc, argv)) return device_child_run (argv); */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DEVICE_N_RATES 6
extern const int device_rates[DEVICE_N_RATES]; /* 44100 ... 192000 */

typedef struct {
  char *name; /* what device_open () takes: "ALSA: HDA Intel PCH: ALC257 Analog (hw:PCH,0)" */
  char *host; /* "ALSA", "JACK", "built-in" */
  unsigned n_inputs, n_outputs;
  bool has_rate[DEVICE_N_RATES]; /* of device_rates; all false when it was not asked */
  double default_rate;
  double input_latency, output_latency; /* seconds, the least the driver proposes */
  bool is_default_input, is_default_output; /* of its host */
} DeviceInfo;

void device_info_free (DeviceInfo *info);
const DeviceInfo *device_info_find (GPtrArray *list, const char *name, GError **error);

/* All devices, the null device last; DeviceInfo. Takes up to some seconds where there are many.
 * NULL where PortAudio does not survive to tell: the null device can still be opened. */
GPtrArray *device_list (GError **error);

/* The same behind the caller's back. */
typedef struct DeviceSearch DeviceSearch;
/* Without rates it is quick. */
DeviceSearch *device_search_begin (bool with_rates, GError **error);
/* How long it may take at most from now on, 15 seconds unless said. */
void device_search_limit (DeviceSearch *search, double seconds);
bool device_search_is_done (DeviceSearch *search);
/* Waits for it and frees it. */
GPtrArray *device_search_finish (DeviceSearch *search, GError **error);
void device_search_cancel (DeviceSearch *search);

bool device_child_is_wanted (int argc, char **argv);
int device_child_run (char **argv); /* the exit status */

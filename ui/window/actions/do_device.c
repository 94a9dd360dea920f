/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices: their chain, their parameters, the graph of the equalizer. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/device/device_state.h"
#include "ui/widgets/knob.h"
#include "ui/window/device_side.h"
#include "ui/window/actions/do.h"
#include "ui/window/actions/do_device.h"
#include "ui/window/editor_side.h"
#include "ui/window/palette/palette.h"
#include "ui/window/prompt.h"
#include "ui/window/windows/device_window.h"

/* Of the window of a device that has the focus, else the panel. */
static LqDevices *
devices_of (LqWindow *window)
{
  LqDevices *devices = device_window_active (window);
  return devices ? devices : device_side_panel (window);
}

/* The panel, in sight; the focus stays where it is. NULL without a device where one is needed. */
static LqDevices *
panel (LqWindow *window)
{
  LqDevices *devices = devices_of (window);
  if (devices && !device_window_active (window) && !gtk_widget_get_mapped (GTK_WIDGET (devices)) &&
      !editor_side_open (window, "devices"))
    return NULL;
  return devices;
}

static LqDevices *
with_device (LqWindow *window)
{
  LqDevices *devices = panel (window);
  if (devices && lq_devices_hand (devices)->spec)
    return devices;
  lq_window_toast (window, _ ("Choose a device first."), false);
  return NULL;
}

static LqParams *
params_of (LqWindow *window)
{
  LqDevices *devices = with_device (window);
  return devices ? lq_device_card_params (lq_devices_card (devices)) : NULL;
}

static LqEqGraph *
eq_of (LqWindow *window)
{
  LqDevices *devices = with_device (window);
  LqEqGraph *eq = devices ? lq_device_card_eq (lq_devices_card (devices)) : NULL;
  if (devices && !eq)
    lq_window_toast (window, _ ("Choose an equalizer first."), false);
  return eq;
}

static void
add_device (LqWindow *window, int arg)
{
  palette_open (window, "+");
}

static void
go (LqWindow *window, int arg)
{
  LqDevices *devices = panel (window);
  if (devices)
    lq_devices_go (devices, arg);
}

static void
move (LqWindow *window, int arg)
{
  LqDevices *devices = with_device (window);
  if (devices)
    lq_devices_move (devices, arg);
}

enum { BYPASS, BYPASS_ALL, COMPARE, COPY_AB, PRESETS, SAVE_PRESET, GRAPH, SIDECHAIN, RESET };

static void
device (LqWindow *window, int arg)
{
  LqDevices *devices = arg == BYPASS_ALL ? panel (window) : with_device (window);
  if (!devices)
    return;
  switch (arg) {
  case BYPASS:
    lq_devices_bypass (devices);
    break;
  case BYPASS_ALL:
    lq_devices_bypass_all (devices);
    break;
  case COMPARE:
    lq_devices_compare (devices);
    break;
  case COPY_AB:
    lq_devices_copy_side (devices);
    break;
  case PRESETS:
    lq_device_card_open_presets (lq_devices_card (devices));
    break;
  case SAVE_PRESET:
    device_side_save_device (window, lq_devices_hand (devices)->effect);
    break;
  case GRAPH:
    if (!lq_device_card_other (lq_devices_card (devices)))
      lq_window_toast (window, _ ("This device has no graph."), false);
    break;
  case SIDECHAIN:
    if (!lq_device_card_open_sidechain (lq_devices_card (devices)))
      lq_window_toast (window, _ ("This device listens to nothing but its input."), false);
    break;
  default:
    if (lq_device_card_graph_focused (lq_devices_card (devices)))
      device_hand_set (lq_devices_hand (devices),
                       lq_eq_graph_band (lq_device_card_eq (lq_devices_card (devices))) *
                               EQ_BAND_VALUES +
                           EQ_BAND_GAIN,
                       0);
    else
      lq_params_reset (lq_device_card_params (lq_devices_card (devices)));
  }
}

/* In the list of devices, arrows go from device to device. */
static bool
in_list (LqWindow *window, int direction)
{
  LqDevices *devices = devices_of (window);
  if (!devices || !lq_devices_list_focused (devices))
    return false;
  lq_devices_go (devices, direction);
  return true;
}

static void
param_go (LqWindow *window, int arg)
{
  LqDevices *devices = devices_of (window);
  if (devices && lq_devices_list_focused (devices)) {
    if (arg > 0)
      lq_devices_focus (devices);
    return;
  }
  LqParams *params = params_of (window);
  if (params)
    lq_params_go (params, arg);
}

/* Tenths of a step. */
static void
param_step_by (LqWindow *window, int arg)
{
  if (in_list (window, arg > 0 ? -1 : 1))
    return;
  LqParams *params = params_of (window);
  if (params)
    lq_params_step (params, arg / 10.0);
}

/* A device of one page takes the digit as the begin of a value. */
static void
param_page (LqWindow *window, int arg)
{
  LqParams *params = params_of (window);
  char digit[2] = { (char) ('1' + arg), '\0' };
  if (!params)
    return;
  if (lq_params_n_pages (params) > 1)
    lq_params_set_page (params, arg);
  else
    lq_params_type (params, digit);
}

enum { OPEN, PIN };

static void
own_window (LqWindow *window, int arg)
{
  if (arg == OPEN ? !device_window_toggle (window) : !device_window_pin (window))
    lq_window_toast (window,
                     arg == OPEN ? _ ("Choose a device first.")
                                 : _ ("Go to the window of a device first."),
                     false);
}

static void
keep (LqWindow *window, int arg)
{
  LqDevices *devices = devices_of (window);
  LqAnalyzerGraph *analyzer = devices ? lq_device_card_analyzer (lq_devices_card (devices)) : NULL;
  const char *said = analyzer ? lq_analyzer_graph_keep (analyzer) : NULL;
  lq_window_toast (window, said ? said : _ ("Choose an analyzer first."), false);
}

/* In 1/120 octaves. */
static void
eq_freq (LqWindow *window, int arg)
{
  LqEqGraph *eq = eq_of (window);
  if (eq)
    lq_eq_graph_move (eq, arg / 120.0, 0, 0);
}

/* In 0.1 dB. */
static void
eq_gain (LqWindow *window, int arg)
{
  LqEqGraph *eq = eq_of (window);
  if (eq)
    lq_eq_graph_move (eq, 0, arg / 10.0, 0);
}

static void
eq_q (LqWindow *window, int arg)
{
  LqEqGraph *eq = eq_of (window);
  if (eq)
    lq_eq_graph_move (eq, 0, 0, arg);
}

static void
eq_band (LqWindow *window, int arg)
{
  LqEqGraph *eq = eq_of (window);
  if (eq)
    lq_eq_graph_set_band (eq, arg);
}

static void
eq_next (LqWindow *window, int arg)
{
  LqEqGraph *eq = eq_of (window);
  if (eq)
    lq_eq_graph_next (eq, arg);
}

enum { EQ_ADD, EQ_SWITCH, EQ_LISTEN, EQ_AGAINST, EQ_ANALYZER };

static void
eq_do (LqWindow *window, int arg)
{
  static const char *const shown[] = { N_ ("Analyzer: what comes out"),
                                       N_ ("Analyzer: what goes in and what comes out"),
                                       N_ ("Analyzer: off") };
  LqEqGraph *eq = eq_of (window);
  if (!eq)
    return;
  switch (arg) {
  case EQ_ADD:
    if (!lq_eq_graph_add (eq))
      lq_window_toast (window, _ ("All bands are in use."), false);
    break;
  case EQ_SWITCH:
    lq_eq_graph_switch (eq);
    break;
  case EQ_LISTEN:
    if (!lq_eq_graph_listen (eq))
      lq_window_toast (window, _ ("A band cannot be heard alone while automation is written."),
                       false);
    break;
  case EQ_AGAINST:
    lq_device_card_open_against (lq_devices_card (devices_of (window)));
    break;
  default:
    lq_window_toast (window, _ (shown[lq_eq_graph_next_analyzer (eq)]), false);
  }
}

static char *
device_renamed (LqWindow *window, const char *text, void *data)
{
  LqDevices *devices = devices_of (window);
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *rest = g_strdup_printf ("name=%s", quoted);
  if (devices && lq_devices_hand (devices)->spec)
    device_hand_run (lq_devices_hand (devices), "effect.set", rest);
  return NULL;
}

/* Deleting a device in the list, resetting a parameter elsewhere. */
static void
delete_here (LqDevices *devices)
{
  if (lq_devices_list_focused (devices))
    lq_devices_remove (devices);
  else
    lq_params_reset (lq_device_card_params (lq_devices_card (devices)));
}

static void
open_here (LqDevices *devices)
{
  LqDeviceCard *card = lq_devices_card (devices);
  if (lq_devices_list_focused (devices))
    lq_devices_focus (devices);
  else if (lq_device_card_graph_focused (card))
    lq_device_card_other (card);
  else
    lq_params_type (lq_device_card_params (card), NULL);
}

/* The parameter with the focus; of the equalizer's graph, the frequency of the band. The keys go to
 * the lane, so that they write at once. */
static void
automate_here (LqWindow *window, LqDevices *devices)
{
  LqDeviceCard *card = lq_devices_card (devices);
  const int param = lq_device_card_graph_focused (card)
                        ? eq_param (lq_eq_graph_band (lq_device_card_eq (card)), EQ_BAND_FREQ)
                        : lq_params_current (lq_device_card_params (card));
  if (lq_devices_automate (devices, param))
    gtk_widget_grab_focus (lq_arrange_timeline (lq_window_arrange (window)));
}

bool
do_device_takes (LqWindow *window, const char *id)
{
  LqDevices *devices = devices_of (window);
  LqEqGraph *eq = devices ? lq_device_card_eq (lq_devices_card (devices)) : NULL;
  if (!strcmp (id, "focus.out"))
    return lq_knob_cancel () || (eq && lq_eq_graph_cancel (eq));
  const bool automates = !strcmp (id, "track.automation");
  const bool ours = automates || !strcmp (id, "edit.delete") || !strcmp (id, "edit.open") ||
                    !strcmp (id, "edit.rename");
  if (!ours)
    return false;
  const Place place = device_window_active (window) ? PLACE_PARAMETERS : lq_window_place (window);
  if (!devices || !lq_devices_hand (devices)->effect ||
      (place != PLACE_PARAMETERS && place != PLACE_EQ_GRAPH))
    return false;
  if (automates) {
    if (lq_devices_list_focused (devices))
      return false;
    automate_here (window, devices);
  } else if (!strcmp (id, "edit.delete"))
    delete_here (devices);
  else if (!strcmp (id, "edit.open"))
    open_here (devices);
  else if (lq_devices_list_focused (devices))
    prompt (window, _ ("Name of the device"),
            device_title (device_hand_effect (lq_devices_hand (devices))), device_renamed, NULL);
  else
    lq_params_type (lq_device_card_params (lq_devices_card (devices)), NULL);
  return true;
}

const Doing doings_device[] = {
  { "track.add-device", add_device },
  { "device.previous", go, -1 },
  { "device.next", go, 1 },
  { "device.move-earlier", move, -1 },
  { "device.move-later", move, 1 },
  { "device.bypass", device, BYPASS },
  { "device.bypass-all", device, BYPASS_ALL },
  { "device.compare", device, COMPARE },
  { "device.copy-ab", device, COPY_AB },
  { "device.presets", device, PRESETS },
  { "device.save-preset", device, SAVE_PRESET },
  { "device.graph", device, GRAPH },
  { "device.sidechain", device, SIDECHAIN },
  { "device.window", own_window, OPEN },
  { "device.pin", own_window, PIN },
  { "device.reset", device, RESET },
  { "param.previous", param_go, -1 },
  { "param.next", param_go, 1 },
  { "param.up", param_step_by, 10 },
  { "param.down", param_step_by, -10 },
  { "param.up-fine", param_step_by, 1 },
  { "param.down-fine", param_step_by, -1 },
  { "param.up-coarse", param_step_by, 100 },
  { "param.down-coarse", param_step_by, -100 },
  { "param.page-1", param_page, 0 },
  { "param.page-2", param_page, 1 },
  { "param.page-3", param_page, 2 },
  { "param.page-4", param_page, 3 },
  { "param.page-5", param_page, 4 },
  { "param.page-6", param_page, 5 },
  { "param.page-7", param_page, 6 },
  { "param.page-8", param_page, 7 },
  { "param.page-9", param_page, 8 },
  { "eq.freq-down", eq_freq, -10 },
  { "eq.freq-up", eq_freq, 10 },
  { "eq.freq-down-fine", eq_freq, -1 },
  { "eq.freq-up-fine", eq_freq, 1 },
  { "eq.gain-up", eq_gain, 5 },
  { "eq.gain-down", eq_gain, -5 },
  { "eq.gain-up-fine", eq_gain, 1 },
  { "eq.gain-down-fine", eq_gain, -1 },
  { "eq.q-up", eq_q, 1 },
  { "eq.q-down", eq_q, -1 },
  { "eq.band-1", eq_band, 0 },
  { "eq.band-2", eq_band, 1 },
  { "eq.band-3", eq_band, 2 },
  { "eq.band-4", eq_band, 3 },
  { "eq.band-5", eq_band, 4 },
  { "eq.band-6", eq_band, 5 },
  { "eq.band-7", eq_band, 6 },
  { "eq.band-8", eq_band, 7 },
  { "eq.add", eq_do, EQ_ADD },
  { "eq.type", eq_next, EQ_BAND_TYPE },
  { "eq.slope", eq_next, EQ_BAND_SLOPE },
  { "eq.band-off", eq_do, EQ_SWITCH },
  { "eq.listen", eq_do, EQ_LISTEN },
  { "eq.channel", eq_next, EQ_BAND_CHANNEL },
  { "device.keep", keep, 0 },
  { "eq.against", eq_do, EQ_AGAINST },
  { "eq.analyzer", eq_do, EQ_ANALYZER },
  { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/commands/action_tables.h"

#define LATER N_ ("Comes with controllers.")

static const Action actions_device[] = {
  { "device.previous", PLACE_DEVICE, N_ ("Previous device") },
  { "device.next", PLACE_DEVICE, N_ ("Next device") },
  { "device.move-earlier", PLACE_DEVICE, N_ ("Move the device earlier in the chain"),
    .runs = "effect.move" },
  { "device.move-later", PLACE_DEVICE, N_ ("Move the device later in the chain"),
    .runs = "effect.move" },
  { "device.bypass", PLACE_DEVICE, N_ ("Bypass the device"), .runs = "effect.bypass",
    .aliases = "off disable" },
  { "device.bypass-all", PLACE_DEVICE, N_ ("Bypass the chain, loudness matched"),
    .runs = "effect.bypass" },
  { "device.compare", PLACE_DEVICE, N_ ("A or B settings"), .runs = "effect.set", .aliases = "ab" },
  { "device.copy-ab", PLACE_DEVICE, N_ ("Copy these settings to the other side") },
  { "device.presets", PLACE_DEVICE, N_ ("Presets of the device"), .runs = "effect.preset" },
  { "device.save-preset", PLACE_DEVICE, N_ ("Save as preset") },
  { "device.window", PLACE_DEVICE, N_ ("Device in a window of its own"),
    .aliases = "plugin editor interface" },
  { "device.pin", PLACE_DEVICE, N_ ("Let the device's window keep its device"),
    .aliases = "plugin editor pin" },
  { "device.learn", PLACE_DEVICE, N_ ("Assign a controller to the parameter"),
    .aliases = "midi map assign", .later = LATER },
  { "device.graph", PLACE_DEVICE, N_ ("Between graph and parameters") },
  { "device.keep", PLACE_DEVICE, N_ ("Keep the analyzer's spectrum, or measure anew"),
    .aliases = "compare hold spectrum loudness restart" },
  { "device.sidechain", PLACE_DEVICE, N_ ("Choose what the device listens to"),
    .runs = "sidechain.set", .aliases = "sidechain key input" },
  { "device.reset", PLACE_DEVICE, N_ ("Reset the parameter to its default"), .runs = "effect.set" },
};

static const Action actions_parameters[] = {
  { "param.previous", PLACE_PARAMETERS, N_ ("Previous parameter") },
  { "param.next", PLACE_PARAMETERS, N_ ("Next parameter") },
  { "param.up", PLACE_PARAMETERS, N_ ("Parameter one step up"), .runs = "effect.set" },
  { "param.down", PLACE_PARAMETERS, N_ ("Parameter one step down"), .runs = "effect.set" },
  { "param.up-fine", PLACE_PARAMETERS, N_ ("Parameter one tenth of a step up"),
    .runs = "effect.set" },
  { "param.down-fine", PLACE_PARAMETERS, N_ ("Parameter one tenth of a step down"),
    .runs = "effect.set" },
  { "param.up-coarse", PLACE_PARAMETERS, N_ ("Parameter ten steps up"), .runs = "effect.set" },
  { "param.down-coarse", PLACE_PARAMETERS, N_ ("Parameter ten steps down"), .runs = "effect.set" },
  { "param.page-1", PLACE_PARAMETERS, N_ ("Parameter page 1") },
  { "param.page-2", PLACE_PARAMETERS, N_ ("Parameter page 2") },
  { "param.page-3", PLACE_PARAMETERS, N_ ("Parameter page 3") },
  { "param.page-4", PLACE_PARAMETERS, N_ ("Parameter page 4") },
  { "param.page-5", PLACE_PARAMETERS, N_ ("Parameter page 5") },
  { "param.page-6", PLACE_PARAMETERS, N_ ("Parameter page 6") },
  { "param.page-7", PLACE_PARAMETERS, N_ ("Parameter page 7") },
  { "param.page-8", PLACE_PARAMETERS, N_ ("Parameter page 8") },
  { "param.page-9", PLACE_PARAMETERS, N_ ("Parameter page 9") },
};

static const Action actions_eq_graph[] = {
  { "eq.freq-down", PLACE_EQ_GRAPH, N_ ("Frequency 1/12 octave down"), .runs = "effect.set" },
  { "eq.freq-up", PLACE_EQ_GRAPH, N_ ("Frequency 1/12 octave up"), .runs = "effect.set" },
  { "eq.freq-down-fine", PLACE_EQ_GRAPH, N_ ("Frequency 1/120 octave down"), .runs = "effect.set" },
  { "eq.freq-up-fine", PLACE_EQ_GRAPH, N_ ("Frequency 1/120 octave up"), .runs = "effect.set" },
  { "eq.gain-up", PLACE_EQ_GRAPH, N_ ("Gain +0.5 dB"), .runs = "effect.set" },
  { "eq.gain-down", PLACE_EQ_GRAPH, N_ ("Gain −0.5 dB"), .runs = "effect.set" },
  { "eq.gain-up-fine", PLACE_EQ_GRAPH, N_ ("Gain +0.1 dB"), .runs = "effect.set" },
  { "eq.gain-down-fine", PLACE_EQ_GRAPH, N_ ("Gain −0.1 dB"), .runs = "effect.set" },
  { "eq.q-up", PLACE_EQ_GRAPH, N_ ("Narrower band"), .runs = "effect.set" },
  { "eq.q-down", PLACE_EQ_GRAPH, N_ ("Wider band"), .runs = "effect.set" },
  { "eq.band-1", PLACE_EQ_GRAPH, N_ ("Go to band 1") },
  { "eq.band-2", PLACE_EQ_GRAPH, N_ ("Go to band 2") },
  { "eq.band-3", PLACE_EQ_GRAPH, N_ ("Go to band 3") },
  { "eq.band-4", PLACE_EQ_GRAPH, N_ ("Go to band 4") },
  { "eq.band-5", PLACE_EQ_GRAPH, N_ ("Go to band 5") },
  { "eq.band-6", PLACE_EQ_GRAPH, N_ ("Go to band 6") },
  { "eq.band-7", PLACE_EQ_GRAPH, N_ ("Go to band 7") },
  { "eq.band-8", PLACE_EQ_GRAPH, N_ ("Go to band 8") },
  { "eq.add", PLACE_EQ_GRAPH, N_ ("Add a band at the loudest peak"), .runs = "effect.set" },
  { "eq.type", PLACE_EQ_GRAPH, N_ ("Next band type"), .runs = "effect.set" },
  { "eq.slope", PLACE_EQ_GRAPH, N_ ("Next slope"), .runs = "effect.set" },
  { "eq.band-off", PLACE_EQ_GRAPH, N_ ("Band on or off"), .runs = "effect.set" },
  { "eq.listen", PLACE_EQ_GRAPH, N_ ("Hear only this band"), .aliases = "solo band" },
  { "eq.channel", PLACE_EQ_GRAPH, N_ ("Stereo, mid, side, left, right"), .runs = "effect.set" },
  { "eq.against", PLACE_EQ_GRAPH, N_ ("Compare with the spectrum of another track"),
    .aliases = "collision masking spectrum" },
  { "eq.analyzer", PLACE_EQ_GRAPH, N_ ("Analyzer: post, pre and post, off"),
    .aliases = "spectrum" },
};
const ActionTable table_device = { actions_device, G_N_ELEMENTS (actions_device) };
const ActionTable table_parameters = { actions_parameters, G_N_ELEMENTS (actions_parameters) };
const ActionTable table_eq_graph = { actions_eq_graph, G_N_ELEMENTS (actions_eq_graph) };

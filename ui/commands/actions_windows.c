/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/commands/action_tables.h"

static const Action actions_browser[] = {
  { "browser.up", PLACE_BROWSER, N_ ("Previous item") },
  { "browser.down", PLACE_BROWSER, N_ ("Next item") },
  { "browser.close", PLACE_BROWSER, N_ ("Fold, or go to the parent") },
  { "browser.open", PLACE_BROWSER, N_ ("Unfold") },
  { "browser.search", PLACE_BROWSER, N_ ("Search") },
  { "browser.insert-new", PLACE_BROWSER, N_ ("Insert on a new track"),
    .runs = "track.add clip.import effect.add" },
  { "browser.replace", PLACE_BROWSER, N_ ("Replace the selected clip or device"),
    .runs = "clip.replace effect.add effect.remove" },
  { "browser.delete", PLACE_BROWSER,
    N_ ("Remove from favorites, places or presets; audio files stay") },
  { "browser.preview", PLACE_BROWSER, N_ ("Preview on or off"), .aliases = "audition listen" },
  { "browser.sync", PLACE_BROWSER, N_ ("Preview in song tempo and key") },
  { "browser.favorite", PLACE_BROWSER, N_ ("Favorite"), .aliases = "star" },
  { "browser.next-tab", PLACE_BROWSER, N_ ("Next tab") },
  { "browser.previous-tab", PLACE_BROWSER, N_ ("Previous tab") },
};

static const Action actions_start[] = {
  { "start.record-now", PLACE_START, N_ ("New project with one armed track, recording"),
    .runs = "track.add track.set", .aliases = "quick capture idea" },
  { "start.search", PLACE_START, N_ ("Search projects") },
  { "start.recover", PLACE_START, N_ ("Recover the interrupted session"),
    .aliases = "crash autosave" },
};

static const Action actions_dialog[] = {
  { "palette.run", PLACE_DIALOG, N_ ("Run the chosen command, or the dialog's focused button") },
  { "palette.run-keep", PLACE_DIALOG, N_ ("Run and keep open; in a dialog, its main button") },
  { "palette.arguments", PLACE_DIALOG, N_ ("Fill in arguments; in a dialog, next control") },
  { "palette.assign", PLACE_DIALOG, N_ ("Assign a key to the chosen command") },
  { "palette.explain", PLACE_DIALOG, N_ ("Help for the chosen command") },
  { "palette.close", PLACE_DIALOG, N_ ("Close without doing anything") },
};
const ActionTable table_browser = { actions_browser, G_N_ELEMENTS (actions_browser) };
const ActionTable table_start = { actions_start, G_N_ELEMENTS (actions_start) };
const ActionTable table_dialog = { actions_dialog, G_N_ELEMENTS (actions_dialog) };

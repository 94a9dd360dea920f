/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve of an equalizer with a handle for each band, over the spectra of what goes in and comes
 * out. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"
#include "ui/device/eq_bands.h"
#include "ui/device/graph_class.h"

#define LQ_TYPE_EQ_GRAPH (lq_eq_graph_get_type ())
G_DECLARE_FINAL_TYPE (LqEqGraph, lq_eq_graph, LQ, EQ_GRAPH, GtkWidget)

typedef enum { ANALYZER_POST, ANALYZER_BOTH, ANALYZER_OFF, N_ANALYZERS } Analyzer;

int lq_eq_graph_band (LqEqGraph *graph); /* from 0 */
void lq_eq_graph_set_band (LqEqGraph *graph, int band);
/* Octaves of the frequency, dB of the gain, steps of Q, each a step of undo. */
void lq_eq_graph_move (LqEqGraph *graph, double octaves, double gain_db, double q_steps);
/* A band at the loudest place of what comes out. False where all are in use. */
bool lq_eq_graph_add (LqEqGraph *graph);
void lq_eq_graph_next (LqEqGraph *graph, int which); /* EQ_BAND_TYPE, _SLOPE or _CHANNEL */
void lq_eq_graph_switch (LqEqGraph *graph);
/* Hears the band alone, or all again. False where automation is being written. */
bool lq_eq_graph_listen (LqEqGraph *graph);
/* The drag that is under way is taken back. False where there is none. */
bool lq_eq_graph_cancel (LqEqGraph *graph);
/* Shows another track's spectrum, and where both are strong; 0: none. */
void lq_eq_graph_set_against (LqEqGraph *graph, Id track);
const Track *lq_eq_graph_against (LqEqGraph *graph); /* NULL: none */
Analyzer lq_eq_graph_next_analyzer (LqEqGraph *graph);

/* Signal "band" () when another band is chosen. */

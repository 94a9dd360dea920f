/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formants of a spectrum: a smooth curve over its peaks, by cepstra that are cut off below the
 * period of a voice, each made of what lay below the one before (Roebel and Rodet, "Efficient
 * spectral envelope estimation", DAFx 2005). Realtime. */
#pragma once

#include "dsp/fft.h"

/* levels: size / 2 + 1 powers of a spectrum, which are used up; the envelope in log2 of amplitude,
 * of bins at least 60 dB below the highest. Scratch: `cepstrum` of size floats, `lines` of size / 2
 * + 1. */
void spectral_envelope (const Fft *fft, int rate, float *levels, float *envelope, float *cepstrum,
                        fftwf_complex *lines) REALTIME;

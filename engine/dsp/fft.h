/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real Fourier transforms of float samples (FFTW). Plans are made off the audio thread, under one
 * lock, and kept for good; transforms may run on any number of threads at once. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

#include <fftw3.h>

/* A pair of transforms of one size. Immutable, shared, never freed: borrow it. */
typedef struct Fft Fft;

/* The plans for `size` real samples (even, 2 .. 2^24), made at the first call. NULL when out of
 * memory. Not realtime. Plans come from ESTIMATE and no wisdom: the same on every run. */
const Fft *fft_get (int size);

int fft_size (const Fft *fft) REALTIME;

/* size real samples -> size / 2 + 1 bins, X[k] = sum x[n] e^(-2 pi i k n / size). Neither is
 * scaled: forward and inverse in a row multiply by size. Any alignment; the two must not overlap.
 * `from` of the inverse is destroyed. */
void fft_forward (const Fft *fft, const float *from, fftwf_complex *to) REALTIME;
void fft_inverse (const Fft *fft, fftwf_complex *from, float *to) REALTIME;

/* Split spectra hold n real parts, and as many imaginary ones from `stride` on. */
void fft_split (const fftwf_complex *from, float *to, int stride, int n) REALTIME;
void fft_join (const float *from, int stride, fftwf_complex *to, int n) REALTIME;
/* sum[k] += a[k] b[k], complex, split. */
void fft_multiply_add (float *sum, const float *a, const float *b, int stride, int n) REALTIME;

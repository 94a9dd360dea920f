/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/fft.h"

#include <pthread.h>
#include <stdlib.h>

struct Fft {
  int size;
  fftwf_plan forward;
  fftwf_plan inverse;
  Fft *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Fft *plans; /* guarded by lock */

static Fft *
make (int size)
{
  const unsigned flags = FFTW_ESTIMATE | FFTW_UNALIGNED;
  Fft *fft = calloc (1, sizeof *fft);
  float *real = fftwf_alloc_real ((size_t) size);
  fftwf_complex *bins = fftwf_alloc_complex ((size_t) size / 2 + 1);

  if (fft && real && bins) {
    fft->size = size;
    fft->forward = fftwf_plan_dft_r2c_1d (size, real, bins, flags | FFTW_PRESERVE_INPUT);
    fft->inverse = fftwf_plan_dft_c2r_1d (size, bins, real, flags | FFTW_DESTROY_INPUT);
  }
  fftwf_free (real);
  fftwf_free (bins);
  if (fft && fft->forward && fft->inverse)
    return fft;
  free (fft);
  return NULL;
}

const Fft *
fft_get (int size)
{
  Fft *fft;

  if (size < 2 || size > 1 << 24 || size % 2)
    return NULL;
  pthread_mutex_lock (&lock);
  for (fft = plans; fft && fft->size != size; fft = fft->next)
    ;
  if (!fft && (fft = make (size)) != NULL) {
    fft->next = plans;
    plans = fft;
  }
  pthread_mutex_unlock (&lock);
  return fft;
}

int
fft_size (const Fft *fft)
{
  return fft->size;
}

void
fft_forward (const Fft *fft, const float *from, fftwf_complex *to)
{
  /* Out of place with PRESERVE_INPUT: FFTW only reads it, whatever its prototype says. */
  fftwf_execute_dft_r2c (fft->forward, (float *) from, to);
}

void
fft_inverse (const Fft *fft, fftwf_complex *from, float *to)
{
  fftwf_execute_dft_c2r (fft->inverse, from, to);
}

VECTOR_CLONES void
fft_split (const fftwf_complex *from, float *to, int stride, int n)
{
  for (int i = 0; i < n; i++) {
    to[i] = from[i][0];
    to[stride + i] = from[i][1];
  }
}

VECTOR_CLONES void
fft_join (const float *from, int stride, fftwf_complex *to, int n)
{
  for (int i = 0; i < n; i++) {
    to[i][0] = from[i];
    to[i][1] = from[stride + i];
  }
}

VECTOR_CLONES void
fft_multiply_add (float *restrict sum, const float *restrict a, const float *restrict b, int stride,
                  int n)
{
  float *restrict imaginary = sum + stride;

  for (int i = 0; i < n; i++) {
    sum[i] += a[i] * b[i] - a[stride + i] * b[stride + i];
    imaginary[i] += a[i] * b[stride + i] + a[stride + i] * b[i];
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks for code that runs on the audio thread or in vector lanes. */
#pragma once

/* A function that may run on the audio thread: it allocates, locks and waits for nothing. */
#if defined(__clang_major__) && __clang_major__ >= 20
#define REALTIME __attribute__ ((nonblocking))
#else
#define REALTIME
#endif

/* Compiled for the baseline and for AVX2 and chosen at run time. Both do the same operations on
 * each element in the same order (contraction is off), so both give the same bits. Sanitizers
 * cannot instrument the resolver, so their builds have the baseline only. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define VECTOR_CLONES __attribute__ ((target_clones ("avx2", "default")))
#else
#define VECTOR_CLONES
#endif

/* Flushes denormals to zero on the calling thread. Every thread that runs graph, decode or stretch
 * code calls it first, offline too, so that results do not depend on the thread. */
void realtime_thread_init (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this is a build with a sanitizer, ten times slower: there a test may take fewer frames
 * and combinations where more of them show nothing new about threads and memory. */
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif
#else
#define SANITIZED 0
#endif

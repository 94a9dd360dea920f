/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/capture.h"

#include "base/error.h"
#include "base/ring.h"
#include "media/encode.h"

#define RING_SECONDS 10
#define PIECE 4096

typedef struct {
  float left, right;
} Frame;

struct Capture {
  Ring ring; /* of Frame */
  _Atomic bool lost;
  Encoder *encoder; /* NULL after a failure */
  GError *error; /* the first */
};

Capture *
capture_new (const char *path, int rate, GError **error)
{
  const EncodeSpec spec = {
    .path = path, .format = ENCODE_WAV, .rate = rate, .channels = 2, .bits = ENCODE_32F
  };
  Capture *capture = g_new0 (Capture, 1);

  capture->encoder = encoder_open (&spec, error);
  if (!capture->encoder) {
    g_free (capture);
    return NULL;
  }
  if (!ring_init (&capture->ring, sizeof (Frame), (uint32_t) (RING_SECONDS * rate)))
    g_error ("out of memory");
  return capture;
}

void
capture_write (Capture *capture, const float *left, const float *right, int n)
{
  for (int i = 0; i < n; i++) {
    const Frame frame = { left[i], right[i] };
    if (!ring_write (&capture->ring, &frame)) {
      capture->lost = true;
      return;
    }
  }
}

void
capture_poll (Capture *capture)
{
  Frame frames[PIECE];
  float left[PIECE], right[PIECE];
  const float *const planar[2] = { left, right };
  uint32_t n;

  while ((n = ring_read_many (&capture->ring, frames, PIECE)) > 0) {
    for (uint32_t i = 0; i < n; i++) {
      left[i] = frames[i].left;
      right[i] = frames[i].right;
    }
    if (capture->encoder && !encoder_write (capture->encoder, planar, (int) n, &capture->error))
      g_clear_pointer (&capture->encoder, encoder_abort);
  }
  if (capture->lost && !capture->error)
    capture->error = g_error_new (ENGINE_ERROR, ENGINE_ERROR_FAILED,
                                  "the disk did not keep up with the capture: frames are missing");
}

const char *
capture_problem (const Capture *capture)
{
  return capture->error ? capture->error->message : NULL;
}

bool
capture_free (Capture *capture, GError **error)
{
  capture_poll (capture);
  if (capture->encoder) {
    GError *failure = NULL;
    if (!encoder_close (capture->encoder, NULL, &failure) && !capture->error)
      capture->error = g_steal_pointer (&failure);
    g_clear_error (&failure);
  }
  const bool whole = capture->error == NULL;
  if (!whole)
    g_propagate_error (error, capture->error);
  ring_clear (&capture->ring);
  g_free (capture);
  return whole;
}

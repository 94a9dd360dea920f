/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Impulse responses of loudspeaker cabinets by formula: the analog filters that their published
 * response curves amount to, a second arrival from the other side of the cone, and the floor. Not
 * on the audio thread. */
#pragma once

#include "base/types.h"

typedef enum {
  CABINET_OPEN, /* one 12 inch speaker, open at the back */
  CABINET_CLOSED, /* four of them, closed */
  CABINET_BASS, /* four 10 inch speakers and a horn, closed */
  CABINET_KINDS
} CabinetKind;

typedef struct {
  CabinetKind kind;
  double position; /* of the microphone: 0 before the middle of the cone, 1 before its rim */
  double distance; /* of the microphone, meters */
} CabinetShape;

Frames cabinet_length (int rate);
/* cabinet_length () frames; unity at its loudest frequency. */
void cabinet_fill (const CabinetShape *shape, int rate, float *impulse);
/* The same for any impulse response: scales n frames so that the loudest frequency has unity. */
void cabinet_normalize (float *impulse, Frames n, int rate);

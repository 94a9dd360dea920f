/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 *
 * Behind n frames of the device, the outputs have asked for floor ((n - 1) r) + 1 frames and the
 * inputs have given ceil (n r), which is never less: nobody waits, and the rest that lies between
 * is shorter than r + 1 frames. Frame j from the inputs meets frame j for the outputs, so that the
 * round trip is the sum of the two filters. */
#include "live/device_edge.h"

#include <math.h>
#include <string.h>

#include "dsp/rate_converter.h"

#define ROOM (2 * RATE_CONVERTER_BLOCK)

struct DeviceEdge {
  int device_rate, rate;
  int n_inputs, n_outputs;
  RateConverter *in, *out;
  int64_t frame; /* of the player's, ever */
  int waiting; /* frames in `given` */
  float *given[DEVICE_EDGE_CHANNELS]; /* inputs at the player's rate */
  float *played[DEVICE_EDGE_CHANNELS]; /* outputs likewise */
};

static RateConverter *
converter_new (int from, int to, int channels)
{
  RateConverter *converter = g_malloc (rate_converter_size (from, to, channels));
  rate_converter_init (converter, from, to, channels);
  return converter;
}

DeviceEdge *
device_edge_new (int device_rate, int rate, unsigned n_inputs, unsigned n_outputs)
{
  DeviceEdge *edge = g_new0 (DeviceEdge, 1);

  edge->device_rate = device_rate;
  edge->rate = rate;
  edge->n_inputs = (int) MIN (n_inputs, DEVICE_EDGE_CHANNELS);
  edge->n_outputs = (int) MIN (n_outputs, DEVICE_EDGE_CHANNELS);
  edge->in = converter_new (device_rate, rate, edge->n_inputs);
  edge->out = converter_new (rate, device_rate, edge->n_outputs);
  for (int c = 0; c < edge->n_inputs; c++)
    edge->given[c] = g_new0 (float, ROOM);
  for (int c = 0; c < edge->n_outputs; c++)
    edge->played[c] = g_new0 (float, ROOM);
  return edge;
}

void
device_edge_free (DeviceEdge *edge)
{
  if (!edge)
    return;
  for (int c = 0; c < DEVICE_EDGE_CHANNELS; c++) {
    g_free (edge->given[c]);
    g_free (edge->played[c]);
  }
  g_free (edge->in);
  g_free (edge->out);
  g_free (edge);
}

Frames
device_edge_round_trip (const DeviceEdge *edge, int outside)
{
  const double ratio = (double) edge->rate / edge->device_rate;

  return (Frames) rint (rate_converter_latency (edge->out) +
                        ratio * (rate_converter_latency (edge->in) + outside));
}

Frames
device_edge_output_latency (const DeviceEdge *edge, int outside)
{
  return rate_converter_latency (edge->out) +
         (Frames) rint ((double) outside * edge->rate / edge->device_rate);
}

/* n frames of the device for which the player has to give no more than a block. */
static void
process_part (DeviceEdge *edge, DeviceProcess inner, void *user, const float *const *inputs,
              float *const *outputs, int n, const DeviceBlock *block)
{
  float *to[DEVICE_EDGE_CHANNELS];
  const int got = rate_converter_gives (edge->in, n), wanted = rate_converter_needs (edge->out, n);

  for (int c = 0; c < edge->n_inputs; c++)
    to[c] = edge->given[c] + edge->waiting;
  rate_converter_process (edge->in, inputs, n, to, got);
  edge->waiting += got;
  if (wanted > 0)
    inner (user, (const float *const *) edge->given, (unsigned) edge->n_inputs, edge->played,
           (unsigned) edge->n_outputs, (uint32_t) wanted, block);
  edge->frame += wanted;
  edge->waiting -= wanted;
  for (int c = 0; c < edge->n_inputs; c++)
    memmove (edge->given[c], edge->given[c] + wanted, sizeof (float) * (size_t) edge->waiting);
  rate_converter_process (edge->out, (const float *const *) edge->played, wanted, outputs, n);
}

void
device_edge_process (DeviceEdge *edge, DeviceProcess inner, void *user, const float *const *inputs,
                     unsigned n_inputs, float *const *outputs, unsigned n_outputs,
                     uint32_t n_frames, const DeviceBlock *block)
{
  const float *in[DEVICE_EDGE_CHANNELS];
  float *out[DEVICE_EDGE_CHANNELS];
  const int room = RATE_CONVERTER_BLOCK - 16;
  const int most = edge->rate > edge->device_rate
                       ? (int) ((int64_t) room * edge->device_rate / edge->rate)
                       : room;
  DeviceBlock part = *block;

  for (unsigned c = 0; c < n_outputs; c++)
    memset (outputs[c], 0, sizeof (float) * n_frames);
  if ((int) n_inputs < edge->n_inputs || (int) n_outputs < edge->n_outputs)
    return; /* another format; main will see to it */
  part.ns_per_frame = block->ns_per_frame * edge->device_rate / edge->rate;
  for (int done = 0; done < (int) n_frames; done += most) {
    const int n = MIN (most, (int) n_frames - done);
    const int64_t later = (int64_t) (done * block->ns_per_frame);
    for (int c = 0; c < edge->n_inputs; c++)
      in[c] = inputs[c] + done;
    for (int c = 0; c < edge->n_outputs; c++)
      out[c] = outputs[c] + done;
    part.frame = edge->frame;
    part.start_ns = block->start_ns + later;
    part.input_ns = block->input_ns + later;
    part.output_ns = block->output_ns + later;
    process_part (edge, inner, user, in, out, n, &part);
    part.xrun = false;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq.h"

#include "base/math.h"
#include "effects/eq_design.h"
#include "effects/eq_linear.h"

#include <string.h>

/* 10 ms */
#define FADES_PER_SECOND 100

/* One band as it sounds with one structure. */
typedef struct {
  EqStructure structure;
  int n_sections;
  EqSection sections[FILTER_SECTIONS_MAX];
} EqSlot;

typedef struct {
  double values[EQ_BAND_VALUES];
  EqSlot slots[2];
  int current; /* the slot that is heard, or fades in */
  int fade_done; /* frames; fade_length = at rest */
} EqBand;

typedef struct {
  int rate, channels;
  bool linear;
  int fade_length;
  FilterGrid grid;
  int ramp_done; /* frames since the last new values; CONTROL_GRID = at rest */
  double gain_from, gain_to, gain_db;
  EqBand bands[EQ_N_BANDS];
} Eq;

static size_t
linear_offset (void)
{
  return (sizeof (Eq) + 63) / 64 * 64;
}

static EqLinear *
linear_half (Eq *eq)
{
  return (EqLinear *) ((char *) eq + linear_offset ());
}

static bool
is_linear (const ProcessorSetup *setup)
{
  return setup->values[EQ_PHASE] >= 0.5;
}

static void
slot_design (EqSlot *slot, const Eq *eq, const double *values, bool jump)
{
  Biquad designs[FILTER_SECTIONS_MAX];

  slot->n_sections = 0;
  if (!slot->structure.on)
    return;
  const FilterSettings settings = eq_settings (values, &slot->structure);
  slot->n_sections = filter_design (&eq->grid, &settings, designs);
  for (int i = 0; i < slot->n_sections; i++)
    eq_section_aim (&slot->sections[i], &designs[i], jump);
}

static void
slot_init (EqSlot *slot, const Eq *eq, const EqStructure *structure, const double *values)
{
  memset (slot, 0, sizeof *slot);
  slot->structure = *structure;
  slot_design (slot, eq, values, true);
}

static void
ramp_start (Eq *eq)
{
  if (eq->ramp_done == 0)
    return;
  for (int b = 0; b < EQ_N_BANDS && eq->ramp_done < CONTROL_GRID; b++) {
    EqSlot *slot = &eq->bands[b].slots[eq->bands[b].current];
    for (int i = 0; i < slot->n_sections; i++)
      eq_section_restart (&slot->sections[i]);
  }
  eq->gain_from += (eq->gain_to - eq->gain_from) * ((double) eq->ramp_done / CONTROL_GRID);
  eq->ramp_done = 0;
}

static void
ramp_finish (Eq *eq)
{
  for (int b = 0; b < EQ_N_BANDS; b++) {
    EqSlot *slot = &eq->bands[b].slots[eq->bands[b].current];
    for (int i = 0; i < slot->n_sections; i++)
      if (slot->sections[i].moving)
        eq_section_arrive (&slot->sections[i]);
  }
  eq->gain_from = eq->gain_to;
}

/* The slot that fades out stays where it is, also in the middle of a ramp. */
static void
band_fade (Eq *eq, EqBand *band, const EqStructure *structure)
{
  EqSlot *old = &band->slots[band->current];
  for (int i = 0; i < old->n_sections; i++)
    old->sections[i].moving = false;
  band->current = 1 - band->current;
  band->fade_done = 0;
  slot_init (&band->slots[band->current], eq, structure, band->values);
}

static void
band_jump (Eq *eq, EqBand *band)
{
  const EqStructure structure = eq_structure (band->values, eq->channels);
  EqSlot *slot = &band->slots[band->current];

  if (!eq_structure_equal (&structure, &slot->structure))
    slot_init (slot, eq, &structure, band->values);
  else
    slot_design (slot, eq, band->values, true);
  band->fade_done = eq->fade_length;
}

static void
band_move (Eq *eq, EqBand *band)
{
  const EqStructure structure = eq_structure (band->values, eq->channels);
  EqSlot *slot = &band->slots[band->current];

  /* While a fade runs, a new structure waits for its end; see band_advance (). */
  if (!eq_structure_equal (&structure, &slot->structure) && band->fade_done >= eq->fade_length) {
    band_fade (eq, band, &structure);
  } else if (slot->structure.on) {
    ramp_start (eq);
    slot_design (slot, eq, band->values, false);
  }
}

static void
band_advance (Eq *eq, EqBand *band, int n)
{
  if (band->fade_done >= eq->fade_length)
    return;
  band->fade_done += n;
  if (band->fade_done < eq->fade_length)
    return;
  band->slots[1 - band->current].n_sections = 0;

  const EqStructure wanted = eq_structure (band->values, eq->channels);
  if (!eq_structure_equal (&wanted, &band->slots[band->current].structure))
    band_fade (eq, band, &wanted);
}

static void
set (void *state, const double *values, bool jump)
{
  Eq *eq = state;

  if (eq->gain_db != values[EQ_GAIN] || jump) {
    const double gain = db_to_gain (values[EQ_GAIN]);
    eq->gain_db = values[EQ_GAIN];
    ramp_start (eq);
    eq->gain_to = gain;
    if (jump)
      eq->gain_from = gain;
  }
  if (eq->linear) {
    eq_linear_set (linear_half (eq), values, jump);
  } else {
    for (int b = 0; b < EQ_N_BANDS; b++) {
      EqBand *band = &eq->bands[b];
      const double *new_values = values + b * EQ_BAND_VALUES;
      if (!jump && memcmp (band->values, new_values, sizeof band->values) == 0)
        continue;
      memcpy (band->values, new_values, sizeof band->values);
      if (jump)
        band_jump (eq, band);
      else
        band_move (eq, band);
    }
  }
  if (jump)
    eq->ramp_done = CONTROL_GRID;
}

static size_t
state_size (const ProcessorSetup *setup)
{
  if (!is_linear (setup))
    return sizeof (Eq);
  return linear_offset () + eq_linear_size (setup->rate, setup->channels);
}

static bool
init (void *state, const ProcessorSetup *setup, const char **message)
{
  Eq *eq = state;

  eq->rate = setup->rate;
  eq->channels = setup->channels;
  eq->linear = is_linear (setup);
  eq->fade_length = setup->rate / FADES_PER_SECOND;
  filter_grid_init (&eq->grid, setup->rate);
  for (int b = 0; b < EQ_N_BANDS; b++)
    eq->bands[b].fade_done = eq->fade_length;
  if (eq->linear && !eq_linear_init (linear_half (eq), setup->rate, setup->channels)) {
    *message = "there is no memory for the linear-phase filter";
    return false;
  }
  set (eq, setup->values, true);
  return true;
}

static void
reset (void *state)
{
  Eq *eq = state;

  eq->ramp_done = CONTROL_GRID;
  eq->gain_from = eq->gain_to;
  if (eq->linear) {
    eq_linear_reset (linear_half (eq));
    return;
  }
  for (int b = 0; b < EQ_N_BANDS; b++) {
    EqBand *band = &eq->bands[b];
    const EqStructure structure = eq_structure (band->values, eq->channels);
    band->slots[1 - band->current].n_sections = 0;
    slot_init (&band->slots[band->current], eq, &structure, band->values);
    band->fade_done = eq->fade_length;
  }
}

static void
run_slot (EqSlot *slot, double (*audio)[2], int n)
{
  EqPasses passes = { .audio = audio, .n_frames = n };

  eq_passes_add (&passes, slot->sections, slot->n_sections, slot->structure.channel);
  eq_passes_finish (&passes);
}

static void
run_fading_band (const Eq *eq, EqBand *band, double (*audio)[2], int n)
{
  double old[EQ_BLOCK][2];

  memcpy (old, audio, sizeof (double) * 2 * (size_t) n);
  run_slot (&band->slots[1 - band->current], old, n);
  run_slot (&band->slots[band->current], audio, n);
  for (int i = 0; i < n; i++) {
    const double u = (band->fade_done + i + 0.5) / eq->fade_length;
    const double share = u * u * (3.0 - 2.0 * u);
    for (int c = 0; c < 2; c++)
      audio[i][c] = old[i][c] + share * (audio[i][c] - old[i][c]);
  }
}

static void
run_bands (Eq *eq, double (*audio)[2], int n)
{
  EqPasses passes = { .audio = audio, .n_frames = n };

  for (int b = 0; b < EQ_N_BANDS; b++) {
    EqBand *band = &eq->bands[b];
    EqSlot *slot = &band->slots[band->current];
    if (band->fade_done < eq->fade_length) {
      eq_passes_finish (&passes);
      run_fading_band (eq, band, audio, n);
    } else {
      eq_passes_add (&passes, slot->sections, slot->n_sections, slot->structure.channel);
    }
  }
  eq_passes_finish (&passes);
}

/* How many frames of n may run before something begins or ends. */
static int
next_cut (const Eq *eq, int n)
{
  if (n > EQ_BLOCK)
    n = EQ_BLOCK;
  if (eq->ramp_done < CONTROL_GRID && n > CONTROL_GRID - eq->ramp_done)
    n = CONTROL_GRID - eq->ramp_done;
  for (int b = 0; b < EQ_N_BANDS; b++) {
    const int left = eq->fade_length - eq->bands[b].fade_done;
    if (left > 0 && n > left)
      n = left;
  }
  return n;
}

static void
advance (Eq *eq, int n)
{
  if (eq->ramp_done < CONTROL_GRID) {
    eq->ramp_done += n;
    if (eq->ramp_done == CONTROL_GRID)
      ramp_finish (eq);
  }
  for (int b = 0; b < EQ_N_BANDS; b++)
    band_advance (eq, &eq->bands[b], n);
}

/* The gain ramp is that of the frames that come in, also before the delay of linear phase. */
static void
apply_gain (const Eq *eq, float *const *audio, int n)
{
  const bool still = eq->ramp_done >= CONTROL_GRID || eq->gain_from == eq->gain_to;

  if (still && eq->gain_to == 1.0)
    return;
  for (int c = 0; c < eq->channels; c++)
    for (int i = 0; i < n; i++) {
      const double u = (double) (eq->ramp_done + i + 1) / CONTROL_GRID;
      const double gain = still ? eq->gain_to : eq->gain_from + (eq->gain_to - eq->gain_from) * u;
      audio[c][i] = (float) (audio[c][i] * gain);
    }
}

/* No band changes anything, now or by the end of a ramp or fade. */
static bool
is_idle (const Eq *eq)
{
  for (int b = 0; b < EQ_N_BANDS; b++) {
    const EqBand *band = &eq->bands[b];
    const EqSlot *slot = &band->slots[band->current];
    if (band->fade_done < eq->fade_length)
      return false;
    for (int i = 0; i < slot->n_sections; i++)
      if (slot->sections[i].active)
        return false;
  }
  return true;
}

static void
process (void *state, float *const *audio, int n, const ProcessContext *context)
{
  Eq *eq = state;
  static const float silence[EQ_BLOCK];
  float unheard[EQ_BLOCK];
  double frames[EQ_BLOCK][2];

  for (int done = 0; done < n;) {
    const int now = next_cut (eq, n - done);
    float *const part[2] = { audio[0] + done, eq->channels == 2 ? audio[1] + done : unheard };

    apply_gain (eq, part, now);
    if (eq->linear) {
      eq_linear_process (linear_half (eq), part, now, context->position + done);
    } else if (!is_idle (eq)) {
      eq_frames_read (frames, part[0], eq->channels == 2 ? part[1] : silence, now);
      run_bands (eq, frames, now);
      eq_frames_write (part[0], part[1], frames, now);
    }
    advance (eq, now);
    done += now;
  }
}

static int
latency (const ProcessorSetup *setup)
{
  return is_linear (setup) ? eq_linear_latency (setup->rate) : 0;
}

static Frames
tail (const ProcessorSetup *setup)
{
  double seconds = 0.0;

  if (is_linear (setup))
    return eq_linear_length (setup->rate);
  for (int b = 0; b < EQ_N_BANDS; b++) {
    const double *values = setup->values + b * EQ_BAND_VALUES;
    const EqStructure structure = eq_structure (values, setup->channels);
    if (!structure.on)
      continue;
    const FilterSettings settings = eq_settings (values, &structure);
    seconds += filter_tail_seconds (&settings, setup->rate);
  }
  return (Frames) (seconds * setup->rate) + 64;
}

const Processor eq_processor = {
  .spec = &eq_spec,
  .state_size = state_size,
  .init = init,
  .reset = reset,
  .set = set,
  .process = process,
  .latency = latency,
  .tail = tail,
};

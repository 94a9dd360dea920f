/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints what of AVX2 this program uses, then a line for each effect and each of its presets: a
 * hash of what it makes of noise. Linked twice: as it is, and with baseline_processor.c, which
 * hides AVX2 from VECTOR_CLONES. */
#include "base/hash.h"
#include "base/realtime.h"
#include "effects/effects.h"
#include "processor_check.h"

#include <stdio.h>
#include <string.h>

#define RATE 48000
#define LENGTH 6000

static float audio[2][LENGTH], sidechain[2][LENGTH];

static void
fill (float (*to)[LENGTH], unsigned key)
{
  for (unsigned c = 0; c < 2; c++)
    for (int i = 0; i < LENGTH; i++)
      to[c][i] = hash_noise (hash_key (key, 1, c), i) * (i / 1500 % 2 ? 0.1f : 0.9f);
}

static uint64_t
hash_run (const Processor *processor, const char *settings)
{
  Rig *rig = rig_new (processor, RATE, 2, settings);
  uint64_t hash = 0;

  fill (audio, 3);
  fill (sidechain, 4);
  rig_process (rig, (float *[]){ audio[0], audio[1] },
               processor->spec->sidechain ? (const float *[]){ sidechain[0], sidechain[1] } : NULL,
               LENGTH);
  for (int c = 0; c < rig_channels (rig); c++)
    for (int i = 0; i < LENGTH; i++) {
      uint32_t bits;
      memcpy (&bits, &audio[c][i], sizeof bits);
      hash = hash_mix (hash ^ bits) + (uint64_t) i;
    }
  rig_free (rig);
  return hash;
}

static void
print_line (const char *kind, const char *preset, uint64_t hash)
{
  printf ("%s\t%s\t%016" G_GINT64_MODIFIER "x\n", kind, preset, hash);
}

int
main (void)
{
  int n;
  const Processor *const *all = effects_all (&n);

  realtime_thread_init ();
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&                \
    !defined(__SANITIZE_THREAD__)
  printf ("avx2\t%d\n", __builtin_cpu_supports ("avx2") != 0);
#else
  printf ("avx2\t0\n");
#endif
  for (int k = 0; k < n; k++) {
    const DeviceSpec *spec = all[k]->spec;
    print_line (spec->kind, "", hash_run (all[k], ""));
    for (int p = 0; p < spec->n_presets; p++)
      print_line (spec->kind, spec->presets[p].name, hash_run (all[k], spec->presets[p].values));
  }
  return 0;
}

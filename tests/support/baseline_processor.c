/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in for what gcc's run-time library knows of the processor (libgcc, cpuinfo.c), so that the
 * choices of VECTOR_CLONES in the program that links this find nothing above the baseline. */

struct {
  unsigned vendor, type, subtype, features[1];
} __cpu_model;
unsigned __cpu_features2[8];

int __cpu_indicator_init (void);

int
__cpu_indicator_init (void)
{
  __cpu_model.vendor = 1;
  return 0;
}

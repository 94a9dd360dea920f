/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer: what is read of any bytes can be written, and reads back with as many notes. */
#include "store/smf.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static unsigned
count_notes (const SmfFile *file)
{
  unsigned n = 0;

  for (unsigned i = 0; i < file->tracks->len; i++)
    n += smf_track (file, i)->notes->len;
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (SmfFile) file = smf_read_bytes (data, size, NULL);

  if (!file)
    return 0;
  g_autoptr (GBytes) bytes = smf_write_bytes (file);
  gsize written;
  const void *start = g_bytes_get_data (bytes, &written);
  g_autoptr (SmfFile) back = smf_read_bytes (start, written, NULL);

  g_assert_nonnull (back);
  g_assert_cmpint (back->n_damaged, ==, 0);
  g_assert_cmpuint (back->tracks->len, ==, file->tracks->len);
  g_assert_cmpuint (count_notes (back), ==, count_notes (file));
  return 0;
}

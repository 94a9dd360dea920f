/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/natural_order.h"

#include <glib.h>
#include <string.h>

/* By value: without zeros in front, longer is larger. */
static int
compare_numbers (const char **a, const char **b)
{
  const char *x = *a + strspn (*a, "0"), *y = *b + strspn (*b, "0");
  const gsize m = strspn (x, "0123456789"), n = strspn (y, "0123456789");
  *a = x + m;
  *b = y + n;
  return m != n ? (m < n ? -1 : 1) : strncmp (x, y, m);
}

int
natural_compare (const char *a, const char *b)
{
  const char *x = a, *y = b;

  while (*x && *y) {
    int order;
    if (g_ascii_isdigit (*x) && g_ascii_isdigit (*y)) {
      order = compare_numbers (&x, &y);
    } else {
      order = (guchar) g_ascii_tolower (*x) - (guchar) g_ascii_tolower (*y);
      x++;
      y++;
    }
    if (order)
      return order;
  }
  if (*x || *y)
    return *x ? 1 : -1;
  return strcmp (a, b);
}

int
natural_compare_pointers (const void *a, const void *b)
{
  return natural_compare (*(const char *const *) a, *(const char *const *) b);
}

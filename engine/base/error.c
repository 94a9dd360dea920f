/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

GQuark
engine_error_quark (void)
{
  return g_quark_from_static_string ("engine-error");
}

gboolean
error_set_errno (GError **error, int number, const char *what, const char *path)
{
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "%s '%s': %s", what, path,
               g_strerror (number));
  return FALSE;
}

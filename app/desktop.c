/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lacquer-desktop: the GTK application. */
#include <libintl.h>
#include <locale.h>

#include "device/device_list.h"
#include "ui/window/app.h"

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return device_child_run (argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LACQUER_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  setlocale (LC_NUMERIC, "C"); /* numbers are read and written in one form everywhere */
  return app_run (argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop application: one instance, which opens files. GTK thread. */
#pragma once

int app_run (int argc, char **argv);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cursor has come to, in words, for those who have turned that on: screen readers speak a
 * change of the focus anyway, others see it large. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* For the window's project, as long as that is open. */
void spoken_moves_attach (LqWindow *window);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The port by which one track alone hears keys, whatever it listens to. Any thread. */
#pragma once

/* No port of the machine is called so. Who hears all ports does not hear this one. */
#define LIVE_HAND_PORT "\001hand"

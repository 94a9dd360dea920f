/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, places and lengths at random, in the forms that commands read; to be freed. */
#pragma once

#include "random_line.h"

double random_unit (Random *random); /* 0 <= x < 1 */
char *any_position (Random *random);
char *any_length (Random *random);
char *any_number (Random *random, const ArgSpec *spec);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, places and lengths at random, in the forms that commands read; to be freed. */
#pragma once

#include "random_line.h"

double random_unit (Random *random); /* 0 <= x < 1 */
char *any_position (Random *random);
char *any_length (Random *random);
char *any_number (Random *random, const ArgSpec *spec);
/* Ids of what few tracks have. */
const Clip *random_warped_clip (Random *random, const Project *project); /* NULL: there is none */
const Clip *random_controlled_clip (Random *random, const Project *project); /* likewise */
char *any_warp (Random *random, const Project *project); /* likewise */
char *any_chain (Random *random,
                 const Track *track); /* "1" where there is none; track may be NULL */

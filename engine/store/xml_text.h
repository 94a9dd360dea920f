/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader and the writer of project files agree on: white space, escapes, initial values of
 * points and notes, and how content of a newer version is kept. Any thread but audio.
 *
 * Unknown content of an element is kept as ` name="value"` for each attribute, followed by its
 * unknown child elements, one after the other, each with a line end before it. Line ends inside
 * stand only before tags; the writer puts the indent behind them. */
#pragma once

#include <glib.h>

#define XML_INDENT 2 /* blanks a level */

/* What stands where an attribute of a point or note is absent; what is not named here is always
 * written. Channel, release and tension are 0, mute is off, shape is linear. */
#define XML_POINT_SHAPE POINT_LINEAR

/* Appends n bytes for use between double quotes or between tags. Tab and line ends become character
 * references; what XML cannot carry becomes U+FFFD. */
void xml_append_escaped (GString *out, const char *text, gsize n);

/* The elements behind the attributes of unknown content, or the NUL at its end. */
const char *xml_unknown_elements (const char *unknown);

/* Appends kept elements, with `level` levels of indent behind each line end. */
void xml_append_indented (GString *out, const char *elements, int level);
void xml_append_indent (GString *out, int level);

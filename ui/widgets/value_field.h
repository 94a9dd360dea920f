/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value in a well that can be typed in: Enter, F2, a double-click or a digit opens the entry,
 * Enter applies, Escape restores, Tab applies and goes on, arrow keys step. What cannot be read
 * stays in the entry with a sentence below it. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#define LQ_TYPE_VALUE_FIELD (lq_value_field_get_type ())
G_DECLARE_FINAL_TYPE (LqValueField, lq_value_field, LQ, VALUE_FIELD, GtkWidget)

typedef struct {
  /* Does what was typed. False where it cannot be read; then, or where a value was out of range,
   * *sentence (to be freed) is for the user. */
  bool (*entered) (LqValueField *field, const char *text, char **sentence, void *data);
  /* An arrow key: 1 or -1, tenths of it with Shift. NULL: none. */
  void (*stepped) (LqValueField *field, double steps, void *data);
} ValueFieldCalls;

/* `calls` is constant and outlives the field. */
GtkWidget *lq_value_field_new (const ValueFieldCalls *calls, void *data);
/* What a screen reader says, and what shows, as long as nobody types. `text` NULL: what is selected
 * does not agree; `unit` may be NULL. */
void lq_value_field_set_name (LqValueField *field, const char *name);
void lq_value_field_show (LqValueField *field, const char *text, const char *unit);
/* Opens the entry with the whole value selected, or with what was typed. */
void lq_value_field_edit (LqValueField *field, const char *typed);
bool lq_value_field_is_open (LqValueField *field);
/* Whether the widget that has the focus is a field, or in one, that takes this key. */
bool lq_value_field_takes (GtkWidget *focus, guint keyval, GdkModifierType state);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/settings_page.h"

#include <math.h>
#include <string.h>

#include "ui/draw/theme.h"
#include "ui/window/prefs.h"

#define TEXTS "texts"

GtkWidget *
settings_page_new (const char *title)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *heading = gtk_label_new (title);
  gtk_widget_add_css_class (page, "settings-page");
  gtk_widget_add_css_class (heading, "title");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_box_append (GTK_BOX (page), heading);
  g_object_set_data_full (G_OBJECT (page), "title", g_strdup (title), g_free);
  return page;
}

const char *
settings_page_title (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), "title");
}

GtkWidget *
settings_page_add (GtkWidget *page, const char *title, const char *hint, GtkWidget *control)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16),
            *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *name = gtk_label_new (title),
            *below = gtk_label_new ("");
  gtk_widget_add_css_class (row, "settings-row");
  gtk_widget_add_css_class (below, "hint");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_wrap (GTK_LABEL (below), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (below), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (names), name);
  gtk_box_append (GTK_BOX (names), below);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), names);
  if (control) {
    gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
    gtk_box_append (GTK_BOX (row), control);
  }
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  g_object_set_data (G_OBJECT (row), "hint", below);
  settings_page_set_hint (row, hint);
  gtk_box_append (GTK_BOX (page), row);
  return row;
}

void
settings_page_set_hint (GtkWidget *row, const char *hint)
{
  GtkWidget *below = g_object_get_data (G_OBJECT (row), "hint");
  if (!g_strcmp0 (gtk_label_get_text (GTK_LABEL (below)), hint) && hint && *hint)
    return;
  gtk_label_set_text (GTK_LABEL (below), hint ? hint : "");
  gtk_widget_set_visible (below, hint && *hint);
}

char *
settings_sentence (const char *text)
{
  GString *sentence = g_string_new (NULL);
  if (*text)
    g_string_append_unichar (sentence, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (sentence, *text ? g_utf8_next_char (text) : "");
  return g_string_free (sentence, FALSE);
}

void
settings_page_remove (GtkWidget *page, GtkWidget *row)
{
  gtk_box_remove (GTK_BOX (page), row);
}

static bool
matches (GtkWidget *page, GtkWidget *row, char *const *words)
{
  GtkWidget *below = g_object_get_data (G_OBJECT (row), "hint");
  g_autofree char *all =
      g_strjoin (" ", settings_page_title (page), g_object_get_data (G_OBJECT (row), "title"),
                 gtk_label_get_text (GTK_LABEL (below)), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);
  for (; *words; words++)
    if (!strstr (folded, *words))
      return false;
  return true;
}

bool
settings_page_filter (GtkWidget *page, char *const *words)
{
  bool any = false;
  GtkWidget *child = gtk_widget_get_first_child (page);
  while ((child = gtk_widget_get_next_sibling (child))) {
    const bool shows = matches (page, child, words);
    gtk_widget_set_visible (child, shows);
    any |= shows;
  }
  return any;
}

static void
make_item (GtkListItemFactory *factory, GtkListItem *item, gpointer cut)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (cut)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_item (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (string));
}

static GtkListItemFactory *
factory_new (bool cut)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (make_item), GINT_TO_POINTER (cut));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item), NULL);
  return factory;
}

static void
fit_choice (void *choice)
{
  const double *width = g_object_get_data (choice, "width");
  gtk_widget_set_size_request (choice, ui_px (*width), -1);
}

GtkWidget *
settings_choice_new (const char *const *texts, double width)
{
  GtkStringList *list = gtk_string_list_new (texts);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  g_autoptr (GtkListItemFactory) shown = factory_new (true), all = factory_new (false);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), shown);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (choice), all);
  double *kept = g_new (double, 1);
  *kept = width;
  g_object_set_data_full (G_OBJECT (choice), "width", kept, g_free);
  fit_choice (choice);
  theme_listen (fit_choice, choice);
  g_signal_connect (choice, "destroy", G_CALLBACK (theme_unlisten), NULL);
  g_object_set_data (G_OBJECT (choice), TEXTS, list);
  return choice;
}

void
settings_choice_set (GtkWidget *choice, const char *const *texts, guint selected)
{
  GtkStringList *list = g_object_get_data (G_OBJECT (choice), TEXTS);
  g_object_set_data (G_OBJECT (choice), "filling", choice);
  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), texts);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  g_object_set_data (G_OBJECT (choice), "filling", NULL);
}

static double
number_of (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)  ? g_variant_get_double (value)
         : g_variant_is_of_type (value, G_VARIANT_TYPE_INT32) ? g_variant_get_int32 (value)
                                                              : 0;
}

/* The value that is equal, else the nearest number. */
static gboolean
get_choice (GValue *selected, GVariant *value, gpointer data)
{
  GVariant *values = data;
  double least = INFINITY;
  for (gsize i = 0; i < g_variant_n_children (values); i++) {
    g_autoptr (GVariant) one = g_variant_get_child_value (values, i);
    const double distance =
        g_variant_equal (one, value) ? -1 : fabs (number_of (one) - number_of (value));
    if (distance >= least)
      continue;
    least = distance;
    g_value_set_uint (selected, (guint) i);
  }
  return TRUE;
}

static GVariant *
set_choice (const GValue *selected, const GVariantType *type, gpointer data)
{
  const guint index = g_value_get_uint (selected);
  if (index >= g_variant_n_children (data))
    return NULL;
  return g_variant_get_child_value (data, index);
}

static void
free_values (gpointer values)
{
  g_variant_unref (values);
}

GtkWidget *
settings_choice_new_bound (const char *key, const char *values, const char *const *texts,
                           double width)
{
  GtkWidget *choice = settings_choice_new (texts, width);
  g_autoptr (GError) error = NULL;
  GVariant *parsed = g_variant_parse (NULL, values, NULL, NULL, &error);
  g_assert_no_error (error);
  g_settings_bind_with_mapping (prefs (), key, choice, "selected", G_SETTINGS_BIND_DEFAULT,
                                get_choice, set_choice, g_variant_ref_sink (parsed), free_values);
  return choice;
}

GtkWidget *
settings_switch_new_bound (const char *key)
{
  GtkWidget *knob = gtk_switch_new ();
  g_settings_bind (prefs (), key, knob, "active", G_SETTINGS_BIND_DEFAULT);
  return knob;
}

GtkWidget *
settings_button_new (const char *text, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "dialog-button");
  g_signal_connect_swapped (button, "clicked", clicked, data);
  return button;
}

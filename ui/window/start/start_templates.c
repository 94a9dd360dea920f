/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting points as cards, the empty project first. */
#include <glib/gi18n.h>

#include "exchange/template.h"
#include "ui/window/start/new_project.h"
#include "ui/window/start/start_private.h"

#define OUTLINE_WIDTH 140
#define OUTLINE_HEIGHT 64
#define MOST_IN_A_ROW 6

static char *
tracks_text (const Project *project)
{
  int tracks = 0, returns = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    returns += track->kind == TRACK_RETURN;
    tracks += track->kind != TRACK_RETURN && track->kind != TRACK_MAIN;
  }
  g_autofree char *first =
      g_strdup_printf (ngettext ("%d track", "%d tracks", (gulong) tracks), tracks);
  g_autofree char *second =
      g_strdup_printf (ngettext ("%d return", "%d returns", (gulong) returns), returns);
  return returns > 0 ? g_strdup_printf ("%s, %s", first, second) : g_steal_pointer (&first);
}

static void
add_card (Start *start, GtkWidget *picture, const char *title, const char *facts,
          const char *template)
{
  GtkWidget *child = gtk_flow_box_child_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = start_label (title, "card-name"), *caption = start_label (facts, "caption");
  gtk_widget_set_valign (picture, GTK_ALIGN_FILL);
  gtk_widget_add_css_class (picture, "picture");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_add_css_class (child, "template");
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (child), "template", g_strdup (template), g_free);
  gtk_flow_box_append (GTK_FLOW_BOX (start->templates), child);
}

static void
add_template (Start *start, const char *name)
{
  g_autofree char *title = NULL, *words = NULL;
  Project *project = template_project (name, NULL);
  if (!project || !template_describe (name, &title, &words)) {
    project_unref (project);
    return;
  }
  GtkWidget *outline = outline_new (OUTLINE_WIDTH, OUTLINE_HEIGHT);
  g_autoptr (GArray) blocks = outline_of_tracks (project);
  g_autofree char *facts = tracks_text (project);
  outline_set (LQ_OUTLINE (outline), blocks);
  gtk_widget_set_tooltip_text (outline, words);
  add_card (start, outline, title, facts, name);
  project_unref (project);
}

static void
chosen (GtkFlowBox *box, GtkFlowBoxChild *child, Start *start)
{
  new_project (start->window, g_object_get_data (G_OBJECT (child), "template"));
}

GtkWidget *
start_templates_new (Start *start)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *plus = gtk_image_new_from_icon_name ("lq-plus-symbolic");
  GtkFlowBox *flow = GTK_FLOW_BOX (start->templates = gtk_flow_box_new ());
  g_auto (GStrv) names = template_names ();

  gtk_box_append (GTK_BOX (part), start_label (_ ("Templates"), "title"));
  gtk_flow_box_set_selection_mode (flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (flow, 1);
  gtk_flow_box_set_max_children_per_line (flow, MOST_IN_A_ROW);
  gtk_flow_box_set_homogeneous (flow, TRUE);
  gtk_flow_box_set_row_spacing (flow, 10);
  gtk_flow_box_set_column_spacing (flow, 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Templates"), -1);
  g_signal_connect (flow, "child-activated", G_CALLBACK (chosen), start);
  gtk_widget_add_css_class (plus, "empty");
  add_card (start, plus, _ ("Empty"), _ ("No tracks"), NULL);
  for (int i = 0; names && names[i]; i++)
    add_template (start, names[i]);
  gtk_widget_set_valign (start->templates, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (part), start->templates);
  return part;
}

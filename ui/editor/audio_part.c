/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of the audio clip editor on the screen: a widget that only draws. */
#include "ui/editor/audio_page_private.h"

#define LQ_TYPE_AUDIO_PART (lq_audio_part_get_type ())
G_DECLARE_FINAL_TYPE (LqAudioPart, lq_audio_part, LQ, AUDIO_PART, GtkWidget)

struct _LqAudioPart {
  GtkWidget parent_instance;
  AudioView *view;
  AudioDraw draw;
};

G_DEFINE_FINAL_TYPE (LqAudioPart, lq_audio_part, GTK_TYPE_WIDGET)

static void
lq_audio_part_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqAudioPart *part = LQ_AUDIO_PART (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  part->draw (widget, snapshot, part->view);
  gtk_snapshot_pop (snapshot);
}

static void
lq_audio_part_class_init (LqAudioPartClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_audio_part_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_audio_part_init (LqAudioPart *part)
{
  gtk_widget_set_can_target (GTK_WIDGET (part), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (part), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
audio_part_new (AudioView *view, AudioDraw draw)
{
  LqAudioPart *part = g_object_new (LQ_TYPE_AUDIO_PART, NULL);
  part->view = view;
  part->draw = draw;
  return GTK_WIDGET (part);
}

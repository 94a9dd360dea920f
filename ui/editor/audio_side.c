/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of values beside the waveform: gain, pitch, stretching, reverse, normalize. Each entry
 * is one command. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/value.h"
#include "model/clip.h"
#include "ui/deeds/deed.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"
#include "ui/editor/audio_page_private.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/value_field.h"

typedef enum { SIDE_GAIN, SIDE_PITCH, SIDE_FINE, SIDE_TEMPO, N_SIDES } SideValue;

typedef struct {
  AudioView *view;
  GtkWidget *fields[N_SIDES], *mode, *reverse;
  bool quiet; /* what is shown is no input */
} Side;

static const char *const captions[N_SIDES] = { N_ ("Gain"), N_ ("Pitch"), N_ ("Fine"),
                                               N_ ("Source") };
static const char *const names[N_SIDES] = { N_ ("Clip gain"), N_ ("Transpose"), N_ ("Fine tune"),
                                            N_ ("Source tempo") };
static const char *const modes[] = { N_ ("Ratio"), N_ ("Ratio, formants"), N_ ("Tempo"),
                                     N_ ("Tempo, formants") };

static double
value_of (const Clip *clip, SideValue which)
{
  switch (which) {
  case SIDE_GAIN:
    return clip->gain_db;
  case SIDE_PITCH:
    return rint (clip->transpose);
  case SIDE_FINE:
    return (clip->transpose - rint (clip->transpose)) * 100;
  default:
    return clip->source_bpm;
  }
}

static bool
set (Side *side, SideValue which, double value, GError **error)
{
  static const char *const args[N_SIDES] = { "gain", "transpose", "transpose", "source_tempo" };
  const Clip *clip = audio_view_clip (side->view);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!clip)
    return true;
  if (which == SIDE_PITCH)
    value = CLAMP (rint (value) + clip->transpose - rint (clip->transpose), -48, 48);
  else if (which == SIDE_FINE)
    value = CLAMP (rint (clip->transpose) + CLAMP (value, -100, 100) / 100, -48, 48);
  else if (which == SIDE_GAIN)
    value = CLAMP (value, -150, 36);
  g_ascii_formatd (number, sizeof number, "%.10g", value);
  return lq_desk_run (side->view->desk, error, "clip.set clip=%s %s=%s",
                      lq_desk_id (side->view->desk, clip->node.id), args[which], number);
}

static SideValue
which_of (const Side *side, LqValueField *field)
{
  for (int i = 0; i < N_SIDES; i++)
    if (side->fields[i] == GTK_WIDGET (field))
      return (SideValue) i;
  return SIDE_GAIN;
}

static bool
entered (LqValueField *field, const char *text, char **sentence, void *data)
{
  Side *side = data;
  g_autoptr (GError) error = NULL;
  char unit[8];
  double value;
  g_autofree char *plain = g_strdup (text);

  /* The minus sign of the screen is typed back, too. */
  g_auto (GStrv) parts = g_strsplit (plain, "−", -1);
  g_autofree char *ascii = g_strjoinv ("-", parts);
  if (!value_read_quantity (g_strstrip (ascii), &value, unit, sizeof unit, &error) ||
      !set (side, which_of (side, field), value, &error)) {
    *sentence = g_strdup (error->message);
    return false;
  }
  return true;
}

static void
stepped (LqValueField *field, double steps, void *data)
{
  Side *side = data;
  const SideValue which = which_of (side, field);
  const Clip *clip = audio_view_clip (side->view);
  g_autoptr (GError) error = NULL;
  if (clip && !set (side, which,
                    value_of (clip, which) +
                        (which == SIDE_PITCH || which == SIDE_FINE ? copysign (1, steps) : steps),
                    &error))
    lq_desk_say (side->view->desk, true, "%s", error->message);
}

static void
run (Side *side, const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  if (!deed_do (deed_find (action), side->view->desk, PLACE_AUDIO_CLIP, NULL, &told, &error))
    lq_desk_say (side->view->desk, true, "%s", error->message);
  else if (told)
    lq_desk_say (side->view->desk, false, "%s", told);
}

static void
reversed (GtkToggleButton *button, Side *side)
{
  if (!side->quiet)
    run (side, "audio.reverse");
}

static void
normalized (GtkButton *button, Side *side)
{
  run (side, "audio.normalize");
}

static int
mode_of (const Clip *clip)
{
  return (clip->stretch_mode == STRETCH_TEMPO ? 2 : 0) + (clip->formant ? 1 : 0);
}

static void
mode_chosen (LqChoice *choice, int row, Side *side)
{
  const Clip *clip = audio_view_clip (side->view);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!clip || row == mode_of (clip))
    return;
  g_ascii_formatd (number, sizeof number, "%.10g", clip->stretch);
  const bool tempo = row >= 2, was = clip->stretch_mode == STRETCH_TEMPO;
  const char *id = lq_desk_id (side->view->desk, clip->node.id);
  if (tempo == was)
    lq_desk_run (side->view->desk, NULL, "clip.set clip=%s formant=%s", id, row & 1 ? "on" : "off");
  else
    lq_desk_run (side->view->desk, NULL, "clip.set clip=%s stretch=%s formant=%s", id,
                 tempo ? "tempo" : number, row & 1 ? "on" : "off");
}

static GtkWidget *
add_row (GtkWidget *box, const char *caption, GtkWidget *control)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (caption);
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (control, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), control);
  gtk_box_append (GTK_BOX (box), row);
  return control;
}

static void
add_buttons (Side *side, GtkWidget *box)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *normalize = gtk_button_new_with_label (_ ("Normalize"));
  side->reverse = gtk_toggle_button_new_with_label (_ ("Reverse"));
  gtk_widget_add_css_class (row, "audio-buttons");
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), side->reverse);
  gtk_box_append (GTK_BOX (row), normalize);
  g_signal_connect (side->reverse, "toggled", G_CALLBACK (reversed), side);
  g_signal_connect (normalize, "clicked", G_CALLBACK (normalized), side);
  gtk_box_append (GTK_BOX (box), row);
}

GtkWidget *
audio_side_new (AudioView *view)
{
  static const ValueFieldCalls calls = { entered, stepped };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new ();
  Side *side = g_new0 (Side, 1);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  side->view = view;
  for (int i = 0; i < N_SIDES; i++) {
    if (i == SIDE_TEMPO) {
      side->mode = lq_choice_new (_ ("Stretch mode"));
      add_row (box, _ ("Stretch"), side->mode);
    }
    side->fields[i] = lq_value_field_new (&calls, side);
    lq_value_field_set_name (LQ_VALUE_FIELD (side->fields[i]), _ (names[i]));
    add_row (box, _ (captions[i]), side->fields[i]);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (modes); i++)
    g_ptr_array_add (items, g_strdup (_ (modes[i])));
  lq_choice_set_items (LQ_CHOICE (side->mode), items);
  g_signal_connect (side->mode, "chosen", G_CALLBACK (mode_chosen), side);
  add_buttons (side, box);
  gtk_widget_add_css_class (scroll, "audio-side");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  g_object_set_data_full (G_OBJECT (scroll), "side", side, g_free);
  return scroll;
}

void
audio_side_show (GtkWidget *widget)
{
  static const char *const units[N_SIDES] = { "dB", N_ ("st"), N_ ("ct"), N_ ("BPM") };
  Side *side = g_object_get_data (G_OBJECT (widget), "side");
  const Clip *clip = audio_view_clip (side->view);

  gtk_widget_set_sensitive (widget, clip != NULL);
  if (!clip)
    return;
  for (int i = 0; i < N_SIDES; i++) {
    const double value = value_of (clip, (SideValue) i);
    const bool unknown = i == SIDE_TEMPO && value <= 0;
    g_autofree char *text = unknown ? g_strdup ("–")
                                    : value_text_number (value, i == SIDE_GAIN    ? 1
                                                                : i == SIDE_TEMPO ? 2
                                                                                  : 0);
    lq_value_field_show (LQ_VALUE_FIELD (side->fields[i]), text, _ (units[i]));
  }
  const int mode = mode_of (clip);
  lq_choice_show (LQ_CHOICE (side->mode), _ (modes[mode]), mode);
  side->quiet = true;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (side->reverse), clip->reverse);
  side->quiet = false;
}

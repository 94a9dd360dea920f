/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/clip.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"

typedef struct {
  char *id, *action;
  GtkWidget *tab, *page, *nothing; /* nothing: the sentence in its place */
} Page;

struct _LqEditor {
  GtkBox parent_instance;
  LqDesk *desk;
  Id clip;
  GPtrArray *pages; /* Page, in the order of their tabs */
  Page *shown;
  GtkWidget *tabs, *swatch, *name, *span, *tools, *stack;
};

G_DEFINE_FINAL_TYPE (LqEditor, lq_editor, GTK_TYPE_BOX)

enum { CLIP_CHANGED, RESIZED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
page_free (void *data)
{
  Page *page = data;
  g_free (page->id);
  g_free (page->action);
  g_free (page);
}

static Page *
find (LqEditor *editor, const char *id)
{
  for (guint i = 0; i < editor->pages->len; i++) {
    Page *page = editor->pages->pdata[i];
    if (!strcmp (page->id, id))
      return page;
  }
  return NULL;
}

static const Clip *
clip_of (LqEditor *editor, const Track **track)
{
  Track *on = NULL;
  const Clip *clip =
      editor->clip ? project_find_clip (lq_desk_project (editor->desk), editor->clip, &on, NULL)
                   : NULL;
  *track = on;
  return clip;
}

/* --- The row of tabs
 * ------------------------------------------------------------------------------------- */

static void
show_clip (LqEditor *editor)
{
  const Track *track;
  const Clip *clip = clip_of (editor, &track);
  gtk_widget_set_visible (gtk_widget_get_parent (editor->name), clip != NULL);
  gtk_widget_queue_draw (editor->swatch);
  if (!clip)
    return;
  const TempoMap *map = lq_desk_map (editor->desk);
  g_autofree char *from = value_text_bar (map, clip_start_units (map, clip), NULL);
  g_autofree char *to = value_text_bar (map, clip_end_units (map, clip), NULL);
  g_autofree char *span = g_strdup_printf ("%s – %s", from, to);
  gtk_label_set_text (GTK_LABEL (editor->name), text_get (clip->name));
  gtk_label_set_text (GTK_LABEL (editor->span), span);
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer data)
{
  const Track *track;
  const Clip *clip = clip_of (data, &track);
  if (!clip || !track)
    return;
  const GdkRGBA color =
      color_of_track (text_get (clip->color && *clip->color ? clip->color : track->color));
  gdk_cairo_set_source_rgba (cairo, &color);
  cairo_paint (cairo);
}

static GtkWidget *
make_clip (LqEditor *editor)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "editor-clip");
  editor->swatch = gtk_drawing_area_new ();
  gtk_widget_add_css_class (editor->swatch, "swatch");
  gtk_widget_set_valign (editor->swatch, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (editor->swatch), draw_swatch, editor, NULL);
  editor->name = gtk_label_new ("");
  gtk_widget_add_css_class (editor->name, "name");
  gtk_label_set_ellipsize (GTK_LABEL (editor->name), PANGO_ELLIPSIZE_END);
  editor->span = gtk_label_new ("");
  gtk_widget_add_css_class (editor->span, "span");
  gtk_label_set_ellipsize (GTK_LABEL (editor->span), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), editor->swatch);
  gtk_box_append (GTK_BOX (box), editor->name);
  gtk_box_append (GTK_BOX (box), editor->span);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

/* The row moves under the pointer, so that each step is measured from where it stands now. */
static void
dragged (GtkGestureDrag *gesture, double dx, double dy, LqEditor *editor)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (editor)) - (int) dy;
  g_signal_emit (editor, signals[RESIZED], 0, MAX (height, 1));
}

static GtkWidget *
make_grip (LqEditor *editor)
{
  GtkWidget *grip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_widget_add_css_class (grip, "editor-grip");
  gtk_widget_set_valign (grip, GTK_ALIGN_START);
  gtk_widget_set_cursor_from_name (grip, "row-resize");
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged), editor);
  gtk_widget_add_controller (grip, GTK_EVENT_CONTROLLER (drag));
  return grip;
}

static void
tab_clicked (GtkButton *button, LqEditor *editor)
{
  for (guint i = 0; i < editor->pages->len; i++) {
    Page *page = editor->pages->pdata[i];
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (page->tab), page == editor->shown);
    if (page->tab == GTK_WIDGET (button))
      gtk_widget_activate_action (GTK_WIDGET (editor), "win.do", "s", page->action);
  }
}

static GtkWidget *
make_tab (LqEditor *editor, const char *id, const char *title)
{
  GtkWidget *tab = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *name = !strcmp (id, "piano-roll")   ? "notes"
                     : !strcmp (id, "audio-clip") ? "wave"
                     : !strcmp (id, "devices")    ? "device"
                                                  : id;
  g_autofree char *icon = g_strdup_printf ("lq-%s-symbolic", name);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  if (gtk_icon_theme_has_icon (theme, icon))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (title));
  gtk_button_set_child (GTK_BUTTON (tab), box);
  gtk_widget_set_valign (tab, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (tab, "clicked", G_CALLBACK (tab_clicked), editor);
  return tab;
}

/* --- Pages
 * -----------------------------------------------------------------------------------------------
 */

static GtkWidget *
make_nothing (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "editor-nothing");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

void
lq_editor_add_page (LqEditor *editor, const char *id, const char *title, const char *action,
                    GtkWidget *child)
{
  Page *page = g_new0 (Page, 1);
  g_autofree char *nothing = g_strdup_printf ("%s-nothing", id);
  page->id = g_strdup (id);
  page->action = g_strdup (action);
  page->tab = make_tab (editor, id, title);
  page->page = child;
  page->nothing = make_nothing ("");
  gtk_box_append (GTK_BOX (editor->tabs), page->tab);
  gtk_stack_add_named (GTK_STACK (editor->stack), child, id);
  gtk_stack_add_named (GTK_STACK (editor->stack), page->nothing, nothing);
  g_ptr_array_add (editor->pages, page);
  if (!editor->shown)
    lq_editor_show (editor, id);
}

void
lq_editor_set_tools (LqEditor *editor, const char *id, GtkWidget *tools)
{
  gtk_stack_add_named (GTK_STACK (editor->tools), tools, id);
  if (editor->shown && !strcmp (editor->shown->id, id))
    gtk_stack_set_visible_child_name (GTK_STACK (editor->tools), id);
}

static bool
is_empty (const Page *page)
{
  return *gtk_label_get_text (GTK_LABEL (page->nothing)) != '\0';
}

static void
show_page (LqEditor *editor)
{
  const Page *page = editor->shown;
  GtkWidget *tools = gtk_stack_get_child_by_name (GTK_STACK (editor->tools), page->id);
  const bool empty = is_empty (page);
  gtk_stack_set_visible_child (GTK_STACK (editor->stack), empty ? page->nothing : page->page);
  gtk_widget_set_visible (editor->tools, tools && !empty);
  if (tools)
    gtk_stack_set_visible_child (GTK_STACK (editor->tools), tools);
  for (guint i = 0; i < editor->pages->len; i++) {
    const Page *each = editor->pages->pdata[i];
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (each->tab), each == page);
  }
}

void
lq_editor_set_empty (LqEditor *editor, const char *id, const char *text)
{
  Page *page = find (editor, id);
  gtk_label_set_text (GTK_LABEL (page->nothing), text ? text : "");
  show_page (editor);
}

bool
lq_editor_show (LqEditor *editor, const char *id)
{
  Page *page = find (editor, id);
  if (!page)
    return false;
  editor->shown = page;
  show_page (editor);
  return true;
}

const char *
lq_editor_shown (LqEditor *editor)
{
  return editor->shown ? editor->shown->id : NULL;
}

GtkWidget *
lq_editor_page (LqEditor *editor, const char *id)
{
  const Page *page = find (editor, id);
  return page ? page->page : NULL;
}

static gboolean
lq_editor_take_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LqEditor *editor = LQ_EDITOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (editor->stack));
  const bool inside = focus && gtk_widget_is_ancestor (focus, widget);
  /* What comes in lands on the page, not on the tabs. */
  if (!inside && shown && direction != GTK_DIR_TAB_BACKWARD &&
      (gtk_widget_get_focusable (shown) ? gtk_widget_grab_focus (shown)
                                        : gtk_widget_child_focus (shown, direction)))
    return TRUE;
  return GTK_WIDGET_CLASS (lq_editor_parent_class)->focus (widget, direction);
}

void
lq_editor_focus (LqEditor *editor)
{
  gtk_widget_child_focus (GTK_WIDGET (editor), GTK_DIR_TAB_FORWARD);
}

/* --- The clip
 * -------------------------------------------------------------------------------------------- */

Id
lq_editor_clip (LqEditor *editor)
{
  return editor->clip;
}

/* The page of the other kind of clip gives way. */
static void
suit_page (LqEditor *editor)
{
  static const char *const pages[] = { [CLIP_AUDIO] = "audio-clip", [CLIP_NOTES] = "piano-roll" };
  const Track *track;
  const Clip *clip = clip_of (editor, &track);
  const char *shown = lq_editor_shown (editor);
  if (clip && shown && !strcmp (shown, pages[1 - clip->kind]))
    lq_editor_show (editor, pages[clip->kind]);
}

void
lq_editor_set_clip (LqEditor *editor, Id clip)
{
  const bool changed = clip != editor->clip;
  editor->clip = clip;
  show_clip (editor);
  if (!changed)
    return;
  suit_page (editor);
  g_signal_emit (editor, signals[CLIP_CHANGED], 0);
}

static void
desk_changed (LqDesk *desk, guint what, LqEditor *editor)
{
  if (!(what & (DESK_SELECTION | DESK_PROJECT)))
    return;
  const GArray *clips = lq_desk_clips (desk);
  const Track *track;
  Id clip = clip_of (editor, &track) ? editor->clip : 0;
  if (clips->len > 0 && what & DESK_SELECTION)
    clip = g_array_index (clips, Id, clips->len - 1);
  lq_editor_set_clip (editor, clip);
}

static void
lq_editor_dispose (GObject *object)
{
  g_clear_object (&LQ_EDITOR (object)->desk);
  G_OBJECT_CLASS (lq_editor_parent_class)->dispose (object);
}

static void
lq_editor_finalize (GObject *object)
{
  g_ptr_array_unref (LQ_EDITOR (object)->pages);
  G_OBJECT_CLASS (lq_editor_parent_class)->finalize (object);
}

static void
lq_editor_class_init (LqEditorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_editor_dispose;
  G_OBJECT_CLASS (class)->finalize = lq_editor_finalize;
  GTK_WIDGET_CLASS (class)->focus = lq_editor_take_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CLIP_CHANGED] = g_signal_new ("clip-changed", LQ_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[RESIZED] = g_signal_new ("resized", LQ_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lq_editor_init (LqEditor *editor)
{
  editor->pages = g_ptr_array_new_with_free_func (page_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (editor), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (editor), "editor");
  gtk_widget_set_overflow (GTK_WIDGET (editor), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_editor_new (LqDesk *desk)
{
  LqEditor *editor = g_object_new (LQ_TYPE_EDITOR, NULL);
  GtkWidget *head = gtk_overlay_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  editor->desk = g_object_ref (desk);
  gtk_widget_add_css_class (row, "editor-row");
  editor->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (editor->tabs, "editor-tabs");
  editor->tools = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (editor->tools), FALSE);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (row), editor->tabs);
  gtk_box_append (GTK_BOX (row), make_clip (editor));
  gtk_box_append (GTK_BOX (row), space);
  gtk_box_append (GTK_BOX (row), editor->tools);
  gtk_overlay_set_child (GTK_OVERLAY (head), row);
  gtk_overlay_add_overlay (GTK_OVERLAY (head), make_grip (editor));
  editor->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (editor->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (editor->stack), FALSE);
  gtk_widget_set_vexpand (editor->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (editor->stack),
                       make_nothing (_ ("Select a clip to edit it here.")), "nothing");
  gtk_box_append (GTK_BOX (editor), head);
  gtk_box_append (GTK_BOX (editor), editor->stack);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bottom editor"), -1);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), editor, 0);
  desk_changed (desk, DESK_SELECTION, editor);
  return GTK_WIDGET (editor);
}

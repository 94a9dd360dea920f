/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip editor as a page of the bottom editor. GTK thread. */
#pragma once

#include "ui/editor/audio_view.h"
#include "ui/editor/editor.h"

#define LQ_TYPE_AUDIO_PAGE (lq_audio_page_get_type ())
G_DECLARE_FINAL_TYPE (LqAudioPage, lq_audio_page, LQ, AUDIO_PAGE, GtkWidget)

/* Adds the page, "audio-clip"; it shows the editor's clip from then on. */
LqAudioPage *lq_audio_page_attach (LqEditor *editor, LqDesk *desk);

AudioView *lq_audio_page_view (LqAudioPage *page); /* lives as long as the page */
/* The menu of the clip, at the cursor. */
void lq_audio_page_open_menu (LqAudioPage *page);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the audio device. Devices are looked for in a child process. */
#include <glib/gi18n.h>
#include <string.h>

#include "device/device.h"
#include "device/device_list.h"
#include "ui/window/prefs.h"
#include "ui/window/settings/settings_page.h"
#include "ui/window/settings/settings_sound.h"

#define SEARCH_MS 100
#define NOW_MS 500

typedef struct {
  LqWindow *main;
  GtkWidget *page, *device, *rate, *block, *now, *found;
  DeviceSearch *search;
  GPtrArray *list; /* DeviceInfo; NULL until it is there */
  GPtrArray *names; /* of the choice; "" for the default */
  GArray *rates; /* int, of the choice */
  guint search_timer, now_timer;
} Audio;

static const int blocks[] = { 0, 32, 64, 128, 256, 512, 1024, 2048 };

static void
add_device (Audio *audio, GPtrArray *texts, const char *name, char *text)
{
  g_ptr_array_add (audio->names, g_strdup (name));
  g_ptr_array_add (texts, text);
}

static void
fill_devices (Audio *audio)
{
  g_autofree char *set = g_settings_get_string (prefs (), "device");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint selected = 0;

  g_ptr_array_set_size (audio->names, 0);
  add_device (audio, texts, "", g_strdup (_ ("Default")));
  for (guint i = 0; audio->list && i < audio->list->len; i++) {
    const DeviceInfo *info = audio->list->pdata[i];
    if (info->n_outputs == 0 || !strcmp (info->name, DEVICE_NULL_NAME))
      continue;
    add_device (
        audio, texts, info->name,
        g_strdup_printf (_ ("%s (%u in, %u out)"), info->name, info->n_inputs, info->n_outputs));
  }
  add_device (audio, texts, DEVICE_NULL_NAME, g_strdup (_ ("None (everything works, silently)")));
  add_device (audio, texts, DESK_LOOPBACK,
              g_strdup (_ ("Loopback (what plays is heard as input)")));
  for (guint i = 0; i < audio->names->len; i++)
    if (!strcmp (audio->names->pdata[i], set))
      selected = i;
  if (selected == 0 && *set) {
    selected = audio->names->len;
    add_device (audio, texts, set,
                audio->list ? g_strdup_printf (_ ("%s (not there now)"), set) : g_strdup (set));
  }
  g_ptr_array_add (texts, NULL);
  settings_choice_set (audio->device, (const char *const *) texts->pdata, selected);
}

static bool
has_rate (const Audio *audio, const char *name, int rate)
{
  const DeviceInfo *info = audio->list && *name ? device_info_find (audio->list, name, NULL) : NULL;
  bool asked = false, has = false;
  for (int i = 0; info && i < DEVICE_N_RATES; i++) {
    asked |= info->has_rate[i];
    has |= info->has_rate[i] && device_rates[i] == rate;
  }
  return has || !asked;
}

static void
fill_rates (Audio *audio)
{
  g_autofree char *device = g_settings_get_string (prefs (), "device");
  const int set = g_settings_get_int (prefs (), "rate");
  LqDesk *desk = lq_window_desk (audio->main);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const int of_project = 0;
  guint selected = 0;

  g_array_set_size (audio->rates, 0);
  g_array_append_val (audio->rates, of_project);
  g_ptr_array_add (
      texts, desk ? g_strdup_printf (_ ("The project's (%g kHz)"), lq_desk_rate (desk) / 1000.0)
                  : g_strdup (_ ("The project's")));
  for (int i = 0; i < DEVICE_N_RATES; i++) {
    if (device_rates[i] != set && !has_rate (audio, device, device_rates[i]))
      continue;
    if (device_rates[i] == set)
      selected = audio->rates->len;
    g_array_append_val (audio->rates, device_rates[i]);
    g_ptr_array_add (texts, g_strdup_printf (_ ("%g kHz"), device_rates[i] / 1000.0));
  }
  g_ptr_array_add (texts, NULL);
  settings_choice_set (audio->rate, (const char *const *) texts->pdata, selected);
}

static void
fill_blocks (Audio *audio)
{
  const int set = g_settings_get_int (prefs (), "block");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint selected = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    if (blocks[i] == set)
      selected = (guint) i;
    g_ptr_array_add (texts, blocks[i] ? g_strdup_printf (_ ("%d frames"), blocks[i])
                                      : g_strdup (_ ("Default")));
  }
  g_ptr_array_add (texts, NULL);
  settings_choice_set (audio->block, (const char *const *) texts->pdata, selected);
}

static char *
now_text (LqDesk *desk)
{
  Live *live = desk ? lq_desk_live (desk) : NULL;
  if (!live)
    return g_strdup (_ ("The device starts with a project."));
  const AudioDevice *device = live_device (live);
  if (device_is_lost (device))
    return g_strdup (device_loss_reason (device));
  const double rate = device_rate (device);
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%s, %u in, %u out, %g kHz, %u frames (%.1f ms)"),
                          device_is_null (device) ? _ ("None") : device_name (device),
                          device_n_inputs (device), device_n_outputs (device), rate / 1000,
                          device_block (device), device_block (device) * 1000.0 / rate);
  if (!device_is_null (device))
    g_string_append_printf (text, _ (", round trip %.1f ms"),
                            (double) live_round_trip (live) * 1000 / rate);
  const gulong xruns = (gulong) device_n_xruns (device);
  g_string_append (text, ". ");
  g_string_append_printf (text, ngettext ("%lu dropout.", "%lu dropouts.", xruns), xruns);
  const char *const more[] = { live_device_note (live),
                               device_is_null (device) ? NULL : device_priority_report (device) };
  for (size_t i = 0; i < G_N_ELEMENTS (more); i++)
    if (more[i]) {
      g_autofree char *sentence = settings_sentence (more[i]);
      g_string_append_printf (text, "\n%s", sentence);
    }
  return g_string_free (text, FALSE);
}

static gboolean
show_now (gpointer data)
{
  Audio *audio = data;
  g_autofree char *text = now_text (lq_window_desk (audio->main));
  settings_page_set_hint (audio->now, text);
  return G_SOURCE_CONTINUE;
}

static void
start (Audio *audio)
{
  lq_window_start_sound (audio->main);
  fill_rates (audio);
  show_now (audio);
}

static guint
selected_of (GtkWidget *choice)
{
  if (g_object_get_data (G_OBJECT (choice), "filling"))
    return GTK_INVALID_LIST_POSITION;
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));
}

static void
device_chosen (Audio *audio)
{
  const guint index = selected_of (audio->device);
  g_autofree char *set = g_settings_get_string (prefs (), "device");
  if (index >= audio->names->len || !strcmp (set, audio->names->pdata[index]))
    return;
  g_settings_set_string (prefs (), "device", audio->names->pdata[index]);
  start (audio);
}

static void
rate_chosen (Audio *audio)
{
  const guint index = selected_of (audio->rate);
  if (index >= audio->rates->len ||
      g_array_index (audio->rates, int, index) == g_settings_get_int (prefs (), "rate"))
    return;
  g_settings_set_int (prefs (), "rate", g_array_index (audio->rates, int, index));
  start (audio);
}

static void
block_chosen (Audio *audio)
{
  const guint index = selected_of (audio->block);
  if (index >= G_N_ELEMENTS (blocks) || blocks[index] == g_settings_get_int (prefs (), "block"))
    return;
  g_settings_set_int (prefs (), "block", blocks[index]);
  start (audio);
}

static void
say_found (Audio *audio, const char *problem)
{
  guint n = 0;
  for (guint i = 0; audio->list && i < audio->list->len; i++) {
    const DeviceInfo *info = audio->list->pdata[i];
    n += info->n_outputs > 0 && strcmp (info->name, DEVICE_NULL_NAME) != 0;
  }
  g_autofree char *text =
      problem ? g_strdup (problem)
      : n == 0
          ? g_strdup (_ ("No device was found. Connect one and look again."))
          : g_strdup_printf (ngettext ("%u device was found.", "%u devices were found.", n), n);
  settings_page_set_hint (audio->found, text);
}

static gboolean
search_goes_on (gpointer data)
{
  Audio *audio = data;
  if (!device_search_is_done (audio->search))
    return G_SOURCE_CONTINUE;
  g_autoptr (GError) error = NULL;
  GPtrArray *list = device_search_finish (audio->search, &error);
  audio->search = NULL;
  audio->search_timer = 0;
  g_clear_pointer (&audio->list, g_ptr_array_unref);
  audio->list = list;
  say_found (audio, error ? error->message : NULL);
  fill_devices (audio);
  fill_rates (audio);
  return G_SOURCE_REMOVE;
}

static void
look (Audio *audio)
{
  g_autoptr (GError) error = NULL;
  if (audio->search)
    return;
  audio->search = device_search_begin (true, &error);
  if (!audio->search) {
    say_found (audio, error->message);
    return;
  }
  settings_page_set_hint (audio->found, _ ("Looking for devices…"));
  audio->search_timer = g_timeout_add (SEARCH_MS, search_goes_on, audio);
}

static void
audio_free (gpointer data)
{
  Audio *audio = data;
  g_clear_handle_id (&audio->search_timer, g_source_remove);
  g_clear_handle_id (&audio->now_timer, g_source_remove);
  if (audio->search)
    device_search_cancel (audio->search);
  g_clear_pointer (&audio->list, g_ptr_array_unref);
  g_ptr_array_unref (audio->names);
  g_array_unref (audio->rates);
  g_free (audio);
}

void
settings_audio_fill (GtkWidget *page, LqWindow *main)
{
  static const char *const none[] = { NULL };
  Audio *audio = g_new0 (Audio, 1);

  audio->main = main;
  audio->page = page;
  audio->names = g_ptr_array_new_with_free_func (g_free);
  audio->rates = g_array_new (FALSE, FALSE, sizeof (int));
  audio->device = settings_choice_new (none, 300);
  audio->rate = settings_choice_new (none, 210);
  audio->block = settings_choice_new (none, 210);
  settings_page_add (page, _ ("Device"), NULL, audio->device);
  settings_page_add (page, _ ("Rate"),
                     _ ("A device at another rate than the project's is converted."), audio->rate);
  settings_page_add (page, _ ("Buffer"),
                     _ ("A small one answers sooner, a large one bears more load."), audio->block);
  audio->now = settings_page_add (page, _ ("Now"), "", NULL);
  settings_sound_fill (page, main);
  settings_latency_fill (page, main);
  audio->found =
      settings_page_add (page, _ ("Search for devices"), "",
                         settings_button_new (_ ("Look again"), G_CALLBACK (look), audio));
  fill_devices (audio);
  fill_rates (audio);
  fill_blocks (audio);
  g_signal_connect_swapped (audio->device, "notify::selected", G_CALLBACK (device_chosen), audio);
  g_signal_connect_swapped (audio->rate, "notify::selected", G_CALLBACK (rate_chosen), audio);
  g_signal_connect_swapped (audio->block, "notify::selected", G_CALLBACK (block_chosen), audio);
  audio->now_timer = g_timeout_add (NOW_MS, show_now, audio);
  show_now (audio);
  look (audio);
  g_object_set_data_full (G_OBJECT (page), "audio", audio, audio_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/portaudio_library.h"

#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "device/device_names.h"
#include "device/jack_shutdown.h"

#define CLIENT_NAME "Lacquer"
#define LOCK_TRIES 100
#define LOCK_TRY_US 50000

/* PortAudio is one for the whole process, and so is this. */
static GRecMutex library_lock;
static int n_users;
static int n_inside;
static int saved_stderr = -1;

static pthread_mutex_t open_lock = PTHREAD_MUTEX_INITIALIZER;
static GPtrArray *open_infos; /* of open devices; not owned */

static void
silence_stderr (void)
{
  const int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);

  fflush (stderr);
  saved_stderr = fcntl (STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (null >= 0 && saved_stderr >= 0)
    dup2 (null, STDERR_FILENO);
  if (null >= 0)
    close (null);
}

static void
restore_stderr (void)
{
  fflush (stderr);
  if (saved_stderr >= 0) {
    dup2 (saved_stderr, STDERR_FILENO);
    close (saved_stderr);
  }
  saved_stderr = -1;
}

static void
entered (void)
{
  if (n_inside++ == 0)
    silence_stderr ();
}

void
portaudio_enter (void)
{
  g_rec_mutex_lock (&library_lock);
  entered ();
}

void
portaudio_leave (void)
{
  if (--n_inside == 0)
    restore_stderr ();
  g_rec_mutex_unlock (&library_lock);
}

static bool
try_enter (GError **error)
{
  for (int i = 0; i < LOCK_TRIES; i++, g_usleep (LOCK_TRY_US))
    if (g_rec_mutex_trylock (&library_lock)) {
      entered ();
      return true;
    }
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
               "cannot open an audio device: the driver of the one that was lost hangs");
  return false;
}

void
portaudio_set_error (GError **error, PaError number, const char *what)
{
  const PaHostErrorInfo *host = Pa_GetLastHostErrorInfo ();
  const char *why = number == paUnanticipatedHostError && host && host->errorText[0]
                        ? host->errorText
                        : Pa_GetErrorText (number);

  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "%s: %s", what, why);
}

static void
ignore_alsa (const char *file, int line, const char *function, int number, const char *format, ...)
{
}

static void
ignore_jack (const char *message)
{
}

/* Their threads go on writing when nobody stands between enter and leave. JACK's library is there
 * only where PortAudio was built with it. */
static void
quiet_libraries (void)
{
  snd_lib_error_set_handler (ignore_alsa);
  for (int i = 0; i < 2; i++) {
    void (*set) (void (*) (const char *)) = NULL;
    *(void **) &set =
        dlsym (RTLD_DEFAULT, i ? "jack_set_info_function" : "jack_set_error_function");
    if (set)
      set (ignore_jack);
  }
  void (*name_client) (const char *) = NULL;
  *(void **) &name_client = dlsym (RTLD_DEFAULT, "PaJack_SetClientName");
  if (name_client)
    name_client (CLIENT_NAME);
}

static bool
start (GError **error)
{
  quiet_libraries ();
  jack_shutdown_begin_noting ();
  const PaError failed = Pa_Initialize ();
  jack_shutdown_end_noting ();
  quiet_libraries ();
  if (failed == paNoError)
    return true;
  portaudio_set_error (error, failed, "cannot start PortAudio");
  return false;
}

/* It can end the process; then let it be that of a child. */
static bool
survives (GError **error)
{
  DeviceSearch *search = device_search_begin (false, error);
  g_autoptr (GPtrArray) list = search ? device_search_finish (search, error) : NULL;

  return list != NULL;
}

bool
portaudio_begin (GError **error)
{
  if (!try_enter (error))
    return false;
  const bool good = n_users > 0 || (survives (error) && start (error));
  n_users += good;
  portaudio_leave ();
  return good;
}

void
portaudio_end (void)
{
  portaudio_enter ();
  if (--n_users == 0) {
    jack_shutdown_forget ();
    Pa_Terminate ();
  }
  portaudio_leave ();
}

static const char *
host_of (const PaDeviceInfo *info)
{
  switch (Pa_GetHostApiInfo (info->hostApi)->type) {
  case paALSA:
    return "ALSA";
  case paJACK:
    return "JACK";
  default: /* OSS and others lead to the same devices by worse ways */
    return NULL;
  }
}

static bool
is_ours (const PaDeviceInfo *info)
{
  return strcmp (host_of (info), "JACK") == 0 && g_str_has_prefix (info->name, CLIENT_NAME);
}

/* Fills indices with the n devices that there are for us; names likewise, the caller's. */
static int
our_devices (PaDeviceIndex *indices, char **names)
{
  int n = 0;

  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount (); i++) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo (i);
    if (!info || !host_of (info) || is_ours (info) ||
        (info->maxInputChannels <= 0 && info->maxOutputChannels <= 0))
      continue;
    indices[n] = i;
    names[n++] = device_name_stable (host_of (info), info->name, device_card_id, NULL);
  }
  device_names_make_unique (names, n);
  return n;
}

static PaDeviceIndex
default_of (PaHostApiTypeId type)
{
  const PaHostApiIndex index = Pa_HostApiTypeIdToHostApiIndex (type);
  const PaHostApiInfo *host = index >= 0 ? Pa_GetHostApiInfo (index) : NULL;

  return host ? host->defaultOutputDevice : paNoDevice;
}

/* A running JACK server has the sound card, so it comes first. */
static int
default_among (const PaDeviceIndex *indices, int n)
{
  const PaDeviceIndex wishes[] = { default_of (paJACK), default_of (paALSA) };

  for (size_t w = 0; w < G_N_ELEMENTS (wishes); w++)
    for (int i = 0; i < n; i++)
      if (indices[i] == wishes[w])
        return i;
  for (int i = 0; i < n; i++)
    if (Pa_GetDeviceInfo (indices[i])->maxOutputChannels > 0)
      return i;
  return -1;
}

PaDeviceIndex
portaudio_find (const char *wanted, char **name, GError **error)
{
  const int count = MAX (Pa_GetDeviceCount (), 0);
  g_autofree PaDeviceIndex *indices = g_new0 (PaDeviceIndex, count + 1);
  g_auto (GStrv) names = g_new0 (char *, count + 1);
  const int n = our_devices (indices, names);
  const int found = wanted ? device_name_match ((const char *const *) names, n, wanted, error)
                           : default_among (indices, n);

  if (found < 0) {
    if (!wanted)
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "there is no audio device");
    return paNoDevice;
  }
  *name = g_strdup (names[found]);
  return indices[found];
}

static bool
has_rate (PaDeviceIndex index, const PaDeviceInfo *device, double rate)
{
  const PaStreamParameters input = { .device = index,
                                     .channelCount = MIN (device->maxInputChannels, 2),
                                     .sampleFormat = paFloat32,
                                     .suggestedLatency = device->defaultLowInputLatency };
  const PaStreamParameters output = { .device = index,
                                      .channelCount = MIN (device->maxOutputChannels, 2),
                                      .sampleFormat = paFloat32,
                                      .suggestedLatency = device->defaultLowOutputLatency };

  return Pa_IsFormatSupported (input.channelCount > 0 ? &input : NULL,
                               output.channelCount > 0 ? &output : NULL,
                               rate) == paFormatIsSupported;
}

GPtrArray *
portaudio_list (bool with_rates, GError **error)
{
  if (!start (error))
    return NULL;
  const int count = MAX (Pa_GetDeviceCount (), 0);
  g_autofree PaDeviceIndex *indices = g_new0 (PaDeviceIndex, count + 1);
  g_auto (GStrv) names = g_new0 (char *, count + 1);
  const int n = our_devices (indices, names);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) device_info_free);

  for (int i = 0; i < n; i++) {
    const PaDeviceInfo *device = Pa_GetDeviceInfo (indices[i]);
    const PaHostApiInfo *host = Pa_GetHostApiInfo (device->hostApi);
    DeviceInfo *info = g_new0 (DeviceInfo, 1);

    info->name = g_strdup (names[i]);
    info->host = g_strdup (host_of (device));
    info->n_inputs = (unsigned) MAX (device->maxInputChannels, 0);
    info->n_outputs = (unsigned) MAX (device->maxOutputChannels, 0);
    info->default_rate = device->defaultSampleRate;
    info->input_latency = info->n_inputs ? device->defaultLowInputLatency : 0;
    info->output_latency = info->n_outputs ? device->defaultLowOutputLatency : 0;
    info->is_default_input = host->defaultInputDevice == indices[i];
    info->is_default_output = host->defaultOutputDevice == indices[i];
    for (int r = 0; with_rates && r < DEVICE_N_RATES; r++)
      info->has_rate[r] = has_rate (indices[i], device, device_rates[r]);
    g_ptr_array_add (list, info);
  }
  return list;
}

void
portaudio_set_open (const DeviceInfo *info)
{
  pthread_mutex_lock (&open_lock);
  if (!open_infos)
    open_infos = g_ptr_array_new ();
  g_ptr_array_add (open_infos, (gpointer) info);
  pthread_mutex_unlock (&open_lock);
}

void
portaudio_set_closed (const DeviceInfo *info)
{
  pthread_mutex_lock (&open_lock);
  g_ptr_array_remove (open_infos, (gpointer) info);
  if (open_infos->len == 0)
    g_clear_pointer (&open_infos, g_ptr_array_unref);
  pthread_mutex_unlock (&open_lock);
}

static bool
is_listed (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((DeviceInfo *) g_ptr_array_index (list, i))->name, name) == 0)
      return true;
  return false;
}

void
portaudio_add_open (GPtrArray *list)
{
  pthread_mutex_lock (&open_lock);
  for (guint i = 0; open_infos && i < open_infos->len; i++) {
    const DeviceInfo *info = g_ptr_array_index (open_infos, i);
    if (is_listed (list, info->name))
      continue;
    DeviceInfo *copy = g_memdup2 (info, sizeof *info);
    copy->name = g_strdup (info->name);
    copy->host = g_strdup (info->host);
    g_ptr_array_add (list, copy);
  }
  pthread_mutex_unlock (&open_lock);
}

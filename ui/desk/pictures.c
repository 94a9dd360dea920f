/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/pictures.h"

#include "media/cache.h"

typedef struct {
  Peaks *peaks;
  PcmFile *samples;
  PictureState state, samples_state;
  bool samples_asked;
  GRefString *hash; /* of the source as it was: located anew, it has another text */
} Picture;

struct Pictures {
  gatomicrefcount refs; /* jobs on their way back hold one */
  GHashTable *pictures; /* Id * -> Picture * */
  GThreadPool *pool;
  GCancellable *cancellable;
  const ProjectFolder *folder;
  char *cache;
  int rate, waiting;
  unsigned serial;
  void (*ready) (void *data);
  void *data;
};

typedef struct {
  Pictures *pictures;
  Id source;
  char *file, *hash;
  bool samples;
  Peaks *peaks; /* what came of it */
  PcmFile *pcm;
} Job;

static void
picture_free (gpointer data)
{
  Picture *picture = data;
  peaks_close (picture->peaks);
  pcm_unref (picture->samples);
  g_clear_pointer (&picture->hash, g_ref_string_release);
  g_free (picture);
}

static void
pictures_unref (Pictures *pictures)
{
  if (!g_atomic_ref_count_dec (&pictures->refs))
    return;
  g_hash_table_unref (pictures->pictures);
  g_object_unref (pictures->cancellable);
  g_free (pictures->cache);
  g_free (pictures);
}

static gboolean
job_back (gpointer data)
{
  Job *job = data;
  Pictures *pictures = job->pictures;
  Picture *picture = g_hash_table_lookup (pictures->pictures, &job->source);

  pictures->waiting--;
  if (picture && job->samples) {
    picture->samples = g_steal_pointer (&job->pcm);
    picture->samples_state = picture->samples ? PICTURE_READY : PICTURE_MISSING;
  } else if (picture) {
    picture->peaks = g_steal_pointer (&job->peaks);
    picture->state = picture->peaks ? PICTURE_READY : PICTURE_MISSING;
  }
  pictures->serial++;
  if (pictures->ready)
    pictures->ready (pictures->data);
  peaks_close (job->peaks);
  pcm_unref (job->pcm);
  g_free (job->file);
  g_free (job->hash);
  g_free (job);
  pictures_unref (pictures);
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data, gpointer user)
{
  Job *job = data;
  Pictures *pictures = job->pictures;
  g_autofree char *path = peaks_path (pictures->cache, job->hash);

  if (g_cancellable_is_cancelled (pictures->cancellable))
    ;
  else if (job->samples)
    job->pcm = media_open_full (job->file, job->hash, pictures->rate, pictures->cache, NULL, NULL,
                                pictures->cancellable, NULL);
  else if (g_file_test (job->file, G_FILE_TEST_EXISTS)) {
    job->peaks = peaks_open (path, job->hash, NULL);
    if (!job->peaks &&
        peaks_build (job->file, job->hash, path, NULL, NULL, pictures->cancellable, NULL))
      job->peaks = peaks_open (path, job->hash, NULL);
  }
  g_idle_add (job_back, job);
}

static void
start_job (Pictures *pictures, const Source *source, bool samples)
{
  Job *job = g_new0 (Job, 1);
  job->pictures = pictures;
  g_atomic_ref_count_inc (&pictures->refs);
  job->source = source->node.id;
  job->file = project_folder_media (pictures->folder, text_get (source->file));
  job->hash = g_strdup (text_get (source->hash));
  job->samples = samples;
  pictures->waiting++;
  if (job->file)
    g_thread_pool_push (pictures->pool, job, NULL);
  else
    g_idle_add (job_back, job);
}

Pictures *
pictures_new (const ProjectFolder *folder, int rate, void (*ready) (void *data), void *data)
{
  Pictures *pictures = g_new0 (Pictures, 1);
  g_atomic_ref_count_init (&pictures->refs);
  pictures->pictures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, picture_free);
  pictures->pool = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
  pictures->cancellable = g_cancellable_new ();
  pictures->folder = folder;
  pictures->cache = project_folder_sub (folder, FOLDER_CACHE, NULL);
  pictures->rate = rate;
  pictures->ready = ready;
  pictures->data = data;
  if (!pictures->cache)
    pictures->cache = g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
  return pictures;
}

void
pictures_free (Pictures *pictures)
{
  if (!pictures)
    return;
  pictures->ready = NULL;
  g_cancellable_cancel (pictures->cancellable);
  g_thread_pool_free (pictures->pool, FALSE, TRUE);
  pictures_unref (pictures);
}

static Picture *
picture_of (Pictures *pictures, const Source *source)
{
  Picture *picture = g_hash_table_lookup (pictures->pictures, &source->node.id);
  if (picture && (picture->state != PICTURE_MISSING || picture->hash == source->hash))
    return picture;
  picture = g_new0 (Picture, 1);
  picture->hash = source->hash ? g_ref_string_acquire (source->hash) : NULL;
  picture->state = picture->samples_state = PICTURE_UNDER_WAY;
  g_hash_table_insert (pictures->pictures, g_memdup2 (&source->node.id, sizeof (Id)), picture);
  start_job (pictures, source, false);
  return picture;
}

PictureState
pictures_peaks (Pictures *pictures, const Source *source, const Peaks **peaks)
{
  const Picture *picture = picture_of (pictures, source);
  *peaks = picture->peaks;
  return picture->state;
}

const PcmFile *
pictures_samples (Pictures *pictures, const Source *source)
{
  Picture *picture = picture_of (pictures, source);
  if (!picture->samples_asked) {
    picture->samples_asked = true;
    start_job (pictures, source, true);
  }
  return picture->samples;
}

unsigned
pictures_serial (const Pictures *pictures)
{
  return pictures->serial;
}

int
pictures_waiting (const Pictures *pictures)
{
  return pictures->waiting;
}

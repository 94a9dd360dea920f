/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/join.h"
#include "edit/lane.h"
#include "edit/sources.h"
#include "edit/takes.h"

typedef struct {
  const TempoMap *map;
  const Clip *const *clips;
  int n, rate;
  Frames start, end;
  Units in[2], out[2]; /* fades of the first and the last as they sound */
  Units fade_in, fade_out; /* that stay to be moved; the others are rendered */
} Joint;

static Frames
start_frame (const Joint *joint, int index)
{
  return units_to_frames (clip_start_units (joint->map, joint->clips[index]), joint->rate);
}

static Frames
end_frame (const Joint *joint, int index)
{
  return units_to_frames (clip_end_units (joint->map, joint->clips[index]), joint->rate);
}

/* The fades at both ends as they sound, where no other clip of the joint sounds under them. */
static void
find_fades (Joint *joint)
{
  const Clip *first = joint->clips[0], *last = joint->clips[joint->n - 1];
  Frames in[2] = { units_to_frames (first->fade_in, joint->rate),
                   units_to_frames (last->fade_in, joint->rate) };
  Frames out[2] = { units_to_frames (first->fade_out, joint->rate),
                    units_to_frames (last->fade_out, joint->rate) };
  const Frames lengths[2] = { end_frame (joint, 0) - joint->start,
                              joint->end - start_frame (joint, joint->n - 1) };

  for (int i = 0; i < 2; i++)
    if (in[i] + out[i] > lengths[i]) { /* they shrink in proportion, as where they are played */
      in[i] = int64_scale_floor (in[i], lengths[i], in[i] + out[i]);
      out[i] = lengths[i] - in[i];
    }
  for (int i = 0; i < 2; i++) {
    joint->in[i] = frames_to_units (in[i], joint->rate);
    joint->out[i] = frames_to_units (out[i], joint->rate);
  }
  if (joint->n == 1 || joint->start + in[0] <= start_frame (joint, 1))
    joint->fade_in = joint->in[0];
  if (joint->n == 1 || joint->end - out[1] >= end_frame (joint, joint->n - 2))
    joint->fade_out = joint->out[1];
}

/* Clips that are all muted stay so as one, and are heard when that is unmuted. */
static bool
are_muted (const Joint *joint)
{
  bool muted = true;

  for (int i = 0; i < joint->n; i++)
    muted = muted && joint->clips[i]->mute;
  return muted;
}

/* The song with nothing on the track but these clips. */
static Project *
lone_clips (const Project *project, Id id, const Joint *joint)
{
  Project *lone = project_edit (project);
  Track *track = project_edit_track (lone, id);
  const bool muted = are_muted (joint);

  track->kind = TRACK_AUDIO;
  track->active_comp = track->frozen = 0;
  track->phase = PHASE_NORMAL;
  track->delay = 0;
  if (track->instrument)
    node_unref (&track->instrument->node);
  track->instrument = NULL;
  List **lists[] = { &track->clips, &track->lanes, &track->comps, &track->effects,
                     &track->envelopes };
  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], list_unref);
  for (int i = 0; i < joint->n; i++) {
    Clip *clip = (Clip *) node_copy (&joint->clips[i]->node);
    if (i == 0) {
      clip->fade_in = joint->in[0] - joint->fade_in;
      clip->fade_out = joint->out[0];
    }
    if (i == joint->n - 1) {
      clip->fade_in = i == 0 ? clip->fade_in : joint->in[1];
      clip->fade_out = joint->out[1] - joint->fade_out;
    }
    clip->mute = clip->mute && !muted;
    list_insert (&track->clips, -1, &clip->node);
  }
  return lone;
}

static Clip *
make_clip (Edit *edit, const Joint *joint, Id source)
{
  const Clip *first = joint->clips[0];
  Clip *clip = edit_new_node (edit, NODE_CLIP, true);
  Units end = 0;

  for (int i = 0; i < joint->n; i++)
    end = MAX (end, clip_end_units (joint->map, joint->clips[i]));
  clip->kind = CLIP_AUDIO;
  clip->source = source;
  clip->start = first->start;
  clip->start_fine = first->start_fine;
  clip->length.base = TIME_ABSOLUTE;
  clip_set_end (joint->map, clip, end);
  clip->fade_in = joint->fade_in;
  clip->fade_in_shape = first->fade_in_shape;
  clip->fade_out = joint->fade_out;
  clip->fade_out_shape = joint->clips[joint->n - 1]->fade_out_shape;
  clip->mute = are_muted (joint);
  clip->rating = first->rating;
  text_set (&clip->name, text_get (first->name));
  text_set (&clip->color, text_get (first->color));
  return clip;
}

/* Each node of the clips is held by the caller. */
static void
keep_parts (Edit *edit, Id track, const Joint *joint, const Clip *joined)
{
  g_autofree char *name = g_strdup_printf ("%s (parts)", text_get (joined->name));
  Lane *lane = take_lane_add (edit, project_edit_track (edit->project, track), name);

  for (int i = 0; i < joint->n; i++)
    list_insert (&lane->clips, -1, node_ref ((Node *) &joint->clips[i]->node));
  take_lane_fit (edit, lane);
}

Id
join_rendered (Edit *edit, const Clip *const *clips, int n, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  Joint joint = { .map = map, .clips = clips, .n = n, .rate = (int) edit->project->rate };
  Track *track;
  Frames start;
  int index = 0;

  if (!edit->host || !edit->host->bounce_track) {
    edit_fail (error, "clips cannot be rendered here");
    return 0;
  }
  project_find_clip (edit->project, clips[0]->node.id, &track, NULL);
  const Id track_id = track->node.id;
  joint.start = start_frame (&joint, 0);
  for (int i = 0; i < n; i++)
    joint.end = MAX (joint.end, end_frame (&joint, i));
  find_fades (&joint);
  Project *lone = lone_clips (edit->project, track_id, &joint);
  const Bounce bounce = { .track = track_id,
                          .from = joint.start,
                          .to = MAX (joint.end, joint.start + 1),
                          .name = text_get (clips[0]->name) };
  Source *source = edit->host->bounce_track (edit->host->data, lone, &bounce, &start, error);
  project_unref (lone);
  if (!source)
    return 0;
  Clip *joined = make_clip (edit, &joint, sources_add (edit, source));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) node_unref);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (parts, node_ref ((Node *) &clips[i]->node));
  List **lane = NULL;
  for (int i = n - 1; i >= 0; i--) {
    lane = project_edit_list_of (edit->project, clips[i]->node.id, &index);
    list_remove (lane, index);
  }
  lane_put (edit, lane, joined);
  keep_parts (edit, track_id, &joint, joined);
  return joined->node.id;
}

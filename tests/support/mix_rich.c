/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix_fixture.h"

static const char tracks[] = "\
  track.add kind=group name=Outer\n\
  track.add kind=group name=Inner in=Outer\n\
  track.add kind=audio name=Mono in=Inner\n\
  track.add kind=audio name=Stereo in=Inner\n\
  track.add kind=audio name=Kick\n\
  track.add kind=audio name=Comped in=Outer\n\
  track.add kind=instrument name=Keys\n\
  track.add kind=audio name=Bursts\n\
  track.add kind=return name=Hall\n\
  track.add kind=return name=Echo\n\
  track.add kind=vca name=Band\n\
  track.add kind=vca name=All\n\
  track.set track=Band vca=All gain=-1.5\n\
  track.set track=Mono vca=Band delay=1234f\n\
  track.set track=Stereo vca=Band,All width=140% pan=L30 phase=right delay=-77f\n\
  track.set track=Inner delay=-3ms pan=R20\n\
  track.set track=Echo delay=5ms\n\
  track.set track=main phase=on width=120%\n";

static const char clips[] = "\
  clip.import track=Mono file=sine:1:9000:441 at=500f name=looped\n\
  clip.set clip=looped loop=on loop_length=3001f fade_in=20ms fade_out=30ms fade_shape=s\n\
  clip.trim clip=looped end=30011f\n\
  clip.import track=Mono file=noise:1:8000:3 at=36000f name=back\n\
  clip.set clip=back reverse=on gain=-3.7 fade_in=10ms fade_in_shape=log\n\
  clip.import track=Stereo file=noise:2:40000:5 at=0f name=wide\n\
  clip.set clip=wide fade_in=100ms fade_shape=equal_power\n\
  clip.import track=Stereo file=sine:1:3000:1234 at=45000f name=single\n\
  clip.import track=Kick file=sine:1:2400:60 at=0f name=k1\n\
  clip.duplicate clip=k1 count=3 to=12000f\n\
  clip.import track=Comped file=ramp:2:60000 at=0f name=playing\n\
  clip.import track=Bursts file=noise:1:700:9 at=3333f name=b1\n\
  clip.import track=Bursts file=noise:1:500:10 at=41111f name=b2\n";

static const char devices[] = "\
  effect.add track=Keys kind=synth\n\
  effect.add track=Mono kind=eq phase=linear band2.on=on band2.gain=6\n\
  effect.add track=Mono kind=compressor threshold=-30 lookahead=3.3\n\
  effect.add track=Stereo kind=eq band3.on=on band3.gain=-8 name=tone\n\
  effect.add track=Stereo kind=saturator drive=12 name=heat\n\
  effect.add track=Stereo kind=gate threshold=-30 name=gate\n\
  effect.add track=Inner kind=compressor threshold=-30 ratio=8 name=duck\n\
  effect.add track=Bursts kind=eq band2.on=on band2.gain=9\n\
  effect.add track=Bursts kind=saturator\n\
  effect.add track=Hall kind=reverb mix=100 time=0.4\n\
  effect.add track=Echo kind=delay time=30 feedback=40 mix=100\n\
  effect.add track=Echo kind=utility width=50\n\
  effect.add track=main kind=compressor threshold=-20\n\
  effect.add track=main master=on kind=eq band2.on=on band2.gain=2\n\
  effect.add track=main master=on kind=limiter gain=6\n\
  send.add track=Mono to=Hall gain=-6 tap=pre\n\
  send.add track=Stereo to=Hall gain=-9 pan=R40\n\
  send.add track=Outer to=Echo gain=-8\n\
  send.add track=Hall to=Echo gain=-12 tap=pre\n\
  send.add track=Bursts to=Echo\n";

static const char envelopes[] = "\
  automation.add track=Mono target=gain at=1000f value=-inf\n\
  automation.add track=Mono target=gain at=9001f value=0 shape=curve tension=0.6\n\
  automation.add track=Mono target=gain at=30000f value=-12\n\
  automation.add track=Mono target=pan at=3000f value=L80\n\
  automation.add track=Mono target=pan at=20017f value=R60\n\
  automation.add track=Stereo target=mute at=10007f value=on\n\
  automation.add track=Stereo target=mute at=13019f value=off\n\
  automation.add track=Stereo target=width at=0f value=100\n\
  automation.add track=Stereo target=width at=40000f value=180\n\
  automation.add track=Stereo target=tone.band3.freq at=5000f value=200\n\
  automation.add track=Stereo target=tone.band3.freq at=25003f value=5000\n\
  automation.add track=Stereo target=heat.drive at=7777f value=0\n\
  automation.add track=Stereo target=heat.drive at=17777f value=20 shape=hold\n\
  automation.add track=Stereo target=heat.drive at=22222f value=5\n\
  automation.add track=Stereo target=Hall.gain at=0f value=-20\n\
  automation.add track=Stereo target=Hall.gain at=33333f value=-3\n\
  automation.add track=Stereo target=Hall.pan at=11111f value=L50\n\
  automation.add track=Band target=gain at=100f value=0\n\
  automation.add track=Band target=gain at=47003f value=-6\n\
  automation.add track=Inner target=duck.threshold at=8001f value=-40\n\
  automation.add track=Inner target=duck.threshold at=28001f value=-10\n\
  automation.add track=main target=gain at=2000f value=0\n\
  automation.add track=main target=gain at=50001f value=-3\n";

static void
add_note (MixFixture *fixture, Clip *clip, Ticks at, Ticks length, int pitch)
{
  const Note note = { .at = at,
                      .length = length,
                      .pitch = pitch,
                      .velocity = 0.8,
                      .id = id_next (&fixture->ids, NOTE_LETTER) };
  run_insert_note (&clip->notes, &note);
}

static void
add_notes (MixFixture *fixture)
{
  mix_fixture_run (fixture, "clip.add track=Keys at=1.1.1 length=4b");
  Track *keys = mix_fixture_track (fixture, "Keys");
  Clip *clip = (Clip *) list_edit (&keys->clips, 0);

  add_note (fixture, clip, 0, 9000, 50);
  add_note (fixture, clip, 1111, 3000, 57);
  add_note (fixture, clip, 15360, 7777, 62);
  add_note (fixture, clip, 20000, 1, 66);
}

/* A take lane of noise, heard in the middle of the playing lane. */
static void
add_comp (MixFixture *fixture)
{
  mix_fixture_run (fixture, "track.add kind=audio name=Take\n"
                            "clip.import track=Take file=noise:2:60000:77 at=0f");
  Track *take = mix_fixture_track (fixture, "Take");
  Lane *lane = (Lane *) node_new (NODE_LANE);
  Comp *comp = (Comp *) node_new (NODE_COMP);
  Part *part = (Part *) node_new (NODE_PART);
  lane->node.id = id_next (&fixture->ids, 'l');
  comp->node.id = id_next (&fixture->ids, 'k');
  part->node.id = id_next (&fixture->ids, 'q');
  lane->clips = list_ref (take->clips);
  part->lane = lane->node.id;
  part->from = (Position){ frames_to_units (15001, 48000), TIME_ABSOLUTE };
  part->to = (Position){ frames_to_units (31007, 48000), TIME_ABSOLUTE };
  list_insert (&comp->parts, -1, &part->node);
  mix_fixture_run (fixture, "track.remove track=Take");
  Track *track = mix_fixture_track (fixture, "Comped");
  track->active_comp = comp->node.id;
  list_insert (&track->lanes, -1, &lane->node);
  list_insert (&track->comps, -1, &comp->node);
}

static void
add_clip_envelope (MixFixture *fixture)
{
  Track *track = mix_fixture_track (fixture, "Mono");
  Clip *clip = (Clip *) list_edit (&track->clips, 0);
  Envelope *envelope = (Envelope *) node_new (NODE_ENVELOPE);
  const Point points[] = {
    { .at = 0, .value = -20, .shape = POINT_LINEAR },
    { .at = frames_to_units (7003, 48000), .value = 3, .shape = POINT_CURVE, .tension = -0.4 },
    { .at = frames_to_units (17001, 48000), .value = -6, .shape = POINT_HOLD },
  };

  envelope->node.id = id_next (&fixture->ids, 'v');
  envelope->base = TIME_ABSOLUTE;
  text_set (&envelope->param, "gain");
  for (size_t i = 0; i < G_N_ELEMENTS (points); i++)
    run_insert_point (&envelope->points, &points[i]);
  list_insert (&clip->envelopes, -1, &envelope->node);
}

MixFixture *
mix_fixture_rich (void)
{
  MixFixture *fixture = mix_fixture_new ();

  mix_fixture_run (fixture, tracks);
  mix_fixture_run (fixture, clips);
  mix_fixture_run (fixture, devices);
  mix_fixture_run (fixture, envelopes);
  add_notes (fixture);
  add_comp (fixture);
  add_clip_envelope (fixture);
  const Id kick = mix_fixture_track (fixture, "Kick")->node.id;
  Track *inner = mix_fixture_track (fixture, "Inner");
  ((Effect *) list_edit (&inner->effects, 0))->sidechain = kick;
  ((Effect *) list_get (inner->effects, 0))->sidechain_tap = TAP_PRE;
  Track *output = mix_fixture_track (fixture, "main");
  ((Effect *) list_edit (&output->master, 0))->channels = CHANNELS_SIDE;
  Track *stereo = mix_fixture_track (fixture, "Stereo");
  ((Effect *) list_edit (&stereo->effects, 0))->channels = CHANNELS_MID;
  return fixture;
}

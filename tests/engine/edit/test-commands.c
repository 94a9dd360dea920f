/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command of the table once as it is meant and once as it is not. */
#include <string.h>

#include "edit_fixture.h"

typedef struct {
  const char *name;
  const char *good; /* lines, of which the last is of this command */
  const char *bad; /* a line of it that must fail */
  const char *sentence; /* what its failure must say */
} Case;

static const Case cases[] = {
  { "project.set", "project.set tempo=96.5 meter=7/8 rate=96kHz pan_law=linear artist=Ann",
    "project.set rate=50kHz", "the nearest rate is 48000 Hz" },
  { "project.clean_up",
    "clip.import track=Bass file=x.wav name=X\nclip.remove clip=X\nproject.clean_up move=on",
    "project.clean_up move=maybe", "on or off" },
  { "loop.set", "loop.set from=5.1.1 to=9.1.1", "loop.set from=9.1.1 to=5.1.1", "behind" },
  { "punch.set", "punch.set from=5.1.1 to=9.1.1 on=off", "punch.set", "name the range" },
  { "metronome.set", "metronome.set mode=recording count_in=2", "metronome.set count_in=20",
    "from 0 to 16" },
  { "monitor.set", NULL, "monitor.set dim=on", "belongs to the machine" },
  { "master.set", "master.set loudness=-14 ceiling=-1 eq.band1.freq=30Hz utility.gain=-2",
    "master.set eqq.gain=2", "did you mean 'eq'" },
  { "track.add", "track.add kind=audio name=Vox in=Band", "track.add kind=audoi name=X",
    "is not one of" },
  { "track.set", "track.set track=Bass gain=-6dB pan=L30 output=Band midi_channel=3",
    "track.set track=Bas gain=0", "did you mean 'Bass'" },
  { "track.move", "track.move track=Bass to=1", "track.move track=Band in=Band", "in itself" },
  { "track.duplicate", "track.duplicate track=Drums content=off", "track.duplicate track=main",
    "only one main" },
  { "track.remove", "track.remove track=Drums", "track.remove track=main", "cannot be removed" },
  { "track.freeze", "track.freeze track=Drums", "track.freeze track=Lead", "no sound" },
  { "track.unfreeze", "track.freeze track=Drums\ntrack.unfreeze track=Drums",
    "track.unfreeze track=Drums", "is not frozen" },
  { "track.bounce", "track.bounce track=Drums", "track.bounce track=Band mode=replace",
    "sums other tracks" },
  { "clip.import", "clip.import track=Bass file=x.wav at=30s",
    "clip.import track=Bass file=missing.wav", "cannot open" },
  { "clip.add", "clip.add track=Keys at=9.1.1", "clip.add track=Bass", "carries no notes" },
  { "clip.move", "clip.move clip=Beat,Fill by=1bar with_automation=on", "clip.move clip=Beat",
    "name a place" },
  { "clip.trim", "clip.trim clip=Beat start=1.2.1 end=4.1.1",
    "clip.trim clip=Beat start=4.1.1 end=2.1.1", "behind the start" },
  { "clip.split", "clip.split clip=Beat at=3.1.1", "clip.split clip=Beat at=40.1.1",
    "does not lie inside" },
  { "source.locate", "source.locate clip=Beat file=elsewhere.wav",
    "source.locate clip=Chords file=elsewhere.wav", "plays no file" },
  { "clip.set", "clip.set clip=Beat gain=-3dB fade_in=50ms fade_shape=log stretch=1.5",
    "clip.set clip=Beat stretch=50", "from 0.05 to 20" },
  { "clip.duplicate", "clip.duplicate clip=Chords count=3 linked=on",
    "clip.duplicate clip=Chords count=0", "from 1 to" },
  { "clip.slip", "clip.slip clip=Beat by=-1b", "clip.slip clip=Beat", "needs by=" },
  { "clip.join", "clip.split clip=Beat at=3.1.1\nclip.join clips=1,$1", "clip.join clips=Beat,Line",
    "do not stand in one lane" },
  { "clip.bounce", "clip.bounce clips=Beat,Fill", "clip.bounce clips=Chords", "holds notes" },
  { "clip.crossfade", "clip.split clip=Beat at=3.1.1\nclip.crossfade clip=1 length=40ms",
    "clip.crossfade clip=Fill", "no clip begins" },
  { "clip.remove", "clip.remove clip=Beat,Line", "clip.remove clip=Beta", "did you mean 'Beat'" },
  { "clip.normalize", "clip.normalize clip=Beat to=-16LUFS", "clip.normalize clip=Chords",
    "no audio clip" },
  { "clip.group", "clip.group clips=Beat,Line", "clip.group clips=Beat", "two clips" },
  { "clip.ungroup",
    "clip.group clips=Beat,Line\nclip.group clips=Fill,Late\nclip.ungroup clips=Line",
    "clip.ungroup clips=Line", "stands in a group" },
  { "warp.add", "warp.add clip=Beat at=2.1.1 to=2.1.2", "warp.add clip=Chords at=2.1.1",
    "follow the tempo already" },
  { "warp.move", "warp.add clip=Beat at=2.1.1\nwarp.move warp=$1 by=-20ms",
    "warp.move warp=Bass to=1", "no warp marker" },
  { "warp.remove",
    "warp.add clip=Beat at=2.1.1 to=2.1.2\nwarp.add clip=Beat at=3.1.1\nwarp.remove warp=$1",
    "warp.remove clip=Beat", "has no warp markers" },
  { "warp.quantize", "warp.add clip=Beat at=2.1.1.50\nwarp.quantize clip=Beat grid=1/4",
    "warp.quantize clip=Beat grid=1/4", "has no warp markers" },
  { "clip.slice", "clip.slice clip=Beat at=2.1.1,3.1.1 to=2.2.1,3.2.1",
    "clip.slice clip=Beat at=3.1.1,2.1.1", "must rise" },
  { "clip.replace", "clip.replace clip=Beat file=x.wav", "clip.replace clip=Chords file=x.wav",
    "holds notes" },
  { "track.import", "track.import project=other of=Band after=Drums",
    "track.import project=nowhere", "cannot open" },
  { "range.cut", "range.cut from=2.1.1 to=3.1.1 tracks=Bass", "range.cut from=3.1.1 to=2.1.1",
    "behind the start" },
  { "range.copy", "range.copy from=2.1.1 to=3.1.1", "range.copy from=x to=2.1.1",
    "is not a position" },
  { "range.paste",
    "range.copy from=2.1.1 to=3.1.1 tracks=Bass\nrange.paste from=20.1.1 ripple=on automation=on",
    "range.paste from=5.1.1", "nothing was cut or copied" },
  { "range.remove", "range.remove from=2.1.1 to=3.1.1 ripple=on",
    "range.remove from=2.1.1 to=3.1.1 tracks=Basss", "did you mean 'Bass'" },
  { "range.insert", "range.insert from=2.1.1 to=4.1.1",
    "range.insert from=2.1.1 to=4.1.1 ripple=off", "range.remove empties" },
  { "take.add", "take.add track=Bass clips=Line", "take.add track=Band", "has no clips" },
  { "take.promote", "take.promote track=Drums lane=Two", "take.promote track=Drums lane=Three",
    "did you mean" },
  { "lane.add", "lane.add track=Bass name=Extra", "lane.add track=Room", "has no clips" },
  { "lane.set", "lane.set track=Drums lane=One rating=4 mute=on",
    "lane.set track=Drums lane=One rating=9", "from 0 to 5" },
  { "lane.remove", "lane.remove track=Drums lane=One force=on", "lane.remove track=Drums lane=One",
    "force=on" },
  { "comp.add", "comp.add track=Drums name=Second lane=Two", "comp.add track=Bass",
    "has no takes" },
  { "comp.set", "comp.set track=Drums from=2.1.1 to=2.3.1 lane=Two",
    "comp.set track=Drums from=2.1.1 to=2.3.1", "name a take" },
  { "comp.split", "comp.split track=Drums at=2.1.1", "comp.split track=Drums at=20.1.1",
    "no part" },
  { "comp.activate", "comp.activate track=Drums comp=none", "comp.activate track=Drums comp=X",
    "there is no comp" },
  { "comp.flatten", "comp.flatten track=Drums", "comp.flatten track=Bass", "has no comp" },
  { "comp.remove", "comp.remove track=Drums", "comp.remove track=Bass", "has no comp" },
  { "note.add", "note.add clip=Chords at=3.1.1 length=1b pitch=A4 velocity=100 lyric=oh",
    "note.add clip=Chords at=9.1.1 length=1b pitch=A4", "outside" },
  { "note.set", "note.set clip=Chords note=1,2 velocity=90% length=2b lyric=ah",
    "note.set clip=Chords note=9 velocity=90", "has no note" },
  { "note.move", "note.move clip=Chords note=all by=1b pitch=D4",
    "note.move clip=Chords note=1 by=-2bar", "before its clip" },
  { "note.remove", "note.remove clip=Chords note=2", "note.remove clip=Line note=all",
    "no note clip" },
  { "notes.quantize", "notes.quantize clip=Chords grid=1/8t strength=50% swing=30 ends=on",
    "notes.quantize clip=Chords grid=0b", "wider than nothing" },
  { "notes.transpose", "notes.transpose clip=Chords by=12", "notes.transpose clip=Chords by=100",
    "leave the range" },
  { "notes.velocity", "notes.velocity clip=Chords scale=120 by=-3", "notes.velocity clip=Chords",
    "name a change" },
  { "notes.humanize", "notes.humanize clip=Chords time=20ms seed=3",
    "notes.humanize clip=Chords time=-1s", "less than nothing" },
  { "controller.add", "controller.add clip=Chords controller=Modulation at=2.1.1 value=50%",
    "controller.add clip=Chords controller=cc128 at=2.1.1 value=5", "is no controller" },
  { "controller.move",
    "controller.add clip=Chords controller=bend@2 at=2.1.1 value=-0.5 shape=linear\n"
    "controller.move clip=Chords controller=bend@2 at=2.1.1 to=2.2.1 value=100%",
    "controller.move clip=Chords controller=bend at=2.1.1 value=0", "no point at" },
  { "controller.remove",
    "controller.add clip=Chords controller=cc64 at=2.1.1 value=127\n"
    "controller.add clip=Chords controller=cc64 at=2.2.1 value=0\n"
    "controller.remove clip=Chords controller=sustain at=2.1.1",
    "controller.remove clip=Chords controller=cc64", "no points of cc64" },
  { "controller.write",
    "controller.write clip=Chords controller=pressure from=2.1.1 to=2.3.1 points=0:10,960:90",
    "controller.write clip=Chords controller=pressure from=2.1.1 to=2.3.1 points=960:10,0:90",
    "rising ticks" },
  { "expression.add",
    "expression.add clip=Chords note=3 expression=pitch at=2.1.1 value=1.5 shape=hold",
    "expression.add clip=Chords note=3 expression=pitch at=2.1.1 value=60", "out of range" },
  { "expression.move",
    "expression.add clip=Chords note=3 expression=timbre at=2.1.1 value=50%\n"
    "expression.move clip=Chords note=3 expression=timbre at=2.1.1 to=2.1.2 value=100",
    "expression.move clip=Chords note=3 expression=timbre at=2.1.1 value=0", "no point stands" },
  { "expression.remove",
    "expression.add clip=Chords note=3 expression=pressure at=2.1.1 value=50\n"
    "expression.add clip=Chords note=3 expression=pressure at=2.1.2 value=60\n"
    "expression.remove clip=Chords note=3 expression=pressure at=2.1.1",
    "expression.remove clip=Chords note=3 expression=pressure at=2.1.1", "no point stands" },
  { "expression.write",
    "expression.write clip=Chords note=3 expression=pitch from=2.1.1 to=2.1.3 points=0:0,960:-2",
    "expression.write clip=Chords note=3 expression=pitch from=2.1.1 to=2.1.3 points=9:0",
    "rising ticks" },
  { "notes.legato", "notes.legato clip=Chords", "notes.legato clip=Line", "no note clip" },
  { "notes.trim", "notes.trim clip=Chords end_by=-100t notes=1",
    "notes.trim clip=Chords start=3.1.1 start_by=1b", "not both" },
  { "notes.split", "notes.split clip=Chords at=2.2.1", "notes.split clip=Chords at=90.1.1",
    "no note sounds" },
  { "notes.join", "note.add clip=Chords at=3.1.1 length=1b pitch=C4\nnotes.join clip=Chords",
    "notes.join clip=Chords notes=1", "one pitch" },
  { "notes.reverse", "notes.reverse clip=Chords", "notes.reverse clip=Line", "no note clip" },
  { "notes.duplicate", "notes.duplicate clip=Chords by=1b transpose=12",
    "notes.duplicate clip=Chords by=-4bar", "before its clip" },
  { "notes.record",
    "notes.record track=Keys from=1s to=3s events=48000:903c64,72000:803c40,60000:b04040 "
    "mode=replace grid=1/16",
    "notes.record track=Keys from=1s to=3s events=48000:903c", "is no message" },
  { "effect.add", "effect.add track=Bass kind=gate at=1 threshold=-40dB",
    "effect.add track=Bass kind=compresor", "did you mean 'compressor'" },
  { "effect.set",
    "effect.set track=Drums effect=compressor ratio=4:1 attack=12ms channels=mid name=Glue",
    "effect.set track=Drums effect=compressor treshold=-20", "did you mean 'threshold'" },
  { "effect.move", "effect.move track=Drums effect=2 to=1",
    "effect.move track=Drums effect=1 into=Lead", "carries no sound" },
  { "effect.bypass", "effect.bypass track=Drums effect=eq", "effect.bypass track=Drums effect=9",
    "has no effect 9" },
  { "effect.remove", "effect.remove track=Drums effect=eq", "effect.remove track=Bass effect=eq",
    "there is no effect" },
  { "effect.preset", "effect.preset track=Drums effect=eq preset='Vocal: air'",
    "effect.preset track=Drums effect=eq preset='Vocal air'", "did you mean 'Vocal: air'" },
  { "chain.add", "chain.add track=Drums name=Dry gain=-6", "chain.add track=Drums beside=eq",
    "holds no parallel chains" },
  { "chain.set", NULL, "chain.set track=Drums chain=1 gain=-3", "there is no parallel chain" },
  { "chain.remove", NULL, "chain.remove track=Drums chain=1", "there is no parallel chain" },
  { "sidechain.set", "sidechain.set track=Drums effect=compressor from=none",
    "sidechain.set track=Drums effect=compressor from=Band", "in a circle: " },
  { "send.add", "send.add track=Keys to=Room tap=pre pan=R20", "send.add track=Drums to=Room",
    "send.set changes it" },
  { "send.set", "send.set track=Drums to=Room gain=-6 mute=on", "send.set track=Drums gain=-6",
    "name the send" },
  { "send.remove", "send.remove track=Drums to=Room", "send.remove track=Drums to=Rom",
    "did you mean 'Room'" },
  { "cue.set", "cue.set cue=cue2 output=3-4 gain=-3dB", "cue.set cue=hall", "there is no cue" },
  { "cue.remove", "cue.remove cue=cue1", "cue.remove cue=cue7", "did you mean 'cue1'" },
  { "automation.add", "automation.add track=Drums target=pan at=2.1.1 value=L20 shape=hold",
    "automation.add track=Drums target=pans at=2.1.1 value=L20", "is no target" },
  { "automation.set", "automation.set track=Drums target=gain on=off",
    "automation.set track=Drums target=pan on=off", "has no points" },
  { "automation.move", "automation.move track=Drums target=gain at=5.1.1 to=6.1.1 value=-3dB",
    "automation.move track=Drums target=gain at=6.1.1 to=7.1.1", "the nearest is at 5.1.1" },
  { "automation.remove", "automation.remove track=Drums target=gain at=5.1.1",
    "automation.remove track=Drums target=gain", "name one point" },
  { "automation.clear", "automation.clear track=Drums", "automation.clear track=Drums target=width",
    "has no points" },
  { "automation.thin", "automation.thin track=Drums target=gain tolerance=20",
    "automation.thin track=Bass target=gain", "has no points" },
  { "automation.write",
    "automation.write track=Drums target=gain from=2s to=4s points=96000:-3,192000:-9 mode=trim",
    "automation.write track=Drums target=gain from=2s to=4s points=96000:-3,200000:-9",
    "a point lies outside" },
  { "tempo.add", "tempo.add at=5.1.1 bpm=90 ramp=on", "tempo.add at=5.1.1 bpm=2",
    "from 5 to 1000" },
  { "tempo.remove", "tempo.remove at=9.1.1", "tempo.remove at=8.1.1", "the nearest is at 9.1.1" },
  { "meter.add", "meter.add at=5.1.1 meter=6/8", "meter.add at=5.1.1 meter=4/5", "is not a meter" },
  { "meter.remove", "meter.remove at=9.1.1", "meter.remove at=1.1.1", "needs its first meter" },
  { "key.add", "key.add at=5.1.1 key='F# minor'", "key.add at=5.1.1 key=H", "is not a key" },
  { "key.remove", "key.remove at=9.1.1", "key.remove at=5.1.1", "the nearest is at 9.1.1" },
  { "section.add", "section.add name=Outro at=20.1.1 length=4bar",
    "section.add name=X at=4.1.1 length=6bar", "would cover section 'Verse'" },
  { "section.set", "section.set section=Verse name=Bridge end=8.1.1",
    "section.set section=Verse end=5.1.1", "behind the start" },
  { "section.move", "section.move section=Chorus before=Intro", "section.move section=Chorus",
    "name one place" },
  { "section.duplicate", "section.duplicate section=Verse count=2",
    "section.duplicate section=Verze", "did you mean 'Verse'" },
  { "section.swap", "section.swap section=Verse with=previous", "section.swap section=Chorus",
    "no section behind it" },
  { "section.remove", "section.remove section=Verse content=on", "section.remove section=Vers",
    "did you mean 'Verse'" },
  { "marker.add", "marker.add at=0:01 name=Now color=plum",
    "marker.add at=0:01 name=", "it is empty" },
  { "marker.set", "marker.set marker=Here name=Elsewhere", "marker.set marker=Here",
    "name what to set" },
  { "marker.move", "marker.move marker=Here to=7.1.1", "marker.move marker=Here by=-20bar",
    "before the start" },
  { "marker.remove", "marker.remove marker=There", "marker.remove marker=Ther",
    "did you mean 'There'" },
  { "chord.add", "chord.add at=3.1.1 symbol=F#m7b5", "chord.add at=3.1.1 symbol=Hm",
    "is not a chord" },
  { "chord.set", "chord.set chord=Am7 symbol=Am9 length=1bar", "chord.set chord=Am7",
    "name what to set" },
  { "chord.remove", "chord.remove chord=1", "chord.remove chord=9", "there is no chord" },
  { "lyric.add", "lyric.add at=7.1.1 text=none length=1b", "lyric.add at=7.1.1", "needs text=" },
  { "lyric.set", "lyric.set lyric=1 text='Hello then'", "lyric.set lyric=1", "name what to set" },
  { "lyric.move", "lyric.move lyric=1 by=1b", "lyric.move lyric=1", "name either" },
  { "lyric.remove", "lyric.remove lyric=1", "lyric.remove lyric=2", "there is no lyric" },
  { "comment.add", "comment.add at=2s text=soft author=Kim", "comment.add at=2s text=soft",
    "needs author=" },
  { "comment.resolve", "comment.resolve comment=1", "comment.resolve comment=2",
    "there is no comment" },
  { "comment.remove", "comment.remove comment=1", "comment.remove comment=2",
    "there is no comment" },
  { "edit_group.set", "edit_group.set name=Rhythm on=on", "edit_group.set name=Rythm on=on",
    "did you mean 'Rhythm'" },
  { "snapshot.add", "snapshot.add name=Second", "snapshot.add", "needs name=" },
  { "snapshot.recall", "track.set track=Drums gain=-9\nsnapshot.recall snapshot=Rough",
    "snapshot.recall snapshot=Rouhg", "did you mean 'Rough'" },
  { "snapshot.remove", "snapshot.remove snapshot=Rough", "snapshot.remove snapshot=2",
    "there is no mix snapshot" },
  { "scene.add", "scene.add name=Break tempo=90", "scene.add name=Break tempo=2000",
    "from 0 to 1000" },
  { "scene.set", "scene.set scene=Drop color=moss", "scene.set scene=Drop color=mos", "'moss'" },
  { "scene.remove", "scene.remove scene=Drop", "scene.remove scene=Drp", "did you mean 'Drop'" },
  { "slot.set", "slot.set scene=Drop track=Bass clip=Line",
    "slot.set scene=Drop track=Bass clip=Chords", "there is no clip" },
  { "slot.remove", "slot.remove scene=Drop track=Keys", "slot.remove scene=Drop track=Bass",
    "nothing on that track" },
  { "album.add", NULL, "album.add song=One", "a song and not an album" },
  { "album.set", NULL, "album.set song=1 gap=2s", "there is no song" },
  { "album.remove", NULL, "album.remove song=1", "there is no song" },
  { "delivery.add", "delivery.add name=CD format=wav bits=16 rate=44.1kHz dither=shaped",
    "delivery.add name=Streaming", "already" },
  { "delivery.set", "delivery.set delivery=Streaming ceiling=-2 name=Stream",
    "delivery.set delivery=Streaming bits=20", "is not one of" },
  { "delivery.remove", "delivery.remove delivery=Streaming", "delivery.remove delivery=CD",
    "there is no delivery" },
  { "reference.add", "reference.add file=other.wav offset=-1.5s", "reference.add file=missing.wav",
    "cannot open" },
  { "reference.set", "reference.set reference=1 gain=-2 on=off", "reference.set reference=1",
    "name what to set" },
  { "reference.remove", "reference.remove reference=1", "reference.remove reference=2",
    "there is no reference" },
};

static void
test_all_are_here (void)
{
  int n;
  const CommandSpec *const *all = commands_all (&n);

  g_assert_cmpint (n, ==, G_N_ELEMENTS (cases));
  for (int i = 0; i < n; i++) {
    bool found = false;
    for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
      found |= strcmp (cases[c].name, all[i]->name) == 0;
    if (!found)
      g_error ("%s is not tested", all[i]->name);
    g_assert_true (command_find (all[i]->name) == all[i]);
  }
}

/* What the listing shows: each has help; names of arguments are unique and lower case. */
static void
test_table (void)
{
  int n;
  const CommandSpec *const *all = commands_all (&n);

  for (int i = 0; i < n; i++) {
    g_assert_cmpuint (strlen (all[i]->help), >, 5);
    g_assert_null (strchr (all[i]->help, '\n'));
    for (int a = 0; a < all[i]->n_args; a++) {
      const ArgSpec *arg = &all[i]->args[a];
      g_assert_nonnull (arg->help);
      g_assert_cmpuint (strspn (arg->name, "abcdefghijklmnopqrstuvwxyz_"), ==, strlen (arg->name));
      g_assert_true (!arg->choices == (arg->type != ARG_CHOICE));
      for (int b = 0; b < a; b++)
        g_assert_cmpstr (all[i]->args[b].name, !=, arg->name);
    }
  }
}

static void
test_good (gconstpointer data)
{
  const Case *one = data;
  IdSource ids;
  Project *old = fixture_song (&ids);
  const uint64_t digest = fixture_digest (old);

  g_assert_true (g_str_has_prefix (
      strrchr (one->good, '\n') ? strrchr (one->good, '\n') + 1 : one->good, one->name));
  Project *next = fixture_run (project_ref (old), &ids, one->good);
  fixture_assert_good (next);
  g_assert_cmpuint (fixture_digest (old), ==, digest);
  if (strcmp (one->name, "range.copy") == 0 || strcmp (one->name, "project.clean_up") == 0 ||
      strcmp (one->name, "track.unfreeze") == 0 || strcmp (one->name, "snapshot.recall") == 0 ||
      strcmp (one->name, "clip.join") == 0)
    g_assert_cmpint (list_n (next->tracks), ==, list_n (old->tracks));
  else
    g_assert_false (node_equal (&old->node, &next->node));
  project_unref (next);
  project_unref (old);
}

static void
test_bad (gconstpointer data)
{
  const Case *one = data;
  IdSource ids;
  Project *old = fixture_song (&ids);
  const uint64_t digest = fixture_digest (old);

  g_assert_true (g_str_has_prefix (one->bad, one->name));
  g_autofree char *sentence = fixture_failure (old, &ids, one->bad);
  if (!sentence || !strstr (sentence, one->sentence))
    g_error ("%s\nsays: %s\nnot: %s", one->bad, sentence, one->sentence);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_assert_cmpuint (fixture_digest (old), ==, digest);
  project_unref (old);
}

/* The arguments of effect.set hide no parameter of a device. */
static void
test_no_clash (void)
{
  const CommandSpec *set = command_find ("effect.set");
  const EditHost *host = fixture_host ();

  for (int pass = 0; pass < 2; pass++)
    for (const char *const *kind = pass ? host->instrument_kinds : host->effect_kinds; *kind;
         kind++) {
      const DeviceSpec *spec = pass ? host->find_instrument (*kind) : host->find_effect (*kind);
      for (int p = 0; p < spec->n_params; p++)
        for (int a = 0; a < set->n_args; a++)
          g_assert_cmpstr (spec->params[p].name, !=, set->args[a].name);
    }
}

/* A name that the command and the effect share: the command's comes first. */
static void
test_shared_name (void)
{
  IdSource ids;
  Project *project = fixture_song (&ids);

  project = fixture_run (project, &ids,
                         "track.add name=Space\n"
                         "effect.add track=Space kind=reverb time=2s kind=hall\n"
                         "effect.add kind=saturator kind=hard track=Space name=Hot");
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    if (strcmp (node_name (&track->node), "Space") != 0)
      continue;
    const Effect *reverb = (const Effect *) list_get (track->effects, 0);
    const Effect *saturator = (const Effect *) list_get (track->effects, 1);
    g_assert_cmpstr (text_get (reverb->kind), ==, "reverb");
    g_assert_cmpstr (text_get (params_find (reverb->params, "kind")->text), ==, "hall");
    g_assert_cmpstr (text_get (saturator->kind), ==, "saturator");
    g_assert_cmpstr (text_get (params_find (saturator->params, "kind")->text), ==, "hard");
  }
  const struct {
    const char *line, *sentence;
  } bad[] = {
    { "effect.add track=Space kind=reverb kind=hall kind=room", "'kind' is given too often" },
    { "effect.add track=Space kind=reverb time=1s time=2s", "'time' is given twice" },
    { "effect.add track=Space kind=reverb kind=barn", "barn" },
    { "effect.add track=Space kind=reverb track=Space", "track" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *sentence = fixture_failure (project, &ids, bad[i].line);
    if (!sentence || !strstr (sentence, bad[i].sentence))
      g_error ("%s\nsays: %s\nnot: %s", bad[i].line, sentence, bad[i].sentence);
  }
  project_unref (project);
}

static void
test_album (void)
{
  IdSource ids;
  id_source_init (&ids, 3);
  Project *album = fixture_run (project_new (), &ids,
                                "album.add song=One gap=2s title='First Song'\n"
                                "album.add song=Two isrc=de-abc-24-00001\n"
                                "album.set song='First Song' gain=-1dB to=2 utility.gain=-3\n"
                                "album.set song=Two trim_start=1.5s fade_out=3s crossfade=1s\n");
  fixture_assert_good (album);
  g_assert_cmpint (album->kind, ==, PROJECT_ALBUM);
  const Song *first = (const Song *) list_get (album->songs, 0);
  const Song *second = (const Song *) list_get (album->songs, 1);
  g_assert_cmpstr (text_get (first->isrc), ==, "DEABC2400001");
  g_assert_cmpint (first->trim_start, ==, UNITS_PER_SECOND * 3 / 2);
  g_assert_cmpstr (text_get (second->title), ==, "First Song");
  g_assert_cmpint (second->gap, ==, 2 * UNITS_PER_SECOND);
  g_assert_cmpint (list_n (second->effects), ==, 1);
  g_autofree char *bad = fixture_failure (album, &ids, "album.set song=Two isrc=12");
  g_assert_nonnull (strstr (bad, "is not an ISRC"));
  album = fixture_run (album, &ids, "album.remove song=1");
  g_assert_cmpint (list_n (album->songs), ==, 1);
  project_unref (album);
}

static void
test_unknown (void)
{
  IdSource ids;
  Project *project = fixture_song (&ids);
  static const struct {
    const char *line, *sentence;
  } bad[] = {
    { "clip.splt clip=Beat at=1.1.1", "did you mean 'clip.split'" },
    { "clip.split clip=Beat att=1.1.1", "did you mean 'at'" },
    { "clip.split clip=Beat at=2.1.1 at=3.1.1", "given twice" },
    { "clip.split clip=Beat 2.1.1", "is not key=value" },
    { "clip.split clip=Beat at='2.1.1", "cannot read the command" },
    { "clip.remove clip=$4", "names no result" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *sentence = fixture_failure (project, &ids, bad[i].line);
    if (!sentence || !strstr (sentence, bad[i].sentence))
      g_error ("%s\nsays: %s\nnot: %s", bad[i].line, sentence, bad[i].sentence);
  }
  /* A name that two share lists both. */
  project = fixture_run (project, &ids, "track.add name=Twin\ntrack.add name=Twin");
  g_autofree char *twins = fixture_failure (project, &ids, "track.set track=Twin gain=0");
  g_assert_nonnull (strstr (twins, "shared by several tracks: t:"));
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/commands/all", test_all_are_here);
  g_test_add_func ("/edit/commands/table", test_table);
  g_test_add_func ("/edit/commands/no-clash", test_no_clash);
  g_test_add_func ("/edit/commands/shared-name", test_shared_name);
  g_test_add_func ("/edit/commands/album", test_album);
  g_test_add_func ("/edit/commands/unknown", test_unknown);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *good = g_strdup_printf ("/edit/commands/good/%s", cases[i].name);
    g_autofree char *bad = g_strdup_printf ("/edit/commands/bad/%s", cases[i].name);
    if (cases[i].good)
      g_test_add_data_func (good, &cases[i], test_good);
    g_test_add_data_func (bad, &cases[i], test_bad);
  }
  return g_test_run ();
}

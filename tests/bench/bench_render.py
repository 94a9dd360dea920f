#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures rendering and opening: seconds of audio for each second of the processor, wall time, peak memory.

    bench_render.py LACQUER MAKE_STEMS [WORKLOAD ...] [--seconds 20] [--reps 3] [--work FOLDER]

W1-N is a plain mix of N stereo stems with gain and balance; W2-N gives each of N stems an equalizer of four bands, a
compressor and a send to one reverb, and the sum a limiter; W5 opens 200 tracks of 50 clips. Each is run in turn with
each of --threads and with the programs of --against 'NAME=WORKLOAD=COMMAND': WORKLOAD may be a pattern such as 'W1-*';
in COMMAND {manifest} is the mix as JSON, {list} the same as lines of left gain, right gain, in W2 send, and path, {out}
the file to write and {workload} its name. On a busy machine compare processor time, and only within one run.
--instructions counts with valgrind instead, which no other work disturbs."""
import argparse, fnmatch, json, os, re, shlex, statistics, subprocess, sys, tempfile

RATE = 48000
EQ = [dict(type="lowshelf", hz=100, db=2.0, q=0.7071), dict(type="peak", hz=400, db=-3.0, q=1.0),
      dict(type="peak", hz=2500, db=2.5, q=1.2), dict(type="highshelf", hz=9000, db=1.5, q=0.7071)]
EFFECTS = dict(eq=EQ, compressor=dict(threshold_db=-20, ratio=4, attack_ms=5, release_ms=120, makeup_db=4),
               reverb=dict(seconds_rt60=1.5), limiter=dict(ceiling_db=-1, release_ms=50))
OPEN_TRACKS, OPEN_CLIPS = 200, 50


def tracks(count, base_db, stems):
    made = []
    for i in range(count):
        gain = 10 ** ((base_db - i * 7 % 9) / 20)
        pan = (i * 37 % 201 - 100) / 100
        made.append(dict(file=stems[i % len(stems)], gain=gain, pan=pan, left=gain * min(1, 1 - pan),
                         right=gain * min(1, 1 + pan), send=10 ** ((-12 - i % 5) / 20)))
    return made


def stems_of(options, count):
    folder = os.path.join(options.work, "stems-%g" % options.seconds)
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(os.path.join(folder, "stem%03d.wav" % (count - 1))):
        subprocess.run([options.make_stems, folder, str(count), str(options.seconds)], check=True)
    return [os.path.join(folder, "stem%03d.wav" % i) for i in range(count)]


def prepare(options, workload):
    """The manifest, its list and the project of a workload; what is there already stays."""
    kind, _, number = workload.partition("-")
    if kind not in ("W1", "W2", "W5") or (kind != "W5" and not number.isdigit()):
        sys.exit("no workload '%s': W1-N, W2-N or W5" % workload)
    count = OPEN_TRACKS if kind == "W5" else int(number)
    mix = tracks(count, -9 if kind == "W2" else -18, stems_of(options, min(count, 8) if kind == "W5" else count))
    manifest = dict(workload=workload, sample_rate=RATE, seconds=options.seconds, tracks=mix)
    if kind == "W2":
        manifest.update(EFFECTS)
    if kind == "W5":
        manifest["clips_per_track"] = OPEN_CLIPS
    base = os.path.join(options.work, "%s-%g" % (workload, options.seconds))
    with open(base + ".json", "w") as file:
        json.dump(manifest, file)
    with open(base + ".lst", "w") as file:
        for track in mix:
            send = "%.9g " % track["send"] if kind == "W2" else ""
            file.write("%.9g %.9g %s%s\n" % (track["left"], track["right"], send, track["file"]))
    if not os.path.isdir(base):
        maker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "make_bench_project.py")
        subprocess.run([sys.executable, maker, options.lacquer, base + ".json", base], check=True, stdout=subprocess.DEVNULL)
    return base


def commands(options, workload, base):
    if workload == "W5":
        return {"lacquer": [options.lacquer, "info", base]}
    out = os.path.join(options.work, "out.wav")
    rows = {}
    for threads in options.threads.split(","):
        rows["lacquer, threads " + threads] = [options.lacquer, "render", base, "-o", out, "--threads", threads]
    for spec in options.against:
        name, where, command = spec.split("=", 2)
        if not fnmatch.fnmatch(workload, where):
            continue
        rows[name] = shlex.split(command.format(manifest=base + ".json", list=base + ".lst", out=out, workload=workload))
    return rows


def once(command):
    """Processor seconds, wall seconds and peak MiB of one run."""
    with tempfile.NamedTemporaryFile("r") as note:
        meter = ("import os,resource,subprocess,sys,time;t=time.monotonic();"
                 "code=subprocess.call(sys.argv[2:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
                 "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
                 "print(u.ru_utime+u.ru_stime,time.monotonic()-t,u.ru_maxrss/1024,file=open(sys.argv[1],'w'));sys.exit(code)")
        subprocess.run([sys.executable, "-c", meter, note.name] + command, check=True)
        return [float(x) for x in note.read().split()]


def measure(options, workload, rows):
    got = {name: [] for name in rows}
    for rep in range(options.reps + 1):
        for name, command in rows.items():
            result = once(command)
            if rep > 0:  # the first only warms the page cache
                got[name].append(result)
    print("\n%s, %g s, medians of %d\n" % (workload, options.seconds, options.reps))
    print("%-24s %8s %8s %8s %14s %14s %6s" % ("", "cpu s", "wall s", "MiB", "audio s/cpu s", "audio s/wall s", "ratio"))
    first = None
    for name, results in got.items():
        cpu, wall, memory = (statistics.median(column) for column in zip(*results))
        first = first or cpu
        print("%-24s %8.3f %8.3f %8.0f %14.1f %14.1f %6.2f" % (
            name, cpu, wall, memory, options.seconds / cpu, options.seconds / wall, cpu / first), flush=True)


def count_instructions(options, workload, rows):
    count = 1 if workload == "W5" else int(workload.partition("-")[2])
    print("\n%s, %g s: instructions for each frame of each track\n" % (workload, options.seconds))
    for name, command in rows.items():
        run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.devnull] + command, text=True,
                             check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        total = int(re.findall(r"Collected : (\d+)", run.stderr)[-1])
        print("%-24s %8.1f" % (name, total / (options.seconds * RATE * count)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lacquer", type=os.path.abspath)
    parser.add_argument("make_stems", type=os.path.abspath)
    parser.add_argument("workloads", nargs="*", default=["W1-8", "W1-64", "W2-32"])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--against", action="append", default=[], metavar="NAME=WORKLOAD=COMMAND")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "lacquer-bench"), help="kept for the next time")
    parser.add_argument("--instructions", action="store_true")
    options = parser.parse_args()
    options.work = os.path.abspath(options.work)
    os.makedirs(options.work, exist_ok=True)
    for workload in options.workloads:
        rows = commands(options, workload, prepare(options, workload))
        (count_instructions if options.instructions else measure)(options, workload, rows)


if __name__ == "__main__":
    main()

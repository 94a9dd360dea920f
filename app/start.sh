#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds the program and opens a copy of the demo song in it; without a
# display, makes the song's masters and prints their loudness report.
set -u
export LC_ALL=C.UTF-8
setup_root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
# shellcheck source=app/setup.sh
. "$setup_root/app/setup.sh"

usage ()
{
  cat <<TEXT
Usage: app/start.sh [--check | --no-run | --masters]

Installs what is missing, builds the program in build/ and opens the demo song.
  --check     only say what is missing; status 1 when something is
  --no-run    install and build, open nothing
  --masters   make the masters of the demo song, display or not
TEXT
}

song="$setup_root/data/demo/Lantern Tide"
build=$setup_root/build
masters=$build/demo-masters
desktop=$build/app/lacquer-desktop
mode=open

case $# in
  0) ;;
  1)
    case $1 in
      --check | --no-run | --masters) mode=${1#--} ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
    ;;
  *) usage >&2; exit 2 ;;
esac

if [ "$mode" = check ]; then
  missing=$(setup_missing build 0 | cut -d' ' -f1 | tr '\n' ' ')
  [ -z "$missing" ] || setup_fail "missing: $missing"
  setup_say "everything that is needed is installed"
  exit 0
fi

setup_install build
setup_build "$build"

if [ "$mode" = no-run ]; then
  setup_say "built $build/app/lacquer"
  exit 0
fi

if [ "$mode" = open ] && [ -x "$desktop" ]; then
  if [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
    # A copy: what is tried on it is the user's own.
    own=$build/demo/$(basename "$song")
    if [ ! -d "$own" ]; then
      mkdir -p "$build/demo" && cp -r "$song" "$own" || setup_fail "cannot copy the demo song to $own"
    fi
    setup_say "opening the demo song"
    exec "$desktop" "$own"
  fi
  setup_say "there is no display here"
fi

setup_say "making the masters of the demo song in $masters"
"$build/app/lacquer" master "$song" -o "$masters" ||
  setup_fail "the masters could not be made: the reason stands above"

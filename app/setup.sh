# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What app/start.sh and tests/run.sh share: installs what is missing and builds. Sourced, with
# `setup_root` set to the source tree.
#
#   setup_say SENTENCE           what is being done, on standard error
#   setup_fail SENTENCE          ends the script with status 1
#   setup_install build|tests    installs what building, or building and testing, needs and lacks
#   setup_build FOLDER [OPTION]  an optimised build there; options are those of `meson setup`

# One line for each need: NEED CHECK, then the packages of apt, dnf, pacman and zypper.
# CHECK is command:NAME, module:NAME (pkg-config), font:FAMILY or loader:FORMAT (of gdk-pixbuf);
# `=` is the module as dnf and zypper know it.
setup_needs='
build command:cc             gcc                gcc                 gcc             gcc
build module:libc            libc6-dev          glibc-devel         glibc           glibc-devel
build command:pkg-config     pkg-config         pkgconf-pkg-config  pkgconf         pkg-config
build command:meson          meson              meson               meson           meson
build command:ninja          ninja-build        ninja-build         ninja           ninja
build command:nm             binutils           binutils            binutils        binutils
build command:python3        python3            python3             python          python3
build command:msgfmt         gettext            gettext             gettext         gettext-tools
build module:glib-2.0        libglib2.0-dev     =                   glib2           =
build module:gio-2.0         libglib2.0-dev     =                   glib2           =
build module:gio-unix-2.0    libglib2.0-dev     =                   glib2           =
build module:sndfile         libsndfile1-dev    =                   libsndfile      =
build module:soxr            libsoxr-dev        =                   libsoxr         =
build module:fftw3f          libfftw3-dev       =                   fftw            =
build module:libebur128      libebur128-dev     =                   libebur128      =
build module:rubberband      librubberband-dev  =                   rubberband      =
build module:libxml-2.0      libxml2-dev        =                   libxml2         =
build module:libarchive      libarchive-dev     =                   libarchive      =
build module:fluidsynth      libfluidsynth-dev  =                   fluidsynth      =
build module:portaudio-2.0   portaudio19-dev    =                   portaudio       =
build module:alsa            libasound2-dev     =                   alsa-lib        =
build module:gtk4            libgtk-4-dev       =                   gtk4            =
build loader:svg             librsvg2-common    librsvg2            librsvg         gdk-pixbuf-loader-rsvg
build font:Inter             fonts-inter        rsms-inter-fonts    inter-font      inter-fonts
tests command:Xvfb           xvfb               xorg-x11-server-Xvfb xorg-server-xvfb xorg-x11-server-Xvfb
tests command:xdotool        xdotool            xdotool             xdotool         xdotool
build module:xkbcommon       libxkbcommon-dev   =                   libxkbcommon    =
tests command:clang-format   clang-format       clang-tools-extra   clang           clang
tests command:desktop-file-validate desktop-file-utils desktop-file-utils desktop-file-utils desktop-file-utils
tests command:appstreamcli   appstream          appstream           appstream       AppStream
tests command:update-mime-database shared-mime-info shared-mime-info shared-mime-info shared-mime-info
tests command:sox            sox                sox                 sox             sox
tests command:jackd          jackd2             jack-audio-connection-kit jack2     jack
tests command:dbus-daemon    dbus-daemon        dbus-daemon         dbus            dbus-1
tests command:ffmpeg         ffmpeg             ffmpeg-free         ffmpeg          ffmpeg
'

setup_say ()
{
  printf 'lacquer: %s\n' "$*" >&2
}

setup_fail ()
{
  setup_say "$*"
  exit 1
}

setup_has ()
{
  case $1 in
    command:*) command -v "${1#*:}" >/dev/null 2>&1 ;;
    # Headers of the C library come without a module: compiling says whether they are there.
    module:libc) echo '#include <stdlib.h>' | cc -E -x c - >/dev/null 2>&1 ;;
    module:*) pkg-config --exists "${1#*:}" 2>/dev/null ;;
    font:*) fc-list 2>/dev/null | grep -q "${1#*:}" ;;
    loader:*)
      find /usr/lib* -path '*gdk-pixbuf-2.0*' -name "*${1#*:}*" 2>/dev/null | grep -q .
      ;;
  esac
}

# Prints the checks among the needs of `$1` (build, or tests: both) that fail, a line each, with the
# package of manager number `$2` (1 = apt).
setup_missing ()
{
  printf '%s\n' "$setup_needs" | while read -r part check apt dnf pacman zypper; do
    [ -n "$check" ] || continue
    [ "$part" = build ] || [ "$1" = tests ] || continue
    setup_has "$check" && continue
    case $2 in
      1) package=$apt ;;
      2) package=$dnf ;;
      3) package=$pacman ;;
      4) package=$zypper ;;
      *) package=${check#*:} ;;
    esac
    [ "$package" = = ] && package="pkgconfig(${check#*:})"
    printf '%s %s\n' "${check#*:}" "$package"
  done
}

# Runs a command as root: as it is, or through sudo, which may ask only where someone can answer.
setup_as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif [ -t 0 ] && [ -t 2 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

setup_install_with ()
{
  number=$1
  shift
  case $number in
    1)
      setup_as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        setup_as_root env DEBIAN_FRONTEND=noninteractive \
          apt-get install -q -y --no-install-recommends "$@"
      ;;
    2) setup_as_root dnf install -y "$@" ;;
    3) setup_as_root pacman -S --needed --noconfirm "$@" ;;
    4) setup_as_root zypper --non-interactive install "$@" ;;
  esac
}

setup_install ()
{
  number=0
  for manager in apt-get dnf pacman zypper; do
    number=$((number + 1))
    command -v "$manager" >/dev/null 2>&1 && break
    manager=
  done
  [ -n "$manager" ] || number=0

  missing=$(setup_missing "$1" "$number")
  if [ -z "$missing" ]; then
    setup_say "everything that is needed is installed"
    return
  fi
  packages=$(printf '%s\n' "$missing" | cut -d' ' -f2 | sort -u | tr '\n' ' ')
  names=$(printf '%s\n' "$missing" | cut -d' ' -f1 | tr '\n' ' ')
  [ -n "$manager" ] ||
    setup_fail "missing: $names- and there is no apt-get, dnf, pacman or zypper here: install them yourself"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
    setup_fail "missing: $names- as root, run: $manager install $packages"
  fi
  setup_say "installing with $manager: $packages"
  # shellcheck disable=SC2086
  setup_install_with "$number" $packages >&2 ||
    setup_fail "$manager could not install $packages- its message stands above"
  # What could not be seen before the compiler and pkg-config were there can be seen now.
  missing=$(setup_missing "$1" "$number" | cut -d' ' -f1 | tr '\n' ' ')
  [ -z "$missing" ] || setup_fail "still missing after installing: $missing"
}

# A failing step shows the end of its output; a good one is quiet.
setup_quietly ()
{
  what=$1
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/lacquer-setup.XXXXXX") || setup_fail "cannot write to ${TMPDIR:-/tmp}"
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  tail -n 40 "$log" >&2
  rm -f "$log"
  setup_fail "$what failed: the reason stands above"
}

setup_build ()
{
  folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    setup_say "setting up $folder"
    setup_quietly "setting up the build" \
      meson setup "$folder" "$setup_root" --buildtype=release "$@"
  fi
  setup_say "building"
  setup_quietly "building" ninja -C "$folder"
}

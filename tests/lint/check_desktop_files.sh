#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the desktop reads of us is as its standards want it.   check_desktop_files.sh ROOT
set -eu
cd "$1/data"
desktop-file-validate org.lacquer.Lacquer.desktop
appstreamcli validate --no-net org.lacquer.Lacquer.metainfo.xml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/mime/packages"
cp org.lacquer.Lacquer.xml "$folder/mime/packages"
update-mime-database "$folder/mime"
grep -q '^[0-9]*:application/x-lacquer:\*\.lacquer' "$folder/mime/globs2"

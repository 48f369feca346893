#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each page of docs/questions runs: what it shows is what its commands print.
# tests/cli/test_questions.sh --update [PAGE...] writes it anew.
set -eu

here=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r scenarios "$folder"
update=${1-}
[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- docs/questions/*.md
for page; do
    set -- "$@" "$here/$page"
    shift
done
cd "$folder"
python3 "$here/tests/cli/question_pages.py" "$CARTSIM" $update "$@"

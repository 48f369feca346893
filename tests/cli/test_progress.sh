#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A bar with the time left on a terminal; none on a pipe, with --quiet, or where a run is over at once.
set -eu
. tests/support/cli.sh

# watched FILE WORD...: runs the program with standard error on a terminal, what it shows to FILE.
cat >watch.py <<'END'
import os, pty, subprocess, sys

ours, theirs = pty.openpty()
run = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
with open(sys.argv[1], "wb") as file:
    while True:
        try:
            shown = os.read(ours, 65536)
        except OSError:  # nobody writes there any more
            break
        if not shown:
            break
        file.write(shown)
sys.exit(run.wait())
END
watched() {
    file=$1
    shift
    asked="$* on a terminal"
    python3 watch.py "$file" "$CARTSIM" "$@" || { cat "$file"; exit 1; }
}
: >printed
: >said

# As many replications as take about two seconds here.
count=250
while :; do
    began=$(date +%s%N)
    "$CARTSIM" run small.yaml -n $count --quiet
    [ $(($(date +%s%N) - began)) -lt 1000000000 ] && [ $count -lt 1000000 ] || break
    count=$((count * 2))
done

# Longer where the machine has become faster since: other work may have ended.
while :; do
    watched bar run small.yaml -n $count
    tr '\r' '\n' <bar >said
    sed -n 's/^.*\] \([0-9]*\) of .*/\1/p' said >counts
    [ "$(wc -l <counts)" -lt 2 ] && [ $count -lt 1000000 ] || break
    count=$((count * 2))
done
says said '[##' '..]' " of $count replications, " ' s left'
[ "$(sed 's/.\[K//' said | wc -L)" -le 79 ] || wrong 'the bar is wider than a terminal'
# It fills, and is wiped at the end.
sort -n counts | cmp - counts || wrong 'the bar goes back'
[ "$(wc -l <counts)" -ge 2 ] || wrong 'the bar hardly moves'
[ "$(tail -c 4 bar | od -An -tx1 | tr -d ' ')" = 0d1b5b4b ] || wrong 'the bar stays'

watched bar run small.yaml -n $count --quiet
is_empty bar
watched bar run small.yaml
is_empty bar
expect 0 run small.yaml -n $count
is_empty said

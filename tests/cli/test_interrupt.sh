#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Ctrl-C stops a run at once: exit code 130, no half file, the old files untouched. So does TERM.
set -eu
. tests/support/cli.sh

# Waits, ten seconds at most, until the files matching the pattern are there.
await() {
    for _ in $(seq 500); do
        [ -z "$(find "$1" -name "$2" 2>/dev/null)" ] || return 0
        sleep 0.02
    done
    asked='a long run'
    wrong "no $2 in $1"
}

# interrupt SIGNAL DIR WORD...: a run of a million replications gets the signal once its files are open.
interrupt() {
    signal=$1 to=$2 code=0
    shift 2
    asked="run small.yaml -n 1000000 -o $to $*, with $signal"
    "$CARTSIM" run small.yaml -n 1000000 -o "$to" "$@" >printed 2>said &
    await "$to" '*.part'
    kill -s "$signal" $!
    began=$(date +%s)
    wait $! || code=$?
    [ $code = 130 ] || wrong "exit code $code, not 130"
    [ $(($(date +%s) - began)) -le 5 ] || wrong 'it took its time'
    is_empty printed
    says said 'interrupted' 'Nothing was written'
    [ -z "$(find "$to" -name '*.part')" ] || wrong 'a half file is left'
}

: >printed
interrupt INT new
[ -z "$(ls -A new)" ] || wrong 'something was written'
interrupt INT all --patients --events -j 1
[ -z "$(ls -A all)" ] || wrong 'something was written'
interrupt TERM new
[ -z "$(ls -A new)" ] || wrong 'something was written'

expect 0 run small.yaml -o old --patients --events --quiet
cp -r old kept
interrupt INT old --patients --events
diff -r old kept

# One replication that hardly ends stops as well as many do.
interrupt INT new -j 1 --set run.horizon="200000 d"
[ -z "$(ls -A new)" ] || wrong 'something was written'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What goes wrong is said on standard error in words that help, with an exit code of its own: 2 wrong use or a
# wrong scenario, 5 files; and never a file half written.
set -eu
. tests/support/cli.sh

# refused CODE TEXT WORD...: fails so, says so, prints nothing.
refused() {
    code_wanted=$1 text=$2
    shift 2
    expect "$code_wanted" "$@"
    says said "$text"
    is_empty printed
}

# Commands and options.
refused 2 'which command?'
refused 2 "no command 'runn'; did you mean 'run'?" runn small.yaml
refused 2 "no command 'simulate'" simulate small.yaml
refused 2 'which scenario?' run
refused 2 'which scenario?' check --quiet
refused 2 'one scenario at a time' run small.yaml small.yaml
refused 2 "unknown option '--sett'" run small.yaml --sett run.seed=1
refused 2 "unknown option '-x'" run small.yaml --quiet -xn
refused 2 'takes no value' run small.yaml --patients=yes
refused 2 'has no option -n' check small.yaml -n 3
refused 2 'has no option --json' check small.yaml --json
for option in -o -n -s -j --set; do
    refused 2 "'$option' needs a value" run small.yaml $option
done
for count in 0 -1 1e12 1000001 99999999999999999999 five 2.5 5x ''; do
    refused 2 "-n: expected a whole number from 1 to 1000000, got '$count'" run small.yaml -n "$count"
done
refused 2 "-j: expected a whole number from 1 to 1024, got '0'" run small.yaml -j 0
refused 2 "-s: expected a whole number from 0 to 9223372036854775807, got '-1'" run small.yaml -s -1
refused 2 "got '9223372036854775808'" run small.yaml -s 9223372036854775808
refused 2 'expected PATH=VALUE' run small.yaml --set resources.bed.capacity
refused 2 'Try '"'cartsim run --help'" run small.yaml -o ''
refused 2 'too long' run small.yaml -o "$(printf '%04001d' 0)"

# Scenarios that are not there, or are none.
mkdir folder.yaml empty
: >empty.yaml
printf '\377\376c' >bytes.yaml
mkfifo pipe.yaml
refused 2 "can't read 'nowhere.yaml': there is no such file" run nowhere.yaml
refused 2 'it is a folder' run folder.yaml
refused 2 'it is a folder' check .
refused 2 'it is a pipe' check pipe.yaml
refused 2 'not a regular file' check /dev/null
refused 2 "begins with 'cartsim: 1'" run empty.yaml
refused 2 'UTF-8' run bytes.yaml
[ ! -e results ] || wrong 'it wrote something'

# Folders that can't be written: a file in the folder's place, a place for nobody, a folder in the file's.
refused 5 "can't write small.yaml/metrics.json: Not a directory" run small.yaml -o small.yaml
refused 5 "can't write small.yaml/deep/metrics.json: Not a directory" run small.yaml -o small.yaml/deep
refused 5 "can't write /proc/cartsim/metrics.json" run small.yaml -o /proc/cartsim
mkdir -p taken/metrics.json also/events.csv
refused 5 "can't write taken/metrics.json: Is a directory" run small.yaml -o taken
refused 5 "can't write also/events.csv: Is a directory" run small.yaml -o also --patients --events
[ "$(find taken also | sort | tr '\n' ' ')" = 'also also/events.csv taken taken/metrics.json ' ] ||
    wrong 'something is left'

# A full disk, or a file that may not grow: the old files stay, nothing is left.
expect 0 run small.yaml -o full --patients --events --quiet
cp -r full kept
for rows in --patients --events; do
    code=0
    asked="run small.yaml -n 500 -s 4 $rows, with a limit on the size of files"
    (ulimit -f 8 && exec "$CARTSIM" run small.yaml -n 500 -s 4 -o full $rows) >printed 2>said || code=$?
    [ $code = 5 ] || wrong "exit code $code, not 5"
    says said "can't write full/${rows#--}.csv: File too large. Nothing was changed there."
    diff -r full kept
done

# Standard output that takes nothing is no success; a reader that has seen enough is none of our business.
for words in 'run small.yaml' 'run small.yaml --json' 'check small.yaml' --help --version 'run --help'; do
    code=0
    asked="$words >/dev/full"
    # shellcheck disable=SC2086 # a list of words
    "$CARTSIM" $words >/dev/full 2>said || code=$?
    [ $code = 5 ] || wrong "exit code $code, not 5"
    says said "can't write to standard output: No space left on device"
done
"$CARTSIM" run small.yaml | head -n 1 >printed
says printed 'A small centre'

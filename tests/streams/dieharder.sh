#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/streams/dieharder.sh STREAMS FOLDER: the battery dieharder on the uniforms as a run uses them. STREAMS
# is the program that writes them (streams.c); what each test said stays in FOLDER. Three orders, the upper 32
# bits of each uniform and all 52. judge.py says what came out. `-v 42` has dieharder print its samples.
set -eu

# Number of the test, how many samples a p-value is made of and, where the test has them, other options. Not
# in it: 5, 6, 7 and 14, of which dieharder itself says that they are wrong.
TESTS='0,100 1,20 2,20 3,20 4,100 8,100 9,20 10,100 11,100 12,100 13,20 15,100 16,20 17,20,-t1000000 100,100
101,100 102,100 200,20,-n4 200,20,-n8 201,100,-n3 201,100,-n5 202,100,-n3 202,100,-n5 203,20,-n1 203,20,-n5
204,100 205,1 206,1 207,1 208,1 209,1'

# One test of one stream; the writer ends when the reader has had enough.
if [ "$1" = --one ]; then
    program=$2 folder=$3 order=$4 bits=$5
    number=${6%%,*}
    samples=${6#*,}
    option=${samples#*,}
    [ "$option" != "$samples" ] || option=
    "$program" "$order" "$bits" |
        dieharder -g 200 -d "$number" -p "${samples%%,*}" ${option:+"$option"} -v 42 -c , -D 8 -D 128 \
            >"$folder/$order-$bits-$6" 2>/dev/null || true
    exit 0
fi

program=$(realpath "$1")
folder=$2
rm -rf "$folder"
mkdir -p "$folder"
for order in patients steps replications; do
    for bits in top all; do
        for test in $TESTS; do
            echo "$program $folder $order $bits $test"
        done
    done
done | xargs -n 5 -P "$(nproc)" "$0" --one

exec python3 tests/streams/judge.py "$folder"

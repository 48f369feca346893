#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same scenario and seed give the same bytes, whatever the compiler, its optimisation and the number of
# threads.
set -eu

scenario=scenarios/seed-centre.yaml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() {
    "$1" run "$scenario" -n 3 -s 20270401 -j "$2" -o "$folder/$3" --patients --events --quiet
}

run build/cartsim 1 reference
run build/cartsim 2 threads
run build/O0/cartsim 1 gcc-O0
run build/O3/cartsim 1 gcc-O3
run build/clang/cartsim 2 clang
for other in threads gcc-O0 gcc-O3 clang; do
    for file in metrics.json patients.csv events.csv; do
        cmp "$folder/reference/$file" "$folder/$other/$file"
    done
done

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# No mutable state outside sim/commands: a replication is a pure function of model, seed and number. Looks for
# anything in a section that can be written to, in the objects of the build beside $CARTSIM.
set -eu

objects=$(dirname "$CARTSIM")/obj/sim
# Constants with addresses in them (.data.rel.ro) are written once, by the loader.
found=$(find "$objects" -name '*.o' ! -path '*/commands/*' | sort | while read -r object; do
    objdump -t "$object" | awk -v object="${object#"$objects"/}" '
        NF > 4 && $(NF - 2) ~ /^(\.(data|bss|tdata|tbss)|\*COM\*)/ && $(NF - 2) !~ /^\.data\.rel\.ro/ &&
            / O / {
            printf "sim/%s: %s can change while the program runs\n", object, $NF
        }'
done)
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Of each file of scenarios/invalid, `cartsim check` says exactly what stands beside it; a file whose name
# does not begin with warn- is refused. What can be found in a file at all, some file shows.
set -eu

status=0 count=0
wrong() {
    echo "$1"
    status=1
}
for file in scenarios/invalid/*.yaml; do
    count=$((count + 1)) code=0
    said=$("$CARTSIM" check "$file" 2>&1) || code=$?
    case $file in */warn-*) wanted=0 ;; *) wanted=2 ;; esac
    [ $code = $wanted ] || wrong "$file: exit code $code, not $wanted"
    printf '%s\n' "$said" | diff "${file%.yaml}.expected" - || wrong "$file: says something else"
done
[ $count -ge 130 ] || wrong "only $count files"
# Not of a scenario: out of memory, --set, --precision, results read back, what the choice of values or a run
# brings about.
for code in $(sed -n 's/^    CODE([A-Z_]*, \([0-9]*\),.*/\1/p' sim/base/codes.h); do
    case $code in 6 | 7 | 8 | 9 | 27 | 5[0-9] | 130) continue ;; esac
    [ "$code" -ge 100 ] && letter=W || letter=E
    code=$letter$(printf %03d "$code")
    grep -q " $code: " scenarios/invalid/*.expected || wrong "no file shows $code"
done
exit $status

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Codes of faults: each of sim/base/codes.h is reported somewhere and explained once, and none is reported or
# printed by its bare number, or named by the documents without being there.
set -eu

status=0
wrong() {
    echo "$1"
    status=1
}
# Each as "NAME NUMBER".
rows=$(grep -oE 'CODE\([A-Z_]+, [0-9]+' sim/base/codes.h | sed 's/CODE(//; s/,//')
[ -n "$rows" ] || wrong 'sim/base/codes.h has no codes'

found=$(printf '%s\n' "$rows" | while read -r name _; do
    grep -rqw "$name" --include='*.c' --exclude=explanations.c sim || echo "$name is reported nowhere"
    [ "$(grep -cE "^ *\{$name," sim/commands/explanations.c)" = 1 ] || echo "$name is not explained once"
done)
[ -z "$found" ] || wrong "$found"

explained=$(grep -oE '^ *\{[A-Z_]+,' sim/commands/explanations.c | tr -d ' {,')
for name in $explained; do
    printf '%s\n' "$rows" | grep -q "^$name " || wrong "$name is explained, and no code"
done

found=$(find sim -name '*.c' | sort | while read -r file; do
    tr '\n' ' ' <"$file" |
        grep -oE '(fault_[a-z]+|complain[a-z_]*)\([^,;]*,  *[0-9]+ *,|[a-z]+ [EW][0-9]{3}:' |
        sed "s|^|$file: by its number: |"
done) || true
[ -z "$found" ] || wrong "$found"

numbers=$(printf '%s\n' "$rows" | awk '{ printf "%03d\n", $2 }')
for code in $(grep -ohE '\b[EW][01][0-9]{2}\b' docs/*.md README.md ARCHITECTURE.md | sort -u); do
    printf '%s\n' "$numbers" | grep -qx "${code#[EW]}" || wrong "the documents name $code, which is no code"
done
exit $status

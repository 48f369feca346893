#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the README shows is what the program prints: the summary of the seed centre, the ten-line scenario, the
# fault; and what docs/trace.md shows: two parts of stories.
# tests/cli/test_readme.sh --update writes summary and stories anew.
set -eu

here=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r scenarios "$folder"
cd "$folder"
"$CARTSIM" run scenarios/seed-centre.yaml >summary
"$CARTSIM" trace scenarios/seed-centre.yaml --patient 25 >story
"$CARTSIM" trace scenarios/seed-centre.yaml --patient 17 | sed -n '/^Vein to vein/,/^  total/p' >ledger

# Writes the file $1 of the project anew, between the marks named $2.
write_anew() {
    awk -v mark="$2" 'FNR == NR { text = text $0 "\n"; next }
         $0 == "<!-- " mark " -->" { print; printf "```\n%s```\n", text; skip = 1 }
         $0 == "<!-- /" mark " -->" { skip = 0 }
         !skip { print }' "$2" "$here/$1" >anew
    cp anew "$here/$1"
}
shows() {
    sed -n "/<!-- $2 -->/,/<!-- \/$2 -->/p" "$here/$1" | grep -v -e '^```' -e '^<!--' >shown
    diff shown "$2"
}
[ "${1-}" = --update ] && each=write_anew || each=shows
$each README.md summary
$each docs/trace.md story
$each docs/trace.md ledger
[ $each = shows ] || exit 0

awk '/^```yaml/ { on = 1; next } /^```/ { on = 0 } on' "$here/README.md" >scenarios/ours.yaml
[ "$(wc -l <scenarios/ours.yaml)" -le 10 ]
"$CARTSIM" check scenarios/ours.yaml >/dev/null
"$CARTSIM" run scenarios/ours.yaml -n 2 --quiet --set resources.ward_bed.capacity=6 --patients --events
for file in metrics.json patients.csv events.csv; do
    [ -s "results/ours/$file" ]
done

sed -i 's/{capacity: 5}/{capacity: four}/' scenarios/ours.yaml
code=0
"$CARTSIM" check scenarios/ours.yaml 2>fault || code=$?
[ $code = 2 ]
grep -F "$(head -n 1 fault)" "$here/README.md"

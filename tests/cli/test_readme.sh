#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the README shows is what the program prints: the summary of the seed centre, the ten-line scenario, the
# fault.
# tests/cli/test_readme.sh --update writes the summary anew.
set -eu

here=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r scenarios "$folder"
cd "$folder"
"$CARTSIM" run scenarios/seed-centre.yaml >printed

if [ "${1-}" = --update ]; then
    awk 'FNR == NR { text = text $0 "\n"; next }
         /<!-- summary -->/ { print; printf "```\n%s```\n", text; skip = 1 }
         /<!-- \/summary -->/ { skip = 0 }
         !skip { print }' printed "$here/README.md" >readme
    cp readme "$here/README.md"
    exit 0
fi
sed -n '/<!-- summary -->/,/<!-- \/summary -->/p' "$here/README.md" | grep -v -e '^```' -e '^<!--' >shown
diff shown printed

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

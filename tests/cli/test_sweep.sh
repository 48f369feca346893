#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim sweep`: a grid whose figures are known by hand, in the picture, in CSV and in JSON; figures are
# those of `run`, whatever the threads; what is wrong is refused with its mend.
set -eu
. tests/support/cli.sh

# Three patients on one day, each with a bed for a day. One bed: they leave after 1, 2 and 3 days, 2 in the
# mean; two beds: 1, 1 and 2; from three on all after 1.
cat >three.yaml <<'END'
cartsim: 1
name: Three
patients: {guest: {pathway: way, arrivals: {at: [1 d, 1 d, 1 d]}}}
resources: {bed: {capacity: 1}}
pathways: {way: [{step: stay, needs: bed, takes: 1 d}]}
measures: {whole: {from: referral, to: stay.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 4}
END
expect 0 sweep three.yaml --vary resources.bed.capacity=1..5 --measure whole.mean
says printed 'Three: 5 points, 4 replications of each' \
    'whole.mean is least at 3, 1.0 d' 'greatest at 1, 2.0 d' \
    'Beyond 3 of resources.bed.capacity, whole.mean no longer falls clearly: with 4 it changes by' \
    'Written results/three-sweep/sweep.csv, results/three-sweep/sweep.json'

# In the picture the disc of 2 d stands at the right end, that of 1 d at the left, 4/3 d a third of the way:
# 46 columns, so 15 to the left of it.
picture() {
    sed -n "s/^  $1 │\(.*\)●.*/\1/p" printed | tr -d '\n' | wc -m
}
[ "$(picture 1)" = 45 ]
[ "$(picture 2)" = 15 ]
[ "$(picture 3)" = 0 ]
says printed '1.0 d' '2.0 d'

cat >wanted.csv <<'END'
resources.bed.capacity,whole.mean,whole.mean.low,whole.mean.high
1,2,2,2
2,1.3333333333333333,1.3333333333333333,1.3333333333333333
3,1,1,1
4,1,1,1
5,1,1,1
END
diff wanted.csv results/three-sweep/sweep.csv
jq -e '[.changes[].verdict] == ["lower", "lower", "same", "same"] and .comparisons == 4 and
       .points[1].values == ["2"] and (.changes[0].change.value + 2 / 3 | fabs) < 1e-12 and
       [.changes[] | [.from, .to]] == [[0, 1], [1, 2], [2, 3], [3, 4]]' \
    results/three-sweep/sweep.json >/dev/null

# The stay itself: each day more is a day more, to the end.
expect 0 sweep three.yaml --vary 'pathways.way.stay.takes=1..3 d' --set resources.bed.capacity=3 --quiet
says printed 'whole.p50 still changes clearly at the end, from 2 d to 3 d of pathways.way.stay.takes'
! grep -q '│' printed || wrong 'quiet says only the answer'

# Two keys: the last runs fastest; the change along each key with the other as it is. A day more of stay is
# two days more in the mean with one bed, and one with three.
expect 0 sweep three.yaml --vary 'pathways.way.stay.takes=1 d,2 d' --vary resources.bed.capacity=1,3 \
    --measure whole.mean -o grid
says printed 'by pathways.way.stay.takes, across: resources.bed.capacity' '██      4.0 d' '░░      2.0 d'
cut -d , -f 1-3 grid/sweep.csv >cells
printf '%s\n' pathways.way.stay.takes,resources.bed.capacity,whole.mean \
    '1 d,1,2' '1 d,3,1' '2 d,1,4' '2 d,3,2' | diff - cells
jq -e '[.changes[] | [.path, .from, .to, .change.value]] ==
       [["pathways.way.stay.takes", 0, 2, 2], ["pathways.way.stay.takes", 1, 3, 1],
        ["resources.bed.capacity", 0, 1, -1], ["resources.bed.capacity", 2, 3, -2]]' \
    grid/sweep.json >/dev/null

# Figures are those of a run at that value, of a scenario with luck; threads change nothing; JSON is the file.
expect 0 sweep small.yaml --vary resources.bed.capacity=1,2 -j 1 --json
cp printed one.json
expect 0 sweep small.yaml --vary resources.bed.capacity=1,2 -j 3 -o three
cmp one.json three/sweep.json
cmp results/small-sweep/sweep.csv three/sweep.csv
expect 0 run small.yaml --set resources.bed.capacity=1 -o run --quiet
of_sweep() {
    jq -c --arg name "$1" '(.figures | map(.name) | index($name)) as $at | .points[0].figures[$at]' one.json
}
[ "$(of_sweep whole.p90)" = "$(jq -c .measures.whole.p90 run/metrics.json)" ]
[ "$(of_sweep resources.bed.utilisation)" = "$(jq -c .resources.bed.utilisation run/metrics.json)" ]
[ "$(of_sweep resources.bed.all_busy)" = "$(jq -c .resources.bed.all_busy run/metrics.json)" ]
jq -e '.figures | map(.name) == ["whole.p50", "whole.p90", "outcomes.completed", "outcomes.turned_away",
       "outcomes.censored", "resources.bed.utilisation", "resources.bed.all_busy"]' one.json >/dev/null

# A value with commas is one cell of the CSV.
expect 0 sweep small.yaml --vary 'pathways.way.stay.takes={uniform: {min: 1 d, max: 2 d}},1 d' -o quoted
grep -q '^"{uniform: {min: 1 d, max: 2 d}}",' quoted/sweep.csv || wrong 'the cell is not in quotes'

# One replication has no intervals, so nothing is said of changes.
expect 0 sweep small.yaml --vary resources.bed.capacity=1,2 -n 1
says printed 'nothing can be said of changes'
! grep -q 'no difference found' printed || wrong 'a difference was looked for'

# What is wrong.
expect 2 sweep small.yaml
says said 'which key?'
expect 2 sweep small.yaml --vary resources.bed.capacity=2..1
says said 'from the lesser to the greater'
expect 2 sweep small.yaml --vary resources.bed.capacities=1,2
says said 'E010' "did you mean 'capacity'"
expect 2 sweep small.yaml --vary resources.bed.capacity=1,2 --measure whole.p91
says said "did you mean 'whole.p90'?"
expect 2 sweep small.yaml --vary run.seed=1..200 --vary resources.bed.capacity=1..200
says said 'more than 10000 combinations'
expect 5 sweep small.yaml --vary resources.bed.capacity=1,2 -o small.yaml/here
says said 'small.yaml/here'

python3 - "$project/share/sweep.schema.json" one.json grid/sweep.json results/three-sweep/sweep.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim run` from the command line: what it writes and where, what it prints, what each option changes.
set -eu
. tests/support/cli.sh

# By default: a summary, and metrics.json alone, in results/NAME beside where one stands.
expect 0 run small.yaml
is_empty said
says printed 'A small centre' 'seed 3' 'replications 5' 'results/small/metrics.json'
[ "$(ls results/small)" = metrics.json ]
cp results/small/metrics.json first.json

# Two runs, the same bytes, on any number of threads; rows too. Another seed, other bytes.
for threads in 1 2 3; do
    expect 0 run small.yaml -j $threads -o "out/of/the/way$threads" --patients --events
    says printed "out/of/the/way$threads/metrics.json" "way$threads/patients.csv" "way$threads/events.csv"
    cmp first.json "out/of/the/way$threads/metrics.json"
    cmp out/of/the/way1/patients.csv "out/of/the/way$threads/patients.csv"
    cmp out/of/the/way1/events.csv "out/of/the/way$threads/events.csv"
done
expect 0 run -s 4 small.yaml -o other
says printed 'seed 4'
jq -e '.run.seed == 4' other/metrics.json >printed || wrong 'the seed is not in metrics.json'
[ "$(jq -c .measures.whole.mean other/metrics.json)" != "$(jq -c .measures.whole.mean first.json)" ]

# The numbers of the command line go before those of the scenario.
expect 0 run small.yaml -n 7 -s 0 --set run.replications=2 --set resources.bed.capacity=1 -o changed
says printed 'replications 7' 'seed 0' 'run.replications=2' 'resources.bed.capacity=1'
jq -e '.run.replications == 7 and .run.seed == 0 and .resources.bed.capacity == 1
       and .scenario.set == ["run.replications=2", "resources.bed.capacity=1"]
       and .scenario.name == "A small centre" and .scenario.file == "small.yaml"' \
    changed/metrics.json >printed || wrong 'metrics.json does not say what was changed'
# Of two for one path the last holds; options may stand first, glued or after the scenario.
expect 0 run -n3 -ochanged --set=resources.bed.capacity=1 small.yaml --set resources.bed.capacity=3
jq -e '.run.replications == 3 and .resources.bed.capacity == 3' changed/metrics.json >printed ||
    wrong 'not the last'

# The bytes of --json are those of the file; --quiet prints nothing; warnings come all the same.
expect 0 run small.yaml --json
cmp printed results/small/metrics.json
cmp printed first.json
expect 0 run small.yaml --quiet
is_empty printed said
expect 0 run small.yaml --quiet --set resources.spare.capacity=1
is_empty printed
says said 'warning W102' 'spare'

# The name of the folder is that of the file, without its last ending.
mkdir deep
for name in 'two words.v2.yaml' plain .hidden deep/small.yml; do
    cp small.yaml "$name"
    expect 0 run "$name" --quiet
done
for name in 'two words.v2' plain .hidden small; do
    [ -s "results/$name/metrics.json" ] || wrong "no results/$name"
done

# A run that fails on the way leaves the old files as they were, and nothing half written.
cat >ring.yaml <<'END'
cartsim: 1
patients: {guest: {pathway: way, arrivals: {at: [20 d]}}}
pathways:
  way: [{step: here, takes: 0 d}, {step: back, takes: 0 d, fails: 99.9999999%, on_failure: {repeat: here}}]
run: {warmup: 0 d, horizon: 50 d, replications: 2}
END
expect 1 run ring.yaml -o out/of/the/way1 --patients --events
is_empty printed
says said 'round and round' "error E051: patient " 'Nothing was written'
cmp first.json out/of/the/way1/metrics.json
cmp out/of/the/way1/events.csv out/of/the/way2/events.csv
[ "$(find out/of/the/way1 -type f | wc -l)" = 3 ] || wrong 'something is left'

# Eighty columns, whatever stands in them. Paths apart, which are of no use when cut.
narrow() {
    [ "$(grep -v metrics.json printed | LC_ALL=C.UTF-8 wc -L)" -le 80 ] || wrong 'wider than 80 columns'
    ! LC_ALL=C.UTF-8 grep -nE '[[:space:]]$' printed || wrong 'blanks at the end of a line'
}
cp -r "$project/scenarios" .
for scenario in $(find scenarios -name invalid -prune -o -name '*.yaml' -print); do
    expect 0 run "$scenario" -n 3 -o narrow
    narrow
    expect 0 run "$scenario" -n 1 -o narrow
    narrow
done
long=a_name_that_somebody_found_clear_once
cat >long.yaml <<END
cartsim: 1
name: $long $long $long
patients: {${long}_class: {pathway: ${long}_way, arrivals: {rate: 1 per day}}}
resources:
  ${long}_bed: {capacity: 1, target: {all_busy: 5%}}
  ${long}_slot: {slots: {mon-sun: 3}}
pathways:
  ${long}_way:
    - {step: ${long}_visit, books: ${long}_slot, takes: 1 h, fails: 10%, on_failure: {leaves: ${long}_lost}}
    - {step: ${long}_stay, needs: ${long}_bed, takes: 10 h, cost: 123456789}
risks:
  ${long}_risk: {from: referral, until: exit, rate: 1 per year, steps: [{step: ${long}_cure, takes: 1 d}]}
measures:
  ${long}_one: {from: referral, to: ${long}_stay.end, target: {p90: 1 d, share_within: {2 d: 80%}}}
  ${long}_two: {from: ${long}_visit.start, to: ${long}_stay.start}
costs: {currency: EUR, ${long}_bed: {per_day_held: 900}}
run: {warmup: 10 d, horizon: 200 d, replications: 3}
END
expect 0 run long.yaml -o narrow --set "pathways.${long}_way.${long}_stay.takes=9 h"
grep -v 'pathways\.' printed >kept
mv kept printed
narrow

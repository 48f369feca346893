#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What `cartsim show` prints is a scenario that gives the same bytes: each shipped one, chains of extends,
# sets on anything, with and without defaults.
set -eu
. tests/support/cli.sh

# same SCENARIO [--set ...]: runs it, shows it, runs what was shown. All is equal but what names the scenario
# and its CSV files; with --defaults the list of numbers and where they come from is longer.
same() {
    expect 0 run "$@" -n 2 -o first --patients --events --quiet
    for defaults in '' --defaults; do
        expect 0 show "$@" $defaults
        mv printed shown.yaml
        expect 0 run shown.yaml -n 2 -o second --patients --events --quiet
        cmp first/patients.csv second/patients.csv || wrong "other patients.csv: $*"
        cmp first/events.csv second/events.csv || wrong "other events.csv: $*"
        apart='del(.scenario)'
        [ -z "$defaults" ] || apart='del(.scenario, .evidence)'
        jq "$apart" first/metrics.json | sed 's|file: [^,]*/|file: |' >one
        jq "$apart" second/metrics.json | sed 's|file: [^,]*/|file: |' >two
        cmp one two || wrong "other figures: $* $defaults"
        # Shown once more it is the same, but for where each value stands.
        expect 0 show shown.yaml
        grep -v '^ *# ' printed | sed 's/ *# .*//' >again
        grep -v '^ *# ' shown.yaml | sed 's/ *# .*//' | cmp - again || wrong "shown twice it differs: $*"
    done
}

cp -r "$project/scenarios" .
for scenario in $(find scenarios -name invalid -prune -o -name '*.yaml' -print); do
    grep -q '^patients:\|^extends:' "$scenario" && same "$scenario"
done
same scenarios/seed-centre.yaml --set resources.ward_bed.capacity=5 --set run.seed=4 \
    --set patients.b_all.arrivals.every='{exponential: {mean: 10 d}}' --set risks.crs.enabled=false \
    --set 'pathways.car_t.evaluation={after: apheresis}' --set 'pathways.car_t.rest.removed=true' \
    --set 'resources.ward_bed.closures=[{from: 2026-08-03, to: 2026-08-17, capacity: 1}]'
grep -qE '^ +capacity: 5 +# --set$' shown.yaml || wrong 'no --set behind the capacity'
! grep -qE 'extends:|removed:|after: apheresis|step: rest ' shown.yaml || wrong 'what served extends is there'

# Everything that the format has a form for, in three files, two folders and a CSV file.
mkdir -p deep/er
cat >deep/er/days.csv <<'END'
day;stay
1;2 d
5;3 d
33;12 h
END
cat >deep/er/base.yaml <<'END'
cartsim: 1
x-who: {x-inner: "yes", list: [1, "2"]}
name: "yes: 12 # no"
study: {file: days.csv, aims: ["- one", two, {x: "null"}], text: "two\nlines"}
sources: {here: {author: "Doe: J", year: 2020}}
patients:
  listed:
    pathway: way
    arrivals: {file: days.csv, column: day}
    attributes: {kind: "12", ready: {chance: 40%}}
  drawn:
    pathway: way
    priority: 0
    arrivals: {rate: 40 per year, growth: 10% per year, monthly: {aug: 0.5}, days: [mon, wed-fri], limit: 60}
    attributes: {kind: {one_of: {"12": 50%, "no": 30%, "*x": 20%}}}
resources:
  bed: {capacity: 2, max_queue: 3, opens: [mon-fri 08:00-16:00, sat 09:00-12:00], order: fifo}
  room: {capacity: 1, breaks: {after: {exponential: {mean: 60 d}}, for: {uniform: {min: 1 d, max: 2 d}}}}
  slot: {slots: {mon-wed: 1, fri: 2}, at: "09:30", held_back: {count: 1, released: 2 d}}
  other: {slots: {mon-sun: 2}}
pathways:
  way:
    - step: first
      chance: {by: kind, "12": 90%, otherwise: 80%}
      books: {slot: {}, other: {within: [0 d, 3 d]}}
      takes: {empirical: {file: days.csv, column: stay}, source: here, grade: expert, why: "#1"}
      fails: 10%
      on_failure:
        one_of:
          - {share: 50%, repeat: first, at_most: 1, then: {leaves: gone}}
          - {share: 50%, continues: true, sets: {kind: "no"}}
    - step: second
      needs: [bed, room]
      takes:
        by: kind
        "12":
          mixture:
            - {weight: 3, of: 2 d}
            - {weight: 1, of: {shifted: {by: 1 d, of: {erlang: {phases: 2, mean: 3 d}}}}}
        otherwise: {discrete: [{value: 1 d, weight: 2}, {value: 2 d, weight: 50%}]}
      on_refusal: {continues: true}
      cost: 12.5
      meanwhile: [{step: beside, takes: {normal: {mean: 3 d, sd: 1 d}, min: 1 d}, every: 2 d, times: 2}]
    - {step: third, holds: {bed: 1}, one_of: [{share: 50%, steps: [{step: a, takes: 1 d}]}, {share: 50%}]}
    - {step: fourth, releases: bed}
risks:
  flu:
    {from: first.end, until: fourth.start, chance: 30%, after: 2 d, recurs: true,
     steps: [{step: ill, takes: 3 d}]}
  end: {rate: 1% per month, multiplied_by: {kind: {"12": 2}}, leaves: gone}
measures: {whole: {from: referral, to: exit, target: {p90: 10 d, share_within: {14 d: 80%}}}}
costs: {currency: EUR, bed: {per_day_held: 900}}
run: {warmup: 30 d, horizon: 300 d, seed: 9}
END
cat >deep/middle.yaml <<'END'
extends: er/base.yaml
cartsim: 1
pathways:
  way:
    - {step: check, before: first, when: {kind: ["12", "no"]}, takes: 1 h}
    - {step: fourth, sets: {kind: "*x"}}
resources: {room: {closures: [{from: 2025-03-01, to: 2025-03-05}]}}
END
cat >ours.yaml <<'END'
cartsim: 1
extends: deep/middle.yaml
pathways: {way: [{step: second, after: check}]}
END
same ours.yaml
same ours.yaml --set pathways.way.check.takes='{value: 2 h, grade: measured}' \
    --set risks.end.rate='2% per month' --set patients.drawn.attributes.kind=no \
    --set 'patients.drawn.arrivals={at: [1 d, 2025-02-03, 40 d], limit: 2}'
says shown.yaml 'file: deep/er/days.csv' '"yes: 12 # no"' 'x-inner: "yes"'

# With -o the names of CSV files lead there from the folder of the new file, wherever that is.
mkdir -p elsewhere/down
expect 0 run ours.yaml -n 2 --json
jq 'del(.scenario, .evidence)' printed >one
for written in plain.yaml elsewhere/down/x.yaml "$folder/deep/er/y.yaml" deep/../elsewhere/z.yaml; do
    expect 0 show ours.yaml -o "$written"
    is_empty printed said
    expect 0 run "$written" -n 2 --json
    jq 'del(.scenario, .evidence)' printed | cmp - one || wrong "$written gives other figures"
done
says elsewhere/down/x.yaml 'file: ../../deep/er/days.csv'
(cd elsewhere/down && "$CARTSIM" show ../../ours.yaml -o y.yaml && "$CARTSIM" check y.yaml --quiet)
rm elsewhere/down/y.yaml

# Whole or not at all, and not over a folder.
cp plain.yaml kept.yaml
expect 2 show small.yaml --set resources.bed.capacity=four -o plain.yaml
is_empty printed
says said 'error E021' 'Nothing was run.'
cmp plain.yaml kept.yaml
expect 5 show small.yaml -o elsewhere
expect 5 show small.yaml -o elsewhere/
expect 5 show small.yaml -o no/such/folder/x.yaml
says said "cartsim show: can't write no/such/folder/x.yaml" 'Nothing was changed there.'
[ "$(ls elsewhere | tr '\n' ' ')" = 'down z.yaml ' ] || wrong 'something is left'

# Warnings are told all the same.
expect 0 show small.yaml --set resources.spare.capacity=1
says said 'warning W102'

# What is not written: each default, with its value.
cat >bare.yaml <<'END'
cartsim: 1
patients: {g: {pathway: w, arrivals: {rate: 1 per day}}}
pathways: {w: [{step: s}]}
END
expect 0 show bare.yaml --defaults
for line in 'start: 2025-01-06' 'warmup: 1 y' 'horizon: 3 y' 'replications: 100' 'seed: 1' 'confidence: 95%' \
    'priority: 5' 'fit: false' 'days: mon-sun'; do
    grep -qE "^ +$line +# default$" printed || wrong "no '$line'"
done
says printed '# without follow: to the exit, at most 1000 y'
same bare.yaml --set run.horizon='20 d' --set run.warmup='1 d'

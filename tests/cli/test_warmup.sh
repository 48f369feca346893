#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim warmup`: a transient that is known is found; the numbers by day are those of a run; too short a
# run and a queue without end are told.
set -eu
. tests/support/cli.sh

# Stays of exactly 60 days, five referrals a day, places for all: after t days 5 min(t, 60) patients in the
# mean.
cat >fills.yaml <<'END'
cartsim: 1
name: Fills in sixty days
patients: {guest: {pathway: way, arrivals: {rate: 5 per day}}}
resources: {bed: {capacity: unlimited}}
pathways: {way: [{step: stay, needs: bed, takes: 60 d}]}
measures: {whole: {from: referral, to: stay.end}}
run: {warmup: 0 d, horizon: 600 d, replications: 40, seed: 1}
END
expect 0 warmup fills.yaml --json
jq -e '.warmup_days >= 55 and (.second_half | not) and (.measures | length) == 3 and
       (.measures[0] | .measure == "patients" and (.days | length) == 600 and
        (.days[29:31] | add / 2 > 142 and add / 2 < 158) and
        (.days[100:] | add / 500 > 294 and add / 500 < 306))' \
    printed >result || wrong 'it is not found that it fills in 60 days'
python3 - "$project/share/warmup.schema.json" printed <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
Draft7Validator(schema).validate(json.load(open(sys.argv[2])))
END
cut=$(jq .warmup_days printed)
cp printed all
expect 0 warmup fills.yaml -j 1 --json
cmp printed all || wrong 'threads matter'
expect 0 warmup fills.yaml --measure patients
says printed "run: {warmup: $cut d}" 'patients by day, in the mean of 40 replications'
! grep -q 'resources' printed || wrong 'it tells of more than it was asked for'
! grep -E '^.{81,}' printed || wrong 'a line is too long'

# In the mean over the days of a window without warm-up, these are the figures of run.
expect 0 run small.yaml --set 'run.warmup=0 d' -o out --quiet
expect 0 warmup small.yaml --set 'run.warmup=0 d' --json
jq -e --slurpfile run out/metrics.json 'def near($a; $b): ($a - $b) | fabs < 1e-6;
    def mean($name): .measures[] | select(.measure == $name) | .days | add / length;
    near(mean("resources.bed.in_use"); $run[0].resources.bed.occupied.value) and
    near(mean("resources.bed.queue"); $run[0].resources.bed.queue.value)' printed >result ||
    wrong 'the numbers by day are not those of a run'

# More come than ever can be served: the queue grows to the end.
expect 0 warmup small.yaml --set 'patients.guest.arrivals.rate=5 per day' --set 'run.horizon=200 d'
says printed 'in the second half' 'too short to tell'

expect 2 warmup small.yaml --set 'run.warmup=0 d' --set 'run.horizon=49 d'
says said '49 days are too few'
expect 2 warmup small.yaml --measure resources.bed.in_us
says said "E004: --measure: there is no number 'resources.bed.in_us'; did you mean 'resources.bed.in_use'?"

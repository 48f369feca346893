#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim plan`: an answer that theory knows, whatever the threads; the seed centre; what is left undecided
# or has no answer has its exit code; what is wrong is refused with its mend.
set -eu
. tests/support/cli.sh

# M/M/c with a load of 3: Erlang C says that 0%, 63.5%, 87.9% and 96.4% wait no longer than 6 h with 3 to 6
# desks, so 80% take 5.
cat >desks.yaml <<'END'
cartsim: 1
name: Desks
resources: {desk: {capacity: 4}}
patients: {guests: {pathway: way, arrivals: {rate: 4 per day}}}
pathways: {way: [{step: talk, needs: desk, takes: {exponential: {mean: 18 h}}}]}
measures: {wait: {from: talk.arrive, to: talk.start, target: {share_within: {6 h: 80%}}}}
run: {start: 2025-01-06, warmup: 60 d, horizon: 40 d}
END
grep -v '^measures' desks.yaml >free.yaml
flat() { # as one line, since sentences are broken at 100 columns
    tr '\n' ' ' <printed >flattened
    says flattened "$@"
}
answer() {
    jq -r ".answer$1" printed
}
expect 0 plan desks.yaml --range resources.desk.capacity=3..7 --json
cp printed desks.json
[ "$(answer .outcome)/$(answer .best)/$(answer .runner_up)/$(answer '.less[0].candidate')" = decided/2/3/1 ]
[ "$(answer '.less[0].binds')" = 0 ]
jq -e '.candidates[2].targets[0].figure.value | . > 0.86 and . < 0.9' printed >/dev/null
jq -e '.candidates | map(.cost.value) == [3, 4, 5, 6, 7]' printed >/dev/null
expect 0 plan desks.yaml --range resources.desk.capacity=3..7 -j 1 -o j1
cmp desks.json j1/plan.json
expect 0 plan desks.yaml --range resources.desk.capacity=7,5,3,4 --quiet
flat 'Cheapest that meets all targets with 95% confidence: resources.desk.capacity=5 (cost 5).' \
    'Runner-up: resources.desk.capacity=7' \
    'With resources.desk.capacity=4 it misses wait.share_within[0.25 d] at least 80% first'
! grep -q Written printed || wrong 'quiet says only the answer'

# Two keys: a second kind of desk that nobody needs only costs. What counts can be weighed.
sed 's/desk: {capacity: 4}/desk: {capacity: 4}, spare: {capacity: 1}/' desks.yaml >two.yaml
expect 0 plan two.yaml --range resources.desk.capacity=4..6 --range resources.spare.capacity=1,2 \
    --minimise '2*resources.desk.capacity+resources.spare.capacity'
flat '6 candidates' 'resources.desk.capacity=5 resources.spare.capacity=1 (cost 11).' \
    'Runner-up: resources.desk.capacity=5 resources.spare.capacity=2 (cost 12)' \
    'No less of resources.spare.capacity was tried.'

# Costs of the scenario: a desk open costs 10 a day, so 5 of them 18263 a year (of 365.25 days).
cat >>desks.yaml <<'END'
costs: {currency: EUR, desk: {per_day_open: 10}}
END
expect 0 plan desks.yaml --range resources.desk.capacity=4..6
flat 'the least costs.total_per_year' 'resources.desk.capacity=5 (cost EUR 18 263).'
expect 0 plan desks.yaml --range resources.desk.capacity=4..6 --minimise resources.desk.capacity --quiet
flat 'resources.desk.capacity=5 (cost 5).'

# None meets all; undecided within too few.
expect 3 plan desks.yaml --range resources.desk.capacity=3,4
flat 'Nearest: resources.desk.capacity=3' 'None of the 2 candidates meets all targets'
expect 4 plan desks.yaml --range resources.desk.capacity=4..6 --max-reps 100 --tolerance 0.1% \
    --set 'measures.wait.target.share_within={6 h: 87.9%}'
flat '--max-reps' 'not decided of what may be cheaper: resources.desk.capacity=5.'
needed=$(sed -n 's/.*--max-reps \([0-9]*\)\.$/\1/p' printed)
[ "$needed" -gt 100 ]
[ "$(jq -r .answer.replications_needed results/desks-plan/plan.json)" = "$needed" ]

# The seed centre: five beds keep the ward from being full for more than 5% of the time, four do not.
expect 0 plan "$project/scenarios/seed-centre.yaml" --range resources.ward_bed.capacity=2..10 \
    --set 'measures.vein_to_vein.target.p90=60 d'
flat 'Written results/seed-centre-plan/plan.json' 'A   vein_to_vein.p90 at most 60 d' \
    'Cheapest that meets all targets with 95% confidence: resources.ward_bed.capacity=5 (cost 5).'

# What is wrong.
expect 2 plan desks.yaml
says said '--range resources.ward_bed.capacity=2..10'
expect 2 plan free.yaml --range resources.desk.capacity=3..7
says said 'has no targets' 'target: {p90: 45 d}' '--set resources.ward_bed.target.all_busy=5%'
expect 2 plan desks.yaml --range resources.desk.capacity=3..7 --minimise resources.desk.capacty
says said "did you mean 'resources.desk.capacity'?"
expect 2 plan desks.yaml --range resources.desk.capacity=3..7 --minimise wait.p90
says said "a percentile can't be minimised"
expect 2 plan two.yaml --range resources.desk.capacity=3..7 --minimise cost
says said 'has no costs'
expect 2 plan two.yaml --range 'pathways.way.talk.takes=1 h,2 h'
says said 'not all plain numbers'
expect 2 plan desks.yaml --range resources.desk.capacity=3..7 --max-reps 99
says said 'takes 100 replications'
expect 2 plan desks.yaml --range resources.desk.capacity=3..7 --confidence 95
says said '--confidence: expected a share such as 95% or 0.95'
expect 2 plan desks.yaml --range resources.desk.capacity=3..7 --indifference none
says said '1%, or a cost'
expect 2 plan desks.yaml --range resources.desk.capacity=1..40 --range run.horizon=1..40
says said '1600 candidates are more than 1000'
expect 2 plan desks.yaml --range resources.desk.capacity=8..3
says said '--range resources.desk.capacity=8..3: a range goes from the lesser to the greater'
expect 2 plan desks.yaml --range 'measures.wait.target.share_within={6 h: 80%},{6 h: 90%}' \
    --minimise resources.desk.occupied
says said 'must leave the targets as they are'
expect 2 plan desks.yaml --range resources.desk.capcity=3..7
says said "did you mean 'capacity'"

python3 - "$project/share/plan.schema.json" desks.json results/*-plan/plan.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

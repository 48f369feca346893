#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim compare`: differences that are known, figures that are those of `run`, whatever the threads; what
# is wrong is refused with its mend.
set -eu
. tests/support/cli.sh

# A stay of 3 or 5 days; a wait for nobody. The difference is two days for every patient, so it has no width.
cat >stay.yaml <<'END'
cartsim: 1
name: Stay
patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}
pathways: {way: [{step: stay, takes: 3 d}, {step: rest, takes: {exponential: {mean: 2 d}}}]}
measures: {stay: {from: stay.start, to: stay.end}, rest: {from: rest.start, to: rest.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 10}
END
difference() {
    jq -c --arg name "$1" '.figures[] | select(.name == $name).of['"$2"'].less_first' compared.json
}
value() {
    jq -r --arg name "$1" '.figures[] | select(.name == $name).of['"$2"'].'"$3" compared.json
}
expect 0 compare stay.yaml --vary 'pathways.way.stay.takes=5 d,3 d' --json
cp printed compared.json
[ "$(difference stay.mean 1)" = '{"value":2,"ci":[2,2]}' ]
[ "$(value stay.mean 1 verdict)" = higher ]
[ "$(value rest.mean 1 verdict)" = same ]
[ "$(value stay.mean 2 verdict)" = same ]
[ "$(value stay.mean 0 figure.value)" = 3 ]
jq -e '.scenarios | map(.label) ==
       ["as it is", "pathways.way.stay.takes=5 d", "pathways.way.stay.takes=3 d"]' compared.json >/dev/null

# Luck that is shared: one exponential law of twice the mean gives each patient twice the time, so the
# difference is the mean itself, and the other way round it is half of it.
expect 0 compare stay.yaml --vary 'pathways.way.rest.takes={exponential: {mean: 4 d}}' --json
cp printed compared.json
jq -e '.figures[] | select(.name == "rest.mean").of |
       (.[1].less_first.value - .[0].figure.value | fabs) < 1e-4' compared.json >/dev/null ||
    wrong 'not the same luck'

# Figures are those of a run, and threads change nothing.
expect 0 run stay.yaml -o one --quiet
[ "$(jq -c .measures.rest.mean one/metrics.json)" = "$(value rest.mean 0 figure | jq -c .)" ]
expect 0 compare stay.yaml --vary 'pathways.way.stay.takes=5 d' -j 1 -o j1
expect 0 compare stay.yaml --vary 'pathways.way.stay.takes=5 d' -j 3 -o j3
cmp j1/compare.json j3/compare.json

# Two files; a figure that only one has stands without a difference; the table and the answer.
sed 's/3 d/4 d/; s/rest: {from/more: {from/' stay.yaml >longer.yaml
expect 0 compare stay.yaml longer.yaml
case $(head -n 1 printed) in # the last lines are the answer
Written*) ;;
*) wrong 'where the files are stands elsewhere' ;;
esac
says printed 'Stay: 2 scenarios, 10 replications of each' 'A   stay.yaml' 'B   longer.yaml' 'B less A' \
    '+1.0 d (+1.0 to +1.0)' 'B (longer.yaml) against A:' 'Written results/stay-compare/compare.json'
cp results/stay-compare/compare.json compared.json
[ "$(value rest.mean 1 verdict)" = none ]
expect 0 compare stay.yaml longer.yaml --measure stay.mean --measure stay.p50 --quiet
says printed 'stay.mean is 1.0 d higher'
! grep -q Written printed || wrong 'quiet says only the answer'

# A tenth of an hour in every replication is 0.0042 days: lower, and not by 0.0.
expect 0 compare stay.yaml --vary 'pathways.way.stay.takes=71.9 h' --measure stay.mean
says printed '-0.004 d (-0.004 to -0.004)  lower' 'stay.mean is 0.004 d lower'

# Beside vein to vein stands referral to infusion; without one the answer says what is missing.
expect 0 compare "$project/scenarios/seed-centre.yaml" -n 5 --vary resources.ward_bed.capacity=5 \
    --measure vein_to_vein.mean
says printed referral_to_infusion.mean vein_to_vein.mean
sed 's/stay: {from: stay/vein_to_vein: {from: stay/' stay.yaml >vein.yaml
expect 0 compare vein.yaml --vary 'pathways.way.stay.takes=5 d'
says printed 'says nothing of the wait before leukapheresis'

# Until a difference is as narrow as asked; the same as with so many replications from the beginning.
rest='pathways.way.rest.takes={exponential: {mean: 4 d}}'
expect 0 compare stay.yaml --vary "$rest" --precision rest.mean=0.1d --max-reps 500 -o narrow
says printed 'rest.mean is within' '0.1 d was asked' 'Precision reached with'
count=$(jq .replications narrow/compare.json)
[ "$count" -ge 30 ] && [ "$count" -lt 500 ]
jq -e '.precision.reached and (.precision.figures[0].half_width as $half |
       .figures[] | select(.name == "rest.mean").of[1].less_first.ci |
       (.[1] - .[0]) / 2 - $half | fabs < 1e-9)' narrow/compare.json >/dev/null || wrong 'another half-width'
expect 0 compare stay.yaml --vary "$rest" -n "$count" -o plain
jq 'del(.precision)' narrow/compare.json >without
jq . plain/compare.json | cmp - without || wrong "it differs from -n $count"
expect 0 compare stay.yaml --vary "$rest" --precision rest.mean=1min --max-reps 40
says printed 'not reached by the cap of 40 replications'
expect 2 compare stay.yaml --vary "$rest" --precision rest.men=1d
says said "did you mean 'rest.mean'"
expect 2 compare stay.yaml --vary "$rest" --precision rest.mean=1d -n 5
says said 'instead of -n'

# One patient's two stories.
expect 0 compare stay.yaml --vary 'pathways.way.stay.takes=5 d' --patient 2
says printed 'Patient guest-2' 'B   pathways.way.stay.takes=5 d' 'Stay, for 3 d.' 'Stay, for 5 d.' '+2.0 d' \
    '+0.0 d'
expect 2 compare stay.yaml --vary 'pathways.way.stay.takes=5 d,6 d' --patient 2
says said 'two stories'
expect 2 compare stay.yaml --vary 'pathways.way.stay.takes=5 d' --patient guests-2
says said "did you mean 'guest'"

# What is wrong.
expect 2 compare stay.yaml
says said 'two or more'
expect 2 compare stay.yaml longer.yaml --vary run.horizon=3
says said 'with --vary it takes one scenario'
expect 2 compare stay.yaml longer.yaml --measure stay.p49
says said "there is no figure 'stay.p49'; did you mean 'stay.p50'?"
expect 2 compare stay.yaml --vary pathways.way.stay.takes
says said 'expected PATH=VALUES'
expect 2 compare stay.yaml --vary pathways.way.stay.takes=5
says said 'E0' -- '--set'
[ ! -e results/stay-compare/compare.json.* ] || wrong 'something was left'
expect 2 compare stay.yaml missing.yaml
says said missing.yaml

python3 - "$project/share/compare.schema.json" j1/compare.json narrow/compare.json \
    results/*-compare/compare.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

# Stopped half-way, the same command goes on and comes to the same bytes; nothing is left behind it then.
cp -r "$project/scenarios" .
long="compare scenarios/seed-centre.yaml --vary resources.ward_bed.capacity=5 -n 1200"
"$CARTSIM" $long -o whole >/dev/null
! [ -e whole/study.journal ] || wrong 'the journal is left'
"$CARTSIM" $long -j 1 -o parts >/dev/null 2>said &
pid=$!
tries=0
while [ "$(stat -c %s parts/study.journal 2>/dev/null || echo 0)" -lt 50000 ] && [ $tries -lt 500 ]; do
    tries=$((tries + 1))
    sleep 0.01
done
kill -INT $pid
code=0
wait $pid || code=$?
[ $code = 130 ] || { echo "interrupted with code $code"; exit 1; }
says said 'interrupted. What was done is kept in parts/study.journal'
[ ! -e parts/compare.json ] && [ -s parts/study.journal ]
"$CARTSIM" $long -j 2 -o parts >/dev/null 2>said
says said 'going on from'
cmp whole/compare.json parts/compare.json
[ ! -e parts/study.journal ]

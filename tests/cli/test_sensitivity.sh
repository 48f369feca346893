#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim sensitivity` on a centre whose answer is known: a stay of three parts. Its mean is the sum of their
# means, so a part that lies between 2 d and 4 d moves it by 1 d either way and makes (2 d)^2 / 12 of its
# variance, one between 3 d and 7 d four times as much.
set -eu
. tests/support/cli.sh

cat >stay.yaml <<'END'
cartsim: 1
name: Stay
patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}
pathways:
  way:
    - {step: first, takes: {value: 3 d, grade: measured, uncertain: 2 d to 4 d}}
    - {step: second, takes: {value: 5 d, grade: assumption, uncertain: 3 d to 7 d}}
    - {step: third, takes: {exponential: {mean: 2 d}}}
measures: {stay: {from: first.start, to: third.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 10}
END

# within FILTER TRUTH OFF: of sensitivity.json
within() {
    jq -e ".figures[0] | ($1) - $2 | fabs <= $3" found/sensitivity.json >/dev/null ||
        wrong "$1 is $(jq -c ".figures[0] | $1" found/sensitivity.json), not $2"
}
effect() { echo ".effects[] | select(.path == \"pathways.way.$1.takes\")"; }

# Nothing but the number differs, so no interval has any width.
expect 0 sensitivity stay.yaml -o found
says printed 'at both ends of its range' '2 d to 4 d (measured)' '########' \
    'stay.mean moves most with pathways.way.second.takes: -2.00 d (-2.00 to -2.00) at 3 d, +2.00 d' \
    'Written found/sensitivity.json'
within ".effects[0].low.value" -2 1e-9
within ".effects[0].high.ci[1]" 2 1e-9
within "($(effect first)).low.value" -1 1e-9
cp found/sensitivity.json tornado.json

# Intervals hold together: with two numbers and two figures there are eight, each at 1 - 0.05 / 8.
sed -e 's/first, takes: {value: 3 d, grade: measured, uncertain: 2 d to 4 d}/first, takes: 3 d/' \
    -e 's/{mean: 2 d}/{mean: {value: 2 d, uncertain: times 0.5 to 2}}/' stay.yaml >third.yaml
expect 0 sensitivity third.yaml -o found --measure stay.mean --measure stay.p50
says printed 'all 8 of them' 'times 0.5' 'times 2'
# The same luck with half the mean: half of each patient's time, so half of the mean of 2 d less.
expect 0 run third.yaml -o base --quiet
mean=$(jq '.measures.stay.mean.value - 8' base/metrics.json)
within "($(effect third | sed 's/takes/takes.exponential.mean/')).low.value" "(-$mean / 2)" 1e-3

# A slope of the whole range, the same everywhere.
expect 0 sensitivity stay.yaml --method morris -n 3 -o found
says printed 'Morris screening, 10 trajectories' \
    'stay.mean moves most with pathways.way.second.takes: by 4.00 d'
within "($(effect second)).mu_star.value" 4 1e-6
within "($(effect first)).mu.value" 2 1e-6
within "($(effect first)).sigma" 0 1e-6
cp found/sensitivity.json morris.json

# Shares of 1/5 and 4/5, of Sobol and by grade, within intervals that hold them.
expect 0 sensitivity stay.yaml --method sobol -n 5 --draws 400 -o found
says printed 'Sobol indices' 'depends most on pathways.way.second.takes'
for share in first_order total; do
    within "($(effect first)).$share.value" 0.2 0.06
    within "($(effect second)).$share.value" 0.8 0.06
    jq -e ".figures[0] | $(effect second) | .$share.ci | .[0] <= 0.8 and .[1] >= 0.8" found/sensitivity.json \
        >/dev/null || wrong "$share: the interval does not hold 0.8"
done
within .variance.parameter_variance "(5 / 3)" 0.1
cp found/sensitivity.json sobol.json

# By grade; the rest is chance: the mean of about 50 stays of variance 4.
expect 0 sensitivity stay.yaml --method psa -n 10 --draws 400 -o found
says printed 'probabilistic analysis' 'of the variance of stay.mean comes from numbers graded assumption.'
tail -n 2 printed | grep -q 'comes from numbers graded assumption' || wrong 'the answer is not at the end'
within '.effects[] | select(.grade == "assumption").first_order.value' 0.8 0.06
within '.effects[] | select(.grade == "measured").first_order.value' 0.2 0.06
within .variance.chance_variance 0.08 0.05
within .variance.noise_variance ".variance.chance_variance / 10" 1e-9
within '.effects[] | select(.grade == "assumption").of_all_variance.value' \
    '(.effects[] | select(.grade == "assumption").first_order.value) * .variance.parameters.value' 0.02
cp found/sensitivity.json psa.json

# The same command, the same bytes, on any number of threads; another seed draws other points.
expect 0 sensitivity stay.yaml --method psa -n 4 --draws 20 -j 1 -o j1
expect 0 sensitivity stay.yaml --method psa -n 4 --draws 20 -j 3 -o j3
cmp j1/sensitivity.json j3/sensitivity.json
expect 0 sensitivity stay.yaml --method psa -n 4 --draws 20 -s 2 -o s2
! cmp -s j1/sensitivity.json s2/sensitivity.json || wrong 'the seed changes nothing'
[ ! -e j1/study.journal ] || wrong 'the journal is left'

# What no patient meets makes no difference, and that is an answer.
sed 's/third, takes/third, chance: 0, takes/
     s/{exponential: {mean: 2 d}}/{value: 2 d, uncertain: 1 d to 3 d}/
     s/, uncertain: 2 d to 4 d//; s/, uncertain: 3 d to 7 d//' stay.yaml >none.yaml
expect 0 sensitivity none.yaml --measure stay.mean -o found
says printed 'stay.mean: no data.'
sed -i 's/to: third.end/to: second.end/' none.yaml
expect 0 sensitivity none.yaml -o found
says printed 'No difference was found in stay.mean for 1 of 1 numbers.'
expect 0 sensitivity none.yaml --method psa --draws 5 -n 3 -o found
says printed 'the numbers make no variance that can be told from chance'

# Each form of `uncertain:`, at each place where one can stand, in steps inside steps too.
cat >forms.yaml <<'END'
cartsim: 1
extends: stay.yaml
patients: {guest: {arrivals: {rate: {value: 1 per day, uncertain: interval 0.5 per day to 2 per day}}}}
resources: {bed: {capacity: {value: 40, uncertain: 30 to 60}}}
pathways:
  way:
    - step: around
      before: first
      needs: bed
      steps:
        - step: inside
          chance: {value: 25%, uncertain: 1 of 4}
          takes: {uniform: {min: 1 d, max: 3 d}, uncertain: times 0.5 to 2}
risks:
  loss:
    from: referral
    until: exit
    rate: {value: 4% per month, uncertain: 2% per month to 6% per month}
    leaves: lost
END
expect 0 sensitivity forms.yaml -n 4 --json
cp printed forms.json
jq -e '[.parameters[] | [.path, .low, .high]] == [
    ["patients.guest.arrivals.rate", "183 per year", "730 per year"],
    ["pathways.way.inside.chance", "2.85%", "71.6%"], ["pathways.way.inside.takes", "times 0.5", "times 2"],
    ["pathways.way.first.takes", "2 d", "4 d"], ["pathways.way.second.takes", "3 d", "7 d"],
    ["resources.bed.capacity", "30", "60"],
    ["risks.loss.rate", "0.24 per year", "0.72 per year"]]' forms.json >/dev/null ||
    wrong "other parameters: $(jq -c '[.parameters[] | [.path, .low, .high]]' forms.json)"

python3 - "$project/share/sensitivity.schema.json" ./*.json found/sensitivity.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

# What is wrong.
sed 's/, uncertain: [^}]*//' stay.yaml >sure.yaml
expect 2 sensitivity sure.yaml
says said 'no number says what else it may be' 'uncertain: 14 d to 18 d' 'uncertain: 1 of 4' \
    'times 0.8 to 1.25'
expect 2 sensitivity stay.yaml --method sobel
says said "expected tornado, morris, sobol or psa, got 'sobel'"
expect 2 sensitivity stay.yaml --draws 10
says said 'a tornado has two points a number'
expect 2 sensitivity stay.yaml --draws 1 --method psa
says said '--draws: expected a whole number from 2'
expect 2 sensitivity stay.yaml --method sobol --draws 50000
says said 'more than 50000 points'
expect 2 sensitivity stay.yaml --measure stay.p49
says said "did you mean 'stay.p50'?"
expect 2 sensitivity missing.yaml
says said missing.yaml
{
    printf 'cartsim: 1\npatients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}\npathways:\n  way:\n'
    for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21; do
        echo "    - {step: s$i, takes: {value: 1 d, uncertain: 1 d to 2 d}}"
    done
    echo 'measures: {all: {from: s01.start, to: s21.end}}'
    echo 'run: {warmup: 0 d, horizon: 9 d, replications: 2}'
} >many.yaml
expect 2 sensitivity many.yaml --method sobol
says said 'for 20 numbers at most' '40 dimensions' '--method morris'
expect 0 sensitivity many.yaml --method psa --draws 2 -n 2 -o found

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim run --precision`: replications until intervals are as narrow as asked; all but what says so is as
# with that many replications from the beginning; what can't be asked for has a code and the nearest name.
set -eu
. tests/support/cli.sh

expect 0 run small.yaml --precision whole.mean=0.15d --precision resources.bed.utilisation=3% -o out
count=$(jq .run.replications out/metrics.json)
says printed "Precision reached with $count replications" 'whole.mean is within' 'd was asked' \
    '3 points was asked'
tail -n 1 printed | grep -q '^Precision *reached with' || wrong 'it is not the last line'
jq -e '.run.precision | .reached and .max_replications == 10000 and (.figures | length) == 2 and
       all(.figures[]; .half_width <= .asked and .more_replications == null)' out/metrics.json >printed ||
    wrong 'metrics.json does not say that it was reached'
jq -e '.measures.whole.mean.ci as $ci | .run.precision.figures[0].half_width * 2 - ($ci[1] - $ci[0]) |
       fabs < 1e-9' out/metrics.json >printed || wrong 'the half-width is not half of the interval'

# But for what says so, it is the run of so many replications.
expect 0 run small.yaml -n "$count" --quiet -o plain
jq 'del(.run.precision)' out/metrics.json >without
jq . plain/metrics.json | cmp - without || wrong "it differs from -n $count"
expect 0 verify out
says printed 'Every byte is the same.'
expect 0 run small.yaml --precision whole.mean=0.15d --precision resources.bed.utilisation=3% -j 1 --quiet \
    -o one
cmp one/metrics.json out/metrics.json || wrong 'threads matter'
if command -v python3 >/dev/null && python3 -c 'import jsonschema' 2>/dev/null; then
    python3 -c 'import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' \
        out/metrics.json "$project/share/metrics.schema.json" || wrong 'the schema refuses it'
fi

# A run that is extended comes to the same.
expect 0 run small.yaml -n 40 --keep --quiet -o kept
expect 0 run small.yaml --extend kept --precision whole.mean=0.15d --precision resources.bed.utilisation=3% \
    --quiet
cmp kept/metrics.json out/metrics.json || wrong 'replications that were kept matter'

# The cap, and what is lacking.
expect 0 run small.yaml --precision whole.p50=20min --max-reps 50 -o cap
says printed 'not reached by the cap of 50 replications; about' 'more needed'
jq -e '.run.replications == 50 and
       (.run.precision | (.reached | not) and .figures[0].more_replications > 0)' cap/metrics.json >printed ||
    wrong 'metrics.json does not say what is lacking'
expect 0 verify cap

# refused TEXT WORD...
refused() {
    text=$1
    shift
    expect 2 run small.yaml "$@"
    is_empty printed
    says said "$text"
}
refused "E004: --precision: there is no figure 'whole.p05d'" --precision whole.p05d=1d
refused "did you mean 'whole.mean'" --precision whole.maen=1d
for bad in whole.mean=1 whole.mean= =1d whole.mean whole.mean=0d whole.mean=-1d whole.mean=1% \
    resources.bed.utilisation=2d resources.bed.utilisation=0%; do
    refused 'E027' --precision "$bad"
done
refused 'given before' --precision whole.mean=1d --precision whole.mean=2d
refused 'instead of -n say --max-reps' --precision whole.mean=1d -n 50
refused '--max-reps needs a --precision' --max-reps 50

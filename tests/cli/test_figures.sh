#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A run that can be worked out by hand, from the file that goes in to the files that come out.
#
# Four guests on days 1, 2, 3 and 4, two days each in the one bed, ten days observed. The fourth gives up on
# day 6.5, while the third has the bed:
#
#   day     1   2   3   4   5   6   7
#   first   =======
#   second      ....=======
#   third           ........=======
#   fourth              ........x          = in bed, . waiting, x leaves
set -eu
. tests/support/cli.sh

cat >hand.yaml <<'END'
cartsim: 1
name: By hand
patients:
  guest: {pathway: way, arrivals: {at: [1 d, 2 d, 3 d]}}
  late: {pathway: way, arrivals: {at: [4 d]}}
resources: {bed: {capacity: 1}}
pathways: {way: [{step: stay, needs: bed, takes: 2 d, cost: 100}]}
risks: {patience: {from: referral, until: stay.start, chance: 100%, after: 2.5 d, leaves: gave_up}}
measures: {whole: {from: referral, to: stay.end, target: {p50: 3 d, share_within: {3 d: 50%}}}}
costs: {currency: EUR, bed: {per_day_held: 900, per_day_open: 50}}
run: {start: 2024-02-26, warmup: 0 d, horizon: 10 d, replications: 1}
END
expect 0 run hand.yaml -o out --patients --events --quiet
is_empty said

# is PATH NUMBER...: figures of metrics.json, to rounding.
is() {
    path=$1
    shift
    expected=$(printf '%s,' "$@")
    jq -e --argjson expected "[${expected%,}]" \
        "[$path] as \$is | (\$is | length) == (\$expected | length) and
         ([\$is, \$expected] | transpose | all((.[0] - .[1]) | fabs < 1e-9))" out/metrics.json >printed ||
        wrong "$path is $(jq -c "[$path]" out/metrics.json), not [${expected%,}]"
}

# Who: three stay, one of the four leaves.
is '.patients | .all.referred.value, .guest.outcomes.completed.value, .late.outcomes.gave_up.value' 4 3 1
is '.patients.all.shares.completed.value, .measures.whole.measured.value' 0.75 0.75
is '.losses.way[0] | .reached.value, .lost.gave_up.value' 4 1
is '.risks.patience.per_patient.value' 0.25

# How long: 2, 3 and 4 days, of which 0, 1 and 2 were spent waiting. Quantiles are of type 7: the p90 is at
# rank 1.8, counted from 0.
is '.measures.whole | .count.value, .mean.value, .sd.value' 3 3 1
is '.measures.whole | .min, .p50.value, .p90.value, .max' 2 3 3.8 4
is '.measures.whole.made_of[] | select(.what == "takes") | .mean.value' 2
is '.measures.whole.made_of[] | select(.what == "waits_for:bed") | .mean.value' 1
is '.measures.whole.made_of | length' 2
is '.measures.whole.histogram.counts | add' 3
is '.steps.way.stay | .per_patient.value, .wait.mean.value' 0.75 1
is '.steps.way.stay.duration | .mean.value, .sd.value' 2 0
jq -e '.measures.whole.target | .p50 == {goal: 3, verdict: "undecided", more_replications: null}
       and .share_within["3 d"].goal == 0.5' out/metrics.json >printed || wrong 'the targets are not those'

# The bed: from day 1 to day 7. Waiting: 1, 2 and 2.5 days. The one who left never got it.
is '.resources.bed | .occupied.value, .utilisation.value, .all_busy.value, .queue.value' 0.6 0.6 0.6 0.55
is '.resources.bed.share_of_time[]' 0.4 0.6
is '.resources.bed.wait | .count.value, .mean.value, .p90.value' 3 1 1.8

# Money: 6 days at 900, 10 days open at 50, 3 starts at 100 are 6200 in 10 days, for 3 patients.
is '.costs | .total_per_year.value, .per_completed_patient.value' 226455 2066.6666666666667
is '.costs.by | .bed.value, .["way.stay"].value' 215497.5 10957.5

# With one replication nothing has an interval.
jq -e '[.. | objects | select(has("ci")) | .ci] | length > 50 and all(. == null)' out/metrics.json >printed ||
    wrong 'an interval of one replication'

cat >patients.csv <<'END'
replication,id,class,referred,referred_days,whole,outcome,exited_days
1,guest-1,guest,2024-02-27T00:00:00,1,2,completed,3
1,guest-2,guest,2024-02-28T00:00:00,2,3,completed,5
1,late-1,late,2024-03-01T00:00:00,4,,gave_up,6.5
1,guest-3,guest,2024-02-29T00:00:00,3,4,completed,7
END
diff patients.csv out/patients.csv

cat >events.csv <<'END'
1,late-1,4,2024-03-01T00:00:00,referral,
1,late-1,4,2024-03-01T00:00:00,stay.arrive,
1,late-1,4,2024-03-01T00:00:00,bed.asked,1
1,late-1,6.5,2024-03-03T12:00:00,patience.strikes,
1,late-1,6.5,2024-03-03T12:00:00,patience.over,
1,late-1,6.5,2024-03-03T12:00:00,bed.withdrawn,1
1,late-1,6.5,2024-03-03T12:00:00,exit:gave_up,
END
grep late-1 out/events.csv | diff events.csv -

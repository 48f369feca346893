#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim bottleneck`: what each thing is worth where queueing theory says it, losses that are known by hand,
# figures that are those of `run` and `compare`, whatever the threads.
set -eu
. tests/support/cli.sh

# Two M/M/1 queues in a row, half a patient a day, 1.6 d and 1 d of service. In the mean a patient is there
# for 1 / (0.625 - 0.5) + 1 / (1 - 0.5) = 10 d. By Erlang C and Burke's theorem:
#   a second unit at the first: 1.6 + 0.22857 / (1.25 - 0.5) = 1.90476 d in place of 8 d
#   the first a tenth shorter: 1 / (1 / 1.44 - 0.5) = 5.14286 d
#   a second unit at the second: 1 + 0.1 / (2 - 0.5) = 1.06667 d in place of 2 d
#   the second a tenth shorter: 1 / (1 / 0.9 - 0.5) = 1.63636 d
cat >tandem.yaml <<'END'
cartsim: 1
name: Tandem
patients: {guest: {pathway: way, arrivals: {rate: 0.5 per day}}}
resources: {desk: {capacity: 1}, bed: {capacity: 1}, hall: {capacity: unlimited}}
pathways:
  way:
    - {step: assess, needs: desk, takes: {exponential: {mean: 1.6 d}}}
    - {step: treat, needs: bed, takes: {exponential: {mean: 1 d}}}
    - {step: leave, needs: hall}
risks: {change_of_mind: {from: treat.end, until: leave.start, chance: 50%, leaves: gone}}
measures: {whole: {from: referral, to: treat.end}}
run: {start: 2025-01-06, warmup: 400 d, horizon: 4000 d, replications: 40}
END
expect 0 bottleneck tandem.yaml --measure whole.mean
says printed 'Tandem: what a little more of each thing is worth to whole.mean; 5 changes, 40 replications' \
    'Worth most to whole.mean: one more desk' 'Then assess a tenth shorter' 'Then one more bed' \
    'Where the days go now' 'waits for desk' 'is waiting for resources: most for desk' \
    'The same in every replication: change_of_mind a tenth rarer' 'No outcome depends on capacity' \
    'Written results/tandem-bottleneck/bottleneck.json'
cp results/tandem-bottleneck/bottleneck.json tandem.json
# The ranking, and the intervals, which hold together, hold what theory says.
jq -e '[.changes[] | [.what, .name]] ==
       [["unit", "desk"], ["step", "assess"], ["unit", "bed"], ["step", "treat"],
        ["risk", "change_of_mind"]]' \
    tandem.json >/dev/null
jq -e 'def holds($of; $truth): .changes[] | select(.says == $of).change | .ci[0] < $truth and $truth < .ci[1];
       (.figure.as_it_is.ci | .[0] < 10 and 10 < .[1]) and
       holds("one more desk"; -6.09524) and holds("assess a tenth shorter"; -2.85714) and
       holds("one more bed"; -0.93333) and holds("treat a tenth shorter"; -0.36364) and
       (.changes[0:4] | all(.verdict == "lower")) and .changes[4].verdict == "same" and
       .comparisons == 5' tandem.json >/dev/null || wrong 'theory says something else'
# Of 10 d, 6.4 d are waiting for the desk and 1 d for the bed.
jq -e '.days.made_of | map({key: (.step + " " + .what), value: .mean.ci}) | from_entries |
       (.["assess waits_for:desk"] | .[0] < 6.4 and 6.4 < .[1]) and
       (.["treat waits_for:bed"] | .[0] < 1 and 1 < .[1])' tandem.json >/dev/null ||
    wrong 'the days are others'

# It is what compare says of the scenario that is written so.
expect 0 compare tandem.yaml --vary resources.desk.capacity=2 --measure whole.mean --json
[ "$(jq '.figures[0].of[1].less_first.value' printed)" = "$(jq '.changes[0].change.value' tandem.json)" ]

# Threads change nothing; --json is the file.
expect 0 bottleneck small.yaml -j 1 --json
cp printed one.json
expect 0 bottleneck small.yaml -j 3 -o three
cmp one.json three/bottleneck.json
jq -e '.figure.name == "whole.p90"' one.json >/dev/null

# Three patients a day after the start, one bed for a day; who has not begun after 36 hours dies: the third
# does, and with beds without end nobody does. Nothing fails, so it is the normal wait.
cat >wait.yaml <<'END'
cartsim: 1
name: Wait
patients: {guest: {pathway: way, arrivals: {at: [1 d, 1 d, 1 d]}}}
resources: {bed: {capacity: 1}}
pathways: {way: [{step: stay, needs: bed, takes: 1 d}]}
risks: {death: {from: referral, until: stay.start, chance: 100%, after: 36 h, leaves: died}}
measures: {whole: {from: referral, to: stay.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 4}
END
parts() {
    jq -c '.losses.outcomes[] | select(.outcome == "died") | [.as_it_is.value, .without_end.change.value,
           .in_the_normal_wait.change.value, .after_a_failed_step.change.value] |
           map(. * 1e6 | round / 1e6)' \
        "results/$1-bottleneck/bottleneck.json"
}
expect 0 bottleneck wait.yaml --measure outcomes.completed
[ "$(parts wait)" = '[0.333333,-0.333333,-0.333333,0]' ] || wrong 'the normal wait'
says printed 'Worth most to outcomes.completed: one more bed, 33.3 points higher' \
    'Capacity without end would change the share of completed by +33.3 points'

# One suite; each batch fails once and is made again, and who is frail and not done 30 hours after it failed
# dies. The first patient's batch fails on day 2 and waits until day 3 for the second's: too long. Had none
# failed, or had there been suites without end, both would live.
cat >batch.yaml <<'END'
cartsim: 1
name: Batch
patients:
  guest: {pathway: way, arrivals: {at: [1 d]}, attributes: {state: frail}}
  other: {pathway: way, arrivals: {at: [1.5 d]}, attributes: {state: well}}
resources: {suite: {capacity: 1}}
pathways:
  way:
    - {step: make, needs: suite, takes: 1 d, fails: 100%,
       on_failure: {repeat: make, at_most: 1, then: {continues: true}}}
    - {step: infuse}
risks:
  death: {from: make.end, until: infuse.start, chance: {by: state, frail: 100%, otherwise: 0%}, after: 30 h,
          leaves: died}
measures: {whole: {from: referral, to: infuse.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 4}
END
expect 0 bottleneck batch.yaml
[ "$(parts batch)" = '[0.5,-0.5,0,-0.5]' ] || wrong 'after a failed batch'
says printed 'failed step +50.0 points'

# A slot more a week, on the weekday with fewest; the answer alone.
cat >slots.yaml <<'END'
cartsim: 1
name: Slots
patients: {guest: {pathway: way, arrivals: {at: [2025-01-07, 2025-01-07]}}}
resources: {slot: {slots: {mon: 2, thu: 1, fri: 1}}}
pathways: {way: [{step: collect, books: slot}]}
measures: {whole: {from: referral, to: collect.end}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 50 d, replications: 4}
END
expect 0 bottleneck slots.yaml --quiet --measure whole.mean
says printed 'one more slot a week (Thu), 0.5 d lower'
! grep -q 'Where the days go' printed || wrong 'quiet says only the answer'
jq -e '.changes[0] | .what == "slot" and .weekday == "thu" and .change.value == -0.5' \
    results/slots-bottleneck/bottleneck.json >/dev/null

# The seed centre has all kinds.
expect 0 bottleneck "$project/scenarios/seed-centre.yaml" -n 2
says printed 'what a little more of each thing is worth to referral_to_infusion.p90'
jq -e '[.changes[].what] | unique == ["risk", "slot", "step", "unit"]' \
    results/seed-centre-bottleneck/bottleneck.json >/dev/null

# One replication has no intervals, so nothing is said of changes.
expect 0 bottleneck small.yaml -n 1
says printed 'nothing can be said of changes'
for words in 'o difference found' 'The same in every' 'No outcome depends' 'clearly'; do
    ! grep -q "$words" printed || wrong "it says '$words'"
done

# What is wrong.
expect 2 bottleneck small.yaml --measure whole.p91
says said "did you mean 'whole.p90'?"
expect 2 bottleneck small.yaml --measure whole.p90 --measure whole.mean
says said 'one figure at a time'
expect 2 bottleneck
says said 'which scenario?'

python3 - "$project/share/bottleneck.schema.json" one.json results/*-bottleneck/bottleneck.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

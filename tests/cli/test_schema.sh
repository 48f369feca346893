#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every file that a run writes keeps to share/metrics.schema.json, and metrics.json, patients.csv and
# events.csv tell the same story: for each shipped scenario, and for small ones at the corners of the format.
set -eu
. tests/support/cli.sh

# Everything at once: costs, a target of each kind, units without limit, slots held back, two resources for
# one step, a branch beside, repeats, a risk that makes unfit and one that ends the way, patients turned away,
# names in UTF-8, classes that nobody belongs to.
cat >everything.yaml <<'END'
cartsim: 1
name: "Città, \"uno\""
sources: {us: {title: "Our own book", year: 2024}}
run: {start: 2024-02-26, warmup: 100 d, horizon: 400 d, replications: 3, seed: 5, confidence: 90%}
patients:
  first:
    pathway: way
    priority: 0
    arrivals: {rate: {value: 50 per year, source: us, grade: measured, why: "counted, by hand"}}
    attributes: {kind: {one_of: {"a, b": 60%, "c \"d\"": 40%}}, strong: {chance: 75%}, site: nord}
  zweite: {pathway: way, arrivals: {every: {exponential: {mean: 10 d}}}}
  nobody: {pathway: way, arrivals: {at: [40 y]}}
  nobody_else: {pathway: alone, arrivals: {at: [40 y]}}
resources:
  bed: {capacity: 2, max_queue: 2, target: {all_busy: 5%}}
  chair: {capacity: 1, opens: mon-fri 08:00-16:00, closures: [{from: 2024-08-05, to: 2024-08-19}]}
  sorter: {capacity: 4, breaks: {after: {exponential: {mean: 30 d}}, for: 2 d}}
  nurse: {capacity: unlimited}
  slot: {slots: {mon: 2, thu: 1}, at: "09:00", held_back: {count: 1, released: 2 d}}
pathways:
  way:
    - {step: talk, needs: [chair, nurse], takes: 1 h, fails: 10%, on_failure: {leaves: refused}, cost: 250}
    - {step: visit, books: slot, notice: 2 d, fit: true, takes: 4 h}
    - step: making
      steps:
        - {step: sorting, needs: {sorter: 2}, takes: {uniform: {min: 4 d, max: 9 d}}}
        - step: checking
          takes: {by: kind, "a, b": 1 d, otherwise: 2 d}
          fails: 20%
          on_failure:
            one_of:
              - {share: 50%, continues: true}
              - {share: 50%, repeat: visit, at_most: 1, then: {leaves: failed}}
      meanwhile:
        - {step: bridging, when: {strong: true}, every: 3 d, times: 3, needs: chair, takes: 1 h}
    - {step: admission, fit: true, holds: bed, takes: {lognormal: {median: 6 d, p90: 12 d}}, cost: 1000}
    - {step: discharge, releases: bed}
  alone: [{step: stay, needs: bed, takes: 3 d}]
risks:
  fever:
    from: visit.end
    until: admission.start
    rate: 2 per year
    recurs: true
    unfit: true
    steps: [{step: cure, needs: chair, takes: {gamma: {mean: 6 d, sd: 3 d}}}]
  death: {from: referral, until: admission.start, rate: 40% per year, leaves: died}
measures:
  vein_to_vein: {from: visit.start, to: admission.start, target: {mean: 12 d, p90: 20 d, p05: 4 d}}
  whole: {from: referral, to: discharge.end, target: {p50: 30 d, share_within: {42 d: 80%, 21.5 d: 10%}}}
  in_all: {from: referral, to: exit}
  never: {from: stay.start, to: stay.end, target: {p99: 2 d}}
costs: {currency: EUR, bed: {per_day_held: 900}, chair: {per_day_open: 100.5}, slot: {per_day_open: 0}}
END
# Nothing but one step: no resource, no risk, no measure, nobody in the window.
cat >nothing.yaml <<'END'
cartsim: 1
patients: {p: {pathway: w, arrivals: {at: [400 d]}}}
pathways: {w: [{step: s, takes: 1 d}]}
run: {warmup: 10 d, horizon: 20 d}
END
# A queue that only grows: who is still inside when following ends is censored. The greatest seed.
cat >censored.yaml <<'END'
cartsim: 1
patients: {p: {pathway: w, arrivals: {rate: 2 per day}}}
resources: {r: {capacity: 1, order: fifo}}
pathways: {w: [{step: before, takes: 1 h}, {step: s, needs: r, takes: {exponential: {mean: 1 d}}}]}
measures: {stay: {from: referral, to: s.end, target: {p90: 1 d}}}
run: {warmup: 10 d, horizon: 50 d, follow: 5 d, seed: 9223372036854775807}
END

# ran NAME SCENARIO OPTION...: runs it into results/NAME; --json prints what is in the file.
ran() {
    name=$1
    shift
    expect 0 run "$@" -o "results/$name" --patients --events --json
    cmp printed "results/$name/metrics.json"
}
for scenario in $(find "$project/scenarios" -name invalid -prune -o -name '*.yaml' -print | sort); do
    ran "shipped-$(basename "$scenario" .yaml)" "$scenario" -n 3
done
ran everything everything.yaml
ran once everything.yaml -n 1
ran switched-off everything.yaml --set risks.death.enabled=false --set risks.fever.enabled=false -s 7
ran nothing nothing.yaml -n 2
ran censored censored.yaml -n 2

python3 "$project/tests/cli/results_agree.py" "$project/share/metrics.schema.json" results/*

# The corners are reached: what was meant to happen did.
reached() {
    jq -e "$2" "results/$1/metrics.json" >printed || wrong "in $1 it is not so that $2"
}
reached everything '.patients.all.outcomes | [.turned_away, .refused, .failed, .died] | all(.value > 0)'
reached everything '.patients.nobody.shares.completed == null'
reached everything '.measures.never | .mean == null and .measured == null'
reached everything '.measures.never.target.p99.verdict == "undecided"'
reached censored '.patients.all.outcomes.censored.value > 0'
reached censored '.run | .seed == "9223372036854775807" and .follow_days == 5'

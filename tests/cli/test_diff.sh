#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim diff`: what it prints, where, and its exit codes.
set -eu
. tests/support/cli.sh

# A scenario does not differ from itself, nor from what is shown of it.
cp -r "$project/scenarios" .
for scenario in $(find scenarios -name invalid -prune -o -name '*.yaml' -print); do
    grep -q '^patients:\|^extends:' "$scenario" || continue
    expect 0 diff "$scenario" "$scenario"
    says printed 'No difference in meaning.'
    [ "$(wc -l <printed)" = 1 ] || wrong 'more is said'
    for defaults in '' --defaults; do
        expect 0 show "$scenario" -o shown.yaml $defaults
        for pair in "$scenario shown.yaml" "shown.yaml $scenario"; do
            # shellcheck disable=SC2086 # two names
            expect 0 diff $pair
            [ "$(cat printed)" = 'No difference in meaning.' ] || wrong 'it says more'
        done
    done
done

# What a set changes; the sets are those of the second.
expect 1 diff small.yaml small.yaml --set resources.bed.capacity=3 --set run.horizon='1200 h' \
    --set 'pathways.way.stay.takes={exponential: {mean: 24 h}}'
is_empty said
printf 'In meaning\n  resources.bed.capacity: 2 -> 3\n' | cmp - printed || wrong 'something else is printed'
expect 0 diff small.yaml small.yaml --set run.horizon='1200 h'

# What is only said is told apart, and is no difference for who asks.
expect 0 diff small.yaml small.yaml --set name=Other \
    --set 'resources.bed.capacity={value: 2, grade: measured}'
cat >expected <<'END'
No difference in meaning.
In what is said of it
  name: A small centre -> Other
  resources.bed.capacity.grade: assumption -> measured
END
cmp expected printed || wrong 'something else is printed'
expect 1 diff small.yaml small.yaml --set name=Other --set run.confidence=90%
cat >expected <<'END'
In meaning
  run.confidence: 95% (default) -> 90%

In what is said of it
  name: A small centre -> Other
END
cmp expected printed || wrong 'something else is printed'

# Steps that another file adds, moves and takes out.
cat >ours.yaml <<'END'
cartsim: 1
extends: small.yaml
pathways: {way: [{step: before, before: stay, takes: 1 h}, {step: last, after: stay}]}
END
expect 1 diff small.yaml ours.yaml
says printed '  pathways.way.before: added first: {takes: 1 h}' '  pathways.way.last: added after stay: {}'
expect 1 diff ours.yaml small.yaml
says printed '  pathways.way.before: removed: {takes: 1 h}'
expect 1 diff ours.yaml ours.yaml --set pathways.way.last.before=before
says printed '  pathways.way.last: moved: after stay -> first'

# Only the exit code.
expect 1 diff small.yaml ours.yaml --quiet
is_empty printed said

# Both must be scenarios; faults of either are told.
expect 2 diff small.yaml nothing.yaml
says said "can't read 'nothing.yaml'"
expect 2 diff nothing.yaml small.yaml
is_empty printed
expect 2 diff small.yaml small.yaml --set resources.bed.capacity=four
says said 'error E021'
expect 2 diff small.yaml
says said 'which other scenario?'
expect 2 diff small.yaml small.yaml small.yaml
says said 'two scenarios at a time'
expect 2 diff
says said 'which scenario?'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim check` names every fault at once, on standard error, with place and mend. It runs
# and writes nothing.
set -eu
. tests/support/cli.sh

expect 0 check small.yaml
is_empty said
says printed 'small.yaml: can be run' '0 warnings' 'Pathways 1, steps 1, resources 1, risks 0, measures 1'
expect 0 check small.yaml --quiet
is_empty printed said

# The faults of section 9 of the format, through `extends`: each in the file that wrote it,
# sorted by place, a file after the one that extends it.
cat >base.yaml <<'END'
cartsim: 1
patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}
resources:
  slot: {slots: {mon: 1}}
  bed: {capacity: 4}
pathways:
  way:
    - {step: visit, books: slto, takes: 12}
    - {step: stay, needs: bed, takes: 2 d, fails: 120%, on_failure: {leaves: lost}}
END
cat >ours.yaml <<'END'
cartsim: 1
extends: base.yaml
nmae: Ours
resources:
  bed: {capacity: four}
run: {horizon: "12,5 d"}
END
expect 2 check ours.yaml
is_empty printed
says said 'ours.yaml:3:1: error' "'nmae'" "did you mean 'name'" \
    'ours.yaml:5:19: error E021: resources.bed.capacity' \
    "expected a whole number or 'unlimited', got 'four'" 'ours.yaml:6:16: error' 'base.yaml:8:' "'slto'" \
    "did you mean 'slot'" '12 has no unit; write "12 d" (days) or "12 h" (hours)' 'base.yaml:9:' '^^^^' \
    '    5 |   bed: {capacity: four}' '6 errors. Nothing was run.'
grep -oE '^[a-z]+\.yaml:[0-9]+' said >places
printf '%s\n' ours.yaml:3 ours.yaml:5 ours.yaml:6 base.yaml:8 base.yaml:8 base.yaml:9 | cmp - places ||
    wrong 'the faults are not sorted by place'
cp said checked

# `run` says the same, and runs nothing.
expect 2 run ours.yaml -o out
is_empty printed
cmp said checked
[ ! -e out ] || wrong 'it wrote something'
[ ! -e results ] || wrong 'it wrote something'

# What is changed on the command line is checked too, and has its own place.
expect 2 check small.yaml --set resources.bed.capacity=four --set runn.seed=1
says said '--set:1:' "got 'four'" "did you mean 'run'" '2 errors. Nothing was run.'

# A warning does not hinder, and is counted.
expect 0 check small.yaml --set resources.spare.capacity=1
says said 'warning W102' "'spare'"
says printed '1 warning.'
expect 0 check small.yaml --set resources.spare.capacity=1 --set resources.other.capacity=1
says printed '2 warnings.'
expect 0 run small.yaml --quiet --set resources.spare.capacity=1
says said 'warning W102'

for scenario in $(find "$project/scenarios" -name invalid -prune -o -name '*.yaml' -print); do
    expect 0 check "$scenario"
    case $scenario in
    # Places for myeloma are rationed: that their queue grows is so, and test_shipped.sh expects it alone.
    */cilta-cel-myeloma.yaml | */regional-centre.yaml) says said W103 "'monthly_allowance'" ;;
    *) is_empty said ;;
    esac
done

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim run --gate`: the targets decide the exit code. Stays of ten days, to the second: any goal from 10 d
# on is met, any below is missed; with one replication there is no interval, and nothing is decided.
set -eu
. tests/support/cli.sh

write() { # TARGETS...
    printf '%s\n' 'cartsim: 1' 'resources: {bed: {capacity: 2}}' \
        'patients: {p: {pathway: w, arrivals: {at: [0 d, 40 d, 80 d]}}}' \
        'pathways: {w: [{step: stay, needs: bed, takes: 10 d}]}' \
        "measures: {whole: {from: stay.arrive, to: stay.end$1}}" \
        'run: {warmup: 0 d, horizon: 100 d, replications: 3}' >gate.yaml
}

write ', target: {p50: 10 d, mean: 10 d}'
expect 0 run gate.yaml --gate
[ "$(tail -n 1 printed)" = 'Gate: open, all targets are met. Of 2 targets 2 met, 0 missed, 0 undecided.' ]
expect 4 run gate.yaml --gate -n 1
says printed 'Gate: undecided'
[ -s results/gate/metrics.json ] || wrong 'no results of what is undecided'

write ', target: {p50: 10 d, mean: 9.9 d}'
rm -r results
expect 3 run gate.yaml --gate
says printed 'Gate: closed' '1 met, 1 missed'
[ -s results/gate/metrics.json ] || wrong 'no results of what missed its target'
expect 3 run gate.yaml --gate --quiet
is_empty printed said
expect 3 run gate.yaml --gate --json
cmp printed results/gate/metrics.json
expect 0 run gate.yaml

# A bed that is in use three tenths of the time, both never: a target of a resource counts too.
write ''
sed -i 's/capacity: 2/capacity: 1, target: {all_busy: 25%}/' gate.yaml
expect 3 run gate.yaml --gate
says printed 'Of 1 target 0 met, 1 missed, 0 undecided.'

# Nothing to hold is a mistake of who asked, and nothing is run.
write ''
rm -r results
expect 2 run gate.yaml --gate
says said '--gate needs a target'
[ ! -e results ] || wrong 'something was run'

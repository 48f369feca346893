#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim run --keep` and `--extend`: results that are extended are, byte for byte, those of one run of as
# many replications; what can't be extended says what differs, and nothing is changed.
set -eu
. tests/support/cli.sh

same() {
    for file in metrics.json replications.bin; do
        cmp "$1/$file" "$2/$file" || wrong "$file is not that of one run"
    done
}

# In one run, in two, in three on other numbers of threads, into another folder.
expect 0 run small.yaml -n 30 --keep --quiet -o whole
expect 0 run small.yaml -n 7 --keep --quiet -o parts
cp -r parts seven
expect 0 run small.yaml --extend parts --reps 20 -j 1
says printed 'replications 20' parts/replications.bin
expect 0 run small.yaml --extend parts -n 30 -j 3 --quiet
same whole parts
expect 0 run small.yaml --extend seven -n 30 --quiet -o other
same whole other
[ "$(jq .run.replications seven/metrics.json)" = 7 ] || wrong 'what was extended into another folder changed'
expect 0 verify parts

# The same again adds nothing.
expect 0 run small.yaml --extend parts -n 30 --quiet
same whole parts

# What was kept is read, not run again: values kept of another seed's run under this one's name are believed.
expect 0 run small.yaml -n 7 -s 4 --keep --quiet -o liar
{ head -n 1 seven/replications.bin; tail -n +2 liar/replications.bin; } >mixed
cp -r seven believed
cp mixed believed/replications.bin
expect 0 run small.yaml --extend believed -n 7 --quiet
cmp -s believed/metrics.json seven/metrics.json && wrong 'replications that are kept were run again'

# Damaged or cut: what is behind the damage is run again.
cp -r seven cut
head -c "$(($(wc -c <seven/replications.bin) / 2))" seven/replications.bin >cut/replications.bin
expect 0 run small.yaml --extend cut -n 30 --quiet
says said 'of 7 replications' 'the others are run again'
same whole cut

# refused WHAT WORD...: nothing is changed.
refused() {
    text=$1
    shift
    expect 2 run "$@"
    is_empty printed
    says said 'E008' "$text"
    cmp parts/metrics.json whole/metrics.json || wrong 'results were changed'
}
refused 'its seed is 3, not 4; give -s 3' small.yaml --extend parts -n 40 -s 4
refused 'other --set (0 then, 1 now)' small.yaml --extend parts -n 40 --set resources.bed.capacity=3
refused 'has 30 replications already, more than 20' small.yaml --extend parts -n 20
sed 's/capacity: 2/capacity: 3/' small.yaml >three.yaml
refused 'three.yaml is not what it was then' three.yaml --extend parts -n 40
cp -r parts without
rm without/replications.bin
refused 'run it with --keep' small.yaml --extend without -n 40
cp liar/replications.bin without
refused 'is of another run than its metrics.json' small.yaml --extend without -n 40
cp -r parts older
jq '.cartsim.version = "0.0.1"' parts/metrics.json >older/metrics.json
refused 'made by cartsim 0.0.1' small.yaml --extend older -n 40
expect 2 run small.yaml --extend nowhere -n 40
says said 'nowhere/metrics.json' 'E001'

# Rows are not kept.
expect 2 run small.yaml --extend parts -n 40 --patients
says said '--extend writes no patients.csv'
expect 0 run small.yaml -n 7 --keep --patients --quiet -o rows
[ -s rows/patients.csv ] || wrong 'no rows'
cmp rows/replications.bin seven/replications.bin || wrong '--patients changes what is kept'

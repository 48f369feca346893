#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Input that means harm, or that nobody thought about: it is answered within seconds and little memory, with
# the right exit code and words that say what is wrong; what was there stays as it was.
set -eu
. tests/support/cli.sh

# answers CODE TEXT WORD...: within 10 s of processor time and 1 GiB; says the text; nothing is left behind.
answers() {
    wanted=$1 text=$2 code=0
    shift 2
    asked=$*
    (ulimit -v 1048576 && ulimit -t 10 && exec timeout -k 1 60 "$CARTSIM" "$@") \
        >printed 2>said </dev/null || code=$?
    [ $code = "$wanted" ] || wrong "exit code $code, not $wanted"
    says said "$text"
    [ ! -e results ] || wrong 'it left a folder of results'
}
# scenario TEXT...: a line each, below a class that is referred once a day.
scenario() {
    printf '%s\n' 'cartsim: 1' 'patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}' "$@" >odd.yaml
}

# ---- files that are none
yes 'x-note: [1, 2, 3]' | head -c 104857600 >huge.yaml
answers 2 'longer than 1 MiB' run huge.yaml
rm huge.yaml
mkdir folder
mkfifo pipe
for odd in /dev/zero /dev/null /dev/stdin /proc/self/mem pipe folder; do
    answers 2 "can't read '$odd': " run "$odd"
    scenario "extends: $odd" 'pathways: {way: [{step: stay}]}'
    answers 2 "odd.yaml:3:10: error E001: can't read '" run odd.yaml
    scenario "pathways: {way: [{step: stay, takes: {empirical: {file: $odd, column: days}}}]}"
    answers 2 'error E026' run odd.yaml
done

# ---- bytes that are no YAML, or too much of it
{ printf 'cartsim: 1\nx-a: ' && yes '[' | head -n 100000; } >odd.yaml
answers 2 'more than 64 levels deep' run odd.yaml
{ printf 'cartsim: 1\nx-a: ' && yes '{a: ' | head -n 100000; } >odd.yaml
answers 2 'more than 64 levels deep' run odd.yaml
{
    printf 'cartsim: 1\nx-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n'
    before=a
    for name in b c d e f g h i j k; do
        echo "x-$name: &$name [*$before, *$before, *$before, *$before, *$before, *$before, *$before]"
        before=$name
    done
} >odd.yaml
answers 2 'more than 100000 values, aliases counted as often as used' run odd.yaml
{ printf 'cartsim: 1\nx-a: [' && seq -f '&a%g 1,' 1001 && echo ']'; } >odd.yaml
answers 2 'more than 1000 anchors' run odd.yaml
printf 'cartsim: 1\nname: "\n' >odd.yaml
answers 2 'error E002' run odd.yaml
printf 'cartsim: 1\nname: sm\344ll\n' >odd.yaml
answers 2 'error E002' run odd.yaml
printf 'cartsim: 1\nname: a\000b\n' >odd.yaml
answers 2 'error E002' run odd.yaml
printf '\377\376c\000a\000r\000' >odd.yaml
answers 2 'error E002' run odd.yaml
{ printf '\357\273\277' && cat small.yaml; } >marked.yaml # a mark that spreadsheets and editors write
expect 0 check marked.yaml
{ cat small.yaml && seq -f 'key_%g: 1' 60000; } >odd.yaml
answers 2 '60000 errors' run odd.yaml
scenario 'pathways:' '  way:' "$(seq -f '    - {step: s%g, needs: nothing}' 9999)" \
    'resources:' "$(seq -f '  something_%g: {capacity: 1}' 1000)"
answers 2 '9999 errors' run odd.yaml

# ---- chains of files
scenario 'extends: odd.yaml' 'pathways: {way: [{step: stay}]}'
answers 2 'extends makes a circle: odd.yaml -> odd.yaml' run odd.yaml
mkdir chain
for number in $(seq 0 1 20); do echo "extends: $((number + 1)).yaml" >chain/$number.yaml; done
answers 2 'a chain of more than 16 files' run chain/0.yaml

# ---- CSV files
head -c 104857600 /dev/zero >zeros.csv
scenario 'pathways: {way: [{step: stay, takes: {empirical: {file: zeros.csv, column: days}}}]}'
answers 2 'error E026' run odd.yaml
{ echo days && yes 1 | head -n 1000001; } >long.csv
scenario 'pathways: {way: [{step: stay, takes: {empirical: {file: long.csv, column: days}}}]}'
answers 2 'more than 1000000 rows' run odd.yaml
printf 'days\n1\000\n' >nul.csv
scenario 'pathways: {way: [{step: stay, takes: {empirical: {file: nul.csv, column: days}}}]}'
answers 2 'no text' run odd.yaml

# ---- numbers
for number in 1e400 1e18 -1 nan inf 0x10 ''; do
    scenario 'pathways: {way: [{step: stay, needs: bed}]}' "resources: {bed: {capacity: '$number'}}"
    answers 2 'odd.yaml:4:29: error E02' run odd.yaml
done
scenario 'pathways: {way: [{step: stay, takes: 1e30 y}]}'
answers 2 'out of range' run odd.yaml
scenario 'pathways: {way: [{step: stay}]}' 'run: {horizon: 1000000 y}'
answers 2 'run.horizon: 1000000 y is out of range' run odd.yaml
answers 2 'out of range (0 to 1000000 per day)' run small.yaml \
    --set patients.guest.arrivals.rate='1000000000 per day'
for count in 0 -1 1e12; do
    answers 2 'expected a whole number from 1 to 1000000' run small.yaml -n $count
done
answers 2 'expected a whole number from 1 to 1024' run small.yaml -j 100000
answers 2 'units together' run small.yaml --set resources.a.capacity=1000000 \
    --set resources.b.capacity=1000000 --set resources.c.capacity=1000000

# ---- runs without an end
scenario 'pathways: {way: [{step: stay, needs: bed, takes: 1 y}]}' 'resources: {bed: {capacity: 1}}' \
    'run: {warmup: 0 d, horizon: 10000 y, replications: 1}'
answers 1 'error E052' run odd.yaml --set patients.guest.arrivals.rate='100000 per day'

# ---- folders: what was made for nothing goes again, what was there stays; a link is not written through
expect 1 run odd.yaml --set patients.guest.arrivals.rate='100000 per day' -o new/of/it
[ ! -e new ] || wrong 'it left the folders that it made'
mkdir -p mine/deep
expect 1 run odd.yaml --set patients.guest.arrivals.rate='100000 per day' -o mine/deep/new
[ -d mine/deep ] && [ ! -e mine/deep/new ] || wrong 'not the folders that it made'
echo precious >elsewhere.json
ln -s ../elsewhere.json mine/metrics.json
expect 0 run small.yaml -o mine --quiet
[ "$(cat elsewhere.json)" = precious ] || wrong 'it wrote through a link'
[ -f mine/metrics.json ] && [ ! -L mine/metrics.json ] || wrong 'no file of its own in the place of a link'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim verify`: results carry all that is needed to run them again, wherever their scenario went; one
# digit that was changed is found and named; what is no results is refused, with its place.
set -eu
. tests/support/cli.sh

# A chain of files in several folders, CSV files for arrivals and for a law, a quoted name, --set, -n and -s.
mkdir -p deep/er
cat >deep/er/days.csv <<'END'
day,"the ""stay"", all",patient
1,2 d,Anna

5,3 d,Bruno
"33",12 h,Carla
END
cat >deep/er/base.yaml <<'END'
cartsim: 1
name: "Città \"una\"\t"
patients:
  listed: {pathway: way, arrivals: {file: days.csv, column: day}}
  drawn: {pathway: way, arrivals: {rate: 1 per day}}
resources: {bed: {capacity: 2}}
pathways:
  way: [{step: stay, needs: bed, takes: {empirical: {file: days.csv, column: 'the "stay", all'}}}]
measures: {whole: {from: referral, to: stay.end}}
x-note: {file: days.csv, column: patient}
END
printf 'cartsim: 1\r\nextends: er/../er/base.yaml # Ä\r\nrun: {warmup: 0 d, horizon: 50 d}\r\n' \
    >deep/middle.yaml
printf '\357\273\277cartsim: 1\nextends: deep/middle.yaml\nresources: {bed: {capacity: 1}}\n' >ours.yaml
expect 0 run ours.yaml -n 4 -s 12345678901234567 --set resources.bed.capacity=3 --set 'name="a, b"' \
    --patients --events -o out
expect 0 verify out
is_empty said
says printed 'metrics.json  the same' 'patients.csv  the same' 'events.csv    the same' 'Every byte' \
    'seed 12345678901234567, replications 4' 'ours.yaml as it was then, with 2 --set'
jq -e '.scenario.files | map(.file) ==
       ["ours.yaml", "deep/middle.yaml", "deep/er/../er/base.yaml"]' out/metrics.json >printed ||
    wrong 'not the files in order of reading'
# The texts are the files, byte for byte; the digest is theirs; of the CSV file no more than was asked for.
jq -j '.scenario.files[].text' out/metrics.json >texts
cat ours.yaml deep/middle.yaml deep/er/base.yaml | cmp - texts
[ "$(sha256sum <texts | cut -d ' ' -f 1)" = "$(jq -r .scenario.sha256 out/metrics.json)" ]
! grep -q -e Anna -e Bruno out/metrics.json || wrong 'it tells who the patients are'

# From another folder, and with all files gone or others.
(mkdir -p away && cd away && "$CARTSIM" verify ../out/metrics.json -j 2) >printed
says printed 'Every byte is the same.'
rm -r deep
printf 'cartsim: 1\nnonsense: 1\n' >ours.yaml
expect 0 verify out --quiet
is_empty printed said
rm ours.yaml
expect 0 verify out/metrics.json
mkdir alone
cp out/metrics.json alone/renamed.json
expect 0 verify alone/renamed.json
! grep -q patients.csv printed || wrong 'there are no rows beside'

# changed FILTER TEXT...: of results that jq has changed verify says so.
changed() {
    jq "$1" out/metrics.json >alone/metrics.json
    shift
    expect 1 verify alone
    says printed 'Not the same.' "$@"
    expect 1 verify alone --quiet
    is_empty printed said
}
old=$(jq .measures.whole.p90.value out/metrics.json)
changed '.measures.whole.p90.value += 1' '  measures.whole.p90.value' "now:   $old" '1 value differs'
changed '.measures.whole.made_of[0].mean.ci[1] = null' 'measures.whole.made_of[0].mean.ci[1]' 'there: null'
changed '.risks.new = {}' '  risks.new' 'there: {...}' 'now:   nothing'
changed 'del(.run.events)' '  run.events' 'there: nothing'
changed '.run["a b\u001b[1m"] = "\u009b[31m"' 'run["a b?[1m"]' 'there: "?[31m"'
changed '.scenario.sha256 = "0"' '  scenario.sha256'
changed '.run.seed = 1' 'seed 1, replications 4' 'values more'
changed '.' 'the same values, other bytes'
# A number in the scenario that it carries: the digest tells.
changed '.scenario.files[0].text |= sub("capacity: 1"; "capacity: 7")' '  scenario.sha256'

# Lines of rows: one changed, one too many, one too few, none.
rows() {
    says printed "$1  differs, first in line $2;" "there: $3" "now:   $4" 'metrics.json  the same'
}
cp -r out row
fifth=$(sed -n 5p out/patients.csv)
sed -i '5s/$/0/' row/patients.csv
expect 1 verify row
rows patients.csv 5 "${fifth}0" "$fifth"
cp out/patients.csv row
echo more >>row/events.csv
expect 1 verify row
rows 'events.csv  ' $(($(wc -l <out/events.csv) + 1)) more nothing
says printed 'patients.csv  the same'
sed '$d' out/events.csv >row/events.csv
expect 1 verify row
rows 'events.csv  ' "$(wc -l <out/events.csv)" nothing "$(tail -n 1 out/events.csv)"
: >row/events.csv
expect 1 verify row
rows 'events.csv  ' 1 nothing replication,patient

# Another version: said before the verdict, and no difference by itself.
jq '.cartsim.version = "0.0.1"' out/metrics.json >alone/metrics.json
expect 0 verify alone
says printed 'cartsim 0.0.1' 'another version' 'Every value is the same.'
changed '.cartsim.version = "0.0.1" | .run.events = 1' 'another version' '  run.events' '1 value differs'

# What can't be run again.
refused() {
    expect 2 verify "$@"
    is_empty printed
}
broken() {
    jq "$1" out/metrics.json >alone/metrics.json
    refused alone
    says said 'error E' "$2" 'Nothing was run.'
}
head -c 1500 out/metrics.json >cut.json
refused cut.json
says said 'cut.json:' 'error E007: from here on this is no JSON; the file seems to be cut off' '^'
{ sed '$d' out/metrics.json && echo '}}'; } >cut.json
refused cut.json
says said 'error E007: from here on this is no JSON'
: >cut.json
refused cut.json
says said 'cut.json:1:1: error E007: the file is empty'
echo '[1]' >cut.json
refused cut.json
says said 'does not say which cartsim wrote it'
yes '[' | head -n 100000 >cut.json
refused cut.json
broken 'del(.scenario.files)' 'does not carry its scenario'
broken '.scenario.files[0].text = 3' 'scenario.files is no list'
broken '.scenario.columns = {}' 'scenario.columns is no list'
broken '.scenario.set = [1]' 'scenario.set is no list'
broken '.run.seed = "12x"' 'run.seed'
broken '.run.replications = 1e9' 'run.replications'
broken '.cartsim.format = 2' 'format'
broken '.scenario.files |= .[0:2]' "can't read 'deep/er/../er/base.yaml'"
broken '.scenario.files[2].text += "\n]"' 'deep/er/../er/base.yaml:12:1: error E002'
broken '.scenario.columns |= .[1:]' 'error E026'
# Results of others make it read no file that they don't carry.
cp "$project/scenarios/seed-centre.yaml" secret.yaml
broken '.scenario.files[0].text = "extends: secret.yaml\n"' \
    "can't read 'secret.yaml': the program does not hold"
mkdir -p deep/er
printf 'day\n1\n' >deep/er/days.csv
broken '.scenario.columns = []' 'error E026'
refused none
refused
says said 'which results?'
refused out alone
mkfifo pipe
refused pipe
says said 'it is a pipe'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim trace`: the story is that of the same patient in the files of a run; what is said of wrong ones.
set -eu
. tests/support/cli.sh

expect 0 run small.yaml -n 2 --patients --events --quiet -o run

# Rows of events.csv about one patient of the second replication: date and moment.
grep '^2,guest-20,' run/events.csv | cut -d, -f4,5 >rows
[ -s rows ]

# The list of events has the same, and of the same date, whatever else it tells.
expect 0 trace small.yaml --patient 20 --replication 2 --json
is_empty said
jq -r '.[] | select(.event | IN("referral", "arrive", "start", "end", "asked", "got", "given_back", "exit"))
           | .date + "," + (if .event == "referral" then .event
                            elif .event == "exit" then "exit:" + .outcome
                            else (.step // .resource) + "." + .event end)' printed >told
diff rows told || wrong 'the events are not those of events.csv'
row=$(grep '^2,guest-20,' run/patients.csv)
days=$(jq -r '.[] | select(.event == "measured" and .measure == "whole") | .days' printed)
[ "$days" = "$(echo "$row" | cut -d, -f6)" ] || wrong "$days d is not in: $row"
# The parts of the measure add up to it.
jq -e '([.[] | select(.event == "made_of") | .days] | add) - (.[] | select(.event == "measured") | .days)
       | fabs < 1e-9' printed >/dev/null || wrong 'the parts do not add up'

# The page: who, of which run; its dates are those of the patient; the id may be that of patients.csv.
expect 0 trace small.yaml --patient guest-20 --replication 2
is_empty said
says printed 'A small centre' 'Patient guest-20, replication 2 of seed 3' 'Referred to way.' 'In use: bed' \
    'The pathway is completed' 'What was measured' 'Whole: '
cut -dT -f1 rows | sort -u >dates
sed '1,/^date /d; /^$/,$d' printed | grep -oE '^[A-Z][a-z]+ [0-9-]{10}' | cut -d' ' -f2 | sort -u >shown
diff dates shown || wrong 'the dates are not those of events.csv'
cp printed page
expect 0 trace --replication=2 small.yaml --patient=20
cmp printed page
# Another replication, another seed, another centre: another story.
expect 0 trace small.yaml --patient 20
says printed 'replication 1 of seed 3'
expect 0 trace small.yaml --patient 20 -s 4
says printed 'replication 1 of seed 4'
expect 0 trace small.yaml --patient 20 --set pathways.way.stay.takes='3 d'
says printed 'Stay, for 3 d'
# A replication beyond those of the scenario is as good as any.
expect 0 trace small.yaml --patient 20 --replication 1000
says printed 'replication 1000 of seed 3'

# A number without a class is of the first one.
two='{guest: {pathway: way, arrivals: {at: [10 d]}}, a-2: {pathway: way, arrivals: {at: [20 d, 21 d]}}}'
sed "s/^patients: .*/patients: $two/" small.yaml >two.yaml
expect 0 trace two.yaml --patient 1
says printed 'Patient guest-1,'
expect 0 trace two.yaml --patient a-2-2
says printed 'Patient a-2-2,' ' 21.0 '

# Nobody of that name.
expect 2 trace two.yaml --patient a-2-3
says said 'there is no a-2-3; replication 1 has 2 of that class, from 1 on'
expect 2 trace two.yaml --patient gust-1
says said "the scenario has no class 'gust'; did you mean 'guest'?"
for patient in '' 0 x guest guest- -1 guest-0 guest-x 1.5 99999999999 guest-99999999999 4294967296; do
    expect 2 trace two.yaml "--patient=$patient"
    is_empty printed
    says said '--patient: expected a number from 1 on, or an id as in patients.csv'
done
expect 2 trace two.yaml
says said 'which patient? Say --patient N'
for replication in 0 -1 x 1.5 1000001; do
    expect 2 trace two.yaml --patient 1 --replication "$replication"
    says said "--replication: expected a whole number from 1 to 1000000, got '$replication'"
done
expect 2 trace two.yaml --patient 1 -n 3
says said 'has no option -n'
expect 2 trace two.yaml --patient 1 --set run.seed=x
says said 'run.seed: expected a whole number'
is_empty printed
expect 2 trace missing.yaml --patient 1
# A run that fails fails here too, and says why.
sed 's/takes: {exponential: {mean: 1 d}}/fails: 99.99999%, on_failure: {repeat: stay}/' small.yaml >ring.yaml
expect 1 trace ring.yaml --patient 1
is_empty printed
says said 'cartsim trace: replication 1:' 'stay'

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim describe`: every item of STRESS-DES from the scenario, what is silent is called so, and the score
# is their count.
set -eu
. tests/support/cli.sh

# Nineteen of 24 the program knows (design of the checklist); this scenario says nothing else.
expect 0 describe small.yaml --checklist stress
says printed '# STRESS-DES: A small centre' '19 of 24 items are stated.' \
    'NOT STATED: `study.purpose` says it.' 'NOT STATED: `study.data`' 'NOT STATED: `study.aims`' \
    'NOT STATED: `study.preprocessing`' \
    'NOT STATED: `study.sharing`'
[ "$(grep -c '^## [1-6]\.' printed)" = 24 ]
[ "$(grep -c 'NOT STATED' printed)" = 5 ]
says printed '**guest**: pathway way; referred 1 per day; priority 5' '**bed**: units 2' \
    '**stay**: needs bed; takes mean 1 d' '**whole**: time from referral to stay end, in days' \
    '10 days of warm-up' 'The window observed is 50 days' '5 independent replications' 'Seed 3' \
    'Nobody gives up waiting.' 'This is the base case'

# What is in the scenario is said, and what is said elsewhere goes.
cat >told.yaml <<'END'
cartsim: 1
extends: small.yaml
study:
  purpose: To see.
  aims: [One, Two]
  preprocessing: none
  sharing: here
  replications: because five are enough
  anything: else
sources: {book: {title: Our book, year: 2024}}
patients: {guest: {arrivals: {rate: {value: 2 per day, source: book, grade: measured}}}}
resources:
  bed: {capacity: {value: 3, grade: assumption, why: "guessed | so"}, max_queue: 4}
  slot: {slots: {mon: 2}}
pathways:
  way:
    - step: visit
      after: stay
      books: slot
      fails: 10%
      on_failure: {repeat: visit, at_most: 1, then: {leaves: lost}}
risks:
  death: {rate: 1 per year, leaves: died}
  fever: {rate: 2 per year, recurs: true, unfit: true, steps: [{step: cure, takes: 3 d}]}
END
expect 0 describe told.yaml --checklist stress -o told.md
is_empty printed
says told.md '24 of 24 items are stated.' '- To see.' '- One' '- Two' '`book`: title Our book; year 2024' \
    'Why so many: because five are enough' 'builds on 1 other file' 'Patients leave queues' '**death**' \
    '10% fail: back to visit, at most once, then leave as lost' 'makes unfit until it is over' \
    '| `patients.guest.arrivals.rate` | 2 per day |' '| measured |' \
    '`resources.bed.capacity` = 3: guessed | so' 'of at most 4' 'Appointments are booked' 'died'
! grep -q 'NOT STATED' told.md || wrong 'something is not stated'

# A study that is one text is the purpose; --set counts and is told.
expect 0 describe small.yaml --set 'study=To learn' --checklist stress
says printed '- To learn' '20 of 24' 'Changed on the command line: `study=To learn`'

# Without the checklist, chapters; as JSON, what the schema says.
expect 0 describe told.yaml
says printed '## Who comes' '## What the centre has' '## Which way patients go' \
    '## Where the numbers come from'
expect 0 describe told.yaml --json
cp printed told.json
expect 0 describe small.yaml --json --checklist stress
cp printed small.json
jq -e '.stated == 19 and (.items | map(select(.stated)) | length) == 19' small.json >/dev/null ||
    wrong 'score'
python3 - "$project/share/describe.schema.json" told.json small.json <<'END'
import json, sys
from jsonschema import Draft7Validator
schema = json.load(open(sys.argv[1]))
Draft7Validator.check_schema(schema)
for name in sys.argv[2:]:
    Draft7Validator(schema).validate(json.load(open(name)))
END

# Every scenario that is shipped can be described.
for file in "$project"/scenarios/*.yaml "$project"/scenarios/library/*.yaml; do
    expect 0 describe "$file" --checklist stress
    says printed 'of 24 items are stated.'
done

expect 2 describe small.yaml --checklist strobe
says said 'there is one so far: stress'
expect 2 describe missing.yaml
expect 5 describe small.yaml -o nowhere/at/all.md
says said nowhere/at/all.md

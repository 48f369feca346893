#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cartsim validate as a user meets it; and the README and docs/validation.md show all its cases.
# tests/cli/test_validate.sh --update writes their tables anew, from results/validation/validation.md.
set -eu

# What stands in file $1 between the marks named $2.
between() { sed -n "/<!-- $2 -->/,/<!-- \/$2 -->/p" "$1"; }

# Puts the table named $2 of validation.md in its place in file $1.
write_anew() {
    between results/validation/validation.md "$2" >"$1.table"
    awk -v mark="$2" 'FNR == NR { text = text $0 "\n"; next }
         $0 == "<!-- " mark " -->" { printf "%s", text; skip = 1 }
         !skip { print }
         $0 == "<!-- /" mark " -->" { skip = 0 }' "$1.table" "$1" >"$1.new"
    cat "$1.new" >"$1"
    rm "$1.new" "$1.table"
}
if [ "${1-}" = --update ]; then
    write_anew README.md groups
    write_anew docs/validation.md cases
    exit
fi

. tests/support/cli.sh

# Cases and groups: all are named, and stand in the documents with the number of their figures.
expect 0 validate --list
is_empty said
groups=0
while read -r line; do
    case $line in
    *figures\)) title=${line#*: } counts=${line##*\(} groups=$((groups + 1))
        title=${title% \(*} cases=${counts%% *} figures=${counts#*, }
        between "$project/README.md" groups | grep -qF "| $title | $cases | ${figures% figures)} |" ||
            wrong "README.md does not show '$line': make validate" ;;
    *) between "$project/docs/validation.md" cases | grep -qF "| ${line%% *} |" ||
            wrong "docs/validation.md does not show '$line': make validate" ;;
    esac
done <printed
[ $groups -ge 1 ] || wrong 'no groups'

# One case, found from anywhere, written where asked; its files agree.
expect 0 validate --fast --only markov/mm1 -o out
says printed 'M/M/1' 'resources.server.wait.mean' 'passed' '1 cases, 15 figures: 0 wrong' 'out/validation.md'
says out/validation.md '| markov/mm1 |' '<!-- groups -->' 'resources.server.queue'
jq -e '.failed_cases == 0 and .fast and .rule.error == 0.1 and (.cases | length) == 1 and
    (.cases[0].figures | length) == .figures and ([.cases[].figures[].judgement] | unique) == ["right"] and
    all(.cases[].figures[]; .ci[0] <= .expected and .expected <= .ci[1] and .error_caught <= 0.1)' \
    out/validation.json >jq.log || wrong 'validation.json disagrees'
expect 0 validate --fast --only markov/mm1 --json -j 2
cmp printed out/validation.json
expect 0 validate --fast --only markov/mm1 --quiet
is_empty printed said
[ ! -e results ] || wrong 'a part of the cases was written to results'

# A case is a scenario that anyone can run: the same figure comes out.
expect 0 run "$project/scenarios/validation/queue.yaml" -n 100 --json
jq -e '.resources.server.queue.value' printed >queue
expect 0 validate --fast --only markov/mm2 --json
jq -e --slurpfile queue queue '.cases[0] | .replications == 100 and
    (.figures[] | select(.figure == "resources.server.queue").seen) == $queue[0]' printed >jq.log ||
    wrong 'run and validate disagree'

expect 2 validate --only markov/mm11
says said "there is no case 'markov/mm11'; did you mean 'markov/mm1'?" '--list'
expect 2 validate scenario.yaml
says said 'takes no scenario'
touch file
expect 5 validate --fast --only markov/mm1 -o file/below
is_empty printed

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cartsim validate as a user meets it; the README and docs/validation.md show all its cases, and
# docs/published.md the figures of the published tables.
# tests/cli/test_validate.sh --update writes their tables anew, from results/validation/validation.md.
set -eu

# What stands in file $1 between the marks named $2.
between() { sed -n "/<!-- $2 -->/,/<!-- \/$2 -->/p" "$1"; }

# The figures of published tables in a validation.md, with the marks that they have in docs/published.md.
published() {
    echo '<!-- published -->'
    between "$1" figures | sed -n '2,3p; /^| published\//p'
    echo '<!-- /published -->'
}

# Puts what comes in into its place in file $1, between the marks named $2.
write_anew() {
    cat >"$1.table"
    awk -v mark="$2" 'FNR == NR { text = text $0 "\n"; next }
         $0 == "<!-- " mark " -->" { printf "%s", text; skip = 1 }
         !skip { print }
         $0 == "<!-- /" mark " -->" { skip = 0 }' "$1.table" "$1" >"$1.new"
    cat "$1.new" >"$1"
    rm "$1.new" "$1.table"
}
if [ "${1-}" = --update ]; then
    found=results/validation/validation.md
    between $found groups | write_anew README.md groups
    between $found cases | write_anew docs/validation.md cases
    published $found | write_anew docs/published.md published
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

# docs/published.md shows what comes out; intervals depend on how many figures there are in all.
columns() { awk -F ' *[|] *' '{ print $2 "|" $3 "|" $4 "|" $5 "|" $8 }'; }
expect 0 validate --only published -o tables
published tables/validation.md | columns >now
between "$project/docs/published.md" published | columns >shown
diff shown now || wrong 'docs/published.md does not show what comes out: make validate'

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

# SPDX-License-Identifier: GPL-3.0-or-later
#
# What shell tests of the program share; read by them with `.`, in the project's folder. They then stand in
# $folder, which is their own: it holds small.yaml, a centre that takes no time to run.
# shellcheck shell=sh

project=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

cat >small.yaml <<'END'
cartsim: 1
name: A small centre
patients: {guest: {pathway: way, arrivals: {rate: 1 per day}}}
resources: {bed: {capacity: 2}}
pathways: {way: [{step: stay, needs: bed, takes: {exponential: {mean: 1 d}}}]}
measures: {whole: {from: referral, to: stay.end}}
run: {warmup: 10 d, horizon: 50 d, replications: 5, seed: 3}
END

# What was run last, what it printed and what it said, and the test is over.
wrong() {
    echo "$1, after: cartsim $asked"
    sed 's/^/  stdout: /' printed
    sed 's/^/  stderr: /' said
    exit 1
}

# expect CODE WORD...: runs the program; printed and said are its standard output and standard error.
expect() {
    expected=$1 code=0
    shift
    asked=$*
    "$CARTSIM" "$@" >printed 2>said || code=$?
    [ $code = "$expected" ] || wrong "exit code $code, not $expected"
}

# says FILE TEXT...: each text stands in the file.
says() {
    file=$1
    shift
    for text in "$@"; do
        grep -qFe "$text" "$file" || wrong "$file does not say '$text'"
    done
}

# is_empty FILE...
is_empty() {
    for file in "$@"; do
        [ ! -s "$file" ] || wrong "$file is not empty"
    done
}

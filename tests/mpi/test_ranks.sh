#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same question on several ranks: the same bytes, the same words when a replication fails; and when a rank
# is killed, the same command goes on from what was done. Needs build/mpi/cartsim (make MPI=1) and mpirun.
set -eu

project=$PWD
program=$project/build/mpi/cartsim
single=$(realpath "$CARTSIM")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r scenarios "$folder"
cd "$folder"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_rmaps_base_oversubscribe=1
ranks() {
    count=$1
    shift
    mpirun -n "$count" "$program" "$@"
}
fail() {
    echo "$1"
    cat said 2>/dev/null || true
    exit 1
}

asked="compare scenarios/seed-centre.yaml --vary resources.ward_bed.capacity=3,5 -n 60"
"$single" $asked -o alone >printed
for count in 1 2 3 4; do
    ranks $count $asked -o "with-$count" >"printed-$count" 2>said || fail "$count ranks failed"
    cmp alone/compare.json "with-$count/compare.json" || fail "$count ranks: other bytes"
    sed "s/with-$count/alone/" "printed-$count" | cmp - printed || fail "$count ranks print something else"
    [ ! -e "with-$count/study.journal" ] || fail 'the journal is left'
done

# The other questions, too.
while read -r file asked; do
    code=0
    "$single" $asked -o alone >/dev/null 2>&1 || code=$?
    ranks 3 $asked -o with >/dev/null 2>said || [ $? = $code ] || fail "by ranks: $asked"
    cmp "alone/$file" "with/$file" || fail "by ranks, other bytes: $asked"
done <<'END'
sweep.json sweep scenarios/seed-centre.yaml --vary resources.ward_bed.capacity=3..5 -n 10
bottleneck.json bottleneck scenarios/seed-centre.yaml -n 5
plan.json plan scenarios/seed-centre.yaml --range resources.ward_bed.capacity=4..5 --max-reps 60
sensitivity.json sensitivity scenarios/seed-centre-uncertain.yaml -n 5
END

# What only one needs to do is done once, and said once.
[ "$(ranks 3 check scenarios/seed-centre.yaml | wc -l)" = 1 ] || fail 'check speaks more than once'
code=0
ranks 3 compare scenarios/seed-centre.yaml --vary resources.ward_bed.capacity=none >printed 2>said || code=$?
[ $code = 2 ] && [ "$(grep -c 'error E' said)" = 1 ] || fail "a fault: code $code"

# A patient who goes round without time passing, in one replication of many: told as by one machine.
cat >round.yaml <<'END'
cartsim: 1
patients: {guests: {pathway: way, arrivals: {at: [1 d]}, attributes: {lost: {chance: 2%}}}}
pathways:
  way:
    - {step: walk, takes: 1 d}
    - {step: round, takes: 0 d, fails: {by: lost, true: 100%, otherwise: 0%}, on_failure: {repeat: round}}
run: {start: 2025-01-06, warmup: 0 d, horizon: 10 d, replications: 300}
END
code=0
"$single" compare round.yaml --vary run.horizon='11 d' -o alone >printed 2>told || code=$?
[ $code = 1 ] || fail "not round: $code"
code=0
ranks 3 compare round.yaml --vary run.horizon='11 d' -o with >printed 2>said || code=$?
[ $code = 1 ] || fail "code $code of a replication that fails"
grep -qF "$(cat told)" said || fail "other words than: $(cat told)"

# A rank is killed: the study is stopped, and the same command goes on from what rank 0 has kept.
asked="compare scenarios/seed-centre.yaml --vary resources.ward_bed.capacity=3,5 -n 1500"
"$single" $asked -o alone >/dev/null
ranks 3 $asked -o killed >printed 2>said &
job=$!
tries=0
while [ "$(stat -c %s killed/study.journal 2>/dev/null || echo 0)" -lt 200000 ] && [ $tries -lt 1000 ]; do
    tries=$((tries + 1))
    sleep 0.01
done
kill -9 "$(pgrep -f "^$program compare .* -o killed" | tail -n 1)"
code=0
wait $job || code=$?
[ $code != 0 ] || fail 'nobody noticed that a rank was killed'
[ -s killed/study.journal ] && [ ! -e killed/compare.json ] || fail 'nothing was kept'
ranks 3 $asked -o killed >printed 2>said || fail 'it did not go on'
grep -q 'going on from' said || fail 'it began anew'
cmp alone/compare.json killed/compare.json || fail 'other bytes after a rank was killed'

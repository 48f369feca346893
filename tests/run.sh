#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/run.sh TEST...: runs test programs (cmocka) and shell tests side by side. It prints one line each, the
# whole output of those that fail, and at the end, alone on a line, "N passed, N failed". A program counts as
# many tests as it has, a shell test as one. Logs go to $LOGS (build/logs). Exit code 1 when any failed.
#
# Each test starts in the project's folder and finds the program under test in $CARTSIM, as an absolute path.
set -u

SECONDS_MAX=300

# How many tests stand in cmocka's own closing lines, one such line a group: "[  PASSED  ] 5 test(s)."
count() {
    sed -n "s/^\[  $2  \] \([0-9][0-9]*\) test(s).*/\1/p" "$1" | awk '{ sum += $1 } END { print sum + 0 }'
}

# Runs one test, leaves its log and "passed failed" beside it, prints its line and, if it failed, its log.
run_one() {
    test=$1
    log=$LOGS/$(printf '%s' "$test" | tr / -).log
    timeout -k 5 $SECONDS_MAX "$test" >"$log" 2>&1 </dev/null
    status=$?
    case $test in
    *.sh) passed=1 failed=0 ;;
    *) passed=$(count "$log" PASSED) failed=$(count "$log" FAILED) ;;
    esac
    [ $status = 124 ] && echo "stopped after $SECONDS_MAX s" >>"$log"
    # A crash, a time-out and a program without a test are failures that nobody counted.
    if [ $status != 0 ] && [ "$failed" = 0 ] || [ "$passed$failed" = 00 ]; then
        failed=1
        case $test in *.sh) passed=0 ;; esac
        echo "exit code $status" >>"$log"
    fi
    echo "$passed $failed" >"$log.count"
    if [ "$failed" = 0 ]; then
        printf '  ok      %s (%s)\n' "$test" "$passed"
    else
        printf '  FAILED  %s (%s of %s)\n%s\n' \
            "$test" "$failed" $((passed + failed)) "$(sed 's/^/    /' "$log")"
    fi
}

if [ "${1-}" = --one ]; then
    run_one "$2"
    exit 0
fi

cd "$(dirname "$0")/.." || exit 1
LOGS=${LOGS:-build/logs}
CARTSIM=$(realpath "${CARTSIM:-build/cartsim}")
LC_ALL=C
export LOGS CARTSIM LC_ALL
unset NO_COLOR COLUMNS TERM MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES
rm -rf "$LOGS"
mkdir -p "$LOGS" || exit 1

[ $# != 0 ] && printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" tests/run.sh --one
cat "$LOGS"/*.count 2>/dev/null | awk -v expected=$# '
    { passed += $1; failed += $2 }
    END {
        failed += expected - NR   # those that left no count
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }'

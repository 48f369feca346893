#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a reader can take in: functions of 70 lines, files of 700, lines of 110 columns.
set -eu

status=0
sources() { find sim include tests -name '*.[ch]' | sort; }

# A function's body opens with a brace alone in the first column, and closes so (.clang-format).
# shellcheck disable=SC2016 # awk's own dollars
sources | xargs awk '
    FNR == 1 { name = ""; open = 0 }
    /^[A-Za-z_].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
    /^{$/ { open = FNR }
    /^}/ && open {
        length_of_body = FNR - open + 1
        if (length_of_body > 70) {
            printf "%s:%d: %s has %d lines (at most 70)\n", FILENAME, open, name, length_of_body
            faults++
        }
        open = 0
    }
    FNR == 701 { printf "%s: more than 700 lines\n", FILENAME; faults++ }
    END { exit faults > 0 }' || status=1

# Columns are characters, not bytes.
if { sources; find tests -name '*.sh'; find Makefile bootstrap .ci/run share/completions -type f; } |
    LC_ALL=C.UTF-8 xargs grep -nE '^.{111,}'; then
    echo 'lines above have more than 110 columns'
    status=1
fi
exit $status

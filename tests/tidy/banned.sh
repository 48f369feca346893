#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Calls that no file makes, and calls that only the command line makes. Comments do not count.
set -eu

status=0

# Reads names of files; prints "file:line: text" of the code (comments left out) that matches the pattern $1.
code_matching() {
    # shellcheck disable=SC2016 # awk's own dollars
    xargs awk -v pattern="$1" '
        FNR == 1 { in_comment = 0 }
        {
            text = $0
            code = ""
            while (text != "") {
                at = index(text, in_comment ? "*/" : "/*")
                if (!in_comment) code = code (at ? substr(text, 1, at - 1) : text)
                if (!at) break
                text = substr(text, at + 2)
                in_comment = !in_comment
            }
            if (code ~ pattern) { printf "%s:%d: %s\n", FILENAME, FNR, code; found++ }
        }
        END { exit !found }'
}

# The pattern for a call of any of the names: not the tail of a longer name, not a member.
call_of() { printf '(^|[^A-Za-z0-9_.>])(%s)[ ]*[(]' "$1"; }

ban() {
    reason=$1 pattern=$2
    shift 2
    if find "$@" -name '*.[ch]' | sort | code_matching "$pattern"; then
        echo "  ^ $reason"
        status=1
    fi
}

ban 'luck comes from laws/stream.h alone' "$(call_of 'rand|srand|random|srandom|drand48|rand_r')" sim include
ban 'numbers are read strictly' "$(call_of 'atoi|atol|atoll|atof|sscanf')" sim include
ban 'these do not know how much room there is' \
    "$(call_of 'strcpy|strcat|sprintf|vsprintf|gets')" sim include tests
ban 'numbers are read and written as in C everywhere' "$(call_of 'setlocale|uselocale|newlocale')" sim include
ban 'these keep a hidden state' "$(call_of 'strtok|asctime|ctime|gmtime|localtime')" sim include
ban 'an undefined size on the stack' "$(call_of 'alloca|longjmp|setjmp')" sim include
below_commands=$(find sim -mindepth 1 -maxdepth 1 -type d ! -name commands | sort)
# shellcheck disable=SC2086 # a list of folders
{
    ban 'only sim/commands prints' "$(call_of 'printf|vprintf|puts|putchar|perror')" $below_commands
    ban 'only sim/commands prints' '(^|[^A-Za-z0-9_])(stdout|stderr)($|[^A-Za-z0-9_])' $below_commands
    ban 'only sim/commands ends the program' "$(call_of 'exit|_exit|_Exit|quick_exit|abort')" $below_commands
    ban 'only sim/commands sees a clock' "$(call_of 'time|clock|[a-z]+_gettime|gettimeofday')" $below_commands
    ban 'only sim/commands knows the environment' "$(call_of 'getenv|secure_getenv')" $below_commands
}
exit $status

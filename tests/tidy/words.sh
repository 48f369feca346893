#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The licence at the head of each file, and no note to oneself left in any.
set -eu

status=0
files() {
    find sim include tests -name '*.[ch]' -o -name '*.sh'
    find share/completions -type f
    echo Makefile
    echo bootstrap
    echo .ci/run
}

for file in $(files | sort); do
    if ! sed 2q "$file" | grep -q 'SPDX-License-Identifier: GPL-3\.0-or-later'; then
        echo "$file: the licence line is missing at its head"
        status=1
    fi
done

# Written so that this file does not find itself.
notes='TO''DO|FIX''ME|XX''X|not (yet )?impl''emented|unimpl''emented'
if grep -rnIE "$notes" sim include tests share docs scenarios Makefile bootstrap .ci/run; then
    echo '  ^ finish it, or open an issue'
    status=1
fi
exit $status

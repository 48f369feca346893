#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every kind of mapping, key and distribution of the format stands in docs/scenario-reference.md, in the words
# of the program's own table (--update writes the tables anew).
set -eu
. tests/support/cli.sh

page=$project/docs/scenario-reference.md
expect 0 schema
python3 "$project/tests/cli/reference_tables.py" printed "$page" >made
[ "${1-}" != --update ] || cp made "$page"
diff "$page" made || {
    echo 'docs/scenario-reference.md is out of date; run this test with --update'
    exit 1
}

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every shipped scenario names the schema of its format, on its first or second line, for editors.
set -eu

status=0
for file in $(find scenarios -name '*.yaml' ! -path 'scenarios/invalid/*' | sort); do
    up=$(dirname "$file" | sed 's|[^/]*|..|g')
    line="# yaml-language-server: \$schema=$up/share/scenario.schema.json"
    sed 2q "$file" | grep -qxF "$line" && continue
    echo "$file: one of the first two lines must be:"
    echo "  $line"
    status=1
done
exit $status

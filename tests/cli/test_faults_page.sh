#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# docs/faults.md says of each code what `cartsim explain` says.
# tests/cli/test_faults_page.sh --update writes it anew.
set -eu

page=$(mktemp)
trap 'rm -f "$page"' EXIT
sed '/^<!-- codes:/q' docs/faults.md >"$page"
"$CARTSIM" explain | while read -r code _; do
    echo
    "$CARTSIM" explain "$code" | sed '1s/^/## /' | awk '{ gap = $0 == "" ? gap "\n" : gap }
        $0 != "" { printf "%s%s\n", gap, $0; gap = "" }'
done >>"$page"
if [ "${1-}" = --update ]; then
    cat "$page" >docs/faults.md
fi
diff docs/faults.md "$page" || { echo 'docs/faults.md is stale: make faults-page'; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim schema` and `cartsim check` are of one mind about good and broken scenarios, as far as a schema can
# say what is wrong; share/scenario.schema.json is what the program prints (--update writes it anew).
set -eu
. tests/support/cli.sh

expect 0 schema
is_empty said
[ "${1-}" != --update ] || cp printed "$project/share/scenario.schema.json"
cmp printed "$project/share/scenario.schema.json" || {
    echo 'share/scenario.schema.json is out of date; run this test with --update'
    exit 1
}
expect 2 schema small.yaml
says said 'takes no scenario'

# shellcheck disable=SC2046 # paths without blanks
python3 "$project/tests/cli/test_scenario_schema.py" "$CARTSIM" \
    $(find "$project/scenarios" -name '*.yaml' ! -path '*/invalid/*')

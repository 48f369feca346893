#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `make install` puts everything in its place under DESTDIR; a program elsewhere can be built on the library.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
version=$("$CARTSIM" --version)

make install CC=gcc VARIANT=release OPT=-O2 DESTDIR="$folder" PREFIX=/opt/centre >"$folder/log" 2>&1 ||
    { cat "$folder/log"; exit 1; }
placed=$folder/opt/centre
for file in bin/cartsim lib/libcartsim.a lib/pkgconfig/cartsim.pc share/man/man1/cartsim.1 \
    share/bash-completion/completions/cartsim share/zsh/site-functions/_cartsim \
    share/fish/vendor_completions.d/cartsim.fish share/cartsim/metrics.schema.json \
    share/cartsim/scenario.schema.json \
    share/cartsim/scenarios/seed-centre.yaml share/cartsim/scenarios/library/brexu-cel-b-all.yaml; do
    [ -s "$placed/$file" ] || { echo "not installed: $file"; exit 1; }
done
for header in include/cartsim/*.h; do
    cmp "$header" "$placed/$header"
done
[ "$("$placed/bin/cartsim" --version)" = "$version" ]
(cd "$folder" && "$placed/bin/cartsim" check "$placed/share/cartsim/scenarios/seed-centre.yaml")
(cd "$folder" && "$placed/bin/cartsim" validate --fast --only markov/mm1 --quiet)
[ -s "$placed/share/cartsim/scenarios/validation/queue.yaml" ] || { echo 'no scenarios of validate'; exit 1; }

# Editors find the schema that a scenario names, relative to its own folder.
find "$placed/share/cartsim/scenarios" -name '*.yaml' ! -path '*/invalid/*' >"$folder/scenarios"
while read -r scenario; do
    schema=$(sed -n '1,2s/^# yaml-language-server: \$schema=//p' "$scenario")
    cmp "$(dirname "$scenario")/$schema" share/scenario.schema.json
done <"$folder/scenarios"

# Public names only.
nm --defined-only --extern-only --format=posix "$placed/lib/libcartsim.a" | awk '
    / [A-Z] / && $1 !~ /^cartsim_/ { print $1 " is visible in libcartsim.a"; found++ }
    END { exit found > 0 }'

cat >"$folder/user.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cartsim/cartsim.h>

/* Two replications of the scenario named, twice: the same text, that of a JSON object. */
int main(int count, char **words)
{
    cartsim_start();
    struct cartsim_faults *faults = cartsim_faults_create();
    struct cartsim_scenario *scenario = cartsim_scenario_open(words[count - 1], NULL, 0, faults);
    struct cartsim_run run = {.replications = 2, .threads = 2};
    if (!faults || !scenario || cartsim_faults_count(faults))
        return 1;
    char *json = cartsim_scenario_run(scenario, &run), *again = cartsim_scenario_run(scenario, &run);
    if (!json || !again || run.failed || json[0] != '{' || strcmp(json, again) != 0)
        return 2;
    fputs(json, stdout);
    free(again);
    free(json);
    cartsim_scenario_close(scenario);

    const char *sets[] = {"resources.ward_bed.capacity=four"};
    if (cartsim_scenario_open(words[count - 1], sets, 1, faults) || cartsim_faults_errors(faults) != 1)
        return 3;
    cartsim_faults_free(faults);
    return 0;
}
END
export PKG_CONFIG_PATH="$placed/lib/pkgconfig"
[ "cartsim $(pkg-config --modversion cartsim)" = "$version" ]
# The prefix is where the files will be, not where DESTDIR put them.
flags=$(pkg-config --define-variable=prefix="$placed" --cflags --libs cartsim)
# shellcheck disable=SC2086 # a list of flags
gcc -o "$folder/user" "$folder/user.c" $flags
scenario=$placed/share/cartsim/scenarios/seed-centre.yaml
"$folder/user" "$scenario" >"$folder/json"
"$placed/bin/cartsim" run "$scenario" -n 2 -o "$folder/run" --json | cmp - "$folder/json"

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
    share/cartsim/scenarios/seed-centre.yaml share/cartsim/scenarios/library/brexu-cel-b-all.yaml; do
    [ -s "$placed/$file" ] || { echo "not installed: $file"; exit 1; }
done
for header in include/cartsim/*.h; do
    cmp "$header" "$placed/$header"
done
[ "$("$placed/bin/cartsim" --version)" = "$version" ]
(cd "$folder" && "$placed/bin/cartsim" check "$placed/share/cartsim/scenarios/seed-centre.yaml")

# Public names only.
nm --defined-only --extern-only --format=posix "$placed/lib/libcartsim.a" | awk '
    / [A-Z] / && $1 !~ /^cartsim_/ { print $1 " is visible in libcartsim.a"; found++ }
    END { exit found > 0 }'

cat >"$folder/user.c" <<'END'
#include <cartsim/faults.h>

int main(void)
{
    struct cartsim_faults *faults = cartsim_faults_create();
    size_t count = cartsim_faults_count(faults);
    cartsim_faults_free(faults);
    return (int)count;
}
END
export PKG_CONFIG_PATH="$placed/lib/pkgconfig"
[ "cartsim $(pkg-config --modversion cartsim)" = "$version" ]
# The prefix is where the files will be, not where DESTDIR put them.
flags=$(pkg-config --define-variable=prefix="$placed" --cflags --libs cartsim)
# shellcheck disable=SC2086 # a list of flags
gcc -o "$folder/user" "$folder/user.c" $flags
"$folder/user"

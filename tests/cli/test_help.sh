#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each option and command that --help names stands in the man page and in the completions of the three shells.
set -eu

status=0
help=$("$CARTSIM" --help)

# Whether file $1 has the pattern $2 for the word $3.
named_in() {
    grep -qE -e "$2" "$1" && return
    echo "$1: $3 is missing"
    status=1
}

options=$(printf '%s\n' "$help" | grep -oE '(^|[^A-Za-z0-9-])--?[A-Za-z][A-Za-z-]*' | tr -d ' [(|,' | sort -u)
for option in $options; do
    name=${option#-} name=${name#-}
    case $option in --*) fish=l ;; *) fish='[so]' ;; esac
    named_in docs/cartsim.1.scd "\*$option\*" "$option"
    named_in share/completions/cartsim.bash "(^|[ '|])$option([ ')|]|$)" "$option"
    named_in share/completions/_cartsim "[')*]$option\[" "$option"
    named_in share/completions/cartsim.fish " -$fish $name( |$)" "$option"
done
for option in -o -n -s -j --method --draws --set --patient --replication --patients \
    --events --json --defaults --quiet --only --fast --list --help --version; do
    printf '%s\n' "$options" | grep -qxe "$option" || { echo "--help does not name $option"; status=1; }
done

for command in run sweep plan bottleneck check show diff trace draw schema explain verify validate; do
    printf '%s\n' "$help" | grep -qw "$command" || { echo "--help does not name $command"; status=1; }
    named_in docs/cartsim.1.scd "^\*cartsim $command\*" "$command"
    named_in share/completions/cartsim.bash "[' ]${command}[' ]" "$command"
    named_in share/completions/_cartsim "^$command\)" "$command"
    named_in share/completions/cartsim.fish "-a $command " "$command"
done
exit $status

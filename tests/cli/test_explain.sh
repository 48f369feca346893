#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `cartsim explain`: every code that the program has, in any spelling, in lines that fit a terminal; and
# nothing else. Faults end with a hint to it.
set -eu
. tests/support/cli.sh

expect 0 explain E012
says printed 'E012: a duration without a unit' 'Broken:' 'Mended:' '    takes: 12 d'
is_empty said
cp printed one
for word in e012 E12 e12 12 012; do
    expect 0 explain $word
    cmp printed one || wrong 'it says something else'
done
expect 0 explain W103 12
[ "$(grep -cE '^[EW][0-9]{3}: ' printed)" = 2 ] || wrong 'not two codes'
[ "$(head -n 1 printed | cut -c 1-5)" = W103: ] || wrong 'not in the order asked for'

# The list has each number once, ascending, and each has something to say.
expect 0 explain
cut -d ' ' -f 1 printed >codes
cut -c 2- codes >numbers
sort -n -u numbers | cmp - numbers || wrong 'the list is not in order'
while read -r code; do
    expect 0 explain "$code"
    [ "$(wc -l <printed)" -gt 6 ] || wrong 'there is little to say'
    ! grep -E '^.{81,}' printed || wrong 'a line is too long'
done <codes

# refused TEXT WORD...
refused() {
    text=$1
    shift
    expect 2 explain "$@"
    says said "$text"
    is_empty printed
}
refused "no code 'E029'; did you mean" E029
refused "no code 'W012'; did you mean 'E012'?" W012
refused "no code 'E101'; did you mean 'W101'?" E101
for word in bed '' E 0 E0012 12d 1e1 -- 99999999999999999999; do
    [ "$word" = -- ] || refused "there is no code '$word'" "$word"
done
refused "no code 'bed'" 12 bed
expect 2 explain --json 12
says said 'has no option --json'

expect 2 check small.yaml --set resources.bed.capacity=four
says said "1 error. Nothing was run. 'cartsim explain E021' tells more."
expect 2 check nowhere.yaml
says said "'cartsim explain E001' tells more."

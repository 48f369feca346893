# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of cartsim for fish.

set -l commands run compare sweep plan bottleneck warmup sensitivity check show diff trace draw describe \
    schema explain verify validate
set -l questions compare sweep plan bottleneck sensitivity
set -l by_number run compare sweep bottleneck sensitivity
set -l with_file run $questions warmup check show diff trace draw describe
complete -c cartsim -f
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a run -d 'simulate a scenario'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a compare -d 'held against others'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a sweep -d 'at combinations of values'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a plan -d 'cheapest that meets targets'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a bottleneck -d 'what more is worth'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a warmup -d 'how much to leave out'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a sensitivity -d 'which numbers matter'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a check -d 'report every fault of one'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a show -d 'print a scenario as it is'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a diff -d 'what differs between two'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a trace -d 'tell the story of one patient'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a draw -d 'draw the pathways as SVG'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a describe -d 'say in words what one is'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a schema -d 'print the schema for editors'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a explain -d 'say more of a code'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a verify -d 'run results anew and compare'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -a validate -d 'hold it against theory'
complete -c cartsim -n "__fish_seen_subcommand_from explain" -a "(cartsim explain | string replace '  ' \t)"
complete -c cartsim -l help -d 'print the commands and options'
complete -c cartsim -n "not __fish_seen_subcommand_from $commands" -l version -d 'print the version'

complete -c cartsim -n "__fish_seen_subcommand_from $with_file" -k -a "(__fish_complete_suffix .yaml .yml)"
complete -c cartsim -n "__fish_seen_subcommand_from $with_file" -l set -x -d 'change one value: PATH=VALUE'
complete -c cartsim -n "__fish_seen_subcommand_from run $questions validate" -s o \
    -x -a "(__fish_complete_directories)" -d 'write the results here'
complete -c cartsim -n "__fish_seen_subcommand_from $by_number" -s n -l reps -x -d 'how many'
complete -c cartsim -n "__fish_seen_subcommand_from run $questions trace validate" -s s -x -d seed
complete -c cartsim -n "__fish_seen_subcommand_from run $questions verify validate" -s j -x -d threads
complete -c cartsim -n "__fish_seen_subcommand_from run" -l patients -d 'write patients.csv too'
complete -c cartsim -n "__fish_seen_subcommand_from run" -l events -d 'write events.csv too'
complete -c cartsim -n "__fish_seen_subcommand_from run $questions trace validate describe" \
    -l json -d JSON
complete -c cartsim -n "__fish_seen_subcommand_from compare sweep" -l vary -x -d 'values to try: PATH=VALUES'
complete -c cartsim -n "__fish_seen_subcommand_from compare sweep bottleneck" -l measure -x -d 'this figure'
complete -c cartsim -n "__fish_seen_subcommand_from plan" -l range -x -d 'in question: PATH=VALUES'
complete -c cartsim -n "__fish_seen_subcommand_from plan" -l minimise -x -d 'cost, a figure or keys'
complete -c cartsim -n "__fish_seen_subcommand_from plan" -l confidence -x -d 'of the answer'
complete -c cartsim -n "__fish_seen_subcommand_from plan" -l tolerance -x -d 'beyond a goal'
complete -c cartsim -n "__fish_seen_subcommand_from plan" -l indifference -x -d 'of costs'
complete -c cartsim -n "__fish_seen_subcommand_from run compare sweep plan" -l max-reps -x -d 'at most'
complete -c cartsim -n "__fish_seen_subcommand_from draw describe" -s o -r -d 'write it here'
complete -c cartsim -n "__fish_seen_subcommand_from describe" -l checklist -x -a stress
complete -c cartsim -n "__fish_seen_subcommand_from sensitivity" -l method -x -d 'how to ask' \
    -a 'tornado morris sobol psa'
complete -c cartsim -n "__fish_seen_subcommand_from sensitivity" -l draws -x -d 'trajectories or draws'
complete -c cartsim -n "__fish_seen_subcommand_from sensitivity" -l measure -x -d 'of this figure'
complete -c cartsim -n "__fish_seen_subcommand_from show" -s o -r -d 'write it there instead'
complete -c cartsim -n "__fish_seen_subcommand_from show" -l defaults -d 'add what was not written'
complete -c cartsim -n "__fish_seen_subcommand_from trace compare" -l patient -x -d 'its number or id'
complete -c cartsim -n "__fish_seen_subcommand_from trace compare" -l replication -x -d 'of this replication'
complete -c cartsim -n "__fish_seen_subcommand_from warmup" -s n -s s -s j -l measure -l json -x
complete -c cartsim -n "__fish_seen_subcommand_from run compare sweep" -l precision -x -d 'FIGURE=WIDTH'
complete -c cartsim -n "__fish_seen_subcommand_from run" -l keep -d 'so that results can be extended'
complete -c cartsim -n "__fish_seen_subcommand_from run" -l extend -x -a "(__fish_complete_directories)" \
    -d 'add replications to these results'
complete -c cartsim -n "__fish_seen_subcommand_from run" -l gate -d 'targets decide the exit code'
complete -c cartsim -n "__fish_seen_subcommand_from run $questions check diff verify validate" \
    -l quiet -d 'print nothing but warnings and errors'
complete -c cartsim -n "__fish_seen_subcommand_from validate" -l only -x -d 'only this case or group' \
    -a "(cartsim validate --list | string replace -r '^ *([^: ]+):? +' '\$1\t')"
complete -c cartsim -n "__fish_seen_subcommand_from verify" -k -a "(__fish_complete_suffix .json)"
complete -c cartsim -n "__fish_seen_subcommand_from validate" -l fast -d 'a sixteenth of the work'
complete -c cartsim -n "__fish_seen_subcommand_from validate" -l list -d 'name the cases, run nothing'

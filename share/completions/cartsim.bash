# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of cartsim for bash.

_cartsim() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options
    COMPREPLY=()
    case $before in
    -o)
        compopt -o filenames
        if [[ ${COMP_WORDS[1]} =~ ^(show|draw|describe)$ ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
        fi
        return
        ;;
    --checklist)
        mapfile -t COMPREPLY < <(compgen -W stress -- "$word")
        return
        ;;
    --only)
        options=$(cartsim validate --list 2>/dev/null | sed 's/^ *//; s/[: ].*//')
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
        ;;
    --minimise | --range | --confidence | --tolerance | --indifference | --max-reps) return ;;
    --method)
        mapfile -t COMPREPLY < <(compgen -W 'tornado morris sobol psa' -- "$word")
        return
        ;;
    -n | -s | -j | --draws | --set | --vary | --measure | --patient | --replication) return ;;
    esac
    case ${COMP_CWORD}:${COMP_WORDS[1]} in
    1:*)
        options='run compare sweep plan bottleneck warmup sensitivity check show diff trace draw describe'
        options="--help --version schema explain verify validate $options"
        ;;
    *:run)
        options='-o -n --reps --precision --max-reps -s -j --set --patients --events --json --keep --extend'
        options="$options --gate --quiet --help"
        ;;
    *:compare)
        options='--vary --measure --patient --replication --precision --max-reps'
        options+=' -o -n -s -j --set --json --quiet --help'
        ;;
    *:sweep) options='--vary --measure --precision --max-reps -o -n -s -j --set --json --quiet --help' ;;
    *:plan)
        options='--range --minimise --confidence --tolerance --indifference --max-reps'
        options+=' -o -s -j --set --json --quiet --help'
        ;;
    *:bottleneck) options='--measure -o -n -s -j --set --json --quiet --help' ;;
    *:sensitivity) options='--method --measure --draws -o -n -s -j --set --json --quiet --help' ;;
    *:check) options='--set --quiet --help' ;;
    *:diff) options='--set --quiet --help' ;;
    *:explain)
        options=$(cartsim explain 2>/dev/null | cut -d ' ' -f 1)
        mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
        return
        ;;
    *:verify)
        options='-j --quiet --help'
        if [[ $word != -* ]]; then
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.json' -- "$word")
            return
        fi
        ;;
    *:show) options='-o --set --defaults --help' ;;
    *:warmup) options='--measure -n -s -j --set --json --help' ;;
    *:describe) options='--checklist -o --set --json --help' ;;
    *:draw) options='-o --set --help' ;;
    *:trace) options='--patient --replication -s --set --json --help' ;;
    *:validate)
        options='-o -s -j --only --fast --list --json --quiet --help'
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
        ;;
    *:schema)
        mapfile -t COMPREPLY < <(compgen -W --help -- "$word")
        return
        ;;
    *) return ;;
    esac
    if [[ $COMP_CWORD == 1 || $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.y*ml' -- "$word")
    fi
}
complete -F _cartsim cartsim

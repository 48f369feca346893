#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The direction of the house: a folder includes only from itself and from folders below it.
# Each library has one door.
set -eu

# shellcheck disable=SC2016 # awk's own dollars
find sim include -name '*.[ch]' | sort | xargs awk '
    BEGIN {
        count = split("base laws scenario model engine statistics results study validation commands", order)
        for (i = 1; i <= count; i++) level[order[i]] = i
        # Which folders may open which library; where one_file is set, in one file of that folder.
        folders["yaml.h"] = "scenario";         one_file["yaml.h"] = 1
        folders["cjson/cJSON.h"] = "results"    # json_writer.c, json_reader.c: see check_json
        folders["gsl"] = "laws statistics validation" # theory is computed apart from laws
        folders["Random123"] = "laws";          one_file["Random123"] = 1
        folders["pthread.h"] = "study"
        folders["mpi.h"] = "study";             one_file["mpi.h"] = 1
        folders["sha2.h"] = "scenario";         one_file["sha2.h"] = 1
    }
    function fault(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; faults++ }
    function library_of(header, top) {
        if (header in folders) return header
        top = header
        sub(/\/.*/, "", top)
        return top in folders ? top : ""
    }
    function check_system(header, library) {
        library = library_of(header)
        if (library == "") return
        if (index(" " folders[library] " ", " " folder " ") == 0)
            fault("<" header "> belongs to sim/" folders[library] " only")
        else if ((library in one_file) && (library in door) && door[library] != FILENAME)
            fault("<" header "> has its door in " door[library] " already")
        else
            door[library] = FILENAME
        if (library == "cjson/cJSON.h") check_json()
    }
    # What makes JSON and what looks into it have nothing in common but the library.
    function check_json() {
        if (FILENAME !~ /\/json_(writer|reader)\.c$/)
            fault("<cjson/cJSON.h> has its doors in json_writer.c and json_reader.c")
    }
    function check_own(header, target) {
        target = header
        sub(/\/.*/, "", target)
        if (target == "cartsim")
            return
        if (folder == "include")
            fault("a public header includes the private " header)
        else if (!(target in level) || target == header)
            fault("write \"" header "\" from sim/, as in \"base/arena.h\"")
        else if (level[target] > level[folder])
            fault("sim/" folder " lies below sim/" target ", and may not include " header)
    }
    FNR == 1 {
        split(FILENAME, part, "/")
        folder = part[1] == "include" ? "include" : part[2]
        if (folder != "include" && !(folder in level))
            fault("sim/" folder " has no place in the order of folders")
    }
    match($0, /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]+/) {
        header = substr($0, RSTART, RLENGTH)
        system_header = header ~ /</
        sub(/.*[<"]/, "", header)
        if (system_header) check_system(header); else check_own(header)
    }
    END { exit faults > 0 }'

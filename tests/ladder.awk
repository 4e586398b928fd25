# SPDX-License-Identifier: Apache-2.0
# Reads ladder.txt, then sources; prints "file:line: what is wrong" for each include that does not go down.
function fault(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; faults++ }

function own_header(name,    part, folder, i) {
    split(name, part, "/")
    for (i = 1; i <= 2; i++) {
        folder = (i == 1 ? "engine/" : "adapters/") part[1]
        if (folder in rung)
            return folder
    }
    return ""
}

function judge_own(name,    folder) {
    folder = own_header(name)
    if (folder == "")
        fault("\"" name "\" is not written from the root of engine/ or adapters/")
    else if (folder != here && rung[folder] >= rung[here] && !((here, folder) in sees))
        fault(here " (rung " rung[here] ") may not see " folder " (rung " rung[folder] ")")
}

function judge_foreign(name,    header) {
    for (header in only) {
        if (name != header && !(header ~ /\/$/ && index(name, header) == 1))
            continue
        if (index(only[header], " " here " ") == 0)
            fault("<" name "> may be included in" only[header] "only")
    }
}

NR == FNR && $1 == "rung" { rung[$3] = $2 }
NR == FNR && $1 == "sees" { sees[$2, $3] = 1 }
NR == FNR && $1 == "only" {
    only[$2] = " "
    for (i = 3; i <= NF; i++)
        only[$2] = only[$2] $i " "
}
NR == FNR { next }

FNR == 1 {
    files++
    split(FILENAME, path, "/")
    here = path[1] "/" path[2]
    if (!(here in rung))
        fault("the folder " here " has no rung in tests/ladder.txt")
}
!(here in rung) { next }
/^[ \t]*#[ \t]*include[ \t]*"/ { split($0, quoted, "\""); judge_own(quoted[2]) }
/^[ \t]*#[ \t]*include[ \t]*</ { split($0, angled, /[<>]/); judge_foreign(angled[2]) }

END {
    printf "ladder: %d files, %d faults\n", files, faults
    exit faults > 0 || files == 0
}

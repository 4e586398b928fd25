# SPDX-License-Identifier: Apache-2.0
# Names calls that are banned everywhere (they write without a bound, keep hidden state or hide errors) and
# those banned in the engine (clock, dice, heap, files). Comments and texts are not code.
BEGIN {
    everywhere = "strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|alloca"
    everywhere = everywhere "|localtime|gmtime|ctime|asctime|rand|srand|random|system|popen|tmpnam|mktemp"
    engine = "time|clock|clock_gettime|gettimeofday|getrandom|getenv|malloc|calloc|realloc|free"
    engine = engine "|printf|fprintf|puts|fopen"
}

# The line without texts and comments; `inside` says that a comment goes on.
function code_of(line,    out, at) {
    gsub(/\\["'\\]/, "", line)
    gsub(/"[^"]*"/, "\"\"", line)
    out = ""
    while (line != "") {
        if (inside) {
            at = index(line, "*/")
            if (at == 0)
                return out
            line = substr(line, at + 2)
            inside = 0
            continue
        }
        at = index(line, "/*")
        if (at == 0)
            return out line
        out = out substr(line, 1, at - 1)
        line = substr(line, at + 2)
        inside = 1
    }
    return out
}

function judge(code, names,    name) {
    while (match(code, "(^|[^A-Za-z0-9_.>])(" names ")[ \t]*\\(")) {
        name = substr(code, RSTART, RLENGTH)
        gsub(/[^A-Za-z_]/, "", name)
        printf "%s:%d: %s is banned here (tests/calls.awk)\n", FILENAME, FNR, name
        code = substr(code, RSTART + RLENGTH)
    }
}

FNR == 1 { inside = 0 }
{
    code = code_of($0)
    sub(/\/\/.*/, "", code)
    judge(code, everywhere)
    if (FILENAME ~ /^engine\//)
        judge(code, engine)
}

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tidy.sh [ROOT [CHECK...]]: what a reviewer should not have to say.
# Checks: format licence calls lengths marks lines words shell.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/..}"
[ $# -eq 0 ] || shift
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT

# sources PATTERN...: files of ours with such names, in a fixed order.
sources() {
    for pattern in "$@"; do
        find engine adapters tests -name "$pattern" -not -path '*/node_modules/*' -not -path 'tests/vectors/*'
    done | LC_ALL=C sort
}

# The first place in each file; ./dev fmt mends them all.
check_format() {
    sources '*.[ch]' | xargs clang-format --dry-run 2>&1 |
        sed -n 's/: warning: code should be .*/: not as clang-format writes it: .\/dev fmt/p' |
        awk -F: '!seen[$1]++'
}

# The first line of a source names the licence; in a script it is the second.
check_licence() {
    sources '*.[ch]' '*.sh' '*.awk' | while read -r file; do
        head -n 2 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
            echo "$file:1: no SPDX line on top"
    done
}

check_calls() { sources '*.[ch]' | LC_ALL=C xargs awk -f "$here/calls.awk"; }

# The longest functions are always shown; more than 60 lines is a fault.
check_lengths() {
    sources '*.c' | xargs ctags --languages=C --kinds-C=f --fields=+ne --output-format=u-ctags -f - |
        awk -F'\t' -f "$here/lengths.awk" | sort -k1,1nr -k2,2 | awk -v limit=60 '
            NR <= 10 { printf "  %3d lines %s %s\n", $1, $2, $3 > "/dev/stderr" }
            $1 > limit { printf "%s: %s has %d lines; %d is the limit\n", $2, $3, $1, limit }'
}

# Work that was left lying; the words are cut in two so that this line is not one of its own findings.
check_marks() {
    marks='TO''DO|FIX''ME|HA''CK|TB''D|not[ _]imple''mented'
    find engine adapters tests workflows config docs README.md CMakeLists.txt dev .ci -type f \
        -not -path '*/node_modules/*' -not -path 'config/samples/*' -not -path 'tests/vectors/*' \
        -exec grep -nHIwE "$marks" {} + 2>/dev/null |
        sed -E 's/^([^:]*:[0-9]+):.*/\1: unfinished work/' || true
}

check_lines() { sources '*.[ch]' '*.sh' '*.awk' | LC_ALL=C xargs awk -v limit=110 -f "$here/lines.awk"; }

# A refusal of tracing that no test names may go, or come at the wrong fault, and nobody sees it.
check_words() {
    [ -e engine/base/words.h ] || return 0
    sed -n 's/^ *X(\(\(trace\|owner\)_[a-z0-9_]*\),.*/\1/p' engine/base/words.h | while read -r word; do
        grep -rqwe "HF_WORD_$word" -e "\"$word\"" tests || grep -rqF "\\\"$word\\\"" tests ||
            echo "engine/base/words.h: no test names the refusal $word"
    done
}

check_shell() {
    { sources '*.sh'; find dev .ci/run config -name '*.sh' -o -path dev -o -path .ci/run; } 2>/dev/null |
        xargs -r shellcheck -f gcc || true
}

[ $# -gt 0 ] || set -- format licence calls lengths marks lines words shell
for check in "$@"; do "check_$check" >>"$faults"; done
cat "$faults"
echo "tidy: $# checks, $(grep -c '' "$faults" || true) faults"
[ ! -s "$faults" ]

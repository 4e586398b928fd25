#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# guide.sh HOLDFAST: what docs/workflow-guide.md shows stands in its sample, in both languages, and the sample
# and its story hold. Reports as cmocka does, so that each sentence counts as a test.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
guide=docs/workflow-guide.md
sample=config/samples/guide-procedure.json
story=config/samples/guide-procedure/freeze.story
room=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
trap 'rm -rf "$room"' EXIT
failed=0
unset LC_ALL LC_MESSAGES
export LANG=C HOLDFAST_CONFIG=/dev/null

# holds SENTENCE COMMAND...: it ends well.
holds() {
    sentence=$1; shift
    if "$@" >"$room/said" 2>&1; then
        printf '[       OK ] %s\n' "$sentence"
        return
    fi
    printf 'not so: %s\n' "$sentence"
    cat "$room/said"
    failed=$((failed + 1))
}

# shown KIND WHOLE: each block of this kind in the guide stands in the file, white space aside, and the French
# half shows the same blocks as the English one. The reader's procedure has a name of its own.
shown() {
    awk -v kind="$1" -v whole="$2" '
        function bare(text) {
            gsub(/my-procedure/, "guide-procedure", text)
            gsub(/[ \t\r]/, "", text)
            return text
        }
        function fail(why) { print why; bad = 1 }
        BEGIN { while ((getline line < whole) > 0) all = all bare(line) }
        /^# / && !inside { half++ }
        $0 == "```" && inside {
            if (half < 2 && index(all, block) == 0) fail("line " begun ": this is not in " whole)
            if (half < 2) english[++count] = block
            else if (english[++other] != block) fail("line " begun ": the English half shows something else")
            inside = 0
        }
        inside { block = block bare($0) }
        $0 == "```" kind { inside = 1; begun = NR; block = "" }
        END {
            if (count < 4 || count != other) fail(count + 0 " blocks in English, " other + 0 " in French")
            exit bad
        }' "$guide"
}

holds 'every line of JSON in the guide stands in its sample' shown json "$sample"
holds 'every sentence of a story in the guide stands in its story' shown story "$story"
holds 'the sample has no fault' "$holdfast" workflow check "$sample"
holds 'the sample is in the layout of definitions' "$holdfast" workflow fmt --check "$sample"
holds 'the story of the sample holds' "$holdfast" workflow test "$sample"
[ "$failed" = 0 ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# trust.sh HOLDFAST: what docs/trust.md says to type is typed, as it stands there, by an auditor who has been
# given a key, and the verdicts are those of its tables. Reports as cmocka does.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh
PATH=$(dirname "$holdfast"):$PATH
page=$PWD/docs/trust.md

founded
enrolled 'Ida Roth' --organ registry --role officer --role investigator
published tests/vectors/workflow/moving-1.json
case=$(as 'Ida Roth' case open moving -q 2>"$said")
KEY=$(hf key public -q)
cd "$room"
WITNESS=$(hf witness make w --name ministry.example/w1 --log "$KEY" -q)
export KEY WITNESS
hf audit export "$case" -o case.bundle -q >"$said" 2>&1

# The n-th block of commands of the page.
block() {
    awk -v wanted="$1" '/^```sh$/ { n++; inside = 1; next }
        /^```$/ { inside = 0 }
        inside && n == wanted' "$page"
}
typed() { block "$1" >block.sh; test -s block.sh && sh block.sh; }

holds 'a key on a line, and the bundle is whole and of that signer' 0 '^WHOLE: ' typed 1
holds 'witnesses that have not signed are asked for' 8 'ministry' typed 2
holds 'the French half says the same' 0 '^INTÈGRE : ' typed 3
hf audit checkpoint -q >"$said" 2>&1
hf witness request -o request -q >"$said" 2>&1
hf witness sign w request >lines 2>"$said"
holds 'a policy is what the office keeps lines of witnesses by, too' 0 'cosigned' \
    hf witness take policy.txt request lines
holds 'without a key the signer is not established' 8 'WHOLE IN ITSELF, SIGNER NOT ESTABLISHED' \
    holdfast-verify case.bundle
(
    export HOLDFAST_STATE="$room/other"
    hf key generate --issuer https://court.invalid --origin court.invalid/log1 -q
    printf 'log %s\n' "$(hf key public -q)" >wrong.txt
) >"$said" 2>&1
holds 'another key is not that of the signer' 8 '^NOT WHOLE: ' holdfast-verify --trust wrong.txt case.bundle
echo 'log nonsense' >bad.txt
holds 'a line that says nothing is named with its file' 2 '^NOT CHECKED: bad.txt, line 1: ' \
    holdfast-verify --trust bad.txt case.bundle
holds 'in French' 2 '^NON CONTRÔLÉ : bad.txt, ligne 1 : ' \
    holdfast-verify --lang fr --trust bad.txt case.bundle
holds 'a file that is not there is not said to be broken' 3 '^NOT CHECKED: none.txt: ' \
    holdfast-verify --trust none.txt case.bundle

[ "$failed" = 0 ]

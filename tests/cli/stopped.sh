#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stopped.sh HOLDFAST GENERATOR: long traces that are asked to stop, or whose reader goes away: they end at
# once, say so,
# and leave no half file.
set -eu
holdfast=$1
generate=$2
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

work=$room/work
mkdir "$work"
ledger=$room/ledger.csv
"$generate" 1500000 1 >"$ledger"
# 1,500 companies that hold each other at random: each of them is reached from each.
awk 'BEGIN { print "owner,owned,percent,kind"; srand(7); n = 1500
    for (i = 0; i < n; i++) { print "P" i ",C" i ",0.1,person"
        for (k = 1; k <= 3; k++) { j = (i + 1 + int(rand() * (n - 1) / 3) * k) % n
            if (j != i &&
    !((i, j) in seen)) { seen[i, j]; print "C" j ",C" i ",33.3,company" } } } }' >"$room/holdings.csv"

# ended SIGNAL COMMAND...: the code with which it ends when it gets the signal as soon as it is at work.
ended() {
    signal=$1; shift
    "$@" >"$room/out" 2>"$room/messages" &
    pid=$!
    sleep "$after"
    kill -"$signal" "$pid" 2>/dev/null || echo 'ended before it was asked to'
    ended_with=0
    wait "$pid" || ended_with=$?
    cat "$room/messages"
    find "$work" -type f | sed 's/^/left: /'
    echo "code $ended_with"
}
whole() { # COMMAND...: how long it takes when nobody stops it, in hundredths
    from=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    echo $((($(date +%s%N) - from) / 10000000))
}
# clean SENTENCE ...: as `holds`, and no file is left.
clean() {
    # shellcheck disable=SC2086
    holds "$1" 0 'code 1$' ended "$2" "$holdfast" trace "$3" "$4" --quiet $5
    stands=$(find "$work" -type f | wc -l)
    holds "$1: and nothing stands where it would have written" 0 '^0$' echo $((stands))
}
slow=$(whole hf trace funds "$ledger" --method fifo --quiet)
funds_after=0.$(printf '%02d' $((slow / 3 > 99 ? 99 : slow / 3)))
after=$funds_after
for signal in INT TERM; do
    clean "a trace of funds into a file stops at SIG$signal" $signal funds "$ledger" \
        "--method fifo -o $work/funds.json"
    clean "so do its payments one by one" $signal funds "$ledger" "--method fifo --debits $work/debits.ndjson"
    clean "so does one to the output" $signal funds "$ledger" '--method fifo --json'
    clean "so does the comparison of methods" $signal compare "$ledger" "-o $work/compare.json"
done
slow=$(whole hf trace owners "$room/holdings.csv" --all --json)
after=0.$(printf '%02d' $((slow / 2 > 99 ? 99 : slow / 2)))
clean 'so does the list of all owners' INT owners "$room/holdings.csv" "--all -o $work/all.ndjson"
clean 'so does that to the output' TERM owners "$room/holdings.csv" '--all --json'

# ---- a file that was there stays as it was ----
echo before >"$work/funds.json"
after=$funds_after
holds 'a file that was there is as it was' 0 'code 1$' ended INT "$holdfast" trace funds "$ledger" \
    --quiet --method lifo \
    -o "$work/funds.json"
holds 'byte for byte' 0 '^before$' cat "$work/funds.json"
beside() { find "$work" -name 'funds.json.*' | wc -l; }
holds 'and nothing lies beside it' 0 '^ *0$' beside
rm "$work/funds.json"

# ---- whoever reads goes away ----
# The code of the first command of a pipe whose reader takes one line.
piped() { ({ "$@" 2>"$room/messages"; echo "code $?" >"$room/code"; } | head -c 100 >/dev/null) &&
    cat "$room/messages" "$room/code"; }
holds 'a closed pipe ends a trace and is told' 0 'code 1$' piped "$holdfast" trace funds "$ledger" \
    --method fifo --json
holds 'also where it is a named one' 0 'code 1$' piped "$holdfast" trace funds "$ledger" --method fifo \
    --debits /dev/stdout
for line in 'compare config/samples/statement.csv' 'owners config/samples/holdings.csv --of Serena'; do
    # shellcheck disable=SC2086
    gone() { "$holdfast" trace $line --json >/dev/full; }
    holds "what cannot be written is told: ${line%% *}" 1 'written' gone
done
to_device() { hf trace funds config/samples/statement.csv --method fifo -o /dev/null &&
    test -c /dev/null && echo still; }
holds 'a device is written to and never replaced' 0 '^still$' to_device
ln -s "$work/target.json" "$work/link.json"
echo before >"$work/target.json"
through_link() {
    hf trace compare config/samples/statement.csv -o "$work/link.json" && test -L "$work/link.json" &&
        cat "$work/target.json"
}
holds 'a link is followed and stays' 0 '"fifo"' through_link
[ "$failed" = 0 ]

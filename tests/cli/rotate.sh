#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# rotate.sh HOLDFAST VERIFY: the log key is replaced, with a server running. What was signed before and after
# holds under either key for whoever was given one of them; a key that was replaced signs nothing any more.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
. tests/cli/room.sh
office=
trap '[ -z "$office" ] || kill "$office" 2>/dev/null || true; finish' EXIT

log_key() { hf key public --json | grep -o 'court.example/log1+[0-9a-f]*+[A-Za-z0-9+/=]*' | head -n 1; }
exported() { hf audit export "$case" -o "$room/$1.bundle" -q >"$said" 2>&1; }
host=court.example
founded
published tests/vectors/workflow/moving-1.json
enrolled 'Ida Roth' --organ registry --role officer --role investigator
case=$(as 'Ida Roth' case open moving -q 2>"$said")
first=$(log_key)
printf 'log %s\n' "$first" >"$room/first"
exported before
cp -a "$HOLDFAST_STATE/keys/log" "$room/log"
"$holdfast" serve --listen 127.0.0.1:0 >"$room/office" 2>"$room/office.log" &
office=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ ! -s "$room/office" ] || break
    sleep 0.5
done
holds 'the log key is replaced while a server signs' 0 'court.example/log1+' as 'Ana Reyes' key rotate-log
second=$(log_key)
printf 'log %s\n' "$second" >"$room/second"
holds 'by another one' 0 '^0$' sh -c "grep -cF '$first' '$room/second' || true"
as 'Ida Roth' case entity add "$case" --set kind=person --set name='Quentin Sableford' >"$said" 2>&1
sleep 2
kill "$office"
wait "$office" || true
office=
holds 'the server goes on signing' 0 '^0$' sh -c "grep -c '_fails' '$room/office.log' || true"
exported after
for who in first second; do
    holds "who was given the $who key verifies what came after" 0 'WHOLE' \
        "$verify" --trust "$room/$who" "$room/after.bundle"
done
holds 'and what was made before, by the first' 0 'WHOLE' "$verify" --trust "$room/first" "$room/before.bundle"
holds 'which the second alone does not vouch for' 8 'a key that the trust file does not name' \
    "$verify" --trust "$room/second" "$room/before.bundle"
hf audit absence 0000-0000-0 -o "$room/absence.proof" -q >"$said" 2>&1
holds 'and that there is no such case, to who was given the first' 0 'WHOLE' \
    "$verify" --trust "$room/first" "$room/absence.proof"
holds 'two bundles of one history are that, whichever key signed them' 0 'events the same' \
    hf audit compare "$room/before.bundle" "$room/after.bundle"
holds 'every checkpoint in the house holds by the key of its time' 0 '.' hf audit verify
hf audit tiles "$room/tiles" -q >"$said" 2>&1
holds 'and in the log as files' 0 'WHOLE' "$verify" --trust "$room/first" "$room/tiles"
hf db stop -q 2>/dev/null || true
cp -a "$HOLDFAST_STATE/pg" "$room/backup"
for company in 'Yarrow Holding' 'Teasel Freight' 'Sorrel Estates'; do
    as 'Ida Roth' case entity add "$case" --set kind=company --set name="$company" -q >"$said" 2>&1
done
as 'Lou Meyer' key rotate-log -q >"$said" 2>&1
exported twice
holds 'it is replaced again' 0 'WHOLE' "$verify" --trust "$room/first" "$room/twice.bundle"

# ---- a backup from before the change ----
from=$(tail -n 1 "$HOLDFAST_STATE/keys/log.keys" | cut -d' ' -f1)
hf db stop -q 2>/dev/null || true
rm -rf "$HOLDFAST_STATE/pg"
cp -a "$room/backup" "$HOLDFAST_STATE/pg"
holds 'signing freezes over a log from before the change of key' 7 'signing is frozen' hf audit checkpoint
holds 'which the new key cannot sign: for nobody would that hold' 7 "signs from $from entries on" \
    as 'Ana Reyes' signer release --grounds 'the archive is lost'
holds 'the way out stands in French as well' 7 "reprenez quand le journal aura $from entrées" \
    as 'Ana Reyes' signer release --grounds 'the archive is lost' --lang fr
holds 'acts go on meanwhile' 0 'not yet attested' \
    as 'Ida Roth' case entity add "$case" --set kind=company --set name='Blue Quarry'
n=0
until as 'Ana Reyes' signer release --grounds 'the archive is lost' -q >"$said" 2>&1; do
    n=$((n + 1)); [ "$n" -lt 40 ] || break
    as 'Ida Roth' case entity add "$case" --set kind=company --set name="Blue Quarry $n" -q >"$said" 2>&1
done
holds 'when it has grown to where that key begins, it is released' 0 'Ended' as 'Lou Meyer' signer release
exported regained
holds 'and what is signed then holds for who was given the first key' 0 'WHOLE' \
    "$verify" --trust "$room/first" "$room/regained.bundle"

cp -a "$room/log" "$HOLDFAST_STATE/keys/log"
holds 'a first key that is put back signs nothing' 8 'list of the log' \
    hf audit export "$case" -o "$room/stale.bundle"
[ "$failed" = 0 ]

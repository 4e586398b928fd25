#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# signer.sh HOLDFAST: an old copy of the database is put back under a log that was signed further. Signing
# freezes, acts go on and say so, two people end it, and the log tells of all of it.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/cli/room.sh
office=
trap '[ -z "$office" ] || kill "$office" 2>/dev/null || true; finish' EXIT

# A log of this name with a case in it.
begins() {
    hf db init -q
    hf key generate --issuer https://court.example --origin court.example/log1 -q
    hf db init -q
    hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q
    for who in 'Ana Reyes' 'Lou Meyer'; do
        as "$who" workflow publish tests/vectors/workflow/moving-1.json -q
    done
    as 'Ana Reyes' user add 'Ida Roth' --organ registry --role officer --role investigator -q
    as 'Lou Meyer' user confirm 'Ida Roth' -q
    case=$(as 'Ida Roth' case open moving -q)
} >"$said" 2>&1
# exported NAME PARTY: the bundle of the case, once this party has been entered; "" enters none.
exported() {
    [ -z "$2" ] || as 'Ida Roth' case entity add "$case" --set kind=person --set name="$2"
    hf audit export "$case" -o "$room/$1.bundle" -q
} >"$said" 2>&1

begins
holds 'what a command recorded is signed when it ends' 0 'active' hf signer status
exported before ''
hf audit tiles "$room/tiles-before" -q >"$said" 2>&1
hf db stop -q 2>/dev/null || true
cp -a "$HOLDFAST_STATE/pg" "$room/backup"

as 'Ana Reyes' user add 'Noor Vale' --organ prosecution --role investigator -q
as 'Lou Meyer' user confirm 'Noor Vale' -q
exported here 'Quentin Sableford'
holds 'a bundle that goes on contradicts none that ends sooner' 0 'events the same' \
    hf audit compare "$room/before.bundle" "$room/here.bundle"
hf audit tiles "$room/tiles-here" -q >"$said" 2>&1
holds 'a log that goes on contradicts none that ends sooner' 0 'events the same' \
    hf audit compare "$room/tiles-before" "$room/tiles-here"
signed=$(hf signer status --json | sed 's/.*"size":\([0-9]*\).*/\1/')
holds 'what was signed is remembered outside the database' 0 "^$signed\$" \
    sed -n 3p "$HOLDFAST_STATE/signer/mark"
hf db stop -q 2>/dev/null || true
rm -rf "$HOLDFAST_STATE/pg"
cp -a "$room/backup" "$HOLDFAST_STATE/pg"

holds 'a restored old backup is told before anything is recorded in it' 7 "$signed entries .* it holds" \
    hf signer status
holds 'in French as well' 7 "$signed entrées du journal ont été signées" hf signer status --lang fr
"$holdfast" serve --listen 127.0.0.1:0 >"$room/office" 2>"$room/office.log" &
office=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    ! grep -q signer_cut "$room/office.log" || break
    sleep 0.5
done
kill "$office"
wait "$office" || true
holds 'a server says so when it starts, and nothing came yet' 0 'checkpoints_fail.*signer_cut' \
    cat "$room/office.log"
holds 'a restored old backup freezes signing' 7 "signing is frozen: $signed entries of the log were signed" \
    hf audit checkpoint
holds 'and says so in French' 7 "la signature est gelée : $signed entrées" hf audit checkpoint --lang fr
holds 'nothing but its own sentence says how it stands' 7 'signing is frozen' hf signer status
holds 'acts go on, and say that they are not attested' 0 'not yet attested' \
    as 'Ana Reyes' user add 'Ivo Brandt' --organ registry --role investigator
holds 'what nobody has proposed is not withdrawn' 6 'standstill.withdraw' \
    as 'Ana Reyes' signer release --withdraw --grounds 'the archive is lost'
holds 'the log tells of the standstill, and a person alone does not end it' 0 'by another administrator' \
    as 'Ana Reyes' signer release --grounds 'the archive is lost'
holds 'nor by agreeing with oneself' 5 'Ana Reyes\|other\|differ' as 'Ana Reyes' signer release
holds 'signing is still frozen then' 7 'signing is frozen' hf signer status
holds 'and the log is not the one that was signed' 8 "signer/mark, checkpoint $signed" hf audit verify
holds 'a second person ends it' 0 'Ended' as 'Lou Meyer' signer release
holds 'signing goes on' 0 'active' hf signer status
holds 'over a log that verifies' 0 '' hf audit verify
holds 'the journal of the signer keeps the trace' 0 \
    "^released signer_cut $signed .* standstill/1 of .* ended by its event" \
    cat "$HOLDFAST_STATE/signer/journal"
holds 'a bundle that was handed out names what the restore lost' 9 'lost' \
    hf audit recover "$room/here.bundle"
exported there 'Wilma Tarnbrook'
holds 'and where the log went another way since' 9 'other here' hf audit recover "$room/here.bundle"
holds 'where the two histories of a case part is named' 8 'here they part' \
    hf audit compare "$room/here.bundle" "$room/there.bundle"
hf audit tiles "$room/tiles-there" -q >"$said" 2>&1
holds 'and where the two logs do' 8 'here the logs part' \
    hf audit compare "$room/tiles-here" "$room/tiles-there"
cp -r "$room/tiles-here" "$room/tiles-turned"
entries=$(find "$room/tiles-turned/tile/entries" -type f | sort | head -n 1)
turned=$(head -c 30 "$entries" | tail -c 1 | tr 'A-Za-z0-9+/' 'B-ZAb-za1-90/+')
printf %s "$turned" | dd of="$entries" bs=1 seek=29 conv=notrunc 2>/dev/null
holds 'a folder in which an entry was changed is not compared' 8 "turned:tile/entries/.* entry 0.*hash" \
    hf audit compare "$room/tiles-here" "$room/tiles-turned"
hf db start -q >"$said" 2>&1
there="host=$(sed -n 5p "$HOLDFAST_STATE/pg/data/postmaster.pid") port=5432 user=holdfast_app dbname=holdfast"
holds 'a database is compared with the files of its log' 0 'events the same' \
    hf audit compare "$room/tiles-there" "$there"
holds 'a bundle and a log are not compared' 2 'not two of a kind' \
    hf audit compare "$room/here.bundle" "$room/tiles-here"
holds 'there is nothing more to end' 6 'does not stand still' as 'Ana Reyes' signer release

rm "$HOLDFAST_STATE/signer/mark"
holds 'a signer without its mark is frozen' 7 "the signer's mark is not there" hf signer status

# ---- another key under the same name ----
hf db stop -q 2>/dev/null || true
HOLDFAST_STATE=$room/other
begins
exported forged ''
holds 'a bundle signed by another key is told as such' 8 'signed by two keys' \
    hf audit compare "$room/here.bundle" "$room/forged.bundle"
[ "$failed" = 0 ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bytes.sh HOLDFAST VERIFY: an erased value and its key are found nowhere by a search of every byte of the
# state directory, the database's files and log included, nor in what is exported; and after `db scrub` not
# even the sealed row. Nor is a hidden value in what is exported for the public before that.
# Reports as cmocka does.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh
command -v psql >"$said" || { echo 'psql is not here'; exit 77; }

founded
enrolled 'Ida Roth' --organ registry --role officer --role investigator
published tests/vectors/workflow/moving-1.json
case=$(as 'Ida Roth' case open moving -q 2>"$said")
name='Quentin Sableford'
memo='Mr Sableford received 40,000 crowns on 3 May.'
as 'Ida Roth' case entity add "$case" --set kind=person --set name="$name" >"$said" 2>&1
bank='Underwood and Vane, private bankers'
source='ledger-of-underwood.csv'
as 'Ida Roth' case account add "$case" --set number='XX99 8877' --set bank="$bank" \
    --set source="$source" --set source_id='acct-of-underwood' >"$said" 2>&1
as 'Ida Roth' case asset add "$case" --set kind=vehicle --set description='A grey saloon' --set state=XX \
    --set value='12000.00 EUR' --set valued_on=2026-05-03 --set valued_by='Horace Pettibone' >"$said" 2>&1
printf %s "$memo" >"$room/memo.txt"
as 'Ida Roth' document add "$case" "$room/memo.txt" --title Memo >"$said" 2>&1
rm "$room/memo.txt"

hex() { od -An -v -tx1 | tr -d ' \n'; echo; }
# A text as it is, and as it stands in base64 at each of the three places where it may begin.
spelt() {
    printf %s "$1" | hex
    for before in '' x xx; do
        printf '%s%s' "$before" "$1" | base64 -w 0 | cut -c5-20 | tr -d '\n' | hex
    done
}
socket=$(sed -n 5p "$HOLDFAST_STATE/pg/data/postmaster.pid")
ask() { psql -X -q -t -A -h "$socket" -p 5432 -U holdfast_owner holdfast -c "$1"; }
looked_for() { perl tests/cli/bytes.pl "${2:-$HOLDFAST_STATE}" <"$room/$1"; }

{ spelt "$name"; spelt "$memo"; spelt "$bank"; spelt "$source"; spelt 'acct-of-underwood'; } >"$room/values"
{ cat "$room/values"; spelt 'Horace Pettibone'; spelt 'A grey saloon'; spelt 'XX99 8877'; } >"$room/hidden"
ask "SELECT encode(substring(sealed FOR 40), 'hex') FROM disclosure d JOIN event e USING (log, batch, ordinal)
     WHERE d.subject <> e.file AND convert_from(e.header, 'UTF8') LIKE '%party.add%'" >"$room/rows"
ask "SELECT encode(substring(sealed FROM 9 FOR 40), 'hex') FROM chunk
     ORDER BY octet_length(sealed) LIMIT 1" >>"$room/rows"
slot=$(ask "SELECT slot FROM disclosure d JOIN event e USING (log, batch, ordinal)
            WHERE d.subject <> e.file AND convert_from(e.header, 'UTF8') LIKE '%party.add%'")
dd if="$HOLDFAST_STATE/keys/subjects" bs=72 skip="$slot" count=1 2>"$said" | hex >"$room/key"

# ---- while it is there ----
holds 'a value stands in no file of the state, not even before it is erased' 0 '^0$' looked_for values
holds 'its row does, sealed' 0 '^[1-9]' looked_for rows
holds 'and its key, sealed' 0 '^1$' looked_for key
hf audit export "$case" -o "$room/before.bundle" --with-documents -q >"$said" 2>&1
mkdir "$room/exports"
mv "$room/before.bundle" "$room/exports/"
holds 'what is exported for the auditor holds it' 0 '^1$' looked_for values "$room/exports"
rm "$room/exports/before.bundle"

# ---- for the public ----
hf audit export "$case" -o "$room/exports/public.bundle" --for public -q >"$said" 2>&1
holds 'what is exported for the public holds no hidden value' 0 '^0$' looked_for hidden "$room/exports"
holds 'and is whole, with every event' 0 'of them shown *5$' \
    "$verify" --self-only "$room/exports/public.bundle"
rm "$room/exports/public.bundle"

# ---- erased ----
for subject in party/1 document/1 account/1; do
    as 'Ana Reyes' case erasure propose "$case" "$subject" --basis 'Archive rule 9(2)' >"$said" 2>&1
done
for erasure in erasure/1 erasure/2 erasure/3; do
    as 'Lou Meyer' case erasure confirm "$case" "$erasure" >"$said" 2>&1
done
hf audit export "$case" -o "$room/exports/after.bundle" --with-documents -q >"$said" 2>&1
hf case show "$case" --json >"$room/exports/shown.json" 2>"$room/exports/said"
hf case history "$case" >"$room/exports/history" 2>&1
holds 'the value is nowhere in the state' 0 '^0$' looked_for values
holds 'nor is its key' 0 '^0$' looked_for key
holds 'nor is the value in anything that is exported or shown' 0 '^0$' looked_for values "$room/exports"
holds 'its row, which nobody can open, may stand in pages and log' 0 '.' looked_for rows
holds 'until these are scrubbed' 0 'segments' hf db scrub
holds 'then even it is nowhere' 0 '^0$' looked_for rows
holds 'the log verifies' 0 '.' hf audit verify
hf db stop -q >"$said" 2>&1
holds 'and nowhere still when the server has written all it had' 0 '^0$' looked_for rows
holds 'nor the value' 0 '^0$' looked_for values


# ---- what somebody wrote in the open besides ----
other=$(as 'Ida Roth' case open moving -q 2>"$said")
as 'Ida Roth' case entity add "$other" --set kind=person --set name='Wilma Tarnbrook' >"$said" 2>&1
as 'Ida Roth' case order add "$other" --set kind=freeze --set issued_by=Chamber \
    --set issued_on=2026-05-04 --set number='14, in re WILMA TARNBROOK' >"$said" 2>&1
{ spelt 'Wilma Tarnbrook'; spelt 'WILMA TARNBROOK'; } >"$room/open"
rm "$room/exports"/*
hf audit export "$other" -o "$room/exports/public.bundle" --for public -q >"$said" 2>&1
holds 'of an event that repeats a hidden value in the open the public gets the commitment' 0 '^0$' \
    looked_for open "$room/exports"
holds 'and the bundle is whole without it' 0 'WHOLE' "$verify" --self-only "$room/exports/public.bundle"

[ "$failed" = 0 ]

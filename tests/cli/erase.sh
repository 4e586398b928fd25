#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# erase.sh HOLDFAST VERIFY: what two people order to be erased is gone from a private cluster, proof and all
# else stand, a hold forbids it, and a backup put back does not bring it back. Reports as cmocka does.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

founded
enrolled 'Noor Vale' --organ prosecution --role investigator
published tests/vectors/workflow/moving-1.json
enrolled 'Ida Roth' --organ registry --role officer --role investigator
case=$(as 'Ida Roth' case open moving -q 2>"$said")
party() { as 'Noor Vale' case entity add "$case" --set kind=person --set name="$1" >"$said" 2>&1; }
party 'Quentin Sableford'
party 'Wilma Tarnbrook'
printf 'Mr Sableford received 40,000 on 3 May.' >"$room/memo.txt"
as 'Ida Roth' document add "$case" "$room/memo.txt" --title Memo >"$said" 2>&1

# ---- a copy of everything, as a backup would have it ----
backup() {
    hf db stop -q >"$said" 2>&1 || true
    rm -rf "$room/copy"
    mkdir "$room/copy"
    cp -a "$HOLDFAST_STATE/pg" "$HOLDFAST_STATE/keys" "$room/copy/"
}
restore() {
    hf db stop -q >"$said" 2>&1 || true
    for part in "$@"; do
        rm -rf "${HOLDFAST_STATE:?}/$part"
        cp -a "$room/copy/$part" "$HOLDFAST_STATE/$part"
    done
}
backup

# ---- held, and lifted by two ----
propose() { as 'Ana Reyes' case erasure propose "$case" "$1" --basis 'Archive rule 9(2)'; }
holds 'a hold is placed by one person' 0 'hold/1' \
    as 'Ana Reyes' case hold place "$case" --basis 'Order of 3 May'
holds 'and nothing is erased while it stands' 6 'legal hold is in force' propose party/1
holds 'which is told in French' 6 'mise en conservation est en vigueur' \
    as 'Ana Reyes' case erasure propose "$case" party/1 --basis 'règle 9(2)' --lang fr
holds 'who proposes to lift it' 0 'another person confirms' \
    as 'Ana Reyes' case hold lift "$case" hold/1 --basis 'Order of 9 June'
holds 'does not lift it' 5 'another person' as 'Ana Reyes' case hold confirm "$case" hold/1
holds 'another person does' 0 'Lifted' as 'Lou Meyer' case hold confirm "$case" hold/1
holds 'both provisions stay in sight' 0 'Order of 3 May.*Order of 9 June' hf case hold list "$case"

# ---- erased ----
holds 'what is not there cannot be erased' 2 'nothing of this case that can be erased' propose party/9
holds 'a basis is named' 2 'provision' as 'Ana Reyes' case erasure propose "$case" party/1
holds 'who has no such role proposes nothing' 5 'may not do' \
    as 'Noor Vale' case erasure propose "$case" party/1 --basis 'Archive rule 9(2)'
holds 'one person proposes' 0 'another person confirms' propose party/1
holds 'and does not order it' 5 'another person' as 'Ana Reyes' case erasure confirm "$case" erasure/1
holds 'nothing has happened yet' 0 'Quentin Sableford' hf case entity list "$case"
holds 'another orders it, and it is done' 0 'Erased' as 'Lou Meyer' case erasure confirm "$case" erasure/1
holds 'the value is shown as erased' 0 'party/1.*(erased)' hf case entity list "$case"
holds 'in French too' 0 'party/1.*(effacé)' hf case entity list "$case" --lang fr
holds 'for machines it is named among the erased' 0 '"erased":\["name"\]' hf case entity list "$case" --json
holds 'others stand' 0 'Wilma Tarnbrook' hf case entity list "$case"
holds 'what is erased is not erased again' 6 'erasure.confirm' \
    as 'Lou Meyer' case erasure confirm "$case" erasure/1
holds 'the basis stands beside what was erased' 0 'Archive rule 9(2)' hf case erasure list "$case"
propose document/1 >"$said" 2>&1
holds 'a document is erased by its name' 0 'documents  *1' \
    as 'Lou Meyer' case erasure confirm "$case" erasure/2
holds 'and cannot be read again' 3 '.' hf document get "$case" document/1

# ---- the proof stands ----
holds 'the whole log verifies' 0 '.' hf audit verify
hf audit export "$case" -o "$room/case.bundle" -q >"$said" 2>&1
holds 'and so does its bundle, elsewhere' 0 'WHOLE' "$verify" --self-only "$room/case.bundle"
holds 'which says how many values were erased' 0 'values erased.* [1-9][0-9]*$' \
    "$verify" --self-only "$room/case.bundle"
holds 'in French' 0 'valeurs effacées.* [1-9][0-9]*$' "$verify" --lang fr --self-only "$room/case.bundle"

# ---- copies of the keys ----
mkdir "$room/copies"
cp "$room/copy/keys/subjects" "$room/copies/subjects-2026-01-02T03:04:05.000Z"
holds 'a copy of the keys loses what was erased since' 0 'subjects-2026-01-02.* 2  *kept' \
    hf key copy "$room/copies" --keep 9999d
holds 'and is destroyed when its time is over' 0 'subjects-2026-01-02.* 0  *détruite' \
    hf key copy "$room/copies" --lang fr
holds 'newer ones stay' 0 '^2$' sh -c "ls '$room/copies' | wc -l"
holds 'how long is a time' 2 'keep' hf key copy "$room/copies" --keep long

# ---- a backup brings nothing back ----
reads() { hf case entity list "$case"; }
restore keys
holds 'an old copy of the keys opens nothing that was erased' 0 'party/1.*(erased)' reads
restore pg
holds 'an old copy of the database is erased again before it is read' 0 'erased again' reads
holds 'once is enough' 0 'party/1.*(erased)' reads
restore pg keys
holds 'nor do both together' 0 'party/1.*(erased)' reads
holds 'what was not erased is there' 0 'Wilma Tarnbrook' reads
holds 'the document stays erased too' 3 '.' hf document get "$case" document/1
mv "$HOLDFAST_STATE/erasures" "$room/erasures"
holds 'without the journal nothing is read of a database that knows of it' 8 'older than the database' reads
cp "$room/erasures" "$HOLDFAST_STATE/erasures"
printf %% | dd of="$HOLDFAST_STATE/erasures" bs=1 seek=60 conv=notrunc 2>"$said"
holds 'nor with one that was changed' 8 'not whole' reads
cp "$room/erasures" "$HOLDFAST_STATE/erasures"
holds 'the newest copy of it lets one go on' 0 'Wilma Tarnbrook' reads

# ---- a restore from before an erasure has lost its certificate: two people give it again ----
hf audit checkpoint >"$said" 2>&1 || true # what was signed is another history now: frozen until two end it
holds 'to sign on from here is proposed by one' 0 '.' \
    as 'Ana Reyes' signer release --grounds 'a copy was put back'
holds 'and ended by another' 0 'Ended' as 'Lou Meyer' signer release
hf audit checkpoint >"$said" 2>&1
holds 'what was erased without a certificate is missing' 8 'is gone.*disclosure' hf audit verify
holds 'its erasure is proposed again' 0 'another person confirms' propose party/1
holds 'and ordered, with what the journal took' 0 'values  *[1-9]' \
    as 'Lou Meyer' case erasure confirm "$case" erasure/1
holds 'once' 2 'nothing of this case that can be erased' propose party/1
holds 'the document likewise' 0 'another person confirms' propose document/1
holds 'by two' 0 'documents  *1' as 'Lou Meyer' case erasure confirm "$case" erasure/2
holds 'what stands can still be read' 0 'Wilma Tarnbrook' reads
holds 'then the whole log verifies' 0 '.' hf audit verify
holds 'which is exported' 0 '.' hf audit export "$case" -o "$room/again.bundle"
holds 'and a bundle counts the values' 0 'values erased.* [1-9][0-9]*$' \
    "$verify" --self-only "$room/again.bundle"

[ "$failed" = 0 ]

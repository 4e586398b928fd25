#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# rewrite.sh HOLDFAST VERIFY: a superuser rewrites a case and computes every hash anew inside the database
# (rewrite.sql): verification of the log finds it, and a bundle made before stands. Reports as cmocka does.
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
as 'Ida Roth' case account add "$case" --set number=XF10FMBK0010093355120 --set state=XF >"$said" 2>&1 ||
    as 'Ida Roth' case entity add "$case" --set kind=company --set name='Blue Quarry' >"$said" 2>&1
as 'Ida Roth' case entity add "$case" --set kind=person --set name='Wilma Tarnbrook' >"$said" 2>&1
hf audit export "$case" -o "$room/before.bundle" -q >"$said" 2>&1
socket=$(sed -n 5p "$HOLDFAST_STATE/pg/data/postmaster.pid")
superuser() { psql -X -q -v ON_ERROR_STOP=1 -h "$socket" -p 5432 -U holdfast_owner holdfast "$@"; }

holds 'before, the log verifies' 0 '.' hf audit verify
holds 'its chain alone too, with what that does not look at' 0 'without --chain' hf audit verify --chain
holds 'and the case, with what that does not say' 0 'audit verify without a case' hf audit verify "$case"
renamed() {
    superuser -t -c 'alter table file disable trigger all' \
        -c "update file set name = '$2' where name = '$1'" \
        -c 'alter table file enable trigger all' -c "select 'now ' || name from file where name = '$2'"
}
holds 'he gives the case another reference' 0 'now ' renamed "$case" 'ABCD-EFGH-1'
holds 'which its first event contradicts' 8 'ABCD-EFGH-1' hf audit verify
holds 'the absence of the old one is not proved for him' 8 "there is a case $case" \
    hf audit absence "$case" -o "$room/absence.proof"
holds 'and it is told in French' 8 'renommée dans la base' hf audit absence "$case" --lang fr
holds 'a bundle that is so called is not handed out' 8 'event 1' \
    hf audit export ABCD-EFGH-1 -o "$room/renamed.bundle"
holds 'who exports is told where to look' 8 'nothing was written.*audit verify' \
    hf audit export ABCD-EFGH-1 -o "$room/renamed.bundle"
holds 'and it is not there' 2 'cannot access' ls "$room/renamed.bundle"
holds 'he takes that back' 0 'now ' renamed 'ABCD-EFGH-1' "$case"
holds 'and the log verifies again' 0 '.' hf audit verify
unlisted() {
    superuser -t -c 'alter table file disable trigger all' \
        -c "create table kept as select * from file where name = '$case' and kind = 1" \
        -c "delete from file where name = '$case' and kind = 1" \
        -c 'alter table file enable trigger all' -c "select 'kept ' || name from kept"
}
listed() { superuser -t -c 'insert into file select * from kept' -c 'drop table kept' -c "select 'back'"; }
holds 'he takes the case out of the list of files' 0 'kept ' unlisted
holds 'whose absence is not proved for that' 8 'the list of files accounts for' \
    hf audit absence "$case" -o "$room/absence.proof"
holds 'nor anything written' 2 'cannot access' ls "$room/absence.proof"
holds 'he puts it back' 0 'back' listed

# ---- two databases of one cluster ----
log_in() { printf 'host=%s port=5432 user=holdfast_app dbname=%s' "$socket" "$1"; }
psql -X -q -h "$socket" -p 5432 -U holdfast_owner template1 -c 'CREATE DATABASE copied TEMPLATE holdfast' \
    >"$said" 2>&1
holds 'a copy of the database has the same entries' 0 '^events the same' \
    hf audit compare "$(log_in holdfast)" "$(log_in copied)"
as 'Ida Roth' case entity add "$case" --set kind=company --set name='Otto Quill Ltd' >"$said" 2>&1
holds 'one that ends sooner contradicts nothing' 0 '^events the same' \
    hf audit compare "$(log_in copied)" "$(log_in holdfast)"
forked() { psql -X -q -h "$socket" -p 5432 -U holdfast_owner copied -c "$1"; }
forked 'ALTER TABLE batch DISABLE TRIGGER ALL' >"$said" 2>&1
forked 'ALTER TABLE checkpoint DISABLE TRIGGER ALL; DELETE FROM checkpoint' >"$said" 2>&1
forked 'UPDATE batch SET leaves = sha256(leaves)
    WHERE n = 1 AND base = (SELECT max(base) FROM batch WHERE n = 1)' \
    >"$said" 2>&1
holds 'where they part is named' 8 'here the logs part: entry [0-9]' \
    hf audit compare "$(log_in holdfast)" "$(log_in copied)"
holds 'one that is not there is none' 1 'nowhere' hf audit compare "$(log_in holdfast)" "$(log_in nowhere)"

holds 'he rewrites one event and all hashes after it' 0 '1' superuser -t -f tests/cli/rewrite.sql \
    -v reference="$case" -v from='"kind":"person"' -v to='"kind":"company"'
holds 'the case reads as he wants it' 0 'company' hf case entity list "$case"
holds 'the log does not verify any more' 8 '.' hf audit verify
holds 'nor does its chain alone' 8 '.' hf audit verify --chain
holds 'nor is a bundle of it handed out' 8 'nothing was written' \
    hf audit export "$case" -o "$room/after.bundle"
holds 'nor does the case alone' 8 'checkpoint' hf audit verify "$case"
holds 'which is not compared: it is not what was signed' 8 'database 2' \
    hf audit compare "$(log_in copied)" "$(log_in holdfast)"
holds 'a bundle made before stands' 0 'WHOLE' "$verify" --self-only "$room/before.bundle"
as 'Ida Roth' case entity add "$case" --set kind=person --set name='Later One' >"$said" 2>&1 || true
holds 'what is added afterwards hides nothing' 8 '.' hf audit verify

# ---- he takes the checkpoints away as well: what the signer remembers is not in the database ----
unsigned() {
    superuser -t -c 'alter table checkpoint disable trigger all' -c 'delete from checkpoint' \
        -c 'alter table checkpoint enable trigger all' -c "select 'none'"
}
mark=$HOLDFAST_STATE/signer/mark
holds 'he takes all checkpoints away' 0 'none' unsigned
holds 'the signer remembers what it signed' 8 'signer/mark, checkpoint [0-9]' hf audit verify
holds 'the chain alone is held to that as well' 8 'signer/mark' hf audit verify --chain
holds 'and a case alone' 8 'signer/mark' hf audit verify "$case"
mv "$mark" "$mark.away"
holds 'without the mark it is said that nothing was compared' 0 'not compared.*signer/mark' hf audit verify
holds 'in French as well' 0 'non comparé.*signer/mark' hf audit verify --lang fr
mv "$mark.away" "$mark"

[ "$failed" = 0 ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# beside.sh HOLDFAST: a superuser changes what is stored beside the events, a column at a time: `audit verify`
# finds it and names the row; and every column that there is stands in docs/audit.md. Reports as cmocka does.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh
command -v psql >"$said" || { echo 'psql is not here'; exit 77; }

founded
enrolled 'Ida Roth' --organ registry --role officer --role investigator
enrolled 'Ines Bell' --organ registry --role dispatcher
as 'Ana Reyes' directory import config/samples/directory.json >"$said" 2>&1
for name in 'Fictional Court, Registry' \
    'Sylvania, Ministry of Justice, office for international cooperation' \
    'Freedonia, Attorney General, central authority'; do
    as 'Lou Meyer' directory confirm "$name" >"$said" 2>&1
done
published workflows/network-round.json
published tests/vectors/workflow/moving-1.json
as 'Ines Bell' directory drill -q >"$said" 2>&1
case=$(as 'Ida Roth' case open moving -q 2>"$said")
for name in 'Wilma Tarnbrook' 'Otto Quill'; do
    as 'Ida Roth' case entity add "$case" --set kind=person --set name="$name" >"$said" 2>&1
done
printf 'A memo of no great length.' >"$room/memo.txt"
as 'Ida Roth' document add "$case" "$room/memo.txt" --title Memo >"$said" 2>&1
hf audit export "$case" -o "$room/case.bundle" -q >"$said" 2>&1

socket=$(sed -n 5p "$HOLDFAST_STATE/pg/data/postmaster.pid")
superuser() {
    PGOPTIONS='-c synchronous_commit=off' psql -X -q -t -A -1 -v ON_ERROR_STOP=1 \
        -h "$socket" -p 5432 -U holdfast_owner holdfast "$@"
}
file="(SELECT file FROM file WHERE kind = 1 AND name = '$case')"

# found SENTENCE TABLE PATTERN SQL: while the table is so, the log does not verify, and it is said why.
found() {
    superuser -c "ALTER TABLE $2 DISABLE TRIGGER ALL" -c "CREATE TABLE saved AS TABLE $2" \
        -c "$4" >"$room/sql" 2>&1 || cat "$room/sql"
    differs=$(superuser -c "SELECT count(*) FROM (TABLE $2 EXCEPT ALL TABLE saved) a" \
        -c "SELECT count(*) FROM (TABLE saved EXCEPT ALL TABLE $2) a" | tr -d '\n')
    [ "$differs" != 00 ] || { echo "not so: $1: nothing was changed"; failed=$((failed + 1)); }
    holds "$1" 8 "$3" hf audit verify
    superuser -c "DELETE FROM $2" -c "INSERT INTO $2 SELECT *
        FROM saved" -c 'DROP TABLE saved' >"$room/sql" 2>&1
}

holds 'before, the log verifies' 0 '.' hf audit verify
value="(batch, ordinal, place) = (SELECT batch, ordinal, place FROM disclosure JOIN event USING (log,
        batch, ordinal)
    WHERE file = $file ORDER BY seq DESC, place LIMIT 1)"
subjects="(SELECT min(subject::text) FROM disclosure JOIN event USING (log, batch, ordinal)
        WHERE file = $file AND seq = 2)::uuid"
found 'a hidden value that is another one' disclosure "$case event [0-9].*disclosure.sealed" \
    "UPDATE disclosure SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) WHERE $value"
found 'one that is gone' disclosure "$case event [0-9].*gone: disclosure" \
    "DELETE FROM disclosure WHERE $value"
found 'one too many' disclosure "$case event [0-9].*no event made.*disclosure" \
    "INSERT INTO disclosure SELECT log, batch, ordinal, 99::smallint, subject, slot, sealed
        FROM disclosure WHERE $value"
found 'one of no event' disclosure 'disclosure .*no event made' \
    "INSERT INTO disclosure SELECT log, 987654, 0, 0::smallint, subject, slot, sealed
        FROM disclosure WHERE $value"
found 'one that is said to be about somebody else' disclosure "$case event [0-9].*disclosure.s" \
    "UPDATE disclosure SET subject = $subjects WHERE $value"
found 'one under another key' disclosure "$case event [0-9].*disclosure" \
    "UPDATE disclosure SET slot = slot + 1 WHERE $value"
found 'one under a key that never was' disclosure "$case event [0-9].*gone: disclosure" \
    "UPDATE disclosure SET slot = 900000 WHERE $value"
found 'a command that is said to be another' event "$case event 1.*event.command" \
    "UPDATE event SET command = md5('x')::uuid WHERE file = $file AND seq = 1"
found 'of somebody else' event "$case event 1.*event.command" \
    "UPDATE event SET actor = md5('x')::uuid WHERE file = $file AND seq = 1"
found 'or longer than it was' event "$case event 1.*event.command" \
    "UPDATE event SET n = n + 1 WHERE file = $file AND seq = 1"
found 'or never done' event "$case event 1.*event.command" \
    "UPDATE event SET command = NULL, actor = NULL, n = NULL, digest = NULL WHERE file = $file AND seq = 1"
found 'an event that has no place in the log' event "$case event" \
    "INSERT INTO event SELECT log, file, 99, 7, 987654, NULL, NULL, NULL, NULL, blind, header,
        payload FROM event
        WHERE file = $file AND seq = 1"
found 'one behind the end of its batch' event "$case event" \
    "INSERT INTO event SELECT log, file, 99, 70, batch, NULL, NULL, NULL, NULL, blind, header,
        payload FROM event
        WHERE file = $file AND seq = 1"
found 'one of a file that is nowhere' event 'event 1' \
    "INSERT INTO event SELECT log, md5('x')::uuid, 1, 70, batch, NULL, NULL, NULL, NULL, blind, header,
        payload FROM event
        WHERE file = $file AND seq = 1"
found 'the time of a file' file "$case" "UPDATE file SET at_ms = at_ms - 1 WHERE file = $file"
found 'its kind' file 'event 1' "UPDATE file SET kind = 6 WHERE file = $file"
found 'the name of an authority, which its file has not' file 'authority.*zz.*event 1' \
    "UPDATE file SET name = 'zz' WHERE file = (SELECT min(file::text)::uuid FROM file WHERE kind = 2)"
found 'how many leaves the log has' log 'says that it has' 'UPDATE log SET size = size + 1'
found 'or fewer' log 'says that it has' 'UPDATE log SET size = size - 1'
found 'by whom the engine acts' log 'log.id' "UPDATE log SET id = md5('x')::uuid"
found 'where a batch begins' batch 'leaves' 'UPDATE batch SET base = base + 1
        WHERE base = (SELECT max(base) FROM batch)'
found 'what is kept to sign on from' checkpoint 'checkpoint [0-9]' \
    "UPDATE checkpoint SET frontier = set_byte(frontier, 3, get_byte(frontier, 3) # 1)
        WHERE size = (SELECT max(size) FROM checkpoint)"
found 'when a case is to be looked at' deadline 'deadline.due_ms' "UPDATE deadline SET due_ms = 9e15"
found 'that it is leased for years' deadline 'deadline.free_ms' "UPDATE deadline SET free_ms = 9e15"
found 'that nothing is due' deadline 'gone: deadline' "DELETE FROM deadline"
found 'that something is due of a file that has nothing' deadline 'deadline' \
    "INSERT INTO deadline SELECT log, file, 5 FROM file WHERE kind = 5"
found 'of which file a thread is' thread 'thread' "UPDATE thread SET file = $file"
found 'with whom' thread 'thread.authority' "UPDATE thread SET authority = md5('x')::uuid"
found 'about what' thread 'thread.instance' "UPDATE thread SET instance = instance + 1"
found 'a thread that is gone' thread 'gone: thread' 'DELETE FROM thread'
found 'one of nobody' thread 'no event made' \
    "INSERT INTO thread SELECT log, md5('x')::uuid, file, authority, instance FROM thread LIMIT 1"
found 'a notice that is not sent' posted 'gone: outbox' 'DELETE FROM posted'
found 'or to somebody else' posted 'outbox.recipient' \
    "UPDATE posted SET recipient = array_fill(md5('x')::uuid, ARRAY[cardinality(recipient)])"
found 'or another one' posted 'outbox.token' \
    "UPDATE posted SET token = array_fill(md5('x')::uuid, ARRAY[cardinality(token)])"
found 'or in a hundred years' posted 'outbox.next_ms' \
    "UPDATE posted SET next_ms = array_fill(9000000000000000, ARRAY[cardinality(next_ms)])"
found 'one that no event tells of' posted 'posted .*no event made' \
    "INSERT INTO posted SELECT log, 987654, ordinal, place, file, seq, recipient, lane, token, opens,
        next_ms FROM posted LIMIT 1"
found 'that it was taken up long ago' courier 'posted' "UPDATE courier SET taken = (SELECT size FROM log)"
found 'or will have been' courier 'posted\|courier' "UPDATE courier SET taken = 900000"
found 'or is never looked for' courier 'courier.log' 'DELETE FROM courier'
found 'on the lane of nobody' posted 'posted.lane' \
    "UPDATE posted SET lane = array_fill(7::smallint, ARRAY[cardinality(lane)])"
found 'on none' posted 'posted.lane' \
    "UPDATE posted SET lane = array_fill(NULL::smallint, ARRAY[cardinality(lane)])"
found 'lists that are not of one length' posted 'posted' "UPDATE posted SET lane = lane || 0::smallint"
found 'on a shelf that there is not' outbox 'outbox.shelf' \
    "INSERT INTO outbox (log, batch, ordinal, place, file, seq, recipient, lane, token, state, next_ms)
        SELECT p.log, p.batch, u.ordinal, u.place, u.file, u.seq, u.recipient, u.lane, u.token, 4, 0
        FROM posted p, unnest(p.ordinal, p.place, p.file, p.seq, p.recipient, p.lane, p.token)
            AS u (ordinal, place, file, seq, recipient, lane, token)"
found 'a signed message' token 'signed message' \
    "UPDATE token SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1)"
found 'a snapshot of garbage' snapshot 'snapshot' \
    "INSERT INTO snapshot SELECT log, file, seq, '\\x0000000000000009' FROM file WHERE file = $file"
found 'one of a file that is nowhere' snapshot 'snapshot .*no event made' \
    "INSERT INTO snapshot SELECT log, md5('x')::uuid, 1, '' FROM log"
holds 'all of it taken back, the log verifies' 0 '.' hf audit verify

# ---- every column is named ----
superuser -c "SELECT table_name || '.' || column_name FROM information_schema.columns
              WHERE table_schema = 'public' ORDER BY 1" >"$room/columns"
unnamed() {
    while read -r column; do
        grep -q -F "\`$column\`" docs/audit.md || echo "$column"
    done <"$room/columns"
    echo end
}
unnamed >"$room/unnamed"
holds 'what holds each column stands in docs/audit.md' 0 '^end' head -1 "$room/unnamed"
holds 'of more than a hundred' 0 '^1[0-9][0-9]$' sh -c 'wc -l <"$1"' sh "$room/columns"

[ "$failed" = 0 ]

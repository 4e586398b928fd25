#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The second part of --notices: very many waiting for many endpoints, of which some never answer, and the
# same without those. README.md, "Notices".
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"
# shellcheck disable=SC1091
. "$here/sink.sh"

# Ten notices of each file to one recipient; every file's first before any second. Those to the endpoints
# that hang, the last of them, are not due yet.
fill() {
    sql holdfast -v n="$BENCH_WAITING" -v hanging="$BENCH_HANGING" -f - <<'END'
CREATE TEMP TABLE recipient AS
SELECT row_number() OVER (ORDER BY length(name), name) - 1 AS nth, file, count(*) OVER () AS all
FROM file WHERE kind = 2;
INSERT INTO token
SELECT 1, md5(i::text)::uuid, repeat(md5(i::text), 20)::bytea FROM generate_series(1, :n) i;
INSERT INTO outbox (log, batch, ordinal, place, file, seq, recipient, token, state, next_ms)
SELECT 1, 1000000000 + i, 0, 0, md5('file ' || i % (:n / 10))::uuid, i / (:n / 10) + 1, r.file,
  md5(i::text)::uuid, 0, CASE WHEN r.nth < r.all - :hanging THEN i ELSE 9000000000000 + i END
FROM generate_series(1, :n) i JOIN recipient r ON r.nth = i % (:n / 10) % r.all;
END
    sql holdfast -c 'VACUUM ANALYZE'
    sql postgres -c 'ALTER DATABASE holdfast RENAME TO many'
}

# drain NAME: deliveries a second to those that answer. All was looked at before, in either case.
drain() {
    sql holdfast -c 'VACUUM (ANALYZE, DISABLE_PAGE_SKIPPING) outbox, token' -c CHECKPOINT
    resident=$(notices drain "$BENCH_DRAIN")
    delivered=$(psql -XAtd holdfast -c 'SELECT count(*) FROM attempt WHERE state = 1')
    waiting='SELECT count(*) FROM outbox WHERE state = 0 AND next_ms < 9000000000000'
    left=$(psql -XAtd holdfast -c "$waiting")
    say "$1: $delivered delivered in $BENCH_DRAIN s, $left wait still"
    # Where the end was reached the seconds after it were idle, and the ratio says nothing.
    [ "$BENCH_JUDGE" = never ] || [ "$left" -gt $((BENCH_WAITING / 5)) ] ||
        { say 'too few are left: raise BENCH_WAITING, or lower BENCH_DRAIN'; exit 1; }
    measured "$1 $1_rss" "$((delivered / BENCH_DRAIN)) $resident"
}
again() {
    sql postgres -c 'DROP DATABASE IF EXISTS holdfast' \
        -c 'CREATE DATABASE holdfast TEMPLATE many STRATEGY file_copy' -c CHECKPOINT
}

say "$BENCH_WAITING notices for $BENCH_ENDPOINTS endpoints"
notices found "$BENCH_ENDPOINTS" "$BENCH_HANGING"
fill
round=1
while [ "$round" -le "$BENCH_ROUNDS" ]; do
    say "round $round of $BENCH_ROUNDS: $BENCH_DRAIN s without and with those that hang"
    again
    drain answering
    again
    sql holdfast -c 'UPDATE outbox SET next_ms = next_ms - 9000000000000 WHERE next_ms >= 9000000000000'
    drain hanging
    round=$((round + 1))
done
describe "$BENCH_ROUNDS rounds of $BENCH_DRAIN s, $BENCH_WAITING notices, $BENCH_ENDPOINTS endpoints; medians"
tables

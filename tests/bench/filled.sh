#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Beside the cluster of run.sh: R and ours on stores as they were founded, then on one that holds BENCH_FILL
# events, half of them in either log, with the server's own housekeeping going on meanwhile.
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"
# shellcheck disable=SC1091
. "$here/lines.sh"

# kept_house: checkpoints so far, and tables vacuumed and analysed by the server itself.
kept_house() {
    psql -XAtF' ' -d holdfast -c 'SELECT checkpoints_timed + checkpoints_req, vacuumed, analysed
        FROM pg_stat_bgwriter, (SELECT sum(autovacuum_count) vacuumed, sum(autoanalyze_count) analysed
            FROM pg_stat_all_tables) t'
}
# filled NAMES PROGRAM VERB EVENT: on the store as it is.
filled() {
    sql holdfast -c CHECKPOINT
    before=$(kept_house)
    # shellcheck disable=SC2086
    measured "$1" "$(program "$2" "$3" "$BENCH_FILLED_SECONDS" $4)"
    echo "$2 $before $(kept_house)" |
        awk '{ print $1 ", filled: " $5 - $2 " checkpoints, " $6 - $3 " vacuums, " $7 - $4 " analyses" }'
}

found
round=1
while [ "$round" -le "$BENCH_ROUNDS" ]; do
    say "empty, round $round of $BENCH_ROUNDS"
    line_R
    line_ours
    round=$((round + 1))
done
say "filling with $BENCH_FILL events"
renew
sql postgres -c "ALTER SYSTEM SET autovacuum_naptime = '15s'" \
    -c "ALTER SYSTEM SET checkpoint_timeout = '30s'" -c 'SELECT pg_reload_conf()'
program rows found "$BENCH_CASES"
program rows fill $((BENCH_FILL / 2))
program desk fill $((BENCH_FILL / 2))
say "filled, four lines of $BENCH_FILLED_SECONDS s"
filled R_filled rows own ""
filled "ours_filled -" desk run confirm
filled "ours_filled -" desk run confirm
filled R_filled rows own ""
rounds="$BENCH_ROUNDS rounds of $BENCH_SECONDS s empty, 2 of $BENCH_FILLED_SECONDS s"
describe "$rounds with $BENCH_FILL events stored before; medians"
tables

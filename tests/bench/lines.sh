# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# The lines of the bench: functions of which each measures one thing and notes it as "NAME VALUE" in the file
# that table.awk reads. Read by `.` after store.sh.
: "${here:?}" "${build:?}" "${payload:?}"
pause_ms=3 # between commands on an idle server

# floor_tables TYPE: of the payload's column.
floor_tables() {
    sql floor -v cases="$BENCH_CASES" -v payload="$1" -f "$here/floor_tables.sql" -c CHECKPOINT
}

# pgbench's log has a line for each transaction, its third word the microseconds it took.
line_S() {
    floor_tables bytea
    rm -f "$BENCH_STATE"/took.*
    PGDATABASE=floor quietly pgbench -n -M prepared -c 32 -j 2 -T "$BENCH_SECONDS" -f "$here/floor.sql" \
        -l --log-prefix="$BENCH_STATE/took" -D turn=0 -D cases="$BENCH_CASES" -D payload="$payload" \
        -D link="\\x$(printf '%064d' 7)" -D signature="\\x$(printf '%0128d' 7)"
    measured S "$(awk '$1 == "tps" { print int($3) }' "$BENCH_STATE/said")"
    measured "S_p50 S_p99" "$(cat "$BENCH_STATE"/took.* | awk '{ print $3 }' | sort -n |
        awk '{ at[NR] = $1 } END { print at[int(NR * 0.5) + 1], at[int(NR * 0.99) + 1] }')"
}

# floor TYPE WRITERS BATCH PAUSE_MS: per second, median and 99th percentile of a transaction in microseconds.
floor() {
    floor_tables "$1"
    PGDATABASE=floor "$build/tests/bench_floor" "$1" "$payload" "$BENCH_CASES" "$2" "$3" "$BENCH_SECONDS" "$4"
}

line_B() { measured B "$(floor jsonb 2 1000 0)"; }
line_By() { measured By "$(floor bytea 2 1000 0)"; }
line_bare() { measured "- bare_p50 bare_p99" "$(floor jsonb 1 1 "$pause_ms")"; }

# program NAME ARGUMENT...: on the store.
program() {
    name=$1; shift
    "$build/tests/bench_$name" "$BENCH_STATE" "$@"
}
line_R() { renew; measured R "$(program rows run "$BENCH_SECONDS")"; }
line_ours() { renew; measured "ours ours_rss" "$(program desk run "$BENCH_SECONDS" confirm)"; }
line_small() {
    renew
    measured "small small_rss" "$(program desk run "$BENCH_SECONDS" confirm $((BENCH_CASES / 10)))"
}
line_open() {
    renew
    begin_signer
    measured "open_p50 open_p99 open_max idle_p50 idle_p99" \
        "$(program open $(($(middle ours) / 3)) "$BENCH_SECONDS" "$pause_ms")"
    end_signer
}
line_notice() { renew; measured "notice -" "$(program desk run "$BENCH_SECONDS" tell)"; }
# answers NAME CONNECTIONS
answers() { renew; measured "$1" "$(program answer "$build/holdfast" "$BENCH_SECONDS" "$2")"; }
line_answers() { answers answers 64; }
line_wide() { answers wide 128; }

# trace NAME METHOD
trace() {
    start=$(date +%s%N)
    "$build/holdfast" trace funds "$BENCH_STATE/ledger.csv" --method "$2" --json >"$BENCH_STATE/traced"
    end=$(date +%s%N)
    measured "$1" $((BENCH_ROWS * 1000000 / ((end - start) / 1000 + 1)))
}
line_trace() {
    "$build/tests/bench_gen_ledger" "$BENCH_ROWS" >"$BENCH_STATE/ledger.csv"
    trace trace_fifo fifo
    trace trace_rolling rolling_pro_rata
}

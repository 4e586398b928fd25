#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The rounds of run.sh, beside its cluster: each line once a round, so that whatever slows the machine meets
# all of them. Every measurement becomes one "LINE VALUE" of the file that table.awk reads.
set -eu
: "${here:?run.sh calls this}" "${build:?}"
results=$BENCH_STATE/results
payload='{"act":"measure.confirm","effective_at":"2026-11-23","measure":"measure/3","outcome":"in_force","x":'
payload=$payload$(printf '"%0*d"}' $((407 - ${#payload})) 7)

say() { printf '%s\n' "bench: $*" >&2; }
measured() { printf '%s %s\n' "$1" "$2" >>"$results"; }
# quietly COMMAND...: what it says is only shown when it fails.
quietly() { "$@" >"$BENCH_STATE/said" 2>&1 || { cat "$BENCH_STATE/said" >&2; exit 1; }; }

# floor LINE OUTBOX
floor() {
    quietly psql -Xq -v ON_ERROR_STOP=1 -v cases="$BENCH_CASES" -f "$here/floor_tables.sql"
    quietly pgbench -n -M prepared -c 32 -j 2 -T "$BENCH_SECONDS" -f "$here/floor.sql" \
        -D cases="$BENCH_CASES" -D outbox="$2" -D payload="$payload" -D link="\\x$(printf '%064d' 7)" \
        -D signature="\\x$(printf '%0128d' 7)"
    measured "$1" "$(awk '$1 == "tps" { print int($3) }' "$BENCH_STATE/said")"
}

# ours LINE EVENT
ours() { measured "$1" "$("$build/tests/bench_desk" "$BENCH_STATE" run "$BENCH_SECONDS" "$2")"; }

# trace LINE METHOD
trace() {
    start=$(date +%s%N)
    "$build/holdfast" trace funds "$BENCH_STATE/ledger.csv" --method "$2" --json >"$BENCH_STATE/traced"
    end=$(date +%s%N)
    measured "$1" $((BENCH_ROWS * 1000000 / ((end - start) / 1000 + 1)))
}

settings="'fsync', 'full_page_writes', 'synchronous_commit', 'shared_buffers', 'max_wal_size'"
describe() {
    awk -F': *' '/^model name/ { name = $2; n++ } END { print n " processors, " name }' /proc/cpuinfo
    psql -XAtc "SELECT 'PostgreSQL ' || current_setting('server_version')"
    psql -XAtF= -c "SELECT name, current_setting(name) FROM pg_settings WHERE name IN ($settings)" | sort |
        paste -sd' '
    date -u +%F
    echo "$BENCH_CASES cases, $BENCH_ROUNDS rounds of $BENCH_SECONDS s, payload ${#payload} B," \
        "traced ledger of $BENCH_ROWS rows; medians"
}

"$build/tests/bench_gen_ledger" "$BENCH_ROWS" >"$BENCH_STATE/ledger.csv"
"$build/tests/bench_desk" "$BENCH_STATE" found "$here/transition.json" "$BENCH_CASES"
round=1
while [ "$round" -le "$BENCH_ROUNDS" ]; do
    say "round $round of $BENCH_ROUNDS"
    floor S 1
    ours ours confirm
    ours notice tell
    floor S0 0
    trace trace_fifo fifo
    trace trace_rolling rolling_pro_rata
    round=$((round + 1))
done
describe
sort -k1,1 -k2,2n "$results" | awk -v least="$BENCH_LEAST" -f "$here/table.awk"

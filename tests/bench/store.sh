# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What the scripts beside the cluster share: results, the founded store that every line of ours begins with,
# the floors' payload, what is told of the machine. Read by `.`.
: "${here:?run.sh calls this}" "${build:?}" "${BENCH_STATE:?}"
payload='{"act":"measure.confirm","effective_at":"2026-11-23","measure":"measure/3","outcome":"in_force","x":'
payload=$payload$(printf '"%0*d"}' $((407 - ${#payload})) 7)

say() { printf '%s\n' "bench: $*" >&2; }
# quietly COMMAND...: what it says is only shown when it fails.
quietly() { "$@" >"$BENCH_STATE/said" 2>&1 || { cat "$BENCH_STATE/said" >&2; exit 1; }; }
# sql DATABASE [OPTION...]
sql() {
    database=$1; shift
    quietly psql -Xq -d "$database" -v ON_ERROR_STOP=1 "$@"
}

# measured NAMES VALUES: word by word; the name `-` skips a value.
measured() {
    names=$1
    # shellcheck disable=SC2086
    set -- $2
    for name in $names; do
        [ "$name" = - ] || printf '%s %s\n' "$name" "$1" >>"$BENCH_STATE/results"
        shift
    done
}
# middle NAME: the median of what was measured so far.
middle() {
    awk -v name="$1" '$1 == name { print $2 }' "$BENCH_STATE/results" | sort -n |
        awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'
}

# The house and its cases, every one moved once; kept as a database to copy from.
found() {
    # As on a server that has run for a day: files of the log stand ready to be used again (min_wal_size).
    i=0
    while [ "$i" -lt 64 ]; do
        echo "SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal();"
        i=$((i + 1))
    done >"$BENCH_STATE/log.sql"
    sql postgres -f "$BENCH_STATE/log.sql" -c CHECKPOINT
    "$build/tests/bench_desk" "$BENCH_STATE" found "$here/transition.json" "$BENCH_CASES"
    cp -Rp "$BENCH_STATE/signer" "$BENCH_STATE/signer.founded"
    sql holdfast -c 'VACUUM ANALYZE'
    sql postgres -c 'CREATE DATABASE floor' -c 'ALTER DATABASE holdfast RENAME TO founded'
}

# The store as it was founded: each line writes to one of the same fill, and pays for no other's checkpoint.
renew() {
    # What a signer signed in the line before is of a log that is no more.
    rm -rf "${BENCH_STATE:?}/signer"
    cp -Rp "$BENCH_STATE/signer.founded" "$BENCH_STATE/signer"
    sql postgres -c 'DROP DATABASE IF EXISTS holdfast' \
        -c 'CREATE DATABASE holdfast TEMPLATE founded STRATEGY file_copy' -c CHECKPOINT
}

# What signs checkpoints while something runs; `serve` starts one itself.
begin_signer() {
    HOLDFAST_STATE=$BENCH_STATE HOLDFAST_CONFIG=/dev/null \
        "$build/holdfast" signer run >"$BENCH_STATE/listens" 2>&1 &
    signer=$!
    until grep -q socket "$BENCH_STATE/listens"; do kill -0 "$signer" && sleep 0.05; done
}
end_signer() {
    kill "$signer"
    wait "$signer" || true
}

settings="'fsync', 'full_page_writes', 'synchronous_commit', 'shared_buffers', 'max_wal_size'"
# describe ROUNDS
describe() {
    awk -F': *' '/^model name/ { name = $2; n++ } END { print n " processors, " name }' /proc/cpuinfo
    psql -XAtd postgres -c "SELECT 'PostgreSQL ' || current_setting('server_version')"
    psql -XAtF= -d postgres -c "SELECT name, current_setting(name) FROM pg_settings WHERE name IN ($settings)
        ORDER BY name" | paste -sd' '
    date -u +%F
    echo "$BENCH_CASES cases, payload ${#payload} B, $1"
}
# The tables of all that was measured; fails when something that must hold does not.
tables() { sort -k1,1 -k2,2n "$BENCH_STATE/results" | awk -v judge="$BENCH_JUDGE" -f "$here/table.awk"; }

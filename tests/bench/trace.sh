#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# trace.sh [--short]: `holdfast trace` beside DuckDB, Node and PostgreSQL: README.md, "Tracing".
# BENCH_PEERS: the directory of the generator and of the peers; BENCH_NODE: where @duckdb/node-api is.
set -eu
refuse() { echo "bench: $*" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${HF_BUILD:-$here/../../build}" && pwd)
rows=${BENCH_ROWS:-5000000} accounts=${BENCH_ACCOUNTS:-500000}
rounds=${BENCH_ROUNDS:-3} judge=${BENCH_JUDGE:-1}
[ "${1:-}" != --short ] || { rows=20000 accounts=2000 rounds=1 judge=never; }
[ -n "${BENCH_PEERS:-}" ] || refuse 'BENCH_PEERS names the directory with gen.c; see README.md, "Tracing"'
export BENCH_NODE="${BENCH_NODE:-}"
state=$(mktemp -d "${BENCH_DIR:-/var/tmp}/holdfast-trace-XXXXXX")
trap 'rm -rf "$state"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cc -O2 -o "$state/gen" "$BENCH_PEERS/gen.c" -lm

generate() { # NAME ROWS ACCOUNTS [more]
    name=$1 n=$2 m=$3; shift 3
    "$state/gen" -n "$n" -m "$m" -k 100 -s 1 "$@" >"$state/$name.csv"
}
generate hi "$rows" "$accounts"
generate mid $((rows / 5)) $((accounts / 5))
generate less $((rows / 10)) "$accounts"
generate tenth $((rows / 10)) $((accounts / 10))
generate few "$rows" 20000 -k 1000
for pattern in alternate pingpong; do generate $pattern $((rows * 2 / 5)) 2 -p $pattern -k 1000; done

# One measurement: seconds of processor time, user's and system's, so that others on the machine count little.
seconds() { # NAME COMMAND...
    what=$1; shift
    (exec 3>"$state/times"; "$@" >"$state/out" 2>"$state/messages" && times >&3) ||
        refuse "$what failed: $(cat "$state/messages")"
    tr 'ms' '  ' <"$state/times" |
        awk -v what="$what" 'NR == 2 { printf "%s %.4f\n", what, $1 * 60 + $2 + $3 * 60 + $4 }' \
            >>"$state/measured"
}
elapsed() { # NAME COMMAND...: the same by the clock on the wall
    what=$1; shift
    from=$(date +%s%N)
    "$@" >"$state/out" 2>"$state/messages" || refuse "$what failed: $(cat "$state/messages")"
    echo "$what $(($(date +%s%N) - from))" | awk '{ printf "%s %.4f\n", $1, $2 / 1e9 }' >>"$state/measured"
}
funds() { # FILE NAME METHOD [more]
    file=$1 what=$2 method=$3; shift 3
    seconds "$what" "$build/holdfast" trace funds "$state/$file.csv" --method "$method" --quiet "$@"
}
peer() { # NAME PROGRAM
    [ -e "$BENCH_PEERS/$2" ] || return 0
    seconds "$1" node --max-old-space-size=8000 "$BENCH_PEERS/$2" "$state/hi.csv"
}

# Anonymous memory at its height: what the process touched beside the file.
memory() {
    "$build/holdfast" trace funds "$state/hi.csv" --method "$1" --quiet >/dev/null 2>&1 &
    pid=$! most=0
    while [ -r "/proc/$pid/status" ]; do
        now=$(awk '/^RssAnon:/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
        [ "${now:-0}" -le "$most" ] || most=$now
        sleep 0.02
    done
    wait "$pid"
    echo "bytes_$1 $most $rows" | awk '{ printf "%s %.2f\n", $1, $2 * 1024 / $3 }' >>"$state/measured"
}

round=1
while [ "$round" -le "$rounds" ]; do
    if [ -n "$BENCH_NODE" ]; then
        node "$here/duck.mjs" "$state/hi.csv" | sed 's/^/D /' >>"$state/measured"
    fi
    for method in fifo lifo own_first claim_first rolling_pro_rata poison pari_passu; do
        funds hi "$method" "$method"
    done
    seconds all "$build/holdfast" trace compare "$state/hi.csv" --quiet
    funds hi debits fifo --debits "$state/debits"
    rm -f "$state/debits"
    for file in alternate pingpong; do
        for method in fifo lifo; do funds "$file" "${file}_$method" "$method"; done
    done
    funds less less rolling_pro_rata
    funds tenth tenth rolling_pro_rata
    funds few few_poison poison
    seconds few "$build/holdfast" trace funds "$state/few.csv" --method rolling_pro_rata
    sed -n 's/^rolling_pro_rata touched \([0-9]*\) entries.*/touched \1/p' "$state/messages" \
        >>"$state/measured"
    elapsed mid "$build/holdfast" trace funds "$state/mid.csv" --method poison --quiet
    peer typed rolling_typed.mjs
    [ "$round" -gt 1 ] || peer plain rolling_plain.mjs
    round=$((round + 1))
done
memory fifo
memory rolling_pro_rata
if [ -e "$BENCH_PEERS/poison.sql" ]; then
    cat >"$state/poison.sh" <<END
#!/bin/sh
psql -X -f "$BENCH_PEERS/poison.sql" <"$state/mid.csv"
END
    chmod 755 "$state" "$state/poison.sh" "$state/mid.csv"
    mkdir "$state/cluster"
    "$build/tests/bench_cluster" "$state/cluster" "$state/poison.sh" >"$state/poison" 2>&1 ||
        cat "$state/poison" >&2
    # Milliseconds after each command: loading and indexes, then the queries.
    awk '/^==/ { part = $2 } /^Time:/ { sum[part] += $2 }
        END { load = sum[""]
              if (load > 0) { print "pg_recursive", (load + sum["recursive,"]) / 1000
                              print "pg_loop", (load + sum["PL/pgSQL"]) / 1000 } }' "$state/poison" \
        >>"$state/measured"
fi
sort -k1,1 -k2,2n "$state/measured" | awk -v judge="$judge" -v rows="$rows" -f "$here/trace.awk"

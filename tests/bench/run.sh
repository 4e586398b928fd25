#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh [--filled | --where | --flow | --owners | --proof | --trace | --notices] [--short]: transitions per
# second and their latency beside floors of our own, on the programs of HF_BUILD and on a private durable
# cluster under BENCH_DIR, which is taken away at the end. --filled: on a store of many events; --where: where
# the time goes; --flow: deciding alone, beside XState; --owners: who owns what, beside Node; --proof: what
# proofs cost; --trace: money followed, beside DuckDB and others; --notices: sent and marked, beside libcurl
# alone. --short asks only whether the harness works. README.md says what the lines are; what may be set is
# below.
set -eu
refuse() { echo "bench: $*" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${HF_BUILD:-$here/../../build}" && pwd)
export here build
script=rounds.sh
[ "${1:-}" != --flow ] || { shift; exec "$here/flow.sh" "$@"; }
[ "${1:-}" != --owners ] || { shift; exec "$here/owners.sh" "$@"; }
[ "${1:-}" != --trace ] || { shift; exec "$here/trace.sh" "$@"; }
for option in "$@"; do
    case $option in
    --filled) script=filled.sh ;;
    --where) script=where.sh BENCH_CASES=${BENCH_CASES:-10000} ;;
    --proof) script=proof.sh BENCH_CASES=${BENCH_CASES:-20000} ;;
    --notices) script='notices.sh waiting.sh' BENCH_CASES=${BENCH_CASES:-20000} ;;
    --short)
        export BENCH_CASES=400 BENCH_SECONDS=1 BENCH_ROUNDS=1 BENCH_ROWS=2000 BENCH_JUDGE=never
        export BENCH_FILL=4000 BENCH_FILLED_SECONDS=1
        export BENCH_AUDITED=2000 BENCH_PARTS=tiles
        export BENCH_NOTICES=1000 BENCH_WAITING=2000 BENCH_ENDPOINTS=10 BENCH_HANGING=2 BENCH_DRAIN=1 ;;
    *) refuse "$option: --filled, --where, --flow, --owners, --proof, --trace, --notices or --short" ;;
    esac
done
lines='S B By R ours small open bare notice answers wide trace'
export BENCH_LINES="${BENCH_LINES:-$lines}"
export BENCH_CASES="${BENCH_CASES:-100000}"    # cases, ours and the floors'
export BENCH_SECONDS="${BENCH_SECONDS:-8}"     # of each line in each round
export BENCH_ROUNDS="${BENCH_ROUNDS:-3}"
export BENCH_ROWS="${BENCH_ROWS:-1000000}"     # of the ledger that is traced
export BENCH_FILL="${BENCH_FILL:-2000000}"     # events stored beforehand by --filled
export BENCH_FILLED_SECONDS="${BENCH_FILLED_SECONDS:-60}"
export BENCH_NOTICES="${BENCH_NOTICES:-40000}"   # pushed in each round
export BENCH_WAITING="${BENCH_WAITING:-1000000}" # for so many endpoints, of which some hang, for so long
export BENCH_ENDPOINTS="${BENCH_ENDPOINTS:-200}" BENCH_HANGING="${BENCH_HANGING:-20}"
export BENCH_DRAIN="${BENCH_DRAIN:-40}"
export BENCH_AUDITED="${BENCH_AUDITED:-300000}"  # events that are verified; 0: no database
export BENCH_PARTS="${BENCH_PARTS:-}"            # of --proof without a database: tree, tiles, heads; none
export BENCH_JUDGE="${BENCH_JUDGE:-1}"         # 0: what must hold is only shown; never: not even that

before=
for line in $BENCH_LINES; do
    case " $lines " in *" $line "*) ;; *) refuse "BENCH_LINES: $line: there are $lines" ;; esac
    case "$line:$before " in
    open:*" ours "*) ;;
    open:*) refuse 'BENCH_LINES: open needs ours before it: its load is a third of that rate' ;;
    esac
    before="$before $line"
done

# Each script beside a cluster of its own.
trap 'rm -rf "${BENCH_STATE:?}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for one in $script; do
    BENCH_STATE=$(mktemp -d "${BENCH_DIR:-/var/tmp}/holdfast-bench-XXXXXX")
    export BENCH_STATE
    "$build/tests/bench_cluster" "$BENCH_STATE" "$here/$one"
    rm -rf "$BENCH_STATE"
done

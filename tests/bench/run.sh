#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh [--short]: transitions per second beside pgbench, and the rate of `trace funds`, on the programs of
# HF_BUILD and on a private durable cluster under BENCH_DIR; both are taken away at the end. --short asks only
# whether the harness works. README.md says what the lines are; what may be set is below.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${HF_BUILD:-$here/../../build}" && pwd)
export here build
if [ "${1:-}" = --short ]; then
    export BENCH_CASES=200 BENCH_SECONDS=1 BENCH_ROUNDS=1 BENCH_ROWS=2000 BENCH_LEAST=0
fi
export BENCH_CASES="${BENCH_CASES:-20000}"     # cases, ours and the floor's
export BENCH_SECONDS="${BENCH_SECONDS:-8}"     # of each line in each round
export BENCH_ROUNDS="${BENCH_ROUNDS:-3}"
export BENCH_ROWS="${BENCH_ROWS:-1000000}"     # of the ledger that is traced
export BENCH_LEAST="${BENCH_LEAST:-3}"         # times the floor that ours must reach

BENCH_STATE=$(mktemp -d "${BENCH_DIR:-/var/tmp}/holdfast-bench-XXXXXX")
export BENCH_STATE
trap 'rm -rf "$BENCH_STATE"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$build/tests/bench_cluster" "$BENCH_STATE" "$here/rounds.sh"

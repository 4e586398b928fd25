#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What run.sh is asked and cannot do it refuses at once, before it makes a cluster.
set -eu
run=$(dirname "$0")/run.sh

# refuses SENTENCE SAID COMMAND...
refuses() {
    sentence=$1 expected="bench: $2" status=0
    shift 2
    said=$("$@" 2>&1) || status=$?
    if [ "$status" -ne 2 ] || [ "$said" != "$expected" ]; then
        echo "$* ended with $status and said: $said" >&2
        echo "[  FAILED  ] $sentence"
        exit 1
    fi
    echo "[       OK ] $sentence"
}

refuses 'an option that it has not' \
    '--long: --filled, --where, --flow, --owners, --proof, --trace, --notices or --short' "$run" --long
refuses 'tracing without the peers it is measured beside' \
    'BENCH_PEERS names the directory with gen.c; see README.md, "Tracing"' env -u BENCH_PEERS "$run" --trace
refuses 'a line that there is not' \
    'BENCH_LINES: r: there are S B By R ours small open bare notice answers wide trace' \
    env BENCH_LINES='B r' "$run"
refuses 'a third of a rate that is not measured' \
    'BENCH_LINES: open needs ours before it: its load is a third of that rate' \
    env BENCH_LINES='open ours' "$run"

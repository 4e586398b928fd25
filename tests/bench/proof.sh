#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Beside the cluster of run.sh: what proofs cost; first of a log of hashes without a database, then of all
# that a database holds, and of a large case in it. README.md says what the lines are.
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"

: "${build:?}"
status=0
# shellcheck disable=SC2086
[ "$BENCH_PARTS" = none ] || "$build/tests/bench_proof" "$build/holdfast-verify" $BENCH_PARTS || status=1
if [ "$BENCH_AUDITED" -gt 0 ]; then
    "$build/tests/bench_desk" "$BENCH_STATE" found "$here/transition.json" "$BENCH_CASES"
    "$build/tests/bench_desk" "$BENCH_STATE" fill "$BENCH_AUDITED"
    # the bench's own rows of an outbox are those of no event, which an audit would find
    sql holdfast -c 'TRUNCATE outbox, posted' -c 'VACUUM ANALYZE' -c CHECKPOINT
    begin_signer
    "$build/tests/bench_audit" "$BENCH_STATE" "$build/holdfast-verify" "$BENCH_ROUNDS" || status=1
    end_signer
fi
describe "$BENCH_ROUNDS rounds"
exit $status

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --notices of run.sh, beside its cluster: notices signed, pushed and durably marked, and libcurl alone
# posting the same bytes to the same receiver. README.md, "Notices".
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"
# shellcheck disable=SC1091
. "$here/sink.sh"
export BENCH_ENDPOINT="http://127.0.0.1:${port:?}/sets"

found
# Founding posts a row for each case that names no notice (outbox.c): nothing of it is to be taken up here.
sql founded -c 'DELETE FROM posted'
round=1
while [ "$round" -le "$BENCH_ROUNDS" ]; do
    say "round $round of $BENCH_ROUNDS: $BENCH_NOTICES notices"
    renew
    measured "pushed curl signed" "$(notices push "$BENCH_NOTICES")"
    round=$((round + 1))
done
describe "$BENCH_ROUNDS rounds of $BENCH_NOTICES notices; medians"
tables

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The rounds of run.sh, beside its cluster: each of BENCH_LINES once a round, every round beginning with
# another one, so that whatever slows the machine meets all of them.
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"
# shellcheck disable=SC1091
. "$here/lines.sh"
# shellcheck disable=SC1091
. "$here/alone.sh"

# watched LINE
watched() {
    before=$(spent)
    "line_$1"
    alone "$1" "$before" "$(spent)"
}

found
# shellcheck disable=SC2086
set -- $BENCH_LINES
round=1
while [ "$round" -le "$BENCH_ROUNDS" ]; do
    say "round $round of $BENCH_ROUNDS: $*"
    for line in "$@"; do watched "$line"; done
    first=$1
    shift
    set -- "$@" "$first"
    round=$((round + 1))
done
describe "$BENCH_ROUNDS rounds of $BENCH_SECONDS s; medians"
company
tables

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# flow.sh [--short]: what deciding costs beside XState, without a database. README.md, "Deciding alone".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${HF_BUILD:-$here/../../build}" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${BENCH_ROUNDS:-3} seconds=${BENCH_SECONDS:-8} judge=${BENCH_JUDGE:-1}
[ "${1:-}" != --short ] || { rounds=1 seconds=0.2 judge=never; }
definition=$root/workflows/icc-asset-recovery.json
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT

# Milliseconds of one `workflow check` of all that is shipped, from its start to its end.
check() {
    start=$(date +%s%N)
    "$build/holdfast" workflow check "$root"/workflows/*.json >/dev/null 2>&1
    echo "check $((($(date +%s%N) - start) / 1000))"
}

round=1
while [ "$round" -le "$rounds" ]; do
    "$build/tests/bench_flow" "$definition" "$state/lines" "$seconds" >>"$state/measured"
    if [ -d "$root/tests/oracle/node_modules" ]; then
        node "$root/tests/oracle/flow.mjs" "$build/holdfast" "$definition" "$state/lines" "$seconds" \
            >>"$state/measured"
    else
        echo 'flow.sh: no tests/oracle/node_modules (./dev setup brings them): XState is left out' >&2
    fi
    for _ in 1 2 3 4 5; do check >>"$state/measured"; done
    round=$((round + 1))
done
sort -k1,1 -k2,2n "$state/measured" | awk -v judge="$judge" -f "$here/table.awk"

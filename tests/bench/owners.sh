#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# owners.sh [--short]: `trace owners` on 100,000 companies beside Node, and on rings. README.md, "Who owns what".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${HF_BUILD:-$here/../../build}" && pwd)
rounds=${BENCH_ROUNDS:-3} judge=${BENCH_JUDGE:-1} companies=${BENCH_COMPANIES:-100000}
[ "${1:-}" != --short ] || { rounds=1 judge=never companies=2000; }
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
last=K$(printf '%07d' $((companies - 1)))

generate() { "$build/tests/bench_gen_holdings" "$@"; }
generate "$companies" 0 >"$state/many"
generate "$companies" 64 >"$state/ring"
generate 64 64 >"$state/64"
generate 256 256 >"$state/256"

# took LINE COMMAND...: "LINE microseconds" of the whole process, from its start to its end.
took() {
    line=$1 start=$(date +%s%N)
    shift
    "$@" >"$state/out"
    echo "$line $((($(date +%s%N) - start) / 1000))" >>"$state/measured"
}
owners() { "$build/holdfast" trace owners "$@" --json; }

round=1
while [ "$round" -le "$rounds" ]; do
    took own_one owners "$state/many" --of "$last"
    took own_all owners "$state/many" --all
    found=$(wc -l <"$state/out")
    took own_ring owners "$state/ring" --all
    took own_64 owners "$state/64" --of K0000000
    took own_256 owners "$state/256" --of K0000000
    if command -v node >/dev/null; then
        node "$here/owners_peer.mjs" "$state/many" "$last" >>"$state/measured" 2>"$state/found"
        grep -q "owners_peer: $found " "$state/found" ||
            { echo "owners.sh: $found by us, $(cat "$state/found")" >&2; exit 1; }
    else
        echo 'owners.sh: no node: the peer is left out' >&2
    fi
    round=$((round + 1))
done
sort -k1,1 -k2,2n "$state/measured" | awk -v judge="$judge" -f "$here/table.awk"

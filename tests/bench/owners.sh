#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# owners.sh [--short]: `trace owners` beside Node, and on rings. README.md, "Who owns what".
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
awk 'BEGIN {
    print "owner,owned,percent"
    for (i = 0; i < 20000; i++)
        printf "K%d,K%d,99\nO%d,K%d,1\n", i + 1, i, i, i
    print "P,K20000,60\nQ,K20000,40"
}' >"$state/line"

# owners LINE ARGUMENT...: "LINE microseconds" of processor time, reading included; the answer is in `out`.
owners() {
    line=$1
    shift
    "$build/tests/bench_took" "$line" "$build/holdfast" trace owners "$@" --json \
        >"$state/out" 2>>"$state/measured"
}

round=1
while [ "$round" -le "$rounds" ]; do
    owners own_one "$state/many" --of "$last"
    owners own_all "$state/many" --all
    found=$(wc -l <"$state/out")
    owners own_ring "$state/ring" --all
    owners own_64 "$state/64" --of K0000000
    owners own_256 "$state/256" --of K0000000
    owners own_line "$state/line" --of K0
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

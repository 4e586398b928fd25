#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Beside the cluster of run.sh: microseconds of processor time per transition, by step of the desk's process
# and by part of the server, sampled on a build with frame pointers.
set -eu
# shellcheck disable=SC1091
. "${here:?run.sh calls this}/store.sh"
where=${build:?}/where
transitions=${BENCH_TRANSITIONS:-300000}
hertz=999

command -v perf >/dev/null || { say 'perf is missing: apt-get install linux-perf'; exit 1; }
cd "$here/../.."
quietly cmake --preset dev -B "$where" -DCMAKE_C_FLAGS=-fno-omit-frame-pointer
quietly cmake --build "$where" --target bench_desk
found
renew
say "sampling $transitions transitions on $BENCH_CASES cases"
quietly perf record -a -g -e cpu-clock -F "$hertz" -o "$BENCH_STATE/perf" \
    "$where/tests/bench_desk" "$BENCH_STATE" fill "$transitions"
perf script -i "$BENCH_STATE/perf" -F comm,ip,sym,dso 2>/dev/null |
    awk -v transitions="$transitions" -v hertz="$hertz" -f "$here/steps.awk"

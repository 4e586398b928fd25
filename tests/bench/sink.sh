# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# A receiver at $port for the scripts that source this; it ends when they do. BENCH_KEPT: where it keeps what
# comes.
: "${build:?run.sh sets this}" "${BENCH_STATE:?}"
mkfifo "$BENCH_STATE/sink_in" "$BENCH_STATE/sink_out"
"$build/tests/bench_sink" ${BENCH_KEPT:+"$BENCH_KEPT"} <"$BENCH_STATE/sink_in" >"$BENCH_STATE/sink_out" &
exec 9>"$BENCH_STATE/sink_in"
read -r port <"$BENCH_STATE/sink_out"

# notices VERB ARGUMENT...
notices() {
    verb=$1; shift
    "$build/tests/bench_notices" "$BENCH_STATE" "$verb" "$port" "$@"
}

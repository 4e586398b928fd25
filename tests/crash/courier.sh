#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# courier.sh BUILD KILLS: a courier is killed with -9 so many times while notices are signed and it sends
# them. Then every notice has come, each the same bytes however often, those of a thread in their order, and
# all are marked; and a second office that is given all that came acts on each notice once.
set -eu
here=$(cd "$(dirname "$0")/../bench" && pwd)
build=$(cd "$1" && pwd)
kills=$2
export here build kills
export BENCH_CASES="${BENCH_CASES:-200}"
if [ "${BENCH_STATE:-}" = '' ]; then
    BENCH_STATE=$(mktemp -d "${BENCH_DIR:-/var/tmp}/holdfast-crash-XXXXXX")
    export BENCH_STATE
    trap 'rm -rf "${BENCH_STATE:?}"' EXIT
    "$build/tests/bench_cluster" "$BENCH_STATE" "$0" "$build" "$kills"
    exit
fi

# shellcheck disable=SC1091
. "$here/store.sh"
export BENCH_KEPT="$BENCH_STATE/kept"
# shellcheck disable=SC1091
. "$here/sink.sh"
export BENCH_ENDPOINT="http://127.0.0.1:${port:?}/sets"
lease_ms=181000
count=$((kills * 100 / BENCH_CASES * BENCH_CASES))

# courier AHEAD: in the background, its pid in $courier.
courier() {
    "$build/tests/bench_notices" "$BENCH_STATE" courier "$port" "$1" 9>&- &
    courier=$!
}
# What the founding of the bench put there is due in a hundred years.
rows='SELECT next_ms, state FROM outbox UNION ALL SELECT unnest(next_ms), NULL FROM posted'
ours="SELECT count(*) FROM ($rows) o WHERE next_ms < 4000000000000"
waiting() { psql -XAtd holdfast -c "$ours AND state IS DISTINCT FROM 1"; }
signed() { psql -XAtd holdfast -c "$ours"; }

"$build/tests/bench_desk" "$BENCH_STATE" found "$here/transition.json" "$BENCH_CASES"
"$build/tests/bench_notices" "$BENCH_STATE" sign "$count" 9>&- &
signer=$!
i=0
while [ "$i" -lt "$kills" ]; do
    courier $((i * lease_ms))
    sleep "0.$(printf %02d $((5 + i * 37 % 23)))"
    kill -9 "$courier"
    wait "$courier" 2>/dev/null || true
    i=$((i + 1))
done
wait "$signer"
tries=0
courier $((kills * lease_ms))
while [ "$(waiting)" -gt 0 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { echo "not so: all are marked: $(waiting) wait" >&2; exit 1; }
    sleep 0.2
done
kill "$courier"
wait "$courier" 2>/dev/null || true
[ "$(signed)" = "$count" ] || { echo "not so: $count were signed: $(signed)" >&2; exit 1; }
# Each in a line of its own: what fails inside of what is echoed would pass.
came=$("$build/tests/crash_order" "$BENCH_KEPT" "$count")
echo "[       OK ] $kills kills: $came"
key=$(HOLDFAST_STATE=$BENCH_STATE HOLDFAST_CONFIG=/dev/null "$build/holdfast" key public --json |
    sed -n 's/.*"x":"\([^"]*\)".*/\1/p')
first=$(head -n 1 "$BENCH_KEPT")
printf '%s\n' "$first" >>"$BENCH_KEPT" # one that came again, whether or not a kill made one
acted=$("$build/tests/crash_acts" "$BENCH_KEPT" "$key" "$count")
echo "[       OK ] $acted"

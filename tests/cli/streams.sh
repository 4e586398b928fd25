#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# streams.sh HOLDFAST: every command of docs/streams.md is replayed, in order, against `holdfast serve`, and
# is answered with the status that stands behind it. Reports as cmocka does, so that each command counts as a
# test.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
command -v curl >/dev/null || exit 77
page=$PWD/docs/streams.md
room=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
chmod 755 "$room" # for root the server runs under another account, which has to pass
said=$room/said
failed=0
serving=
unset LC_ALL LC_MESSAGES
export LANG=C HOLDFAST_STATE="$room/state" HOLDFAST_CONFIG=/dev/null

finish() {
    [ -z "$serving" ] || kill "$serving" 2>/dev/null || true
    [ -z "$serving" ] || wait "$serving" 2>/dev/null || true
    "$holdfast" db stop -q >/dev/null 2>&1 || true
    rm -rf "$room"
}
trap finish EXIT

hf() { "$holdfast" "$@" >"$said" 2>&1; }
as() { who=$1; shift; hf "$@" --as "$who"; }

hf db init -q
hf key generate --issuer https://court.example --origin court.example/log1 -q
hf db init -q
hf db start -q
hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q
cat >"$room/directory.json" <<'J'
{"authorities": [{"name": "Sylvania", "kind": "state", "state": "XS", "channel": "poll", "calendar": "court",
                  "source": "test"}]}
J
as 'Ana Reyes' directory import "$room/directory.json"
as 'Lou Meyer' directory confirm Sylvania
as 'Ana Reyes' token new Sylvania --json
TOKEN=$(sed -n 's/.*"token":"\([^"]*\)".*/\1/p' "$said")
as 'Lou Meyer' token confirm Sylvania credential/1

"$holdfast" serve --listen 127.0.0.1:0 >"$room/address" 2>"$room/log" &
serving=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ ! -s "$room/address" ] || break
    sleep 0.5
done
COURT=$(head -n 1 "$room/address")
export COURT TOKEN

# A line of the page: what curl says goes where the page says, its status into a file.
curl() {
    command curl --max-time 20 -o "$room/body" -w '%{http_code}' "$@" >"$room/status"
    cat "$room/body"
}

# The commands, one on a line: blocks marked sh, with lines that go on joined.
awk '/^```sh$/ { in_ = 1; next } /^```/ { in_ = 0 }
     in_ { line = line $0; if (line ~ /\\$/) { sub(/\\$/, "", line); next }
           if (line ~ /^curl/ && line !~ /# [0-9]+$/) next
           print line; line = "" }' "$page" >"$room/commands"

cd "$room"
while IFS= read -r command; do
    case $command in
    COURT=*) continue ;; # ours to give
    esac
    : >"$room/status"
    eval "$command" >"$said" 2>&1
    wanted=$(printf '%s\n' "$command" | sed -n 's/.*# \([0-9][0-9]*\)$/\1/p')
    [ -n "$wanted" ] || continue
    short=$(printf '%s\n' "$command" | sed 's/  *# [0-9]*$//' | cut -c 1-70)
    if [ "$(cat "$room/status")" = "$wanted" ]; then
        printf '[       OK ] %s is answered with %s\n' "$short" "$wanted"
    else
        printf 'not so: wanted %s, got %s from: %s\n' "$wanted" "$(cat "$room/status")" "$command"
        cat "$room/body"
        failed=$((failed + 1))
    fi
done <"$room/commands"
commands=$(grep -c '^curl' "$room/commands")
[ "$commands" -ge 14 ] || { echo "not so: only $commands commands on the page"; failed=$((failed + 1)); }
[ "$failed" -eq 0 ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Read by the scripts beside it, at the root of the tree, with the program in $holdfast: a room of its own for
# state and files, which is cleared at the end, and how a sentence is told as a test.
: "${holdfast:?}"
room=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
chmod 755 "$room" # for root the server runs under another account, which has to pass
said=$room/said
failed=0
unset LC_ALL LC_MESSAGES
export LANG=C HOLDFAST_STATE="$room/state" HOLDFAST_CONFIG=/dev/null

finish() {
    "$holdfast" db stop -q >/dev/null 2>&1 || true
    rm -rf "$room"
}
trap finish EXIT

hf() { "$holdfast" "$@"; }
as() { who=$1; shift; hf "$@" --as "$who"; }

# A house, $host where that is set, on a database of its own that runs, with two who administer; a third of
# them; a definition, by both.
founded() {
    hf key generate --issuer "https://${host:-court.invalid}" --origin "${host:-court.invalid}/log1" -q
    hf db init -q
    hf db start -q
    hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q
} >"$said" 2>&1
enrolled() {
    as 'Ana Reyes' user add "$@" -q
    as 'Lou Meyer' user confirm "$1" -q
} >"$said" 2>&1
published() {
    for who in 'Ana Reyes' 'Lou Meyer'; do as "$who" workflow publish "$1" -q; done
} >"$said" 2>&1

# holds SENTENCE CODE PATTERN COMMAND...: it ends with this code and says the pattern, on either stream.
holds() {
    sentence=$1; code=$2; pattern=$3; shift 3
    got=0
    "$@" >"$said" 2>&1 || got=$?
    if [ "$got" = "$code" ] && grep -q -e "$pattern" "$said"; then
        printf '[       OK ] %s\n' "$sentence"
        return
    fi
    printf 'not so: %s\nwanted %s and "%s", got %s from: %s\n' "$sentence" "$code" "$pattern" "$got" "$*"
    cat "$said"
    failed=$((failed + 1))
}

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# recount.sh HOLDFAST RECOUNT DEFINITION STORY: the story is told, and the inventory of its assets at the end
# of every day equals what is counted again from its log. Reports as cmocka does.
set -eu
holdfast=$1; recount=$2; definition=$3; story=$4
name=$(basename "$story" .story)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

# holds SENTENCE COMMAND...: it ends well.
holds() {
    sentence=$1; shift
    if "$@" >"$room/said" 2>&1; then
        printf '[       OK ] %s: %s (%s)\n' "$name" "$sentence" "$(tail -n 1 "$room/said" | cut -c1-60)"
    else
        [ "$?" -ne 77 ] || exit 77
        printf 'not so: %s: %s\n' "$name" "$sentence"
        head -c 4000 "$room/said"
        failed=$((failed + 1))
    fi
}

tell() {
    "$holdfast" workflow test "$definition" "$story" --log "$room/log" --inventory "$1" --json \
        >"$room/inventory"
    wc -l <"$room/inventory"
}
count() { "$recount" "$definition" "$room/log" "$room/inventory"; }

# The log with one thing changed gives another count on some day: a recount that cannot differ is none.
sees() {
    sed "$1" "$room/log" >"$room/changed"
    ! cmp -s "$room/log" "$room/changed" || return 1
    code=0
    grep '"day":"....-..-[01]1"' "$room/inventory" >"$room/days" # two days a month are enough to see it
    "$recount" "$definition" "$room/changed" "$room/days" >"$room/differences" || code=$?
    tail -n 1 "$room/differences"
    [ "$code" -eq 1 ]
}

# What stands upon asset/6 at the end of a day; and since when.
sixth() {
    "$holdfast" workflow test "$definition" "$story" --inventory "$1" --json |
        grep -F '"name":"measure/6"' | sed 's/.*"name":"measure\/6"\([^}]*\).*/\1/' | grep -o -F "$2"
}

# Every twentieth payload has the digest that its header names.
sealed() {
    awk 'NR % 20 == 1' "$room/log" >"$room/some"
    while IFS= read -r line; do
        printf '%s' "$line" | sed 's/^.*"link":"[A-Za-z0-9_-]\{43\}","payload":\(.*\)}$/\1/' |
            tr -d '\n' >"$room/payload"
        digest=$(openssl dgst -sha256 -binary "$room/payload" | openssl base64 | tr '+/' '-_' | tr -d '=\n')
        printf '%s' "$line" | grep -qF "\"payload\":\"$digest\"" || return 1
    done <"$room/some"
    wc -l <"$room/some"
}

last=2029-12-31
[ "$name" = ten_years ] && last=2036-12-31
holds 'it is told, and what was held is shown for every day' tell "2026-11-22..$last"
holds 'every day the recount agrees' count
if [ "$name" = ten_years ]; then
    holds 'the log has the bytes that were sealed' sealed
    holds 'a renewal that was not recorded is seen' sees '/"act":"renew".*"on":"measure\/10"/d'
    holds 'a lapse recorded a day later is seen' sees \
        '/"act":"expire"/s/"recorded_at":"2028-12-11/"recorded_at":"2028-12-12/'
    holds 'another value is seen' sees 's/"amount":61250000/"amount":61250001/'
    holds 'a claim that did not end is seen' sees \
        's/"on":"claim\/1"\(.*\)"to":"final"/"on":"claim\/1"\1"to":"hearing"/'
    holds 'what is reported late was not known before' sixth 2026-12-11 '"state":"requested"'
    holds 'from the report on it is in force since the day that was told' sixth 2026-12-12 \
        '"since":"2026-12-10T00:00:00.000Z","state":"in_force"'
fi
[ "$failed" -eq 0 ]

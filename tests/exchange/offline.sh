#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# offline.sh HOLDFAST: a focal point that has nothing but the program and a key file answers by files: no
# state directory, no database, no network, no home. The court takes some from its spool and some by hand.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

mkdir -p "$room/desk" "$room/court.spool/xs/in"
fp() { env -i LANG=C HOME=/nonexistent "$holdfast" "$@"; }
say() { fp answer make "$room/desk/request" --key "$room/desk/our.key" "$@"; }

# Where it is, what has arrived there: the spool of a court that serves at a socket nobody calls.
make_office court https://court.invalid
fp answer key "$room/desk/our.key" --json >"$room/key.json"
enter_state https://fp.invalid "$(member key <"$room/key.json")"
HOLDFAST_STATE=$room/court "$holdfast" serve --listen "unix:$room/court.sock" --spool "$room/court.spool" \
    >"$room/court.out" 2>"$room/court.log" &
served="$served $!"
draft_request
court case act "$case_name" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'the request is a file in the spool' '^[0-9a-f]\{32\}$' ls "$room/court.spool/xs/out"
cp "$room/court.spool/xs/out/"* "$room/desk/request"
# What the court publishes, as the focal point got it by another way.
court_keys() {
    court key public --json | sed 's/.*"jwks":\({"keys":\[[^]]*\]}\).*/\1/' >"$room/desk/court.keys"
}
court_keys

holds 'the same key is shown again' 0 "$(member key_id <"$room/key.json")" fp answer key "$room/desk/our.key"
holds 'without a status those that the request names are listed' 2 'information_requested: items' say
holds 'a status that was not asked for is refused' 6 'ask for' say --status on_holiday
holds 'what it must carry is told before anything is signed' 2 'must carry' say --status information_requested
holds 'an item that was not asked about is refused' 6 'counted from 1' \
    say --status executed --data tests/exchange/no-item.json
holds 'nothing was signed so far' 1 '^0$' sh -c "ls '$room/desk' | grep -c -e answer -e thread"
sed 's/^\(.\{300\}\)./\1x/' "$room/desk/request" >"$room/desk/changed"
holds 'a request that was changed does not verify' 8 'signature' \
    fp answer make "$room/desk/changed" --key "$room/desk/our.key" --court-keys "$room/desk/court.keys" \
    --receipt

holds 'a receipt is made, and the request verified by keys got another way' 0 '"verified":true' \
    say --receipt --court-keys "$room/desk/court.keys" -o "$room/desk/1" --json
holds 'the court makes a key to encrypt for' 0 'ECDH-ES' court key rotate --alg ECDH-ES --as 'Ana Reyes'
court_keys
holds 'it is published beside the one that signs' 0 '"use":"enc"' cat "$room/desk/court.keys"
holds 'then an answer, encrypted, before anybody has heard of the first' 0 '"encrypted":true.*"seq":2' \
    say --status information_requested --set items='the title of the villa' \
    --court-keys "$room/desk/court.keys" --attach docs/decisions/0001-house.md -o "$room/desk/2" --json
for f in 2 2.part1; do cat "$room/desk/$f"; echo; done >"$room/carried"
holds 'neither it nor its document can be read on the way: five parts, the second empty' 0 '^2$' \
    grep -c '^[^.]*[.][.][^.]*[.][^.]*[.][^.]*$' "$room/carried"
holds 'and the result, which is told to be unverified where no keys are given' 0 'not verified' \
    say --status executed --data tests/exchange/result.json -o "$room/desk/3"
cp "$room/desk/2.part1" "$room/court.spool/xs/in/"
sleep 3
cp "$room/desk/2" "$room/desk/1" "$room/court.spool/xs/in/"
comes 'the spool takes what came in another order' 'sking' court case show "$case_name"
comes 'the document that came along is in the register' '0001-house.md' court document list "$case_name"
comes 'and the receipt' 'notice.receipted' court case history "$case_name"
holds 'an answer that comes by hand is taken' 0 '"outcome":"taken"' court answer take "$room/desk/3" --json
holds 'and again, which changes nothing' 0 '"outcome":"repeated"' court answer take "$room/desk/3" --json

holds 'the key that was published for it may go again' 0 'etired' court key retire key/3 --as 'Ana Reyes'
holds 'what is encrypted for it then opens no more, and is told' 8 'another key' \
    court answer take "$room/desk/2"
holds 'it has moved the measures' 0 'n force' court case show "$case_name"
holds 'the thread did not fork: three messages of theirs' 0 '^3$' \
    sh -c "HOLDFAST_STATE=$room/court $holdfast case history $case_name --json | grep -c '\"heard\"'"
holds 'the court'"'"'s history verifies' 0 'erified' court audit verify
end

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sealed.sh HOLDFAST: a focal point that has enrolled a key to be encrypted for, and a court that has one,
# exchange a request through files alone: nobody else reads what lies on the medium, either way, documents
# too.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

fp() { env -i LANG=C HOME=/nonexistent "$holdfast" "$@"; }
out=$room/court.spool/xs/out
in=$room/court.spool/xs/in

# ---- keys: ours to sign, ours to be encrypted for, and one of somebody else ----
by_profile
run 1
key_of() { openssl pkey -in "$1" -outform DER | tail -c 32 | b64; }
half_of() { openssl pkey -in "$1" -pubout -outform DER | tail -c 32 | b64; }
key_of "$room/fp/our.pem" >"$room/fp/our.key"
for name in sealed other; do
    openssl genpkey -algorithm x25519 -out "$room/fp/$name.pem"
    key_of "$room/fp/$name.pem" >"$room/fp/$name.key"
done
chmod 600 "$room/fp"/*.key
printf '{"kty":"OKP","crv":"X25519","x":"%s"}' "$(half_of "$room/fp/sealed.pem")" >"$room/fp/sealed.json"
make_office court https://court.invalid
ISS=https://fp.invalid
AUD=https://court.invalid
enter_state "$ISS" "$X"

court directory enrol 'Office of state' "$room/fp/sealed.json" --set came_by=email --set speaks_as=authority \
    --set use=encryption --set holder='Ministry of Justice' --as 'Ana Reyes' --json >"$room/enrolled"
challenge=$(member challenge <"$room/enrolled")
print=$(member fingerprint <"$room/enrolled")
prove() { fp key prove "$challenge" --issuer "$ISS" --court "$AUD" --key "$room/fp/our.key" "$@"; }
holds 'its challenge opens with its own key alone' 8 'another key' prove --secret "$room/fp/other.key"
prove --secret "$room/fp/sealed.key" >"$room/proof"
holds 'the holder proves it' 0 'Proved' \
    court directory prove 'Office of state' enrolment/1 "$room/proof" --as 'Ana Reyes'
holds 'and it is enrolled' 0 'Enrolled  *yes' court directory admit 'Office of state' enrolment/1 \
    --set fingerprint="$print" --set checked_by=telephone --set checked_with='the desk officer' \
    --set checked_on=2026-12-01 --as 'Lou Meyer'
court key rotate --alg ECDH-ES --as 'Ana Reyes' -q >/dev/null
court key public --json | sed 's/.*"jwks":\({"keys":\[[^]]*\]}\).*/\1/' >"$room/fp/court.keys"

# ---- the request ----
mkdir -p "$in"
HOLDFAST_STATE=$room/court "$holdfast" serve --listen "unix:$room/court.sock" --spool "$room/court.spool" \
    >"$room/court.out" 2>"$room/court.log" &
served="$served $!"
draft_request
court case act "$case_name" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'the request is a file in the spool' '^[0-9a-f]\{32\}$' ls "$out"
mv "$out"/* "$room/fp/request"
holds 'which is encrypted' 0 '^[^.]*[.][.][^.]*[.][^.]*[.][^.]*$' cat "$room/fp/request"
opened() { fp answer open "$room/fp/$1" --secret "$room/fp/sealed.key"; }
holds 'it opens with our key' 0 '^[^.]*[.][^.]*[.][^.]*$' opened request
opened request >"$room/fp/request.jwt"
holds 'not with another' 8 'another key' fp answer open "$room/fp/request" --secret "$room/fp/other.key"
holds 'nor without one' 2 'secret' fp answer open "$room/fp/request"
holds 'nor can it be answered then' 8 'secret' \
    fp answer make "$room/fp/request" --key "$room/fp/our.key" --receipt -o "$room/fp/none"
sed -e 's/^\(.\{400\}\)A/\1B/;t' -e 's/^\(.\{400\}\)./\1A/' "$room/fp/request" >"$room/fp/changed"
holds 'one that was changed opens no more' 8 '' opened changed

# ---- its text, asked for and carried by files ----
sed '/^curl/,$d' "$room/block2" >"$room/block0"
TOKEN=$(cat "$room/fp/request.jwt") # the blocks read it
export TOKEN
for block in 0 3 4; do run "$block"; done
cd "$room/fp"
sign document-request "{\"in_reply_to\":\"$JTI\",\"sha256\":\"$DOCUMENT\"}" >ask.jwt
cd "$here"
cp "$room/fp/ask.jwt" "$in/ask"
comes 'its text comes by a file' '^[0-9a-f]\{32\}$' ls "$out"
mv "$out"/* "$room/fp/text"
holds 'which nobody else reads' 1 '^0$' sh -c 'grep -a -c "Please freeze" "$1"' sh "$room/fp/text"
opened text >"$room/fp/text.open"
holds 'and we do' 0 'Please freeze' cat "$room/fp/text.open"
holds 'it is what the request names' 0 "^$DOCUMENT\$" \
    sh -c 'openssl sha256 -binary "$1" | openssl base64 -A | tr "+/" "-_" | tr -d "="' sh "$room/fp/text.open"

# ---- the answer, with a document ----
holds 'the answer is encrypted for the court' 0 '"encrypted":true' \
    fp answer make "$room/fp/request" --key "$room/fp/our.key" --secret "$room/fp/sealed.key" \
    --court-keys "$room/fp/court.keys" --status information_requested --set items='the title of the villa' \
    --attach docs/decisions/0001-house.md -o "$room/fp/answer" --json
for f in answer answer.part1; do cat "$room/fp/$f"; echo; done >"$room/carried"
holds 'and so is what comes along' 0 '^2$' grep -c '^[^.]*[.][.][^.]*[.][^.]*[.][^.]*$' "$room/carried"
cp "$room/fp/answer.part1" "$room/fp/answer" "$in/"
comes 'the court takes it' 'sking' court case show "$case_name"
comes 'and the document' '0001-house.md' court document list "$case_name"
comes 'its counter-receipt comes back encrypted' '^[0-9a-f]\{32\}$' ls "$out"
mv "$out"/* "$room/fp/recorded"
opened recorded >"$room/fp/recorded.jwt"
holds 'and says where the answer stands' 0 'answer-recorded' \
    sh -c 'cut -d. -f2 "$1" | tr -- "-_" "+/" | base64 -d 2>/dev/null || true' sh "$room/fp/recorded.jwt"
holds 'the court'"'"'s history verifies' 0 'erified' court audit verify

# ---- two offices: one enrols the keys of the other, which proves them from where they lie ----
make_office state "$ISS.state"
state key rotate --alg ECDH-ES --as 'Ana Reyes' -q >/dev/null
state key rotate --alg ES256 --as 'Ana Reyes' -q >/dev/null
state key rotate --after 48h --as 'Ana Reyes' -q >/dev/null
# key_like PATTERN: of the published keys the last such.
key_like() { state key public --json | grep -o '{[^{}]*}' | grep "$1" | tail -n 1; }
X=$(key_like Ed25519 | member x)
first=$(state key public --json | grep -o '{[^{}]*Ed25519[^{}]*}' | head -n 1 | member x)
sed -e "s/Office of state/Office of the south/" -e "s|\"issuer\":\"[^\"]*\"|\"issuer\":\"$ISS.state\"|" \
    -e "s|\"key\":\"[^\"]*\"|\"key\":\"$first\"|" "$room/entry.json" >"$room/south.json"
court directory import "$room/south.json" --as 'Ana Reyes' -q >/dev/null
court directory confirm 'Office of the south' --as 'Lou Meyer' -q >/dev/null
# enrolled SENTENCE NUMBER JWK [KEY]: the challenge goes over, its proof comes back.
enrolled() {
    sentence=$1; number=$2; printf '%s' "$3" >"$room/their.json"; shift 3
    court directory enrol 'Office of the south' "$room/their.json" --set came_by=email \
        --set speaks_as=authority --set holder='Registry' --as 'Ana Reyes' --json >"$room/enrolled"
    challenge=$(member challenge <"$room/enrolled")
    state key prove "$challenge" "$@" --court "$AUD" >"$room/proof" 2>"$said" || true
    holds "$sentence" 0 'Proved' \
        court directory prove 'Office of the south' "enrolment/$number" "$room/proof" --as 'Ana Reyes'
}
enrolled 'an office proves its key to encrypt for' 1 "$(key_like X25519)"
enrolled 'one of another algorithm' 2 "$(key_like P-256)" key/4
enrolled 'and one that waits to sign' 3 "$(key_like Ed25519)" key/5
holds 'a key that opens signs nothing' 3 'key status' state key prove "$challenge" key/3 --court "$AUD"
holds 'a challenge for another key stays shut' 8 'another key' \
    state key prove "$(sed -n 1p "$room/fp/request")" --court "$AUD"
holds 'a proof says for which court' 2 'court' state key prove "$challenge"
end

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# refused.sh HOLDFAST: the rules of RFC 8935 for who receives (A1 to A9 of the checklist), and bodies that
# nobody should send, by curl and openssl against a court that serves on loopback: each refused by its code,
# logged, without effect and without growth.
# shellcheck disable=SC2030,SC2031,SC2034
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh
by_profile
serve() {
    : >"$room/court.out"
    HOLDFAST_STATE=$room/court "$holdfast" serve --listen "127.0.0.1:${1:-0}" --tls-cert "$room/cert.pem" \
        --tls-key "$room/key.pem" --spool "$room/court.spool" --json >"$room/court.out" 2>>"$room/court.log" &
    pid=$!
    served="$served $pid"
    for _ in $(seq 100); do
        COURT=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' <"$room/court.out")
        [ -z "$COURT" ] || return 0
        sleep 0.1
    done
    exit 1
}
make_office court https://court.invalid
serve
CA=$room/cert.pem ISS=https://fp.invalid AUD=https://court.invalid
run 1 >/dev/null
enter_state "$ISS" "$X"
draft_request
court case act "$case_name" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'a notice is there' '^[0-9a-f]\{32\}$' ls "$room/court.spool/xs/out"
cp "$room/court.spool/xs/out/"* "$room/fp/request.jwt"
run 2 >/dev/null 2>&1; run 3; run 4
cd "$room/fp"

ASKS='"status":"information_requested","items":"the title"'
# post FILE [CURL OPTION...]: headers and body of the answer, then its status.
post() {
    file=$1; shift
    curl -sS -i --cacert "$CA" -H 'Content-Type: application/secevent+jwt' --data-binary "@$file" \
        --max-time 60 -w '\n%{http_code} %{size_download}\n' "$@" "$COURT/v1/sets"
}
size() { court audit verify --json | sed -n 's/.*"events":\([0-9]*\).*"tokens":\([0-9]*\).*/\1 \2/p'; }
before=$(size)

sign answer "{\"seq\":1,$ASKS}" one >good.jwt
# The first letter of the signature becomes another.
sed -e 's/\.A\([^.]*\)$/.B\1/' -e t -e 's/\.[^.]\([^.]*\)$/.A\1/' good.jwt >flipped.jwt
printf '%s=' "$(cat good.jwt)" >padded.jwt
(AUD=https://other.invalid; sign answer "{\"seq\":1,$ASKS}" two) >audience.jwt
(ISS=https://nobody.invalid; sign answer "{\"seq\":1,$ASKS}" three) >issuer.jwt
(TXN=AAAAAAAAAAAAAAAAAAAAAA; sign answer "{\"seq\":1,$ASKS}" four) >thread.jwt
(KID=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; sign answer "{\"seq\":1,$ASKS}" five) >kid.jwt
sign answer "{\"seq\":1,\"seq\":1,$ASKS}" six >doubled.jwt
sign answer "{\"seq\":1,$ASKS},\"urn:holdfast:event:1:receipt\":{}" seven >two-events.jwt
sign answer "{\"seq\":1,$ASKS,\"in_reply_to\":\"$JTI\",\"in_reply_to_sha256\":\"$KID\"}" eight >reply.jwt
sign answer "{\"seq\":1,\"status\":\"information_requested\"}" nine >thin.jwt
echo 'not a token' >words.jwt
sed 's/\./. /' good.jwt >blank.jwt
(CASE=$KID; sign answer "{\"seq\":1,$ASKS}" eleven >case.jwt)

# forge HEADER JTI SIGNER...: the answer under a header of one's own, signed by somebody's means.
forge() {
    printf %s "$1" | b64 >./head
    about="\"sub_id\":{\"format\":\"opaque\",\"id\":\"$CASE\"},\"txn\":\"$TXN\""
    printf '{"aud":"%s","events":{"urn:holdfast:event:1:answer":{"seq":1,%s}},"iat":%s,"iss":"%s",%s}' \
        "$AUD" "$ASKS" "${IAT:-$(date +%s)}" "$ISS" "\"jti\":\"$2\",$about" | b64 >body
    printf %s.%s "$(cat head)" "$(cat body)" >signed
    shift 2; "$@"
    printf %s.%s "$(cat signed)" "$(b64 <signature)"
}
by() { openssl pkeyutl -sign -rawin -inkey "$1" -in signed -out signature; }
by_nobody() { : >signature; }
by_public_half() { # as if what everybody may know were a secret shared by two
    secret=$(openssl pkey -in our.pem -pubout -outform DER | tail -c 32 | od -An -tx1 | tr -d ' \n')
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$secret" -binary -out signature signed
}
openssl genpkey -algorithm ed25519 -out their.pem
THEIRS=$(openssl pkey -in their.pem -pubout -outform DER | tail -c 32 | b64)
ours='"kid":"'$KID'","typ":"secevent+jwt"'
forge '{"alg":"none","typ":"secevent+jwt"}' none by_nobody >none.jwt
forge "{\"alg\":\"HS256\",$ours}" hs256 by_public_half >hs256.jwt
theirs="{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"$THEIRS\"}"
forge "{\"alg\":\"EdDSA\",\"jwk\":$theirs,\"typ\":\"secevent+jwt\"}" jwk by their.pem >jwk.jwt
forge '{"alg":"EdDSA","jku":"https://127.0.0.1:1/keys","typ":"secevent+jwt"}' jku by their.pem >jku.jwt
forge "{\"alg\":\"EdDSA\",\"crit\":[\"exp\"],$ours}" crit by our.pem >crit.jwt
forge "{\"alg\":\"EdDSA\",\"kid\":\"$KID\",\"typ\":\"JWT\"}" typ by our.pem >typ.jwt
forge "{\"alg\":\"RS256\",$ours}" rs256 by our.pem >rs256.jwt
forge "{\"alg\":\"EdDSA\",$ours}" foreign by their.pem >foreign.jwt
forge "{\"alg\":\"EdDSA\",$ours}" unsigned by_nobody >unsigned.jwt
IAT=$(($(date +%s) + 900)) forge "{\"alg\":\"EdDSA\",$ours}" future by our.pem >future.jwt
IAT=$(($(date +%s) - 86400 * 400)) forge "{\"alg\":\"EdDSA\",$ours}" old by our.pem >old.jwt

for row in 'flipped authentication_failed' 'padded invalid_request' 'audience invalid_audience' \
    'issuer invalid_issuer' 'thread access_denied' 'kid invalid_key' 'doubled invalid_request' \
    'two-events invalid_request' 'reply invalid_request' 'thin invalid_request' 'words invalid_request' \
    'blank invalid_request' 'case invalid_request' 'none invalid_request' 'hs256 invalid_request' \
    'jwk invalid_request' 'jku invalid_request' 'crit invalid_request' 'typ invalid_request' \
    'rs256 invalid_key' 'foreign authentication_failed' 'unsigned invalid_request' \
    'future invalid_request'; do
    holds "A1, A7: ${row% *}.jwt is refused with 400 and its code, never with 401" 0 "\"err\":\"${row#* }\"" \
        post "${row% *}.jwt"
    holds "and logged: $row" 0 'token_refused' tail -n 1 "$room/court.log"
done
holds 'A6: the refusal is an object of JSON' 0 '^Content-Type: application/json' post thin.jwt
holds 'A6: in the language that is asked for, which it names' 0 '^Content-Language: fr' \
    post thin.jwt -H 'Accept-Language: fr'
holds 'A6: and readable in English where none fits' 0 '^Content-Language: en' \
    post thin.jwt -H 'Accept-Language: xx'
holds 'A9: another method is told which ones there are' 0 '^Allow: POST' \
    curl -sS -i --cacert "$CA" "$COURT/v1/sets"
holds 'A9: another type of body is refused' 0 '^HTTP/1.1 415' \
    curl -sS -i --cacert "$CA" -H 'Content-Type: text/plain' --data-binary @good.jwt "$COURT/v1/sets"
old() { curl -sS --cacert "$CA" --ciphers 'DEFAULT@SECLEVEL=0' "$@" "$COURT/.well-known/jwks.json"; }
holds 'L15: nothing before TLS 1.2 is spoken here' 35 'in connection to' old --tlsv1.0 --tls-max 1.1
holds 'L15: and that is' 0 '"keys"' old --tlsv1.2 --tls-max 1.2
head -c 100000 /dev/zero | tr '\0' a >large
holds 'A9: a body that is too large' 0 '^HTTP/1.1 413' post large -H Expect:

rss() { sed -n 's/VmRSS: *\([0-9]*\).*/\1/p' "/proc/$pid/status"; }
held=$(rss)
# as_it_should SENTENCE COMMAND...: ok where the command holds.
as_it_should() { sentence=$1; shift; if "$@"; then ok "$sentence"; else not_so "$sentence"; fi; }
pipe() { # to the endpoint, without saying how long it is
    curl -sS --cacert "$CA" -H 'Content-Type: application/secevent+jwt' -H 'Transfer-Encoding: chunked' \
        --max-time 60 -T - -X POST "$COURT/v1/sets"
}
truncate -s 100M huge
post huge -H Expect: >"$said" 2>&1 || true
as_it_should 'a body of 100 MB is cut short' grep -q '413\|[Rr]eset\|[Cc]lose\|SSL\|Empty' "$said"
began=$(date +%s)
head -c 2000000000 /dev/zero 2>/dev/null | pipe >"$said" 2>&1 || true
{ cat good.jwt; sleep 30; } | pipe >>"$said" 2>&1 || true
as_it_should 'an endless body and a slow one are ended' [ $(($(date +%s) - began)) -lt 50 ]
as_it_should 'memory has not grown with them' [ $(($(rss) - held)) -lt 8192 ]
as_it_should 'nothing of all this left an event or a token' [ "$(size)" = "$before" ]

holds 'A5: what is taken is answered with 202 and nothing else' 0 '^202 0$' post good.jwt
holds 'A3: and so when it comes again' 0 '^202 0$' post good.jwt
comes 'where it stands is recorded, once' 'answer.recorded' court case history "$case_name"
after=$(size)
(sign answer "{\"seq\":1,$ASKS,\"officer\":\"another\"}" one >again.jwt)
holds 'A3: its jti with other bytes is refused' 0 '"err":"invalid_request"' post again.jwt
holds 'A3: which has no second effect' 0 "^$after\$" size
holds 'what was signed long ago is late, and taken' 0 '^202 0$' post old.jwt
holds 'and the history says so' 0 'signed on 202' court case history "$case_name"
holds 'it stands aside, on our list' 0 'place it' court case work
PREV=$(openssl sha256 -binary good.jwt | b64)
sign answer "{\"seq\":2,\"prev\":\"$PREV\",\"status\":\"on_holiday\"}" ten >ten.jwt
post ten.jwt >"$said"; kill -9 "$pid"
holds 'A2, A4: what was answered with 202 is there, though the server died at once' 0 'answer.set_aside' \
    court case history "$case_name"
serve "${COURT##*:}"
holds 'and a repeat is answered as the first was' 0 '^202 0$' post ten.jwt
holds 'A8: the signatures are kept: the log verifies with them' 0 '"verified":true' court audit verify --json
cd "$here"
end

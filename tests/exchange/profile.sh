#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# profile.sh HOLDFAST: the worked exchange of docs/notification-profile.md, run as it stands there: curl and
# openssl against a court that serves on loopback.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh
by_profile
make_office court https://court.invalid
: >"$room/court.out"
HOLDFAST_STATE=$room/court "$holdfast" serve --listen 127.0.0.1:0 --tls-cert "$room/cert.pem" \
    --tls-key "$room/key.pem" --spool "$room/court.spool" --json >"$room/court.out" 2>"$room/court.log" &
served="$served $!"
for _ in $(seq 100); do
    COURT=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' <"$room/court.out")
    [ -z "$COURT" ] || break
    sleep 0.1
done
CA=$room/cert.pem ISS=https://fp.invalid AUD=https://court.invalid
export COURT CA ISS AUD

run 1 >"$said"
enter_state "$ISS" "$X"
draft_request
court case act "$case_name" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'a notice is there' '^[0-9a-f]\{32\}$' ls "$room/court.spool/xs/out"
cp "$room/court.spool/xs/out/"* "$room/fp/request.jwt"

run 2 >"$said.kept" 2>&1
holds 'its signature is verified by the published key' 0 'Verified Successfully' cat "$said.kept"
run 3 && run 4
holds 'thread, notice and digest are read from it' 0 '^22 36 43$' echo "${#TXN} ${#JTI} ${#DIGEST}"
run 5 >"$said" 2>&1 && cp "$said" "$said.kept"
holds 'the receipt is taken, and the text fetched by its digest' 0 'Please freeze' cat "$said.kept"
holds 'with 202' 0 '^202$' sed -n 1p "$said.kept"
run 6 >"$said" 2>&1 && cp "$said" "$said.kept"
holds 'the answer is taken' 0 '^202$' sed -n 1p "$said.kept"
holds 'and again' 0 '^202$' sed -n 2p "$said.kept"
holds 'not with other bytes under its jti' 0 '^{"err":"invalid_request"' sed -n 3p "$said.kept"
holds 'and not without what its status must carry' 0 'payload' cat "$said.kept"
holds 'the request waits at the court for what was asked' 0 'sking' court case show "$case_name"
holds 'two messages of theirs are in the case' 0 '^2$' \
    sh -c "HOLDFAST_STATE=$room/court $holdfast case history $case_name --json | grep -c '\"heard\"'"
end

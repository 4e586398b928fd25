#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# push.sh HOLDFAST: two offices, each the other's focal point, exchange a whole request over HTTPS on
# loopback, from sending to result; then both histories are verified and both sides' threads compared.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

certify

make_office court https://court.invalid
make_office state https://state.invalid
serve court; court_at=$address
serve state; state_at=$address
knows court state https://state.invalid "$state_at/v1/sets"
knows state court https://court.invalid "$court_at/v1/sets"
draft_request

holds 'the request is sent' 0 'Sent' \
    court case act "$case_name" request/1 send --as 'Ida Roth' --role approver
comes 'it arrives as a request of the court' 'Office of court' state inbox list
request=$(state inbox list --json | member request)
comes 'its receipt comes back and is kept' 'notice.receipted' court case history "$case_name"
holds 'its text is fetched by digest, with nothing but our own signature' 0 'Please freeze' \
    reach state inbox document "$request"
head -c 70000 /dev/urandom >"$room/letter.pdf"
holds 'what was not asked for is not sent' 6 'names' \
    state inbox answer "$request" on_holiday --as 'Noor Vale'
holds 'the state asks what is missing' 0 'information_requested' \
    reach state inbox answer "$request" information_requested --set items='the title of the villa' \
    --attach "$room/letter.pdf" --as 'Noor Vale'
comes 'the request stands still at the court' 'sking' court case show "$case_name"
comes 'the letter is entered in the court'"'"'s register' 'letter.pdf' court document list "$case_name"
court document get "$case_name" document/1 --output "$room/received.pdf" >/dev/null
holds 'and is the same, byte for byte' 0 '' sh -c "cmp '$room/letter.pdf' '$room/received.pdf' && echo same"
holds 'the state answers for both measures at once' 0 'executed' \
    state inbox answer "$request" executed --data tests/exchange/result.json --as 'Noor Vale'
comes 'one measure is in force' 'n force' court case show "$case_name"
holds 'and the other refused' 0 'efused' court case show "$case_name"
comes 'the state is told where both answers stand in the court'"'"'s log' '"recorded":2' \
    state inbox show "$request" --json
holds 'each answer is marked as signed by their own key' 0 'own_key' court case history "$case_name" --json

comes 'the last message has come to rest' 'recorded' court case history "$case_name"
same_thread 'both sides hold the same messages of the thread, byte for byte'
holds 'the court'"'"'s history verifies' 0 'erified' court audit verify
holds 'and so does the state'"'"'s' 0 'erified' state audit verify
end

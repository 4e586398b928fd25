#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# recover.sh HOLDFAST: a database is put back to before a request was sent, and to before it was answered.
# What the State holds names what is missing here, and is taken back.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

mkdir -p "$room/desk" "$room/court.spool/xs/in"
fp() { env -i LANG=C HOME=/nonexistent "$holdfast" "$@"; }
# keep NAME, put_back NAME: the private database, while nobody uses it.
keep() { court db stop -q >/dev/null 2>&1 || true; cp -a "$room/court/pg" "$room/$1"; }
put_back() {
    court db stop -q >/dev/null 2>&1 || true
    rm -rf "$room/court/pg"
    cp -a "$room/$1" "$room/court/pg"
}

make_office court https://court.invalid
fp answer key "$room/desk/our.key" --json >"$room/key.json"
enter_state https://fp.invalid "$(member key <"$room/key.json")"
draft_request
keep before-the-request
HOLDFAST_STATE=$room/court "$holdfast" serve --listen "unix:$room/court.sock" --spool "$room/court.spool" \
    >"$room/court.out" 2>"$room/court.log" &
served="$served $!"
court case act "$case_name" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'the request is a file in the spool' '^[0-9a-f]\{32\}$' ls "$room/court.spool/xs/out"
cp "$room/court.spool/xs/out/"* "$room/desk/request"
kill "${served##* }"
wait "${served##* }" || true
court audit checkpoint >"$room/desk/checkpoint.txt" 2>/dev/null || true
keep before-the-answer
fp answer make "$room/desk/request" --key "$room/desk/our.key" --status executed \
    --data tests/exchange/result.json -o "$room/desk/answer" >/dev/null 2>&1
holds 'the State answers' 0 '"outcome":"taken"' court answer take "$room/desk/answer" --json
court audit export "$case_name" -o "$room/desk/case.bundle" -q >/dev/null 2>&1
holds 'nothing is missing' 0 '"standing":"held"' \
    court audit recover "$room/desk/request" "$room/desk/answer" "$room/desk/case.bundle" --json

put_back before-the-answer
holds 'the answer that was lost is named' 9 '"standing":"lost".*"what":"answer"' \
    court audit recover "$room/desk/answer" --json
holds 'so are the events that it made, by the bundle that was handed out' 9 'answer.*lost' \
    court audit recover "$room/desk/case.bundle"
holds 'the request is still here' 0 '"standing":"held","what":"notice"' \
    court audit recover "$room/desk/request" --json
holds 'the answer is taken back' 0 'taken back' \
    court audit recover "$room/desk/answer" --take --as 'Noor Vale' --role officer
holds 'it has moved the measures again' 0 'n force' court case show "$case_name"

put_back before-the-request
holds 'the request that was lost is named, and of which case it is' 9 \
    '"case":"[^"]*".*"standing":"lost","what":"notice"' court audit recover "$room/desk/request" --json
holds 'also in French' 9 'perdu' court audit recover "$room/desk/request" --lang fr
holds 'it is taken back into the case' 0 '"standing":"taken"' \
    court audit recover "$room/desk/request" --take --as 'Noor Vale' --role officer --json
holds 'as a document that says what it is' 0 'Lost notice 1 to' court document list "$case_name"
holds 'and is known from then on' 0 '"standing":"held","what":"notice"' \
    court audit recover "$room/desk/request" --json
sed '$s/.\{8\}$/AAAAAAAA/' "$room/desk/request" >"$room/desk/changed"
holds 'what we did not sign is not taken' 8 'no signature of ours\|nothing is taken' \
    court audit recover "$room/desk/changed" --take --as 'Noor Vale' --role officer
holds 'what is none of these is told' 2 'neither a notice' court audit recover "$room/entry.json"
holds 'signing stands still until two people have looked' 7 'signing is frozen' court signer status
end

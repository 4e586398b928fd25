#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# spool.sh HOLDFAST: two offices exchange a whole request through files alone. Where the kernel lets us,
# neither has a network: each runs in a namespace whose only interface is down. A carrier copies files between
# their spools, twice each, and sometimes half of one.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

# A namespace of its own for each server; as an ordinary user, with the rights that come with it.
if unshare -n true 2>/dev/null; then away='unshare -n'
elif unshare -rn true 2>/dev/null; then away='unshare -rn'
else away=; echo 'no namespace may be made here: the network stays on, and nothing is sent over it'; fi

# serve NAME: the office with its spool, at a socket that nobody calls.
serve() {
    : >"$room/$1.out"
    mkdir -p "$room/$1.spool"
    HOLDFAST_STATE=$room/$1 $away "$holdfast" serve --listen "unix:$room/$1.sock" \
        --spool "$room/$1.spool" --json >"$room/$1.out" 2>"$room/$1.log" &
    served="$served $!"
    for _ in $(seq 100); do
        if grep -q address "$room/$1.out"; then return 0; fi
        sleep 0.1
    done
    cat "$room/$1.log"; exit 1
}

# carry FROM BOX TO BOX: all files there are, the first one only half at first, and everything twice.
carry() {
    mkdir -p "$room/$3.spool/$4/in"
    for file in "$room/$1.spool/$2/out"/*; do
        [ -f "$file" ] || continue
        name=$room/$3.spool/$4/in/${file##*/}
        if [ ! -e "$room/carried.$1" ]; then
            head -c 100 "$file" >"$name"
            sleep 2
            : >"$room/carried.$1"
        fi
        cp "$file" "$name"
        cp "$file" "$name.again"
        mv "$file" "$room/on-the-medium.${file##*/}"
    done
}
carry_both() { carry court xs state court; carry state court court xs; }
reaches() { carry_both; "$@"; }

make_office court https://court.invalid
make_office state https://state.invalid
serve court; court_pid=${served##* }
serve state
knows court state https://state.invalid spool:xs
knows state court https://court.invalid spool:court
draft_request
mkdir -p "$room/state.spool/court/in"
printf 'eyJhbGciOiJFZERTQSJ9.e30.AAAA' >"$room/state.spool/court/in/nonsense"

holds 'the request is sent' 0 'Sent' \
    court case act "$case_name" request/1 send --as 'Ida Roth' --role approver
comes 'it is written to the spool' '^[0-9a-f]\{32\}$' ls "$room/court.spool/xs/out"
holds 'and no name or word of the case stands in any file name' 1 '^0$' \
    sh -c "ls -R '$room/court.spool/xs/out' | grep -c -i -e request -e '$case_name' -e jwt"
comes 'it arrives, carried' 'Office of court' reaches state inbox list
request=$(state inbox list --json | member request)
comes 'its receipt comes back, carried' 'notice.receipted' reaches court case history "$case_name"
spools() { HOLDFAST_NOTIFY_SPOOL=$room/$1.spool "$@"; }
holds 'the text is asked for through the spool' 0 'spool' spools state inbox document "$request"
text=$(state inbox show "$request" --json | member document)
# Of all that came, the one file that is this text is taken: its digest says so.
found() {
    carry_both
    for file in "$room/state.spool/court/in"/*; do
        state inbox document "$request" --file "$file" 2>/dev/null && return 0
    done
    return 1
}
comes 'it comes back, carried, and is known by its digest' 'Please freeze' found
holds 'and kept with the request' 0 'Please freeze' state inbox document "$request"
[ -n "$text" ] || not_so 'the request names its text'
kill -9 "$court_pid"
holds 'the state answers while the court is down' 0 'executed' \
    state inbox answer "$request" executed --data tests/exchange/result.json --as 'Noor Vale'
comes 'the answer is written to the spool' '^[0-9a-f]\{32\}$' ls "$room/state.spool/court/out"
carry_both
serve court
comes 'the court comes back and takes it' 'n force' reaches court case show "$case_name"
holds 'the other measure is refused' 0 'efused' court case show "$case_name"
comes 'the state is told where its answer stands in the court'"'"'s log' '"recorded":1' \
    reaches state inbox show "$request" --json

comes 'nonsense is put aside with its reason' 'token' cat "$room/state.spool/court/refused/nonsense.why"
same_thread 'both sides hold the same messages of the thread, each once'
holds 'the court'"'"'s history verifies' 0 'erified' court audit verify
holds 'and so does the state'"'"'s' 0 'erified' state audit verify
end

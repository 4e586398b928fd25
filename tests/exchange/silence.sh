#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# silence.sh HOLDFAST: what was sent and hears nothing, seen by the people who have to do something about it.
# Two offices whose clocks are moved on by hand, as those of a demo may be. One authority cannot be reached at
# all; the other takes, receipts and says nothing until it is reminded. The other also speaks for the network.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
. tests/exchange/office.sh

certify
for office in court state; do
    mkdir -m 700 "$room/$office"
    : >"$room/$office/demo" # only such a state may have a clock of its own
done

hours=0
# later HOURS: on both sides, or the one would refuse what the other signs in its future.
later() {
    hours=$((hours + $1))
    for office in court state; do
        echo $((hours * 3600000)) >"$room/clock"
        cp "$room/clock" "$room/$office/clock.new"
        mv "$room/$office/clock.new" "$room/$office/clock"
    done
}

make_office court https://court.invalid
make_office state https://state.invalid
court user add 'Ines Bell' --organ registry --role dispatcher --role officer --as 'Ana Reyes' -q >/dev/null
court user confirm 'Ines Bell' --as 'Lou Meyer' -q >/dev/null
serve court; court_at=$address
serve state; state_at=$address
knows court state https://state.invalid "$state_at/v1/sets"
knows state court https://court.invalid "$court_at/v1/sets"

# listed COMMAND...: how many rows it says.
listed() { "$@" | grep -c . || :; }

# amend NAME SETTING...: told by the authority, entered by one and confirmed by another.
amend() {
    name=$1; shift
    court directory change "$name" --set received_on=2026-01-02 --set source=letter "$@" \
        --as 'Ana Reyes' -q >/dev/null
    court directory confirm "$name" --as 'Lou Meyer' -q >/dev/null
}
amend 'Office of state' --set contact_of=operational --set answer_within=5d
cat >"$room/far.json" <<END
{"authorities":[{"name":"Office of nowhere","kind":"state","state":"XN","party":true,"languages":["en"],
"language_rule":"one_of","channel":"push","endpoint":"https://127.0.0.1:1/v1/sets",
"issuer":"https://nowhere.invalid","networks":["operational"],"transport_within":"2h","calendar":"court",
"valid_from":"2026-01-01","source":"test","verified_on":"2026-11-23"}]}
END
court directory import "$room/far.json" --as 'Ana Reyes' -q >/dev/null
court directory confirm 'Office of nowhere' --as 'Lou Meyer' -q >/dev/null
holds 'the periods of a channel are shown' 0 'to be delivered within  *2h' \
    court directory show 'Office of nowhere'
holds 'those that nobody told are the custom of the channel' 0 'to be answered within  *7d' \
    court directory show 'Office of nowhere'
holds 'in French too' 0 'à répondre sous  *5d' court directory show 'Office of state' --lang fr
holds 'a period is hours, days or weeks' 2 'answer_within' \
    court directory change 'Office of state' --set received_on=2026-01-02 --set source=x \
    --set answer_within=1m --as 'Ana Reyes'

# ---- an authority that nothing reaches ----

draft_request # to the office of the state
reached=$case_name
far=$(court case open freeze-small --as 'Noor Vale' --role officer --json | member case)
nowhere=$(court directory list --json | sed 's/},{/}\n{/g' | grep 'Office of nowhere' | member id)
court case asset add "$far" --as 'Noor Vale' --role investigator -q --set kind=account \
    --set description=savings --set state=XN >/dev/null
court case order add "$far" --as 'Ida Roth' --role chamber -q --set kind=freeze --set issued_by=Chamber \
    --set issued_on=2026-11-20 --set number=13 >/dev/null
court case act "$far" measure order --as 'Noor Vale' --role officer -q --set asset=asset/1 \
    --set authority="$nowhere" --set order=order/1 >/dev/null
court case act "$far" request draft --as 'Noor Vale' --role officer -q --set addressee="$nowhere" \
    --set measures=measure/1 --set purpose='protective measures' >/dev/null
court case act "$far" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'it is tried' 'transient' court notice attempts "$far"
later 1
sleep 3
holds 'an hour of it is no silence yet' 0 '^0$' listed court notice silent --json
later 1
comes 'after its time the network is told' 'not delivered; their network was told' court notice silent
comes 'and who speaks for it learns who is silent' 'authority-silent' state inbox list
state inbox list --json >"$room/inbox"
holds 'but nothing of the case' 0 '^0$' \
    sh -c 'grep -c -e "$1" -e savings -e protective "$2" || :' sh "$far" "$room/inbox"
holds 'nobody of ours has to do anything yet' 0 '^0$' listed court notice silent --mine --json
later 2
comes 'then it stands on our list' 'for one of us to see to' court notice silent --mine
holds 'with all else that waits for us' 0 "$far .*for one of us to see to" court case work
holds 'in French too' 0 'non remis ; à traiter par' court notice silent --mine --lang fr
holds 'of one authority if it is named' 0 "$far" court notice silent 'Office of nowhere'
holds 'and not of another' 0 '^0$' listed court notice silent 'Office of state' --json
holds 'the history tells each level' 0 'not delivered; their network was told' court case history "$far"
holds 'and the case, how its thread stands' 0 'for one of us to see to' court case show "$far"
holds 'what can be done is listed, and about whom' 0 'silence.settled .*Office of nowhere: not delivered' \
    court case what-next "$far" request/1 --as 'Ines Bell' --role officer
settle() { court case act "$far" request/1 silence.settled "$@" --as 'Ines Bell' --role officer; }
holds 'whoever takes it on says why' 2 'reason' settle
holds 'and then it is settled' 0 'takes the silence on' \
    settle --set reason='their ministry has moved; the embassy will carry it'
holds 'so it is on no list' 0 '^0$' listed court notice silent --json
holds 'once is enough' 6 'waited for' settle --set reason=again

# ---- one that takes it and says nothing ----

court case act "$reached" request/1 send --as 'Ida Roth' --role approver -q >/dev/null
comes 'the other request is receipted' 'notice.receipted' court case history "$reached"
later 119
sleep 3
holds 'four days and more are no silence' 0 '^0$' listed court notice silent --json
later 2
comes 'after five days they are reminded' 'not answered; they were reminded' court notice silent
request=$(state inbox list --json | sed 's/},{/}\n{/g' | grep -v authority-silent | member request)
comes 'in the thread of the request' 'incoming.more' state inbox show "$request"
holds 'they answer' 0 'information_requested' state inbox answer "$request" information_requested \
    --set items='the title of the villa' --as 'Noor Vale'
comes 'and that ends it' '^0$' listed court notice silent --json
later 300
sleep 3
court case history "$reached" --json >"$room/history"
holds 'for good' 0 '^1$' sh -c 'grep -o silence.reached "$1" | wc -l' sh "$room/history"
court directory statistics --json | sed 's/},{/}\n{/g' >"$room/figures"
holds 'the figures know who was silent' 0 \
    '"authority":"Office of nowhere".*"heard":0.*"notices":1.*"silent":1' cat "$room/figures"
holds 'and count no letter of the house as a request' 0 '"authority":"Office of state".*"notices":1,' \
    cat "$room/figures"
holds 'the log is whole' 0 'verified' court audit verify
end

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh HOLDFAST: the program from outside, on a state directory and a private cluster of its own, from an
# empty machine to a proved case. Reports as cmocka does, so that each sentence counts as a test.
set -eu
holdfast=$1
verifier=$(dirname "$holdfast")/holdfast-verify
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

# ---- an empty machine ----
holds 'before anything is made a command says how to begin' 3 'db init' hf case list
holds 'a wrong option creates nothing' 2 'may be meant' hf db init --stae x
holds 'the database is made before there are keys' 0 'migrations applied  *[1-9]' hf db init
holds 'the log waits for keys' 3 'key' hf user list
holds 'an issuer that is no address is refused' 2 'ftp' \
    hf key generate --issuer ftp://court.invalid --origin court.invalid/log1
holds 'keys are made' 0 'fingerprint' \
    hf key generate --issuer https://court.invalid --origin court.invalid/log1
holds 'keys are never written over' 7 'keys' \
    hf key generate --issuer https://x.invalid --origin x.invalid/log1
holds 'without its log the database says how to found it' 3 'db init' hf user list
holds 'init again founds the log' 0 'court.invalid/log1' hf db init
holds 'what others need to verify us is printed' 0 'court.invalid/log1+' hf key public
holds 'nothing is left to migrate' 0 '^\[\]$' hf db migrate --dry-run --json
holds 'the database stays when it is asked to' 0 '"kept":true' hf db start --json
holds 'with nobody enrolled the command says how to begin' 3 'user add --first' hf case open x

# ---- people ----
holds 'one person is not two' 7 'already' hf user add --first 'Ana Reyes' --second ' ana reyes'
holds 'the first two persons are named at once' 0 'Lou Meyer' \
    hf user add --first 'Ana Reyes' --second 'Lou Meyer'
holds 'they are named once' 7 'already' hf user add --first 'A' --second 'B'
holds 'an account that is nobody is told to say who acts' 5 'as NAME' \
    hf user add 'Noor Vale' --organ prosecution \
    --role investigator
holds 'a third is proposed' 0 'Proposed' \
    as 'Ana Reyes' user add 'Noor Vale' --organ prosecution --role investigator
holds 'and not confirmed by the same person' 5 'another person' as 'Ana Reyes' user confirm 'Noor Vale'
holds 'who is only proposed may not act' 5 '' as 'Noor Vale' user add 'X' --organ registry --role auditor
holds 'but confirmed by another' 0 'Active' as 'Lou Meyer' user confirm 'Noor Vale'
holds 'a name that nobody bears is refused with the near one' 3 'Noor Vale may be meant' \
    as 'Noor Vail' case open icc-asset-recovery
for person in 'Ida Roth:prosecution:legal_officer' 'Eve Lind:chambers:chamber' \
    'Sam Gone:registry:investigator'; do
    name=${person%%:*}; rest=${person#*:}
    as 'Ana Reyes' user add "$name" --organ "${rest%%:*}" --role "${rest#*:}" -q >/dev/null
    as 'Lou Meyer' user confirm "$name" -q >/dev/null
done
holds 'a second person under one name is refused' 7 'Ida Roth (Registry)' \
    as 'Ana Reyes' user add 'Ida Roth' --organ registry --role auditor
holds 'a slip in a role is refused with the near one' 2 'auditor may be meant' \
    as 'Ana Reyes' user add 'Ida Roth (Registry)' --organ registry --role auditr
holds 'a role that no definition has yet is told' 0 'has the role officer' \
    as 'Ana Reyes' user add 'Max Kern' --organ registry --role officer
holds 'who is only proposed is put aside by one' 0 'Disabled' as 'Ana Reyes' user disable 'Max Kern'
holds 'a person is not disabled by one' 0 'to be disabled' as 'Ana Reyes' user disable 'Sam Gone'
holds 'nor by the same one twice' 5 'another person' as 'Ana Reyes' user disable 'Sam Gone'
holds 'and keeps all rights meanwhile' 5 'you may not do' \
    as 'Sam Gone' user add 'X' --organ registry --role auditor
holds 'the proposal may be withdrawn' 0 'state  *Active$' as 'Lou Meyer' user keep 'Sam Gone'
as 'Ana Reyes' user disable 'Sam Gone' -q >/dev/null
holds 'two persons disable one' 0 'Disabled' as 'Lou Meyer' user disable 'Sam Gone'
holds 'and may not act any more' 3 'Sam Gone' as 'Sam Gone' case open icc-asset-recovery
as 'Ana Reyes' user disable 'Lou Meyer' -q >/dev/null
holds 'two administrators remain, though two would agree' 6 'enrol another administrator first' \
    as 'Lou Meyer' user disable 'Lou Meyer'
as 'Ana Reyes' user keep 'Lou Meyer' -q >/dev/null
holds 'people are listed for machines' 0 '"name":"Noor Vale"' hf user list --json

# ---- directory and definitions ----
holds 'what is no directory is refused with what one looks like' 2 'a list "authorities" is expected' \
    as 'Ana Reyes' directory import workflows/icc-asset-recovery.json
holds 'a directory is imported' 0 'Sylvania' as 'Ana Reyes' directory import config/samples/directory.json
holds 'importing it again changes nothing' 0 'Sylvania' \
    as 'Ana Reyes' directory import config/samples/directory.json
count_authorities() { hf directory list -q | grep -c .; }
holds 'each authority stands there once' 0 '^3$' count_authorities
holds 'an authority is not confirmed by its proposer' 5 'another person' \
    as 'Ana Reyes' directory confirm 'Fictional Court, Registry'
holds 'but by another' 0 'Valid' as 'Lou Meyer' directory confirm 'Fictional Court, Registry'
in_french() { hf directory list --lang fr; }
holds 'states are shown in the language of the reader' 0 'Valide' in_french
holds 'and by their names to machines' 0 '"standing":"valid"' \
    hf directory show 'Fictional Court, Registry' --json --lang fr
sylvania='Sylvania, Ministry of Justice, office for international cooperation'
as 'Lou Meyer' directory confirm "$sylvania" -q >/dev/null
holds 'an endpoint is not paused without a reason' 2 'reason' as 'Ana Reyes' notice pause "$sylvania"
holds 'with one it is' 0 'pause/1' \
    as 'Ana Reyes' notice pause "$sylvania" --reason 'they move house'
holds 'and goes on when a person says so' 0 'Ended' \
    as 'Lou Meyer' notice resume "$sylvania" --reason 'they have moved'
holds 'what is not paused cannot go on' 3 'paused' as 'Lou Meyer' notice resume "$sylvania" --reason again
holds 'where nothing was given up nothing is sent again' 3 'no notice' \
    as 'Ana Reyes' notice redrive "$sylvania" --reason 'to be sure'
holds 'notices are dead, held or waiting' 2 'dead held waiting' hf notice list --standing gone
holds 'a change is proposed, and its day told' 0 'takes effect  *2027-01-15' \
    as 'Ana Reyes' directory change "$sylvania" --set received_on=2026-12-01 --set source='note verbale 12' \
    --set channel=diplomatic --set language_sets='[["fr"],["en","es"]]' --set drops=endpoint
holds 'a change that says nothing of its receipt is refused' 2 'received_on is required' \
    as 'Ana Reyes' directory change "$sylvania" --set channel=diplomatic --set source=letter
holds 'nor does it count before it is confirmed' 0 'channel  *push' \
    hf directory show "$sylvania" --at 2027-02-01
holds 'and its proposer does not confirm it' 5 'another person' \
    as 'Ana Reyes' directory confirm "$sylvania"
holds 'another does' 0 'Valid' as 'Lou Meyer' directory confirm "$sylvania"
holds 'on the 44th day the entry is the old one' 0 'channel  *push' \
    hf directory show "$sylvania" --at 2027-01-14
holds 'on the 45th it is the new one' 0 'channel  *diplomatic' \
    hf directory show "$sylvania" --at 2027-01-15
holds 'with its languages in sets' 0 '"language_sets":\[\["fr"\],\["en","es"\]\]' \
    hf directory show "$sylvania" --at 2027-01-15 --json
holds 'what was not known then is not read' 0 '"is_valid":false' \
    hf directory show "$sylvania" --at 2027-01-15 --known 2026-01-01 --json
holds 'a day that is none is refused' 2 'is no time' hf directory show "$sylvania" --at soon
holds 'an entry is verified by one person' 0 'verified_on=2026-11-25' \
    as 'Ana Reyes' directory verify "$sylvania" --set verified_on=2026-11-25 --set received_on=2026-11-25 \
    --set source='asked by telephone'
as 'Ana Reyes' directory change "$sylvania" --set received_on=2026-12-02 --set source=x \
    --set costs=shared -q >/dev/null
holds 'a proposed change is withdrawn' 0 'Sylvania' \
    as 'Ana Reyes' directory withdraw "$sylvania" amendment/3
holds 'and then there is nothing to confirm' 6 'confirm' as 'Lou Meyer' directory confirm "$sylvania"

# ---- the key of a focal point: two people, two ways, and the proof of its holder ----
printf 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8' >"$room/fp.key"
printf '{"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}' >"$room/fp.json"
print=1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y
enrol() { as 'Ana Reyes' directory enrol "$sylvania" "$1" --set came_by=email --set speaks_as=authority \
    --set holder='Ministry of Justice' "$2"; }
printf '{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}' >"$room/weak.json"
holds 'a key of small order is refused' 2 'not sound' enrol "$room/weak.json" -q
sed 's/}/,"d":"x"}/' "$room/fp.json" >"$room/both.json"
holds 'so is one with its private part' 2 'private part' enrol "$room/both.json" -q
holds 'a sound one is shown by its fingerprint, with a challenge' 0 "$print" enrol "$room/fp.json" --json
challenge=$(sed 's/.*"challenge":"\([^"]*\)".*/\1/' "$said")
as 'nobody' key prove "$challenge" --issuer https://sylvania.invalid --court https://other.invalid \
    --key "$room/fp.key" >"$room/elsewhere.jwt"
holds 'a proof for another court is none' 8 'addressed to' \
    as 'Ana Reyes' directory prove "$sylvania" enrolment/1 "$room/elsewhere.jwt"
hf key prove "$challenge" --issuer https://sylvania.invalid --court https://court.invalid \
    --key "$room/fp.key" >"$room/proof.jwt"
holds 'the holder proves it' 0 'Proved' \
    as 'Ana Reyes' directory prove "$sylvania" enrolment/1 "$room/proof.jwt"
admit() { as "$1" directory admit "$sylvania" enrolment/1 --set fingerprint="$2" --set checked_by="$3" \
    --set checked_with='the desk officer' --set checked_on=2026-12-01; }
holds 'who proposed it does not confirm it' 5 'another person' admit 'Ana Reyes' "$print" telephone
holds 'nor the way by which it came' 6 'another way' admit 'Lou Meyer' "$print" email
holds 'nor another fingerprint' 8 'not the fingerprint' admit 'Lou Meyer' "${print%?}w" telephone
holds 'then it is enrolled' 0 'Enrolled  *yes' admit 'Lou Meyer' "$print" telephone
holds 'and not a second time' 7 'enrolled already' enrol "$room/fp.json" -q
holds 'a key is revoked, and stays' 0 'Revoked  *no' \
    as 'Ana Reyes' directory revoke "$sylvania" enrolment/1 --set revoked_from=2026-01-01T00:00:00.000Z \
    --set reason=stolen

# ---- our own keys: published first, used later, retired last ----
holds 'an algorithm without a key of ours is refused where it is entered' 3 'key rotate' \
    as 'Ana Reyes' directory change "$sylvania" --set received_on=2026-12-02 --set source=x --set alg=ES256
holds 'a key of another kind signs at once' 0 'ES256  *In use  *yes' as 'Ana Reyes' key rotate --alg ES256
as 'Ana Reyes' key rotate --after 48h >"$room/rotated" 2>&1 || :
holds 'one that follows is published and waits' 0 'EdDSA  *In use  *no' cat "$room/rotated"
holds 'so nobody is warned' 0 '^0$' sh -c 'grep -c invalid_key "$1" || :' sh "$room/rotated"
holds 'the one that signs is not retired' 7 'signs by EdDSA now' as 'Ana Reyes' key retire key/2
holds 'nor that of the log' 6 'key of the log' as 'Ana Reyes' key retire key/1
count_published() { hf key public --json | grep -o '"kid"' | grep -c .; }
holds 'all of them are published' 0 '^3$' count_published
holds 'the one that waits is retired' 0 'EdDSA  *Retired' as 'Ana Reyes' key retire key/4
holds 'and published no longer' 0 '^2$' count_published
holds 'an investigator makes no key' 5 '' as 'Noor Vale' key rotate
count_files() { find "$HOLDFAST_STATE/keys/notices" -type f | grep -c .; }
holds 'and none is left behind' 0 '^2$' count_files
holds 'one that waits for nobody is warned of' 0 'invalid_key' \
    as 'Ana Reyes' key rotate --alg ES256 --after 0h
sed 's/"owner"/"ownr"/' workflows/icc-asset-recovery.json >"$room/bad.json"
holds 'a definition with faults is not taken, and each is named' 9 'bad.json:[0-9]*:11: C1 /kinds/case/' \
    as 'Ana Reyes' workflow publish "$room/bad.json"
tr -s ' ' ' ' <workflows/icc-asset-recovery.json >"$room/loose.json"
holds 'a definition in another layout is not taken' 9 'workflow fmt' \
    as 'Ana Reyes' workflow publish "$room/loose.json"
holds 'fmt puts it in the layout' 0 'loose.json' hf workflow fmt "$room/loose.json"
holds 'then it is the shipped one byte for byte' 0 'no difference' \
    sh -c 'cmp "$1" "$2" && "$3" workflow diff "$1" "$2"' sh \
    "$room/loose.json" workflows/icc-asset-recovery.json "$holdfast"
holds 'a definition is proposed' 0 'proposed' \
    as 'Ana Reyes' workflow publish workflows/icc-asset-recovery.json
holds 'no case runs on what is only proposed' 3 'is published' as 'Noor Vale' case open icc-asset-recovery
holds 'a second person publishes it' 0 'Published' \
    as 'Lou Meyer' workflow publish workflows/icc-asset-recovery.json
holds 'a third call finds it published' 0 'Published' \
    as 'Ana Reyes' workflow publish workflows/icc-asset-recovery.json
holds 'a calendar that does not load is refused with its place' 2 'order.txt' \
    as 'Ana Reyes' calendar publish config/samples/order.txt
holds 'calendars are proposed' 0 'proposed' \
    as 'Ana Reyes' calendar publish config/calendars/court.json config/calendars/fr.json
holds 'and not published by the same person' 5 'another person' \
    as 'Ana Reyes' calendar publish config/calendars/court.json
holds 'but by another' 0 'court  *1  *Published' \
    as 'Lou Meyer' calendar publish config/calendars/court.json config/calendars/fr.json
holds 'they are listed for machines' 0 '"calendar":"fr"' hf calendar list --json
sed 's/"counting": "eu-1182-71"/"calendar": "moon", &/' workflows/eu-freezing-order.json >"$room/moon.json"
hf workflow fmt "$room/moon.json" -q >/dev/null
holds 'a calendar that the house has not is named by file, line and rule' 9 \
    'moon.json:[0-9]*:[0-9]*: C2 .*there is no calendar moon' \
    as 'Ana Reyes' workflow publish "$room/moon.json"
sed -e 's/"version": 1/"version": 2/' -e 's/"last_year": 2030/"last_year": 2029/' -e '/"2030-/d' \
    -e 's/"2029-12-25"\(.*\),$/"2029-12-25"\1/' config/calendars/fr.json >"$room/fr.json"
holds 'a later version does not know less' 7 'up to 2030' as 'Ana Reyes' calendar publish "$room/fr.json"

# ---- a case ----
cat >"$room/opening.json" <<'END'
{"title": "Marrow funds", "grounds": "Payments out of the Treasury of Freedonia",
 "person_name": "Octavian Marrow", "situation": "SIT-04",
 "classification": "confidential", "organ": "prosecution"}
END
holds 'a role that nobody here holds is told' 9 'C6 /roles/officer' \
    hf workflow check --staffed config/samples/small-procedure.json
holds 'what is missing is named member by member' 2 'payload.situation is required' \
    as 'Noor Vale' case open icc-asset-recovery --set title=Marrow
holds 'who has not the role may not open a case' 5 'investigator' \
    as 'Ana Reyes' case open icc-asset-recovery --data "$room/opening.json"
case=$(as 'Noor Vale' case open icc-asset-recovery --data "$room/opening.json" -q)
holds 'a case is opened and shown' 0 'Octavian Marrow' hf case show "$case"
holds 'its dates are told step by step' 0 'day one is' hf deadline explain "$case" case deadline.open
holds 'with the calendar that counted them' 0 '"calendar":"court/1"' \
    hf deadline explain "$case" case deadline.open --json
holds 'a clock that does not run is refused' 3 'no clock' hf deadline explain "$case" case nothing
holds 'it is found as people type it' 0 "$case" \
    hf case show "$(printf %s "$case" | tr 'A-Z-' 'a-z ' | tr -d ' ')"
holds 'it is listed' 0 "^$case" hf case list -q
holds 'a reference with a slip is refused' 2 'check letter' hf case show ABCD-EFGH-C
holds 'an unknown event is refused with those there are' 2 'discontinue' \
    as 'Ida Roth' case act "$case" frobnicate
holds 'an instance that is not there is refused' 3 'request/9' as 'Ida Roth' case act "$case" request/9 send
holds 'what is next says what may be done and why the rest may not' 0 'who may: ' \
    as 'Noor Vale' case what-next "$case"
holds 'and what may' 0 'party.add  *yes' as 'Noor Vale' case what-next "$case"
holds 'a document is kept under its title' 0 'document/1' \
    as 'Ida Roth' document add "$case" config/samples/order.txt \
    --title 'Plan'
holds 'a dry run records nothing' 0 'nothing was recorded' \
    as 'Ida Roth' case act "$case" plan --set plan=document/1 --dry-run
holds 'an act is recorded' 0 'plan' as 'Ida Roth' case act "$case" plan --set plan=document/1
freedonia='Freedonia, Attorney General, central authority'
as 'Lou Meyer' directory confirm "$freedonia" -q >/dev/null
authority=$(hf directory show "$freedonia" --json | sed 's/.*[,{]"id":"\([^"]*\)".*/\1/')
draft() {
    as 'Ida Roth' case act "$case" request draft --set addressee="$authority" --set kind=identify \
        --set duty=party
}
as 'Ana Reyes' directory verify "$freedonia" --set verified_on=2024-02-01 --set received_on=2024-02-01 \
    --set source=letter -q >/dev/null
holds 'a profile that nobody has verified for long is warned of' 0 'last verified on 2024-02-01' draft
holds 'the event says by which entry it went' 0 "\"directory\":\[\"$authority\",3\]" \
    hf case history "$case" --json
as 'Ana Reyes' directory retire "$freedonia" -q >/dev/null
holds 'of whom is retired nothing new is asked' 6 'has no valid entry' draft
holds 'an act on an old state is a conflict' 7 'meanwhile' \
    as 'Ida Roth' case act "$case" plan --set plan=document/1 --if-seq 1
holds 'a refusal is a document for machines' 7 '{"error":{"code":"stale"' \
    as 'Ida Roth' case act "$case" plan --set plan=document/1 --if-seq 1 --json
holds 'and a sentence in French' 7 'entre-temps' \
    as 'Ida Roth' case act "$case" plan --set plan=document/1 --if-seq 1 --lang fr
holds 'the history tells who did what' 0 'lays down the financial profile plan .*Ida Roth .*Legal officer' \
    hf case history "$case"
history_in_french() { hf case history "$case" --lang fr; }
holds 'in French by the titles it has there' 0 'Ida Roth .*Juriste' history_in_french

# ---- registers ----
ftm=config/samples/marrow-entities.ftm.ndjson
printf '%s\n' '{"id":"p","schema":"Person","properties":{"name":["Nobody"]}}' \
    '{"id":"w","schema":"CryptoWallet","properties":{"privateKey":["s"]}}' >"$room/key.ndjson"
holds 'a file with a private key is refused by line' 2 'key.ndjson:2' \
    as 'Noor Vale' case import "$case" "$room/key.ndjson"
holds 'and nothing of it was recorded' 0 '^\[\]$' hf case entity list "$case" --json
holds 'entities are imported' 0 'party  *12  *12  *0' as 'Noor Vale' case import "$case" "$ftm"
holds 'an import that is run again records nothing twice' 0 'party  *12  *0  *12' \
    as 'Noor Vale' case import "$case" "$ftm"
holds 'an account knows its holder' 0 '"holder":"' hf case account list "$case" --json
printf '{"id":"t","schema":"Teapot"}\n' >"$room/teapot.ndjson"
holds 'an unknown schema is left out with a warning' 0 'line 1.*Teapot' \
    as 'Noor Vale' case import "$case" "$room/teapot.ndjson"
holds 'a party is recorded by hand' 0 'party/13' \
    as 'Noor Vale' case entity add "$case" --set kind=company --set name=Thirteenth
holds 'money is typed as people write it' 0 '"amount":150050' \
    as 'Noor Vale' case asset add "$case" --set kind=account \
    --set account=account/1 --set description='Balance' --set state=XS --set value='1500.50 EUR' --json
holds 'whom the owner names acts in his own role' 0 'document/2' \
    as 'Eve Lind' document add "$case" config/samples/order.txt --title 'Order'
same_bytes() { hf document get "$case" document/1 | cmp - config/samples/order.txt && echo same; }
holds 'it comes back byte for byte' 0 'same' same_bytes
holds 'it is not written over another file' 1 'exists' \
    hf document get "$case" document/1 --output "$room/opening.json"
holds 'an order names what it covers' 0 '"covers":\["' \
    as 'Eve Lind' case order add "$case" --set kind=freeze --set number=1 \
    --set issued_on=2026-11-20 --set issued_by=Chamber --set covers=asset/1 --set covers=asset/2 \
    --set document=document/1 --json
holds 'a trace is kept in the case and noted at the asset' 0 'TREASURY' as 'Noor Vale' trace funds \
    config/samples/statement.csv --method fifo --attach asset/1 --to-case "$case"
holds 'the asset names the trace' 0 '"trace_method":"fifo"' hf case asset list "$case" --json

# ---- proof ----
holds 'the whole log verifies' 0 'verified  *yes' hf audit verify
holds 'and each case alone' 0 'verified  *yes' hf audit verify "$case"
holds 'a checkpoint is a signed note' 0 '^— court.invalid/log1 ' hf audit checkpoint
holds 'a case is replayed' 0 'asset/1' hf audit replay "$case"
holds 'its inventory lists the assets' 0 'asset/1  *real_estate' hf case inventory "$case"
same_inventory() {
    today=$(date -u +%F)
    hf case inventory "$case" --json >"$room/now"
    hf case inventory "$case" --at "$today" --json >"$room/then"
    cmp "$room/now" "$room/then" && cat "$room/now"
}
holds 'folded anew to the end of today it is the same' 0 '"value":{"amount":150050' same_inventory
holds 'before its first day nothing was held' 0 '"assets":\[\],"day":"2026-01-01"' \
    hf case inventory "$case" --at 2026-01-01 --json
holds 'in French it says so' 0 'Inventaire à la fin' hf case inventory "$case" --lang fr
holds 'a day that is none is refused' 2 '\-\-at' hf case inventory "$case" --at yesterday
hf key public --json | sed 's/.*"log":"\([^"]*\)".*/log \1/' >"$room/trust"
holds 'a case is exported with all that proves it' 0 'made for  *auditor' \
    hf audit export "$case" -o "$room/case.bundle"
holds 'and verified by a program that knows nothing else' 0 '^WHOLE: ' \
    "$verifier" --trust "$room/trust" "$room/case.bundle"
holds 'in French too' 0 '^INTÈGRE : ' "$verifier" --lang fr --trust "$room/trust" "$room/case.bundle"
holds 'without trust the signer is not established' 8 'SIGNER NOT ESTABLISHED' "$verifier" "$room/case.bundle"
holds 'unless only the whole was asked for' 0 'WHOLE IN ITSELF' "$verifier" --self-only "$room/case.bundle"
holds 'for machines as JSON' 0 '"signer_established":true' \
    "$verifier" --json --trust "$room/trust" "$room/case.bundle"
holds 'what was true earlier follows from the bytes' 0 'State at the end' \
    "$verifier" --to 2026-01-01 --trust "$room/trust" "$room/case.bundle"
holds 'any tar opens it' 0 '^manifest$' tar tf "$room/case.bundle"
holds 'two bundles of one case are compared' 0 'events the same' \
    hf audit compare "$room/case.bundle" "$room/case.bundle"
hf audit export "$case" -o "$room/open.bundle" --for public --quiet >/dev/null
holds 'also where one shows less' 0 'events the same' \
    hf audit compare "$room/case.bundle" "$room/open.bundle"
dd if=/dev/zero of="$room/case.bundle" bs=1 count=1 seek=9000 conv=notrunc 2>/dev/null
holds 'a changed byte is found' 8 '^NOT WHOLE: ' "$verifier" --trust "$room/trust" "$room/case.bundle"
holds 'and it is not compared' 8 'case.bundle' hf audit compare "$room/open.bundle" "$room/case.bundle"
printf 'correct horse battery staple\n' >"$room/words"
recipient=KVPpfcoSKfl8YAvsLBf-6qs1zkvt9msdQvFqRJ3FwF8
printf '{"crv":"X25519","d":"%s"}\n' dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqwXf7pR25LCo >"$room/reader.jwk"
holds 'a bundle is encrypted under a passphrase' 0 'bytes' \
    hf audit export "$case" -o "$room/sealed" --passphrase-file "$room/words"
holds 'and read by nobody without it' 8 'this bundle is encrypted' "$verifier" --self-only "$room/sealed"
holds 'who has it verifies it as it is' 0 'WHOLE IN ITSELF' \
    "$verifier" --self-only --passphrase-file "$room/words" "$room/sealed"
printf 'incorrect\n' >"$room/other"
holds 'another does not open it' 8 'does not open' \
    "$verifier" --self-only --passphrase-file "$room/other" "$room/sealed"
holds 'or decrypts it' 0 'written to' \
    hf audit open "$room/sealed" -o "$room/opened" --passphrase-file "$room/words"
holds 'into a bundle' 0 'WHOLE IN ITSELF' "$verifier" --self-only "$room/opened"
holds 'not under two locks of which one would be left out' 2 'exclude each other' \
    hf audit export "$case" -o "$room/both" --passphrase-file "$room/words" --recipient "$recipient"
holds 'and nothing was written' 0 '^nothing$' sh -c "test -e '$room/both' || echo nothing"
holds 'or for a key' 0 'bytes' hf audit export "$case" -o "$room/sealed" \
    --recipient "$recipient"
holds 'that opens it' 0 'WHOLE IN ITSELF' "$verifier" --self-only --key "$room/reader.jwk" "$room/sealed"
holds 'where it is given' 2 'encrypted for the key KVPpf' \
    hf audit open "$room/sealed" -o "$room/opened" --passphrase-file "$room/words" --quiet
holds 'for the public nothing hidden goes out' 0 'public' \
    hf audit export "$case" -o "$room/open.bundle" --for public
holds 'and it holds' 0 'hidden values shown  *0$' "$verifier" --self-only "$room/open.bundle"
holds 'what there is cannot be proved absent' 7 "there is a case $case" hf audit absence "$case"
holds 'a case that there is not is proved absent' 0 'written to' \
    hf audit absence 0000-0000-0 -o "$room/absence.proof"
holds 'which the verifier confirms' 0 '^WHOLE: ' "$verifier" --trust "$room/trust" "$room/absence.proof"
holds 'naming it' 0 'no case of this reference  *0000-0000-0' \
    "$verifier" --self-only "$room/absence.proof"
sed -i 's/"kind":"case"/"kind":"people"/' "$room/absence.proof"
holds 'and nothing else' 8 '^NOT WHOLE: absence line 1: ' \
    "$verifier" --trust "$room/trust" "$room/absence.proof"
holds 'each event with what it leaves' 0 'state after' hf audit replay "$case" --step
holds 'what the desk keeps folded is what the events make' 0 '"told":' hf audit replay "$case" --json
holds 'by what is known now, nothing had taken effect then' 0 '"instances":\[\]' \
    hf audit replay "$case" --to 2026-01-01 --as-known-on 2099-01-01 --json
holds 'and as all of it leaves it' 0 'asset/1' hf audit replay "$case" --as-known-on 2099-01-01
holds 'where nothing can be written there is no verdict' 1 'could not be written' \
    sh -c '"$1" --self-only "$2" 2>&1 >/dev/full' sh "$verifier" "$room/open.bundle"
holds 'so says the small program' 0 'State at the end' \
    "$verifier" --self-only --to 2026-01-01 --as-known-on 2099-01-01 "$room/open.bundle"
holds 'the log is written as files' 0 'written to' hf audit tiles "$room/tiles"
holds 'which are all checked' 0 '^WHOLE: ' "$verifier" --trust "$room/trust" "$room/tiles"
holds 'again only what is new is written' 0 '"files":0' hf audit tiles "$room/tiles" --json
entries=$(find "$room/tiles/tile/entries" -type f | sort | head -1)
dd if=/dev/zero of="$entries" bs=1 count=1 seek=30 conv=notrunc 2>/dev/null
holds 'a changed leaf is named' 8 '^NOT WHOLE: tile/entries/000' "$verifier" --self-only "$room/tiles"
holds 'before its first day it was not there' 0 '"seq":0' hf audit replay "$case" --to 2026-01-01 --json
psql_run() {
    socket=$(hf db status --json | sed 's/.*"socket":"\([^"]*\)".*/\1/')
    psql -qXAt -v ON_ERROR_STOP=1 -h "$socket" -U holdfast_owner -d holdfast -c "$1"
}
snapshot() { # BYTES, in hexadecimal
    psql_run "DELETE FROM snapshot; INSERT INTO snapshot (log, file, seq, bytes)
        SELECT log, file, 1, decode('$1', 'hex') FROM file WHERE name = '$case' AND kind = 1"
}
snapshot ffffffffffffffff
holds 'a kept snapshot that does not open is told' 8 'snapshot was changed' hf audit replay "$case"
snapshot 0000000000000000
holds 'one of an older form is not' 0 'asset/1' hf audit replay "$case"
spoil="UPDATE event SET payload = set_byte(payload, 3, get_byte(payload, 3) # 1) WHERE seq = 15
    AND file = (SELECT file FROM file WHERE name = '$case' AND kind = 1)"
holds 'history refuses to be changed, even by its owner' 1 'never changed' psql_run "$spoil"
# A snapshot behind it would be read instead, as proofs never are.
psql_run "ALTER TABLE event DISABLE TRIGGER ALL; DELETE FROM snapshot; $spoil"
holds 'a changed byte is found and its event named' 8 "case $case event 15" hf audit verify
holds 'also in the one case' 8 "event 15" hf audit verify "$case"
holds 'the case is still listed, and said to be broken' 8 "^$case .*event_does_not_fit" hf case list
holds 'and on replay' 8 "event 15" hf audit replay "$case"

# ---- what is away ----
holds 'a database that is not there is told as such' 4 'cannot be reached' \
    hf case list --db 'host=/nowhere dbname=holdfast'
holds 'a private cluster is not started for another database' 2 'private database only' \
    hf db start --db 'host=/x'
holds 'the database is stopped' 0 '"running":false' hf db stop --json
holds 'and started again by the next command' 0 'Ana Reyes' hf user list
[ "$failed" = 0 ]

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# registers.sh HOLDFAST: a case's registers as what `trace` reads: they give what a file with the same rows
# gives, what
# is withdrawn is left out, what binds their documents passes on, and what they lack is told by entry.
set -eu
holdfast=$1
cd "$(dirname "$0")/../.."
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh

# ---- a house and a case ----
founded
enrolled 'Noor Vale' --organ prosecution --role investigator
open_case() {
    as 'Noor Vale' case open "$@" --json | sed 's/^{"case":"\([^"]*\)".*/\1/'
}
published workflows/icc-asset-recovery.json
case=$(open_case icc-asset-recovery --set title='Ledger' --set grounds='Payments reach accounts.' \
    --set person_name='Octavian Marrow' \
    --set situation=SIT-04 --set classification=confidential --set organ=prosecution)
add() { as 'Noor Vale' case "$@" -q >/dev/null; }

# ---- nothing yet ----
holds 'a case without payments says how to begin' 3 'case payment add' hf trace funds --case "$case" \
    --method fifo
holds 'by its word' 3 '"trace_case_empty"' hf trace funds --case "$case" --method fifo --json
holds 'in French too' 3 'case holding add' hf trace owners --case "$case" --of party/1 --lang fr
holds 'without file and case nothing is traced' 2 'CASE' hf trace compare

# ---- entries ----
for name in 'Treasury' 'Blue Quarry' 'Octavian Marrow' 'Twin' 'Twin'; do
    case $name in Octavian*) kind=person ;; *) kind=company ;; esac
    add entity add "$case" --set kind=$kind --set name="$name"
done
for number in Q1 H1 D1; do add account add "$case" --set number=$number; done
add asset add "$case" --set kind=vessel --set description='Grey Heron' --set state=XF
printf 'a statement\n' >"$room/statement.txt"
printf '{"conditions":["NO_ONWARD","LEAD_ONLY"]}\n' >"$room/bound.json"
as 'Noor Vale' document add "$case" "$room/statement.txt" --title Statement --classification sealed \
    --data "$room/bound.json" -q >/dev/null
pay() { as 'Noor Vale' case payment add "$case" "$@"; }
set_pay() { # KIND DAY AMOUNT NAME=VALUE...
    kind=$1 day=$2 amount=$3; shift 3
    for word; do set -- "$@" --set "$word"; shift; done
    add payment add "$case" --set kind="$kind" --set date="$day" --set amount="$amount" "$@"
}
holds 'a credit that does not say whose it is is refused as it is typed' 6 'origin' \
    pay --set kind=credit --set date=2020-01-02 --set account=account/1 --set amount='10.00 EUR'
holds 'so is a claim of nobody' 6 'claimant' pay --set kind=credit --set date=2020-01-02 \
    --set account=account/1 \
    --set amount='10.00 EUR' --set origin=claim
holds 'a transfer to nowhere' 6 'to_account' pay --set kind=transfer --set date=2020-01-02 \
    --set account=account/1 \
    --set amount='10.00 EUR'
holds 'and a link without evidence' 6 'document' pay --set kind=link --set date=2020-01-02 \
    --set account=account/1 \
    --set amount='10.00 EUR'
holds 'an amount that no register can hold is refused, of a payment' 2 '9007199254740991' \
    pay --set kind=credit --set date=2020-01-02 --set account=account/1 \
    --set amount='90071992547409.92 EUR' --set origin=own
holds 'and of an asset' 2 '"cli_set_large"' as 'Noor Vale' case asset add "$case" --set kind=other \
    --set description=Hoard --set state=XF --set value='90071992547409.92 EUR' --json
holds 'what its kind does not have is refused' 6 'kind=debit.*to_account' pay --set kind=debit \
    --set date=2020-01-02 --set account=account/1 --set amount='10.00 EUR' --set to_account=account/2
holds 'so is a rate that does not fit' 6 'book_rate' pay --set kind=conversion --set date=2020-01-02 \
    --set account=account/1 --set amount='10.00 EUR' --set to_account=account/2 \
    --set received='1600 JPY' --set rate=170 --json
holds 'an amount below zero' 2 'payload.amount must be 0 or more' \
    pay --set kind=credit --set date=2020-01-02 --set account=account/1 \
    --set amount='-10.00 EUR' --set origin=own
set_pay credit 2020-01-02 '300.00 EUR' account=account/1 origin=own
set_pay credit 2020-01-03 '500.01 EUR' account=account/1 origin=claim claimant=party/1 document=document/1
set_pay transfer 2020-01-05 '250.00 EUR' account=account/1 to_account=account/2
set_pay credit 2020-01-04 '99.99 EUR' account=account/1 origin=unknown
set_pay fee 2020-01-06 '1.00 EUR' account=account/1
set_pay purchase 2020-01-07 '200.00 EUR' account=account/2 asset=asset/1
set_pay sale 2020-02-01 '260.00 EUR' asset=asset/1 to_account=account/2 election=share
set_pay conversion 2020-02-02 '100.00 EUR' account=account/2 to_account=account/3 \
    received='110.00 USD' rate=1.1
set_pay debit 2020-02-03 '50.00 EUR' account=account/1 payee=party/3
set_pay debit 2020-02-04 '20.00 EUR' account=account/1
set_pay debit 2020-02-05 '9.00 EUR' account=account/1

# ---- the same rows in a file ----
cat >"$room/same.csv" <<'END'
id,date,account,kind,amount,claimant,to,currency,received,to_currency,rate,election,debit,credit,evidence
payment/1,2020-01-02,account/1,credit,30000,OWN,,EUR,,,,,,,
payment/2,2020-01-03,account/1,credit,50001,party/1,,EUR,,,,,,,
payment/4,2020-01-04,account/1,credit,9999,UNKNOWN,,EUR,,,,,,,
payment/3,2020-01-05,account/1,transfer,25000,,account/2,EUR,,,,,,,
payment/5,2020-01-06,account/1,fee,100,,,EUR,,,,,,,
payment/6,2020-01-07,account/2,purchase,20000,,asset/1,EUR,,,,,,,
payment/7,2020-02-01,asset/1,sale,26000,,account/2,EUR,,,,share,,,
payment/8,2020-02-02,account/2,conversion,10000,,account/3,EUR,11000,USD,1.1,,,,
payment/9,2020-02-03,account/1,debit,5000,,party/3,EUR,,,,,,,
payment/10,2020-02-04,account/1,debit,2000,,?,EUR,,,,,,,
END
set_aside() { as 'Noor Vale' case act "$case" payment/11 payment.withdraw; }
holds 'what was recorded in error is withdrawn' 0 'Withdrawn' set_aside
without_case() { sed 's/"case":{.*"seq":[0-9]*},//'; }
same() { # METHOD
    hf trace funds --case "$case" --method "$1" --json \
    --quiet 2>/dev/null | without_case >"$room/registers.json"
    hf trace funds "$room/same.csv" --method "$1" --json \
    --quiet 2>/dev/null | cmp - "$room/registers.json" && echo same
}
for method in fifo lifo own_first claim_first rolling_pro_rata poison pari_passu direct_match; do
    holds "by $method the registers give what the same rows in a file give" 0 '^same$' same $method
done
same_comparison() {
    hf trace compare --case "$case" --json \
    --quiet | without_case | sed 's/,"case":{.*"seq":[0-9]*}//' >"$room/a.json"
    hf trace compare "$room/same.csv" --json --quiet | cmp - "$room/a.json" && echo same
}
holds 'so does the comparison of all' 0 '^same$' same_comparison
holds 'a range can be asked for' 0 '"case":{"case":"' hf trace funds --case "$case" --range --json
holds 'a payment is explained by its entry' 0 'came with payment/1' \
    hf trace explain --case "$case" --method fifo --debit payment/3
holds 'people read names behind the numbers' 0 'party/1 Treasury' hf trace funds --case "$case" --method fifo
holds 'machines are told them apart' 0 '"names":{"account/1":"Q1"' hf trace funds --case "$case" \
    --method fifo --json
holds 'a file of the answer has numbers only' 0 '' hf trace funds --case "$case" \
    --method fifo -o "$room/out.json"
holds 'as its accounts' 0 '"accounts":{"account/1":' cat "$room/out.json"

# ---- what binds ----
holds 'the classification of the highest document is told' 0 'sealed' hf trace compare --case "$case"
holds 'in French by its French word' 0 'sous scellés' hf trace compare --case "$case" --lang fr
holds 'and the conditions, with their document' 0 'LEAD_ONLY.*document/1' hf trace compare --case "$case"
holds 'a trace of registers is kept in their case' 0 'party/1' \
    as 'Noor Vale' trace funds --case "$case" --method fifo --attach asset/1
holds 'under the same seal and conditions' 0 \
    '"conditions":\["NO_ONWARD","LEAD_ONLY"\],"media_type":"application/json"' \
    hf document list "$case" --json
kept_names() { hf document get "$case" document/2 | grep -c Treasury || true; }
holds 'and without names, which could not be erased there' 0 '^0$' kept_names
other=$(open_case icc-asset-recovery --set title='Other' --set grounds='Payments reach accounts.' \
    --set person_name='Octavian Marrow' \
    --set situation=SIT-04 --set classification=confidential --set organ=prosecution)
holds 'but in no other case' 2 '"trace_case_other"' \
    as 'Noor Vale' trace funds --case "$case" --method fifo --attach asset/1 --to-case "$other" --json

# ---- what is wrong is told by entry ----
holds 'a payment in another currency than its account is refused as it is typed' 6 'EUR.*USD.*conversion' \
    pay --set kind=debit --set date=2020-02-06 --set account=account/1 --set amount='5.00 USD'
holds 'with the movement that shows the currency' 6 'payment/10' \
    pay --set kind=debit --set date=2020-02-06 --set account=account/1 --set amount='5.00 USD'
set_pay debit 2020-02-06 '5.00 EUR' account=account/1 payee=party/3
change() { as 'Noor Vale' case act "$case" "$@"; }
holds 'so is a correction' 6 'book_account' change payment/12 payment.change --set amount='5.00 USD' --json
holds 'an account whose movements are in one currency is not said to be in another' 6 'book_used' \
    change account/1 account.change --set currency=USD --json
ftm() { # ID SCHEMA PROPERTIES
    printf '{"id":"%s","schema":"%s","properties":{%s}}\n' "$@"
}
ftm_pay() { # ID AMOUNT CURRENCY
    ftm "$1" Payment '"payerAccount":["a1"],"date":["2020-02-06"],"amount":["'"$2"'"],"currency":["'"$3"'"]'
}
{
    ftm a1 BankAccount '"accountNumber":["E7"],"currency":["EUR"]'
    ftm_pay p1 3.00 EUR
    ftm_pay p2 4.00 USD
    ftm_pay p4 90071992547409.92 EUR
    ftm_pay p3 5.00 EUR
    ftm c1 Company '"name":["Slate Works"]'
    ftm m1 Person '"name":["Ines Calder"]'
    ftm o1 Ownership '"owner":["c1"],"asset":["m1"],"percentage":["10"]'
} >"$room/two.ndjson"
holds 'an import leaves out what is in another currency or too large, and goes on' 0 \
    'payment  *4  *2  *0  *2' \
    as 'Noor Vale' case import "$case" "$room/two.ndjson"
holds 'with the line and the reason' 0 'line 3: .*account/4.*EUR.*USD' \
    as 'Noor Vale' case import "$case" "$room/two.ndjson"
holds 'with the line of what is too large' 0 'line 4: the payment p4 .*9007199254740991' \
    as 'Noor Vale' case import "$case" "$room/two.ndjson"
holds 'and of a natural person who is owned' 0 'line 8: .*natural person' \
    as 'Noor Vale' case import "$case" "$room/two.ndjson"
for entry in payment/13 payment/14; do change $entry payment.withdraw -q >/dev/null; done
set_pay transfer 2020-02-07 '900.00 EUR' account=account/1 to_account=account/2
holds 'what was never recorded as coming in is of unknown origin, not the own money of the payee' 0 \
    '{"OWN":30000,"UNKNOWN":32600,"party/1":27400},"id":"payment/15"' hf trace funds --case "$case" \
    --method lifo --json

# ---- holdings ----
hold() { add holding add "$case" "$@"; }
hold --set owner=party/3 --set owned=party/2 --set percent=60 --set document=document/1 --set page=7
hold --set owner=party/4 --set owned=party/2 --set percent=40
holds 'a share that is no share is refused as it is typed' 2 'percent' \
    as 'Noor Vale' case holding add "$case" --set owner=party/3 --set owned=party/2 --set percent=160
holds 'nobody owns a natural person' 6 'party/3.*natural person' \
    as 'Noor Vale' case holding add "$case" --set owner=party/2 --set owned=party/3 --set percent=16
holds 'who owns a company is read from the register, by its name' 0 'party/3 Octavian Marrow  *60' \
    hf trace owners --case "$case" --of 'Blue Quarry'
holds 'or number, for machines' 0 '"effective_exact":{"party/3":"60"}' hf trace owners --case "$case" \
    --of party/2 --json
holds 'each holding with its entry, document and page' 0 'holding/1, .*document/1, page 7' \
    hf trace owners --case "$case" --of party/2 --explain
holds 'bound as its documents are' 0 '"classification":"sealed"' hf trace owners --case "$case" \
    --of party/2 --json
holds 'a name that two bear is refused with both' 2 'party/5' hf trace owners --case "$case" --of Twin
holds 'by its word' 2 '"trace_case_parties"' hf trace owners --case "$case" --of Twin --json
holds 'a name that nobody bears too' 3 'entity list' hf trace owners --case "$case" --of Nobody
holds 'by its word' 3 '"trace_case_party"' hf trace owners --case "$case" --of Nobody --json
hold --set owner=party/5 --set owned=party/2 --set percent=10
holds 'more than the whole is refused at the entry' 2 "$case holding/3" hf trace owners --case "$case" \
    --of party/2
as 'Noor Vale' case act "$case" holding/3 holding.withdraw -q >/dev/null
holds 'and mended by withdrawing it' 0 '60' hf trace owners --case "$case" --all
[ "$failed" = 0 ]

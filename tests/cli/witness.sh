#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# witness.sh HOLDFAST VERIFY: a witness over HTTPS and one by files cosign a log as it grows, and refuse one
# that was forked, is unknown to them or proves nothing. What they signed stands in bundles and tile logs.
set -eu
holdfast=$1
verify=$2
cd "$(dirname "$0")/../.."
. tests/cli/room.sh
command -v openssl >/dev/null && command -v curl >/dev/null || exit 77
serving=
office=
trap '[ -z "$serving$office" ] || kill $serving $office 2>/dev/null || true; finish' EXIT

hf db init -q >/dev/null
hf key generate --issuer https://court.example --origin court.example/log1 -q >/dev/null
hf db init -q >/dev/null
hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q >/dev/null
log=$(hf key public --json | grep -o 'court.example/log1+[0-9a-f]*+[A-Za-z0-9+/=]*' | head -n 1)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$room/tls.key" \
    -out "$room/tls.crt" -days 2 -subj /CN=witness -addext subjectAltName=IP:127.0.0.1 2>/dev/null

hf witness make "$room/w1" --name witness.example/w1 --log "$log" --json >"$room/w1.json"
hf witness make "$room/w2" --name witness.example/w2 --log "$log" --json >"$room/w2.json"
w1=$(sed 's/.*"witness":"\([^"]*\)".*/\1/' "$room/w1.json")
w2=$(sed 's/.*"witness":"\([^"]*\)".*/\1/' "$room/w2.json")
"$holdfast" witness serve "$room/w1" --listen 127.0.0.1:0 --tls-cert "$room/tls.crt" \
    --tls-key "$room/tls.key" >"$room/address" 2>"$room/log" &
serving=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ ! -s "$room/address" ] || break
    sleep 0.5
done
export HOLDFAST_NOTIFY_ALLOW=127.0.0.0/8 HOLDFAST_NOTIFY_CA="$room/tls.crt"
printf 'log %s\nwitness w1 %s %s\nquorum w1\n' "$log" "$w1" "$(head -n 1 "$room/address")" >"$room/one"
printf 'log %s\nwitness w1 %s %s\nwitness w2 %s\ngroup both all w1 w2\nquorum both\n' "$log" "$w1" \
    "$(head -n 1 "$room/address")" "$w2" >"$room/both"

holds 'a log that is named twice is known once' 0 'witness.example/w3' \
    hf witness make "$room/w3" --name witness.example/w3 --log "$log" --log "$log" --json
cp "$said" "$room/w3.json"
holds 'and stands there in one line' 0 '^1$' grep -c '^log ' "$room/w3/logs"
holds 'what is no log key makes no witness' 2 'nonsense' \
    hf witness make "$room/w4" --name witness.example/w4 --log "$log" --log nonsense
holds 'and it is made when that is mended' 0 'witness.example/w4' \
    hf witness make "$room/w4" --name witness.example/w4 --log "$log" --json
holds 'a witness that is there is not made anew' 7 'is there already' \
    hf witness make "$room/w4" --name witness.example/w5
holds 'a key without its certificate is not served in clear' 2 'tls-cert' \
    timeout 20 "$holdfast" witness serve "$room/w3" --listen 127.0.0.1:0 --tls-key "$room/tls.key"

holds 'a witness cosigns a log it knows' 0 'cosigned' hf witness ask "$room/one" -o "$room/checkpoint"
holds 'its line stands under the checkpoint' 0 'witness.example/w1' cat "$room/checkpoint"
as 'Ana Reyes' user add 'Noor Vale' --organ prosecution --role investigator -q >/dev/null
holds 'and the same log when it has grown' 0 'cosigned' hf witness ask "$room/one"
holds 'a quorum that is not reached names who is missing' 8 'missing: w2' hf witness ask "$room/both"
hf witness request -o "$room/request"
holds 'a witness behind an air gap cosigns what is carried to it' 0 'witness.example/w2' \
    hf witness sign "$room/w2" "$room/request"
holds 'and once more when the same is carried there again' 0 'witness.example/w2' \
    hf witness sign "$room/w2" "$room/request"
sed 's/^old 0/old 3/' "$room/request" >"$room/wrong"
holds 'from wherever it is said to go on' 0 'witness.example/w2' hf witness sign "$room/w2" "$room/wrong"
holds 'over the network it names what it has, as the protocol says' 0 '^409' \
    curl -s --cacert "$room/tls.crt" --data-binary "@$room/request" -w '\n%{http_code}' \
    "$(head -n 1 "$room/address")/add-checkpoint"
size=$(sed -n 4p "$room/request")
as 'Lou Meyer' user confirm 'Noor Vale' -q >/dev/null
hf witness request --old "$size" -o "$room/later"
sed '2s/^./A/;2s/^A\(.*\)/A\1/' "$room/later" | sed '2s/^.\{4\}/ABCD/' >"$room/broken"
holds 'a proof that does not lead there is refused' 8 '422' hf witness sign "$room/w2" "$room/broken"
sed 's/^[0-9][0-9]*$/2/' "$room/later" >"$room/elsewhere"
holds 'the right one is not' 0 'witness.example/w2' hf witness sign "$room/w2" "$room/later"
cp "$said" "$room/lines"
holds 'what is older it cosigns no more, and says how far it has' 7 'has cosigned' \
    hf witness sign "$room/w2" "$room/request"
holds 'what came back is kept under the checkpoint that was carried out' 8 'missing: w1' \
    hf witness take "$room/both" "$room/later" "$room/lines"
printf 'log %s\nwitness w2 %s\nquorum w2\n' "$log" "$w2" >"$room/two"
holds 'which says of how many entries, and of how many witnesses' 0 'of [0-9]* entries; lines .*: 1$' \
    hf witness take "$room/two" "$room/later" "$room/lines"
holds 'a policy without a quorum does not make it silent' 8 'nothing was kept' \
    sh -c "sed 's/quorum w2/quorum none/' '$room/two' >'$room/free'; : >'$room/empty'
        '$holdfast' witness take '$room/free' '$room/later' '$room/empty'"
holds 'in French too' 8 'rien n.a été conservé' \
    hf witness take "$room/free" "$room/later" "$room/empty" --lang fr
holds 'with the others the quorum is reached' 0 'cosigned' hf witness ask "$room/both" -o "$room/checkpoint"
holds 'and the checkpoint bears both lines' 0 '^2$' grep -c 'witness.example/w[12] ' "$room/checkpoint"
holds 'lines are kept of no checkpoint that is not there' 3 'no checkpoint of this log' \
    hf witness take "$room/both" "$room/elsewhere" "$room/lines"
w3=$(sed 's/.*"witness":"\([^"]*\)".*/\1/' "$room/w3.json")
printf 'log %s\nwitness w3 %s\nquorum w3\n' "$log" "$w3" >"$room/three"
holds 'and a stranger signs for none of the policy' 8 'no line of it is a cosignature' \
    hf witness take "$room/three" "$room/later" "$room/lines"
sed 's/^court.example.log1$/court.example\/log2/' "$room/later" >"$room/stranger"
holds 'a log that it was not told of is unknown to it' 8 '404' hf witness sign "$room/w2" "$room/stranger"
sed '$s/.\{6\}$/AAAAA=/' "$room/later" >"$room/forged"
holds 'a checkpoint that the log did not sign is refused' 8 '403' hf witness sign "$room/w2" "$room/forged"
holds 'what is no request is not read' 8 '400' hf witness sign "$room/w2" "$room/one"

holds 'in French, too' 8 'ne connaît pas ce journal' hf witness sign "$room/w2" "$room/stranger" --lang fr

for who in 'Ana Reyes' 'Lou Meyer'; do
    as "$who" workflow publish tests/vectors/workflow/moving-1.json -q >"$said" 2>&1
done
as 'Ana Reyes' user add 'Ida Roth' --organ registry --role officer --role investigator -q >"$said" 2>&1
as 'Lou Meyer' user confirm 'Ida Roth' -q >"$said" 2>&1
case=$(as 'Ida Roth' case open moving -q 2>"$said")
hf audit export "$case" -o "$room/alone.bundle" -q
holds 'a bundle that no witness was asked for lacks their quorum' 8 'missing: w1' \
    "$verify" --trust "$room/one" "$room/alone.bundle"
export HOLDFAST_WITNESS_POLICY="$room/one"
holds 'an export has its checkpoint cosigned' 0 'bundle' hf audit export "$case" -o "$room/case.bundle"
holds 'and is verified by their quorum' 0 'witness.example/w1' \
    "$verify" --trust "$room/one" "$room/case.bundle"
holds 'another quorum is not reached by it' 8 'missing: w2' "$verify" --trust "$room/both" "$room/case.bundle"
holds 'who exports is told then' 0 'missing: w2' \
    env HOLDFAST_WITNESS_POLICY="$room/both" "$holdfast" audit export "$case" -o "$room/both.bundle"

export HOLDFAST_WITNESS_EVERY_S=1
"$holdfast" serve --listen 127.0.0.1:0 >"$room/office" 2>"$room/office.log" &
office=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    ! grep -q '"cosigned"' "$room/office.log" || break
    sleep 0.5
done
holds 'the server asks its witnesses by itself' 0 'cosigned' cat "$room/office.log"
kill "$office"
wait "$office" || true
office=
unset HOLDFAST_WITNESS_POLICY
hf audit tiles "$room/tiles" -q >"$said" 2>&1
holds 'what they signed is published' 0 'witness.example/w1' \
    grep -a 'witness.example/w1' "$room/tiles/checkpoints"
holds 'and the log verifies with it' 0 'WHOLE' "$verify" --self-only "$room/tiles"
holds 'in the house, too' 0 '.' hf audit verify

printf '%s\n' 'court.example/log1' 400 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' >"$room/last"
cp "$room/last" "$room/w1/last/$(ls "$room/w1/last")"
holds 'a witness that has seen another history says so, whoever else cosigned' 7 'has cosigned 400 entries' \
    hf witness ask "$room/one"
[ "$failed" = 0 ]

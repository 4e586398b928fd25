#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stamp.sh HOLDFAST AUTHORITY: a checkpoint is stamped by a local authority of OpenSSL, by network and by
# carried files, and stamped again before its certificate ends; what was not signed by it, or is of something
# else, is refused.
set -eu
holdfast=$1
authority=$2
cd "$(dirname "$0")/../.."
command -v openssl >/dev/null || exit 77
# shellcheck source=tests/cli/room.sh
. tests/cli/room.sh
tsa=$room/tsa
mkdir "$tsa"
crl='-config tsa.cnf -name crl -keyfile ca.key -cert ca.pem'
serving=
asked=
leave() {
    exec 7>&-
    for pid in $serving $asked; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
    finish
}
trap leave EXIT

# make_root NAME; make_signer ROOT DAYS: tsa.pem below that root, for so many days.
cat >"$tsa/tsa.cnf" <<'C'
[ca_req]
distinguished_name = dn
x509_extensions = v3_ca
prompt = no
[dn]
CN = Fictional Root
[v3_ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[tsa_ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[it]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = ca.pem
default_policy = 1.3.6.1.4.1.99999.1
signer_digest = sha256
digests = sha256
ess_cert_id_alg = sha256
[crl]
database = index
default_md = sha256
default_crl_days = 30
C
make_root() {
    openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"
    openssl req -x509 -new -key "$1.key" -days 3650 -config tsa.cnf -section ca_req -out "$1.pem"
}
make_signer() {
    openssl ecparam -genkey -name prime256v1 -noout -out tsa.key
    openssl req -new -key tsa.key -subj '/CN=Fictional Authority' -config tsa.cnf -out tsa.csr
    openssl x509 -req -in tsa.csr -CA "$1.pem" -CAkey "$1.key" -CAcreateserial -days "$2" \
        -extfile tsa.cnf -extensions tsa_ext -out tsa.pem
}
# carry FILE: what an authority does with a request that is brought to it.
carry() { (cd "$tsa" && openssl ts -reply -config tsa.cnf -section it -queryfile "$1" -out "$2"); }
# shellcheck disable=SC2086
{
    cd "$tsa"
    echo 01 >serial
    : >index
    make_root ca
    make_root other
    make_signer ca 30
    openssl ca $crl -gencrl -out ca.crl
    cd "$OLDPWD"
} >"$said" 2>&1 || { cat "$said"; exit 1; }

hf db init -q
hf key generate --issuer https://court.example --origin court.example/log1 -q
hf db init -q
hf db start -q
hf user add --first 'Ana Reyes' --second 'Lou Meyer' -q >/dev/null
export HOLDFAST_STAMP_CA="$tsa/ca.pem" HOLDFAST_STAMP_LISTS="$tsa/ca.crl"

# ---- by carried files ----

holds 'what is to be stamped goes into a file' 0 'size of the log' hf audit stamp --request "$room/q.tsq"
holds 'which openssl reads as a request' 0 'Hash Algorithm: sha256' openssl ts -query -in "$room/q.tsq" -text
carry "$room/q.tsq" "$room/r.tsr" >/dev/null 2>&1
# Before it is taken in: what is not what it should be.
holds 'an authority that is not believed is refused' 8 'self-signed certificate' \
    env HOLDFAST_STAMP_CA="$tsa/other.pem" "$holdfast" audit stamp --response "$room/r.tsr"
openssl ts -query -digest "$(printf '%064d' 7)" -sha256 -cert -out "$room/o.tsq" 2>/dev/null
carry "$room/o.tsq" "$room/o.tsr" >/dev/null 2>&1
holds 'a stamp of something else is wanted by nobody' 3 'of nothing that is kept here' \
    hf audit stamp --response "$room/o.tsr"
head -c 700 "$room/r.tsr" >"$room/cut.tsr"
holds 'half a stamp is none' 8 'not a time-stamp token' hf audit stamp --response "$room/cut.tsr"
size=$(wc -c <"$room/r.tsr")
cp "$room/r.tsr" "$room/bent.tsr"
# Each of three bytes is another one now, whatever it was.
tail -c 5 "$room/r.tsr" | head -c 3 | tr '\000-\377' '\001-\377\000' |
    dd of="$room/bent.tsr" bs=1 seek=$((size - 5)) conv=notrunc 2>/dev/null
holds 'a changed signature is found' 8 'not that of an authority' hf audit stamp --response "$room/bent.tsr"
holds 'the stamp is taken in' 0 'stamp  *1' hf audit stamp --response "$room/r.tsr"
holds 'and not a second time' 3 'of nothing that is kept here' hf audit stamp --response "$room/r.tsr"
holds 'the log is verified with it, whole' 0 'time-stamps  *1' hf audit verify
holds 'and not by another root' 8 'stamp [0-9]*-1' \
    env HOLDFAST_STAMP_CA="$tsa/other.pem" "$holdfast" audit verify

# ---- by network ----

mkfifo "$room/end"
"$authority" "$tsa" <"$room/end" >"$room/address" 2>/dev/null &
asked=$!
exec 7>"$room/end"
for _ in 1 2 3 4 5 6 7 8 9 10; do [ ! -s "$room/address" ] || break; sleep 0.2; done
url=$(cat "$room/address")
export HOLDFAST_NOTIFY_ALLOW=127.0.0.0/8
# A certificate of 30 days ends within the 90 ahead of which a stamp is renewed: by one of 400.
(cd "$tsa" && make_signer ca 400) >/dev/null 2>&1
holds 'a stamp whose authority ends is stamped again' 0 'stamps got  *1' hf audit stamp --authority "$url"
holds 'once' 0 'stamps got  *0' hf audit stamp --authority "$url"
holds 'both hold' 0 'time-stamps  *2' hf audit verify
hf user add 'Noor Vale' --organ prosecution --role investigator --as 'Ana Reyes' -q >/dev/null
holds 'an authority that is away is told of' 4 '' hf audit stamp --authority http://127.0.0.1:1/
HOLDFAST_STAMP_AUTHORITY=$url "$holdfast" serve --listen 127.0.0.1:0 >"$room/serve" 2>"$room/log" &
serving=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    ! grep -q '"stamped"' "$room/log" || break
    sleep 0.3
done
holds 'the server has the log stamped by itself' 0 '"stamped"' cat "$room/log"
kill "$serving"
wait "$serving" || true
serving=
holds 'and all of them hold' 0 'time-stamps  *3' hf audit verify
# A revoked signer, as a list of later says.
# shellcheck disable=SC2086
(cd "$tsa" && openssl ca $crl -revoke tsa.pem && openssl ca $crl -gencrl -out ca.crl) >/dev/null 2>&1
hf user confirm 'Noor Vale' --as 'Lou Meyer' -q >/dev/null
holds 'a revoked authority is refused' 8 'certificate revoked' hf audit stamp --authority "$url"
exit "$failed"

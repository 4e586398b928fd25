# SPDX-License-Identifier: Apache-2.0
# For the scripts of this folder: two offices, each with a state directory, a private cluster and people of
# its own, in one room that is gone at the end. `court` asks, `state` answers; each is the focal point of the
# other.
# Wanted: $holdfast.
# shellcheck shell=sh disable=SC2154
room=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
chmod 755 "$room" # for root the servers run under another account, which has to pass
said=$room/said
failed=0
served=
unset LC_ALL LC_MESSAGES HOLDFAST_STATE
export LANG=C HOLDFAST_CONFIG=/dev/null

finish() {
    for pid in $served; do kill "$pid" 2>/dev/null || true; done
    for pid in $served; do wait "$pid" 2>/dev/null || true; done
    for office in court state; do
        HOLDFAST_STATE=$room/$office "$holdfast" db stop -q >/dev/null 2>&1 || true
    done
    [ "${HF_KEEP:-}" ] || rm -rf "$room"
}
trap finish EXIT

at() { office=$1; shift; HOLDFAST_STATE=$room/$office "$holdfast" "$@"; }
court() { at court "$@"; }
state() { at state "$@"; }

ok() { printf '[       OK ] %s\n' "$1"; }
not_so() { printf 'not so: %s\n' "$1"; [ ! -s "$said" ] || cat "$said"; failed=$((failed + 1)); }

# holds SENTENCE CODE PATTERN COMMAND...: it ends with this code and says the pattern, on either stream.
holds() {
    sentence=$1; code=$2; pattern=$3; shift 3
    got=0
    "$@" >"$said" 2>&1 || got=$?
    if [ "$got" = "$code" ] && grep -q -e "$pattern" "$said"; then ok "$sentence"; else
        echo "wanted $code and \"$pattern\", got $got from: $*"
        not_so "$sentence"
    fi
}

# comes SENTENCE PATTERN COMMAND...: it says the pattern within a while.
comes() {
    sentence=$1; pattern=$2; shift 2
    for _ in $(seq 100); do
        if "$@" >"$said" 2>&1 && grep -q -e "$pattern" "$said"; then ok "$sentence"; return; fi
        sleep 0.2
    done
    not_so "$sentence"
}

# member NAME: the first text of that name in the JSON of standard input.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# make_office NAME ISSUER: an office with keys, books and two people who may do everything.
make_office() {
    at "$1" key generate --issuer "$2" --origin "$1.invalid/log" -q >/dev/null
    at "$1" db init -q >/dev/null
    at "$1" db start -q >/dev/null
    at "$1" user add --first 'Ana Reyes' --second 'Lou Meyer' -q >/dev/null
    at "$1" user add 'Noor Vale' --organ prosecution --role officer --role investigator \
        --role legal_officer --as 'Ana Reyes' -q >/dev/null
    at "$1" user add 'Ida Roth' --organ chambers --role approver --role chamber --as 'Ana Reyes' -q >/dev/null
    for person in 'Noor Vale' 'Ida Roth'; do
        at "$1" user confirm "$person" --as 'Lou Meyer' -q >/dev/null
    done
}

# A certificate for loopback, before anybody serves.
certify() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=exchange \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$room/key.pem" -out "$room/cert.pem" 2>/dev/null
}

# by_profile: a focal point that has nothing but docs/notification-profile.md: a folder, and the fenced blocks
# of shell of the last section, one file each; and the court's certificate.
by_profile() {
    here=$(pwd)
    mkdir -p "$room/fp" "$room/court.spool"
    awk -v to="$room/block" '/^## 11/ { in_it = 1 } !in_it { next }
        /^```sh$/ { count++; file = to count; next } /^```$/ { file = ""; next }
        file != "" { print > file }' \
        docs/notification-profile.md
    certify
}
# run N: a block, in the folder of the focal point, by the shell that ran those before.
# shellcheck disable=SC1090
run() { cd "$room/fp" || exit; . "$room/block$1"; cd "$here" || exit; }

# enter_state ISSUER KEY: the State in the court's directory, reached by the court's spool.
enter_state() {
    cat >"$room/entry.json" <<END
{"authorities":[{"name":"Office of state","kind":"state","state":"XS","party":true,"languages":["en"],
"language_rule":"one_of","channel":"spool","endpoint":"spool:xs","issuer":"$1","key":"$2",
"calendar":"court","valid_from":"2026-01-01","source":"test","verified_on":"2026-11-23"}]}
END
    court directory import "$room/entry.json" --as 'Ana Reyes' -q >/dev/null
    court directory confirm 'Office of state' --as 'Lou Meyer' -q >/dev/null
}

# serve NAME: the office at a free port; $address is where.
serve() {
    : >"$room/$1.out"
    HOLDFAST_STATE=$room/$1 "$holdfast" serve --listen 127.0.0.1:0 --tls-cert "$room/cert.pem" \
        --tls-key "$room/key.pem" --ca "$room/cert.pem" --allow 127.0.0.0/8 --json \
        >"$room/$1.out" 2>"$room/$1.log" &
    served="$served $!"
    for _ in $(seq 100); do
        address=$(member address <"$room/$1.out")
        [ -z "$address" ] || return 0
        sleep 0.1
    done
    cat "$room/$1.log"; exit 1
}

# For commands that call the other side themselves.
reach() {
    HOLDFAST_NOTIFY_CA=$room/cert.pem HOLDFAST_NOTIFY_ALLOW=127.0.0.0/8 "$@"
}

# knows NAME OTHER ISSUER ENDPOINT: the directory of an office gets the other with its key.
knows() {
    key=$(at "$2" key public --json | member x)
    cat >"$room/entry.json" <<END
{"authorities":[{"name":"Office of $2","kind":"state","state":"XS","party":true,"languages":["en"],
"language_rule":"one_of","channel":"push","endpoint":"$4","issuer":"$3","key":"$key","calendar":"court",
"valid_from":"2026-01-01","source":"test","verified_on":"2026-11-23"}]}
END
    at "$1" directory import "$room/entry.json" --as 'Ana Reyes' -q >/dev/null
    at "$1" directory confirm "Office of $2" --as 'Lou Meyer' -q >/dev/null
}

# The court's case with two measures at the other office, and a request about them, drafted.
draft_request() {
    for as in 'Ana Reyes' 'Lou Meyer'; do
        court workflow publish tests/vectors/workflow/freeze-small.json --as "$as" -q >/dev/null
    done
    case_name=$(court case open freeze-small --as 'Noor Vale' --role officer --json | member case)
    there=$(court directory list --json | sed 's/},{/}\n{/g' | grep 'Office of state' | member id)
    court case asset add "$case_name" --as 'Noor Vale' --role investigator -q \
        --set kind=account --set description=savings --set state=XS >/dev/null
    court case asset add "$case_name" --as 'Noor Vale' --role investigator -q \
        --set kind=real_estate --set description=villa --set state=XS >/dev/null
    court case order add "$case_name" --as 'Ida Roth' --role chamber -q --set kind=freeze \
        --set issued_by=Chamber --set issued_on=2026-11-20 --set number=12 >/dev/null
    for i in 1 2; do
        court case act "$case_name" measure order --as 'Noor Vale' --role officer -q --set asset=asset/$i \
            --set authority="$there" --set order=order/1 >/dev/null
    done
    court case act "$case_name" request draft --as 'Noor Vale' --role officer -q --set addressee="$there" \
        --set measures=measure/1 --set measures=measure/2 --set purpose='protective measures' >/dev/null
}

# Messages of the thread, a line each: who sent it, its number, its digest.
court_thread() {
    court case history "$case_name" --json | sed -n \
        -e 's/.*"heard":{\("[^}]*"\)digest":"\([^"]*\)"[^}]*"seq":\([0-9]*\).*/state \3 \2/p' \
        -e 's/.*"heard":{"digest":"\([^"]*\)"[^}]*"seq":\([0-9]*\).*/state \2 \1/p' \
        -e 's/.*"notice":{"[^}]*"digest":"\([^"]*\)"[^}]*"seq":\([0-9]*\).*/court \2 \1/p' | sort -u
}
state_thread() {
    state inbox show "$request" --json | sed 's/},{/}\n{/g' | sed -n \
        -e 's/.*"from":"ours","seq":\([0-9]*\),"sha256":"\([^"]*\)".*/state \1 \2/p' \
        -e 's/.*"from":"theirs","seq":\([0-9]*\),"sha256":"\([^"]*\)".*/court \1 \2/p' | sort -u
}
# same_thread SENTENCE: that there are messages, and the same on both sides.
same_thread() {
    court_thread >"$room/court.thread"
    state_thread >"$room/state.thread"
    if [ -s "$room/court.thread" ] && cmp -s "$room/court.thread" "$room/state.thread"; then
        ok "$1"
        return
    fi
    diff "$room/court.thread" "$room/state.thread" >"$said" || true
    not_so "$1"
}

end() {
    [ "$failed" = 0 ] || { echo "$failed not so"; exit 1; }
}

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh CASES BUILD: Go's sumdb, from Debian's packages, on a log and a proof that CASES makes.
set -eu
cases=$1 build=$(cd "$2" && pwd)
src=/usr/share/gocode
if ! command -v go >/dev/null || [ ! -d "$src/src/golang.org/x/mod/sumdb/tlog" ]; then
    echo "golang-go and golang-golang-x-mod-dev are not here: Go's sumdb is not asked"
    exit 77
fi
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export GO111MODULE=off GOPATH="$src" GOCACHE="$build/go-cache" GOFLAGS=-p=1
go build -o "$room/sumdb" "$(dirname "$0")/main.go"
"$cases" "$room"
"$room/sumdb" "$room/log" "$room/absence-000.bundle"
# And it must say so where a leaf is another.
printf 'X' | dd of="$room/log/tile/entries/000" bs=1 seek=30 conv=notrunc 2>/dev/null
if "$room/sumdb" "$room/log" "$room/absence-000.bundle"; then
    echo "a changed leaf went unseen"
    exit 1
fi

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pure.sh BUILD [ALLOW]: the engine's libraries call nothing that tests/pure.allow does not name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
allow=${2:-$here/pure.allow}
libraries=$(find "$1/engine" -name 'libhf_*.a' | LC_ALL=C sort)
[ -n "$libraries" ] || { echo "pure: no library of the engine in $1/engine"; exit 1; }

# layer, object, symbol: one line per undefined symbol; what another part of the engine defines is left out.
own=$(mktemp)
trap 'rm -f "$own"' EXIT
# shellcheck disable=SC2086
nm -A --defined-only --extern-only $libraries | awk '{ print $NF }' >"$own"
# shellcheck disable=SC2086
nm -A --undefined-only $libraries | awk -v own="$own" -v allow="$allow" -f "$here/pure.awk"

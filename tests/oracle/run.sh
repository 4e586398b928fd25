#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh NAME PROGRAMS COUNT: an oracle as a test, always the same cases. 77: its libraries are not here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
missing=$("$here/missing.sh")
if ! command -v node >/dev/null || [ -n "$missing" ]; then
    echo "no node, or not in tests/oracle/node_modules (./dev setup brings them): left out"
    echo "$missing"
    exit 77
fi
exec node "$here/$1.mjs" "$2" "$3" 1

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ladder.sh [ROOT]: every include of engine/ and adapters/ goes down the ladder of tests/ladder.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/..}"
find engine adapters -name '*.[ch]' -not -path '*/node_modules/*' | LC_ALL=C sort |
    xargs awk -f "$here/ladder.awk" "$here/ladder.txt"

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# missing.sh: names the libraries of package.json that are not here; nothing where all are.
here=$(cd "$(dirname "$0")" && pwd)
sed -n '/"dependencies"/,/}/s/^ *"\([^"]*\)": "[0-9].*/\1/p' "$here/package.json" | while read -r library; do
    [ -d "$here/node_modules/$library" ] || echo "$library"
done

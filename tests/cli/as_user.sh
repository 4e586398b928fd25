#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# as_user.sh HOLDFAST: run.sh as an ordinary user. Only root can become one; anybody else has been one.
set -eu
[ "$(id -u)" = 0 ] || exit 77
here=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/tests/cli" "$folder/config"
cp "$1" "$folder/holdfast"
cp "$(dirname "$1")/holdfast-verify" "$folder/"
cp "$here/tests/cli/run.sh" "$here/tests/cli/room.sh" "$folder/tests/cli/"
cp -r "$here/config/samples" "$here/config/calendars" "$folder/config/"
cp -r "$here/workflows" "$folder/"
chmod -R a+rX "$folder"
cd /
setpriv --reuid=nobody --regid=nogroup --clear-groups "$folder/tests/cli/run.sh" "$folder/holdfast"

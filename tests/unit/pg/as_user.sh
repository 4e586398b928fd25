#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a test program as an ordinary user. Only root can become one; anybody else has run it as one already.
set -eu
[ "$(id -u)" = 0 ] || exit 77
folder=$(mktemp -d /var/tmp/holdfast-test-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cp "$1" "$folder/test"
chmod 755 "$folder" "$folder/test"
cd /
setpriv --reuid=nobody --regid=nogroup --clear-groups "$folder/test"

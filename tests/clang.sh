#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# clang.sh BUILD: everything compiles with clang too, without a warning. BUILD is kept: the next run is short.
set -eu
cd "$(dirname "$0")/.."
cmake --preset clang -B "$1"
cmake --build "$1"

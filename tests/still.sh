#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# still.sh BUILD: nothing in the engine's libraries can change while the program runs. A constant table with
# pointers lands in .data.rel.ro; one that lost its const lands in .data or .data.rel.local and is named here.
set -eu
libraries=$(find "$1/engine" -name 'libhf_*.a' | LC_ALL=C sort)
[ -n "$libraries" ] || { echo "still: no library of the engine in $1/engine"; exit 1; }
# shellcheck disable=SC2086
size -A $libraries | awk '
    / +:$|:$/ { object = $1 " " $2 " " $3; objects++ }
    /^\.(data|bss|tdata|tbss)(\.|[ \t]|$)/ && !/^\.data\.rel\.ro/ && $2 > 0 {
        printf "%s %s holds %d bytes that can change\n", object, $1, $2
        faults++
    }
    END {
        printf "still: %d objects, %d faults\n", objects, faults
        exit faults > 0 || objects == 0
    }'
# Tentative definitions would be in no section yet.
# shellcheck disable=SC2086
! nm -A $libraries | grep ' C '

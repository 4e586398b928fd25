#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# embed.sh FILE HEADER FUNCTION > text.c: a file of the tree as bytes of the program, given out by a function
# that the header declares.
set -eu
cat <<C
/* Made from $(basename "$1") when the program is built. */
#include "$2"

static const unsigned char bytes[] = {
C
od -An -v -tu1 "$1" | awk '{ for (i = 1; i <= NF; i++) printf "%s,", $i; print "" }'
cat <<C
};

struct hf_str $3(void)
{
    return (struct hf_str){(const char *)bytes, sizeof bytes};
}
C

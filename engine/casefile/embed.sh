#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# embed.sh house.json > house_json.c: the built-in definition as bytes of the program.
set -eu
cat <<'C'
/* Made from house.json when the program is built. */
#include "casefile/house.h"

static const unsigned char bytes[] = {
C
od -An -v -tu1 "$1" | awk '{ for (i = 1; i <= NF; i++) printf "%s,", $i; print "" }'
cat <<'C'
};

struct hf_str hf_house_text(void)
{
    return (struct hf_str){(const char *)bytes, sizeof bytes};
}
C

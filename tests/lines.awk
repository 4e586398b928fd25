# SPDX-License-Identifier: Apache-2.0
# Names lines longer than `limit` characters (the bytes that continue a UTF-8 character do not count), but not
# between format-off marks.
FNR == 1 { free = 0 }
/clang-format off/ { free = 1 }
/clang-format on/ { free = 0 }
{ gsub(/[\200-\277]/, "") }
length($0) > limit && !free {
    printf "%s:%d: %d columns; %d is the limit\n", FILENAME, FNR, length($0), limit
}

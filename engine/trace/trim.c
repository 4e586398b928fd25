/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/trim.h"

/* U+00A0, U+2000 to 200B, U+202F, U+3000, U+FEFF: by their bytes in UTF-8, the last one a range. */
static const struct {
    unsigned char lead[2];
    size_t leads;
    unsigned char from, to;
} unseen[] = {
    {{0xC2}, 1, 0xA0, 0xA0},       {{0xE2, 0x80}, 2, 0x80, 0x8B}, {{0xE2, 0x80}, 2, 0xAF, 0xAF},
    {{0xE3, 0x80}, 2, 0x80, 0x80}, {{0xEF, 0xBB}, 2, 0xBF, 0xBF},
};

/* Does such a blank stand at this byte? Its length; 0: none. */
static size_t blank_at(struct hf_str name, size_t at)
{
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
        size_t leads = unseen[i].leads;
        if (at + leads >= name.len || memcmp(name.at + at, unseen[i].lead, leads) != 0)
            continue;
        unsigned char last = (unsigned char)name.at[at + leads];
        if (last >= unseen[i].from && last <= unseen[i].to)
            return leads + 1;
    }
    return 0;
}

static size_t blank_at_end(struct hf_str name)
{
    for (size_t len = 2; len <= 3 && len <= name.len; len++)
        if (blank_at(name, name.len - len) == len)
            return len;
    return 0;
}

struct hf_str hf_trace_trim(struct hf_str name)
{
    for (size_t before = name.len + 1; name.len < before;) {
        before = name.len;
        name = hf_str_trim(name);
        name = hf_str_part(name, blank_at(name, 0), name.len);
        name = hf_str_part(name, 0, name.len - blank_at_end(name));
    }
    return name;
}

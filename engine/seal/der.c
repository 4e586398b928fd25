/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/der.h"

static uint8_t byte_at(struct hf_str s, size_t i)
{
    return (uint8_t)s.at[i];
}

/* The length at *at in its shortest form; *at moves behind it. */
static bool take_length(struct hf_str s, size_t *at, size_t *out)
{
    size_t octets, length = 0;
    uint8_t first = byte_at(s, (*at)++);
    if (first < 0x80) {
        *out = first;
        return true;
    }
    octets = first & 0x7F;
    if (octets == 0 || octets > 4 || octets > s.len - *at || byte_at(s, *at) == 0)
        return false;
    for (size_t i = 0; i < octets; i++)
        length = length << 8 | byte_at(s, (*at)++);
    *out = length;
    return length >= 0x80;
}

bool hf_der_next(struct hf_str *bytes, struct hf_der *out)
{
    size_t at = 1, length;
    if (bytes->len < 2 || (byte_at(*bytes, 0) & 0x1F) == 0x1F || !take_length(*bytes, &at, &length) ||
        length > bytes->len - at)
        return false;
    *out = (struct hf_der){.tag = byte_at(*bytes, 0),
                           .content = hf_str_part(*bytes, at, at + length),
                           .whole = hf_str_part(*bytes, 0, at + length)};
    *bytes = hf_str_part(*bytes, at + length, bytes->len);
    return true;
}

bool hf_der_take(struct hf_str *bytes, uint8_t tag, struct hf_str *content)
{
    struct hf_str rest = *bytes;
    struct hf_der element;
    if (!hf_der_next(&rest, &element) || element.tag != tag)
        return false;
    *content = element.content;
    *bytes = rest;
    return true;
}

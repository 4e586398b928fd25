/* SPDX-License-Identifier: Apache-2.0 */
#include "base/id.h"

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int hf_id_order(const struct hf_id *a, const struct hf_id *b)
{
    return memcmp(a->byte, b->byte, HF_ID_SIZE);
}

bool hf_id_is_zero(const struct hf_id *id)
{
    static const struct hf_id zero;
    return hf_id_eq(id, &zero);
}

void hf_id_put(struct hf_buf *buf, const struct hf_id *id)
{
    hf_b64url_put(buf, id->byte, HF_ID_SIZE);
}

bool hf_id_read(struct hf_str s, struct hf_id *out)
{
    struct hf_id id = {{0}};
    if (!hf_b64url_read(s, id.byte, HF_ID_SIZE))
        return false;
    *out = id;
    return true;
}

struct hf_id hf_id_v7(int64_t at_ms, const unsigned char random[HF_ID_SIZE])
{
    struct hf_id id;
    memcpy(id.byte, random, HF_ID_SIZE);
    for (int i = 0; i < 6; i++)
        id.byte[i] = (unsigned char)((uint64_t)at_ms >> (40 - 8 * i));
    id.byte[6] = (unsigned char)(0x70 | (random[6] & 0x0F));
    id.byte[8] = (unsigned char)(0x80 | (random[8] & 0x3F));
    return id;
}

/* Bytes between the hyphens of a UUID. */
static const size_t uuid_groups[] = {4, 2, 2, 2, 6};
enum { UUID_GROUPS = sizeof uuid_groups / sizeof uuid_groups[0] };

void hf_id_put_uuid(struct hf_buf *buf, const struct hf_id *id)
{
    const unsigned char *at = id->byte;
    for (size_t i = 0; i < UUID_GROUPS; at += uuid_groups[i++]) {
        if (i > 0)
            hf_buf_put_char(buf, '-');
        hf_hex_put(buf, at, uuid_groups[i]);
    }
}

bool hf_id_read_uuid(struct hf_str s, struct hf_id *out)
{
    struct hf_id id = {{0}};
    unsigned char *to = id.byte;
    size_t from = 0;
    if (s.len != HF_UUID_TEXT)
        return false;
    for (size_t i = 0; i < UUID_GROUPS; to += uuid_groups[i++]) {
        struct hf_str group = hf_str_part(s, from, from + 2 * uuid_groups[i]);
        if ((i > 0 && s.at[from - 1] != '-') || !hf_hex_read(group, to, uuid_groups[i]))
            return false;
        from += group.len + 1;
    }
    *out = id;
    return true;
}

static char check_letter(const unsigned value[8])
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 8; i++)
        sum += (i + 1) * value[i];
    return crockford[sum % 31];
}

static void write_reference(const unsigned value[8], char out[HF_REFERENCE_TEXT])
{
    for (size_t i = 0; i < 8; i++)
        out[i + i / 4] = crockford[value[i]];
    out[4] = out[9] = '-';
    out[10] = check_letter(value);
}

void hf_reference_put(struct hf_buf *buf, const unsigned char random[5])
{
    uint64_t bits = 0;
    unsigned value[8];
    char text[HF_REFERENCE_TEXT];
    for (int i = 0; i < 5; i++)
        bits = bits << 8 | random[i];
    for (int i = 0; i < 8; i++)
        value[i] = (unsigned)(bits >> (35 - 5 * i) & 31);
    write_reference(value, text);
    hf_buf_put_bytes(buf, text, sizeof text);
}

/* The value of a letter as a person may write it; 32 for what is no letter of a reference. */
static unsigned typed_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    for (unsigned i = 0; i < 32; i++)
        if (crockford[i] == c)
            return i;
    return 32;
}

bool hf_reference_read(struct hf_str s, char out[HF_REFERENCE_TEXT])
{
    unsigned value[9];
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '-')
            continue;
        if (n == 9 || (value[n] = typed_value(s.at[i])) == 32)
            return false;
        n++;
    }
    if (n != 9 || crockford[value[8]] != check_letter(value))
        return false;
    write_reference(value, out);
    return true;
}

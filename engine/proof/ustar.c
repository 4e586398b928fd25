/* SPDX-License-Identifier: Apache-2.0 */
#include "proof/ustar.h"

#include "base/check.h"

/* Offsets and widths of the fields that are not all zero (POSIX.1-1988, 10.1.1). */
enum {
    NAME = 0,
    SIZE = 124,
    SUM = 148,
    SUM_WIDTH = 8,
};
static const struct {
    size_t at;
    struct hf_str bytes;
} fixed[] = {
    {100, HF_STR_INIT("0000644")},
    {108, HF_STR_INIT("0000000")},
    {116, HF_STR_INIT("0000000")},
    {136, HF_STR_INIT("00000000000")},
    {156, HF_STR_INIT("0")},
    {257, HF_STR_INIT("ustar\0"
                      "00")},
    {329, HF_STR_INIT("0000000")},
    {337, HF_STR_INIT("0000000")},
};

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

bool hf_ustar_name_ok(struct hf_str name)
{
    if (name.len == 0 || name.len > HF_USTAR_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        bool between = i > 0 && i + 1 < name.len && is_plain(name.at[i - 1]) && is_plain(name.at[i + 1]);
        if (!is_plain(name.at[i]) && !(name.at[i] == '/' && between))
            return false;
    }
    return !hf_str_contains(name, HF_STR(".."));
}

static void put_octal(unsigned char *at, size_t digits, uint64_t value)
{
    for (size_t i = digits; i > 0; i--) {
        at[i - 1] = (unsigned char)('0' + (value & 7));
        value >>= 3;
    }
}

void hf_ustar_head(struct hf_str name, uint64_t size, unsigned char head[HF_USTAR_BLOCK])
{
    uint64_t sum = 0;
    HF_CHECK(hf_ustar_name_ok(name) && size <= HF_USTAR_SIZE_MAX);
    memset(head, 0, HF_USTAR_BLOCK);
    memcpy(head + NAME, name.at, name.len);
    put_octal(head + SIZE, 11, size);
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        memcpy(head + fixed[i].at, fixed[i].bytes.at, fixed[i].bytes.len);
    memset(head + SUM, ' ', SUM_WIDTH);
    for (size_t i = 0; i < HF_USTAR_BLOCK; i++)
        sum += head[i];
    put_octal(head + SUM, 6, sum);
    head[SUM + 6] = 0;
}

static size_t padding(uint64_t size)
{
    return (size_t)((HF_USTAR_BLOCK - size % HF_USTAR_BLOCK) % HF_USTAR_BLOCK);
}

static const unsigned char nothing[2 * HF_USTAR_BLOCK];

void hf_ustar_put(struct hf_buf *out, const struct hf_ustar_member *member)
{
    unsigned char head[HF_USTAR_BLOCK];
    hf_ustar_head(member->name, member->bytes.len, head);
    hf_buf_put_bytes(out, head, sizeof head);
    hf_buf_put(out, member->bytes);
    hf_buf_put_bytes(out, nothing, padding(member->bytes.len));
}

void hf_ustar_end_put(struct hf_buf *out)
{
    hf_buf_put_bytes(out, nothing, sizeof nothing);
}

/* ---- reading ---- */

static enum hf_rc broken(size_t at, struct hf_err *err)
{
    char where[24];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put_i64(&buf, (int64_t)at);
    return hf_fail(err, HF_WORD_ustar_broken, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

static struct hf_str name_in(const char *head)
{
    const char *end = memchr(head + NAME, 0, HF_USTAR_NAME_MAX + 1);
    return (struct hf_str){head + NAME, end == NULL ? HF_USTAR_NAME_MAX + 1 : (size_t)(end - head)};
}

static bool size_in(const char *head, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < 11; i++) {
        if (head[SIZE + i] < '0' || head[SIZE + i] > '7')
            return false;
        *out = *out << 3 | (uint64_t)(head[SIZE + i] - '0');
    }
    return true;
}

static bool is_head(const char *head, struct hf_str *name, uint64_t *size)
{
    unsigned char ours[HF_USTAR_BLOCK];
    *name = name_in(head);
    if (!hf_ustar_name_ok(*name) || !size_in(head, size))
        return false;
    hf_ustar_head(*name, *size, ours);
    return memcmp(head, ours, sizeof ours) == 0;
}

enum hf_rc hf_ustar_next(struct hf_str archive, size_t *at, struct hf_ustar_member *out, bool *end,
                         struct hf_err *err)
{
    size_t left = archive.len - *at;
    uint64_t size;
    *end = left == sizeof nothing && memcmp(archive.at + *at, nothing, sizeof nothing) == 0;
    if (*end)
        return HF_OK;
    if (left < HF_USTAR_BLOCK || !is_head(archive.at + *at, &out->name, &size))
        return broken(*at, err);
    left -= HF_USTAR_BLOCK;
    if (size > left || padding(size) > left - size)
        return broken(*at, err);
    out->bytes = hf_str_part(archive, *at + HF_USTAR_BLOCK, *at + HF_USTAR_BLOCK + (size_t)size);
    *at += HF_USTAR_BLOCK + (size_t)size;
    if (memcmp(archive.at + *at, nothing, padding(size)) != 0)
        return broken(*at, err);
    *at += padding(size);
    return HF_OK;
}

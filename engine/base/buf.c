/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

struct hf_buf hf_buf_in(struct hf_arena *arena, size_t expected)
{
    return (struct hf_buf){.at = HF_NEW_UNSET(arena, char, expected), .size = expected, .arena = arena};
}

static void move(struct hf_buf *buf, char *at, size_t size)
{
    if (buf->len > 0)
        memcpy(at, buf->at, buf->len);
    buf->at = at;
    buf->size = size;
}

bool hf_buf_grow(struct hf_buf *buf, size_t more)
{
    if (buf->arena == NULL || buf->full) {
        buf->full = true;
        return false;
    }
    size_t size = 2 * buf->size + more + 64;
    move(buf, HF_NEW_UNSET(buf->arena, char, size), size);
    return true;
}

bool hf_buf_reserve(struct hf_buf *buf, size_t more)
{
    if (buf->full)
        return false;
    if (more <= buf->size - buf->len)
        return true;
    if (buf->arena == NULL || more > SIZE_MAX - buf->len)
        return false;
    char *at = hf_arena_try_unset(buf->arena, 1, 1, buf->len + more);
    if (at == NULL)
        return false;
    move(buf, at, buf->len + more);
    return true;
}

void hf_buf_put_padded(struct hf_buf *buf, uint64_t value, size_t width)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (at > 0 && sizeof digits - at < width)
        digits[--at] = '0';
    hf_buf_put_bytes(buf, digits + at, sizeof digits - at);
}

void hf_buf_put_i64(struct hf_buf *buf, int64_t value)
{
    if (value < 0)
        hf_buf_put_char(buf, '-');
    hf_buf_put_padded(buf, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
}

struct hf_str hf_buf_str(const struct hf_buf *buf)
{
    return buf->len == 0 ? HF_STR_NONE : (struct hf_str){buf->at, buf->len};
}

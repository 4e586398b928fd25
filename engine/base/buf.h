/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bounded writer. What does not fit sets `full` and is left out whole; nothing after that is written, so
 * one look at the end suffices. With an arena it grows instead, up to the arena's end.
 */
#ifndef HF_BASE_BUF_H
#define HF_BASE_BUF_H

#include "base/arena.h"

struct hf_buf {
    char *at;
    size_t len;
    size_t size;
    bool full;
    struct hf_arena *arena; /* NULL: `at` and `size` are fixed */
};

/* A writer over the caller's bytes. */
#define HF_BUF(array) ((struct hf_buf){.at = (array), .size = sizeof(array)})

/* A writer that grows in the arena. */
struct hf_buf hf_buf_in(struct hf_arena *arena, size_t expected);

/* Makes room for `more` bytes; false, and nothing done, when there is not so much. */
bool hf_buf_reserve(struct hf_buf *buf, size_t more);

/* The rare half of hf_buf_extend: grows, or sets `full`. */
bool hf_buf_grow(struct hf_buf *buf, size_t more);

/* `len` more bytes, at least one, belong to the text, and the caller writes them; NULL: they do not fit. */
static inline char *hf_buf_extend(struct hf_buf *buf, size_t len)
{
    if ((buf->full || len > buf->size - buf->len) && !hf_buf_grow(buf, len))
        return NULL;
    char *at = buf->at + buf->len;
    buf->len += len;
    return at;
}

/* Inline: most of what is written is a mark or a constant, put down faster than a function is called. */
static inline void hf_buf_put_char(struct hf_buf *buf, char c)
{
    char *at = hf_buf_extend(buf, 1);
    if (at != NULL)
        *at = c;
}

static inline void hf_buf_put_bytes(struct hf_buf *buf, const void *bytes, size_t len)
{
    char *at = len == 0 ? NULL : hf_buf_extend(buf, len);
    if (at != NULL)
        memcpy(at, bytes, len);
}

static inline void hf_buf_put(struct hf_buf *buf, struct hf_str s)
{
    hf_buf_put_bytes(buf, s.at, s.len);
}

void hf_buf_put_i64(struct hf_buf *buf, int64_t value);
/* Decimal with leading zeros up to `width` digits. */
void hf_buf_put_padded(struct hf_buf *buf, uint64_t value, size_t width);

struct hf_str hf_buf_str(const struct hf_buf *buf);

#endif

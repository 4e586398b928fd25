/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/log_keys.h"

#include "base/code.h"

enum { STATEMENT_MAX = 1024 };

void hf_log_keys_first(const struct hf_public *key, struct hf_log_keys *out)
{
    out->count = 1;
    out->at[0] = (struct hf_log_key){.key = *key};
}

static void put_key(struct hf_buf *out, const struct hf_public *key)
{
    hf_b64url_put(out, key->byte, sizeof key->byte);
}

void hf_log_key_text(struct hf_str origin, const struct hf_public *old, uint64_t from,
                     const struct hf_public *next, struct hf_buf *out)
{
    hf_buf_put(out, HF_STR("holdfast/log-key/v1\n"));
    hf_buf_put(out, origin);
    hf_buf_put_char(out, '\n');
    hf_buf_put_padded(out, from, 1);
    hf_buf_put_char(out, '\n');
    put_key(out, old);
    hf_buf_put_char(out, '\n');
    put_key(out, next);
    hf_buf_put_char(out, '\n');
}

/* ---- the list ---- */

void hf_log_keys_put(struct hf_str origin, const struct hf_log_keys *keys, struct hf_buf *out)
{
    hf_buf_put(out, HF_LOG_KEYS_TITLE);
    hf_buf_put(out, origin);
    hf_buf_put_char(out, '\n');
    for (size_t i = 0; i < keys->count; i++) {
        const struct hf_log_key *key = &keys->at[i];
        hf_buf_put_padded(out, key->from, 1);
        hf_buf_put_char(out, ' ');
        put_key(out, &key->key);
        if (i > 0) {
            hf_buf_put_char(out, ' ');
            hf_b64url_put(out, key->by_old.byte, sizeof key->by_old.byte);
            hf_buf_put_char(out, ' ');
            hf_b64url_put(out, key->by_new.byte, sizeof key->by_new.byte);
        }
        hf_buf_put_char(out, '\n');
    }
}

static bool read_size(struct hf_str text, uint64_t *out)
{
    int64_t size = -1;
    if (!hf_str_i64(text, &size) || size < 0)
        return false;
    *out = (uint64_t)size;
    return true;
}

static bool read_line(struct hf_str line, bool first, struct hf_log_key *out)
{
    struct hf_str size = hf_str_cut(&line, ' '), key = hf_str_cut(&line, ' ');
    struct hf_err weak;
    *out = (struct hf_log_key){.from = 0};
    if (!read_size(size, &out->from) || !hf_b64url_read(key, out->key.byte, sizeof out->key.byte) ||
        hf_key_check(&out->key, &weak) != HF_OK)
        return false;
    if (first)
        return out->from == 0 && line.at == NULL;
    struct hf_str by_old = hf_str_cut(&line, ' ');
    return hf_b64url_read(by_old, out->by_old.byte, sizeof out->by_old.byte) &&
           hf_b64url_read(line, out->by_new.byte, sizeof out->by_new.byte);
}

static bool follows(struct hf_str origin, const struct hf_log_key *old, const struct hf_log_key *next)
{
    char room[STATEMENT_MAX];
    struct hf_buf text = HF_BUF(room);
    hf_log_key_text(origin, &old->key, next->from, &next->key, &text);
    return !text.full && next->from > old->from &&
           hf_key_verify(&old->key, hf_buf_str(&text), &next->by_old) &&
           hf_key_verify(&next->key, hf_buf_str(&text), &next->by_new);
}

static enum hf_rc broken(size_t line, struct hf_err *err)
{
    char where[32];
    struct hf_buf buf = HF_BUF(where);
    hf_buf_put(&buf, HF_STR("keys line "));
    hf_buf_put_i64(&buf, (int64_t)line);
    return hf_fail(err, HF_WORD_keys_broken, hf_buf_str(&buf), HF_STR_NONE, HF_STR_NONE);
}

enum hf_rc hf_log_keys_read(struct hf_str text, struct hf_str origin, struct hf_log_keys *out,
                            struct hf_err *err)
{
    out->count = 0;
    if (!hf_str_begins(text, HF_LOG_KEYS_TITLE))
        return broken(1, err);
    text = hf_str_part(text, HF_LOG_KEYS_TITLE.len, text.len);
    if (!hf_str_eq(hf_str_cut(&text, '\n'), origin))
        return broken(2, err);
    while (text.len > 0 || out->count == 0) {
        size_t i = out->count, line = i + 3;
        struct hf_str one = hf_str_cut(&text, '\n');
        if (text.at == NULL || i == HF_LOG_KEYS_MAX || !read_line(one, i == 0, &out->at[i]) ||
            (i > 0 && !follows(origin, &out->at[i - 1], &out->at[i])))
            return broken(line, err);
        out->count++;
    }
    return HF_OK;
}

/* ---- notes ---- */

static bool signs_for(const struct hf_log_keys *keys, size_t i, uint64_t size)
{
    return keys->at[i].from <= size && (i + 1 == keys->count || size <= keys->at[i + 1].from);
}

static enum hf_rc stale(uint64_t size, struct hf_err *err)
{
    char digits[24];
    struct hf_buf number = HF_BUF(digits);
    hf_buf_put_padded(&number, size, 1);
    return hf_fail(err, HF_WORD_note_stale, HF_STR_NONE, hf_buf_str(&number), HF_STR_NONE);
}

/* Where two may sign, at the size of the change, one of them is enough. */
enum hf_rc hf_log_keys_verify(struct hf_hasher *hasher, const struct hf_log_keys *keys,
                              const struct hf_note *note, struct hf_str origin, uint64_t size,
                              struct hf_err *err)
{
    bool by_other = false;
    for (size_t i = keys->count; i > 0; i--) {
        struct hf_err why;
        enum hf_rc rc = hf_note_verify(hasher, note, origin, &keys->at[i - 1].key, &why);
        bool signs = signs_for(keys, i - 1, size);
        if (signs && rc == HF_OK)
            return HF_OK;
        if (signs && why.word == HF_WORD_note_signature) {
            *err = why;
            return rc;
        }
        by_other = by_other || rc == HF_OK;
    }
    return by_other ? stale(size, err)
                    : hf_fail(err, HF_WORD_note_unsigned, HF_STR_NONE, origin, HF_STR_NONE);
}

bool hf_log_keys_agree(const struct hf_log_keys *a, const struct hf_log_keys *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->at[i].from != b->at[i].from ||
            memcmp(a->at[i].key.byte, b->at[i].key.byte, sizeof a->at[i].key.byte) != 0)
            return false;
    return true;
}

enum hf_rc hf_log_keys_reach(const struct hf_log_keys *keys, uint64_t size, struct hf_err *err)
{
    char room[2][24];
    struct hf_buf from = HF_BUF(room[0]), has = HF_BUF(room[1]);
    const struct hf_log_key *last = &keys->at[keys->count - 1];
    if (size >= last->from)
        return HF_OK;
    hf_buf_put_padded(&from, last->from, 1);
    hf_buf_put_padded(&has, size, 1);
    return hf_fail(err, HF_WORD_standstill_early, HF_STR_NONE, hf_buf_str(&from), hf_buf_str(&has));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "keys/signer_wire.h"

static void put_big_endian(struct hf_buf *out, uint64_t number, size_t bytes)
{
    for (size_t i = bytes; i > 0; i--)
        hf_buf_put_char(out, (char)(unsigned char)(number >> (8 * (i - 1))));
}

static uint64_t read_big_endian(struct hf_str bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes.len; i++)
        number = number << 8 | (unsigned char)bytes.at[i];
    return number;
}

enum hf_rc hf_frame_cut(struct hf_str *bytes, struct hf_frame *out, bool *whole, struct hf_err *err)
{
    *whole = false;
    if (bytes->len < HF_FRAME_HEAD)
        return HF_OK;
    uint64_t size = read_big_endian(hf_str_part(*bytes, 0, 4));
    if (size > HF_FRAME_BODY_MAX)
        return hf_fail(err, HF_WORD_signer_asked, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
    size_t end = HF_FRAME_HEAD + (size_t)size;
    if (bytes->len < end)
        return HF_OK;
    *out = (struct hf_frame){bytes->at[4], hf_str_part(*bytes, HF_FRAME_HEAD, end)};
    *bytes = hf_str_part(*bytes, end, bytes->len);
    *whole = true;
    return HF_OK;
}

void hf_frame_put(struct hf_buf *out, char kind, struct hf_str body)
{
    put_big_endian(out, body.len, 4);
    hf_buf_put_char(out, kind);
    hf_buf_put(out, body);
}

void hf_frame_number_put(struct hf_buf *out, uint64_t number)
{
    put_big_endian(out, number, 8);
}

bool hf_frame_number_cut(struct hf_str *body, uint64_t *out)
{
    if (body->len < 8)
        return false;
    *out = read_big_endian(hf_str_part(*body, 0, 8));
    *body = hf_str_part(*body, 8, body->len);
    return true;
}

void hf_frame_failure_put(struct hf_buf *out, const struct hf_err *err)
{
    hf_buf_put(out, hf_err_code(err));
    for (size_t i = 0; i < 2; i++) {
        hf_buf_put_char(out, '\n');
        hf_buf_put(out, hf_str_of(err->arg[i]));
    }
}

enum hf_rc hf_frame_failure(struct hf_str body, struct hf_err *err)
{
    struct hf_str code = hf_str_cut(&body, '\n'), first = hf_str_cut(&body, '\n');
    struct hf_err tried;
    for (tried.word = 1; tried.word < HF_WORD_COUNT; tried.word++)
        if (hf_str_eq(code, hf_err_code(&tried)))
            return hf_fail(err, tried.word, HF_STR_NONE, first, body);
    return hf_fail(err, HF_WORD_signer_away, HF_STR_NONE, HF_STR("signer/socket"), code);
}

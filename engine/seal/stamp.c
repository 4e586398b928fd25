/* SPDX-License-Identifier: Apache-2.0 */
#include "seal/stamp.h"

#include "base/when.h"
#include "seal/der.h"

/* ---- what is stamped ---- */

bool hf_stamp_subject(const struct hf_note *note, struct hf_str origin, struct hf_buf *out)
{
    for (size_t i = 0; i < note->lines; i++) {
        if (!hf_str_eq(note->line[i].name, origin))
            continue;
        hf_buf_put(out, note->text);
        hf_buf_put(out, HF_STR("\n\xe2\x80\x94 "));
        hf_buf_put(out, origin);
        hf_buf_put_char(out, ' ');
        hf_buf_put(out, note->line[i].signature);
        hf_buf_put_char(out, '\n');
        return true;
    }
    return false;
}

void hf_stamp_renewed(struct hf_hasher *hasher, struct hf_str token, struct hf_str evidence,
                      struct hf_digest *out)
{
    const struct hf_str parts[] = {token, evidence};
    hf_sha256(hasher, parts, 2, out);
}

/* ---- the request ---- */

/* id-sha256 (2.16.840.1.101.3.4.2.1) without parameters' value: SEQUENCE { OID, NULL }. */
#define SHA256_OID "\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define SHA256_ALGORITHM "\x30\x0d\x06\x09" SHA256_OID "\x05\x00"

/* A nonce is a positive INTEGER: an octet of zero stands before it. */
void hf_stamp_request_put(const struct hf_digest *digest, const unsigned char nonce[HF_STAMP_NONCE],
                          struct hf_buf *out)
{
    static const char imprint[] = "\x30\x31" SHA256_ALGORITHM "\x04\x20";
    size_t size = 3 + (sizeof imprint - 1) + sizeof digest->byte + 3 + HF_STAMP_NONCE + 3;
    hf_buf_put_char(out, 0x30);
    hf_buf_put_char(out, (char)size);
    hf_buf_put(out, HF_STR("\x02\x01\x01"));
    hf_buf_put_bytes(out, imprint, sizeof imprint - 1);
    hf_buf_put_bytes(out, digest->byte, sizeof digest->byte);
    hf_buf_put(out, HF_STR("\x02\x09\x01"));
    hf_buf_put_bytes(out, nonce, HF_STAMP_NONCE);
    hf_buf_put(out, HF_STR("\x01\x01\xff"));
}

bool hf_stamp_answers(const struct hf_stamp *stamp, const unsigned char nonce[HF_STAMP_NONCE])
{
    return stamp->nonce.len == 1 + HF_STAMP_NONCE && stamp->nonce.at[0] == 0x01 &&
           memcmp(stamp->nonce.at + 1, nonce, HF_STAMP_NONCE) == 0;
}

/* ---- the answer ---- */

static enum hf_rc malformed(struct hf_err *err)
{
    return hf_fail(err, HF_WORD_stamp_malformed, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

#define SIGNED_DATA HF_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")      /* 1.2.840.113549.1.7.2 */
#define TST_INFO HF_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04") /* 1.2.840.113549.1.9.16.1.4 */

enum hf_rc hf_stamp_token(struct hf_str response, struct hf_str *token, struct hf_err *err)
{
    struct hf_str body, rest = response, status, code;
    char number[4];
    struct hf_buf said = HF_BUF(number);
    if (!hf_der_take(&rest, HF_DER_SEQUENCE, &body) || rest.len > 0)
        return malformed(err);
    if (body.len > 0 && body.at[0] == HF_DER_OID) {
        *token = response;
        return HF_OK;
    }
    if (!hf_der_take(&body, HF_DER_SEQUENCE, &status) || !hf_der_take(&status, HF_DER_INTEGER, &code) ||
        code.len != 1)
        return malformed(err);
    hf_buf_put_i64(&said, code.at[0]);
    if (code.at[0] != 0 && code.at[0] != 1) /* granted, grantedWithMods */
        return hf_fail(err, HF_WORD_stamp_refused, HF_STR_NONE, hf_buf_str(&said), HF_STR_NONE);
    *token = body;
    return body.len > 0 ? HF_OK : malformed(err);
}

/* The TSTInfo inside the signed content (RFC 5652 5.1, 5.2). */
static bool open_token(struct hf_str token, struct hf_str *info)
{
    struct hf_str content, type, tagged, data, number, algorithms, inner, octets;
    if (!hf_der_take(&token, HF_DER_SEQUENCE, &content) || token.len > 0 ||
        !hf_der_take(&content, HF_DER_OID, &type) || !hf_str_eq(type, SIGNED_DATA) ||
        !hf_der_take(&content, HF_DER_CONTEXT_0, &tagged) || content.len > 0 ||
        !hf_der_take(&tagged, HF_DER_SEQUENCE, &data) || tagged.len > 0)
        return false;
    if (!hf_der_take(&data, HF_DER_INTEGER, &number) || !hf_der_take(&data, HF_DER_SET, &algorithms) ||
        !hf_der_take(&data, HF_DER_SEQUENCE, &inner) || !hf_der_take(&inner, HF_DER_OID, &type) ||
        !hf_str_eq(type, TST_INFO) || !hf_der_take(&inner, HF_DER_CONTEXT_0, &tagged) || inner.len > 0)
        return false;
    return hf_der_take(&tagged, HF_DER_OCTETS, &octets) && tagged.len == 0 &&
           hf_der_take(&octets, HF_DER_SEQUENCE, info) && octets.len == 0;
}

static bool read_imprint(struct hf_str imprint, struct hf_digest *out)
{
    struct hf_str algorithm, oid, bytes;
    if (!hf_der_take(&imprint, HF_DER_SEQUENCE, &algorithm) || !hf_der_take(&algorithm, HF_DER_OID, &oid) ||
        !hf_str_eq(oid, HF_STR(SHA256_OID)) || !hf_der_take(&imprint, HF_DER_OCTETS, &bytes) ||
        imprint.len > 0 || bytes.len != sizeof out->byte)
        return false;
    memcpy(out->byte, bytes.at, bytes.len);
    return true;
}

/* YYYYMMDDhhmmss[.f...]Z, as RFC 3161 has it; what is finer than a millisecond is left out. */
static bool read_time(struct hf_str time, int64_t *at_ms)
{
    char room[HF_INSTANT_TEXT];
    struct hf_buf text = HF_BUF(room);
    static const struct {
        size_t from, to;
        char mark;
    } parts[] = {{0, 4, '-'}, {4, 6, '-'}, {6, 8, 'T'}, {8, 10, ':'}, {10, 12, ':'}, {12, 14, '.'}};
    if (time.len < 15 || time.at[time.len - 1] != 'Z' || (time.len > 15 && time.at[14] != '.') ||
        time.len == 16)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        hf_buf_put(&text, hf_str_part(time, parts[i].from, parts[i].to));
        hf_buf_put_char(&text, parts[i].mark);
    }
    for (size_t i = 15; i < 18; i++)
        hf_buf_put_char(&text, i + 1 < time.len ? time.at[i] : '0');
    hf_buf_put_char(&text, 'Z');
    return !text.full && hf_instant_read(hf_buf_str(&text), at_ms);
}

/* Behind the time: accuracy, ordering, nonce, tsa, extensions; of these only the nonce is looked for. */
enum hf_rc hf_stamp_read(struct hf_str token, struct hf_stamp *out, struct hf_err *err)
{
    struct hf_str info, version, imprint, time;
    struct hf_der more;
    struct hf_stamp stamp = {.nonce = HF_STR_NONE};
    if (token.len > HF_STAMP_MAX || !open_token(token, &info) ||
        !hf_der_take(&info, HF_DER_INTEGER, &version) || !hf_str_eq(version, HF_STR("\x01")) ||
        !hf_der_take(&info, HF_DER_OID, &stamp.policy) || !hf_der_take(&info, HF_DER_SEQUENCE, &imprint) ||
        !read_imprint(imprint, &stamp.digest) || !hf_der_take(&info, HF_DER_INTEGER, &stamp.serial) ||
        !hf_der_take(&info, HF_DER_TIME, &time) || !read_time(time, &stamp.at_ms))
        return malformed(err);
    while (info.len > 0) {
        if (!hf_der_next(&info, &more))
            return malformed(err);
        if (more.tag == HF_DER_INTEGER)
            stamp.nonce = more.content;
    }
    *out = stamp;
    return HF_OK;
}

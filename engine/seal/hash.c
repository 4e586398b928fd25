/* SPDX-License-Identifier: Apache-2.0 */
/* What both bodies of the hash share: whole hashes, HMAC, digests as values. */
#include "seal/hash.h"

#include "base/code.h"

enum { HF_HMAC_BLOCK = 64 };

static void add_parts(struct hf_hasher *hasher, const struct hf_str part[], size_t parts)
{
    for (size_t i = 0; i < parts; i++)
        hf_hash_add(hasher, part[i].at, part[i].len);
}

void hf_sha256(struct hf_hasher *hasher, const struct hf_str part[], size_t parts, struct hf_digest *out)
{
    hf_hash_begin(hasher);
    add_parts(hasher, part, parts);
    hf_hash_end(hasher, out);
}

static void begin_padded(struct hf_hasher *hasher, const unsigned char key[HF_HMAC_BLOCK], unsigned char pad)
{
    unsigned char block[HF_HMAC_BLOCK];

    for (size_t i = 0; i < HF_HMAC_BLOCK; i++)
        block[i] = (unsigned char)(key[i] ^ pad);
    hf_hash_begin(hasher);
    hf_hash_add(hasher, block, sizeof(block));
}

void hf_hmac_sha256(struct hf_hasher *hasher, struct hf_str key, const struct hf_str part[], size_t parts,
                    struct hf_digest *out)
{
    unsigned char padded[HF_HMAC_BLOCK] = {0};
    struct hf_digest inner;

    if (key.len > sizeof(padded)) {
        hf_sha256(hasher, &key, 1, &inner);
        memcpy(padded, inner.byte, sizeof(inner.byte));
    } else if (key.len > 0) {
        memcpy(padded, key.at, key.len);
    }
    begin_padded(hasher, padded, 0x36);
    add_parts(hasher, part, parts);
    hf_hash_end(hasher, &inner);
    begin_padded(hasher, padded, 0x5c);
    hf_hash_add(hasher, inner.byte, sizeof(inner.byte));
    hf_hash_end(hasher, out);
}

bool hf_digest_eq(const struct hf_digest *a, const struct hf_digest *b)
{
    uint64_t left[4], right[4], differs = 0;

    memcpy(left, a->byte, sizeof(left));
    memcpy(right, b->byte, sizeof(right));
    for (size_t i = 0; i < 4; i++)
        differs |= left[i] ^ right[i];
    return differs == 0;
}

void hf_digest_put(struct hf_buf *buf, const struct hf_digest *digest)
{
    hf_b64url_put(buf, digest->byte, sizeof(digest->byte));
}

bool hf_digest_read(struct hf_str s, struct hf_digest *out)
{
    return hf_b64url_read(s, out->byte, sizeof(out->byte));
}

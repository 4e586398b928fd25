/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) over parts given one after the other.
 *
 * A hasher is kept as long as its owner lives (one per thread): with libcrypto it takes about a millisecond
 * to make, with 7 million tree nodes a second afterwards. The header has two bodies, chosen when a program is
 * linked: hash_ossl.c (in hf_seal; SHA-NI) and hash_sodium.c (hf_hash_sodium, which wins where a program
 * names it: for the verifier, which must be small and static; a third as fast).
 */
#ifndef HF_SEAL_HASH_H
#define HF_SEAL_HASH_H

#include "base/buf.h"

enum { HF_DIGEST_SIZE = 32, HF_DIGEST_TEXT = 43, HF_HASHER_ROOM = 128 };

struct hf_digest {
    unsigned char byte[HF_DIGEST_SIZE];
};

/* What a body keeps in it is its own affair. Never copied once init has run; init and done pair up. */
struct hf_hasher {
    unsigned char room[HF_HASHER_ROOM];
};

void hf_hasher_init(struct hf_hasher *hasher);
void hf_hasher_done(struct hf_hasher *hasher);
/* "libcrypto" or "libsodium": which body the program was linked with. */
struct hf_str hf_hasher_body(void);

/* One hash at a time: begin, any number of adds, end. */
void hf_hash_begin(struct hf_hasher *hasher);
void hf_hash_add(struct hf_hasher *hasher, const void *bytes, size_t len);
void hf_hash_end(struct hf_hasher *hasher, struct hf_digest *out);

/* The hash of parts with nothing between them. HF_PART makes a part of anything with a size. */
#define HF_PART(thing) ((struct hf_str){(const char *)&(thing), sizeof(thing)})
void hf_sha256(struct hf_hasher *hasher, const struct hf_str part[], size_t parts, struct hf_digest *out);
void hf_hmac_sha256(struct hf_hasher *hasher, struct hf_str key, const struct hf_str part[], size_t parts,
                    struct hf_digest *out);

/* Takes the same time wherever the two differ. */
bool hf_digest_eq(const struct hf_digest *a, const struct hf_digest *b);
/* 43 characters of base64url. */
void hf_digest_put(struct hf_buf *buf, const struct hf_digest *digest);
bool hf_digest_read(struct hf_str s, struct hf_digest *out);

#endif

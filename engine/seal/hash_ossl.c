/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hash by libcrypto, which uses the processor's SHA instructions.
 * Algorithm and context are fetched once per hasher, in a library context of its own, so that nothing is
 * shared between threads and no configuration of the machine's OpenSSL changes what is hashed. What fails
 * here is memory or a broken installation: no caller could go on.
 */
#include <openssl/evp.h>

#include "base/check.h"
#include "seal/hash.h"

struct kept {
    OSSL_LIB_CTX *library;
    EVP_MD *sha256;
    EVP_MD_CTX *context;
};
_Static_assert(sizeof(struct kept) <= HF_HASHER_ROOM, "room for what is kept");

static struct kept kept_of(const struct hf_hasher *hasher)
{
    struct kept kept;

    memcpy(&kept, hasher->room, sizeof(kept));
    return kept;
}

void hf_hasher_init(struct hf_hasher *hasher)
{
    struct kept kept = {.library = OSSL_LIB_CTX_new()};

    HF_CHECK(kept.library != NULL);
    kept.sha256 = EVP_MD_fetch(kept.library, "SHA2-256", NULL);
    kept.context = EVP_MD_CTX_new();
    HF_CHECK(kept.sha256 != NULL && kept.context != NULL);
    HF_CHECK(EVP_DigestInit_ex2(kept.context, kept.sha256, NULL) == 1);
    memcpy(hasher->room, &kept, sizeof(kept));
}

void hf_hasher_done(struct hf_hasher *hasher)
{
    struct kept kept = kept_of(hasher);

    EVP_MD_CTX_free(kept.context);
    EVP_MD_free(kept.sha256);
    OSSL_LIB_CTX_free(kept.library);
    memset(hasher->room, 0, sizeof(hasher->room));
}

struct hf_str hf_hasher_body(void)
{
    return HF_STR("libcrypto");
}

void hf_hash_begin(struct hf_hasher *hasher)
{
    HF_CHECK(EVP_DigestInit_ex2(kept_of(hasher).context, NULL, NULL) == 1);
}

void hf_hash_add(struct hf_hasher *hasher, const void *bytes, size_t len)
{
    HF_CHECK(EVP_DigestUpdate(kept_of(hasher).context, bytes, len) == 1);
}

void hf_hash_end(struct hf_hasher *hasher, struct hf_digest *out)
{
    HF_CHECK(EVP_DigestFinal_ex(kept_of(hasher).context, out->byte, NULL) == 1);
}

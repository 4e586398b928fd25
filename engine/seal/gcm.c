/* SPDX-License-Identifier: Apache-2.0 */
/* AES-256-GCM by whoever has it; both bodies give the same bytes. */
#include <openssl/evp.h>
#include <sodium.h>

#include "seal/jwe.h"

_Static_assert(crypto_aead_aes256gcm_KEYBYTES == HF_GCM_KEY, "key");
_Static_assert(crypto_aead_aes256gcm_NPUBBYTES == HF_GCM_NONCE, "nonce");
_Static_assert(crypto_aead_aes256gcm_ABYTES == HF_GCM_TAG, "tag");

static const unsigned char *bytes_of(struct hf_str s)
{
    return s.len == 0 ? (const unsigned char *)"" : (const unsigned char *)s.at;
}

/* ---- libsodium: one call each. It looks at the processor when it is begun, not before. ---- */

static bool sodium_is_there(void)
{
    return sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() == 1;
}

static bool sodium_seal(const struct hf_gcm *gcm, struct hf_str plain, unsigned char *sealed)
{
    return crypto_aead_aes256gcm_encrypt(sealed, NULL, bytes_of(plain), plain.len, bytes_of(gcm->about),
                                         gcm->about.len, NULL, gcm->nonce, gcm->key) == 0;
}

static bool sodium_open(const struct hf_gcm *gcm, struct hf_str sealed, unsigned char *plain)
{
    return crypto_aead_aes256gcm_decrypt(plain, NULL, NULL, bytes_of(sealed), sealed.len,
                                         bytes_of(gcm->about), gcm->about.len, gcm->nonce, gcm->key) == 0;
}

/* ---- libcrypto ---- */

static bool evp_is_there(void)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);

    EVP_CIPHER_free(cipher);
    return cipher != NULL;
}

/* Begins with key, nonce and what is bound. NULL: it cannot. */
static EVP_CIPHER_CTX *evp_begin(const struct hf_gcm *gcm, int seals)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int len;
    bool begun = cipher != NULL && context != NULL &&
                 EVP_CipherInit_ex2(context, cipher, gcm->key, gcm->nonce, seals, NULL) == 1 &&
                 EVP_CipherUpdate(context, NULL, &len, bytes_of(gcm->about), (int)gcm->about.len) == 1;

    EVP_CIPHER_free(cipher);
    if (begun)
        return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

static bool evp_seal(const struct hf_gcm *gcm, struct hf_str plain, unsigned char *sealed)
{
    EVP_CIPHER_CTX *context = evp_begin(gcm, 1);
    int len = 0, rest = 0;
    bool done = context != NULL &&
                EVP_CipherUpdate(context, sealed, &len, bytes_of(plain), (int)plain.len) == 1 &&
                EVP_CipherFinal_ex(context, sealed + len, &rest) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, HF_GCM_TAG, sealed + plain.len) == 1;

    EVP_CIPHER_CTX_free(context);
    return done;
}

static bool evp_open(const struct hf_gcm *gcm, struct hf_str sealed, unsigned char *plain)
{
    EVP_CIPHER_CTX *context = evp_begin(gcm, 0);
    size_t size = sealed.len - HF_GCM_TAG;
    unsigned char tag[HF_GCM_TAG];
    int len = 0, rest = 0;

    memcpy(tag, sealed.at + size, sizeof(tag));
    bool done = context != NULL && EVP_CipherUpdate(context, plain, &len, bytes_of(sealed), (int)size) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, HF_GCM_TAG, tag) == 1 &&
                EVP_CipherFinal_ex(context, plain + len, &rest) == 1;
    EVP_CIPHER_CTX_free(context);
    return done;
}

static const struct {
    bool (*is_there)(void);
    bool (*seal)(const struct hf_gcm *gcm, struct hf_str plain, unsigned char *sealed);
    bool (*open)(const struct hf_gcm *gcm, struct hf_str sealed, unsigned char *plain);
} bodies[HF_GCM_BODIES] = {
    [HF_GCM_SODIUM] = {sodium_is_there, sodium_seal, sodium_open},
    [HF_GCM_EVP] = {evp_is_there, evp_seal, evp_open},
};

bool hf_gcm_is_there(enum hf_gcm_body body)
{
    return body < HF_GCM_BODIES && bodies[body].is_there();
}

bool hf_gcm_seal(enum hf_gcm_body body, const struct hf_gcm *gcm, struct hf_str plain, unsigned char *sealed)
{
    return hf_gcm_is_there(body) && bodies[body].seal(gcm, plain, sealed);
}

bool hf_gcm_open(enum hf_gcm_body body, const struct hf_gcm *gcm, struct hf_str sealed, unsigned char *plain)
{
    return sealed.len >= HF_GCM_TAG && hf_gcm_is_there(body) && bodies[body].open(gcm, sealed, plain);
}

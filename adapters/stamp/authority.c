/* SPDX-License-Identifier: Apache-2.0 */
#include "stamp/authority.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include "base/buf.h"

struct checking {
    const struct hf_authority_token *given;
    struct hf_arena *arena;
    PKCS7 *token;
    X509_STORE *store;
    STACK_OF(X509) * further; /* of the token and of the evidence: a way to a root, believed by no one */
    STACK_OF(X509_CRL) * lists;
    STACK_OF(X509) * chain;
};

static enum hf_rc refused(const char *why, struct hf_err *err)
{
    const char *more = NULL;
    int flags = 0;
    unsigned long code = ERR_peek_last_error_data(&more, &flags);
    const char *said = ERR_reason_error_string(code);
    if (more != NULL && (flags & ERR_TXT_STRING) != 0 && more[0] != '\0')
        said = more;
    enum hf_rc rc = hf_fail(err, HF_WORD_authority_refused, HF_STR_NONE, hf_str_of(why), hf_str_of(said));
    ERR_clear_error();
    return rc;
}

/* ---- reading ---- */

/* Every certificate and list of a text of PEM. */
static bool read_pem(struct hf_str text, STACK_OF(X509) * certificates, STACK_OF(X509_CRL) * lists)
{
    BIO *bio = BIO_new_mem_buf(text.at, (int)text.len);
    STACK_OF(X509_INFO) *all = bio == NULL ? NULL : PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL);
    BIO_free(bio);
    if (all == NULL)
        return false;
    for (int i = 0; i < sk_X509_INFO_num(all); i++) {
        X509_INFO *info = sk_X509_INFO_value(all, i);
        if (info->x509 != NULL && sk_X509_push(certificates, info->x509) > 0)
            info->x509 = NULL;
        if (info->crl != NULL && lists != NULL && sk_X509_CRL_push(lists, info->crl) > 0)
            info->crl = NULL;
    }
    sk_X509_INFO_pop_free(all, X509_INFO_free);
    return true;
}

static enum hf_rc read_roots(struct checking *c, struct hf_err *err)
{
    STACK_OF(X509) *roots = sk_X509_new_null();
    bool read = c->given->roots.len > 0 && read_pem(c->given->roots, roots, NULL) && sk_X509_num(roots) > 0;
    for (int i = 0; read && i < sk_X509_num(roots); i++)
        read = X509_STORE_add_cert(c->store, sk_X509_value(roots, i)) == 1;
    sk_X509_pop_free(roots, X509_free);
    ERR_clear_error();
    return read ? HF_OK : hf_fail(err, HF_WORD_authority_roots, HF_STR_NONE, HF_STR_NONE, HF_STR_NONE);
}

static bool add_own_certificates(struct checking *c)
{
    STACK_OF(X509) *own = PKCS7_type_is_signed(c->token) ? c->token->d.sign->cert : NULL;
    for (int i = 0; i < sk_X509_num(own); i++)
        if (X509_up_ref(sk_X509_value(own, i)) != 1 || sk_X509_push(c->further, sk_X509_value(own, i)) <= 0)
            return false;
    return true;
}

/* Revocation is looked at as far as there are lists. */
static bool add_lists(struct checking *c)
{
    for (int i = 0; i < sk_X509_CRL_num(c->lists); i++)
        if (X509_STORE_add_crl(c->store, sk_X509_CRL_value(c->lists, i)) != 1)
            return false;
    return sk_X509_CRL_num(c->lists) == 0 || X509_STORE_set_flags(c->store, X509_V_FLAG_CRL_CHECK) == 1;
}

static enum hf_rc begin(struct checking *c, struct hf_err *err)
{
    const unsigned char *at = (const unsigned char *)c->given->token.at;
    c->token = d2i_PKCS7(NULL, &at, (long)c->given->token.len);
    c->store = X509_STORE_new();
    c->further = sk_X509_new_null();
    c->lists = sk_X509_CRL_new_null();
    if (c->token == NULL || c->store == NULL || c->further == NULL || c->lists == NULL)
        return refused("token", err);
    HF_TRY(read_roots(c, err));
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(c->store), (time_t)(c->given->at_ms / 1000));
    bool read = (c->given->evidence.len == 0 || read_pem(c->given->evidence, c->further, c->lists)) &&
                add_own_certificates(c) && add_lists(c);
    return read ? HF_OK : refused("evidence", err);
}

static void done(struct checking *c)
{
    PKCS7_free(c->token);
    X509_STORE_free(c->store);
    sk_X509_pop_free(c->further, X509_free);
    sk_X509_CRL_pop_free(c->lists, X509_CRL_free);
    sk_X509_pop_free(c->chain, X509_free);
}

/* ---- verifying ---- */

static enum hf_rc verify(struct checking *c, struct hf_err *err)
{
    const struct hf_digest *digest = &c->given->digest;
    TS_VERIFY_CTX *ts = TS_VERIFY_CTX_new();
    unsigned char *imprint = OPENSSL_memdup(digest->byte, sizeof digest->byte);
    if (ts == NULL || imprint == NULL || X509_STORE_up_ref(c->store) != 1) {
        TS_VERIFY_CTX_free(ts);
        OPENSSL_free(imprint);
        return refused("memory", err);
    }
    TS_VERIFY_CTX_set_flags(ts, TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_imprint(ts, imprint, (long)sizeof digest->byte);
    TS_VERIFY_CTX_set_store(ts, c->store);
    TS_VERIFY_CTX_set_certs(ts, X509_chain_up_ref(c->further));
    int good = TS_RESP_verify_token(ts, c->token);
    TS_VERIFY_CTX_free(ts);
    return good == 1 ? HF_OK : refused("signature", err);
}

/* The way from the signer to a root, once more, to be told of. */
static enum hf_rc find_chain(struct checking *c, struct hf_err *err)
{
    STACK_OF(X509) *signers = PKCS7_get0_signers(c->token, c->further, 0);
    X509_STORE_CTX *way = X509_STORE_CTX_new();
    bool found = way != NULL && sk_X509_num(signers) == 1 &&
                 X509_STORE_CTX_init(way, c->store, sk_X509_value(signers, 0), c->further) == 1 &&
                 X509_STORE_CTX_set_purpose(way, X509_PURPOSE_TIMESTAMP_SIGN) == 1 &&
                 X509_verify_cert(way) == 1;
    if (found)
        c->chain = X509_STORE_CTX_get1_chain(way);
    X509_STORE_CTX_free(way);
    sk_X509_free(signers);
    return c->chain != NULL ? HF_OK : refused("chain", err);
}

/* ---- what is kept ---- */

static int64_t end_of(const X509 *certificate)
{
    int days = 0, seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notAfter(certificate));
    ASN1_TIME_free(epoch);
    return ((int64_t)days * 86400 + seconds) * 1000;
}

static enum hf_rc tell_chain(struct checking *c, struct hf_str *chain, int64_t *ends_ms, struct hf_err *err)
{
    BIO *out = BIO_new(BIO_s_mem());
    bool good = out != NULL;
    char *bytes = NULL;
    *ends_ms = INT64_MAX;
    for (int i = 0; good && i < sk_X509_num(c->chain); i++) {
        int64_t end_ms = end_of(sk_X509_value(c->chain, i));
        good = PEM_write_bio_X509(out, sk_X509_value(c->chain, i)) == 1;
        *ends_ms = end_ms < *ends_ms ? end_ms : *ends_ms;
    }
    for (int i = 0; good && i < sk_X509_CRL_num(c->lists); i++)
        good = PEM_write_bio_X509_CRL(out, sk_X509_CRL_value(c->lists, i)) == 1;
    long size = good ? BIO_get_mem_data(out, &bytes) : 0;
    struct hf_str text = hf_arena_keep(c->arena, (struct hf_str){bytes, (size_t)size});
    BIO_free(out);
    *chain = text;
    return good ? HF_OK : refused("memory", err);
}

enum hf_rc hf_authority_verify(const struct hf_authority_token *token, struct hf_arena *arena,
                               struct hf_str *chain, int64_t *ends_ms, struct hf_err *err)
{
    struct checking c = {.given = token, .arena = arena};
    ERR_clear_error();
    enum hf_rc rc = begin(&c, err);
    if (rc == HF_OK)
        rc = verify(&c, err);
    if (rc == HF_OK && chain != NULL)
        rc = find_chain(&c, err);
    if (rc == HF_OK && chain != NULL && ends_ms != NULL)
        rc = tell_chain(&c, chain, ends_ms, err);
    done(&c);
    return rc;
}

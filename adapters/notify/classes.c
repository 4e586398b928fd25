/* SPDX-License-Identifier: Apache-2.0 */
/* The tables are read from the top; the first row that fits decides, the last one fits always. */
#include "notify/classes.h"

#include <stdlib.h>

#include <curl/curl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "desk/classes.h"

enum empty { WHATEVER, EMPTY };

static const struct {
    int32_t from, to; /* statuses */
    const char *err;  /* NULL: whatever it says */
    enum empty body;
    struct hf_str name;
} answers[] = {
    {202, 202, NULL, EMPTY, HF_STR_INIT(HF_CLASS_RECEIVED)},
    {200, 299, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_NONCONFORMING)},
    {300, 399, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_MOVED)},
    {400, 400, "invalid_key", WHATEVER, HF_STR_INIT(HF_CLASS_KEY_CACHE)},
    {400, 400, "authentication_failed", WHATEVER, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {400, 400, "access_denied", WHATEVER, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {401, 401, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {403, 403, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {404, 404, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_MISSING)},
    {408, 408, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_TRANSIENT)},
    {410, 410, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_GONE)},
    {425, 425, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_TRANSIENT)},
    {429, 429, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_TRANSIENT)},
    {400, 499, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_PERMANENT)}, /* every other 400 and code among them */
    {INT32_MIN, INT32_MAX, NULL, WHATEVER, HF_STR_INIT(HF_CLASS_TRANSIENT)},
};

struct hf_str hf_class_of_answer(const struct hf_answered *answer)
{
    size_t i = 0;
    while (answer->status < answers[i].from || answer->status > answers[i].to ||
           (answers[i].err != NULL && !hf_str_eq(answer->err, hf_str_of(answers[i].err))) ||
           (answers[i].body == EMPTY && answer->body))
        i++;
    return answers[i].name;
}

static const struct {
    int code; /* CURLE_OK: every other */
    struct hf_str name;
} failures[] = {
    {CURLE_URL_MALFORMAT, HF_STR_INIT(HF_CLASS_PERMANENT)},
    {CURLE_UNSUPPORTED_PROTOCOL, HF_STR_INIT(HF_CLASS_PERMANENT)},
    {CURLE_LOGIN_DENIED, HF_STR_INIT(HF_CLASS_PERMANENT)}, /* a name or password stands in the address */
    {CURLE_PEER_FAILED_VERIFICATION, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_SSL_CACERT_BADFILE, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_SSL_CERTPROBLEM, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_SSL_ISSUER_ERROR, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_SSL_INVALIDCERTSTATUS, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, HF_STR_INIT(HF_CLASS_CREDENTIALS)},
    {CURLE_OK, HF_STR_INIT(HF_CLASS_TRANSIENT)},
};

/* The alerts by which a peer refuses who we are: our certificate, or that we showed none. */
static const int refusals[] = {
    SSL_AD_BAD_CERTIFICATE,     SSL_AD_UNSUPPORTED_CERTIFICATE, SSL_AD_CERTIFICATE_REVOKED,
    SSL_AD_CERTIFICATE_EXPIRED, SSL_AD_CERTIFICATE_UNKNOWN,     SSL_AD_UNKNOWN_CA,
    SSL_AD_ACCESS_DENIED,       SSL_AD_CERTIFICATE_REQUIRED,
};

/* The number of the alert that stands there; 0: none. */
static int alert_of(struct hf_str fault)
{
    static const char mark[] = "error:";
    char text[CURL_ERROR_SIZE] = "";
    if (fault.len > 0)
        memcpy(text, fault.at, fault.len < sizeof text ? fault.len : sizeof text - 1);
    const char *at = strstr(text, mark);
    return at == NULL ? 0 : ERR_GET_REASON(strtoul(at + sizeof mark - 1, NULL, 16)) - SSL_AD_REASON_OFFSET;
}

static bool is_refused(const struct hf_failed *failed)
{
    int alert = alert_of(failed->fault);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (alert == refusals[i])
            return true;
    return failed->asked && alert == SSL_AD_HANDSHAKE_FAILURE;
}

struct hf_str hf_class_of_failure(const struct hf_failed *failed)
{
    size_t i = 0;
    while (failures[i].code != failed->code && failures[i].code != CURLE_OK)
        i++;
    return is_refused(failed) ? HF_STR(HF_CLASS_CREDENTIALS) : failures[i].name;
}

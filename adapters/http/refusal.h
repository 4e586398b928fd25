/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A failure as HTTP tells it: in RFC 9457 form, or where security event tokens are taken as RFC 8935 section
 * 2.3 wants it. What is wrong on our own side is told without its particulars.
 */
#ifndef HF_HTTP_REFUSAL_H
#define HF_HTTP_REFUSAL_H

#include "base/err.h"

/* How often a stream may be verified at its receiver's request (SSF 1.0, min_verification_interval). */
enum { HF_VERIFICATION_INTERVAL_S = 30 };

/* Where tokens are fetched (RFC 8936) a 400 has the same body as where they are taken; other statuses keep
 * their meaning. */
enum hf_manner { HF_PROBLEMS, HF_SET_ERRORS, HF_POLL_ERRORS };

struct hf_refusal {
    unsigned status;
    const char *type;  /* of the body */
    int retry_after_s; /* 0: no need to say */
};

/* Fills `body` and says with which status it goes. */
struct hf_refusal hf_refusal_put(const struct hf_err *err, enum hf_manner manner, enum hf_lang lang,
                                 struct hf_buf *body);

/* "invalid_request", "authentication_failed", ...: the IANA code of RFC 8935 for a failure of the sender's.
 */
const char *hf_set_code(const struct hf_err *err);

/* "Not Found", "Introuvable": the fixed title of a status. */
struct hf_str hf_status_title(unsigned status, enum hf_lang lang);

#endif

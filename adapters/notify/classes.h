/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an answer, or its absence, to its class (desk/classes.h): a table by HTTP status and RFC 8935 code,
 * and one by libcurl's result where no answer came.
 */
#ifndef HF_NOTIFY_CLASSES_H
#define HF_NOTIFY_CLASSES_H

#include "base/str.h"

struct hf_answered {
    int32_t status;    /* HTTP status; 0: none came */
    struct hf_str err; /* "err" of the JSON body of a 400 (RFC 8935 section 2.3), or empty */
    bool body;         /* did anything stand in the body? */
};

struct hf_str hf_class_of_answer(const struct hf_answered *answer);

struct hf_failed {
    int code;            /* a CURLcode other than CURLE_OK */
    struct hf_str fault; /* what libcurl wrote of it (CURLOPT_ERRORBUFFER) */
    bool asked;          /* did the peer ask for a certificate of ours? */
};

/* In the fault an alert of the peer stands as OpenSSL names it: "error:0A000416:SSL routines:..." (RFC 8446
 * section 6.2). One that refuses our certificate is a matter of credentials, not of waiting; so is the
 * general handshake_failure, by which TLS 1.2 says that it wants one (RFC 5246 section 7.4.6), where one was
 * asked for.
 */
struct hf_str hf_class_of_failure(const struct hf_failed *failed);

#endif

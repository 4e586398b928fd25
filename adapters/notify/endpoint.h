/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is configured for an address that notices are pushed to: whom to believe, by what we are known there,
 * how much it takes. Read from one file when the courier is opened, and everything it names is looked at
 * then: a certificate that does not load is found before a notice needs it. Secrets stand in files of their
 * own that nobody else may read; here and in the log they are never shown.
 *
 *     {"endpoints": [
 *       {"address": "https://focal.example/sets",  as the directory has it
 *        "ca": "focal-ca.pem",                     its certificate is checked against these and nothing else
 *        "pin": "sha256//...",                     of its public key (RFC 7469, 2.4), besides
 *        "certificate": "ours.pem", "key": "ours.key",     for TLS that asks who we are
 *        "authorization": "focal.token",           the whole value of the Authorization header, on one line
 *        "concurrent": 8, "per_second": 50,        else 4, and as many as come
 *        "plain": false}]}                         true: http without TLS, on loopback only, for tests
 *
 * Names of files are taken from the folder that this one is in.
 */
#ifndef HF_NOTIFY_ENDPOINT_H
#define HF_NOTIFY_ENDPOINT_H

#include "base/err.h"
#include "seal/hash.h"

enum { HF_ENDPOINT_WIDTH = 4, HF_ENDPOINTS_MAX = 10000, HF_ENDPOINT_TEXT = 2048 };

struct hf_endpoint_terms {
    struct hf_str address, ca_file, pin, certificate, key,
        authorization; /* authorization: the value itself */
    bool plain;
    int64_t concurrent, per_second; /* per_second 0: as many as come */
    struct hf_digest mark;          /* of the bytes of all of them: another one when a file was replaced */
};

/*
 * Everything in the arena. `ca_file`: for those that name none; may be empty. Whatever does not fit is
 * refused with the file or address it is about (the words endpoint_...), faults of JSON with their place.
 */
enum hf_rc hf_endpoints_read(struct hf_str path, struct hf_str ca_file, struct hf_arena *arena,
                             const struct hf_endpoint_terms **out, size_t *count, struct hf_err *err);

/* What goes for an address that nobody has configured. */
enum hf_rc hf_endpoint_default(struct hf_str ca_file, struct hf_arena *arena, struct hf_endpoint_terms *out,
                               struct hf_err *err);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time-stamps of others (RFC 3161): what is asked of a time-stamping authority, and what its token says. That
 * the authority signed it is verified elsewhere (adapters/stamp, or `openssl ts -verify`): it takes X.509,
 * which the engine does not have. What is read here is which digest the token names, and when.
 *
 * A checkpoint is stamped as the log signed it: its text, an empty line, and the first signature line that
 * bears the log's name. A token is stamped again, before the authority's certificate ends, over its bytes and
 * those of the evidence that was kept with it (certificates and revocation lists), one behind the other.
 */
#ifndef HF_SEAL_STAMP_H
#define HF_SEAL_STAMP_H

#include "base/arena.h"
#include "base/err.h"
#include "seal/note.h"

enum { HF_STAMP_NONCE = 8, HF_STAMP_MAX = 64 * 1024 };

struct hf_stamp {
    struct hf_digest digest;     /* that it names: SHA-256 */
    int64_t at_ms;               /* when, as the authority says: genTime */
    struct hf_str policy;        /* content of the OBJECT IDENTIFIER */
    struct hf_str serial, nonce; /* contents of INTEGERs; the nonce may be empty */
};

/* The note with the log's own line alone: what is stamped. False: the log did not sign it. */
bool hf_stamp_subject(const struct hf_note *note, struct hf_str origin, struct hf_buf *out);
/* What a renewal stamps: the digest of token and evidence. */
void hf_stamp_renewed(struct hf_hasher *hasher, struct hf_str token, struct hf_str evidence,
                      struct hf_digest *out);

/* A TimeStampReq in DER, version 1, with nonce, certificates asked for (2.4.1). */
void hf_stamp_request_put(const struct hf_digest *digest, const unsigned char nonce[HF_STAMP_NONCE],
                          struct hf_buf *out);
/* Is the nonce of the token the one that was asked with? */
bool hf_stamp_answers(const struct hf_stamp *stamp, const unsigned char nonce[HF_STAMP_NONCE]);

/*
 * The token in a TimeStampResp (2.4.2); bytes that are a token already are given back.
 * UNVERIFIED stamp_refused (with the PKIStatus), stamp_malformed.
 */
enum hf_rc hf_stamp_token(struct hf_str response, struct hf_str *token, struct hf_err *err);

/*
 * A TimeStampToken: a SignedData of CMS around a TSTInfo over SHA-256, in DER to the last byte. Borrows.
 * UNVERIFIED stamp_malformed.
 */
enum hf_rc hf_stamp_read(struct hf_str token, struct hf_stamp *out, struct hf_err *err);

#endif

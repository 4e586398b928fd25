/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of one log, in order. Each change of key is signed by the old and by the new one, so whoever
 * believes one of them can go to the others; and it says for how large a log the new one begins to sign, so
 * that a key which was replaced signs nothing later. As it is kept and shown:
 *
 *     holdfast/keys/v1
 *     court.example/log1                  origin
 *     0 KEY                               the first key, base64url
 *     SIZE KEY SIGNATURE SIGNATURE        the next: from when on, by the old one, by the new one, base64url
 *
 * What they sign is "holdfast/log-key/v1\n" origin "\n" SIZE "\n" the old KEY "\n" the new KEY "\n".
 */
#ifndef HF_SEAL_LOG_KEYS_H
#define HF_SEAL_LOG_KEYS_H

#include "seal/note.h"

enum { HF_LOG_KEYS_MAX = 16, HF_LOG_KEYS_TEXT_MAX = 4096 };
#define HF_LOG_KEYS_TITLE HF_STR("holdfast/keys/v1\n")

struct hf_log_key {
    struct hf_public key;
    uint64_t from; /* it signs trees of so many leaves and more, up to and with the next one's `from` */
    struct hf_signature by_old, by_new; /* of the first key: none */
};
struct hf_log_keys {
    struct hf_log_key at[HF_LOG_KEYS_MAX];
    size_t count; /* at least 1; the last one signs now */
};

/* A log whose key never changed. */
void hf_log_keys_first(const struct hf_public *key, struct hf_log_keys *out);
/* What the two keys of a change sign. */
void hf_log_key_text(struct hf_str origin, const struct hf_public *old, uint64_t from,
                     const struct hf_public *next, struct hf_buf *out);

void hf_log_keys_put(struct hf_str origin, const struct hf_log_keys *keys, struct hf_buf *out);
/* Reads and verifies what hf_log_keys_put writes. UNVERIFIED keys_broken, err->where "keys line 3". */
enum hf_rc hf_log_keys_read(struct hf_str text, struct hf_str origin, struct hf_log_keys *out,
                            struct hf_err *err);

/* A note over a tree of this size. UNVERIFIED note_unsigned, note_signature, note_stale: by a key of the list
 * that does not sign for such a size. */
enum hf_rc hf_log_keys_verify(struct hf_hasher *hasher, const struct hf_log_keys *keys,
                              const struct hf_note *note, struct hf_str origin, uint64_t size,
                              struct hf_err *err);

/* Are they the keys of one log, of which one list may be the longer? */
bool hf_log_keys_agree(const struct hf_log_keys *a, const struct hf_log_keys *b);

/* Does the key that signs now sign for a tree of this size? CONFLICT standstill_early: not for one so small.
 */
enum hf_rc hf_log_keys_reach(const struct hf_log_keys *keys, uint64_t size, struct hf_err *err);

#endif

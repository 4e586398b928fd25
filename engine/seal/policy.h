/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom to believe (C2SP tlog-policy): logs by their keys, witnesses, groups of them, and the quorum that must
 * have cosigned a checkpoint. A line each; `#` begins a comment:
 *
 *     log VKEY [URL]
 *     witness NAME VKEY [URL]
 *     group NAME all|any|K NAME...             of names above it; each name in one group at most
 *     quorum NAME|none                         once
 *
 * Read besides: a log key alone on its line, and a file that names no witness may leave the quorum out.
 */
#ifndef HF_SEAL_POLICY_H
#define HF_SEAL_POLICY_H

#include "seal/cosign.h"

enum { HF_POLICY_LOGS = 32, HF_POLICY_NAMES = 64 }; /* witnesses and groups together */

struct hf_policy_log {
    struct hf_str name, url;
    struct hf_public key;
};
struct hf_policy_name {
    struct hf_str name, url;
    bool is_group;
    bool is_readable; /* a witness whose kind of key is unknown here never counts */
    struct hf_cosigner witness;
    uint32_t least;   /* of a group: how many members */
    uint64_t members; /* bit i: name i */
};
enum { HF_QUORUM_NONE = -1 };
struct hf_policy {
    struct hf_policy_log log[HF_POLICY_LOGS];
    struct hf_policy_name name[HF_POLICY_NAMES];
    size_t logs, names;
    int quorum; /* index of a name, or HF_QUORUM_NONE */
};

/* Texts borrow. BAD_INPUT policy_line with "line N" and the line, policy_quorum_missing. */
enum hf_rc hf_policy_read(struct hf_hasher *hasher, struct hf_str text, struct hf_policy *out,
                          struct hf_err *err);

/* Is this key one of the logs? By origin and key. */
bool hf_policy_knows(const struct hf_policy *policy, struct hf_str origin, const struct hf_public *key);

struct hf_policy_verdict {
    uint64_t cosigned; /* bit i: witness i */
    int64_t time_s[HF_POLICY_NAMES];
    size_t count;
};
/*
 * Has the quorum cosigned the note?
 *   errors   UNVERIFIED cosignature_broken with the witness's name: the line of a known witness does not
 *            hold; policy_quorum with those who did not sign
 */
enum hf_rc hf_policy_check(struct hf_hasher *hasher, const struct hf_policy *policy,
                           const struct hf_note *note, struct hf_policy_verdict *out, struct hf_err *err);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a witness is sent, and what it makes of it (C2SP tlog-witness, add-checkpoint):
 *
 *     old 20852014                                    the size it cosigned last, as its asker knows it
 *     PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=    consistency proof (RFC 9162 2.1.4), at most 63 hashes
 *                                                     an empty line, and the signed note
 *
 * It cosigns only what it cosigned last, grown; of each log it remembers that one size and root.
 */
#ifndef HF_SEAL_SUBMISSION_H
#define HF_SEAL_SUBMISSION_H

#include "seal/policy.h"
#include "seal/tree.h"

struct hf_submission {
    uint64_t old;
    struct hf_path proof;
    struct hf_str note;
};
void hf_submission_put(struct hf_buf *out, const struct hf_submission *submission);
/* Borrows. BAD_INPUT submission_malformed. */
enum hf_rc hf_submission_read(struct hf_str body, struct hf_submission *out, struct hf_err *err);

/* What it cosigned last of a log; size 0: nothing yet. */
struct hf_witnessed {
    uint64_t size;
    struct hf_digest root;
};
/* As the HTTP statuses that the specification gives to them. */
enum hf_witness_answer {
    HF_WITNESS_COSIGNS = 200,
    HF_WITNESS_CANNOT_READ = 400, /* or it goes back in size */
    HF_WITNESS_UNSIGNED = 403,    /* by a key of that log that is known */
    HF_WITNESS_UNKNOWN = 404,     /* no such log */
    HF_WITNESS_CONFLICT = 409,    /* another size or root is the last */
    HF_WITNESS_BROKEN = 422,      /* not what was cosigned last, grown */
};
/* The submission and its checkpoint, and by whom it is signed; CANNOT_READ, UNKNOWN, UNSIGNED or COSIGNS: so
 * far so good. */
enum hf_witness_answer hf_witness_read(struct hf_hasher *hasher, const struct hf_policy *logs,
                                       struct hf_str body, struct hf_submission *submission,
                                       struct hf_note *note, struct hf_checkpoint *checkpoint);
/* Against what was cosigned last. */
enum hf_witness_answer hf_witness_judge(struct hf_hasher *hasher, const struct hf_witnessed *last,
                                        const struct hf_submission *submission,
                                        const struct hf_checkpoint *checkpoint);

/*
 * Of what this witness answered to `note`: its own line, its line end included, and nothing else.
 * UNVERIFIED cosignature_broken with its name: none of its lines holds, or what came says another text.
 */
enum hf_rc hf_witness_line(struct hf_hasher *hasher, struct hf_arena *arena, struct hf_str note,
                           struct hf_str answer, const struct hf_cosigner *witness, struct hf_buf *out,
                           struct hf_err *err);

#endif

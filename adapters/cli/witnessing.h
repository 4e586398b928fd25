/* SPDX-License-Identifier: Apache-2.0 */
/* Witnesses asked over https to cosign the newest checkpoint, and what they say kept in the log's database.
 */
#ifndef HF_CLI_WITNESSING_H
#define HF_CLI_WITNESSING_H

#include "cli/session.h"
#include "desk/cosigning.h"

struct hf_witnessing {
    struct hf_seat *seat;
    struct hf_arena *arena;
    struct hf_policy policy;
    struct hf_cosigning cosigning;
};

/* Whom the file names. BAD_INPUT policy_line, policy_quorum_missing. */
enum hf_rc hf_witnessing_begin(struct hf_seat *seat, struct hf_str path, struct hf_arena *arena,
                               struct hf_witnessing *out, struct hf_err *err);

/* Told of each that was asked: why NULL, it has cosigned. */
typedef void (*hf_witnessing_fn)(void *context, const struct hf_policy_name *witness,
                                 const struct hf_err *why);
/*
 * Asks every witness of the policy that has a URL for the newest checkpoint, one after the other. One that
 * refuses holds up no other. Errors: those of the ledger.
 */
enum hf_rc hf_witnessing_ask(struct hf_witnessing *w, hf_witnessing_fn told, void *context,
                             struct hf_err *err);

/* Is the quorum reached for that checkpoint? As hf_policy_check. */
enum hf_rc hf_witnessing_judge(struct hf_witnessing *w, struct hf_err *err);

/* The failure that an answer of another status than 200 is; `said`: its body. */
enum hf_rc hf_witnessing_refused(struct hf_str witness, int32_t status, struct hf_str said,
                                 struct hf_err *err);

#endif

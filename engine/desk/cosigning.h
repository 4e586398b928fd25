/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Witnesses cosign our checkpoints (seal/submission.h): what they are sent, and what of their answers is kept
 * beside the checkpoint. From then on it stands in every notice, bundle and tile log that shows it. Who asks
 * them, and how, is for whoever calls.
 */
#ifndef HF_DESK_COSIGNING_H
#define HF_DESK_COSIGNING_H

#include "desk/desk.h"
#include "seal/submission.h"

struct hf_cosigning {
    struct hf_desk *desk;
    struct hf_arena *arena;
    uint64_t size;
    struct hf_str note; /* with the lines that were there at the beginning */
};

/* The newest checkpoint; size 0: there is none yet. Errors: those of the ledger. */
enum hf_rc hf_cosigning_begin(struct hf_desk *desk, struct hf_arena *arena, struct hf_cosigning *out,
                              struct hf_err *err);
/* One that was sent out earlier, by its text. NOT_FOUND cosign_unknown: no such checkpoint was kept. */
enum hf_rc hf_cosigning_again(struct hf_desk *desk, struct hf_str text, struct hf_arena *arena,
                              struct hf_cosigning *out, struct hf_err *err);

/*
 * What a witness is sent that cosigned `old` entries last, at most as many as the checkpoint has. Only the
 * leaves behind the last checkpoint before `old` are read. FAILED no_memory.
 */
enum hf_rc hf_cosigning_request(const struct hf_cosigning *cosigning, uint64_t old, struct hf_buf *out,
                                struct hf_err *err);

/* Of what this witness answered its own line is kept; the first one that it gives stands. UNVERIFIED
 * cosignature_broken, and nothing is kept. */
enum hf_rc hf_cosigning_keep(const struct hf_cosigning *cosigning, const struct hf_cosigner *witness,
                             struct hf_str answer, struct hf_err *err);

/* The same checkpoint as it stands now, with all its lines; in the arena. */
enum hf_rc hf_cosigning_note(const struct hf_cosigning *cosigning, struct hf_str *out, struct hf_err *err);

#endif

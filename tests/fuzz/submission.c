/* SPDX-License-Identifier: Apache-2.0 */
/* What a witness is sent has one spelling, and whatever it is, it is answered. */
#include "base/check.h"
#include "seal/submission.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[1 << 20];
static struct hf_note note;
static const struct hf_policy nobody;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_submission submission;
    struct hf_checkpoint checkpoint;
    struct hf_hasher hasher;
    struct hf_arena arena;
    struct hf_err err;
    if (size > HF_NOTE_MAX || hf_submission_read(input, &submission, &err) != HF_OK)
        return 0;
    hf_arena_init(&arena, block, sizeof(block));
    struct hf_buf again = hf_buf_in(&arena, size);
    hf_submission_put(&again, &submission);
    HF_CHECK(hf_str_eq(hf_buf_str(&again), input));
    hf_hasher_init(&hasher);
    enum hf_witness_answer answer = hf_witness_read(&hasher, &nobody, input, &submission, &note, &checkpoint);
    HF_CHECK(answer == HF_WITNESS_CANNOT_READ || answer == HF_WITNESS_UNKNOWN);
    if (answer == HF_WITNESS_UNKNOWN) {
        const struct hf_witnessed last = {.size = submission.old, .root = checkpoint.root};
        (void)hf_witness_judge(&hasher, &last, &submission, &checkpoint);
    }
    hf_hasher_done(&hasher);
    return 0;
}

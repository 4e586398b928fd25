/* SPDX-License-Identifier: Apache-2.0 */
/* A policy that is read names what stands in it, and judges any note; a mark and frames have one spelling. */
#include "base/check.h"
#include "seal/growth.h"
#include "seal/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct hf_policy policy;
static struct hf_note note;

static void judge(struct hf_hasher *hasher, struct hf_str input)
{
    struct hf_policy_verdict verdict;
    struct hf_str rest = input, lines = hf_str_cut(&rest, '\0');
    struct hf_err err;
    if (hf_policy_read(hasher, lines, &policy, &err) != HF_OK)
        return;
    HF_CHECK(policy.quorum < (int)policy.names && policy.names <= HF_POLICY_NAMES);
    for (size_t i = 0; i < policy.names; i++)
        HF_CHECK(policy.name[i].members >> i == 0); /* groups name what stands above them */
    if (hf_note_read(rest, &note, &err) == HF_OK)
        (void)hf_policy_check(hasher, &policy, &note, &verdict, &err);
}

static void same_mark(struct hf_str input)
{
    char room[HF_MARK_TEXT_MAX];
    struct hf_buf again = HF_BUF(room);
    struct hf_frontier mark;
    struct hf_str origin;
    struct hf_err err;
    if (hf_mark_read(input, &origin, &mark, &err) != HF_OK || origin.len > 200)
        return;
    hf_mark_put(&again, origin, &mark);
    HF_CHECK(hf_str_eq(hf_buf_str(&again), input));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str input = {(const char *)data, size};
    struct hf_hasher hasher;
    if (size > HF_NOTE_MAX)
        return 0;
    hf_hasher_init(&hasher);
    judge(&hasher, input);
    same_mark(input);
    hf_hasher_done(&hasher);
    return 0;
}

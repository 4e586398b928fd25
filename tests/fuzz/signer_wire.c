/* SPDX-License-Identifier: Apache-2.0 */
/* Frames on the signer's socket: each is cut off as it was written, whatever comes, and a failure that was
 * told is told again in the same words. */
#include "keys/signer_wire.h"

#include "base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char room[2 * HF_FRAME_MAX];

static void tell_again(struct hf_str body)
{
    char once[1024], twice[1024];
    struct hf_buf first = HF_BUF(once), second = HF_BUF(twice);
    struct hf_err err, same;
    enum hf_rc rc = hf_frame_failure(body, &err);
    HF_CHECK(rc != HF_OK);
    hf_frame_failure_put(&first, &err);
    HF_CHECK(!first.full && hf_frame_failure(hf_buf_str(&first), &same) == rc && same.word == err.word);
    hf_frame_failure_put(&second, &same);
    HF_CHECK(hf_str_eq(hf_buf_str(&first), hf_buf_str(&second)));
}

static void take_numbers(struct hf_str body)
{
    char eight[8];
    uint64_t number;
    while (body.len > 0) {
        struct hf_buf again = HF_BUF(eight);
        struct hf_str before = body;
        if (!hf_frame_number_cut(&body, &number))
            return;
        hf_frame_number_put(&again, number);
        HF_CHECK(before.len - body.len == 8 && memcmp(before.at, eight, 8) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str rest = {(const char *)data, size};
    struct hf_frame frame;
    struct hf_err err;
    bool whole = true;
    while (whole) {
        struct hf_str before = rest;
        struct hf_buf again = HF_BUF(room);
        if (hf_frame_cut(&rest, &frame, &whole, &err) != HF_OK || !whole)
            break;
        hf_frame_put(&again, frame.kind, frame.body);
        HF_CHECK(hf_str_eq(hf_buf_str(&again), hf_str_part(before, 0, before.len - rest.len)));
        take_numbers(frame.body);
        tell_again(frame.body);
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever the bytes, a ledger is refused or traced; what is traced is canonical JSON and the same a second
 * time. */
#include "base/check.h"
#include "record/json.h"
#include "trace/funds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct hf_json_limits limits = {.bytes = 1024 * 1024, .depth = 8, .reals = true};

static enum hf_rc trace(struct hf_str text, struct hf_str method, unsigned char *room, size_t size,
                        struct hf_buf *out)
{
    struct hf_trace_ask ask = {
        .file = HF_STR("f"), .method = method, .choice = {.days = 3, .work_max = 1000000}};
    struct hf_arena arena;
    struct hf_err err;
    hf_arena_init(&arena, room, size);
    return hf_trace_funds(text, &ask, &arena, out, &err);
}

static void look(struct hf_str answer, struct hf_str again)
{
    static unsigned char room[4 << 20];
    struct hf_arena arena;
    struct hf_json json;
    struct hf_err err;
    hf_arena_init(&arena, room, sizeof room);
    HF_CHECK(hf_str_eq(answer, again));
    if (hf_json_read(answer, &limits, &arena, &json, &err) != HF_OK) {
        HF_CHECK(err.word == HF_WORD_json_integer); /* sums beyond 2^53-1 are exact all the same */
        return;
    }
    struct hf_buf written = hf_buf_in(&arena, answer.len + 1);
    hf_json_write(&written, &json);
    HF_CHECK(hf_str_eq(answer, hf_buf_str(&written)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hf_str methods[] = {HF_STR_INIT("fifo"),
                                            HF_STR_INIT("lifo"),
                                            HF_STR_INIT("own_first"),
                                            HF_STR_INIT("claim_first"),
                                            HF_STR_INIT("rolling_pro_rata"),
                                            HF_STR_INIT("pari_passu"),
                                            HF_STR_INIT("poison"),
                                            HF_STR_INIT("direct_match")};
    static unsigned char room[16 << 20];
    static char first[1 << 16], second[1 << 16];
    struct hf_str text = {(const char *)data, size};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        struct hf_buf answer = HF_BUF(first), again = HF_BUF(second);
        if (trace(text, methods[i], room, sizeof room, &answer) == HF_OK &&
            trace(text, methods[i], room, sizeof room, &again) == HF_OK)
            look(hf_buf_str(&answer), hf_buf_str(&again));
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever the bytes, classes of claims are refused or put in place of the claims: then each has a rank of
 * its own, the holder's money stays the holder's, and what came in is in the answer, which is canonical JSON.
 */
#include "base/check.h"
#include "record/json.h"
#include "trace/funds.h"
#include "trace/group.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ROWS                                                                                              \
    "id,date,account,kind,amount,claimant,to\n1,2026-01-01,A,credit,50,V,\n2,2026-01-01,A,credit,30,W,\n" \
    "3,2026-01-01,A,credit,20,OWN,\n4,2026-01-01,A,credit,7,UNKNOWN,\n5,2026-01-02,A,debit,41,,s\n"

static unsigned char room[1 << 20], other[1 << 20];

static void check_ranks(const struct hf_trace_ledger *ledger)
{
    uint32_t special[] = {ledger->own, ledger->unknown, ledger->overdraft};
    static const struct hf_str names[] = {HF_STR_INIT("OWN"), HF_STR_INIT("UNKNOWN"),
                                          HF_STR_INIT("OVERDRAFT")};
    for (size_t i = 0; i < 3; i++)
        HF_CHECK(hf_str_eq(hf_trace_claimant(ledger, special[i]), names[i]));
    for (uint32_t i = 1; i < ledger->claimants.count; i++)
        HF_CHECK(hf_str_order(hf_trace_claimant(ledger, i - 1), hf_trace_claimant(ledger, i)) < 0);
}

static void check_answer(const struct hf_trace_ledger *ledger, struct hf_arena *arena)
{
    static const struct hf_json_limits limits = {.bytes = 1 << 16, .depth = 8, .reals = false};
    struct hf_trace_choice choice = {.method = hf_trace_method_find(HF_STR("rolling_pro_rata"))};
    struct hf_trace_answer answer;
    struct hf_arena apart;
    struct hf_json json;
    struct hf_err err;
    hf_arena_init(&apart, other, sizeof other);
    struct hf_buf out = hf_buf_in(&apart, 1 << 16), again = hf_buf_in(&apart, 1 << 16);
    HF_CHECK(hf_trace_answer_begin(&answer, ledger, &choice, false, arena, &err) == HF_OK);
    while (answer.stage != HF_TRACE_ANSWERED)
        HF_CHECK(hf_trace_answer_step(&answer, 100, &out, &err) == HF_OK);
    HF_CHECK(hf_json_read(hf_buf_str(&out), &limits, &apart, &json, &err) == HF_OK);
    hf_json_write(&again, &json);
    HF_CHECK(hf_str_eq(hf_buf_str(&out), hf_buf_str(&again)));
    const struct hf_json *held = HF_JSON_GET(HF_JSON_GET(HF_JSON_GET(&json, "accounts"), "A"), "composition");
    int64_t sum = 0;
    for (size_t i = 0; i < held->is.object.count; i++)
        sum += hf_json_member(held, i)->value.is.integer;
    HF_CHECK(sum == 50 + 30 + 20 + 7 - 41);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_trace_source source = {.file = HF_STR("f"), .text = HF_STR(ROWS)};
    struct hf_trace_ask ask = {.file = source.file};
    struct hf_trace_ledger ledger;
    struct hf_arena arena;
    struct hf_err err;
    hf_arena_init(&arena, room, sizeof room);
    struct hf_trace_room parts = hf_trace_room_of(&arena);
    HF_CHECK(hf_trace_read(&source, &ask, &parts, &ledger, &err) == HF_OK);
    if (hf_trace_group(&ledger, HF_STR("g"), (struct hf_str){(const char *)data, size}, &err) != HF_OK)
        return 0;
    check_ranks(&ledger);
    check_answer(&ledger, &parts.scratch);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever the bytes, a line of FollowTheMoney is refused or becomes an entry: the same a second time, in
 * canonical JSON, naming where it came from; what fits as a payment or a holding has what tracing needs of
 * it.
 */
#include "cli/ftm.h"

#include "base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct hf_ftm_origin origin = {.source = HF_STR_INIT("f"),
                                            .digest = HF_STR_INIT("D"),
                                            .holder = HF_STR_INIT("H"),
                                            .from = HF_STR_INIT("A"),
                                            .to = HF_STR_INIT("B"),
                                            .payee = HF_STR_INIT("P")};

static struct hf_str written(const struct hf_json *json, struct hf_arena *arena)
{
    struct hf_buf text = hf_buf_in(arena, 1024);
    hf_json_write(&text, json);
    return hf_buf_str(&text);
}

static void look(const struct hf_ftm_line *line, struct hf_arena *arena)
{
    static const struct hf_json_limits limits = {.bytes = 1 << 20, .depth = 16};
    struct hf_json payload = hf_ftm_payload(line, &origin, arena),
                   again = hf_ftm_payload(line, &origin, arena), read;
    struct hf_str text = written(&payload, arena);
    struct hf_err err;
    HF_CHECK(hf_str_eq(text, written(&again, arena)));
    HF_CHECK(hf_json_read(text, &limits, arena, &read, &err) == HF_OK);
    HF_CHECK(hf_str_eq(text, written(&read, arena)));
    HF_CHECK(hf_str_eq(hf_json_text(&read, HF_STR("source_id")), line->id));
    if (line->into == HF_FTM_PAYMENT)
        HF_CHECK(HF_JSON_GET(&read, "amount") != NULL && HF_JSON_GET(&read, "date") != NULL);
    if (line->into == HF_FTM_HOLDING)
        HF_CHECK(HF_JSON_GET(&read, "owner") != NULL && HF_JSON_GET(&read, "owned") != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char room[16 << 20];
    struct hf_ftm_line line = {.number = 1};
    struct hf_arena arena;
    struct hf_err err;
    hf_arena_init(&arena, room, sizeof room);
    if (hf_ftm_read((struct hf_str){(const char *)data, size}, &arena, &line, &err) != HF_OK)
        return 0;
    if (line.into != HF_FTM_UNKNOWN && line.into != HF_FTM_LINK && hf_ftm_fits(&line, &origin))
        look(&line, &arena);
    return 0;
}

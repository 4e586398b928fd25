/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a schema, then a line end and a value: the schema is read or refused, and what it takes it
 * takes again once its defaults are filled in.
 */
#include "base/check.h"
#include "flow/read.h"
#include "oracle/formed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(16) unsigned char block[64 * 1024 * 1024];

static void refill(const struct hf_flow *flow, const struct hf_json *value, struct hf_arena *arena)
{
    const struct hf_shape *shape = flow->kind[0].event[0].payload->member[0].shape;
    struct hf_err err;
    if (hf_shape_validate(flow, shape, value, HF_STR("x"), arena, &err) != HF_OK)
        return;
    struct hf_json filled = hf_shape_fill(shape, value, arena);
    HF_CHECK(hf_shape_validate(flow, shape, &filled, HF_STR("x"), arena, &err) == HF_OK);
    struct hf_json again = hf_shape_fill(shape, &filled, arena);
    HF_CHECK(hf_json_eq(&filled, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hf_str rest = {size == 0 ? NULL : (const char *)data, size}, text = hf_str_cut(&rest, '\n');
    struct hf_arena arena;
    struct hf_json schema, value;
    struct hf_err err;
    hf_arena_init(&arena, block, sizeof block);
    if (hf_json_read(text, &hf_json_file_limits, &arena, &schema, &err) != HF_OK)
        return 0;
    const struct hf_flow *flow = formed_read(&schema, NULL, &arena, &err);
    if (flow != NULL && hf_json_read(rest, &hf_json_payload_limits, &arena, &value, &err) == HF_OK)
        refill(flow, &value, &arena);
    return 0;
}

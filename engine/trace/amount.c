/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/amount.h"

#include "record/number.h"

struct hf_json hf_trace_amount_json(int64_t amount, struct hf_arena *arena)
{
    if (amount <= HF_JSON_INT_MAX)
        return hf_json_of_int(amount);
    struct hf_buf text = hf_buf_in(arena, 20);
    hf_buf_put_i64(&text, amount);
    return hf_json_of_text(hf_buf_str(&text));
}

bool hf_trace_amount_read(const struct hf_json *value, int64_t *out)
{
    if (value->kind == HF_JSON_TEXT)
        return hf_str_i64(value->is.text, out);
    *out = value->is.integer;
    return value->kind == HF_JSON_INT;
}

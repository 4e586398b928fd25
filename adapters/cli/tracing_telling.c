/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_telling.h"

#include "base/money.h"
#include "base/when.h"
#include "cli/output.h"
#include "trace/amount.h"

void hf_why_put(struct hf_telling *telling, struct hf_str text)
{
    hf_buf_put(&telling->text, text);
}

void hf_why_say(struct hf_telling *telling, enum hf_say what, struct hf_str arg0, struct hf_str arg1)
{
    hf_say_put(&telling->text, what, telling->cli->lang, arg0, arg1);
}

void hf_why_line(struct hf_telling *telling, enum hf_say what, struct hf_str arg0, struct hf_str arg1)
{
    hf_why_say(telling, what, arg0, arg1);
    hf_why_put(telling, HF_STR("\n"));
}

void hf_why_number(struct hf_telling *telling, uint32_t step)
{
    hf_buf_put_i64(&telling->text, step);
    hf_why_put(telling, HF_STR(". "));
}

void hf_why_parts(struct hf_telling *telling, const struct hf_trace_parts *parts)
{
    for (uint32_t i = 0; i < parts->count; i++) {
        hf_why_put(telling, HF_STR("  "));
        hf_why_put(telling, hf_why_claimant(telling, parts->claimant[i]));
        hf_why_put(telling, HF_STR(" "));
        hf_why_put(telling, hf_why_amount(telling, parts->amount[i]));
        hf_why_put(telling, HF_STR("\n"));
    }
}

struct hf_str hf_why_money(struct hf_telling *telling, int64_t amount, struct hf_str unit)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 40);
    struct hf_money money = {.minor = amount};
    if (unit.len == 3) {
        memcpy(money.currency, unit.at, 3);
        hf_money_put(&text, &money);
    } else {
        hf_buf_put_i64(&text, amount);
    }
    return hf_buf_str(&text);
}

struct hf_str hf_why_amount(struct hf_telling *telling, int64_t amount)
{
    return hf_why_money(telling, amount, telling->unit);
}

struct hf_str hf_why_id(struct hf_telling *telling, uint32_t row)
{
    return hf_trace_id_of_row(telling->ledger, row, telling->cli->arena);
}

struct hf_str hf_why_day(struct hf_telling *telling, uint32_t row)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 12);
    hf_day_put(&text, hf_trace_day_of(telling->ledger, row));
    return hf_buf_str(&text);
}

struct hf_str hf_why_row(struct hf_telling *telling, uint32_t row)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 64);
    hf_buf_put(&text, hf_why_id(telling, row));
    hf_buf_put(&text, HF_STR(" ("));
    hf_buf_put(&text, hf_why_day(telling, row));
    hf_buf_put(&text, HF_STR(")"));
    return hf_buf_str(&text);
}

struct hf_str hf_why_claimant(struct hf_telling *telling, uint32_t claimant)
{
    if (hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED)
        return hf_say(HF_SAY_tainted, telling->cli->lang);
    return hf_trace_claimant(telling->ledger, claimant);
}

struct hf_json hf_why_parts_json(struct hf_telling *telling, const struct hf_trace_parts *parts)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    bool tainted = hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED;
    for (uint32_t i = 0; i < parts->count; i++)
        hf_json_add(&made,
                    tainted ? HF_STR("tainted") : hf_trace_claimant(telling->ledger, parts->claimant[i]),
                    hf_trace_amount_json(parts->amount[i], telling->cli->arena));
    return hf_json_object(&made);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_why_link.h"

#include "trace/amount.h"

/* Equal shares and equal amounts follow no link. */
static bool follows_links(const struct hf_telling *telling)
{
    const struct hf_trace_method *method = telling->choice->method;
    return hf_trace_method_form(method) != HF_TRACE_SHARES &&
           !hf_str_eq(hf_trace_method_name(method), HF_STR("direct_match"));
}

/* What the linked debit bought, or where it went. */
static struct hf_str bought_by(const struct hf_telling *telling, const struct hf_trace_wide *link,
                               bool *asset)
{
    struct hf_trace_event debit = hf_trace_event_at(telling->ledger, link->debit);
    *asset = debit.kind == HF_TRACE_PURCHASE;
    return hf_trace_roll_name(*asset ? &telling->ledger->assets : &telling->ledger->sinks, debit.other);
}

/* "1. For e2 (2026-01-02), the bank lent 2.00 EUR ..." */
static void tell_step(struct hf_telling *telling, uint32_t *step, enum hf_say say, struct hf_str arg0,
                      struct hf_str arg1)
{
    hf_why_number(telling, ++*step);
    hf_why_line(telling, say, arg0, arg1);
}

static void tell_found(struct hf_telling *telling, const struct hf_trace_why_link *why)
{
    bool asset;
    struct hf_str bought = bought_by(telling, why->link, &asset);
    uint32_t step = 0;
    tell_step(telling, &step, HF_SAY_why_link_asked, hf_why_amount(telling, why->link->amount), HF_STR_NONE);
    tell_step(telling, &step, HF_SAY_why_link_lent, hf_why_row(telling, why->link->debit),
              hf_why_amount(telling, why->found.lent));
    tell_step(telling, &step, HF_SAY_why_link_repaid, hf_why_row(telling, why->link->credit),
              hf_why_amount(telling, why->found.repaid));
    if (asset)
        tell_step(telling, &step, HF_SAY_why_link_held, bought, hf_why_amount(telling, why->found.held));
    if (why->found.moved == 0) {
        hf_why_line(telling, HF_SAY_why_link_nothing, HF_STR_NONE, HF_STR_NONE);
        return;
    }
    hf_why_line(telling, HF_SAY_why_link_moved, hf_why_amount(telling, why->found.moved), bought);
    hf_why_parts(telling, &why->moved);
}

void hf_why_link(struct hf_telling *telling, const struct hf_told_links *links)
{
    const struct hf_trace_why_link *why = &links->link[0];
    hf_why_say(telling, HF_SAY_why_link, hf_why_id(telling, why->row), hf_why_day(telling, why->row));
    hf_why_line(telling, HF_SAY_why_evidence, why->link->note, HF_STR_NONE);
    hf_why_line(telling, HF_SAY_why_link_rule, HF_STR_NONE, HF_STR_NONE);
    if (follows_links(telling))
        tell_found(telling, why);
    else
        hf_why_line(telling, HF_SAY_why_link_unfollowed, HF_STR_NONE, HF_STR_NONE);
}

void hf_why_later_links(struct hf_telling *telling, const struct hf_told_links *links)
{
    for (uint32_t i = 0; i < links->count; i++) {
        const struct hf_trace_why_link *why = &links->link[i];
        if (why->found.moved == 0)
            continue;
        hf_why_line(telling, HF_SAY_why_linked, hf_why_row(telling, why->row),
                    hf_why_amount(telling, why->found.moved));
        hf_why_parts(telling, &why->moved);
        hf_why_line(telling, HF_SAY_why_evidence, why->link->note, HF_STR_NONE);
    }
}

/* ---- as JSON ---- */

static void add_amount(struct hf_telling *telling, struct hf_json_maker *made, struct hf_str name,
                       int64_t amount)
{
    hf_json_add(made, name, hf_trace_amount_json(amount, telling->cli->arena));
}

static struct hf_json_maker link_members(struct hf_telling *telling, const struct hf_trace_why_link *why)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    hf_json_add(&made, HF_STR("id"), hf_json_of_text(hf_why_id(telling, why->row)));
    hf_json_add(&made, HF_STR("date"), hf_json_of_text(hf_why_day(telling, why->row)));
    hf_json_add(&made, HF_STR("evidence"), hf_json_of_text(why->link->note));
    hf_json_add(&made, HF_STR("debit"), hf_json_of_text(hf_why_id(telling, why->link->debit)));
    hf_json_add(&made, HF_STR("credit"), hf_json_of_text(hf_why_id(telling, why->link->credit)));
    add_amount(telling, &made, HF_STR("amount"), why->link->amount);
    add_amount(telling, &made, HF_STR("lent"), why->found.lent);
    add_amount(telling, &made, HF_STR("repaid"), why->found.repaid);
    add_amount(telling, &made, HF_STR("held"), why->found.held);
    add_amount(telling, &made, HF_STR("moved"), why->found.moved);
    hf_json_add(&made, HF_STR("composition"), hf_why_parts_json(telling, &why->moved));
    return made;
}

struct hf_json hf_why_link_json(struct hf_telling *telling, const struct hf_tracing *tracing,
                                const struct hf_trace_why_link *link)
{
    struct hf_json_maker made = link_members(telling, link);
    hf_json_add(&made, HF_STR("method"), hf_json_of_text(hf_trace_method_name(telling->choice->method)));
    hf_tracing_add_case(tracing, &made);
    return hf_json_object(&made);
}

struct hf_json hf_why_links_json(struct hf_telling *telling, const struct hf_told_links *links)
{
    struct hf_json_maker list = hf_json_make(telling->cli->arena);
    for (uint32_t i = 0; i < links->count; i++) {
        struct hf_json_maker made = link_members(telling, &links->link[i]);
        hf_json_add(&list, HF_STR_NONE, hf_json_object(&made));
    }
    return hf_json_list(&list);
}

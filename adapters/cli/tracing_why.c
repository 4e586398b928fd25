/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_why.h"

#include "base/money.h"
#include "base/when.h"
#include "cli/output.h"
#include "record/json.h"
#include "trace/amount.h"
#include "trace/currency.h"
#include "trace/explain.h"

struct telling {
    struct hf_cli *cli;
    const struct hf_trace_ledger *ledger;
    const struct hf_trace_choice *choice;
    const struct hf_trace_why *why;
    struct hf_buf text;
};

/* The rule in one sentence. */
static const struct {
    struct hf_str method;
    enum hf_say rule;
} rules[] = {
    {HF_STR_INIT("fifo"), HF_SAY_why_fifo},
    {HF_STR_INIT("lifo"), HF_SAY_why_lifo},
    {HF_STR_INIT("own_first"), HF_SAY_why_own_first},
    {HF_STR_INIT("claim_first"), HF_SAY_why_claim_first},
    {HF_STR_INIT("rolling_pro_rata"), HF_SAY_why_rolling},
    {HF_STR_INIT("pari_passu"), HF_SAY_why_pari_passu},
    {HF_STR_INIT("poison"), HF_SAY_why_poison},
    {HF_STR_INIT("direct_match"), HF_SAY_why_direct_match},
};

/* The currency of the row's amounts: that of the account which pays, or gets what a sale fetches. */
static struct hf_str unit_of(const struct telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    uint32_t account = event->kind == HF_TRACE_SALE ? event->other : event->account;
    return event->kind == HF_TRACE_COIN
               ? HF_STR_NONE
               : hf_trace_unit_name(telling->ledger,
                                    hf_trace_unit_of(telling->ledger, HF_TRACE_OF_ACCOUNT, account));
}

/* "1500.00 EUR"; where no currency is said the units as they are. */
static struct hf_str money_text(struct telling *telling, int64_t amount, struct hf_str unit)
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

static struct hf_str amount_text(struct telling *telling, int64_t amount)
{
    return money_text(telling, amount, unit_of(telling));
}

static void put_step(struct telling *telling, uint32_t step)
{
    hf_buf_put_i64(&telling->text, step);
    hf_buf_put(&telling->text, HF_STR(". "));
}

static struct hf_str day_text(struct telling *telling, uint32_t row)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 12);
    hf_day_put(&text, hf_trace_day_of(telling->ledger, row));
    return hf_buf_str(&text);
}

static void say(struct telling *telling, enum hf_say what, struct hf_str arg0, struct hf_str arg1)
{
    hf_say_put(&telling->text, what, telling->cli->lang, arg0, arg1);
}

static void put(struct telling *telling, struct hf_str text)
{
    hf_buf_put(&telling->text, text);
}

static struct hf_str id_text(struct telling *telling, uint32_t row)
{
    return hf_trace_id_of_row(telling->ledger, row, telling->cli->arena);
}

static struct hf_str payer_name(const struct telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    const struct hf_trace_ledger *ledger = telling->ledger;
    return event->kind == HF_TRACE_SALE ? hf_trace_roll_name(&ledger->assets, event->account)
                                        : hf_trace_roll_name(&ledger->accounts, event->account);
}

static struct hf_str payee_name(const struct telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    const struct hf_trace_ledger *ledger = telling->ledger;
    if (event->kind == HF_TRACE_DEBIT || event->kind == HF_TRACE_COIN)
        return hf_trace_roll_name(&ledger->sinks, event->other);
    if (event->kind == HF_TRACE_PURCHASE)
        return hf_trace_roll_name(&ledger->assets, event->other);
    return hf_trace_roll_name(&ledger->accounts, event->other);
}

static struct hf_str claimant_name(struct telling *telling, uint32_t claimant)
{
    if (hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED)
        return hf_say(HF_SAY_tainted, telling->cli->lang);
    return hf_trace_claimant(telling->ledger, claimant);
}

/* "  OWN 500000", one below the other. */
static void list_parts(struct telling *telling, const struct hf_trace_parts *parts)
{
    for (uint32_t i = 0; i < parts->count; i++) {
        put(telling, HF_STR("  "));
        put(telling, claimant_name(telling, parts->claimant[i]));
        put(telling, HF_STR(" "));
        put(telling, amount_text(telling, parts->amount[i]));
        put(telling, HF_STR("\n"));
    }
}

/* What lies in the account, and what of it is nobody's or, where equal amounts are matched, too much. */
static void list_held(struct telling *telling, const struct hf_trace_parts *parts, int64_t balance)
{
    list_parts(telling, parts);
    for (uint32_t i = 0; i < parts->count; i++)
        balance -= parts->amount[i];
    if (balance == 0 || hf_trace_method_form(telling->choice->method) != HF_TRACE_COMPOSITIONS)
        return;
    say(telling, balance > 0 ? HF_SAY_why_rest : HF_SAY_why_beyond,
        amount_text(telling, balance > 0 ? balance : -balance), HF_STR_NONE);
    put(telling, HF_STR("\n"));
}

/* What a conversion brings, in the currency of the account that gets it. */
static void tell_received(struct telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    uint32_t unit = hf_trace_unit_of(telling->ledger, HF_TRACE_OF_ACCOUNT, event->other);
    say(telling, HF_SAY_why_received,
        money_text(telling, event->wide->received, hf_trace_unit_name(telling->ledger, unit)), HF_STR_NONE);
    if (event->wide->note.len > 0)
        say(telling, HF_SAY_why_rate, event->wide->note, HF_STR_NONE);
}

static void tell_sale(struct telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    say(telling, HF_SAY_why_sold, payer_name(telling), amount_text(telling, event->amount));
    say(telling, event->wide->charge ? HF_SAY_why_by_charge : HF_SAY_why_by_share, HF_STR_NONE, HF_STR_NONE);
}

static void tell_row(struct telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    say(telling, HF_SAY_why_row, id_text(telling, why->row), day_text(telling, why->row));
    if (why->event.kind == HF_TRACE_COIN) {
        say(telling, HF_SAY_why_coins, HF_STR_NONE, HF_STR_NONE);
    } else if (why->event.kind == HF_TRACE_SALE) {
        tell_sale(telling);
    } else {
        say(telling, HF_SAY_why_pays, amount_text(telling, why->event.amount), payer_name(telling));
        say(telling, HF_SAY_why_to, payee_name(telling), HF_STR_NONE);
    }
    if (why->event.kind == HF_TRACE_CONVERSION)
        tell_received(telling);
    put(telling, HF_STR("\n"));
}

static void tell_rule(struct telling *telling)
{
    struct hf_str method = hf_trace_method_name(telling->choice->method);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (hf_str_eq(rules[i].method, method))
            say(telling, rules[i].rule, HF_STR_NONE, HF_STR_NONE);
    put(telling, HF_STR("\n"));
}

static void tell_before(struct telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    if (why->event.kind == HF_TRACE_COIN)
        return;
    say(telling, HF_SAY_why_before, payer_name(telling), amount_text(telling, why->balance));
    put(telling, HF_STR("\n"));
    list_held(telling, &why->before, why->balance);
    if (why->owed > 0) {
        say(telling, HF_SAY_why_owed, amount_text(telling, why->owed), HF_STR_NONE);
        put(telling, HF_STR("\n"));
    }
}

/* "the money of TREASURY" */
static struct hf_str money_of(struct telling *telling, uint32_t claimant)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 64);
    enum hf_say what = claimant == telling->ledger->own       ? HF_SAY_why_own_money
                       : claimant == telling->ledger->unknown ? HF_SAY_why_unknown_money
                                                              : HF_SAY_why_money_of;
    hf_say_put(&text, what, telling->cli->lang, claimant_name(telling, claimant), HF_STR_NONE);
    return hf_buf_str(&text);
}

static void tell_piece(struct telling *telling, const struct hf_trace_piece *piece)
{
    struct hf_str amount = amount_text(telling, piece->amount), held = amount_text(telling, piece->held);
    say(telling, HF_SAY_why_piece, amount, money_of(telling, piece->claimant));
    if (piece->credit != HF_TRACE_NOBODY)
        say(telling, HF_SAY_why_came, id_text(telling, piece->credit), day_text(telling, piece->credit));
    if (piece->among > 0) {
        say(telling, HF_SAY_why_share, held, amount_text(telling, piece->among));
        if (piece->up)
            say(telling, HF_SAY_why_up, HF_STR_NONE, HF_STR_NONE);
        put(telling, HF_STR("."));
    } else if (piece->amount == piece->held) {
        say(telling, HF_SAY_why_all, HF_STR_NONE, HF_STR_NONE);
    } else {
        say(telling, HF_SAY_why_some, held, HF_STR_NONE);
    }
}

static void tell_steps(struct telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    uint32_t step = 0;
    for (uint32_t i = 0; i < why->pieces; i++) {
        put_step(telling, ++step);
        tell_piece(telling, &why->piece[i]);
        put(telling, HF_STR("\n"));
    }
    if (why->lent > 0 && telling->choice->method != NULL) {
        put_step(telling, ++step);
        say(telling, telling->choice->unknown_opening ? HF_SAY_why_opening : HF_SAY_why_lent,
            amount_text(telling, why->lent), HF_STR_NONE);
        put(telling, HF_STR("\n"));
    }
    if (why->tainted_by != HF_TRACE_NOBODY) {
        say(telling, HF_SAY_why_tainted, id_text(telling, why->tainted_by),
            day_text(telling, why->tainted_by));
        put(telling, HF_STR("\n"));
    }
}

static void tell_result(struct telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    bool taints = hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED;
    enum hf_say none = taints ? HF_SAY_why_not_tainted : HF_SAY_why_nothing;
    /* A payment of nothing is not said to be nobody's. */
    if (why->paid.count > 0 || why->event.amount > 0 || why->event.kind == HF_TRACE_COIN) {
        say(telling, why->paid.count > 0 ? HF_SAY_why_result : none, HF_STR_NONE, HF_STR_NONE);
        put(telling, HF_STR("\n"));
    } /* of a payment of nothing there is nothing to say */
    list_parts(telling, &why->paid);
    if (why->event.kind == HF_TRACE_COIN)
        return;
    say(telling, HF_SAY_why_after, payer_name(telling), amount_text(telling, why->balance_after));
    put(telling, HF_STR("\n"));
    list_held(telling, &why->after, why->balance_after);
    if (why->owed_after > 0) {
        say(telling, HF_SAY_why_owes, amount_text(telling, why->owed_after), HF_STR_NONE);
        put(telling, HF_STR("\n"));
    }
}

static void tell(struct telling *telling)
{
    bool followed = hf_trace_method_form(telling->choice->method) != HF_TRACE_SHARES;
    tell_row(telling);
    tell_rule(telling);
    if (!followed)
        return;
    tell_before(telling);
    tell_steps(telling);
    tell_result(telling);
    if (unit_of(telling).len == 0 && telling->why->event.kind != HF_TRACE_COIN) {
        say(telling, HF_SAY_why_units, HF_STR_NONE, HF_STR_NONE);
        put(telling, HF_STR("\n"));
    }
}

/* ---- as JSON ---- */

static struct hf_json parts_object(struct telling *telling, const struct hf_trace_parts *parts)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    for (uint32_t i = 0; i < parts->count; i++)
        hf_json_add(&made,
                    hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED
                        ? HF_STR("tainted")
                        : hf_trace_claimant(telling->ledger, parts->claimant[i]),
                    hf_trace_amount_json(parts->amount[i], telling->cli->arena));
    return hf_json_object(&made);
}

static struct hf_json piece_object(struct telling *telling, const struct hf_trace_piece *piece)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    hf_json_add(&made, HF_STR("amount"), hf_trace_amount_json(piece->amount, telling->cli->arena));
    hf_json_add(&made, HF_STR("claimant"),
                hf_json_of_text(hf_trace_claimant(telling->ledger, piece->claimant)));
    hf_json_add(&made, HF_STR("held"), hf_trace_amount_json(piece->held, telling->cli->arena));
    if (piece->credit != HF_TRACE_NOBODY)
        hf_json_add(&made, HF_STR("credit"), hf_json_of_text(id_text(telling, piece->credit)));
    if (piece->among > 0) {
        hf_json_add(&made, HF_STR("among"), hf_trace_amount_json(piece->among, telling->cli->arena));
        hf_json_add(&made, HF_STR("rounded_up"), hf_json_of_bool(piece->up));
    }
    return hf_json_object(&made);
}

/* What a sale or a conversion says beside its amount. */
static void add_terms(struct telling *telling, struct hf_json_maker *made)
{
    const struct hf_trace_event *event = &telling->why->event;
    if (event->kind == HF_TRACE_SALE)
        hf_json_add(made, HF_STR("election"),
                    hf_json_of_text(event->wide->charge ? HF_STR("charge") : HF_STR("share")));
    if (event->kind == HF_TRACE_CONVERSION)
        hf_json_add(made, HF_STR("received"),
                    hf_trace_amount_json(event->wide->received, telling->cli->arena));
    if (event->kind == HF_TRACE_CONVERSION && event->wide->note.len > 0)
        hf_json_add(made, HF_STR("rate"), hf_json_of_text(event->wide->note));
}

static struct hf_json why_object(struct telling *telling, const struct hf_tracing *tracing)
{
    const struct hf_trace_why *why = telling->why;
    struct hf_json_maker made = hf_json_make(telling->cli->arena), steps = hf_json_make(telling->cli->arena);
    for (uint32_t i = 0; i < why->pieces; i++)
        hf_json_add(&steps, HF_STR_NONE, piece_object(telling, &why->piece[i]));
    hf_json_add(&made, HF_STR("id"), hf_json_of_text(id_text(telling, why->row)));
    hf_json_add(&made, HF_STR("date"), hf_json_of_text(day_text(telling, why->row)));
    hf_json_add(&made, HF_STR("method"), hf_json_of_text(hf_trace_method_name(telling->choice->method)));
    hf_json_add(&made, HF_STR("amount"), hf_trace_amount_json(why->event.amount, telling->cli->arena));
    if (why->event.kind != HF_TRACE_COIN)
        hf_json_add(&made, HF_STR("from"), hf_json_of_text(payer_name(telling)));
    hf_json_add(&made, HF_STR("to"), hf_json_of_text(payee_name(telling)));
    add_terms(telling, &made);
    hf_json_add(&made, HF_STR("before"), parts_object(telling, &why->before));
    hf_json_add(&made, HF_STR("steps"), hf_json_list(&steps));
    hf_json_add(&made, HF_STR("lent"), hf_trace_amount_json(why->lent, telling->cli->arena));
    hf_json_add(&made, HF_STR("composition"), parts_object(telling, &why->paid));
    hf_json_add(&made, HF_STR("after"), parts_object(telling, &why->after));
    if (why->tainted_by != HF_TRACE_NOBODY)
        hf_json_add(&made, HF_STR("tainted_by"), hf_json_of_text(id_text(telling, why->tainted_by)));
    hf_tracing_add_case(tracing, &made);
    return hf_json_object(&made);
}

/* ---- */

static enum hf_rc find_debit(struct hf_tracing *tracing, uint32_t *row, struct hf_err *err)
{
    struct hf_str id = hf_cli_value(tracing->cli, HF_STR("debit"));
    *row = hf_trace_row_called(&tracing->ledger, id);
    if (*row == HF_TRACE_NOBODY)
        return hf_fail(err, HF_WORD_trace_no_debit, tracing->source.file, id, HF_STR_NONE);
    if (!hf_trace_pays(hf_trace_event_at(&tracing->ledger, *row).kind))
        return hf_fail(err, HF_WORD_trace_pays_nothing, tracing->source.file, id, HF_STR_NONE);
    return HF_OK;
}

enum hf_rc hf_tracing_explain(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_choice choice;
    struct hf_trace_why why;
    uint32_t row = 0;
    HF_TRY(find_debit(tracing, &row, err));
    HF_TRY(hf_tracing_choice(cli, &choice, err));
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_explain(&tracing->ledger, &choice, row, &tracing->room.scratch, cli->arena, &why, err));
    struct telling telling = {.cli = cli,
                              .ledger = &tracing->ledger,
                              .choice = &choice,
                              .why = &why,
                              .text = hf_buf_in(cli->arena, 1024)};
    if (cli->json) {
        struct hf_json answer = why_object(&telling, tracing);
        hf_out_json(cli, &answer);
        return HF_OK;
    }
    tell(&telling);
    hf_out_text(cli, hf_buf_str(&telling.text));
    return HF_OK;
}

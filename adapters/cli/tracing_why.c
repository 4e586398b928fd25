/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/tracing_why.h"

#include "cli/output.h"
#include "cli/tracing_why_link.h"
#include "record/json.h"
#include "trace/amount.h"
#include "trace/currency.h"

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
static struct hf_str unit_of(const struct hf_trace_ledger *ledger, uint32_t row)
{
    struct hf_trace_event event = hf_trace_event_at(ledger, row);
    uint32_t account = event.kind == HF_TRACE_SALE ? event.other : event.account;
    return event.kind == HF_TRACE_COIN
               ? HF_STR_NONE
               : hf_trace_unit_name(ledger, hf_trace_unit_of(ledger, HF_TRACE_OF_ACCOUNT, account));
}

static struct hf_str payer_name(const struct hf_telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    const struct hf_trace_ledger *ledger = telling->ledger;
    return event->kind == HF_TRACE_SALE ? hf_trace_roll_name(&ledger->assets, event->account)
                                        : hf_trace_roll_name(&ledger->accounts, event->account);
}

static struct hf_str payee_name(const struct hf_telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    const struct hf_trace_ledger *ledger = telling->ledger;
    if (event->kind == HF_TRACE_DEBIT || event->kind == HF_TRACE_COIN)
        return hf_trace_roll_name(&ledger->sinks, event->other);
    if (event->kind == HF_TRACE_PURCHASE)
        return hf_trace_roll_name(&ledger->assets, event->other);
    return hf_trace_roll_name(&ledger->accounts, event->other);
}

/* What lies in the account, and what of it is nobody's or, where equal amounts are matched, too much. */
static void list_held(struct hf_telling *telling, const struct hf_trace_parts *parts, int64_t balance)
{
    hf_why_parts(telling, parts);
    for (uint32_t i = 0; i < parts->count; i++)
        balance -= parts->amount[i];
    if (balance == 0 || hf_trace_method_form(telling->choice->method) != HF_TRACE_COMPOSITIONS)
        return;
    hf_why_say(telling, balance > 0 ? HF_SAY_why_rest : HF_SAY_why_beyond,
               hf_why_amount(telling, balance > 0 ? balance : -balance), HF_STR_NONE);
    hf_why_put(telling, HF_STR("\n"));
}

/* What a conversion brings, in the currency of the account that gets it. */
static void tell_received(struct hf_telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    uint32_t unit = hf_trace_unit_of(telling->ledger, HF_TRACE_OF_ACCOUNT, event->other);
    hf_why_say(telling, HF_SAY_why_received,
               hf_why_money(telling, event->wide->received, hf_trace_unit_name(telling->ledger, unit)),
               HF_STR_NONE);
    if (event->wide->note.len > 0)
        hf_why_say(telling, HF_SAY_why_rate, event->wide->note, HF_STR_NONE);
}

static void tell_sale(struct hf_telling *telling)
{
    const struct hf_trace_event *event = &telling->why->event;
    hf_why_say(telling, HF_SAY_why_sold, payer_name(telling), hf_why_amount(telling, event->amount));
    hf_why_say(telling, event->wide->charge ? HF_SAY_why_by_charge : HF_SAY_why_by_share, HF_STR_NONE,
               HF_STR_NONE);
}

/* ---- coins ---- */

/* What is said where nothing can be told of whose something is. */
static enum hf_say nobodys(const struct hf_telling *telling)
{
    bool taints = hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED;
    return taints ? HF_SAY_why_untainted : HF_SAY_why_nobodys;
}

/* "  tx1:0, 100: V 60, OWN 40" */
static void tell_coin(struct hf_telling *telling, struct hf_str name, int64_t amount,
                      const struct hf_trace_parts *parts)
{
    hf_why_put(telling, HF_STR("  "));
    hf_why_put(telling, name);
    hf_why_put(telling, HF_STR(", "));
    hf_why_put(telling, hf_why_amount(telling, amount));
    for (uint32_t i = 0; i < parts->count; i++) {
        hf_why_put(telling, i == 0 ? HF_STR(": ") : HF_STR(", "));
        hf_why_put(telling, hf_why_claimant(telling, parts->claimant[i]));
        hf_why_put(telling, HF_STR(" "));
        hf_why_put(telling, hf_why_amount(telling, parts->amount[i]));
    }
    if (parts->count == 0 && amount > 0) {
        hf_why_put(telling, HF_STR(": "));
        hf_why_say(telling, nobodys(telling), HF_STR_NONE, HF_STR_NONE);
    }
    hf_why_put(telling, HF_STR("\n"));
}

static void tell_coins(struct hf_telling *telling, const struct hf_trace_why_coin *coin, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        tell_coin(telling, hf_trace_roll_name(&telling->ledger->accounts, coin[i].account), coin[i].amount,
                  &coin[i].parts);
}

static void tell_coins_out(struct hf_telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    hf_why_line(telling, HF_SAY_why_coins_out, HF_STR_NONE, HF_STR_NONE);
    tell_coins(telling, why->output, why->event.wide->outputs);
    tell_coin(telling, hf_say(HF_SAY_why_fee, telling->cli->lang), why->event.amount, &why->paid);
}

/* ---- a payment ---- */

static void tell_row(struct hf_telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    hf_why_say(telling, HF_SAY_why_row, hf_why_id(telling, why->row), hf_why_day(telling, why->row));
    if (why->event.kind == HF_TRACE_COIN) {
        hf_why_line(telling, HF_SAY_why_coins, HF_STR_NONE, HF_STR_NONE);
        tell_coins(telling, why->input, why->event.wide->inputs);
        return;
    } else if (why->event.kind == HF_TRACE_SALE) {
        tell_sale(telling);
    } else {
        hf_why_say(telling, HF_SAY_why_pays, hf_why_amount(telling, why->event.amount), payer_name(telling));
        hf_why_say(telling, HF_SAY_why_to, payee_name(telling), HF_STR_NONE);
    }
    if (why->event.kind == HF_TRACE_CONVERSION)
        tell_received(telling);
    hf_why_put(telling, HF_STR("\n"));
}

static void tell_rule(struct hf_telling *telling)
{
    struct hf_str method = hf_trace_method_name(telling->choice->method);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (hf_str_eq(rules[i].method, method))
            hf_why_say(telling, rules[i].rule, HF_STR_NONE, HF_STR_NONE);
    hf_why_put(telling, HF_STR("\n"));
}

static void tell_before(struct hf_telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    hf_why_line(telling, HF_SAY_why_before, payer_name(telling), hf_why_amount(telling, why->balance));
    list_held(telling, &why->before, why->balance);
    if (why->owed > 0)
        hf_why_line(telling, HF_SAY_why_owed, hf_why_amount(telling, why->owed), HF_STR_NONE);
}

/* "the money of TREASURY" */
static struct hf_str money_of(struct hf_telling *telling, uint32_t claimant)
{
    struct hf_buf text = hf_buf_in(telling->cli->arena, 64);
    enum hf_say what = claimant == telling->ledger->own       ? HF_SAY_why_own_money
                       : claimant == telling->ledger->unknown ? HF_SAY_why_unknown_money
                                                              : HF_SAY_why_money_of;
    hf_say_put(&text, what, telling->cli->lang, hf_why_claimant(telling, claimant), HF_STR_NONE);
    return hf_buf_str(&text);
}

/* ": a share, as it was 5 of 10, rounded up by the smallest unit." */
static void tell_share(struct hf_telling *telling, const struct hf_trace_piece *piece)
{
    hf_why_say(telling, HF_SAY_why_share, hf_why_amount(telling, piece->held),
               hf_why_amount(telling, piece->among));
    if (piece->up)
        hf_why_say(telling, HF_SAY_why_up, HF_STR_NONE, HF_STR_NONE);
    hf_why_put(telling, HF_STR("."));
}

static void tell_piece(struct hf_telling *telling, const struct hf_trace_piece *piece)
{
    hf_why_say(telling, HF_SAY_why_piece, hf_why_amount(telling, piece->amount),
               money_of(telling, piece->claimant));
    if (piece->credit != HF_TRACE_NOBODY)
        hf_why_say(telling, HF_SAY_why_came, hf_why_id(telling, piece->credit),
                   hf_why_day(telling, piece->credit));
    if (piece->among > 0)
        tell_share(telling, piece);
    else if (piece->amount == piece->held)
        hf_why_say(telling, HF_SAY_why_all, HF_STR_NONE, HF_STR_NONE);
    else
        hf_why_say(telling, HF_SAY_why_some, hf_why_amount(telling, piece->held), HF_STR_NONE);
}

static bool was_lent(const struct hf_telling *telling)
{
    const struct hf_trace_parts *before = &telling->why->before;
    for (uint32_t i = 0; i < before->count; i++)
        if (before->claimant[i] == telling->ledger->overdraft)
            return true;
    return false;
}

/* Why an amount of the proceeds is whole and no share. */
static enum hf_say reason_of(const struct hf_telling *telling, const struct hf_trace_piece *piece)
{
    if (!telling->why->event.wide->charge)
        return HF_SAY_why_alone;
    if (piece->claimant == telling->ledger->own)
        return HF_SAY_why_left_by_claims;
    return piece->amount < piece->held ? HF_SAY_why_all_it_brings : HF_SAY_why_put_in;
}

/* What a part of the proceeds became of a sale, and why. */
static void tell_proceeds(struct hf_telling *telling, const struct hf_trace_piece *piece)
{
    bool own = piece->claimant == telling->ledger->own, charge = telling->why->event.wide->charge;
    hf_why_say(telling, HF_SAY_why_becomes, hf_why_amount(telling, piece->amount),
               money_of(telling, piece->claimant));
    if (piece->among > 0)
        tell_share(telling, piece);
    else
        hf_why_say(telling, reason_of(telling, piece), hf_why_amount(telling, piece->held), HF_STR_NONE);
    if (own && !charge && was_lent(telling))
        hf_why_say(telling, HF_SAY_why_lent_own, HF_STR_NONE, HF_STR_NONE);
}

static void tell_steps(struct hf_telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    uint32_t step = 0;
    for (uint32_t i = 0; i < why->pieces; i++) {
        hf_why_number(telling, ++step);
        (why->event.kind == HF_TRACE_SALE ? tell_proceeds : tell_piece)(telling, &why->piece[i]);
        hf_why_put(telling, HF_STR("\n"));
    }
    if (why->lent > 0 && telling->choice->method != NULL) {
        hf_why_number(telling, ++step);
        hf_why_say(telling, telling->choice->unknown_opening ? HF_SAY_why_opening : HF_SAY_why_lent,
                   hf_why_amount(telling, why->lent), HF_STR_NONE);
        hf_why_put(telling, HF_STR("\n"));
    }
    if (why->tainted_by != HF_TRACE_NOBODY)
        hf_why_line(telling, HF_SAY_why_tainted, hf_why_id(telling, why->tainted_by),
                    hf_why_day(telling, why->tainted_by));
    if (why->event.kind == HF_TRACE_SALE && why->balance == 0 && why->paid.count > 0)
        hf_why_line(telling, HF_SAY_why_emptied, payer_name(telling), HF_STR_NONE);
}

static void tell_result(struct hf_telling *telling)
{
    const struct hf_trace_why *why = telling->why;
    bool taints = hf_trace_method_form(telling->choice->method) == HF_TRACE_TAINTED;
    enum hf_say none = taints ? HF_SAY_why_not_tainted : HF_SAY_why_nothing;
    if (why->event.amount == 0)
        none = HF_SAY_why_of_nothing;
    bool of_parts = why->paid.count > 0 && why->event.amount > 0;
    hf_why_line(telling, of_parts ? HF_SAY_why_result : none, HF_STR_NONE, HF_STR_NONE);
    if (of_parts)
        hf_why_parts(telling, &why->paid);
    hf_why_line(telling, HF_SAY_why_after, payer_name(telling), hf_why_amount(telling, why->balance_after));
    list_held(telling, &why->after, why->balance_after);
    if (why->owed_after > 0)
        hf_why_line(telling, HF_SAY_why_owes, hf_why_amount(telling, why->owed_after), HF_STR_NONE);
}

static void tell(struct hf_telling *telling)
{
    bool followed = hf_trace_method_form(telling->choice->method) != HF_TRACE_SHARES;
    tell_row(telling);
    tell_rule(telling);
    if (!followed)
        return;
    if (telling->why->event.kind == HF_TRACE_COIN) {
        tell_coins_out(telling);
        return;
    }
    tell_before(telling);
    tell_steps(telling);
    tell_result(telling);
}

static void tell_units(struct hf_telling *telling, uint32_t row)
{
    bool followed = hf_trace_method_form(telling->choice->method) != HF_TRACE_SHARES;
    if (followed && telling->unit.len == 0 && hf_trace_event_at(telling->ledger, row).kind != HF_TRACE_COIN)
        hf_why_line(telling, HF_SAY_why_units, HF_STR_NONE, HF_STR_NONE);
}

/* ---- as JSON ---- */

static struct hf_json piece_object(struct hf_telling *telling, const struct hf_trace_piece *piece)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    hf_json_add(&made, HF_STR("amount"), hf_trace_amount_json(piece->amount, telling->cli->arena));
    hf_json_add(&made, HF_STR("claimant"),
                hf_json_of_text(hf_trace_claimant(telling->ledger, piece->claimant)));
    hf_json_add(&made, HF_STR("held"), hf_trace_amount_json(piece->held, telling->cli->arena));
    if (piece->credit != HF_TRACE_NOBODY)
        hf_json_add(&made, HF_STR("credit"), hf_json_of_text(hf_why_id(telling, piece->credit)));
    if (piece->among > 0) {
        hf_json_add(&made, HF_STR("among"), hf_trace_amount_json(piece->among, telling->cli->arena));
        hf_json_add(&made, HF_STR("rounded_up"), hf_json_of_bool(piece->up));
    }
    return hf_json_object(&made);
}

/* What a sale or a conversion says beside its amount. */
static void add_terms(struct hf_telling *telling, struct hf_json_maker *made)
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

static struct hf_json coins_object(struct hf_telling *telling, const struct hf_trace_why_coin *coin,
                                   uint32_t count)
{
    struct hf_json_maker made = hf_json_make(telling->cli->arena);
    for (uint32_t i = 0; i < count; i++)
        hf_json_add(&made, hf_trace_roll_name(&telling->ledger->accounts, coin[i].account),
                    hf_why_parts_json(telling, &coin[i].parts));
    return hf_json_object(&made);
}

static void add_coins(struct hf_telling *telling, struct hf_json_maker *made)
{
    const struct hf_trace_why *why = telling->why;
    if (why->event.kind != HF_TRACE_COIN)
        return;
    hf_json_add(made, HF_STR("inputs"), coins_object(telling, why->input, why->event.wide->inputs));
    hf_json_add(made, HF_STR("outputs"), coins_object(telling, why->output, why->event.wide->outputs));
}

static struct hf_json why_object(struct hf_telling *telling, const struct hf_tracing *tracing,
                                 const struct hf_told_links *links)
{
    const struct hf_trace_why *why = telling->why;
    struct hf_json_maker made = hf_json_make(telling->cli->arena), steps = hf_json_make(telling->cli->arena);
    for (uint32_t i = 0; i < why->pieces; i++)
        hf_json_add(&steps, HF_STR_NONE, piece_object(telling, &why->piece[i]));
    hf_json_add(&made, HF_STR("id"), hf_json_of_text(hf_why_id(telling, why->row)));
    hf_json_add(&made, HF_STR("date"), hf_json_of_text(hf_why_day(telling, why->row)));
    hf_json_add(&made, HF_STR("method"), hf_json_of_text(hf_trace_method_name(telling->choice->method)));
    hf_json_add(&made, HF_STR("amount"), hf_trace_amount_json(why->event.amount, telling->cli->arena));
    if (why->event.kind != HF_TRACE_COIN)
        hf_json_add(&made, HF_STR("from"), hf_json_of_text(payer_name(telling)));
    hf_json_add(&made, HF_STR("to"), hf_json_of_text(payee_name(telling)));
    add_terms(telling, &made);
    add_coins(telling, &made);
    hf_json_add(&made, HF_STR("before"), hf_why_parts_json(telling, &why->before));
    hf_json_add(&made, HF_STR("steps"), hf_json_list(&steps));
    hf_json_add(&made, HF_STR("lent"), hf_trace_amount_json(why->lent, telling->cli->arena));
    hf_json_add(&made, HF_STR("composition"), hf_why_parts_json(telling, &why->paid));
    hf_json_add(&made, HF_STR("after"), hf_why_parts_json(telling, &why->after));
    if (why->tainted_by != HF_TRACE_NOBODY)
        hf_json_add(&made, HF_STR("tainted_by"), hf_json_of_text(hf_why_id(telling, why->tainted_by)));
    if (links->count > 0)
        hf_json_add(&made, HF_STR("links"), hf_why_links_json(telling, links));
    hf_tracing_add_case(tracing, &made);
    return hf_json_object(&made);
}

/* ---- */

/* A row that pays, or a link. */
static enum hf_rc find_row(struct hf_tracing *tracing, uint32_t *row, struct hf_err *err)
{
    struct hf_str id = hf_cli_value(tracing->cli, HF_STR("debit"));
    *row = hf_trace_row_called(&tracing->ledger, id);
    if (*row == HF_TRACE_NOBODY)
        return hf_fail(err, HF_WORD_trace_no_debit, tracing->source.file, id, HF_STR_NONE);
    if (hf_trace_event_at(&tracing->ledger, *row).kind == HF_TRACE_CREDIT)
        return hf_fail(err, HF_WORD_trace_pays_nothing, tracing->source.file, id, HF_STR_NONE);
    return HF_OK;
}

static enum hf_rc explain_payment(struct hf_tracing *tracing, struct hf_telling *telling,
                                  const struct hf_told_links *links, uint32_t row, struct hf_json *out,
                                  struct hf_err *err)
{
    struct hf_trace_why why;
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_explain(telling->ledger, telling->choice, row, &tracing->room.scratch,
                            telling->cli->arena, &why, err));
    telling->why = &why;
    if (telling->cli->json)
        *out = why_object(telling, tracing, links);
    else
        tell(telling);
    telling->why = NULL;
    return HF_OK;
}

enum hf_rc hf_tracing_explain(struct hf_tracing *tracing, struct hf_err *err)
{
    struct hf_cli *cli = tracing->cli;
    struct hf_trace_choice choice;
    struct hf_told_links links;
    struct hf_json answer = {0};
    uint32_t row = 0;
    HF_TRY(find_row(tracing, &row, err));
    HF_TRY(hf_tracing_choice(cli, &choice, err));
    struct hf_telling telling = {.cli = cli,
                                 .ledger = &tracing->ledger,
                                 .choice = &choice,
                                 .unit = unit_of(&tracing->ledger, row),
                                 .text = hf_buf_in(cli->arena, 1024)};
    bool link = hf_trace_event_at(&tracing->ledger, row).kind == HF_TRACE_LINK;
    hf_arena_reset(&tracing->room.scratch, 0);
    HF_TRY(hf_trace_explain_links(&tracing->ledger, &choice, row, &tracing->room.scratch, cli->arena,
                                  &links.link, &links.count, err));
    if (!link)
        HF_TRY(explain_payment(tracing, &telling, &links, row, &answer, err));
    else if (cli->json)
        answer = hf_why_link_json(&telling, tracing, &links.link[0]);
    if (cli->json) {
        hf_out_json(cli, &answer);
        return HF_OK;
    }
    (link ? hf_why_link : hf_why_later_links)(&telling, &links);
    tell_units(&telling, row);
    hf_out_text(cli, hf_buf_str(&telling.text));
    return HF_OK;
}

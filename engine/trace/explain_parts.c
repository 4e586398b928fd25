/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/explain_parts.h"

__extension__ typedef unsigned __int128 product;

enum hf_rc hf_trace_explain_full(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
}

enum hf_rc hf_trace_explain_up_to(struct hf_trace_run *run, uint32_t row, struct hf_err *err)
{
    while (hf_trace_coming(run) != row)
        HF_TRY(hf_trace_next(run, err));
    return HF_OK;
}

bool hf_trace_explain_keep(struct hf_arena *arena, const struct hf_trace_parts *from,
                           struct hf_trace_parts *out)
{
    struct hf_trace_parts parts = {.count = from->count};
    parts.claimant = hf_arena_try_unset(arena, sizeof(uint32_t), _Alignof(uint32_t), from->count + 1U);
    parts.amount = hf_arena_try_unset(arena, sizeof(int64_t), _Alignof(int64_t), from->count + 1U);
    if (parts.claimant == NULL || parts.amount == NULL)
        return false;
    memcpy(parts.claimant, from->claimant, from->count * sizeof(uint32_t));
    memcpy(parts.amount, from->amount, from->count * sizeof(int64_t));
    *out = parts;
    return true;
}

enum hf_rc hf_trace_explain_look(struct hf_trace_run *run, uint32_t place, struct hf_arena *arena,
                                 struct hf_trace_parts *out, struct hf_err *err)
{
    struct hf_trace_parts parts;
    HF_TRY(hf_trace_look(run, place, &parts, err));
    return hf_trace_explain_keep(arena, &parts, out) ? HF_OK : hf_trace_explain_full(run->ledger, err);
}

bool hf_trace_explain_up(int64_t amount, int64_t total, int64_t held, int64_t among)
{
    return amount > (int64_t)((product)(uint64_t)total * (uint64_t)held / (uint64_t)among);
}

/* ---- a sale ---- */

static int64_t part_of(const struct hf_trace_parts *parts, uint32_t claimant)
{
    for (uint32_t i = 0; i < parts->count; i++)
        if (parts->claimant[i] == claimant)
            return parts->amount[i];
    return 0;
}

/* By share: what was in the asset is scaled to the proceeds. */
static struct hf_trace_piece share_of(const struct hf_trace_why *why, uint32_t claimant, int64_t held,
                                      int64_t amount)
{
    bool shared = held < why->balance;
    return (struct hf_trace_piece){claimant,
                                   HF_TRACE_NOBODY,
                                   amount,
                                   held,
                                   shared ? why->balance : 0,
                                   shared &&
                                       hf_trace_explain_up(amount, why->event.amount, held, why->balance)};
}

/* By charge: a claim takes what was put in or, where that is too much for the proceeds, its share of them. */
static struct hf_trace_piece charge_of(const struct hf_trace_why *why, uint32_t claimant, int64_t held,
                                       int64_t amount, int64_t claims)
{
    bool shared = claims > why->event.amount && held < claims;
    return (struct hf_trace_piece){claimant,
                                   HF_TRACE_NOBODY,
                                   amount,
                                   held,
                                   shared ? claims : 0,
                                   shared && hf_trace_explain_up(amount, why->event.amount, held, claims)};
}

bool hf_trace_explain_sale(const struct hf_trace_ledger *ledger, struct hf_arena *arena,
                           struct hf_trace_why *why)
{
    int64_t mine = part_of(&why->before, ledger->own) + part_of(&why->before, ledger->overdraft);
    bool charge = why->event.wide->charge;
    why->piece =
        hf_arena_try(arena, sizeof *why->piece, _Alignof(struct hf_trace_piece), (size_t)why->paid.count + 1);
    for (uint32_t i = 0; why->piece != NULL && why->balance > 0 && i < why->paid.count; i++) {
        uint32_t claimant = why->paid.claimant[i];
        int64_t amount = why->paid.amount[i], held = part_of(&why->before, claimant);
        if (claimant == ledger->own)
            why->piece[why->pieces++] =
                charge ? (struct hf_trace_piece){claimant, HF_TRACE_NOBODY, amount, mine, 0, false}
                       : share_of(why, claimant, mine, amount);
        else
            why->piece[why->pieces++] = charge ? charge_of(why, claimant, held, amount, why->balance - mine)
                                               : share_of(why, claimant, held, amount);
    }
    return why->piece != NULL;
}

/* ---- coins ---- */

enum hf_rc hf_trace_explain_coins(struct hf_trace_run *run, struct hf_arena *arena, bool after,
                                  struct hf_trace_why *why, struct hf_err *err)
{
    const struct hf_trace_wide *wide = why->event.wide;
    const struct hf_trace_coin *coin = &run->ledger->coin[wide->coin + (after ? wide->inputs : 0)];
    uint32_t count = after ? wide->outputs : wide->inputs;
    struct hf_trace_why_coin *list =
        hf_arena_try(arena, sizeof *list, _Alignof(struct hf_trace_why_coin), (size_t)count + 1);
    if (list == NULL)
        return hf_trace_explain_full(run->ledger, err);
    for (uint32_t i = 0; i < count; i++) {
        list[i].account = coin[i].account;
        list[i].amount = after ? coin[i].amount : hf_trace_balance(run, coin[i].account);
        HF_TRY(hf_trace_explain_look(run, coin[i].account, arena, &list[i].parts, err));
    }
    *(after ? &why->output : &why->input) = list;
    return HF_OK;
}

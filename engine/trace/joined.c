/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/joined.h"

#include "trace/currency.h"

/* Accounts, then assets: a tree of each group, whose root is its own; of a root its currency, 0: none yet. */
struct joining {
    struct hf_trace_ledger *ledger;
    uint32_t accounts, places;
    uint32_t *of, *unit;
};

static enum hf_trace_holder holder_of(const struct joining *j, uint32_t place)
{
    return place < j->accounts ? HF_TRACE_OF_ACCOUNT : HF_TRACE_OF_ASSET;
}

static uint32_t index_of(const struct joining *j, uint32_t place)
{
    return place < j->accounts ? place : place - j->accounts;
}

static bool open_joining(struct hf_trace_ledger *ledger, struct joining *out)
{
    struct hf_arena *scratch = &ledger->room->scratch;
    struct joining j = {.ledger = ledger, .accounts = ledger->accounts.count};
    j.places = j.accounts + ledger->assets.count;
    j.of = hf_arena_try_unset(scratch, sizeof *j.of, _Alignof(uint32_t), (size_t)j.places + 1);
    j.unit = hf_arena_try_unset(scratch, sizeof *j.unit, _Alignof(uint32_t), (size_t)j.places + 1);
    if (j.of == NULL || j.unit == NULL)
        return false;
    for (uint32_t i = 0; i < j.places; i++) {
        j.of[i] = i;
        j.unit[i] = hf_trace_unit_of(ledger, holder_of(&j, i), index_of(&j, i));
    }
    *out = j;
    return true;
}

static uint32_t root_of(const struct joining *j, uint32_t place)
{
    while (j->of[place] != place) {
        j->of[place] = j->of[j->of[place]];
        place = j->of[place];
    }
    return place;
}

/* False where both have a currency and not the same. */
static bool join(const struct joining *j, uint32_t a, uint32_t b)
{
    uint32_t root = root_of(j, a), other = root_of(j, b);
    if (root == other)
        return true;
    if (j->unit[root] > 0 && j->unit[other] > 0 && j->unit[root] != j->unit[other])
        return false;
    if (j->unit[root] == 0)
        j->unit[root] = j->unit[other];
    j->of[other] = root;
    return true;
}

static enum hf_rc refuse_asset(const struct joining *j, uint32_t row, uint32_t asset, struct hf_err *err)
{
    uint32_t unit = j->unit[root_of(j, j->accounts + asset)];
    return hf_trace_fail_row(j->ledger, row, HF_WORD_trace_asset_currency,
                             hf_trace_roll_name(&j->ledger->assets, asset),
                             hf_trace_unit_name(j->ledger, unit), err);
}

static enum hf_rc join_row(const struct joining *j, uint32_t row, struct hf_err *err)
{
    struct hf_trace_event event = hf_trace_event_at(j->ledger, row);
    if (event.kind == HF_TRACE_PURCHASE && !join(j, event.account, j->accounts + event.other))
        return refuse_asset(j, row, event.other, err);
    if (event.kind == HF_TRACE_SALE && !join(j, j->accounts + event.account, event.other))
        return refuse_asset(j, row, event.account, err);
    if (event.kind == HF_TRACE_TRANSFER && !join(j, event.account, event.other))
        return hf_trace_fail_row(j->ledger, row, HF_WORD_trace_convert,
                                 hf_trace_roll_name(&j->ledger->accounts, event.other), HF_STR_NONE, err);
    return HF_OK;
}

static bool keep_unit(const struct joining *j, uint32_t place)
{
    uint32_t unit = j->unit[root_of(j, place)];
    enum hf_trace_holder holder = holder_of(j, place);
    if (unit == 0 || hf_trace_unit_of(j->ledger, holder, index_of(j, place)) > 0)
        return true;
    return hf_trace_set_unit(j->ledger, holder, index_of(j, place), unit);
}

static enum hf_rc full(const struct hf_trace_ledger *ledger, struct hf_err *err)
{
    return hf_fail(err, HF_WORD_no_memory, ledger->source.file, HF_STR("the ledger"), HF_STR_NONE);
}

enum hf_rc hf_trace_join_units(struct hf_trace_ledger *ledger, struct hf_err *err)
{
    struct joining j;
    if (!hf_trace_has_several_units(ledger))
        return HF_OK;
    if (!open_joining(ledger, &j))
        return full(ledger, err);
    for (uint32_t row = 0; row < ledger->count; row++)
        HF_TRY(join_row(&j, row, err));
    for (uint32_t place = 0; place < j.places; place++)
        if (!keep_unit(&j, place))
            return full(ledger, err);
    return HF_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "trace/currency.h"

bool hf_trace_set_unit(struct hf_trace_ledger *ledger, enum hf_trace_holder holder, uint32_t index,
                       uint32_t unit)
{
    return hf_trace_cells_reserve(&ledger->unit_of, 1, &ledger->room->keep) &&
           hf_trace_cells_add(&ledger->unit_of, index, (uint32_t)holder, unit);
}

/* ---- sinks: each row that pays into one, and in which currency ---- */

/* Where the row keeps its sink; NULL when it has none. */
static uint32_t *sink_of(struct hf_trace_ledger *ledger, uint32_t row)
{
    unsigned sort = ledger->who[row] >> 30;
    if (sort == HF_TRACE_DEBIT)
        return &ledger->other[row];
    if (sort != HF_TRACE_SORT_WIDE)
        return NULL;
    struct hf_trace_wide *wide = &ledger->wide[ledger->other[row]];
    return wide->kind == HF_TRACE_DEBIT || wide->kind == HF_TRACE_COIN ? &wide->other : NULL;
}

/* Coins have no currency that a ledger could say. */
static uint32_t unit_paid(const struct hf_trace_ledger *ledger, uint32_t row)
{
    struct hf_trace_event event = hf_trace_event_at(ledger, row);
    return event.kind == HF_TRACE_COIN ? 0 : hf_trace_unit_of(ledger, HF_TRACE_OF_ACCOUNT, event.account);
}

#define UNPAID 0U /* else the currency and 1 */
#define MIXED UINT32_MAX

/* In what each sink was paid; NULL when there is no room. */
static uint32_t *find_paid(struct hf_trace_ledger *ledger)
{
    uint32_t *paid = hf_arena_try(&ledger->room->scratch, sizeof *paid, _Alignof(uint32_t),
                                  (size_t)ledger->sinks.count + 1);
    for (uint32_t i = 0; paid != NULL && i < ledger->count; i++) {
        const uint32_t *sink = sink_of(ledger, i);
        if (sink == NULL)
            continue;
        uint32_t unit = unit_paid(ledger, i) + 1;
        paid[*sink] = paid[*sink] == UNPAID || paid[*sink] == unit ? unit : MIXED;
    }
    return paid;
}

struct parting {
    struct hf_trace_ledger *ledger;
    const uint32_t *paid;
    struct hf_trace_roll fresh;
    struct hf_trace_cells found; /* of (sink, currency): its new index + 1 */
};

/* "shop JPY"; where another sink is called so already, "shop JPY JPY". */
static bool name_parted(const struct parting *parting, struct hf_str sink, struct hf_str unit,
                        struct hf_str *out)
{
    struct hf_trace_ledger *ledger = parting->ledger;
    *out = sink;
    if (unit.len == 0)
        return true;
    do {
        struct hf_buf name = {.size = out->len + 1 + unit.len};
        name.at = hf_arena_try_unset(&ledger->room->keep, 1, 1, name.size);
        if (name.at == NULL)
            return false;
        hf_buf_put(&name, *out);
        hf_buf_put_char(&name, ' ');
        hf_buf_put(&name, unit);
        *out = hf_buf_str(&name);
    } while (hf_trace_roll_find(&ledger->sinks, *out) != HF_TRACE_NOBODY ||
             hf_trace_roll_find(&parting->fresh, *out) != HF_TRACE_NOBODY);
    return true;
}

static bool add_parted(struct parting *parting, uint32_t sink, uint32_t unit, uint32_t *out)
{
    struct hf_trace_ledger *ledger = parting->ledger;
    bool mixed = parting->paid[sink] == MIXED;
    struct hf_str name;
    if (!name_parted(parting, hf_trace_roll_name(&ledger->sinks, sink),
                     mixed ? hf_trace_unit_name(ledger, unit) : HF_STR_NONE, &name))
        return false;
    *out = hf_trace_roll_add(&parting->fresh, name);
    return *out != HF_TRACE_NOBODY &&
           (unit == 0 || hf_trace_set_unit(ledger, HF_TRACE_OF_SINK, *out, unit)) &&
           hf_trace_cells_reserve(&parting->found, 1, &ledger->room->scratch) &&
           hf_trace_cells_add(&parting->found, sink, unit, (int64_t)*out + 1);
}

static bool part_row(struct parting *parting, uint32_t row)
{
    uint32_t *sink = sink_of(parting->ledger, row), fresh = 0;
    if (sink == NULL)
        return true;
    uint32_t unit = unit_paid(parting->ledger, row);
    int64_t known = hf_trace_cells_get(&parting->found, *sink, unit);
    if (known == 0 && !add_parted(parting, *sink, unit, &fresh))
        return false;
    *sink = known == 0 ? fresh : (uint32_t)known - 1;
    return true;
}

bool hf_trace_part_sinks(struct hf_trace_ledger *ledger)
{
    struct parting parting = {.ledger = ledger};
    struct hf_trace_room *room = ledger->room;
    uint64_t most = (uint64_t)ledger->sinks.count * (ledger->units.count + 1U);
    if (!hf_trace_has_several_units(ledger) || ledger->sinks.count == 0)
        return true;
    parting.paid = find_paid(ledger);
    most = most < ledger->count ? most : ledger->count;
    if (parting.paid == NULL ||
        !hf_trace_roll_open(&parting.fresh, (uint32_t)most + 1, &room->keep, &room->scratch) ||
        !hf_trace_cells_reserve(&parting.found, 1, &room->scratch))
        return false;
    for (uint32_t i = 0; i < ledger->count; i++)
        if (!part_row(&parting, i))
            return false;
    ledger->sinks = parting.fresh;
    return true;
}

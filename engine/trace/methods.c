/* SPDX-License-Identifier: Apache-2.0 */
/* A run: the rows of a ledger, one by one, in the order that was chosen. What a row does is the method's. */
#include "trace/method.h"

#include "base/check.h"
#include "trace/currency.h"
#include "trace/order.h"

/* More would take minutes, and nobody could read what it found. */
#define WORK_MAX UINT64_C(10000000000)
#define LIST_MAX UINT64_C(500000000)

static const struct hf_trace_method *const methods[HF_TRACE_METHODS] = {
    &hf_trace_fifo,    &hf_trace_lifo,       &hf_trace_own_first, &hf_trace_claim_first,
    &hf_trace_rolling, &hf_trace_pari_passu, &hf_trace_poison,    &hf_trace_direct_match,
};

static const struct hf_str orderings[HF_TRACE_ORDERINGS] = {
    [HF_TRACE_LEDGER] = HF_STR_INIT("ledger"),
    [HF_TRACE_CREDITS_FIRST] = HF_STR_INIT("credits_first"),
    [HF_TRACE_DEBITS_FIRST] = HF_STR_INIT("debits_first"),
};

const struct hf_trace_method *hf_trace_method_at(unsigned i)
{
    HF_CHECK(i < HF_TRACE_METHODS);
    return methods[i];
}

const struct hf_trace_method *hf_trace_method_find(struct hf_str name)
{
    for (size_t i = 0; i < HF_TRACE_METHODS; i++)
        if (hf_str_eq(methods[i]->name, name))
            return methods[i];
    return NULL;
}

struct hf_str hf_trace_method_name(const struct hf_trace_method *method)
{
    return method->name;
}

enum hf_trace_form hf_trace_method_form(const struct hf_trace_method *method)
{
    return method->form;
}

void hf_trace_method_list(struct hf_buf *out)
{
    for (size_t i = 0; i < HF_TRACE_METHODS; i++) {
        hf_buf_put(out, i == 0 ? HF_STR("") : HF_STR(", "));
        hf_buf_put(out, methods[i]->name);
    }
}

struct hf_str hf_trace_ordering_name(enum hf_trace_ordering ordering)
{
    HF_CHECK(ordering < HF_TRACE_ORDERINGS);
    return orderings[ordering];
}

enum hf_trace_ordering hf_trace_ordering_find(struct hf_str name)
{
    unsigned i = 0;
    while (i < HF_TRACE_ORDERINGS && !hf_str_eq(orderings[i], name))
        i++;
    return (enum hf_trace_ordering)i;
}

/* ---- how a run fails ---- */

enum hf_rc hf_trace_no_room(const struct hf_trace_run *run)
{
    return hf_fail(run->err, HF_WORD_no_memory, run->ledger->source.file, HF_STR("the trace"), HF_STR_NONE);
}

enum hf_rc hf_trace_overflow(const struct hf_trace_run *run)
{
    return hf_trace_fail_row(run->ledger, run->row, HF_WORD_trace_overflow, HF_STR_NONE, HF_STR_NONE,
                             run->err);
}

enum hf_rc hf_trace_too_much(const struct hf_trace_run *run, uint32_t place, struct hf_str what)
{
    struct hf_str name =
        place < run->ledger->accounts.count ? hf_trace_roll_name(&run->ledger->accounts, place) : HF_STR("?");
    return hf_trace_fail_row(run->ledger, run->row, HF_WORD_trace_bound, name, what, run->err);
}

enum hf_rc hf_trace_owe(struct hf_trace_run *run, uint32_t place, int64_t amount)
{
    int64_t sum;
    if (__builtin_sub_overflow(run->place[place].sum, amount, &sum) || sum == INT64_MIN)
        return hf_trace_overflow(run);
    run->place[place].sum = sum;
    return HF_OK;
}

static bool open_shortfall(struct hf_trace_run *run)
{
    struct hf_trace_shortfall *lacks = &run->shortfall;
    const struct hf_trace_ledger *ledger = run->ledger;
    lacks->noted = hf_arena_try(run->arena, 1, 1, (size_t)ledger->accounts.count / 8 + 1);
    lacks->of_unit = hf_arena_try(run->arena, sizeof *lacks->of_unit, _Alignof(hf_trace_sum),
                                  (size_t)ledger->units.count + 1);
    return lacks->noted != NULL && lacks->of_unit != NULL;
}

enum hf_rc hf_trace_lack(struct hf_trace_run *run, uint32_t account, int64_t amount)
{
    struct hf_trace_shortfall *lacks = &run->shortfall;
    uint32_t unit = run->ledger->units.count > 1 ? hf_trace_unit_of(run->ledger, HF_TRACE_OF_ACCOUNT, account)
                                                 : run->ledger->units.count;
    unsigned char bit = (unsigned char)(1U << account % 8);
    if (lacks->noted == NULL && !open_shortfall(run))
        return hf_trace_no_room(run);
    lacks->accounts += (lacks->noted[account / 8] & bit) == 0;
    lacks->noted[account / 8] |= bit;
    lacks->of_unit[unit] += (uint64_t)amount;
    return HF_OK;
}

enum hf_rc hf_trace_sink(struct hf_trace_run *run, uint32_t sink, uint32_t claimant, int64_t amount)
{
    if (!hf_trace_cells_reserve(&run->sinks, 1, run->arena))
        return hf_trace_no_room(run);
    return hf_trace_cells_add(&run->sinks, sink, claimant, amount) ? HF_OK : hf_trace_overflow(run);
}

/* ---- compositions ---- */

static bool open_parts(struct hf_trace_parts *parts, uint32_t size, struct hf_arena *arena)
{
    parts->claimant = hf_arena_try_unset(arena, sizeof(uint32_t), _Alignof(uint32_t), size);
    parts->amount = hf_arena_try_unset(arena, sizeof(int64_t), _Alignof(int64_t), size);
    return parts->claimant != NULL && parts->amount != NULL;
}

static bool rank_before(const void *of, uint32_t a, uint32_t b)
{
    (void)of;
    return a < b;
}

enum { FEW = 16 };

static void sort_few(uint32_t *rank, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        uint32_t at = i, this = rank[i];
        for (; at > 0 && rank[at - 1] > this; at--)
            rank[at] = rank[at - 1];
        rank[at] = this;
    }
}

void hf_trace_parts_close(struct hf_trace_run *run, struct hf_trace_parts *parts)
{
    /* Amounts are not there yet: their memory serves the sorting. */
    if (parts->count <= FEW)
        sort_few(parts->claimant, parts->count);
    else
        hf_trace_order(parts->claimant, (uint32_t *)parts->amount, parts->count, rank_before, NULL);
    for (uint32_t i = 0; i < parts->count; i++) {
        parts->amount[i] = run->sum[parts->claimant[i]];
        run->sum[parts->claimant[i]] = 0;
    }
}

void hf_trace_parts_gather(struct hf_trace_run *run, const struct hf_trace_cell *cell, uint32_t cells,
                           struct hf_trace_parts *parts)
{
    for (uint32_t i = 0; i < cells; i++)
        if (cell[i].amount > 0)
            hf_trace_parts_add(run, parts, cell[i].claimant, cell[i].amount);
    hf_trace_parts_close(run, parts);
}

void hf_trace_part_insert(struct hf_trace_parts *parts, uint32_t claimant, int64_t amount)
{
    uint32_t at = parts->count;
    while (at > 0 && parts->claimant[at - 1] > claimant)
        at--;
    if (at > 0 && parts->claimant[at - 1] == claimant) {
        parts->amount[at - 1] += amount;
        return;
    }
    for (uint32_t i = parts->count++; i > at; i--) {
        parts->claimant[i] = parts->claimant[i - 1];
        parts->amount[i] = parts->amount[i - 1];
    }
    parts->claimant[at] = claimant;
    parts->amount[at] = amount;
}

/* ---- the run ---- */

static bool mark_linked(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    for (size_t i = 0; i < ledger->wides; i++) {
        const struct hf_trace_wide *wide = &ledger->wide[i];
        if (wide->kind != HF_TRACE_LINK)
            continue;
        if (run->linked == NULL)
            run->linked = hf_arena_try(run->arena, 1, 1, (size_t)ledger->count / 8 + 1);
        if (run->linked == NULL)
            return false;
        run->linked[wide->debit / 8] |= (unsigned char)(1U << wide->debit % 8);
        run->linked[wide->credit / 8] |= (unsigned char)(1U << wide->credit % 8);
    }
    return true;
}

static bool open_coins(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    uint32_t most = 0;
    for (size_t i = 0; i < ledger->wides; i++)
        if (ledger->wide[i].kind == HF_TRACE_COIN && ledger->wide[i].outputs >= most)
            most = ledger->wide[i].outputs + 1;
    run->coin_left = hf_arena_try_unset(run->arena, sizeof(int64_t), _Alignof(int64_t), most);
    run->coin_part = hf_arena_try_unset(run->arena, sizeof(int64_t), _Alignof(int64_t), most);
    return run->coin_left != NULL && run->coin_part != NULL &&
           hf_trace_share_init(&run->coin_share, most, run->arena);
}

static bool open_run(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    uint32_t claimants = ledger->claimants.count;
    struct hf_arena *arena = run->arena;
    run->places = ledger->accounts.count + ledger->assets.count + 2;
    run->place = hf_arena_try(arena, sizeof *run->place, _Alignof(struct hf_trace_place), run->places);
    run->sum = hf_arena_try(arena, sizeof *run->sum, _Alignof(int64_t), claimants);
    run->scaled = hf_arena_try_unset(arena, sizeof *run->scaled, _Alignof(int64_t), claimants);
    return run->place != NULL && run->sum != NULL && run->scaled != NULL &&
           open_parts(&run->part, claimants, arena) && open_parts(&run->repaid, claimants, arena) &&
           hf_trace_share_init(&run->share, claimants, arena) &&
           hf_trace_cells_reserve(&run->sinks, 1, arena) && mark_linked(run) && open_coins(run);
}

enum hf_rc hf_trace_begin(struct hf_trace_run *run, const struct hf_trace_ledger *ledger,
                          const struct hf_trace_choice *choice, struct hf_arena *arena, struct hf_err *err)
{
    *run = (struct hf_trace_run){.ledger = ledger, .choice = *choice, .arena = arena, .err = err};
    if (run->choice.work_max == 0)
        run->choice.work_max = WORK_MAX;
    if (run->choice.list_max == 0)
        run->choice.list_max = LIST_MAX;
    if (!open_run(run) || !choice->method->begin(run))
        return hf_trace_no_room(run);
    return HF_OK;
}

/* In which of three turns of its day a kind has its place. */
static uint32_t turn_of(enum hf_trace_ordering ordering, enum hf_trace_kind kind)
{
    uint32_t turn = kind == HF_TRACE_CREDIT || kind == HF_TRACE_SALE ? 0
                    : kind == HF_TRACE_TRANSFER || kind == HF_TRACE_COIN || kind == HF_TRACE_CONVERSION ||
                            kind == HF_TRACE_LINK
                        ? 1
                        : 2;
    return ordering == HF_TRACE_DEBITS_FIRST ? 2 - turn : turn;
}

static uint32_t day_end(const struct hf_trace_ledger *ledger, uint32_t day)
{
    return day + 1 < ledger->day_count ? ledger->days[day + 1].first : ledger->count;
}

/* The row whose turn is next within its day; false when there is none. */
static bool find_turn(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    while (run->day < ledger->day_count) {
        uint32_t end = day_end(ledger, run->day);
        for (; run->next < end; run->next++)
            if (turn_of(run->choice.ordering, hf_trace_event_at(ledger, run->next).kind) == run->pass)
                return true;
        run->pass = run->pass == 2 ? 0 : run->pass + 1;
        run->day += run->pass == 0;
        if (run->day < ledger->day_count)
            run->next = ledger->days[run->day].first;
    }
    return false;
}

static bool find_row(struct hf_trace_run *run)
{
    const struct hf_trace_ledger *ledger = run->ledger;
    if (run->choice.ordering != HF_TRACE_LEDGER)
        return find_turn(run);
    while (run->day + 1 < ledger->day_count && run->next >= ledger->days[run->day + 1].first)
        run->day++;
    return run->next < ledger->count;
}

uint32_t hf_trace_coming(struct hf_trace_run *run)
{
    return find_row(run) ? run->next : HF_TRACE_NOBODY;
}

static inline void send_for(const struct hf_trace_run *run)
{
    hf_trace_send_for(run, run->next);
    if (run->choice.method->reach != NULL && run->next + HF_TRACE_AHEAD < run->ledger->count)
        run->choice.method->reach(run, run->next + HF_TRACE_AHEAD / 2);
}

static inline enum hf_rc follow_row(struct hf_trace_run *run)
{
    run->part.count = 0;
    run->row = run->next++;
    struct hf_trace_event event = hf_trace_event_at(run->ledger, run->row);
    run->paid = hf_trace_pays(event.kind);
    return run->choice.method->event(run, &event);
}

enum hf_rc hf_trace_next(struct hf_trace_run *run, struct hf_err *err)
{
    run->err = err;
    run->paid = false;
    if (!find_row(run)) {
        run->done = true;
        return HF_OK;
    }
    send_for(run);
    run->today = run->ledger->days[run->day].day;
    return follow_row(run);
}

/* Rows of one day, as they stand; at least one, as find_row has found it. */
static enum hf_rc follow_day(struct hf_trace_run *run, uint32_t rows)
{
    uint32_t end = day_end(run->ledger, run->day);
    end = end - run->next < rows ? end : run->next + rows;
    run->today = run->ledger->days[run->day].day;
    bool strides = run->choice.method->stride != NULL && run->watch == HF_TRACE_BLIND;
    while (run->next < end) {
        if (strides)
            run->choice.method->stride(run, end);
        if (run->next == end)
            break;
        send_for(run);
        HF_TRY(follow_row(run));
    }
    return HF_OK;
}

enum hf_rc hf_trace_step(struct hf_trace_run *run, uint32_t rows, struct hf_err *err)
{
    bool plain = run->choice.ordering == HF_TRACE_LEDGER;
    run->err = err;
    for (uint32_t done = 0, from; done < rows && !run->done; done += plain ? run->next - from : 1) {
        from = run->next;
        if (!plain)
            HF_TRY(hf_trace_next(run, err));
        else if (find_row(run))
            HF_TRY(follow_day(run, rows - done));
        else
            run->done = true;
    }
    return HF_OK;
}

enum hf_rc hf_trace_look(struct hf_trace_run *run, uint32_t place, struct hf_trace_parts *out,
                         struct hf_err *err)
{
    run->err = err;
    *out = run->repaid;
    out->count = 0;
    return run->choice.method->look(run, place, out);
}

enum hf_rc hf_trace_look_all(struct hf_trace_run *run, hf_trace_held *each, void *context, struct hf_err *err)
{
    struct hf_trace_parts parts;
    run->err = err;
    if (run->choice.method->gather != NULL)
        return run->choice.method->gather(run, each, context);
    for (uint32_t i = 0; i < run->ledger->accounts.count + run->ledger->assets.count; i++) {
        HF_TRY(hf_trace_look(run, i, &parts, err));
        for (uint32_t k = 0; k < parts.count; k++)
            HF_TRY(each(context, i, parts.claimant[k], parts.amount[k]));
    }
    return HF_OK;
}
